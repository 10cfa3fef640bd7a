package query

import (
	"fmt"
	"slices"
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
			return rapid.SampledFrom([]string{"a", "b", "(a or b)", `"a b"`, `(a or "b c d")`, `("a b" or b)`, `"d d"`, "(a /2 b)", "(c +3 (a or b))", "(b /s d)", "(a /p (c /1 d))"}).Draw(t, "part")
		}
		op := rapid.SampledFrom([]string{"/2", "+3", "/9", "/s", "+s", "/p", "+p"}).Draw(t, "op")
		n, err := Parse(part() + " " + op + " " + part())
		if err != nil {
			t.Fatal(err)
		}
		near := n.(*Near)
		e := &evaluator{words: NewRevisionText(&r)}
		left, right := e.places(near.Left), e.places(near.Right)
		got, want := e.near(near), nearest(e.pairs(near, left, right))
		if fmt.Sprint(borders(got)) != fmt.Sprint(borders(want)) {
			t.Fatalf("%s in %q: near %v, all pairs %v", Print(n), r.Text, borders(got), borders(want))
		}
		if e.meets(near) != (len(want) > 0) {
			t.Fatalf("%s in %q: meets %t, all pairs %v", Print(n), r.Text, e.meets(near), borders(want))
		}
		without := &NotNear{near.Left, near.Right, near.N}
		far := slices.DeleteFunc(e.places(near.Left), func(a place) bool {
			return slices.ContainsFunc(right, func(b place) bool { return !overlap(a, b) && distance(a, b) <= near.N })
		})
		if got := e.notNear(without); fmt.Sprint(borders(got)) != fmt.Sprint(borders(far)) {
			t.Fatalf("%s in %q: %v, each looked at %v", Print(without), r.Text, borders(got), borders(far))
		}
	})
}

// pairs returns every pair of two places that stand together: the meaning of a proximity.
func (e *evaluator) pairs(n *Near, left, right []place) []place {
	var out []place
	for _, a := range left {
		for _, b := range right {
			if !overlap(a, b) && (!n.Ordered || a.end < b.start) && e.together(n, a, b) {
				out = append(out, pair(a, b))
			}
		}
	}
	return out
}

// distance counts words from the nearer end of one place to that of the other, which does not overlap it;
// neighbours are 1 apart.
func distance(a, b place) int {
	if a.end < b.start {
		return int(b.start - a.end)
	}
	return int(a.start - b.end)
}

// overlap reports whether one place begins before the other ends, and the other way round. What stands
// between the words of a group is inside it.
func overlap(a, b place) bool { return a.start <= b.end && b.start <= a.end }

// together reports whether two places are as close as the proximity wants. A group counts from
// whichever of its ends is nearer.
func (e *evaluator) together(n *Near, a, b place) bool {
	switch n.Unit {
	case InWords:
		return distance(a, b) <= n.N
	case InSentence:
		return share(e.words.SentenceOf, a, b)
	}
	return share(e.words.ParagraphOf, a, b)
}

// share reports whether an end of one place lies in the same piece of text as an end of the other.
func share(piece func(int) int32, a, b place) bool {
	as, ae, bs, be := piece(int(a.start)), piece(int(a.end)), piece(int(b.start)), piece(int(b.end))
	return as == bs || as == be || ae == bs || ae == be
}

func borders(ps []place) [][2]int32 {
	var out [][2]int32
	for _, p := range ps {
		out = append(out, [2]int32{p.start, p.end})
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
