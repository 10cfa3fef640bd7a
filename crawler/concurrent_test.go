package crawler

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestSourcesSideBySide runs sources of one host at the same time: the host sees one request at a
// time, and each source ends with what it would have had alone.
func TestSourcesSideBySide(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	var now, most atomic.Int32
	for i := range 3 {
		w.html(fmt.Sprintf("press.example/list%d", i), fmt.Sprintf(`<li><a href="/%d/1">One</a></li><li><a href="/%d/2">Two</a></li>`, i, i))
		for j := 1; j <= 2; j++ {
			at := fmt.Sprintf("press.example/%d/%d", i, j)
			w.html(at, at)
			serve := w.pages[at]
			w.pages[at] = func(rw http.ResponseWriter, r *http.Request) {
				most.Store(max(most.Load(), now.Add(1)))
				serve(rw, r)
				now.Add(-1)
			}
		}
	}
	start := time.Date(2025, 10, 9, 0, 0, 0, 0, time.UTC)
	d.close()
	d.opt.Now = func() time.Time { return start }
	d.opt.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	d.open()
	var wg sync.WaitGroup
	for i := range 3 {
		s := source(t, fmt.Sprintf("id: press-%d\nname: x\nentries: [{url: 'http://press.example/list%d', discovery: list, item: li}]\n", i, i))
		wg.Go(func() {
			r, err := d.crawler.Run(t.Context(), s)
			if err != nil || r.New != 2 {
				t.Errorf("%s: %s, %v", s.ID, counts(r), err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 {
		t.Errorf("the host saw %d requests at a time", most.Load())
	}
}
