package bleveindex

import (
	"slices"

	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
)

// pair is what is asked most: two different words that stand together. It is decided without listing where
// they stand.
type pair struct {
	*query.Near
	left, right *leaf
}

// pairOfWords returns the pair that a tree asks for; nil where it asks for something else.
func (c *inSegment) pairOfWords(n query.Node) *pair {
	near, ok := n.(*query.Near)
	if !ok {
		return nil
	}
	p := &pair{Near: near}
	var hashes []uint64
	for i, part := range [...]query.Node{near.Left, near.Right} {
		t, ok := part.(*query.Term)
		if !ok || len(t.Words) > 1 || t.HasCase() {
			return nil
		}
		l := c.looked(t, 0, "")
		if l == nil || len(l.forms) > fewForms {
			return nil
		}
		for _, f := range l.forms {
			if slices.Contains(hashes, f.hash) {
				return nil
			}
			hashes = append(hashes, f.hash)
		}
		if i == 0 {
			p.left = l
		} else {
			p.right = l
		}
	}
	return p
}

// inOnePiece reports whether the words of an entry, which has both, stand together because its text is short
// or has no parts.
func (p *pair) inOnePiece(o *outline) bool {
	switch {
	case p.Ordered:
		return false
	case p.Unit == query.InWords:
		return o.tokens > 0 && o.tokens <= uint32(p.N)+1
	case p.Unit == query.InSentence:
		return o.sentence
	}
	return o.paragraph
}

// holds reports whether the words stand together in the entry that is viewed.
func (p *pair) holds(v *view) bool {
	body := v.body
	if body == nil {
		return false
	}
	for _, a := range p.left.forms {
		left, ok := body.has(p.left, a)
		if !ok {
			continue
		}
		for _, b := range p.right.forms {
			if right, ok := body.has(p.right, b); ok && p.meet(&body.record, left, right) {
				return true
			}
		}
	}
	return false
}

// has returns the number of a form of a word in the record of the field, where it stands in it.
func (f *fieldView) has(l *leaf, x form) (id uint32, ok bool) {
	id, ok = f.record.Has(x.hash)
	return id, ok && (l.sure || x.entries.Contains(f.of.entry))
}

// meet reports whether two words of a text stand together in it.
func (p *pair) meet(r *places.Record, left, right uint32) bool {
	if !p.Ordered && r.Times(right) < r.Times(left) {
		left, right = right, left
	}
	for i := r.Find(left, 0, r.Tokens); i >= 0; {
		from, to, next := i-p.N, i+p.N+1, i+1
		switch p.Unit {
		case query.InSentence:
			from, to = r.Sentence(i)
			next = to
		case query.InParagraph:
			from, to = r.Paragraph(i)
			next = to
		}
		if p.Ordered {
			from = i + 1
		}
		if r.Find(right, max(from, 0), min(to, r.Tokens)) >= 0 {
			return true
		}
		i = r.Find(left, next, r.Tokens)
	}
	return false
}
