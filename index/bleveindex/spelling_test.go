package bleveindex_test

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestWhatWasPerhapsMeant: words near to one that stands in no text are told where nothing is found, and
// the corrected query where it finds something.
func TestWhatWasPerhapsMeant(t *testing.T) {
	store := memkb.New()
	put(t, store, paper{id: "1", text: "Exporters of gallium need a licence for every shipment."})
	put(t, store, paper{id: "2", text: "A licence for gallium is refused where the consignee is unknown."})
	put(t, store, paper{id: "3", text: "The balium register and the licenses. 镓需要许可。"})
	x := open(t, t.TempDir(), store)
	for _, c := range []struct {
		name, query, corrected, word string
		syntax                       index.Syntax
		near                         []string
	}{
		{"a letter missing", "galium", "gallium", "galium", "", []string{"gallium", "balium"}},
		{"two exchanged, and case", "Licnece and shipment", "licence and shipment", "licnece", "", []string{"licence"}},
		{"in a proximity", "galium /s refused", "gallium /s refused", "galium", "", []string{"gallium", "balium"}},
		{"two mistakes in a long word", "consinee", "consignee", "consinee", "", []string{"consignee"}},
		{"in plain words", "consignnee", "consignee", "consignnee", index.Plain, []string{"consignee"}},
		{"corrected, it finds nothing together", "galium /s consinees! /1 balium", "", "galium", "", []string{"gallium", "balium"}},
	} {
		res := ask(t, x, index.Request{Query: c.query, Syntax: c.syntax})
		if s := res.Spelling; s == nil || s.Query != c.corrected || s.Words[0].Word != c.word || !slices.Equal(s.Words[0].Near, c.near) {
			t.Errorf("%s: %q: %+v, want %q for %q of %v", c.name, c.query, s, c.corrected, c.word, c.near)
		}
	}
	for _, r := range []index.Request{{Query: "gallium"}, {Query: "gallium /1 register"}, {Query: "xqzzy"}, {Query: "钨"}, {Query: "galiu!"}, {Query: "egister"[:3]},
		{Query: "gallium", Jurisdictions: []corpus.Jurisdiction{"ZZ"}}, {Query: "exporter /1 refused"}} {
		if s := ask(t, x, r).Spelling; s != nil {
			t.Errorf("%q: %+v, want nothing told: the words are known, or none is near", r.Query, s)
		}
	}
}

// TestWordsAsQuestion: words that no text has all of are offered as a plain question; what says more than words
// is not.
func TestWordsAsQuestion(t *testing.T) {
	store := memkb.New()
	put(t, store, paper{id: "a", text: "Dysprosium may leave the country with a licence."})
	put(t, store, paper{id: "b", text: "A licence is free of charge."})
	x := open(t, t.TempDir(), store)
	for q, want := range map[string]int{"no licence required": 2, "licence free of charge": 0, `licence and "not required"`: 0, "licence /s required": 0, "licence % charge": 0, "dysprosium absent": 1} {
		res := ask(t, x, index.Request{Query: q})
		if res.AsQuestion != want {
			t.Errorf("%s: %d documents as a question, want %d; %d found", q, res.AsQuestion, want, res.Total.Value)
		}
	}
}
