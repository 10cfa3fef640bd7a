package query

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestNeighboursAreEnough: looking only at what stands next to a place loses nothing of what looking
// at every pair finds.
func TestNeighboursAreEnough(t *testing.T) {
	words := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(t *rapid.T) {
		r := corpus.Revision{}
		for range rapid.IntRange(0, 60).Draw(t, "length") {
			r.Text += rapid.SampledFrom(words).Draw(t, "word") + rapid.SampledFrom([]string{" ", " ", " ", ". ", "\n"}).Draw(t, "after")
		}
		start := 0
		for i := range len(r.Text) {
			if r.Text[i] == '.' {
				r.Sentences = append(r.Sentences, corpus.Range{Start: start, End: i + 1})
				start = i + 1
			}
		}
		part := func() string {
			return rapid.SampledFrom([]string{"a", "b", "(a or b)", `"a b"`, `(a or "b c d")`, `("a b" or b)`, `"d d"`}).Draw(t, "part")
		}
		op := rapid.SampledFrom([]string{"/2", "+3", "/9", "/s", "+s", "/p", "+p"}).Draw(t, "op")
		n, err := Parse(part() + " " + op + " " + part())
		if err != nil {
			t.Fatal(err)
		}
		near := n.(*Near)
		e := &evaluator{words: NewRevisionText(&r)}
		left, right := e.places(near.Left), e.places(near.Right)
		got, want := nearest(e.neighbours(near, left, right)), nearest(e.pairs(near, left, right))
		if fmt.Sprint(borders(got)) != fmt.Sprint(borders(want)) {
			t.Fatalf("%s in %q: neighbours %v, all pairs %v", Print(n), r.Text, borders(got), borders(want))
		}
	})
}

func borders(ps []place) [][2]int {
	var out [][2]int
	for _, p := range ps {
		out = append(out, [2]int{p.start, p.end})
	}
	return out
}

// BenchmarkLongParagraph asks for two words that stand thousands of times in one paragraph.
func BenchmarkLongParagraph(b *testing.B) {
	d := &Doc{Body: NewText(strings.Repeat("the export of the goods of the firm ", 20000))}
	for _, q := range []string{"the /p of", "the /s export", "goods +3 firm", "the not w/5 of"} {
		n, err := Parse(q)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				Eval(n, d)
			}
		})
	}
}
