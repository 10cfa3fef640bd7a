package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// impolite is a crawler into the archive of a folder that asks the server at an address for everything and
// waits for nobody. close gives both up.
func impolite(t *testing.T, dir, server string) (c *Crawler, a *archive.Archive, close func()) {
	t.Helper()
	a, err := archive.Open(dir, archive.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	c, err = New(Options{Archive: a, Now: time.Now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Resolve: func(string) (string, bool) { return server, true }})
	if err != nil {
		t.Fatal(err)
	}
	return c, a, func() {
		if err := errors.Join(c.Close(), a.Close()); err != nil {
			t.Error(err)
		}
	}
}

// many is the source of some pages of manyPages.
func many(t *testing.T, pages int) Source {
	t.Helper()
	return source(t, fmt.Sprintf("id: many\nname: x\nmax_requests: %d\nentries: [{url: 'http://many.example/', discovery: list, item: li, next: a.next, max_pages: %d}]\n", 2*pages+100, pages))
}

// TestBehindKeepsTheOrder reads the same web twice without waiting: the archive holds what was asked for in
// the order of asking, and the reports count all of it.
func TestBehindKeepsTheOrder(t *testing.T) {
	server := httptest.NewServer(manyPages(300))
	defer server.Close()
	c, a, closeBoth := impolite(t, t.TempDir(), server.Listener.Addr().String())
	defer closeBoth()
	var want []string
	for _, report := range []string{"new 300 changed 0 same 0", "new 0 changed 0 same 300"} {
		r, err := c.Run(t.Context(), many(t, 300))
		if err != nil || !strings.Contains(counts(r), report) {
			t.Fatalf("the run says %s, want %s: %v", counts(r), report, err)
		}
		want = append(want, "robots http://many.example/robots.txt", "listing http://many.example/")
		for i := range 300 {
			want = append(want, fmt.Sprintf("item http://many.example/n/%d", i))
		}
	}
	var order []string
	for rec, err := range a.Walk(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Capture != nil {
			order = append(order, string(rec.Capture.Purpose)+" "+rec.Capture.URL)
		}
	}
	if !slices.Equal(order, want) {
		t.Errorf("the archive holds %d captures in another order than the %d that were asked for", len(order), len(want))
	}
	if r, err := a.Verify(t.Context()); err != nil || !r.OK() {
		t.Fatalf("verify: %+v, %v", r, err)
	}
}

// TestChildCrawls is no test: it is the process that TestKilledWithoutWaiting kills.
func TestChildCrawls(t *testing.T) {
	dir, server, _ := strings.Cut(os.Getenv("CRAWL_KILL_TEST"), "|")
	if dir == "" {
		t.Skip("runs as a child of TestKilledWithoutWaiting only")
	}
	c, _, _ := impolite(t, dir, server)
	if _, err := c.Run(t.Context(), many(t, 5000)); err != nil {
		t.Fatal(err)
	}
}

// TestKilledWithoutWaiting kills a crawl that waits for nobody, many times over: each death costs one
// repeated request at most, though pages are on their way to the disk all the time.
func TestKilledWithoutWaiting(t *testing.T) {
	var mu sync.Mutex
	asked, total := map[string]int{}, 0
	next, reached := 0, make(chan struct{}, 1)
	pages := manyPages(5000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.String()]++
		if total++; total == next {
			reached <- struct{}{}
		}
		mu.Unlock()
		pages.ServeHTTP(w, r)
	}))
	defer server.Close()
	dir, kills := t.TempDir(), 6
	for range kills {
		mu.Lock()
		next = total + 20 + total%97
		mu.Unlock()
		cmd := exec.Command(os.Args[0], "-test.run=^TestChildCrawls$")
		cmd.Env = append(os.Environ(), "CRAWL_KILL_TEST="+dir+"|"+server.Listener.Addr().String())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-reached
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // says only that it was killed
		server.CloseClientConnections()
		c, a, closeBoth := impolite(t, dir, server.Listener.Addr().String())
		if err := c.follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		mu.Lock()
		if lost := total - a.Captures(); lost > kills {
			t.Errorf("%d requests were answered and %d are held", total, a.Captures())
		}
		mu.Unlock()
		closeBoth()
	}
	twice := 0
	for _, n := range asked {
		twice += n - 1
	}
	if len(asked) < 20*kills || twice > kills {
		t.Errorf("%d addresses were asked for, and %d requests repeated by %d deaths", len(asked), twice, kills)
	}
}

// TestBehindFailsWithTheDisk closes the archive during a run: the run ends with the error.
func TestBehindFailsWithTheDisk(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	var list strings.Builder
	for i := range 20 {
		fmt.Fprintf(&list, `<li><a href="/%d">Notice %d</a></li>`, i, i)
		w.html(fmt.Sprintf("press.example/%d", i), fmt.Sprint("page ", i))
	}
	w.html("press.example/list", list.String())
	d.close()
	d.opt.Now = time.Now
	d.opt.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	d.opt.Progress = func(p Progress) {
		if p.Done == 5 {
			if err := d.archive.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	d.open()
	_, err := d.crawler.Run(t.Context(), source(t, "id: press\nname: x\nentries: [{url: 'http://press.example/list', discovery: list, item: li}]\n"))
	if err == nil || !strings.Contains(err.Error(), os.ErrClosed.Error()) {
		t.Errorf("Run = %v, want that the archive is closed", err)
	}
}
