// Package records keeps a short list of records in one JSON file that the server and the command
// line share: keys, saved searches, subscriptions, a register of items.
//
// The one idea needed to read it: a file is changed whole or not at all. [File.Update] takes a lock
// that holds across processes, reads, changes, writes aside, syncs, renames and syncs the folder, so
// a reader, who takes no lock, always finds one whole state; the command line changes a key while the
// server runs, and the server sees it at the next request. It is for hundreds of records, not for
// millions: what grows with the corpus is in the store.
//
// A file carries the version of its form; one of a newer program is refused.
package records

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Form is the version of the form that this package writes.
const Form = 1

// ErrNewer is returned for a file that a newer program wrote.
var ErrNewer = errors.New("the file was written by a newer version of the program")

// File is a value of type T in a file. It may be used by many goroutines and many processes.
type File[T any] struct {
	path string
	mode fs.FileMode

	mu   sync.Mutex
	seen os.FileInfo
	held T
}

// envelope is what stands in the file.
type envelope[T any] struct {
	Form    int `json:"form"`
	Records T   `json:"records"`
}

// At returns the file at the path, which need not exist: it holds the zero value then. The mode is
// that of a file that is made.
func At[T any](path string, mode fs.FileMode) *File[T] { return &File[T]{path: path, mode: mode} }

// Read returns the value as it stands in the file. It is shared by all that read: callers do not
// change what it points to.
func (f *File[T]) Read() (T, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.read()
}

func (f *File[T]) read() (T, error) {
	var zero T
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		f.seen, f.held = nil, zero
		return zero, nil
	}
	if err != nil {
		return zero, err
	}
	if f.seen != nil && os.SameFile(info, f.seen) && info.ModTime().Equal(f.seen.ModTime()) && info.Size() == f.seen.Size() {
		return f.held, nil
	}
	e, err := f.load()
	if err != nil {
		return zero, err
	}
	f.seen, f.held = info, e
	return e, nil
}

func (f *File[T]) load() (T, error) {
	var e envelope[T]
	b, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return e.Records, nil
	}
	if err != nil {
		return e.Records, err
	}
	if err := json.Unmarshal(b, &e); err != nil {
		return e.Records, fmt.Errorf("read %s: %w", f.path, err)
	}
	if e.Form > Form {
		return e.Records, fmt.Errorf("read %s: %w", f.path, ErrNewer)
	}
	return e.Records, nil
}

// Update changes the value and writes it; where the change fails nothing is written.
func (f *File[T]) Update(change func(*T) error) error {
	unlock, err := lockedfile.MutexAt(f.path + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("lock %s: %w", f.path, err)
	}
	defer unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	value, err := f.load() // a copy of its own: what readers hold is not changed
	if err != nil {
		return err
	}
	if err := change(&value); err != nil {
		return err
	}
	b, err := json.MarshalIndent(envelope[T]{Form, value}, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", f.path, err)
	}
	f.seen = nil // read again, whatever the clock of the file system says
	return f.write(append(b, '\n'))
}

// write puts the bytes in the place of the file: aside, synced, renamed, and the folder synced.
func (f *File[T]) write(b []byte) error {
	w, err := os.OpenFile(f.path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, f.mode)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	if err = errors.Join(err, w.Sync(), w.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.path+".new", f.path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(f.path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
