package boltkb

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"
	bolterr "go.etcd.io/bbolt/errors"

	"github.com/lodestone-kb/lodestone/kb"
)

// File is the name of the database in the data folder.
const File = "kb.bolt"

// LockFile is the name of the file beside it that tells who has the folder open.
const LockFile = "lock"

// Options says how a store is opened. Its zero value works.
type Options struct {
	// Timeout is how long to wait for another process to let go of the folder; 0 means 2 seconds.
	Timeout time.Duration
}

// Store is an open database. Its methods may be called by many goroutines.
type Store struct {
	db   *bolt.DB
	lock string // path of the lock file
	pack *zstd.Encoder
	open *zstd.Decoder
	// recent is what was last read of the newest law; nil before it was.
	recent atomic.Pointer[recent]
	lately lately
}

var _ kb.Store = (*Store)(nil)

// Open opens the store in a data folder, which must exist, and makes the database where there is
// none. The error wraps [kb.ErrLocked] where another process has the folder open, [kb.ErrNewer]
// where a newer version of the program wrote it, and [kb.ErrCorrupt] where the file is damaged.
func Open(dir string, opt Options) (*Store, error) {
	path := filepath.Join(dir, File)
	s := &Store{lock: filepath.Join(dir, LockFile)}
	db, err := openFile(path, cmp.Or(opt.Timeout, 2*time.Second))
	if errors.Is(err, bolterr.ErrTimeout) {
		return nil, fmt.Errorf("open %s: %w%s", path, kb.ErrLocked, holder(s.lock))
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s.db = db
	if err := s.prepare(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.Close())
	}
	return s, nil
}

// openFile opens the database and looks whether all of it is there. A file that was cut off makes
// bbolt touch memory that is not backed by anything; guard turns that into an error.
func openFile(path string, timeout time.Duration) (db *bolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	if err := whole(path); err != nil {
		return nil, err
	}
	db, err = bolt.Open(path, 0o644, &bolt.Options{Timeout: timeout, FreelistType: bolt.FreelistMapType})
	switch {
	case errors.Is(err, bolterr.ErrInvalid), errors.Is(err, bolterr.ErrChecksum), errors.Is(err, bolterr.ErrVersionMismatch):
		return nil, fmt.Errorf("%w: %w", kb.ErrCorrupt, err)
	}
	return db, err
}

// prepare makes the buckets of a new file, or looks at the version of an old one. It writes only
// where there is nothing yet, so that opening a store changes no byte of it.
func (s *Store) prepare() error {
	var err error
	if s.pack, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err != nil {
		return fmt.Errorf("start the compressor: %w", err)
	}
	if s.open, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30)); err != nil {
		return fmt.Errorf("start the decompressor: %w", err)
	}
	if err := os.WriteFile(s.lock, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		return fmt.Errorf("say who holds the folder: %w", err)
	}
	fresh := false
	if err := s.view(func(tx *bolt.Tx) error { fresh, err = inspect(tx); return err }); err != nil || !fresh {
		return err
	}
	err = s.update(func(tx *bolt.Tx) error {
		for _, b := range buckets() {
			if _, err := tx.CreateBucket([]byte(b.name)); err != nil {
				return fmt.Errorf("make bucket %s: %w", b.name, err)
			}
		}
		return tx.Bucket([]byte(meta.name)).Put(meta.key("schema"), []byte(strconv.Itoa(Schema)))
	})
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(s.lock))
}

// syncFolder makes the name of a new file last.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open the data folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// inspect reports whether the file is a new one, and refuses one that is not ours to read.
func inspect(tx *bolt.Tx) (fresh bool, err error) {
	m := tx.Bucket([]byte(meta.name))
	if m == nil {
		if k, _ := tx.Cursor().First(); k != nil {
			return false, fmt.Errorf("%w: there are buckets, but none that tells the version of the format", kb.ErrCorrupt)
		}
		return true, nil
	}
	version, err := strconv.Atoi(string(m.Get(meta.key("schema"))))
	if err != nil {
		return false, fmt.Errorf("%w: the version of the format cannot be read: %w", kb.ErrCorrupt, err)
	}
	if version < 1 {
		return false, fmt.Errorf("%w: there is no format %d", kb.ErrCorrupt, version)
	}
	if version > Schema {
		return false, fmt.Errorf("%w: its format is %d and this program knows formats up to %d; use the program that wrote it, or a newer one",
			kb.ErrNewer, version, Schema)
	}
	for _, b := range buckets() {
		if tx.Bucket([]byte(b.name)) == nil {
			return false, fmt.Errorf("%w: bucket %s is missing", kb.ErrCorrupt, b.name)
		}
	}
	return false, nil
}

// holder says which process has the folder, as far as its lock file tells.
func holder(lock string) string {
	b, err := os.ReadFile(lock)
	if err != nil {
		return "" // the holder has not written it yet, or just left; the lock itself is what counts
	}
	if pid, err := strconv.Atoi(strings.TrimSpace(string(b))); err == nil {
		return fmt.Sprintf(" (process %d)", pid)
	}
	return ""
}

// Close waits for running transactions and lets go of the folder.
func (s *Store) Close() error {
	var errs []error
	if err := os.Remove(s.lock); err != nil && !errors.Is(err, os.ErrNotExist) {
		errs = append(errs, fmt.Errorf("remove the lock file: %w", err))
	}
	if s.pack != nil {
		errs = append(errs, s.pack.Close())
	}
	if err := s.db.Close(); err != nil {
		errs = append(errs, fmt.Errorf("close the database: %w", err))
	}
	if s.open != nil {
		s.open.Close()
	}
	return errors.Join(errs...)
}

// Backup writes the whole database, as of one moment, as a file that [Open] can open. While it
// runs no page is used again, and a commit that outgrows the memory map waits for its end: write
// to a disk, not to a slow network.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	to := &remembering{w: w}
	err := s.view(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(to)
		return err
	})
	if to.err != nil {
		err = to.err
	}
	if err != nil {
		return fmt.Errorf("back up the database: %w", err)
	}
	return nil
}

// remembering keeps the error of a writer, of which bbolt passes on the text only.
type remembering struct {
	w   io.Writer
	err error
}

func (r *remembering) Write(b []byte) (int, error) {
	n, err := r.w.Write(b)
	r.err = cmp.Or(r.err, err)
	return n, err
}

func (s *Store) view(fn func(*bolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	return s.db.View(fn)
}

func (s *Store) update(fn func(*bolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	return s.db.Update(fn)
}

// guard turns a panic into an error: bbolt panics on a page that is not what it should be, and the
// runtime on memory whose file has been cut off.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", kb.ErrCorrupt, r)
	}
}
