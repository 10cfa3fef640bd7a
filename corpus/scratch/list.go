package scratch

import (
	"fmt"
	"os"
)

// blockKeys is how many keys of a list that has a file are gathered before they are written.
const blockKeys = 256

// List holds keys in the order in which they were added.
type List struct {
	dir  string
	tail []Key // what is not in the file
	file *os.File
	put  int // how many are in the file
}

// NewList returns an empty list whose file will be in a folder; where that is empty, there is none.
func NewList(dir string) *List { return &List{dir: dir} }

// Len returns how many keys there are.
func (l *List) Len() int { return l.put + len(l.tail) }

// Add puts a key at the end. An error is one of the file.
func (l *List) Add(k Key) error {
	l.tail = append(l.tail, k)
	switch {
	case l.dir == "" || l.file == nil && len(l.tail) <= maxInMemory || len(l.tail) < blockKeys:
		return nil
	case l.file == nil:
		f, err := Create(l.dir)
		if err != nil {
			return err
		}
		l.file = f
	}
	b := make([]byte, 0, len(l.tail)*len(Key{}))
	for _, k := range l.tail {
		b = append(b, k[:]...)
	}
	if _, err := l.file.WriteAt(b, int64(l.put*len(Key{}))); err != nil {
		return fmt.Errorf("write a scratch list: %w", err)
	}
	l.put += len(l.tail)
	l.tail = make([]Key, 0, blockKeys)
	return nil
}

// At returns the key at a place, counted from 0, which must be below Len. An error is one of the file.
func (l *List) At(i int) (Key, error) {
	if i >= l.put {
		return l.tail[i-l.put], nil
	}
	b := make([]byte, len(Key{}))
	if _, err := l.file.ReadAt(b, int64(i*len(Key{}))); err != nil {
		return Key{}, fmt.Errorf("read a scratch list: %w", err)
	}
	return Key(b), nil
}

// Close gives the list up.
func (l *List) Close() error {
	f := l.file
	l.file, l.tail, l.put = nil, nil, 0
	return Remove(f)
}
