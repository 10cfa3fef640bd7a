package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// manyPages serves a list of n items, 500 a page, each of them a page of some kilobytes.
func manyPages(n int) http.Handler {
	filling := strings.Repeat("<p>Exports of gallium, germanium and antimony need a licence of the ministry.</p>\n", 60)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		var from int
		switch {
		case r.URL.Path == "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		case strings.HasPrefix(r.URL.Path, "/n/"):
			fmt.Fprintf(w, "<html><title>Notice %s</title><body>%s</body></html>", r.URL.Path[3:], filling)
		default:
			fmt.Sscanf(r.URL.RawQuery, "from=%d", &from)
			for i := from; i < min(from+500, n); i++ {
				fmt.Fprintf(w, "<li><a href=\"/n/%d\">Notice %d</a></li>", i, i)
			}
			if from+500 < n {
				fmt.Fprintf(w, "<a class=next href=\"/?from=%d\">next</a>", from+500)
			}
		}
	})
}

// BenchmarkCrawl reads pages of a server on this machine, archive and all, without any politeness.
// Its peer is in testdata/peer; run both in one go, since only their ratio counts.
func BenchmarkCrawl(b *testing.B) {
	server := httptest.NewServer(manyPages(b.N))
	defer server.Close()
	a, err := archive.Open(b.TempDir(), archive.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	c, err := New(Options{Archive: a, Now: time.Now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Resolve: func(string) (string, bool) { return server.Listener.Addr().String(), true }})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	s, err := ParseManifest("bench.yaml", fmt.Appendf(nil, "id: bench\nname: x\nmax_requests: %d\nentries: [{url: 'http://bench.example/', discovery: list, item: li, next: a.next, max_pages: %d}]\n", 2*b.N+100, b.N))
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	r, err := c.Run(b.Context(), s)
	if err != nil || r.New != b.N {
		b.Fatalf("%s, %v: %v", counts(r), err, r.Alarms)
	}
	b.ReportMetric(float64(r.Requests)/b.Elapsed().Seconds(), "requests/s")
}
