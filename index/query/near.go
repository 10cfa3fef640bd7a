package query

import (
	"slices"
	"sort"
)

// near returns the places where both parts of a proximity stand together.
func (e *evaluator) near(n *Near) []place {
	left, right := e.places(n.Left), e.places(n.Right)
	if whole(left) && whole(right) {
		return nearest(e.neighbours(n, left, right))
	}
	return nearest(e.pairs(n, left, right))
}

// meets reports whether two places make a pair.
func (e *evaluator) meets(n *Near, a, b place) bool {
	return !overlap(a, b) && (!n.Ordered || a.end < b.start) && e.together(n, a, b)
}

func pair(a, b place) place {
	return place{min(a.start, b.start), max(a.end, b.end), true, slices.Concat(a.words, b.words)}
}

// pairs returns every pair of two places that stand together: the meaning of a proximity.
func (e *evaluator) pairs(n *Near, left, right []place) []place {
	var out []place
	limit := maxPairs
	for _, a := range left {
		if e.stop != nil && e.stop() {
			return nil
		}
		for _, b := range right {
			if e.meets(n, a, b) {
				out = append(out, pair(a, b))
			}
		}
		if len(out) > limit {
			out = nearest(out)
			limit = max(maxPairs, 2*len(out))
		}
	}
	return out
}

// maxPairs is how many pairs are held, at the least, before the longer ones are let go.
const maxPairs = 1 << 12

// neighbours returns of the pairs those of a place with what stands next to it on either side, which
// is all that [nearest] keeps of places that are one word or phrase each. A long text in which both
// stand thousands of times has millions of pairs.
func (e *evaluator) neighbours(n *Near, left, right []place) []place {
	var out []place
	wide := max(longest(left), longest(right))
	for _, a := range left {
		for _, b := range around(right, a, wide) {
			if e.meets(n, a, b) {
				out = append(out, pair(a, b))
			}
		}
	}
	for _, b := range right {
		for _, a := range around(left, b, wide) {
			if e.meets(n, a, b) {
				out = append(out, pair(a, b))
			}
		}
	}
	return out
}

// whole reports whether each place is one word or phrase.
func whole(ps []place) bool {
	return !slices.ContainsFunc(ps, func(p place) bool { return p.group })
}

// longest returns the number of words of the longest place.
func longest(ps []place) int {
	n := 0
	for _, p := range ps {
		n = max(n, p.end-p.start+1)
	}
	return n
}

// around returns the places next to p: those that overlap it and, on either side, as many as can
// be among the two nearest when the longest of them has so many words.
func around(ps []place, p place, words int) []place {
	k := (2 + words) * words
	from := sort.Search(len(ps), func(i int) bool { return ps[i].start >= p.start })
	to := sort.Search(len(ps), func(i int) bool { return ps[i].start > p.end })
	return ps[max(0, from-k-words):min(len(ps), to+k)]
}

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
	as, ae, bs, be := piece(a.start), piece(a.end), piece(b.start), piece(b.end)
	return as == bs || as == be || ae == bs || ae == be
}

// distance counts words from the nearer end of one place to that of the other, which does not
// overlap it; neighbours are 1 apart.
func distance(a, b place) int {
	if a.end < b.start {
		return b.start - a.end
	}
	return a.start - b.end
}

// overlap reports whether one place begins before the other ends, and the other way round. What
// stands between the words of a group is inside it.
func overlap(a, b place) bool { return a.start <= b.end && b.start <= a.end }

// nearest keeps of the places that begin at one token the two that end first, and of those that end
// at one token the two that begin last. What is let go is farther from everything outside than what
// stays: without this a long paragraph would hold as many places as there are pairs of words.
func nearest(ps []place) []place {
	ps = ordered(ps)
	begins, ends := make(map[int]int), make(map[int]int)
	keep := make([]bool, len(ps))
	for i, p := range ps {
		if begins[p.start]++; begins[p.start] <= 2 {
			keep[i] = true
		}
	}
	for i := len(ps) - 1; i >= 0; i-- {
		if ends[ps[i].end]++; ends[ps[i].end] <= 2 {
			keep[i] = true
		}
	}
	out := ps[:0]
	for i, p := range ps {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}
