package bleveindex

import (
	"slices"

	"github.com/lodestone-kb/lodestone/index/query"
)

// meeting is a proximity of which each side is a word or a phrase, or several any of which will do, such as
// the names of a material. It is decided without making places of what stands together.
type meeting struct {
	*query.Near
	left, right side
}

// side is one side of a meeting, and where it stands in the entry that is looked at.
type side struct {
	terms  []*query.Term
	leaves [][]*leaf // of the words of each term
	spots  []spot    // in text order
}

// spot is where one of the terms of a side stands: its first and its last word.
type spot struct{ start, end int32 }

// meetingOf returns the proximity that a part is; nil where it is something else.
func (c *inSegment) meetingOf(n query.Node) *meeting {
	near, ok := n.(*query.Near)
	if !ok {
		return nil
	}
	m := &meeting{Near: near}
	if !c.side(near.Left, &m.left) || !c.side(near.Right, &m.right) {
		return nil
	}
	return m
}

// side adds the terms of a part to a side. It is false where the part is something else.
func (c *inSegment) side(n query.Node, to *side) bool {
	switch n := n.(type) {
	case *query.Term:
		leaves := make([]*leaf, len(n.Words))
		for k := range n.Words {
			if leaves[k] = c.looked(n, k, ""); leaves[k] == nil || len(leaves[k].forms) == 0 {
				return true // it stands nowhere in the segment
			}
		}
		to.terms, to.leaves = append(to.terms, n), append(to.leaves, leaves)
		return true
	case *query.Or:
		return !slices.ContainsFunc(n.Parts, func(p query.Node) bool { return !c.side(p, to) })
	}
	return false
}

// find looks up where the terms stand in a text, and reports whether any does.
func (s *side) find(v *view) bool {
	s.spots = s.spots[:0]
	of := 0
	for i, t := range s.terms {
		from := len(s.spots)
		last := int32(len(t.Words) - 1)
		for _, at := range v.phrase(s.leaves[i]) {
			s.spots = append(s.spots, spot{at, at + last})
		}
		if len(s.spots) > from {
			of++
		}
	}
	if of > 1 {
		slices.SortFunc(s.spots, func(a, b spot) int { return int(a.start - b.start) })
	}
	return of > 0
}

// holds reports whether the sides stand together in the entry that is viewed.
func (m *meeting) holds(v *view) bool {
	if !v.field[0].there || !m.left.find(v) || !m.right.find(v) {
		return false
	}
	return m.follows(v, m.left.spots, m.right.spots) || !m.Ordered && m.follows(v, m.right.spots, m.left.spots)
}

// follows reports whether one of some places stands after one of others and near it. The next one after
// each is the nearest.
func (m *meeting) follows(v *view, first, last []spot) bool {
	r, k := &v.field[0].record, 0
	for _, a := range first {
		for k > 0 && last[k-1].start > a.end { // a place before was of more words
			k--
		}
		for k < len(last) && last[k].start <= a.end {
			k++
		}
		if k == len(last) {
			continue
		}
		b := last[k].start
		switch m.Unit {
		case query.InWords:
			if int(b-a.end) <= m.N {
				return true
			}
		case query.InSentence:
			if r.SentenceOf(int(a.end)) == r.SentenceOf(int(b)) {
				return true
			}
		default:
			if r.ParagraphOf(int(a.end)) == r.ParagraphOf(int(b)) {
				return true
			}
		}
	}
	return false
}
