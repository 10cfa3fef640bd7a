package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The load test in its short form runs with every test. Its long form, by hand or on a machine that
// has nothing else to do:
//
//	go test ./cmd/lodestone -run TestLoad -v -load.held 20000 -load.requests 30000 -load.rate 50
var (
	loadHeld     = flag.Int("load.held", 12, "documents that are held before the load begins")
	loadRequests = flag.Int("load.requests", 120, "requests of the load")
	loadRate     = flag.Float64("load.rate", 0, "requests a second (0: as fast as they are answered)")
	loadTaken    = flag.Int("load.taken", 6, "documents that are taken in beside the load")
	loadRefusals = flag.Int("load.burst", 200, "requests at once that are more than are worked on")
)

// heard is what came of the requests of a kind.
type heard struct {
	mu     sync.Mutex
	took   map[string][]time.Duration
	status map[int]int
	wrong  []string
}

func (h *heard) note(kind string, status int, took time.Duration, wrong string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.took[kind] = append(h.took[kind], took)
	h.status[status]++
	if wrong != "" {
		h.wrong = append(h.wrong, wrong)
	}
}

// mix draws a request: 60 % searches, 20 % status, 10 % changes, 10 % pages.
func mix(r *rand.Rand) (kind, target string) {
	material := []string{"gallium", "germanium", "dysprosium", "tungsten", "graphite"}[r.IntN(5)]
	switch n := r.IntN(10); {
	case n < 6:
		return "search", "/v1/search?q=" + []string{material, material + "+/s+licen!", "%22end+use%22+and+" + material, "export+/p+" + material}[r.IntN(4)]
	case n < 8:
		return "status", fmt.Sprintf("/v1/status?material=%s&destination=US&on=2025-%02d-10", material, 1+r.IntN(12))
	case n < 9:
		return "changes", "/v1/changes?from=2025&to=2025&limit=50&material=" + material
	}
	return "page", "/materials/" + material
}

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
	a := &app{streams: streams{strings.NewReader(""), io.Discard, io.Discard}, now: time.Now, data: t.TempDir(), quiet: true}
	h, err := a.open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	takeIn := func(ctx context.Context, from, count int) error {
		in := &intake{app: a, house: h, failed: []unreadable{}}
		for n := from; n < from+count; n++ {
			if err := in.bytes(ctx, fmt.Sprintf("https://ministry.example/notice/%d", n), []byte(notice(n))); err != nil {
				return err
			}
			if n == from+count-1 || n%500 == 499 || from > 0 {
				if _, err := h.follow(ctx); err != nil {
					return err
				}
				if _, err := h.searcher(ctx); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := takeIn(t.Context(), 0, *loadHeld); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	said := &output{}
	a.out = said
	taken, ended := make(chan error, 1), make(chan error, 1)
	beside := func(ctx context.Context) error {
		taken <- takeIn(context.WithoutCancel(ctx), *loadHeld, *loadTaken)
		<-ctx.Done()
		return nil
	}
	go func() {
		ended <- a.serveHouse(ctx, h, &serveFlags{addr: "127.0.0.1:0", inFlight: 8, grace: 30 * time.Second}, false, beside)
	}()
	address := awaitAddress(t, said, ended)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	got := &heard{took: map[string][]time.Duration{}, status: map[int]int{}}
	askMix(t, client, address, got)
	if err := <-taken; err != nil {
		t.Error(err)
	}
	for _, w := range got.wrong {
		t.Error(w)
	}
	if lags, err := h.lags(t.Context()); err != nil || len(lags) != 1 || lags[0].Behind != 0 {
		t.Errorf("the index is behind: %v, %v", lags, err)
	}
	last := fmt.Sprintf("/v1/search?q=%d", (*loadHeld+*loadTaken-1)*10) // the entry that the newest notice names
	if status, body := get(t, client, address+last); status != 200 || !strings.Contains(body, "Notice") {
		t.Errorf("what was taken in beside the load is not found: %d %.300s", status, body)
	}
	overload(t, client, address)
	for _, kind := range slices.Sorted(maps.Keys(got.took)) {
		d := got.took[kind]
		slices.Sort(d)
		t.Logf("%-8s %6d  p50 %v  p99 %v", kind, len(d), d[len(d)/2], d[len(d)*99/100])
	}
	client.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
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

func get(t *testing.T, client *http.Client, target string) (int, string) {
	t.Helper()
	w, err := client.Get(target)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer w.Body.Close()
	b, err := io.ReadAll(w.Body)
	if err != nil {
		t.Error(err)
	}
	if w.StatusCode == http.StatusServiceUnavailable && w.Header.Get("Retry-After") == "" {
		t.Errorf("a refusal without Retry-After: %s", b)
	}
	return w.StatusCode, string(b)
}

// askMix asks the mix, four at a time or at the rate, and notes what is no right answer.
func askMix(t *testing.T, client *http.Client, address string, got *heard) {
	t.Helper()
	begin := time.Now()
	var wg sync.WaitGroup
	const workers = 4
	for worker := range workers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(worker)))
			for n := worker; n < *loadRequests; n += workers {
				if *loadRate > 0 {
					time.Sleep(time.Until(begin.Add(time.Duration(float64(n) / *loadRate * float64(time.Second)))))
				}
				kind, target := mix(r)
				start := time.Now()
				status, body := get(t, client, address+target)
				wrong := ""
				if holds := map[string]string{"search": `"hits":[`, "status": `"answer":"`, "changes": `"changes":[`, "page": "<h1"}[kind]; status != 200 || !strings.Contains(body, holds) {
					wrong = fmt.Sprintf("%s = %d %.200s", target, status, body)
				}
				got.note(kind, status, time.Since(start), wrong)
			}
		})
	}
	wg.Wait()
}

// overload asks for more at once than is worked on, and then for one thing.
func overload(t *testing.T, client *http.Client, address string) {
	t.Helper()
	counts := &heard{took: map[string][]time.Duration{}, status: map[int]int{}}
	var wg sync.WaitGroup
	for range *loadRefusals {
		wg.Go(func() {
			status, _ := get(t, client, address+"/v1/changes?from=2020&to=2026&limit=200")
			counts.note("", status, 0, "")
		})
	}
	wg.Wait()
	if counts.status[200]+counts.status[503] != *loadRefusals || counts.status[200] == 0 {
		t.Errorf("at overload: %v", counts.status)
	}
	t.Logf("overload: %v", counts.status)
	if status, _ := get(t, client, address+"/v1/changes?from=2025"); status != 200 {
		t.Errorf("after the overload: %d", status)
	}
}
