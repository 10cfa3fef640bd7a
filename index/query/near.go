package query

import (
	"cmp"
	"slices"
	"sort"
)

// near returns the places where both parts of a proximity stand together.
func (e *evaluator) near(n *Near) []place {
	left, right := e.places(n.Left), e.places(n.Right)
	out := e.following(n, left, right)
	if !n.Ordered {
		out = append(out, e.following(n, right, left)...)
	}
	return nearest(out)
}

// following returns of the pairs of a place with one that stands after it and near it all that [nearest]
// keeps: of those with one first place the two that end first, and of those with one last place the two
// that begin last. A long text in which both stand thousands of times has millions of pairs.
func (e *evaluator) following(n *Near, first, last []place) []place {
	var out []place
	for i, a := range first {
		if i%256 == 0 && e.stop != nil && e.stop() {
			return nil
		}
		var kept two
		for k := sort.Search(len(last), func(k int) bool { return last[k].start > a.end }); k < len(last); k++ {
			b := last[k]
			if !e.reaches(n, a, b) || kept.n == 2 && b.start > kept.worst().end {
				break // none that begins later is nearer, or ends before these
			}
			kept.add(b, func(x, y place) bool { return x.end < y.end })
		}
		for _, b := range kept.all() {
			out = append(out, pair(a, b))
		}
	}
	byEnd := slices.Clone(first)
	slices.SortStableFunc(byEnd, func(x, y place) int { return cmp.Compare(x.end, y.end) })
	for i, b := range last {
		if i%256 == 0 && e.stop != nil && e.stop() {
			return nil
		}
		var kept two
		for k := sort.Search(len(byEnd), func(k int) bool { return byEnd[k].end >= b.start }) - 1; k >= 0; k-- {
			a := byEnd[k]
			if !e.reaches(n, a, b) || kept.n == 2 && a.end < kept.worst().start {
				break
			}
			kept.add(a, func(x, y place) bool { return x.start > y.start })
		}
		for _, a := range kept.all() {
			out = append(out, pair(a, b))
		}
	}
	return out
}

// two keeps the two best of some places, the best first; of two that are as good as each other one.
type two struct {
	best [2]place
	n    int
}

func (t *two) all() []place { return t.best[:t.n] }
func (t *two) worst() place { return t.best[t.n-1] }

func (t *two) add(p place, better func(x, y place) bool) {
	i := 0
	for i < t.n && better(t.best[i], p) {
		i++
	}
	if i == 2 || i < t.n && !better(p, t.best[i]) {
		return
	}
	if i == 0 {
		t.best[1] = t.best[0]
	}
	t.best[i] = p
	t.n = min(t.n+1, 2)
}

// reaches reports whether a place is as close to one before it as the proximity wants.
func (e *evaluator) reaches(n *Near, a, b place) bool {
	switch n.Unit {
	case InWords:
		return b.start-a.end <= n.N
	case InSentence:
		return e.words.SentenceOf(a.end) == e.words.SentenceOf(b.start)
	}
	return e.words.ParagraphOf(a.end) == e.words.ParagraphOf(b.start)
}

func pair(a, b place) place {
	return place{min(a.start, b.start), max(a.end, b.end), true, slices.Concat(a.words, b.words)}
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
	ends := make(map[int]int)
	keep := make([]bool, len(ps))
	for i, p := range ps { // in the order of their beginnings
		keep[i] = i < 2 || ps[i-2].start != p.start
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
