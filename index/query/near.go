package query

import "slices"

// near returns the places where both parts of a proximity stand together, one for each pair.
func (e evaluator) near(n *Near) []place {
	left, right := e.places(n.Left), e.places(n.Right)
	var out []place
	limit := maxPairs
	for _, a := range left {
		for _, b := range right {
			if !overlap(a, b) && (!n.Ordered || a.end < b.start) && e.together(n, a, b) {
				out = append(out, place{min(a.start, b.start), max(a.end, b.end), slices.Concat(a.words, b.words)})
			}
		}
		if len(out) > limit {
			out = nearest(out)
			limit = max(maxPairs, 2*len(out))
		}
	}
	return nearest(out)
}

// maxPairs is how many pairs are held, at the least, before the longer ones are let go.
const maxPairs = 1 << 12

// together reports whether two places are as close as the proximity wants. A group counts from
// whichever of its ends is nearer.
func (e evaluator) together(n *Near, a, b place) bool {
	switch n.Unit {
	case InWords:
		return distance(a, b) <= n.N
	case InSentence:
		return share(e.text.Sentence, a, b)
	}
	return share(e.text.Paragraph, a, b)
}

// share reports whether an end of one place lies in the same piece of text as an end of the other.
func share(piece []int32, a, b place) bool {
	return piece[a.start] == piece[b.start] || piece[a.start] == piece[b.end] ||
		piece[a.end] == piece[b.start] || piece[a.end] == piece[b.end]
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
