package bleveindex

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/lodestone-kb/lodestone/index/places"

	segapi "github.com/blevesearch/scorch_segment_api/v2"
)

// tables keeps the records of the places of words of whole segments in memory, as they are on disk but
// without the search for them. A segment never changes, so nothing in it grows old; one that would take
// too much stays on disk.
type tables struct {
	mu    sync.Mutex
	limit int // bytes of all tables
	size  int
	held  map[uint64]*table // by the number of the segment; nil for one that takes too much

	decisions *decisions
	worth     uint64 // from how many entries on a decision is kept
	streamed  uint64 // how many entries hold a word that has a stream
}

// table holds the records of the entries of a segment: those of entry i are
// bytes[at[i]:at[i+1]], each the number of its field, its length and itself.
type table struct {
	at       []uint32
	bytes    []byte
	outlines outlines
	streams  atomic.Pointer[streams] // nil until [tables.stream] has made them
}

func newTables(limit int) *tables {
	return &tables{limit: limit, held: make(map[uint64]*table), decisions: newDecisions(), worth: worthKeeping, streamed: manyHolders}
}

// keep lets go of all tables but those of some segments.
func (t *tables) keep(ids []uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, held := range t.held {
		if !slices.Contains(ids, id) {
			t.size -= held.size()
			delete(t.held, id)
		}
	}
}

// of returns the table of a segment, which is made when it is asked for first; nil for a segment that
// takes too much.
func (t *tables) of(g *segment) (*table, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if held, ok := t.held[g.number]; ok {
		return held, nil
	}
	made, err := newTable(g.data, t.limit-t.size)
	if err != nil {
		return nil, err
	}
	t.held[g.number] = made
	t.size += made.size()
	return made, nil
}

// stream makes the streams of a segment that has a table. Searches do not wait for it: they read records until
// then.
func (t *tables) stream(g *segment) error {
	t.mu.Lock()
	held, room := t.held[g.number], t.limit-t.size
	t.mu.Unlock()
	if held == nil || held.streams.Load() != nil {
		return nil
	}
	made, err := newStreams(g, held, t.streamed, room)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held[g.number] == held && held.streams.CompareAndSwap(nil, made) {
		t.size += made.size()
	}
	return nil
}

// Warm reads into memory what searches look up, so that the first does not wait for it. From then on a
// Follow keeps it so.
func (x *Index) Warm() error {
	b, _, done, err := x.use()
	if err != nil {
		return err
	}
	defer done()
	return b.load()
}

// warm makes the tables of what was written since they were asked for, so that no search has to wait for
// them. Where nobody searches none is made.
func (b *build) warm() error {
	if !b.tables.used() {
		return nil
	}
	return b.load()
}

// load makes the tables that are not made yet.
func (b *build) load() (err error) {
	engine, err := b.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("read the index into memory: %w", err)
	}
	reader, err := engine.Reader()
	if err != nil {
		return fmt.Errorf("read the index into memory: %w", err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	all, err := segments(reader, b.tables)
	for _, g := range all {
		if err == nil {
			_, err = b.tables.of(g)
		}
	}
	for _, g := range all {
		if err == nil {
			err = b.tables.stream(g)
		}
	}
	return err
}

// used reports whether a table was asked for.
func (t *tables) used() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.held) > 0
}

func (t *table) size() int {
	if t == nil {
		return 0
	}
	return len(t.bytes) + 4*len(t.at) + t.outlines.size() + t.streams.Load().size()
}

// touch reads a little of the records of some entries, of each line of memory a byte.
func (t *table) touch(entries []uint32) (sum byte) {
	const line, most = 64, 512
	for _, e := range entries {
		b := t.bytes[t.at[e]:t.at[e+1]]
		for i := 0; i < min(len(b), most); i += line {
			sum ^= b[i]
		}
	}
	return sum
}

// newTable reads the records of a segment; nil where they take more than a number of bytes.
func newTable(data segapi.Segment, most int) (*table, error) {
	n := data.Count()
	t := &table{at: make([]uint32, 1, n+1), outlines: outlines{of: make([]outline, 0, n)}}
	var body places.Record
	var marks []uint16
	seen := new(counts)
	for entry := range n {
		var damaged error
		marks = marks[:0]
		err := data.VisitStoredFields(entry, func(field string, _ byte, value []byte, _ []uint64) bool {
			if i := viewFieldOf(field); i >= 0 {
				t.bytes = append(t.bytes, byte(i))
				t.bytes = binary.AppendUvarint(t.bytes, uint64(len(value)))
				t.bytes = append(t.bytes, value...)
				if i == 0 {
					damaged = body.Read(t.bytes[len(t.bytes)-len(value):]) // the engine's memory is lent until this returns
					marks = body.Marks(marks)
				}
			}
			return true
		})
		if err = cmp.Or(err, damaged); err != nil {
			return nil, fmt.Errorf("read entry %d of the index: %w", entry, err)
		}
		t.outlines.add(&body, marks, seen)
		if t.size() > most {
			return nil, nil
		}
		t.at = append(t.at, uint32(len(t.bytes)))
	}
	t.bytes = slices.Clip(t.bytes)
	return t, nil
}

// viewFieldOf returns which of the [viewFields] a stored field is the record of, -1 for none.
func viewFieldOf(field string) int {
	name, ok := strings.CutPrefix(field, placesOf)
	if !ok {
		return -1
	}
	if name == fieldBody {
		return 0
	}
	return slices.Index(viewFields[:], name)
}
