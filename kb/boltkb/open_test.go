package boltkb

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/check"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
)

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closed(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// filled makes a closed store of some notices and returns its folder.
func filled(t *testing.T, notices int) string {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir)
	for n := range notices {
		if _, err := s.Commit(t.Context(), kbtest.Notice(n+1)); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, s)
	return dir
}

func wantIs(t *testing.T, err, want error, says string) {
	t.Helper()
	if !errors.Is(err, want) || !strings.Contains(fmt.Sprint(err), says) {
		t.Errorf("Open() = %v, want one that is %q and says %q", err, want, says)
	}
}

func TestLocked(t *testing.T) {
	dir := filled(t, 1)
	s := open(t, dir)
	_, err := Open(dir, Options{Timeout: time.Millisecond})
	wantIs(t, err, kb.ErrLocked, fmt.Sprintf("(process %d)", os.Getpid()))
	if err := os.WriteFile(filepath.Join(dir, LockFile), []byte("?"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir, Options{Timeout: time.Millisecond})
	wantIs(t, err, kb.ErrLocked, "in use")
	closed(t, s)
	if _, err := os.Stat(filepath.Join(dir, LockFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock file is still there after Close: %v", err)
	}
	closed(t, open(t, dir))
}

func TestNoFolder(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "none"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open() of no folder = %v, want %v", err, fs.ErrNotExist)
	}
}

// edit changes the database behind the store's back.
func edit(t *testing.T, dir string, fn func(tx *bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, File), 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fn), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestVersions(t *testing.T) {
	set := func(version string) func(tx *bolt.Tx) error {
		return func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte(version)) }
	}
	for _, c := range []struct {
		name string
		edit func(tx *bolt.Tx) error
		want error
		says string
	}{
		{"newer", set("2"), kb.ErrNewer, "its format is 2 and this program knows formats up to 1"},
		{"not a number", set("x"), kb.ErrCorrupt, "version"},
		{"zero", set("0"), kb.ErrCorrupt, "format 0"},
		{"no version", func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte("meta")) }, kb.ErrCorrupt, "none that tells the version"},
		{"no log", func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte("log")) }, kb.ErrCorrupt, "bucket log is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filled(t, 1)
			edit(t, dir, c.edit)
			_, err := Open(dir, Options{})
			wantIs(t, err, c.want, c.says)
			if _, err := os.Stat(filepath.Join(dir, LockFile)); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a refused open left its lock file: %v", err)
			}
		})
	}
}

func TestInterruptedBirth(t *testing.T) {
	dir := t.TempDir()
	edit(t, dir, func(*bolt.Tx) error { return nil }) // a database without a bucket
	s := open(t, dir)
	if _, err := s.Commit(t.Context(), kbtest.Notice(1)); err != nil {
		t.Error(err)
	}
	closed(t, s)
}

func TestNotADatabase(t *testing.T) {
	for name, content := range map[string]string{"text": strings.Repeat("not a database\n", 2000), "short": "x", "zeros": strings.Repeat("\x00", 32<<10)} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, File), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, Options{}); !errors.Is(err, kb.ErrCorrupt) {
			t.Errorf("%s: Open() = %v, want %v", name, err, kb.ErrCorrupt)
		}
	}
}

// TestCutOff shortens the file to every number of pages. Each is refused, or opens and is whole.
func TestCutOff(t *testing.T) {
	dir := filled(t, 8)
	whole, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for n := 1; n < len(whole)/os.Getpagesize(); n++ {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, File), whole[:n*os.Getpagesize()], 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, Options{})
		if errors.Is(err, kb.ErrCorrupt) {
			refused++
			continue
		}
		if err != nil {
			t.Fatalf("%d pages: Open() = %v, want %v", n, err, kb.ErrCorrupt)
		}
		if r, err := check.Store(t.Context(), s, check.Options{}); err != nil || !r.Clean() {
			t.Errorf("%d pages: the file opens and is not whole: %v\n%s", n, err, r)
		}
		closed(t, s)
	}
	if refused == 0 {
		t.Error("no shortened file was refused")
	}
}

// TestDamagedPages overwrites one page at a time and reads everything: no damage may end the
// process, and none that changes what is read may go unseen by the check.
func TestDamagedPages(t *testing.T) {
	dir := filled(t, 8)
	whole, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for page := 2; page < len(whole)/os.Getpagesize(); page++ {
		dir := t.TempDir()
		spoilt := bytes.Clone(whole)
		for i := range os.Getpagesize() {
			spoilt[page*os.Getpagesize()+i] ^= 0x5a
		}
		if err := os.WriteFile(filepath.Join(dir, File), spoilt, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, Options{})
		if err != nil {
			if !errors.Is(err, kb.ErrCorrupt) {
				t.Errorf("page %d: Open() = %v, want %v", page, err, kb.ErrCorrupt)
			}
			seen++
			continue
		}
		if r, err := check.Store(t.Context(), s, check.Options{}); err != nil && !errors.Is(err, kb.ErrCorrupt) {
			t.Errorf("page %d: check = %v", page, err)
		} else if err != nil || !r.Clean() {
			seen++
		}
		if err := s.Close(); err != nil {
			t.Logf("page %d: close: %v", page, err)
		}
	}
	if seen == 0 {
		t.Error("no damage was seen")
	}
}

// TestOpeningChangesNothing: starting twice without work changes no byte.
func TestOpeningChangesNothing(t *testing.T) {
	dir := filled(t, 3)
	sum := func() string {
		b, err := os.ReadFile(filepath.Join(dir, File))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%x", sha256.Sum256(b))
	}
	before := sum()
	for range 2 {
		s := open(t, dir)
		if _, err := s.Law(t.Context(), time.Time{}); err != nil {
			t.Fatal(err)
		}
		closed(t, s)
	}
	if after := sum(); after != before {
		t.Error("opening and reading changed the file")
	}
}

func TestBackup(t *testing.T) {
	dir := filled(t, 4)
	s := open(t, dir)
	var copied bytes.Buffer
	if err := s.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(t.Context(), kbtest.Notice(5)); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), fullDisk{}); !errors.Is(err, errFull) {
		t.Errorf("Backup() to a full disk = %v, want %v", err, errFull)
	}
	closed(t, s)

	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, File), copied.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	b := open(t, other)
	defer closed(t, b)
	if r, err := check.Store(context.Background(), b, check.Options{}); err != nil || r.Version.Seq != 4 {
		t.Errorf("the backup has version %+v, %v, want sequence 4", r.Version, err)
	}
}

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }
