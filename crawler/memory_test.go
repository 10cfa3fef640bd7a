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
// go test ./crawler -run TestMemoryIsFlat -memory.urls 100000 -timeout 30m
var memoryURLs = flag.Int("memory.urls", 3000, "how many addresses TestMemoryIsFlat reads")

// What crawler and archive together may have on the heap: so much whatever they do, and so much for each
// known address, which is where its record lies and nothing of what it says.
const (
	maxHeap   = 16 << 20
	maxPerURL = 256
)

// TestMemoryIsFlat reads pages of five kilobytes each, and looks at what is in memory at the end of
// the run and after it: a little for each address, and none of the pages.
func TestMemoryIsFlat(t *testing.T) {
	n := *memoryURLs
	server := httptest.NewServer(manyPages(n))
	defer server.Close()
	a, err := archive.Open(t.TempDir(), archive.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var most, requests uint64
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
			if requests++; requests%uint64(max(n/4, 1)) == 0 {
				most = max(most, heap())
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
	t.Logf("%d addresses: %.1f MiB before, at most %.1f MiB while it ran, %.1f MiB after: %d bytes an address", n, mib(before), mib(most), mib(after), peak/uint64(n))
	if limit := uint64(maxHeap + n*maxPerURL); peak > limit {
		t.Errorf("%.1f MiB of memory, want at most %.1f", mib(peak), mib(limit))
	}
}

func mib(n uint64) float64 { return float64(n) / (1 << 20) }
