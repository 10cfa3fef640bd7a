package crawler

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"sort"

	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// mark stands for a name: half of its SHA-256 digest.
type mark = scratch.Key

func markOf(name string) mark {
	sum := sha256.Sum256([]byte(name))
	return mark(sum[:16])
}

// shelf keeps records of pages by name, off the heap: where there is a folder for scratch files, the
// records are in one, and where they lie in another as soon as there are many. What is on a shelf can be made again from the archive. It is not safe for concurrent use.
type shelf struct {
	dir   string         // of the scratch file; empty keeps everything in memory
	slots *scratch.Table // a slot under each name
	store store
	dead  int64 // bytes of records that were replaced
}

// slot is where a record lies: its offset, and in the lowest bits its length.
type slot uint64

const (
	lengthBits = 24
	chunkBytes = 256 << 10 // what is gathered before it is put away
	minDead    = 4 << 20   // below that, replaced records are not worth a clearing
)

func (s slot) offset() int64 { return int64(s >> lengthBits) }
func (s slot) length() int   { return int(s & (1<<lengthBits - 1)) }

func newShelf(dir string) *shelf { return &shelf{dir: dir, slots: scratch.NewTable(dir)} }

// get returns the record of a name in a slice of its own; nil where there is none.
func (s *shelf) get(m mark) ([]byte, error) {
	at, ok, err := s.slots.Get(m)
	if !ok || err != nil {
		return nil, err
	}
	return s.store.read(slot(at))
}

// put keeps a record in place of what the name had.
func (s *shelf) put(m mark, record []byte) error {
	if len(record) >= 1<<lengthBits {
		return fmt.Errorf("a record of a page has %d bytes, more than %d", len(record), 1<<lengthBits)
	}
	before, had, err := s.slots.Get(m)
	if err != nil {
		return err
	}
	at, err := s.store.add(s.dir, record)
	if err == nil {
		err = s.slots.Put(m, uint64(at))
	}
	if err != nil {
		return err
	}
	if had {
		s.dead += int64(slot(before).length())
	}
	if s.dead > minDead && s.dead > s.store.size/2 {
		return s.clear()
	}
	return nil
}

// clear moves the records that count to a new store.
func (s *shelf) clear() error {
	var kept store
	var failed error
	slots := scratch.NewTable(s.dir)
	err := s.slots.Each(func(m mark, at uint64) bool {
		record, err := s.store.read(slot(at))
		var to slot
		if err == nil {
			to, err = kept.add(s.dir, record)
		}
		if err == nil {
			err = slots.Put(m, uint64(to))
		}
		failed = err
		return err == nil
	})
	if err := errors.Join(err, failed); err != nil {
		return errors.Join(err, kept.close(), slots.Close())
	}
	err = s.close()
	s.store, s.slots, s.dead = kept, slots, 0
	return err
}

// close gives the scratch files up.
func (s *shelf) close() error { return errors.Join(s.store.close(), s.slots.Close()) }

// store is a row of records: the newest gathered in memory, those before in a file, or in chunks.
type store struct {
	file   *os.File
	chunks [][]byte
	starts []int64 // of the chunks
	tail   []byte  // what lies behind the chunks or the file
	start  int64   // where that starts
	size   int64
}

// add puts a record behind the others.
func (b *store) add(dir string, record []byte) (slot, error) {
	if len(b.tail) > 0 && len(b.tail)+len(record) > chunkBytes {
		if err := b.putAway(dir); err != nil {
			return 0, err
		}
	}
	at := slot(b.size)<<lengthBits | slot(len(record))
	if b.tail == nil {
		b.tail = make([]byte, 0, max(min(chunkBytes, 2*int(b.size)), len(record), 1024))
	}
	b.tail = append(b.tail, record...)
	b.size += int64(len(record))
	return at, nil
}

// putAway moves the tail out of the way.
func (b *store) putAway(dir string) error {
	if dir == "" {
		b.chunks, b.starts = append(b.chunks, b.tail), append(b.starts, b.start)
		b.tail, b.start = nil, b.size
		return nil
	}
	if b.file == nil {
		f, err := scratch.Create(dir)
		if err != nil {
			return err
		}
		b.file = f
	}
	if _, err := b.file.WriteAt(b.tail, b.start); err != nil {
		return err
	}
	b.tail, b.start = b.tail[:0], b.size
	return nil
}

// read returns a copy of a record.
func (b *store) read(at slot) ([]byte, error) {
	out, offset := make([]byte, at.length()), at.offset()
	if offset >= b.start {
		copy(out, b.tail[offset-b.start:])
		return out, nil
	}
	if b.file != nil {
		if _, err := b.file.ReadAt(out, offset); err != nil {
			return nil, fmt.Errorf("read the scratch file: %w", err)
		}
		return out, nil
	}
	i := sort.Search(len(b.starts), func(i int) bool { return b.starts[i] > offset }) - 1
	copy(out, b.chunks[i][offset-b.starts[i]:])
	return out, nil
}

func (b *store) close() error {
	f := b.file
	b.file = nil
	return scratch.Remove(f)
}
