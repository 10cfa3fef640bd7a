package query

import (
	"errors"
	"fmt"
	"strings"

	"github.com/lodestone-kb/lodestone/index"
)

// top reads the loosest level of the syntax.
func (p *parser) top() (Node, error) {
	if p.syntax == index.Lucene {
		return p.clauses()
	}
	return p.butNot()
}

// called returns what Lodestone calls what the syntax calls so before a bracket.
func (p *parser) called(name string) string {
	if p.syntax == index.Westlaw {
		switch name {
		case "ti":
			return "title"
		case "da":
			return "date"
		}
	}
	return name
}

// datesOutside refuses dates as Lexis writes them, date aft 2024: read as words side by side they would be a phrase
// that stands nowhere.
func (p *parser) datesOutside(all []lexeme) error {
	if p.syntax != index.Lexis {
		return nil
	}
	for i, x := range all[:max(len(all)-1, 0)] {
		if x.kind != lexWord || all[i+1].kind != lexWord || !strings.EqualFold(x.text, "date") {
			continue
		}
		switch how := strings.ToLower(all[i+1].text); how {
		case ">", ">=", "<", "<=", "=", "aft", "bef", "geq", "leq":
			return p.fail(x.pos, fmt.Sprintf("date %s is not read without brackets", all[i+1].text), "such as date(aft 2025-10 and bef 2026) or date(2025)")
		}
	}
	return nil
}

// Others tells how the other syntaxes of connectors read the same words, as far as they read them
// otherwise. Plain questions are read alike by none and are left out.
func Others(query string, syntax index.Syntax) []index.Reading {
	if syntax == "" {
		syntax = index.Lodestone
	}
	here, err := ParseAs(syntax, query)
	if err != nil || syntax == index.Plain {
		return nil
	}
	var out []index.Reading
	for _, s := range index.Syntaxes() {
		if s == syntax || s == index.Plain {
			continue
		}
		n, err := ParseAs(s, query)
		var bad *index.QueryError
		switch {
		case errors.As(err, &bad):
			out = append(out, index.Reading{Syntax: s, Refused: bad.Error()})
		case PrintFull(n) != PrintFull(here):
			out = append(out, index.Reading{Syntax: s, Read: PrintFull(n)})
		}
	}
	return out
}

// PrintAs writes a tree in a syntax, so that it reads as the same tree there. It is false where the
// syntax has no words for it.
func PrintAs(syntax index.Syntax, n Node) (string, bool) {
	switch syntax {
	case index.Lucene:
		return printLucene(n)
	case index.Plain:
		return "", false
	}
	return printer{syntax: syntax}.print(n), true
}

// sign returns how the syntax writes a connector that Lodestone writes so.
func (p printer) sign(lodestone string) string {
	switch p.syntax {
	case index.Westlaw:
		switch lodestone {
		case " and ":
			return " & "
		case " but not ":
			return " % "
		}
	case index.Lexis:
		if lodestone == " but not " {
			return " and not "
		}
		if rest, ok := strings.CutPrefix(lodestone, "/"); ok {
			return "w/" + rest
		}
		if rest, ok := strings.CutPrefix(lodestone, "+"); ok {
			return "pre/" + rest
		}
	}
	return lodestone
}

// words writes the text of a term that is not in quotes. Words side by side that find their plurals are
// a phrase by themselves in Lexis; elsewhere hyphens join them.
func (p printer) words(t *Term) string {
	if p.syntax == index.Lexis {
		return t.Text
	}
	return strings.ReplaceAll(t.Text, " ", "-")
}
