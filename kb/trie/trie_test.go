package trie

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// slow finds words by looking for each at each place.
func slow(words []string, joins, text string) []Match {
	var out []Match
	for i := range len(text) {
		if i > 0 && strings.IndexByte(joins, text[i]) >= 0 && strings.IndexByte(joins, text[i-1]) >= 0 {
			continue
		}
		for n := 2; i+n <= len(text); n++ {
			if w := slices.Index(words, text[i:i+n]); w >= 0 {
				out = append(out, Match{i, i + n, w})
			}
		}
	}
	return out
}

func check(t *testing.T, words []string, joins, text string) {
	t.Helper()
	tr, err := New(words, joins)
	if err != nil {
		t.Fatal(err)
	}
	want := slow(words, joins, text)
	if got := Find(tr, nil, text); !slices.Equal(got, want) {
		t.Errorf("%q in %q: %v, want %v", words, text, got, want)
	}
	if got := Find(tr, nil, []byte(text)); !slices.Equal(got, want) {
		t.Errorf("%q in the bytes of %q: %v, want %v", words, text, got, want)
	}
}

func TestFind(t *testing.T) {
	words := []string{"ore", "or", "export", "export ban", "port", "镓", "金属镓"}
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
		var words []string
		for range r.IntN(12) {
			if w := some(2, 7); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		check(t, words, []string{"", "ab"}[r.IntN(2)], some(0, 40))
	}
}

func TestNewRefuses(t *testing.T) {
	for _, words := range [][]string{{"tin", "K"}, {""}, {"tin", "ore", "tin"}} {
		if _, err := New(words, ""); err == nil {
			t.Errorf("%q is taken", words)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("ore or export", "an export of ore")
	f.Add("镓 金属", "金属镓")
	f.Fuzz(func(t *testing.T, words, text string) {
		var all []string
		for _, w := range strings.Fields(words) {
			if len(w) >= 2 && !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
		if len(all) < 50 && len(text) < 500 {
			check(t, all, "abc", text)
		}
	})
}
