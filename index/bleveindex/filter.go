package bleveindex

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
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
	add := func(field string, asked []string, passes func(named, asked string) bool) {
		if len(asked) > 0 {
			out = append(out, condition{field: field, passes: func(word string) bool {
				return slices.ContainsFunc(asked, func(a string) bool { return passes(word, a) })
			}})
		}
	}
	same := func(named, asked string) bool { return named == asked }
	add(fieldJurisdiction, words(r.Jurisdictions), same)
	add(fieldAuthorityID, r.Authorities, same)
	add(fieldKind, words(r.Kinds), same)
	add(fieldRestriction, words(r.Restrictions), same)
	add(fieldSource, words(r.Sources), same)
	add(fieldLanguage, words(r.Lang), speaks)
	add(fieldMaterial, words(r.Materials), holds)
	add(fieldDestination, r.Destinations, kb.Touches)
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

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// speaks reports whether a language tag is the one asked for or an extension of it.
func speaks(tag, asked string) bool {
	return strings.EqualFold(tag, asked) || len(tag) > len(asked) && tag[len(asked)] == '-' && strings.EqualFold(tag[:len(asked)], asked)
}

// holds reports whether a material that a document names bears on the one asked for: itself, a
// group that it is in, or a member of the group that is asked for.
func holds(named, asked string) bool {
	if named == asked {
		return true
	}
	if g, ok := kb.GroupNamed(kb.Material(named)); ok && slices.Contains(g.Members, kb.Material(asked)) {
		return true
	}
	g, ok := kb.GroupNamed(kb.Material(asked))
	return ok && slices.Contains(g.Members, kb.Material(named))
}
