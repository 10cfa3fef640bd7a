package bleveindex

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
)

// placesOf is the prefix of the stored fields that hold the records of the places of words.
const placesOf = "places."

// view is one entry as the evaluator sees it: the records of its fields, and the terms of the query
// looked up in the segment. It is used for one entry after the other.
type view struct {
	*inSegment
	table *table // nil: the records are read from disk
	entry uint32
	field [len(viewFields)]fieldView
	says  query.Evaluator
}

// viewFields are the fields of which records are kept.
var viewFields = [...]string{"", "title", "authority", "number", "section", "quote"}

// fieldView is one field of the entry.
type fieldView struct {
	of     *view
	name   string
	there  bool
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
	v.entry = entry
	for i := range v.field {
		v.field[i].there = false
	}
	if v.table == nil {
		return v.readStored(entry)
	}
	for b := v.table.bytes[v.table.at[entry]:v.table.at[entry+1]]; len(b) > 0; {
		f := &v.field[b[0]]
		size, n := binary.Uvarint(b[1:])
		b = b[1+n:]
		if f.there = true; f.record.Read(b[:size]) != nil {
			return fmt.Errorf("read entry %d of the index: %w", entry, places.ErrDamaged)
		}
		b = b[size:]
	}
	return nil
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
	for i := range v.field {
		if f := &v.field[i]; f.there && err == nil {
			err = f.record.Read(f.bytes)
		}
	}
	if err != nil {
		return fmt.Errorf("read entry %d of the index: %w", entry, err)
	}
	return nil
}

// Field is that of [query.Source].
func (v *view) Field(name string) query.Words {
	if i := slices.Index(viewFields[:], name); i >= 0 && v.field[i].there {
		return &v.field[i]
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
	from, several := len(dst), false
	for _, form := range l.forms {
		id, ok := f.record.Has(form.hash)
		if !ok || !l.sure && !form.entries.Contains(f.of.entry) {
			continue
		}
		several = len(dst) > from
		dst = f.record.Places(dst, id)
	}
	if several {
		slices.Sort(dst[from:])
	}
	if !t.HasCase() {
		return dst
	}
	kept := dst[:from]
	for _, i := range dst[from:] {
		if t.Fits(f.record.CaseOf(int(i))) {
			kept = append(kept, i)
		}
	}
	return kept
}

// Adjacent, SentenceOf and ParagraphOf are those of [query.Words].
func (f *fieldView) Adjacent(i int) bool     { return f.record.Adjacent(i) }
func (f *fieldView) SentenceOf(i int) int32  { return f.record.SentenceOf(i) }
func (f *fieldView) ParagraphOf(i int) int32 { return f.record.ParagraphOf(i) }

// The weights of a document that answers a query of connectors: Okapi BM25 over the words of the
// query, a little less for long texts, and more where the title holds them.
const (
	docK1    = 1.2
	docB     = 0.5
	docWords = 400 // words that a document has as a rule; a fixed figure, so that scores stay
	inTitle  = 2   // what a word in the title counts, in times its rarity
)

// weight is a term that counts, and how much.
type weight struct {
	term   *query.Term
	rarity float64
}

// score weighs the entry.
func (v *view) score(weights []weight) float64 {
	body := &v.field[0]
	if !body.there {
		return 0
	}
	length := docK1 * (1 - docB + docB*float64(body.record.Tokens)/docWords)
	sum := 0.0
	for _, w := range weights {
		if n := float64(v.says.Count(body, w.term)); n > 0 {
			sum += w.rarity * n * (docK1 + 1) / (n + length)
		}
		if title := &v.field[1]; title.there && v.says.Count(title, w.term) > 0 {
			sum += w.rarity * inTitle
		}
	}
	return sum
}

// rarity is the inverse document frequency.
func rarity(all, holders uint64) float64 {
	return math.Log(1 + (float64(all)-float64(holders)+0.5)/(float64(holders)+0.5))
}

// match is an entry that answers.
type match struct {
	segment int
	entry   uint32
	score   float64
}

// judge returns those of some entries that answer a tree, with their scores where weights are given.
// Where exact is true all of them answer.
func (c *inSegment) judge(ctx context.Context, n query.Node, set *roaring.Bitmap, exact bool, weights []weight) (out []match, err error) {
	v := newView(c)
	if v.table, err = c.tables.of(c.number, c.data); err != nil {
		return nil, err
	}
	stop := func() bool { return ctx.Err() != nil }
	it := set.Iterator()
	for i := 0; it.HasNext(); i++ {
		w := match{entry: it.Next()}
		if i%256 == 0 && stop() {
			return nil, fmt.Errorf("search: %w", ctx.Err())
		}
		if !exact || weights != nil {
			if err := v.read(w.entry); err != nil {
				return nil, err
			}
		}
		if !exact && !v.says.Holds(n, v, stop) {
			continue
		}
		if weights != nil {
			w.score = v.score(weights)
		}
		out = append(out, w)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return out, nil
}
