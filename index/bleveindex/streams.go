package bleveindex

import (
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
)

// streams are the places of the words that many entries of a segment hold, one list a word, over the texts of
// all entries laid end to end. Where two such words stand together is found by walking along both lists, which
// the memory brings much faster than one record after another.
type streams struct {
	starts []uint32 // the first token of each entry, and the end of the last
	begins [3]marks // tokens with which a text, a sentence and a paragraph begin
	of     map[uint64][]uint32
	steps  int // see stepsAnEntry
}

// The marks of [streams.begins].
const (
	beginText = iota
	beginSentence
	beginParagraph
)

// manyHolders is how many entries hold a word that has a stream. The places of another are soon read.
const manyHolders = 1024

// marks are tokens, one bit each.
type marks []uint64

func (m marks) set(i uint32) { m[i/64] |= 1 << (i % 64) }

// any reports whether a token behind one and up to another is marked.
func (m marks) any(after, to uint32) bool {
	for i := after + 1; i <= to; i = i&^63 + 64 {
		word := m[i/64] >> (i % 64)
		if n := to - i; n < 63 {
			word &= 1<<(n+1) - 1
		}
		if word != 0 {
			return true
		}
	}
	return false
}

// newStreams makes the streams of a segment of which the records are in memory; empty ones where no word has one,
// or they take more than a number of bytes.
func newStreams(g *segment, t *table, many uint64, most int) (*streams, error) {
	if uint64(len(t.outlines.of)) < many {
		return &streams{}, nil
	}
	s := &streams{starts: make([]uint32, 1, len(t.outlines.of)+1), of: make(map[uint64][]uint32), steps: stepsAnEntry}
	all := uint32(0)
	for _, o := range t.outlines.of {
		all += o.tokens
		s.starts = append(s.starts, all)
	}
	for i := range s.begins {
		s.begins[i] = make(marks, all/64+1)
	}
	v := newView(&inSegment{segment: g})
	v.table = t
	for e := range t.outlines.of {
		if err := v.read(uint32(e)); err != nil {
			return nil, err
		}
		s.part(&v.body, s.starts[e])
	}
	var words []string
	err := g.eachCounted(fieldBody, func(word string, entries uint64) {
		if entries >= many {
			words = append(words, word)
		}
	})
	if err != nil {
		return nil, err
	}
	var at []uint32
	for _, w := range words {
		if at, err = s.read(at[:0], g, v, w); err != nil {
			return nil, err
		}
		if s.of[places.Hash(w)] = slices.Clone(at); s.size() > most {
			return &streams{}, nil
		}
	}
	return s, nil
}

// part marks where the text of an entry and its parts begin.
func (s *streams) part(body **fieldView, start uint32) {
	if *body == nil {
		return
	}
	r := &(*body).record
	if r.Tokens > 0 {
		s.begins[beginText].set(start)
	}
	for i := 0; i < r.Tokens; _, i = r.Sentence(i) {
		s.begins[beginSentence].set(start + uint32(i))
	}
	for i := 0; i < r.Tokens; _, i = r.Paragraph(i) {
		s.begins[beginParagraph].set(start + uint32(i))
	}
}

// read appends the places of a word.
func (s *streams) read(at []uint32, g *segment, v *view, word string) ([]uint32, error) {
	entries, err := g.entries(fieldBody, word)
	if err != nil || entries == nil {
		return at, err
	}
	return s.gather(at, v, form{entries, places.Hash(word)}, entries)
}

// gather appends the places of a form in some entries.
func (s *streams) gather(at []uint32, v *view, f form, among *roaring.Bitmap) ([]uint32, error) {
	var own []int32
	for it := among.Iterator(); it.HasNext(); {
		e := it.Next()
		if err := v.read(e); err != nil {
			return nil, err
		}
		if v.body == nil {
			continue
		}
		if id, ok := v.body.record.Has(f.hash); ok {
			own = v.body.record.Places(own[:0], id)
			for _, i := range own {
				at = append(at, s.starts[e]+uint32(i))
			}
		}
	}
	return at, nil
}

