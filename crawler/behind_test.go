package crawler

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// crawlMany reads pages of a server on this machine twice without waiting, and returns both reports and
// what was asked for, in the order of the archive.
func crawlMany(t *testing.T, pages, ahead int) (first, second corpus.Run, order []string) {
	t.Helper()
	server := httptest.NewServer(manyPages(pages))
	defer server.Close()
	a, err := archive.Open(t.TempDir(), archive.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := New(Options{Archive: a, Now: time.Now, Behind: ahead, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Resolve: func(string) (string, bool) { return server.Listener.Addr().String(), true }})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := source(t, fmt.Sprintf("id: many\nname: x\nmax_requests: %d\nentries: [{url: 'http://many.example/', discovery: list, item: li, next: a.next, max_pages: %d}]\n", 2*pages+100, pages))
	for _, r := range []*corpus.Run{&first, &second} {
		if *r, err = c.Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for rec, err := range a.Walk(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Capture != nil {
			order = append(order, string(rec.Capture.Purpose)+" "+rec.Capture.URL)
		}
	}
	if r, err := a.Verify(t.Context()); err != nil || !r.OK() {
		t.Fatalf("verify: %+v, %v", r, err)
	}
	return first, second, order
}

// TestBehindChangesNothing reads the same web with pages on their way to the disk and without: the
// archive holds the same in the same order, and both runs report the same.
func TestBehindChangesNothing(t *testing.T) {
	first, second, order := crawlMany(t, 300, 0)
	first2, second2, order2 := crawlMany(t, 300, 16)
	if first.New != 300 || second.Unchanged != 300 || second.New != 0 {
		t.Fatalf("without: %s, then %s", counts(first), counts(second))
	}
	if counts(first) != counts(first2) || counts(second) != counts(second2) {
		t.Errorf("with: %s, then %s; without: %s, then %s", counts(first2), counts(second2), counts(first), counts(second))
	}
	if !slices.Equal(order, order2) {
		t.Error("the archives hold different things, or in another order")
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
	d.opt.Behind, d.opt.Now = 4, time.Now
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
