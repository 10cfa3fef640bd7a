package extract

import (
	"regexp"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// scope is what an opening line ("no export of the following items without a licence:") says of
// the list below it.
type scope struct {
	restricts bool        // the items below are restricted
	relation  kb.Relation // the acts below are suspended, repealed …
	context   corpus.Range
	assertion kb.Assertion
	address   string // of the opening line's provision
}

var opensList = regexp.MustCompile(`(以下|下列|如下|附件|所列|following|listed (?:in|below)|set out in|Annex|Schedule|as follows)`)

// into returns the scope that reaches a sentence: only items, rows and short lines of a list are
// reached, and paragraphs below the numbered clause that opened it.
func (c scope) into(s *sentence) scope {
	if !c.restricts && c.relation == "" {
		return scope{}
	}
	switch s.provision.Kind {
	case corpus.Item, corpus.Row, corpus.Heading, corpus.Footnote:
		return c
	}
	if s.provision.Parent == c.address && c.address != "" && s.provision.Address != c.address {
		return c
	}
	return scope{}
}

// after opens a list, or closes it at a paragraph of running text that says something else.
func (c scope) after(s *sentence) scope {
	opened := scope{context: s.Range, assertion: s.assertion, address: s.provision.Address}
	if opensList.MatchString(s.text) {
		opened.restricts = binds(s.cues)
		opened.relation = relationIn(s.text)
		if s.provision.Kind == corpus.Item || s.provision.Kind == corpus.Row {
			opened.restricts = opened.restricts || c.restricts && opened.relation == ""
		}
		if opened.restricts || opened.relation != "" && actRelation(opened.relation) {
			return opened
		}
	}
	switch s.provision.Kind {
	case corpus.Item, corpus.Row, corpus.Heading, corpus.TitleProvision, corpus.Footnote:
		return c
	}
	if s.provision.Parent == c.address && c.address != "" {
		return c
	}
	return scope{}
}

func binds(cues []cue) bool {
	for _, c := range cues {
		if c.binding {
			return true
		}
	}
	return false
}