func (s *streams) size() int {
	if s == nil {
		return 0
	}
	n := 4*len(s.starts) + 24*len(s.begins[0])
	for _, at := range s.of {
		n += 4 * len(at)
	}
	return n
}

// walk is a list of places that is walked along, of one side of a pair.
type walk struct {
	at   []uint32
	left bool
}

// stepsAnEntry is how many places are passed in the time that one record takes.
const stepsAnEntry = 40

// decide returns those of some entries in which the sides of a pair stand together; nil where it is quicker to
// read their records.
func (s *streams) decide(v *view, p *pair, among *roaring.Bitmap) (*roaring.Bitmap, error) {
	if s == nil || len(s.of) == 0 {
		return nil, nil
	}
	var whole []uint32 // they stand together there, since the text has but one piece
	if !p.Ordered {
		for it := among.Iterator(); it.HasNext(); {
			if e := it.Next(); p.inOnePiece(&v.table.outlines.of[e]) {
				whole = append(whole, e)
			}
		}
	}
	together := roaring.BitmapOf(whole...)
	rest := roaring.AndNot(among, together)
	walks, err := s.walks(v, p, rest)
	if err != nil || walks == nil && !rest.IsEmpty() {
		return nil, err
	}
	together.Or(roaring.And(rest, s.meet(p, walks)))
	return together, nil
}

// walks returns the lists to walk along to decide a pair for some entries; nil where their records are sooner
// read.
func (s *streams) walks(v *view, p *pair, among *roaring.Bitmap) ([]walk, error) {
	var out []walk
	steps, most := 0, s.steps*int(among.GetCardinality())
	for _, l := range [...]*leaf{p.left, p.right} {
		for _, f := range l.forms {
			at, ok := s.of[f.hash]
			if !ok {
				holders := roaring.And(f.entries, among)
				if steps += s.steps * int(holders.GetCardinality()); steps > most {
					return nil, nil
				}
				var err error
				if at, err = s.gather(nil, v, f, holders); err != nil {
					return nil, err
				}
			}
			if steps += len(at); steps > most {
				return nil, nil
			}
			if len(at) > 0 {
				out = append(out, walk{at, l == p.left})
			}
		}
	}
	return out, nil
}

// meet returns the entries in which the sides of a pair stand together. Of two places the nearest on either
// side decide, so that each place is held against the last one of the other side alone.
func (s *streams) meet(p *pair, walks []walk) *roaring.Bitmap {
	var found []uint32
	var last [2]uint32 // the last place of the left side and of the right one, and one more
	begins := s.begins[beginText]
	switch p.Unit {
	case query.InSentence:
		begins = s.begins[beginSentence]
	case query.InParagraph:
		begins = s.begins[beginParagraph]
	}
	entry, done := 0, uint32(0) // tokens before done are of entries that are decided
	for len(walks) > 0 {
		next := 0
		for i := 1; i < len(walks); i++ {
			if walks[i].at[0] < walks[next].at[0] {
				next = i
			}
		}
		w := &walks[next]
		at, side := w.at[0], 0
		if !w.left {
			side = 1
		}
		if w.at = w.at[1:]; len(w.at) == 0 {
			walks = slices.Delete(walks, next, next+1)
		}
		if at < done {
			continue
		}
		before := last[1-side]
		last[side] = at + 1
		if before == 0 || p.Ordered && side == 0 || p.Unit == query.InWords && int(at-before+1) > p.N || begins.any(before-1, at) {
			continue
		}
		entry = s.entryOf(at, entry)
		found, done = append(found, uint32(entry)), s.starts[entry+1]
	}
	return roaring.BitmapOf(found...)
}

// entryOf returns the entry of a token, which is not before a known one.
func (s *streams) entryOf(token uint32, from int) int {
	step := 1
	for from+step < len(s.starts) && s.starts[from+step] <= token {
		step *= 2
	}
	low := from + step/2
	high := min(from+step, len(s.starts)-1)
	return low + sort.Search(high-low, func(i int) bool { return s.starts[low+i+1] > token })
}
