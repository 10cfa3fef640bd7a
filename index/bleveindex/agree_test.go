package bleveindex

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
)

var manyQueries = flag.Int("queries", 2000, "how many random queries are asked in each syntax")

// pile is a store of documents with titles, dates and facts.
type pile struct {
	shelf
	documents []corpus.Document
	facts     [][]kb.Fact
}

func (p pile) Document(_ context.Context, id corpus.DocumentID) (corpus.Document, error) {
	return p.documents[number(id)], nil
}

func (p pile) FactsOf(_ context.Context, id corpus.DocumentID) ([]kb.Fact, error) {
	return p.facts[number(id)], nil
}

func (p pile) Revision(_ context.Context, id corpus.RevisionID) (corpus.Revision, error) {
	i := number(corpus.DocumentID(strings.TrimSuffix(string(id), ".1")))
	return p.revision(i), nil
}

// revision cuts a text into its sentences, of both languages, and its lines.
func (p pile) revision(i int) corpus.Revision {
	r := corpus.Revision{ID: corpus.RevisionID(p.id(i) + ".1"), Document: p.id(i), Text: p.shelf[i]}
	start, line := 0, 0
	for at, c := range r.Text {
		end := at + len(string(c))
		if strings.ContainsRune(".。！？；\n", c) && start < end {
			r.Sentences = append(r.Sentences, corpus.Range{Start: start, End: end})
			start = end
		}
		if c == '\n' {
			if line < at {
				r.Provisions = append(r.Provisions, corpus.Provision{Address: fmt.Sprintf("Article %d", len(r.Provisions)+1), Start: line, End: at})
			}
			line = end
		}
	}
	return r
}

func number(id corpus.DocumentID) (i int) {
	fmt.Sscanf(string(id), "d-%06d", &i)
	return i
}

// dice draws texts and queries of few words, so that they meet.
type dice struct{ *rand.Rand }

func (d dice) of(words ...string) string { return words[d.Intn(len(words))] }

func (d dice) word() string {
	return d.of("gallium", "Gallium", "licence", "licences", "Licence's", "export", "exports", "policy", "policies", "tax", "taxes", "the", "no",
		"women", "woman", "US", "us", "Ga", "end-use", "1,000", "a:b", "x_y", "naïve", "rule", "5A002.a", "镓", "锗", "出口", "鎵", "管制", "Ｇａ")
}

func (d dice) text() string {
	var b strings.Builder
	for range 2 + d.Intn(40) {
		b.WriteString(d.word() + d.of(" ", " ", " ", " ", ", ", "", ". ", "、", "。", "；", "\n", " “"+d.word()+"” "))
	}
	return b.String() + "\n"
}

// part draws a query of a syntax; places is whether it must speak of places.
func (d dice) part(syntax index.Syntax, depth int, places bool) string {
	if depth == 0 {
		return d.leaf(syntax)
	}
	sub := func(places bool) string { return "(" + d.part(syntax, d.Intn(depth), places) + ")" }
	if syntax == index.Lucene {
		switch d.Intn(6) {
		case 0:
			return "+" + sub(false) + " -" + sub(false) + " " + sub(false)
		case 1:
			return sub(false) + d.of(" NOT ", " AND NOT ") + sub(false)
		case 2:
			return fmt.Sprintf(`"%s %s"~%d`, d.word(), d.word(), d.Intn(5))
		case 3:
			return d.of("title", "number", "quote", "section") + ":" + d.leaf(syntax)
		}
		return sub(false) + d.of(" AND ", " OR ", " ", " && ", " || ") + sub(false)
	}
	near := d.of("/1", "/3", "+2", "/s", "+s", "/p", "+p", "w/4", "pre/3", "near/2", "w/s", "not w/2", "not w/6")
	if places || d.Intn(3) == 0 {
		if d.Intn(4) == 0 {
			return sub(true) + " or " + sub(true)
		}
		return sub(true) + " " + near + " " + sub(true)
	}
	switch d.Intn(6) {
	case 0:
		return sub(false) + d.of(" % ", " but not ", " and not ") + sub(false)
	case 1:
		return fmt.Sprintf("atleast%d%s", 1+d.Intn(4), sub(true))
	case 2:
		return d.of("title", "number", "quote", "section") + sub(false)
	case 3:
		return d.of("caps", "allcaps", "nocaps", "exact") + sub(false)
	case 4:
		return d.leaf(syntax) + " " + d.leaf(syntax)
	}
	return sub(false) + d.of(" and ", " or ", " & ", " ") + sub(false)
}

