package bleveindex

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"
	segapi "github.com/blevesearch/scorch_segment_api/v2"
)

// segment is one piece of the engine's index, with what was read of it for one search. Its entries
// are numbered from 0. Sets of entries are bitmaps over these numbers; those that it gives out are
// not to be changed.
type segment struct {
	number  uint64
	tables  *tables
	data    segapi.Segment
	deleted *roaring.Bitmap // nil: none
	words   map[string]segapi.TermDictionary
}

// segments returns the pieces of the index that a reader sees.
func segments(reader api.IndexReader, t *tables) ([]*segment, error) {
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("the index is read by a %T, not by the engine's snapshot", reader)
	}
	var out []*segment
	var ids []uint64
	for _, s := range snapshot.Segments() {
		out = append(out, &segment{number: s.Id(), data: s.Segment(), deleted: s.Deleted(), words: make(map[string]segapi.TermDictionary), tables: t})
		ids = append(ids, s.Id())
	}
	t.keep(ids)
	return out, nil
}

// segments returns the pieces of the index that this search sees, once for all that is asked of them.
func (s *asker) segments() ([]*segment, error) {
	if s.pieces == nil {
		var err error
		if s.pieces, err = segments(s.reader, s.build.tables); err != nil {
			return nil, err
		}
	}
	return s.pieces, nil
}

// dictionary returns the words of a field.
func (g *segment) dictionary(field string) (segapi.TermDictionary, error) {
	if d, ok := g.words[field]; ok {
		return d, nil
	}
	d, err := g.data.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("read the words of field %s: %w", field, err)
	}
	g.words[field] = d
	return d, nil
}

// entries returns the entries that have a word in a field; nil for none. Deleted ones are among them.
func (g *segment) entries(field, word string) (*roaring.Bitmap, error) {
	d, err := g.dictionary(field)
	if err != nil {
		return nil, err
	}
	list, err := d.PostingsList([]byte(word), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("read the entries of %q in field %s: %w", word, field, err)
	}
	if list.Count() == 0 {
		return nil, nil
	}
	it, ok := list.Iterator(false, false, false, nil).(segapi.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("the entries of %q in field %s are not kept as a bitmap", word, field)
	}
	if one, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(one)), nil
	}
	return it.ActualBitmap(), nil
}

// any returns the entries that have one of some words in a field.
func (g *segment) any(field string, words []string) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, w := range words {
		b, err := g.entries(field, w)
		if err != nil {
			return nil, err
		}
		if b != nil {
			sets = append(sets, b)
		}
	}
	return either(sets), nil
}

func either(sets []*roaring.Bitmap) *roaring.Bitmap {
	switch len(sets) {
	case 0:
		return roaring.New()
	case 1:
		return sets[0]
	}
	return roaring.FastOr(sets...)
}

// intersection returns what is in all sets, the smallest taken first.
func intersection(sets []*roaring.Bitmap) *roaring.Bitmap {
	least := 0
	for i, s := range sets {
		if s.GetCardinality() < sets[least].GetCardinality() {
			least = i
		}
	}
	sets[0], sets[least] = sets[least], sets[0]
	out := sets[0]
	for _, s := range sets[1:] {
		if out.IsEmpty() {
			break
		}
		out = roaring.And(out, s)
	}
	return out
}

// each calls a function for the words of a field from one word up to another, in order; an empty
// one is no bound. It ends when the function says false.
func (g *segment) each(field, from, to string, f func(word string) bool) error {
	d, err := g.dictionary(field)
	if err != nil {
		return err
	}
	var begin, end []byte
	if from != "" {
		begin = []byte(from)
	}
	if to != "" {
		end = []byte(to)
	}
	it := d.AutomatonIterator(nil, begin, end)
	for {
		e, err := it.Next()
		if err != nil {
			return fmt.Errorf("list the words of field %s: %w", field, err)
		}
		if e == nil || !f(e.Term) {
			return nil
		}
	}
}

// eachCounted calls a function for all words of a field, in order, with how many entries hold each.
func (g *segment) eachCounted(field string, f func(word string, entries uint64)) error {
	d, err := g.dictionary(field)
	if err != nil {
		return err
	}
	for it := d.AutomatonIterator(nil, nil, nil); ; {
		e, err := it.Next()
		if err != nil {
			return fmt.Errorf("list the words of field %s: %w", field, err)
		}
		if e == nil {
			return nil
		}
		f(e.Term, e.Count)
	}
}

// after returns the least word that is greater than all that begin with a prefix; empty for none.
func after(prefix string) string {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xff {
			b[i]++
			return string(b[:i+1])
		}
	}
	return ""
}

// stored calls a function for each stored field of an entry. The value may be used until it returns.
func (g *segment) stored(entry uint32, f func(field string, value []byte)) error {
	err := g.data.VisitStoredFields(uint64(entry), func(field string, _ byte, value []byte, _ []uint64) bool {
		f(field, value)
		return true
	})
	if err != nil {
		return fmt.Errorf("read entry %d of the index: %w", entry, err)
	}
	return nil
}

// id returns the id of an entry.
func (g *segment) id(entry uint32) (string, error) {
	b, err := g.data.DocID(uint64(entry))
	if err != nil {
		return "", fmt.Errorf("read the id of entry %d of the index: %w", entry, err)
	}
	return string(b), nil
}
