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
	ids    []uint32  // the words that stand in the entry, of terms of one word in any case
	spots  []spot    // where the other terms stand
}

// spot is where a term stands: its first and its last word.
type spot struct{ start, end int }

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

// find looks up where the terms stand in an entry, and returns how often they do as far as its record tells
// at once.
func (s *side) find(v *view) (times int) {
	s.ids, s.spots = s.ids[:0], s.spots[:0]
	for i, t := range s.terms {
		if len(t.Words) == 1 && !t.HasCase() {
			l := s.leaves[i][0]
			for _, f := range l.forms {
				if id, ok := v.body.has(l, f); ok {
					s.ids = append(s.ids, id)
					times += v.body.record.Times(id)
				}
			}
			continue
		}
		for _, at := range v.phrase(s.leaves[i]) {
			s.spots = append(s.spots, spot{int(at), int(at) + len(t.Words) - 1})
		}
	}
	return times + len(s.spots)
}

// holds reports whether the sides stand together in the entry that is viewed. Around each place of the side
// that stands there less often the other is looked for.
func (m *meeting) holds(v *view) bool {
	if v.body == nil {
		return false
	}
	near, far := &m.left, &m.right
	before, after := !m.Ordered, true
	if near.find(v) > far.find(v) {
		near, far = far, near
		before, after = true, !m.Ordered
	}
	r := &v.body.record
	for _, id := range near.ids {
		for at := r.Find(id, 0, r.Tokens); at >= 0; at = r.Find(id, at+1, r.Tokens) {
			if m.around(v, far, spot{at, at}, before, after) {
				return true
			}
		}
	}
	return slices.ContainsFunc(near.spots, func(s spot) bool { return m.around(v, far, s, before, after) })
}

// around reports whether one side stands before or after a place of the other and near it.
func (m *meeting) around(v *view, far *side, s spot, before, after bool) bool {
	r := &v.body.record
	from, to := s.start-m.N, s.end+m.N+1
	switch m.Unit {
	case query.InSentence:
		if from, to = r.Sentence(s.start); s.end >= to {
			_, to = r.Sentence(s.end)
		}
	case query.InParagraph:
		from, to = r.Paragraph(s.start) // no term goes over the end of one
	}
	for _, id := range far.ids {
		if after && r.Find(id, s.end+1, min(to, r.Tokens)) >= 0 || before && r.Find(id, max(from, 0), s.start) >= 0 {
			return true
		}
	}
	for _, o := range far.spots {
		if after && o.start > s.end && o.start < to || before && o.end < s.start && o.end >= from {
			return true
		}
	}
	return false
}
