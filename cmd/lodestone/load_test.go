package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb/kbtest"
)

// The load test in its short form runs with every test. Its long form, by hand or on a machine that
// has nothing else to do, as the goals are stated (50 requests a second beside two documents a second,
// then ten times as many, then status alone):
//
//	go test ./cmd/lodestone -run TestLoad -v -timeout 30m -load.passages 200000 -load.facts 150000 -load.acts 4000 -load.requests 6000 -load.rate 50 -load.taken 200 -load.documents 2 -load.flood 10 -load.status 30000
//
// With -load.dir the store is kept for the next time; it is taken as it stands.
var (
	loadDir       = flag.String("load.dir", "", "folder that keeps the store between runs; empty: a new one each time")
	loadPassages  = flag.Int("load.passages", 120, "made-up passages that are held before the load begins")
	loadFacts     = flag.Int("load.facts", 60, "made-up facts that are held before")
	loadActs      = flag.Int("load.acts", 10, "made-up legal acts that are held before, each with a document; they hold the passages and facts")
	loadHeld      = flag.Int("load.held", 12, "documents that are taken in before")
	loadRequests  = flag.Int("load.requests", 120, "requests of the load")
	loadRate      = flag.Float64("load.rate", 0, "requests a second (0: four at a time, as fast as they are answered)")
	loadTaken     = flag.Int("load.taken", 6, "documents that are taken in beside the load")
	loadDocuments = flag.Float64("load.documents", 0, "documents a second that are taken in beside the load (0: one after the other)")
	loadRefusals  = flag.Int("load.burst", 200, "requests at once that are more than are worked on")
	loadSlow      = flag.Int("load.slow", 0, "how many of the slowest answers are told, with when they came")
	loadFlood     = flag.Float64("load.flood", 0, "how many times the rate is asked for after the load (0: not at all)")
	loadStatus    = flag.Int("load.status", 40, "status questions that are asked as fast as they are answered")
)

func noticeAddress(n int) string { return fmt.Sprintf("https://ministry.example/notice/%d", n) }

// notice writes a document in words of its own.
func notice(n int) string {
	materials := []string{"gallium", "germanium", "dysprosium", "tungsten", "graphite"}
	var b strings.Builder
	fmt.Fprintf(&b, "<html lang=en><title>Notice %d</title><body><h1>Notice %d of the ministry</h1>", n, n)
	for i := range 10 {
		m := materials[(n+i)%len(materials)]
		fmt.Fprintf(&b, "<p>Section %d. From %d March 2026 the export of %s needs a licence unless its end use was declared under entry %d.</p>", i+1, 1+(n+i)%28, m, n*10+i)
	}
	return b.String()
}

// Under a mix of questions while documents are taken in every answer is right; what is more than can
// be worked on is refused at once, with the time to come again, and then all is as before.
func TestLoad(t *testing.T) {
	a := &app{streams: streams{strings.NewReader(""), io.Discard, io.Discard}, now: time.Now, data: cmp.Or(*loadDir, t.TempDir()), quiet: true}
	h, err := a.open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if h.sources, err = a.declared(""); err != nil {
		t.Fatal(err)
	}
	in := &feed{intake: &intake{app: a, house: h, failed: []unreadable{}}}
	if err := in.fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	said := &output{}
	a.out = said
	taken, ended := make(chan error, 1), make(chan error, 1)
	beside := func(ctx context.Context) error {
		taken <- in.steadily(context.WithoutCancel(ctx))
		<-ctx.Done()
		return nil
	}
	go func() {
		ended <- a.serveHouse(ctx, h, &serveFlags{addr: "127.0.0.1:0", inFlight: 8, grace: 30 * time.Second}, false, beside)
	}()
	c := &caller{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 512}}, address: awaitAddress(t, said, ended)}
	defer c.client.CloseIdleConnections()
	c.awaitReady(t)
	got := c.askMix(t, *loadRate, *loadRequests)
	if err := <-taken; err != nil {
		t.Error(err)
	}
	for _, w := range got.wrong {
		t.Error(w)
	}
	if lags, err := h.lags(t.Context()); err != nil || len(lags) != 1 || lags[0].Behind != 0 {
		t.Errorf("the index is behind: %v, %v", lags, err)
	}
	last := fmt.Sprintf("/v1/search?q=%d", in.next*10-10) // the entry that the newest notice names
	if status, body := c.get(t, last); status != 200 || !strings.Contains(body, "Notice") {
		t.Errorf("what was taken in beside the load is not found: %d %.300s", status, body)
	}
	if len(in.lags) > 0 {
		got.took["ingest"] = in.lags
	}
	got.report(t, "load")
	c.overload(t)
	if *loadFlood > 0 {
		c.flood(t)
	}
	c.costs(t)
	c.client.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// feed takes in notices that it writes itself.
type feed struct {
	*intake
	next int             // the next notice
	lags []time.Duration // from when a notice was due until it could be found
}

// fill makes the store that the load asks, unless it is there.
func (f *feed) fill(ctx context.Context) error {
	f.next = f.house.archive.Captures()
	if f.next > 0 {
		_, err := f.house.searcher(ctx)
		return err
	}
	made := kbtest.Large{Instruments: *loadActs, Facts: *loadFacts, Passages: *loadPassages, Seed: 1}
	if err := made.Fill(ctx, f.house.store); err != nil {
		return err
	}
	for n := range *loadHeld {
		if err := f.bytes(ctx, noticeAddress(n), []byte(notice(n))); err != nil {
			return err
		}
	}
	f.next = *loadHeld
	return f.follow(ctx)
}

func (f *feed) follow(ctx context.Context) error {
	if _, err := f.house.follow(ctx); err != nil {
		return err
	}
	_, err := f.house.searcher(ctx)
	return err
}

// steadily takes in one notice after the other, at the rate that is asked for.
func (f *feed) steadily(ctx context.Context) error {
	begin := time.Now()
	for n := range *loadTaken {
		due := time.Now()
		if *loadDocuments > 0 {
			due = begin.Add(time.Duration(float64(n) / *loadDocuments * float64(time.Second)))
			time.Sleep(time.Until(due))
		}
		if err := f.bytes(ctx, noticeAddress(f.next), []byte(notice(f.next))); err != nil {
			return err
		}
		f.next++
		if err := f.follow(ctx); err != nil {
			return err
		}
		f.lags = append(f.lags, time.Since(due))
	}
	return nil
}

func awaitAddress(t *testing.T, said *output, ended chan error) string {
	t.Helper()
	for range 3000 {
		if m := regexp.MustCompile(`serving (\S+)`).FindStringSubmatch(said.String()); m != nil {
			return m[1]
		}
		select {
		case err := <-ended:
			t.Fatalf("serve ended: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Fatal("serve did not begin")
	return ""
}
