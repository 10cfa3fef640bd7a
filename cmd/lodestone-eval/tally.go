package main

import (
	"math"
	"regexp"
	"strings"
)

// tally counts what was found against what was to be found.
type tally struct{ right, wrong, missed int }

// precision is 0 where nothing was found.
func (t tally) precision() float64 { return ratio(t.right, t.right+t.wrong) }

// recall is 0 where there was nothing to find.
func (t tally) recall() float64 { return ratio(t.right, t.right+t.missed) }

func (t tally) f1() float64 { return harmonic(t.precision(), t.recall()) }

// add takes in the comparison of two sets and reports whether they are equal.
func (t *tally) add(found, want set) bool {
	equal := len(found) == len(want)
	for k := range found {
		if want[k] {
			t.right++
		} else {
			t.wrong++
			equal = false
		}
	}
	for k := range want {
		if !found[k] {
			t.missed++
		}
	}
	return equal
}

// set is a set of values.
type set map[string]bool

func setOf(values ...string) set {
	s := make(set, len(values))
	for _, v := range values {
		if v != "" {
			s[v] = true
		}
	}
	return s
}

// union returns the values of all sets.
func union(sets ...set) set {
	out := make(set)
	for _, s := range sets {
		for k := range s {
			out[k] = true
		}
	}
	return out
}

// keep returns the values of s for which ok holds.
func (s set) keep(ok func(string) bool) set {
	out := make(set)
	for k := range s {
		if ok(k) {
			out[k] = true
		}
	}
	return out
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// round cuts a figure to four places, which is more than any of the data can tell.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

var word = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

// shingles counts the runs of four words of a text; a shorter text is one run.
func shingles(text string) map[string]int {
	words := word.FindAllString(text, -1)
	out := make(map[string]int)
	if len(words) == 0 {
		return out
	}
	for i := range max(1, len(words)-3) {
		out[strings.Join(words[i:min(len(words), i+4)], " ")]++
	}
	return out
}

// overlap compares two texts by their shingles, each counted as often as it comes.
func overlap(found, want string) tally {
	f, w := shingles(found), shingles(want)
	var t tally
	for k, n := range w {
		t.right += min(n, f[k])
		t.missed += max(0, n-f[k])
	}
	for k, n := range f {
		t.wrong += max(0, n-w[k])
	}
	return t
}

// mean is an average in the making; of nothing it is 0.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64) { m.sum, m.n = m.sum+x, m.n+1 }

func (m mean) value() float64 { return m.sum / float64(max(m.n, 1)) }

// means averages over documents of any length, each counting the same.
type means struct{ precision, recall mean }

// add takes in a document. One that has nothing to find says nothing of recall, and nothing of
// precision where nothing was found; one of which nothing was found, though there is something,
// counts as 0 in both.
func (m *means) add(t tally) {
	if t.right+t.missed > 0 {
		m.recall.add(t.recall())
	}
	if t.right+t.missed+t.wrong > 0 {
		m.precision.add(t.precision())
	}
}

// fold makes every run of white space one blank.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
