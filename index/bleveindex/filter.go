package bleveindex

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
)

// filtered returns the entries of a type that pass the filters of a request, and were not deleted.
func (c *inSegment) filtered(r index.Request, kind string) (*roaring.Bitmap, error) {
	set, err := c.any(fieldType, []string{kind})
	if err != nil {
		return nil, err
	}
	if c.deleted != nil {
		set = roaring.AndNot(set, c.deleted)
	}
	if all := conditions(r); len(all) > 0 && !set.IsEmpty() {
		may, err := c.passing(all)
		if err != nil {
			return nil, err
		}
		set = roaring.And(set, may)
	}
	return set, nil
}

// passing returns the entries that pass all of some conditions, of which there is one at least.
func (c *inSegment) passing(all []condition) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, f := range all {
		var words []string
		err := c.each(f.field, f.from, f.to, func(word string) bool {
			if f.passes(word) {
				words = append(words, word)
			}
			return true
		})
		if err != nil {
			return nil, err
		}
		may, err := c.any(f.field, words)
		if err != nil {
			return nil, err
		}
		sets = append(sets, may)
	}
	return intersection(sets), nil
}

// condition is one filter: which words a field must have one of.
type condition struct {
	field    string
	from, to string // between which they are, as for [segment.each]
	passes   func(word string) bool
}

// conditions returns the filters of a request.
func conditions(r index.Request) []condition {
	var out []condition
	for _, f := range r.Filters() {
		field := f.Field
		if field == "authority" {
			field = fieldAuthorityID
		}
		out = append(out, condition{field: field, passes: f.Passes})
	}
	return append(out, dates(r.From, r.To)...)
}

// dates returns the conditions of a date of publication that may lie in a range, both ends inside; a
// zero end is open.
func dates(from, to corpus.Date) []condition {
	every := func(string) bool { return true }
	var out []condition
	if !from.IsZero() {
		out = append(out, condition{field: fieldLast, from: day(from.First()), passes: every})
	}
	if !to.IsZero() {
		out = append(out, condition{field: fieldFirst, to: after(day(to.Last())), passes: every})
	}
	return out
}
