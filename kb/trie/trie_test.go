package trie

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// slow finds words by looking for each at each place.
func slow(words []Word, joins, text string) []Match {
	var out []Match
	for i := range len(text) {
		inside := i > 0 && strings.IndexByte(joins, text[i]) >= 0 && strings.IndexByte(joins, text[i-1]) >= 0
		for n := 2; i+n <= len(text); n++ {
			if w := slices.IndexFunc(words, func(w Word) bool { return w.Text == text[i:i+n] && (w.Inside || !inside) }); w >= 0 {
				out = append(out, Match{i, i + n, w})
			}
		}
	}
	return out
}

func check(t *testing.T, words []Word, joins, text string) {
	t.Helper()
	tr, err := New(words, joins)
	if err != nil {
		t.Fatal(err)
	}
	want := slow(words, joins, text)
	if got := Find(tr, nil, text); !slices.Equal(got, want) {
		t.Errorf("%v in %q: %v, want %v", words, text, got, want)
	}
	if got := Find(tr, nil, []byte(text)); !slices.Equal(got, want) {
		t.Errorf("%v in the bytes of %q: %v, want %v", words, text, got, want)
	}
}

func TestFind(t *testing.T) {
	words := []Word{{"ore", false}, {"or", true}, {"export", false}, {"export ban", true}, {"port", false}, {"镓", false}, {"金属镓", false}}
	for _, text := range []string{"", "o", "or", "ore", "an export ban on ore", "exports", "exp", "禁止出口金属镓", "export bank, port of export"} {
		check(t, words, "", text)
		check(t, words, "abcdefghijklmnopqrstuvwxyz", text)
	}
	check(t, nil, "", "nothing is looked for")
}

// TestFindAny compares texts and words of few letters, which overlap a great deal.
func TestFindAny(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := func(least, most int) string {
		b := make([]byte, least+r.IntN(most-least+1))
		for i := range b {
			b[i] = "ab \xff"[r.IntN(4)]
		}
		return string(b)
	}
	for range 2000 {
		var words []Word
		for range r.IntN(12) {
			words = added(words, some(2, 7), r.IntN(2) == 0)
		}
		check(t, words, []string{"", "ab"}[r.IntN(2)], some(0, 40))
	}
}

// added adds a word that is not there yet.
func added(words []Word, w string, inside bool) []Word {
	if slices.ContainsFunc(words, func(o Word) bool { return o.Text == w }) {
		return words
	}
	return append(words, Word{w, inside})
}

func TestNewRefuses(t *testing.T) {
	for _, words := range [][]Word{{{"tin", true}, {"K", true}}, {{"", false}}, {{"tin", true}, {"ore", true}, {"tin", false}}} {
		if _, err := New(words, ""); err == nil {
			t.Errorf("%v is taken", words)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("ore or export", "an export of ore")
	f.Add("镓 金属", "金属镓")
	f.Fuzz(func(t *testing.T, words, text string) {
		var all []Word
		for i, w := range strings.Fields(words) {
			if len(w) >= 2 {
				all = added(all, w, i%2 == 0)
			}
		}
		if len(all) < 50 && len(text) < 500 {
			check(t, all, "abc", text)
		}
	})
}
