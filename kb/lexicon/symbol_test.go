package lexicon

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// No text that holds symbols is passed over.
func TestMayHoldSymbols(t *testing.T) {
	l, err := New()
	if err != nil {
		t.Fatal(err)
	}
	bits := []string{"gallium", "镓", "Ga", "Ga", "Dy", "W", "A", "Gaa", " and ", "or", ", ", ",", "、", "/", " (", ")", "（", "）", " ", " ", "\n", "é"}
	r := rand.New(rand.NewPCG(5, 8))
	held := 0
	for range 40_000 {
		var b strings.Builder
		for range 2 + r.IntN(14) {
			b.WriteString(bits[r.IntN(len(bits))])
		}
		want := l.symbolsListed(b.String())
		if got := l.symbolsIn(b.String()); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", b.String(), got, want)
		}
		if len(want) > 0 {
			held++
		}
	}
	if held < 50 {
		t.Errorf("%d texts hold symbols: too few to tell", held)
	}
}
