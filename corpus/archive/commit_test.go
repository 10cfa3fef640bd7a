package archive

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// together begins n appends in order and waits for all of them at the same time, so that they are
// synced together.
func together(t *testing.T, a *Archive, n int) []corpus.Capture {
	t.Helper()
	var out []corpus.Capture
	var waits []func() error
	for i := range n {
		url := fmt.Sprintf("http://a.example/together/%d", i)
		c, wait, err := a.Begin(t.Context(), corpus.Capture{Source: "src", URL: url, Status: 200}, answer(200, strings.Repeat(url, 20)))
		if err != nil {
			t.Fatal(err)
		}
		out, waits = append(out, c), append(waits, wait)
	}
	var wg sync.WaitGroup
	for _, wait := range waits {
		wg.Go(func() {
			if err := wait(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	return out
}

// TestBeginOutlivesTheProcess begins appends and dies, as a copy of the folder does: all are in the
// archive that is opened then. Before they are synced, nobody is shown them.
func TestBeginOutlivesTheProcess(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	before := len(walk(t, a, ""))
	var wait func() error
	for i := range 3 {
		var err error
		if _, wait, err = a.Begin(t.Context(), corpus.Capture{Source: "src", URL: fmt.Sprint("http://a.example/", i), Status: 200}, answer(200, fmt.Sprint("page ", i))); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(walk(t, a, "")); n != before || a.Captures() != 6 {
		t.Errorf("%d records and %d captures are shown before they are on disk, want %d and 6", n, a.Captures(), before)
	}
	dead := t.TempDir()
	if err := os.CopyFS(dead, os.DirFS(a.dir)); err != nil {
		t.Fatal(err)
	}
	b := open(t, dead, Options{})
	if n := len(walk(t, b, "")); n != before+3 || len(b.Torn()) != 0 {
		t.Errorf("%d records after the death, want %d; torn %v", n, before+3, b.Torn())
	}
	verify(t, b)
	if err := wait(); err != nil || a.Captures() != 9 { // the last one's wait is everybody's
		t.Errorf("%d captures after the wait, want 9: %v", a.Captures(), err)
	}
}

// places are where the groups of all captures start.
func places(t *testing.T, a *Archive) []place {
	t.Helper()
	var out []place
	for n := range uint32(a.Captures()) {
		at, ok, err := a.at(n + 1)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		out = append(out, at)
	}
	return out
}

// TestNoMoreIsLostThanBound begins more appends than may be lost at a time, and waits for none: no more
// than that many stand in a row that were not synced before the next.
func TestNoMoreIsLostThanBound(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	row, longest := 0, 0
	for i := range 3*maxJoined + 5 {
		if _, _, err := a.Begin(t.Context(), corpus.Capture{Source: "src", URL: fmt.Sprint("http://a.example/", i), Status: 200}, answer(200, fmt.Sprint("page ", i))); err != nil {
			t.Fatal(err)
		}
		if lost := i + 1 - a.Captures(); lost > maxJoined {
			t.Fatalf("%d appends are not on disk, want at most %d", lost, maxJoined)
		}
	}
	a = reopen(t, a)
	for _, at := range places(t, a) {
		h, err := readHead(a.files[0].f, at.offset, a.files[0].end)
		if err != nil {
			t.Fatal(err)
		}
		if row++; !h.joined {
			row = 1
		}
		longest = max(longest, row)
	}
	if longest != maxJoined || a.Captures() != 3*maxJoined+5 {
		t.Errorf("%d groups in a row are joined, want %d; %d captures", longest, maxJoined, a.Captures())
	}
}

// TestFailedWriteTakesBackWhatWasWritten has a file that takes nothing more: what was written before and
// not synced is given up with it, and the archive goes on when the file can be written again.
func TestFailedWriteTakesBackWhatWasWritten(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	_, wait, err := a.Begin(t.Context(), corpus.Capture{Source: "src", URL: "http://a.example/first", Status: 200}, answer(200, "first"))
	if err != nil {
		t.Fatal(err)
	}
	whole, readOnly := a.writer, a.files[0].f
	a.writer = readOnly
	if _, _, err := a.Begin(t.Context(), corpus.Capture{Source: "src", URL: "http://a.example/second", Status: 200}, answer(200, "second")); err == nil {
		t.Error("a write that cannot be is no error")
	}
	if err := wait(); err == nil {
		t.Error("what was given up is said to be on disk")
	}
	a.writer = whole
	if c := add(t, a, "http://a.example/second", answer(200, "second")); c.ID != "c-0000000007" || c.Unchanged {
		t.Errorf("the next capture is %+v", c)
	}
	a = reopen(t, a)
	verify(t, a)
	if a.Captures() != 7 || len(a.Torn()) != 0 {
		t.Errorf("%d captures, want 7; torn %v", a.Captures(), a.Torn())
	}
}

// TestAppendsShareTheWaitForTheDisk counts syncs: many appends at a time need few of them, each is
// there when its append returns, and all are in the order in which they were begun.
func TestAppendsShareTheWaitForTheDisk(t *testing.T) {
	var syncs atomic.Int32
	a := open(t, t.TempDir(), Options{sync: func(f *os.File) error { syncs.Add(1); return f.Sync() }})
	fill(t, a)
	before := syncs.Load()
	for i, c := range together(t, a, 20) {
		if want := captureName(uint32(7 + i)); c.ID != want {
			t.Errorf("capture %d is called %s, want %s", i, c.ID, want)
		}
	}
	if n := syncs.Load() - before; n > 10 {
		t.Errorf("20 appends at a time were synced %d times", n)
	}
	verify(t, a)
	a = reopen(t, a)
	if n := len(walk(t, a, "")); n != 28 || a.Captures() != 26 {
		t.Errorf("%d records and %d captures after opening again, want 28 and 26", n, a.Captures())
	}
}

// TestRepeatsWithinOneWrite begins the same page many times before any is on disk: the first is the
// original, and the others are revisits of it.
func TestRepeatsWithinOneWrite(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	var commits []func() error
	for i := range 4 {
		c, commit, err := a.Begin(t.Context(), corpus.Capture{Source: "src", URL: "http://a.example/", Status: 200}, answer(200, "the same"))
		if err != nil {
			t.Fatal(err)
		}
		if c.Unchanged != (i > 0) {
			t.Errorf("append %d: unchanged %v", i, c.Unchanged)
		}
		commits = append(commits, commit)
	}
	var wg sync.WaitGroup
	for _, commit := range commits {
		wg.Go(func() {
			if err := commit(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if r := verify(t, a); r.Payloads != 1 || r.Captures != 4 {
		t.Errorf("verify: %+v", r)
	}
}

// TestFailedWriteFailsAllBehindIt has a disk that takes nothing: every append that waits says so, and
// the next one takes the number of the first.
func TestFailedWriteFailsAllBehindIt(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	a.opt.sync = func(*os.File) error { return errors.New("the disk is full") }
	var wg sync.WaitGroup
	for i := range 3 {
		_, commit, err := a.Begin(t.Context(), corpus.Capture{Source: "src", URL: fmt.Sprint("http://a.example/", i), Status: 200}, answer(200, fmt.Sprint("lost ", i)))
		wg.Go(func() {
			if err == nil { // else it was given up while it was begun
				err = commit()
			}
			if err == nil || !strings.Contains(err.Error(), "the disk is full") {
				t.Errorf("append %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	a.opt.sync = (*os.File).Sync
	if c := add(t, a, "http://a.example/0", answer(200, "kept")); c.ID != "c-0000000007" {
		t.Errorf("the next capture is %s", c.ID)
	}
	if _, err := a.Payload(t.Context(), corpus.HashOf([]byte("lost 1"))); !errors.Is(err, ErrNotHeld) {
		t.Errorf("Payload of what was lost = %v", err)
	}
	verify(t, a)
}

// TestTornInsideOneWrite loses parts of a write that held many captures, as a disk without power may:
// what stood before the first lost byte is kept, and the rest is aside. The same loss before a later
// write is damage.
func TestTornInsideOneWrite(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	together(t, a, 6)
	whole, err := os.ReadFile(filepath.Join(a.dir, fileName(1)))
	if err != nil {
		t.Fatal(err)
	}
	places := places(t, a)[6:]
	h, err := readHead(bytes.NewReader(whole), places[5].offset, int64(len(whole)))
	if err != nil || !h.joined {
		t.Fatalf("the last group %+v was not written with others: %v", h, err)
	}
	first := 0 // of the last write
	for i, at := range places {
		if h, err := readHead(bytes.NewReader(whole), at.offset, int64(len(whole))); err == nil && !h.joined {
			first = i
		}
	}
	for i := first; i < 6; i++ {
		for _, at := range []int64{places[i].offset, places[i].offset + headLen + 5} {
			b := open(t, damaged(t, a, at, 4), Options{})
			if got, want := b.Captures(), 6+i; got != want || len(b.Torn()) != 1 {
				t.Errorf("zeros in group %d: %d captures, want %d; torn %v", i, got, want, b.Torn())
			}
		}
	}
	add(t, a, "http://a.example/later", answer(200, "later"))
	if _, err := Open(damaged(t, a, places[4].offset, 4), Options{Now: clock()}); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open with a loss before a later write = %v, want ErrDamaged", err)
	}
}

// TestOlderFormatGoesOnInANewFile appends to the archive that the first format left: its file is not
// touched, since a program of that time could not read what this one writes.
func TestOlderFormatGoesOnInANewFile(t *testing.T) {
	dir := t.TempDir()
	old, err := os.ReadFile("testdata/golden/" + fileName(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileName(1)), old, 0o644); err != nil {
		t.Fatal(err)
	}
	a := open(t, dir, Options{})
	if a.format != 1 {
		t.Fatalf("the golden archive has format %d", a.format)
	}
	n := a.Captures()
	add(t, a, "http://a.example/new", answer(200, "new"))
	a = reopen(t, a)
	if a.Captures() != n+1 || len(a.Extents()) != 2 {
		t.Errorf("%d captures in %d files", a.Captures(), len(a.Extents()))
	}
	if now, err := os.ReadFile(filepath.Join(dir, fileName(1))); err != nil || !bytes.Equal(now, old) {
		t.Errorf("the older file was changed: %v", err)
	}
	verify(t, a)
}
