package crawler

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// memoryURLs is how many addresses the test of memory reads; the long form is
// go test ./crawler -run TestMemoryIsFlat -v -memory.urls 100000 -timeout 30m
var memoryURLs = flag.Int("memory.urls", 3000, "how many addresses TestMemoryIsFlat reads")

// What crawler and archive together may have on the heap: so much whatever they do, and so much more at
// the end of a long run than after its first tenth. A few bytes an address are for what a run must know of
// the pages of its listing, of which there is one for 500 addresses.
const (
	maxHeap  = 16 << 20
	maxGrown = 2 << 20
)

// TestMemoryIsFlat reads pages of five kilobytes each, and looks at what is in memory while it does and
// after it: as much after a tenth of them as after all.
func TestMemoryIsFlat(t *testing.T) {
	n := *memoryURLs
	server := httptest.NewServer(manyPages(n))
	defer server.Close()
	a, err := archive.Open(t.TempDir(), archive.Options{Now: time.Now, Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var most, early, requests uint64
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	c, err := New(Options{Archive: a, Now: time.Now, Scratch: t.TempDir(), Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Resolve: func(string) (string, bool) { return server.Listener.Addr().String(), true },
		Progress: func(p Progress) {
			if requests++; requests%uint64(max(n/10, 1)) == 0 {
				now := heap()
				if early == 0 {
					early = now
				}
				most = max(most, now)
			}
		}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := source(t, fmt.Sprintf("id: many\nname: x\nmax_requests: %d\nentries: [{url: 'http://many.example/', discovery: list, item: li, next: a.next, max_pages: %d}]\n", 2*n+100, n))
	r, err := c.Run(t.Context(), s)
	if err != nil || r.New != n {
		t.Fatalf("%s, %v", counts(r), err)
	}
	after := heap()
	peak := max(most, after) - before
	t.Logf("%d addresses: %.1f MiB before, %.1f MiB after a tenth, at most %.1f MiB while it ran, %.1f MiB after", n, mib(before), mib(early), mib(most), mib(after))
	if peak > maxHeap {
		t.Errorf("%.1f MiB of memory, want at most %.1f", mib(peak), mib(maxHeap))
	}
	if after > early+maxGrown {
		t.Errorf("%.1f MiB after a tenth and %.1f MiB at the end: it grows with what is read", mib(early), mib(after))
	}
}

func mib(n uint64) float64 { return float64(n) / (1 << 20) }
