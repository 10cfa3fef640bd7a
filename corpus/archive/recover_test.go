package archive

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// clipped makes a folder with a copy of one file cut to n bytes.
func clipped(t *testing.T, dir string, whole []byte, n int) string {
	t.Helper()
	dir = filepath.Join(dir, fmt.Sprint(n))
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileName(1)), whole[:n], 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestClipAtEveryByte cuts an archive at every byte of its last 4 KiB. Each time it holds exactly the
// records that were whole, and every byte that it cut lies aside.
func TestClipAtEveryByte(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	for i := range 6 {
		add(t, a, fmt.Sprintf("http://a.example/%d", i%4), answer(200, fmt.Sprintf("body %d", i/2)))
	}
	fill(t, a)
	ends := []int64{0, firstGroup(t, a)} // that of the warcinfo record too
	for _, r := range walk(t, a, "") {
		p, err := r.Position.place()
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, p.offset)
	}
	whole, err := os.ReadFile(filepath.Join(a.dir, fileName(1)))
	if err != nil {
		t.Fatal(err)
	}
	base := t.TempDir()
	for n := len(whole); n >= max(0, len(whole)-4096); n-- {
		i, _ := slices.BinarySearch(ends, int64(n)+1)
		good := ends[i-1] // the end of the last whole record
		end, err := eachGroup(bytes.NewReader(whole[:n]), int64(n), true, func(int64, group) error { return nil })
		if end != good || (err == nil) != (int64(n) == good) {
			t.Fatalf("clipped to %d bytes: whole up to %d, %v; want %d", n, end, err, good)
		}
		if distance := min(int64(n)-good, ends[min(i, len(ends)-1)]-int64(n)); distance > 1 && n%64 != 0 {
			continue // files are opened for cuts beside the ends of records, and for some between
		}
		b := open(t, clipped(t, base, whole, n), Options{sync: func(*os.File) error { return nil }})
		if got, want := len(walk(t, b, "")), i-2; got != want {
			t.Fatalf("clipped to %d bytes: %d records, want %d", n, got, want)
		}
		checkTorn(t, b, whole[good:n])
	}
}

// firstGroup returns the length of the warcinfo record.
func firstGroup(t *testing.T, a *Archive) int64 {
	t.Helper()
	h, err := readHead(a.files[0].f, 0, a.files[0].end)
	if err != nil {
		t.Fatal(err)
	}
	return h.length
}

// checkTorn compares what was moved aside with the bytes that should have been.
func checkTorn(t *testing.T, a *Archive, want []byte) {
	t.Helper()
	if len(want) == 0 {
		if len(a.Torn()) > 0 {
			t.Fatalf("torn holds %v", a.Torn())
		}
		return
	}
	if len(a.Torn()) != 1 {
		t.Fatalf("torn holds %v, want one file", a.Torn())
	}
	got, err := os.ReadFile(filepath.Join(a.dir, "torn", a.Torn()[0]))
	if err != nil || !bytes.HasSuffix(want, got) {
		t.Fatalf("moved aside %d bytes, want the %d torn ones: %v", len(got), len(want), err)
	}
	reason, err := os.ReadFile(filepath.Join(a.dir, "torn", a.Torn()[0]+".txt"))
	if err != nil || !strings.Contains(string(reason), "not a whole record") {
		t.Fatalf("reason %q, %v", reason, err)
	}
}

func TestArchiveGoesOnAfterATear(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	path := filepath.Join(a.dir, fileName(1))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	before := len(walk(t, a, ""))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-1); err != nil {
		t.Fatal(err)
	}
	a = open(t, a.dir, Options{})
	add(t, a, "http://a.example/after", answer(200, "after the tear"))
	a = reopen(t, a)
	got := walk(t, a, "")
	if len(got) != before || got[len(got)-1].Capture == nil || got[len(got)-1].Capture.ID != "c-0000000007" {
		t.Errorf("%d records, the last %+v", len(got), got[len(got)-1])
	}
	if r := verify(t, a); len(r.Torn) != 1 {
		t.Errorf("verify lists the torn tails %v", r.Torn)
	}
}

// TestLostMiddleOfTheLastWrite is a crash in which the disk kept the end of the last append but not
// its beginning.
func TestLostMiddleOfTheLastWrite(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	end := a.Extents()[0].Length
	add(t, a, "http://a.example/torn", answer(200, strings.Repeat("torn ", 1000)))
	for _, at := range []int64{end, end + headLen + 5} {
		dir := damaged(t, a, at, 4)
		b := open(t, dir, Options{})
		if got := len(walk(t, b, "")); got != 8 {
			t.Errorf("zeros at %d: %d records, want 8", at, got)
		}
		if len(b.Torn()) != 1 {
			t.Errorf("zeros at %d: torn holds %v", at, b.Torn())
		}
	}
}

// damaged copies the archive's first file with n zeros at an offset.
func damaged(t *testing.T, a *Archive, at int64, n int) string {
	t.Helper()
	whole, err := os.ReadFile(filepath.Join(a.dir, fileName(1)))
	if err != nil {
		t.Fatal(err)
	}
	clear(whole[at : at+int64(n)])
	return clipped(t, t.TempDir(), whole, len(whole))
}

