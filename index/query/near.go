package query

import (
	"cmp"
	"slices"
	"sort"
)

// near returns the places where both parts of a proximity stand together.
func (e *evaluator) near(n *Near) []place {
	left, right := e.places(n.Left), e.places(n.Right)
	out := e.following(nil, n, left, right)
	if !n.Ordered {
		out = e.following(out, n, right, left)
	}
	out = nearest(out)
	for i := range out {
		if p := &out[i]; p.with != nil {
			p.of, p.with = &made{left: p.of, right: p.with}, nil
		}
	}
	return out
}

// following appends to out, of the pairs of a place with one that stands after it and near it all that [nearest]
// keeps: of those with one first place the two that end first, and of those with one last place the two
// that begin last. A long text in which both stand thousands of times has millions of pairs.
func (e *evaluator) following(out []place, n *Near, first, last []place) []place {
	out = slices.Grow(out, len(first)+len(last))
	for i, a := range first {
		if i%256 == 0 && e.stop != nil && e.stop() {
			return nil
		}
		var kept two
		for k := after(last, a); k < len(last); k++ {
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
		return int(b.start-a.end) <= n.N
	case InSentence:
		return e.words.SentenceOf(int(a.end)) == e.words.SentenceOf(int(b.start))
	}
	return e.words.ParagraphOf(int(a.end)) == e.words.ParagraphOf(int(b.start))
}

// pair returns the place of two that stand together.
func pair(a, b place) place {
	return place{start: min(a.start, b.start), end: max(a.end, b.end), of: a.of, with: b.of}
}

// meets reports whether both parts of a proximity stand together anywhere.
func (e *evaluator) meets(n *Near) bool {
	left, right := e.places(n.Left), e.places(n.Right)
	return e.anyFollows(n, left, right) || !n.Ordered && e.anyFollows(n, right, left)
}

// anyFollows reports whether one of some places stands after one of others and near it. The next one after
// each is the nearest.
func (e *evaluator) anyFollows(n *Near, first, last []place) bool {
	return slices.ContainsFunc(first, func(a place) bool {
		k := after(last, a)
		return k < len(last) && e.reaches(n, a, last[k])
	})
}

// after returns which of some places, which are in text order, is the first that begins after another ends.
func after(ps []place, a place) int {
	return sort.Search(len(ps), func(k int) bool { return ps[k].start > a.end })
}

// notNear returns the places of the left part that have none of the right within so many words, counted from
// the nearer end of one to that of the other. Places that overlap are not near each other.
func (e *evaluator) notNear(n *NotNear) []place {
	left, right := e.places(n.Left), e.places(n.Right)
	ends := make([]int32, len(right))
	for i, b := range right {
		ends[i] = b.end
	}
	slices.Sort(ends)
	return slices.DeleteFunc(left, func(a place) bool {
		next, end := after(right, a), before(ends, a.start)
		return next < len(right) && int(right[next].start-a.end) <= n.N || end >= 0 && int(a.start-ends[end]) <= n.N
	})
}

// before returns which of some tokens, rising, is the last before another; -1 for none.
func before(tokens []int32, at int32) int {
	i, _ := slices.BinarySearch(tokens, at)
	return i - 1
}

// nearest keeps of the places that begin at one token the two that end first, and of those that end
// at one token the two that begin last. What is let go is farther from everything outside than what
// stays: without this a long paragraph would hold as many places as there are pairs of words.
func nearest(ps []place) []place {
	ps = ordered(ps)
	last := int32(0)
	for _, p := range ps {
		last = max(last, p.end)
	}
	ends := make([]uint8, last+1)
	keep := make([]bool, len(ps))
	for i, p := range ps { // in the order of their beginnings
		keep[i] = i < 2 || ps[i-2].start != p.start
	}
	for i := len(ps) - 1; i >= 0; i-- {
		if n := &ends[ps[i].end]; *n < 2 {
			*n++
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