func (d dice) leaf(syntax index.Syntax) string {
	switch d.Intn(12) {
	case 0:
		return `"` + d.word() + " " + d.word() + `"`
	case 1:
		return `"` + d.word() + `"`
	case 2:
		if syntax == index.Lucene {
			return d.of("lic*", "wom?n", "gall*m")
		}
		return d.of("licen!", "wom*n", "pol!", "exp!t")
	case 3:
		return d.of("purity>=99.9%", "purity<95%", "hs:2846*", "code:1C9*", "code:1c999")
	case 4:
		if syntax == index.Lucene {
			return d.of("date:[2025-02 TO *]", "date:2025", "date:[* TO 2024-06]")
		}
		return d.of("date(aft 2025-02)", "date(2025)", "date(bef 2024-07 and aft 2020)")
	case 5:
		if syntax != index.Lucene {
			return d.of("#rule", "#licence")
		}
	}
	w := d.word()
	if syntax == index.Lucene {
		w = strings.ReplaceAll(w, ":", `\:`)
	}
	return w
}

func (d dice) pile(n int) pile {
	var p pile
	for i := range n {
		p.shelf = append(p.shelf, d.text())
		c := corpus.Document{ID: p.id(i), Title: d.word() + " " + d.word(), Number: d.word(), Revisions: []corpus.RevisionID{corpus.RevisionID(p.id(i) + ".1")}}
		c.Published = []corpus.Date{{}, {Year: 2025}, {Year: 2025, Month: 2}, corpus.Day(2025, 3, 1), corpus.Day(2024, 6, 30)}[d.Intn(5)]
		p.documents = append(p.documents, c)
		value := []kb.Value{kb.ThresholdValue{Quantity: "purity", Number: 99.99}, kb.ThresholdValue{Quantity: "purity", Number: 90},
			kb.CustomsCodeValue{Code: "284690"}, kb.ControlCodeValue{Code: "1C999"}}[d.Intn(4)]
		p.facts = append(p.facts, []kb.Fact{{Value: value, Current: true}})
	}
	return p
}

// TestEngineAgreesWithTheEvaluator: the engine finds what the evaluator finds in the texts, in every
// syntax, whatever is asked.
func TestEngineAgreesWithTheEvaluator(t *testing.T) {
	d := dice{rand.New(rand.NewSource(20251109))}
	p := d.pile(60)
	for i := 0; i < len(p.shelf); i += 6 { // some texts of many words
		for n := range 300 {
			p.shelf[i] += fmt.Sprintf("filler%d ", n*(i+1))
			if n%50 == 0 {
				p.shelf[i] += d.text()
			}
		}
	}
	x, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, seen := range []int{20, 45, 60} { // several pieces, the last one not on disk yet
		if _, err := x.Follow(context.Background(), pile{p.shelf[:seen], p.documents, p.facts}); err != nil {
			t.Fatal(err)
		}
	}
	docs := make([]*query.Doc, len(p.shelf))
	for i := range docs {
		r := p.revision(i)
		docs[i] = query.NewDoc(p.documents[i], &r, p.facts[i])
	}
	for _, syntax := range []index.Syntax{index.Lodestone, index.Westlaw, index.Lexis, index.Lucene} {
		asked, answered := 0, 0
		for asked < *manyQueries {
			q := d.part(syntax, d.Intn(4), false)
			n, err := query.ParseAs(syntax, q)
			var bad *index.QueryError
			if errors.As(err, &bad) {
				continue // such as a proximity of what speaks of the whole document
			}
			asked++
			var want []string
			for i, doc := range docs {
				if query.Eval(n, doc) {
					want = append(want, "d:"+string(p.id(i)))
				}
			}
			if got := engineFinds(t, x, syntax, q); !slices.Equal(got, want) {
				t.Fatalf("%s: %s\n= %s\nengine %v\nwant   %v", syntax, q, query.PrintFull(n), got, want)
			}
			if len(want) > 0 && len(want) < len(docs) {
				answered++
			}
		}
		if answered < asked/4 {
			t.Errorf("%s: only %d of %d queries told documents apart", syntax, answered, asked)
		}
	}
}

// engineFinds returns the ids of all entries that answer.
func engineFinds(t *testing.T, x *Index, syntax index.Syntax, q string) []string {
	s := &asker{Request: index.Request{Query: q, Syntax: syntax, Limit: 10, Sort: index.Newest}, build: x.build, view: x.view, texts: x.texts}
	if err := s.read(nil); err != nil {
		t.Fatal(err)
	}
	engine, err := x.build.bleve.Advanced()
	if err != nil {
		t.Fatal(err)
	}
	if s.reader, err = engine.Reader(); err != nil {
		t.Fatal(err)
	}
	defer s.reader.Close()
	a, err := s.matches(context.Background(), "document", "", false)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, g := range a.segments {
		for it := a.sets[i].Iterator(); it.HasNext(); {
			id, err := g.id(it.Next())
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