// TestDamageInsideIsNotATear has whole records behind the damage: nothing may be cut there.
func TestDamageInsideIsNotATear(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	second, err := walk(t, a, "")[0].Position.place()
	if err != nil {
		t.Fatal(err)
	}
	dir := damaged(t, a, second.offset, 2)
	before := snapshot(t, dir)
	if _, err := Open(dir, Options{Now: clock()}); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open = %v, want ErrDamaged", err)
	}
	after := snapshot(t, dir)
	if len(after) != len(before) || !bytes.Equal(after[filepath.Join(dir, fileName(1))], before[filepath.Join(dir, fileName(1))]) {
		t.Error("a damaged archive was changed")
	}
	// In a body, which opening does not inflate, it is found by Verify.
	dir = damaged(t, a, second.offset+headLen+20, 4)
	b := open(t, dir, Options{})
	r, err := b.Verify(t.Context())
	if err != nil || r.OK() {
		t.Errorf("Verify of a damaged body: %+v, %v", r, err)
	}
	if _, err := b.Payload(t.Context(), corpus.HashOf([]byte("two"))); err == nil {
		t.Error("a damaged payload is handed out")
	}
}

func TestMissingFileIsDamage(t *testing.T) {
	a := open(t, t.TempDir(), Options{MaxFileBytes: 1})
	for i := range 3 {
		add(t, a, fmt.Sprintf("http://a.example/%d", i), answer(200, "x"))
	}
	if err := os.Remove(filepath.Join(a.dir, fileName(2))); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(a.dir, Options{Now: clock()}); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open without the second file = %v, want ErrDamaged", err)
	}
}

func TestNewerFormatIsRefused(t *testing.T) {
	dir := t.TempDir()
	m, _, err := new(packer).packGroup([]part{{warcinfo, compose([]field{{"WARC-Type", "warcinfo"}}, fmt.Appendf(nil, "lodestone-archive: %d\r\n", Format+1))}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileName(1)), m, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{Now: clock()}); !errors.Is(err, ErrNewer) {
		t.Errorf("Open = %v, want ErrNewer", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "torn")); err == nil {
		t.Error("a newer archive was taken for a torn one")
	}
}

func TestUnfinishedFileIsMovedAside(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	if err := os.WriteFile(filepath.Join(a.dir, fileName(2)+unfinished), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	a = reopen(t, a)
	if got := len(walk(t, a, "")); got != 8 || len(a.Torn()) != 1 {
		t.Errorf("%d records, torn %v", got, a.Torn())
	}
}

// TestFailedWriteIsTakenBack uses a file that is closed under the archive's feet.
func TestFailedWriteIsTakenBack(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	fill(t, a)
	before := a.Extents()
	if err := a.writer.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Append(t.Context(), corpus.Capture{Source: "src", URL: "http://a.example/", Status: 200}, answer(200, "lost")); err == nil {
		t.Fatal("a write to a closed file succeeds")
	}
	if after := a.Extents(); !slices.Equal(before, after) || a.Captures() != 6 {
		t.Errorf("extents %v, then %v; %d captures", before, after, a.Captures())
	}
	a.writer = nil
	a.opt.sync = func(*os.File) error { return errors.New("the disk is full") }
	if _, err := a.AppendRun(t.Context(), corpus.Run{Source: "src"}); err == nil {
		t.Fatal("a write that cannot be synced succeeds")
	}
	a.opt.sync = (*os.File).Sync
	add(t, a, "http://a.example/", answer(200, "kept"))
	verify(t, a)
}

func TestAppendAfterCloseWritesNothing(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(dir, Options{Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	if _, err := a.Append(t.Context(), corpus.Capture{URL: "http://a.example/", Status: 200}, answer(200, "late")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Append after Close = %v, want os.ErrClosed", err)
	}
	if _, err := a.Payload(t.Context(), corpus.HashOf([]byte("one"))); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Payload after Close = %v, want os.ErrClosed", err)
	}
	for _, err := range a.Walk(t.Context(), "") {
		if !errors.Is(err, os.ErrClosed) {
			t.Errorf("Walk after Close yields %v, want os.ErrClosed", err)
		}
	}
	if after := snapshot(t, dir); len(after) != len(before) || !bytes.Equal(after[filepath.Join(dir, fileName(1))], before[filepath.Join(dir, fileName(1))]) {
		t.Error("appending after Close changed the folder")
	}
}

// TestReadersBesideTheWriter walks, verifies and fetches while captures arrive.
func TestReadersBesideTheWriter(t *testing.T) {
	a := open(t, t.TempDir(), Options{MaxFileBytes: 4 << 10})
	first := add(t, a, "http://a.example/", answer(200, "first"))
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if r, err := a.Verify(t.Context()); err != nil || !r.OK() {
					t.Errorf("verify: %+v, %v", r, err)
					return
				}
				for _, err := range a.Walk(t.Context(), "") {
					if err != nil {
						t.Error(err)
						return
					}
				}
				if _, err := a.Payload(t.Context(), first.PayloadHash); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 30 {
		add(t, a, fmt.Sprintf("http://a.example/%d", i), answer(200, fmt.Sprint(i)))
	}
	close(done)
	wg.Wait()
}
