package ingest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
)

// scan is a parser that read the text from some word on off an image.
type scan struct{ from string }

func (s scan) Parse(ctx context.Context, in parse.Input) (parse.Parsed, error) {
	p, err := parse.Parse(ctx, in, parse.Options{})
	if i := strings.Index(p.Text, s.from); err == nil && i >= 0 {
		p.Machine = []corpus.Range{{Start: i, End: len(p.Text)}}
	}
	return p, err
}

// What a machine read off an image is kept and found, and nothing is made of it.
func TestMachineReadTextMakesNoFacts(t *testing.T) {
	const half = "二、出口经营者"
	facts := func(from string) (facts []kb.Fact, rev corpus.Revision) {
		w := newWorld(t)
		w.see(page{url: "https://m.example/57", body: holmium})
		w.in = w.with(scan{from})
		w.follow()
		docs, err := w.store.Documents(t.Context(), "", 0)
		if err != nil || len(docs) != 1 {
			t.Fatalf("%d documents, %v", len(docs), err)
		}
		if rev, err = w.store.Revision(t.Context(), docs[0].Latest()); err != nil {
			t.Fatal(err)
		}
		if facts, err = w.store.FactsOf(t.Context(), docs[0].ID); err != nil {
			t.Fatal(err)
		}
		return facts, rev
	}
	all, rev := facts("no such words")
	if len(rev.Machine) != 0 {
		t.Fatal("the text was typed")
	}
	i := strings.Index(rev.Text, half)
	if i < 0 {
		t.Fatalf("the text does not hold %q", half)
	}
	some, rev := facts(half)
	if len(rev.Machine) != 1 || rev.Machine[0].Start != i {
		t.Errorf("the revision does not say what was read off an image: %v", rev.Machine)
	}
	before := 0
	for _, f := range all {
		if f.Span.End <= i {
			before++
		}
	}
	if len(some) != before || before == len(all) {
		t.Errorf("%d facts, want the %d of %d that stand before the image", len(some), before, len(all))
	}
	if none, _ := facts(string([]rune(rev.Text)[:3])); len(none) != 0 {
		t.Errorf("%d facts of a page that is an image", len(none))
	}
}
