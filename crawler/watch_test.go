package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// stillWeb answers from memory: each list has one item.
type stillWeb struct{}

func (stillWeb) RoundTrip(r *http.Request) (*http.Response, error) {
	body, status := "<p>text", 200
	switch r.URL.Path {
	case "/robots.txt":
		status = 404
	case "/":
		body = `<li><a href="/1">One</a></li>`
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"text/html"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// watched runs a test in a bubble whose clock moves when everybody waits.
func watched(t *testing.T, test func(t *testing.T, c *Crawler)) {
	synctest.Test(t, func(t *testing.T) {
		a, err := archive.Open(t.TempDir(), archive.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		c, err := New(Options{Archive: a, Now: time.Now, Sleep: sleep, Transport: stillWeb{}})
		if err != nil {
			t.Fatal(err)
		}
		test(t, c)
		c.Close()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
}

func watchedSource(t *testing.T, id, cadence string) Source {
	return source(t, fmt.Sprintf("id: %s\nname: x\ncadence: %s\nentries: [{url: 'http://%s.example/', discovery: list, item: li}]\n", id, cadence, id))
}

// TestWatch watches sources of two cadences for ten days.
func TestWatch(t *testing.T) {
	watched(t, func(t *testing.T, c *Crawler) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*24*time.Hour)
		defer cancel()
		runs := map[corpus.SourceID]int{}
		err := c.Watch(ctx, []Source{watchedSource(t, "daily", "24h"), watchedSource(t, "often", "6h")}, 1, func(s Source, r corpus.Run) error {
			runs[s.ID]++
			return nil
		})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Watch = %v", err)
		}
		// With jitter a day is up to 26.4 hours, and six hours are up to 6.6.
		if n := runs["daily"]; n < 10 || n > 10 {
			t.Errorf("the daily source ran %d times in ten days", n)
		}
		if n := runs["often"]; n < 37 || n > 40 {
			t.Errorf("the source of every six hours ran %d times in ten days", n)
		}
	})
}

// TestEach runs five sources two at a time; each ends whole, and reports come one after the other.
func TestEach(t *testing.T) {
	watched(t, func(t *testing.T, c *Crawler) {
		var sources []Source
		for i := range 5 {
			sources = append(sources, watchedSource(t, fmt.Sprintf("s%d", i), "24h"))
		}
		var mu sync.Mutex
		done := 0
		err := c.Each(t.Context(), sources, 2, func(_ Source, r corpus.Run) error {
			if !mu.TryLock() {
				t.Error("two reports at a time")
			}
			defer mu.Unlock()
			time.Sleep(time.Second)
			if done++; r.New != 1 || !r.Healthy() {
				t.Errorf("%s: %s", r.Source, counts(r))
			}
			return nil
		})
		if err != nil || done != 5 {
			t.Errorf("%d sources ended: %v", done, err)
		}
	})
}

func TestAnErrorEndsTheOthers(t *testing.T) {
	watched(t, func(t *testing.T, c *Crawler) {
		full := errors.New("the disk is full")
		err := c.Watch(t.Context(), []Source{watchedSource(t, "a1", "1h"), watchedSource(t, "b2", "1h")}, 2, func(Source, corpus.Run) error { return full })
		if !errors.Is(err, full) {
			t.Errorf("Watch = %v", err)
		}
	})
}

func TestProgress(t *testing.T) {
	w, d, s := twoItems(t)
	var last Progress
	d.close()
	d.opt.Progress = func(p Progress) { last = p }
	d.open()
	d.run(s)
	if last.Source != "press" || last.Found != 2 || last.Done != 2 || last.Requests != 4 || last.URL != "http://press.example/2" {
		t.Errorf("the last progress is %+v", last)
	}
	w.took()
}
