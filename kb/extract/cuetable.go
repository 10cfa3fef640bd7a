package extract

import (
	_ "embed" // the table of cues
	"strings"
	"sync"

	"github.com/lodestone-kb/lodestone/kb"
)

//go:embed data/assertions.tsv
var assertionTable string

// standings are the further ways of standing to what is said, by language and assertion.
var standings = sync.OnceValue(func() map[string]map[kb.Assertion]*pattern { return readStandings(assertionTable) })

// readStandings reads a table of assertions: language, assertion, expression.
func readStandings(table string) map[string]map[kb.Assertion]*pattern {
	out := map[string]map[kb.Assertion]*pattern{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		if out[cells[0]] == nil {
			out[cells[0]] = map[kb.Assertion]*pattern{}
		}
		out[cells[0]][kb.Assertion(cells[1])] = compile(`(?i)` + cells[2])
	}
	return out
}

// stands reports whether the table says that a sentence stands so to what it says. An official text
// speaks for itself, and only denies in these words.
func (s *sentence) stands(a kb.Assertion) bool {
	if s.reader.official() && a != kb.Negated {
		return false
	}
	p := standings()[base(s.reader.doc.Lang)][a]
	return p != nil && s.fits(p, s.plain)
}

//go:embed data/cues.tsv
var cueTable string

// tableRules are the rules of the table by language. They are compiled with the gate, when the first
// extractor is made, and not at the start of the program.
var tableRules = sync.OnceValue(func() map[string][]restrictionRule { return readRules(cueTable) })

// readRules reads a table of rules: language, type, expression, and perhaps what keeps it away.
func readRules(table string) map[string][]restrictionRule {
	out := map[string][]restrictionRule{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		lang, kind := cells[0], kb.RestrictionType(cells[1])
		for i := range cells[2:] {
			if cells[2+i] != "" {
				cells[2+i] = `(?i)` + cells[2+i]
			}
			if lang != "en" && lang != "zh" {
				cells[2+i] = strings.ReplaceAll(cells[2+i], `[^.;]`, inSentence)
			}
		}
		out[lang] = append(out[lang], rule(kind, kb.RuleID("restriction."+string(kind)+"."+lang+"/3"), cells[2], cells[3:]...))
	}
	return out
}
