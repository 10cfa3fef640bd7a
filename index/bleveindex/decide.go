package bleveindex

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
)

// placesOf is the prefix of the stored fields that hold the records of the places of words.
const placesOf = "places."

// view is one entry as the evaluator sees it: the records of its fields, and the terms of the query
// looked up in the segment. It is used for one entry after the other.
type view struct {
	*inSegment
	table  *table // nil: the records are read from disk
	entry  uint32
	field  [len(viewFields)]fieldView
	body   *fieldView // the first of the fields; nil where the entry has no text
	failed error      // of a field that is damaged
	says   query.Evaluator
	lists  [2][]int32 // used again for each phrase
}

// viewFields are the fields of which records are kept.
var viewFields = [...]string{"", "title", "authority", "number", "section", "quote"}

// fieldView is one field of the entry.
type fieldView struct {
	of     *view
	name   string
	there  bool
	read   bool // into the record
	bytes  []byte
	record places.Record
}

func newView(c *inSegment) *view {
	v := &view{inSegment: c}
	for i, name := range viewFields {
		v.field[i].of, v.field[i].name = v, name
	}
	return v
}

// read makes v the view of an entry.
func (v *view) read(entry uint32) error {
	v.entry, v.failed = entry, nil
	for i := range v.field {
		v.field[i].there, v.field[i].read = false, false
	}
	if v.table == nil {
		return v.readStored(entry)
	}
	for b := v.table.bytes[v.table.at[entry]:v.table.at[entry+1]]; len(b) > 0; {
		f := &v.field[b[0]]
		size, n := binary.Uvarint(b[1:])
		b = b[1+n:]
		f.there, f.bytes = true, b[:size]
		b = b[size:]
	}
	v.body = v.prepare(0)
	return v.failed
}

// prepare returns a field with its record read; nil where the entry does not have the field, or it is
// damaged, as failed says then.
func (v *view) prepare(field int) *fieldView {
	f := &v.field[field]
	if !f.there {
		return nil
	}
	if !f.read {
		if f.read = true; f.record.Read(f.bytes) != nil {
			v.failed = fmt.Errorf("read entry %d of the index: %w", v.entry, places.ErrDamaged)
		}
	}
	return f
}

// readStored is read of a segment whose records are not in memory.
func (v *view) readStored(entry uint32) error {
	err := v.data.VisitStoredFields(uint64(entry), func(field string, _ byte, value []byte, _ []uint64) bool {
		if i := viewFieldOf(field); i >= 0 {
			v.field[i].there = true
			v.field[i].bytes = append(v.field[i].bytes[:0], value...) // the engine's memory is lent until this returns
		}
		return true
	})
	if err != nil {
		return fmt.Errorf("read entry %d of the index: %w", entry, err)
	}
	v.body = v.prepare(0)
	return v.failed
}

// Field is that of [query.Source].
func (v *view) Field(name string) query.Words {
	if i := slices.Index(viewFields[:], name); i >= 0 && v.field[i].there {
		return v.prepare(i)
	}
	return nil
}

// Says is that of [query.Source].
func (v *view) Says(n query.Node) bool {
	set := v.said[n]
	return set != nil && set.Contains(v.entry)
}

// Occurrences is that of [query.Words].
func (f *fieldView) Occurrences(dst []int32, t *query.Term, k int) []int32 {
	l := f.of.looked(t, k, f.name)
	if l == nil {
		return dst
	}
	return f.occurrences(dst, l)
}

// occurrences appends to dst where a word of a term stands in the field.
func (f *fieldView) occurrences(dst []int32, l *leaf) []int32 {
	from, several := len(dst), false
	for _, form := range l.forms {
		id, ok := f.has(l, form)
		if !ok {
			continue
		}
		several = len(dst) > from
		dst = f.record.Places(dst, id)
	}
	if several {
		slices.Sort(dst[from:])
	}
	if !l.term.HasCase() {
		return dst
	}
	kept := dst[:from]
	for _, i := range dst[from:] {
		if l.term.Fits(f.record.CaseOf(int(i))) {
			kept = append(kept, i)
		}
	}
	return kept
}

// phrase returns where a term begins in the text of the entry, until it is called again.
func (v *view) phrase(leaves []*leaf) []int32 {
	if len(leaves) == 0 || leaves[0] == nil {
		return nil
	}
	v.lists[0] = v.body.occurrences(v.lists[0][:0], leaves[0])
	first := v.lists[0]
	for k := 1; k < len(leaves) && len(first) > 0; k++ {
		if leaves[k] == nil {
			return nil
		}
		first = v.followed(first, leaves[k], k)
	}
	return first
}

// followed keeps of some places, in place, those that a word of a phrase follows, being its word k.
func (v *view) followed(first []int32, l *leaf, k int) []int32 {
	r, kept := &v.body.record, first[:0]
	if r.Long() && len(l.forms) == 1 && !l.term.HasCase() { // its places need not be read
		id, ok := v.body.has(l, l.forms[0])
		if !ok {
			return nil
		}
		for _, i := range first {
			if at := int(i) + k; r.Find(id, at, at+1) >= 0 && r.Adjacent(at-1) {
				kept = append(kept, i)
			}
		}
		return kept
	}
	next, j := v.body.occurrences(v.lists[1][:0], l), 0
	v.lists[1] = next
	for _, i := range first {
		at := i + int32(k)
		for j < len(next) && next[j] < at {
			j++
		}
		if j < len(next) && next[j] == at && r.Adjacent(int(at)-1) {
			kept = append(kept, i)
		}
	}
	return kept
}

// Adjacent, SentenceOf and ParagraphOf are those of [query.Words].
func (f *fieldView) Adjacent(i int) bool     { return f.record.Adjacent(i) }
func (f *fieldView) SentenceOf(i int) int32  { return f.record.SentenceOf(i) }
func (f *fieldView) ParagraphOf(i int) int32 { return f.record.ParagraphOf(i) }
