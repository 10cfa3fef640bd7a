package crawler

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"sort"
)

// mark stands for a name: half of its SHA-256 digest.
type mark [16]byte

func markOf(name string) mark {
	sum := sha256.Sum256([]byte(name))
	return mark(sum[:16])
}

// shelf keeps records of pages by name, outside what the collector of garbage must look at: in memory
// there are a few dozen bytes for a name, and the records are in a scratch file where there is a folder
// for one. What is on a shelf can be made again from the archive. It is not safe for concurrent use.
type shelf struct {
	dir   string // of the scratch file; empty keeps everything in memory
	slots map[mark]slot
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

func newShelf(dir string) *shelf { return &shelf{dir: dir, slots: map[mark]slot{}} }

// get returns the record of a name in a slice of its own; nil where there is none.
func (s *shelf) get(m mark) ([]byte, error) {
	at, ok := s.slots[m]
	if !ok {
		return nil, nil
	}
	return s.store.read(at)
}

// put keeps a record in place of what the name had.
func (s *shelf) put(m mark, record []byte) error {
	if len(record) >= 1<<lengthBits {
		return fmt.Errorf("a record of a page has %d bytes, more than %d", len(record), 1<<lengthBits)
	}
	before, had := s.slots[m]
	at, err := s.store.add(s.dir, record)
	if err != nil {
		return err
	}
	if s.slots[m] = at; had {
		s.dead += int64(before.length())
	}
	if s.dead > minDead && s.dead > s.store.size/2 {
		return s.clear()
	}
	return nil
}

// clear moves the records that count to a new store.
func (s *shelf) clear() error {
	var kept store
	for m, at := range s.slots {
		record, err := s.store.read(at)
		if err == nil {
			s.slots[m], err = kept.add(s.dir, record)
		}
		if err != nil {
			return errors.Join(err, kept.close())
		}
	}
	err := s.store.close()
	s.store, s.dead = kept, 0
	return err
}

// close gives the scratch file up.
func (s *shelf) close() error { return s.store.close() }

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
		f, err := os.CreateTemp(dir, "crawl-*.scratch")
		if err != nil {
			return err
		}
		b.file = f
		_ = os.Remove(f.Name()) // it lives on without a name; where that cannot be, close removes it
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
	if b.file == nil {
		return nil
	}
	err := b.file.Close()
	if gone := os.Remove(b.file.Name()); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	b.file = nil
	return err
}
