package scratch

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
)

// Key is a digest, or half of one: its bits are evenly spread, which is what a table relies on.
type Key [16]byte

// Layout of a table's file: pages, each of them a row of entries; an entry is a key and one more than the
// number under it, so that zeros are no entry.
const (
	pageBytes  = 4096
	entryBytes = len(Key{}) + 8
	perPage    = pageBytes / entryBytes
	fill       = perPage * 6 / 10 // entries a page on average, at which the pages are doubled
)

// Table maps keys to numbers below 2^64-1.
type Table struct {
	dir   string
	small map[Key]uint64 // everything, while there is no file
	file  *os.File
	bits  int // the file has 1<<bits pages; the first bits of a key say in which it is
	n     int
	pages sync.Pool // buffers
	held  []uint64  // filterWords a page, with a bit set for each of its keys
}

// filterWords is how many words of 64 bits there are for a page. Most keys that are asked for are new, and
// at least nine in ten of those find their bit unset, so that no page is read for them.
const filterWords = 16

// bit returns the word and the bit of a key in the filter.
func (t *Table) bit(k Key) (word int, bit uint64) {
	page := int(binary.BigEndian.Uint64(k[:]) >> (64 - t.bits))
	return page*filterWords + int(k[15]%filterWords), 1 << (k[14] % 64)
}

// hold notes a key in the filter.
func (t *Table) hold(k Key) {
	word, bit := t.bit(k)
	t.held[word] |= bit
}

// NewTable returns an empty table whose file will be in a folder; where that is empty, there is none.
func NewTable(dir string) *Table { return &Table{dir: dir, small: map[Key]uint64{}} }

// Len returns how many keys there are.
func (t *Table) Len() int { return t.n }

// Get returns the number under a key. An error is one of the file.
func (t *Table) Get(k Key) (v uint64, ok bool, err error) {
	if t.file == nil {
		v, ok = t.small[k]
		return v, ok, nil
	}
	if word, bit := t.bit(k); t.held[word]&bit == 0 {
		return 0, false, nil
	}
	page := t.page()
	defer t.pages.Put(page)
	_, at, err := t.find(page[:], k)
	if err != nil || at < 0 {
		return 0, false, err
	}
	if v = number(page[at*entryBytes:]); v == 0 {
		return 0, false, nil
	}
	return v - 1, true, nil
}

// Put keeps a number under a key, in place of what was there.
func (t *Table) Put(k Key, v uint64) error {
	if t.file == nil {
		if t.small[k] = v; len(t.small) > maxInMemory && t.dir != "" {
			return t.move()
		}
		t.n = len(t.small)
		return nil
	}
	page := t.page()
	defer t.pages.Put(page)
	for {
		offset, at, err := t.find(page[:], k)
		if err != nil {
			return err
		}
		if at < 0 { // the page is full
			if err := t.double(); err != nil {
				return err
			}
			continue
		}
		entry := page[at*entryBytes : (at+1)*entryBytes]
		isNew := number(entry) == 0
		setEntry(entry, k, v)
		if _, err := t.file.WriteAt(entry, offset+int64(at*entryBytes)); err != nil {
			return fmt.Errorf("write a scratch table: %w", err)
		}
		if !isNew {
			return nil
		}
		t.hold(k)
		if t.n++; t.n > fill<<t.bits {
			return t.double()
		}
		return nil
	}
}

// Each hands over everything, in no order, until take returns false. The table must not be changed meanwhile.
func (t *Table) Each(take func(Key, uint64) bool) error {
	for k, v := range t.small {
		if !take(k, v) {
			return nil
		}
	}
	if t.file == nil {
		return nil
	}
	page := t.page()
	defer t.pages.Put(page)
	for i := range int64(1) << t.bits {
		if err := t.read(page[:], i*pageBytes); err != nil {
			return err
		}
		for at := 0; at < perPage; at++ {
			entry := page[at*entryBytes:]
			v := number(entry)
			if v == 0 {
				break // entries have no gaps between them
			}
			if !take(Key(entry), v-1) {
				return nil
			}
		}
	}
	return nil
}

// Close gives the table up.
func (t *Table) Close() error {
	f := t.file
	t.file, t.small, t.n, t.held = nil, map[Key]uint64{}, 0, nil
	return Remove(f)
}

// find reads the page of a key, and says where the page lies and at which entry the key is, or should
// be put; -1 where it is not there and the page is full.
func (t *Table) find(page []byte, k Key) (offset int64, at int, err error) {
	offset = int64(binary.BigEndian.Uint64(k[:])>>(64-t.bits)) * pageBytes
	if err := t.read(page, offset); err != nil {
		return 0, 0, err
	}
	for at := range perPage {
		entry := page[at*entryBytes:]
		if number(entry) == 0 || Key(entry) == k {
			return offset, at, nil
		}
	}
	return offset, -1, nil
}

func (t *Table) read(page []byte, offset int64) error {
	if _, err := t.file.ReadAt(page, offset); err != nil {
		return fmt.Errorf("read a scratch table: %w", err)
	}
	return nil
}

// page returns a buffer for a page.
func (t *Table) page() *[pageBytes]byte {
	if b, ok := t.pages.Get().(*[pageBytes]byte); ok {
		return b
	}
	return new([pageBytes]byte)
}

// move puts what is in memory into a file.
func (t *Table) move() error {
	bits := 1
	for fill<<bits < 2*len(t.small) {
		bits++
	}
	file, err := Create(t.dir)
	if err == nil {
		if err = file.Truncate(pageBytes << bits); err != nil {
			_ = Remove(file) // what matters is why it cannot be made
		}
	}
	if err != nil {
		return fmt.Errorf("make a scratch table: %w", err)
	}
	small := t.small
	t.file, t.bits, t.n, t.small, t.held = file, bits, 0, nil, make([]uint64, filterWords<<bits)
	for k, v := range small {
		if err := t.Put(k, v); err != nil {
			return err
		}
	}
	return nil
}

// double makes two pages of each: a further bit of a key says in which of them it is.
func (t *Table) double() error {
	file, err := Create(t.dir)
	if err != nil {
		return err
	}
	old, halves := t.page(), [2]*[pageBytes]byte{t.page(), t.page()}
	twice := Table{bits: t.bits + 1, held: make([]uint64, 2*len(t.held))}
	for i := range int64(1) << t.bits {
		if err = t.read(old[:], i*pageBytes); err != nil {
			break
		}
		clear(halves[0][:])
		clear(halves[1][:])
		var n [2]int
		for at := range perPage {
			entry := old[at*entryBytes : (at+1)*entryBytes]
			if number(entry) == 0 {
				break
			}
			half := binary.BigEndian.Uint64(entry) << t.bits >> 63
			copy(halves[half][n[half]*entryBytes:], entry)
			n[half]++
			twice.hold(Key(entry))
		}
		for half, page := range halves {
			if _, err = file.WriteAt(page[:], (2*i+int64(half))*pageBytes); err != nil {
				break
			}
		}
		if err != nil {
			break
		}
	}
	if err != nil {
		_ = Remove(file) // what matters is why it cannot be made
		return fmt.Errorf("let a scratch table grow: %w", err)
	}
	before := t.file
	t.file, t.bits, t.held = file, twice.bits, twice.held
	return Remove(before)
}

func number(entry []byte) uint64 { return binary.LittleEndian.Uint64(entry[len(Key{}):]) }

func setEntry(entry []byte, k Key, v uint64) {
	copy(entry, k[:])
	binary.LittleEndian.PutUint64(entry[len(Key{}):], v+1)
}
