package bleveindex

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestMarks: whether a token between two is marked is what looking at each says.
func TestMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, set := make(marks, 5), rapid.SliceOfN(rapid.Uint32Range(0, 319), 0, 4).Draw(t, "set")
		for _, i := range set {
			m.set(i)
		}
		after := rapid.Uint32Range(0, 318).Draw(t, "after")
		to := rapid.Uint32Range(after, 319).Draw(t, "to")
		if got, want := m.any(after, to), slices.ContainsFunc(set, func(i uint32) bool { return i > after && i <= to }); got != want {
			t.Fatalf("any(%d, %d) of %v is %t", after, to, set, got)
		}
	})
}

// TestEntryOf: the entry of a token is found from any entry before it, past entries without words.
func TestEntryOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &streams{starts: []uint32{0}}
		var of []int
		for e, n := range rapid.SliceOfN(rapid.IntRange(0, 3), 1, 40).Draw(t, "tokens") {
			for range n {
				of = append(of, e)
			}
			s.starts = append(s.starts, uint32(len(of)))
		}
		for token, want := range of {
			for from := 0; from <= want; from++ {
				if got := s.entryOf(uint32(token), from); got != want {
					t.Fatalf("starts %v: token %d is of entry %d, want %d (from %d)", s.starts, token, got, want, from)
				}
			}
		}
	})
}
