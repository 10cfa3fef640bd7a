// Package grid reads questions of law whose answers were worked out by hand, and judges what is answered
// to them: over [desk.Desk], over the API and on the command line alike. It serves tests alone; the head
// of kb/desk/testdata/grid.txt explains how a question is written.
package grid

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Row is a question with its answer.
type Row struct {
	Line      int              // in its file
	Text      string           // the question
	Ask       desk.StatusWords // the same, as it is asked
	answer    legal.Verdict
	strictest kb.RestrictionType
	judged    bool // the strictest restriction is part of the answer
	holds     []measure
	lacks     []string
	only      bool
}

// refused is the answer of a row whose question means nothing.
const refused legal.Verdict = "refused"

// Refused reports whether the question means nothing, so that its answer is an error.
func (r Row) Refused() bool { return r.answer == refused }

// measure is what a row says of one measure: empty fields are not judged.
type measure struct {
	prefix, status, since, until, via, direction, chain string
}

// Judge lists what differs from the row in an answer.
func (r Row) Judge(a legal.Answer) (wrong []string) {
	say := func(f string, args ...any) { wrong = append(wrong, fmt.Sprintf(f, args...)) }
	if a.Answer != r.answer || r.judged && a.Strictest != r.strictest {
		say("answer %s %s, want %s %s", a.Answer, a.Strictest, r.answer, r.strictest)
	}
	shown := 0
	for _, want := range r.holds {
		got := below(a, want.prefix)
		if shown += len(got); len(got) == 0 {
			say("%s is not shown", want.prefix)
		}
		for _, m := range got {
			for _, differs := range want.compare(m) {
				say("%s: %s", m.ID, differs)
			}
		}
	}
	for _, prefix := range r.lacks {
		for _, m := range below(a, prefix) {
			say("%s is shown as %s", m.ID, m.Status)
		}
	}
	if r.only && shown != len(a.Measures) {
		say("%d measures are shown, want %d", len(a.Measures), shown)
	}
	for _, m := range a.Measures {
		for _, l := range m.Chain {
			if len(l.Spans) == 0 && l.Provenance == nil {
				say("%s: %s rests on nothing", m.ID, l.Event)
			}
		}
	}
	return wrong
}

func (want measure) compare(m legal.MeasureOn) (differs []string) {
	for _, f := range []struct{ name, got, want string }{
		{"status", string(m.Status), want.status}, {"since", m.Since.String(), want.since}, {"until", m.Until.String(), want.until},
		{"via", strings.ReplaceAll(m.Via, " ", "_"), want.via}, {"direction", string(m.Direction), want.direction}, {"chain", chainOf(m), want.chain},
	} {
		if f.want != "" && f.got != f.want {
			differs = append(differs, fmt.Sprintf("%s %s, want %s", f.name, f.got, f.want))
		}
	}
	return differs
}

// below finds the measures whose id is the prefix or lies below it.
func below(a legal.Answer, prefix string) (out []legal.MeasureOn) {
	for _, m := range a.Measures {
		id := string(m.ID)
		if id == prefix || strings.HasPrefix(id, prefix+"/") || strings.HasPrefix(id, prefix+"-") && strings.Contains(prefix, "/") {
			out = append(out, m)
		}
	}
	return out
}

// chainOf writes a chain as the grid does.
func chainOf(m legal.MeasureOn) string {
	var out []string
	for _, l := range m.Chain {
		s := string(l.Event) + " " + l.Date.String()
		if l.Announced {
			s = "~" + s
		}
		if !l.Until.IsZero() {
			s += " until " + l.Until.String()
		}
		if l.By != "" && l.By != m.Instrument {
			s += " by " + string(l.By)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// Read reads a file of questions. An error names the line that is none.
func Read(text string) (rows []Row, err error) {
	for n, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
			continue
		case line[0] != ' ':
			r, err := readQuestion(line)
			if err != nil {
				return nil, fmt.Errorf("grid line %d: %w", n+1, err)
			}
			r.Line = n + 1
			rows = append(rows, r)
			continue
		case len(rows) == 0:
			return nil, fmt.Errorf("grid line %d belongs to no question: %s", n+1, line)
		}
		if err := rows[len(rows)-1].read(line, words); err != nil {
			return nil, fmt.Errorf("grid line %d: %w", n+1, err)
		}
	}
	return rows, nil
}

// read takes a line below the question.
func (r *Row) read(line string, words []string) error {
	switch words[0] {
	case "no":
		r.lacks = append(r.lacks, words[1:]...)
	case "only":
		r.only = true
	default:
		m, err := readMeasure(line)
		if err != nil {
			return err
		}
		r.holds = append(r.holds, m)
	}
	return nil
}

func readQuestion(line string) (Row, error) {
	asked, answer, ok := strings.Cut(line, " = ")
	words, want := strings.Fields(asked), strings.Fields(answer)
	if !ok || len(words) < 3 || len(words)%2 == 0 || len(want) == 0 {
		return Row{}, fmt.Errorf("no question: %s", line)
	}
	r := Row{Text: asked, answer: legal.Verdict(want[0])}
	r.judged = r.answer != legal.Conditional
	if len(want) > 1 {
		r.strictest, r.judged = kb.RestrictionType(want[1]), true
	}
	if code, ok := strings.CutPrefix(words[0], "code="); ok {
		r.Ask.Code = code
	} else {
		r.Ask.Material = words[0]
	}
	fields := map[string]*string{"to": &r.Ask.Destination, "for": &r.Ask.EndUse, "by": &r.Ask.Jurisdiction, "on": &r.Ask.On, "known": &r.Ask.Known}
	for i := 1; i < len(words); i += 2 {
		if fields[words[i]] == nil {
			return Row{}, fmt.Errorf("no such part of a question: %s", words[i])
		}
		*fields[words[i]] = words[i+1]
	}
	return r, nil
}

func readMeasure(line string) (measure, error) {
	head, chain, _ := strings.Cut(line, ": ")
	words := strings.Fields(head)
	if len(words) < 2 {
		return measure{}, fmt.Errorf("no status: %s", line)
	}
	m := measure{prefix: words[0], status: words[1], chain: strings.TrimSpace(chain)}
	fields := map[string]*string{"since": &m.since, "until": &m.until, "via": &m.via}
	for i := 2; i < len(words); i++ {
		switch {
		case fields[words[i]] != nil && i+1 < len(words):
			*fields[words[i]] = words[i+1]
			i++
		case slices.Contains([]string{"export", "re_export", "import", "domestic", "procurement"}, words[i]):
			m.direction = words[i]
		default:
			return measure{}, fmt.Errorf("%s says nothing of a measure", words[i])
		}
	}
	return m, nil
}
