package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// heard is what came of the requests of a kind.
type heard struct {
	mu     sync.Mutex
	took   map[string][]time.Duration // of those that were answered
	status map[int]int
	wrong  []string
	begun  time.Time
	all    []one
}

// one is an answer: of what, when it came, and how long it took.
type one struct {
	target      string
	after, took time.Duration
}

func newHeard() *heard {
	return &heard{took: map[string][]time.Duration{}, status: map[int]int{}, begun: time.Now()}
}

func (h *heard) note(kind, target string, status int, took time.Duration, wrong string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, one{target, time.Since(h.begun), took})
	if status == http.StatusOK {
		h.took[kind] = append(h.took[kind], took)
	}
	h.status[status]++
	if wrong != "" {
		h.wrong = append(h.wrong, wrong)
	}
}

// report tells how long the answers took, and how busy the machine is with other things too.
func (h *heard) report(t *testing.T, phase string) {
	busy, _ := os.ReadFile("/proc/loadavg") // not everywhere; then nothing is told of it
	t.Logf("%s: answers by status %v; load average %.14s", phase, h.status, busy)
	for _, kind := range slices.Sorted(maps.Keys(h.took)) {
		d := h.took[kind]
		slices.Sort(d)
		t.Logf("%-8s %6d  p50 %v  p99 %v  most %v", kind, len(d), d[len(d)/2], d[len(d)*99/100], d[len(d)-1])
	}
	slices.SortFunc(h.all, func(a, b one) int { return cmp.Compare(b.took, a.took) })
	for _, o := range h.all[:min(len(h.all), *loadSlow)] {
		t.Logf("  slow: answered after %7.3f s, took %v: %s", o.after.Seconds(), o.took.Round(time.Microsecond), o.target)
	}
}

// caller asks the server.
type caller struct {
	client  *http.Client
	address string
}

// awaitReady waits until the server says that what it holds is in memory.
func (c *caller) awaitReady(t *testing.T) {
	t.Helper()
	for range 6000 {
		if status, _ := c.get(t, "/readyz"); status == http.StatusOK {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the server never got ready")
}

func (c *caller) get(t *testing.T, target string) (int, string) {
	t.Helper()
	w, b := c.fetch(t, target, false)
	if w == nil {
		return 0, ""
	}
	if w.StatusCode == http.StatusServiceUnavailable && w.Header.Get("Retry-After") == "" {
		t.Errorf("a refusal without Retry-After: %s", b)
	}
	return w.StatusCode, string(b)
}

// fetch asks for the target. A packed answer stays as it comes: what unpacking costs is the caller's.
func (c *caller) fetch(t *testing.T, target string, packed bool) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.address+target, nil)
	if err != nil {
		t.Error(err)
		return nil, nil
	}
	if packed {
		r.Header.Set("Accept-Encoding", "gzip")
	}
	w, err := c.client.Do(r)
	if err != nil {
		t.Error(err)
		return nil, nil
	}
	defer w.Body.Close()
	b, err := io.ReadAll(w.Body)
	if err != nil {
		t.Error(err)
	}
	return w, b
}

// askPacked asks one question and looks at the answer's status alone; its words are looked at elsewhere.
func (c *caller) askPacked(t *testing.T, kind, target string, got *heard) {
	due := time.Now()
	w, b := c.fetch(t, target, true)
	if w == nil {
		return
	}
	wrong := ""
	if w.StatusCode != http.StatusOK || len(b) < 100 {
		wrong = fmt.Sprintf("%s = %d, %d bytes", target, w.StatusCode, len(b))
	}
	got.note(kind, target, w.StatusCode, time.Since(due), wrong)
}

// holds is what an answer of the kind has in it.
var holds = map[string]string{"search": `"hits":[`, "status": `"answer":"`, "changes": `"changes":[`, "page": "<h1"}

// mix draws a request: 60 % searches, 20 % status, 10 % changes, 10 % pages.
func mix(r *rand.Rand) (kind, target string) {
	switch n := r.IntN(10); {
	case n < 6:
		kind = "search"
	case n < 8:
		kind = "status"
	case n < 9:
		kind = "changes"
	default:
		kind = "page"
	}
	return kind, draw(kind, r)
}

// draw makes a request of the kind.
func draw(kind string, r *rand.Rand) string {
	material := []string{"gallium", "germanium", "dysprosium", "tungsten", "graphite"}[r.IntN(5)]
	switch kind {
	case "search":
		return "/v1/search?q=" + []string{material, material + "+/s+licen!", "%22end+use%22+and+" + material, "export+/p+" + material, "which+" + material + "+exports+need+a+licence&syntax=plain"}[r.IntN(5)]
	case "status":
		return fmt.Sprintf("/v1/status?material=%s&destination=%s&on=202%d-%02d-10", material, []string{"US", "JP", "DE"}[r.IntN(3)], 3+r.IntN(4), 1+r.IntN(12))
	case "changes":
		return fmt.Sprintf("/v1/changes?from=202%d&to=2026&limit=50&material=%s", 3+r.IntN(4), material)
	}
	return []string{"/materials/" + material, "/", "/changes?from=2025&to=2025", "/status?material=" + material + "&destination=US", "/search?q=" + material, "/sources", "/digest"}[r.IntN(7)]
}

// ask asks one question and notes the answer, timed from when it was due.
func (c *caller) ask(t *testing.T, kind, target string, due time.Time, got *heard) {
	status, body := c.get(t, target)
	wrong := ""
	if status != http.StatusOK || !strings.Contains(body, holds[kind]) {
		wrong = fmt.Sprintf("%s = %d %.200s", target, status, body)
	}
	got.note(kind, target, status, time.Since(due), wrong)
}

// askMix asks n questions, each when it is due at the rate whether or not those before were answered; at
// no rate four at a time.
func (c *caller) askMix(t *testing.T, rate float64, n int) *heard {
	t.Helper()
	got, r, begin := newHeard(), rand.New(rand.NewPCG(1, 2)), time.Now()
	atOnce := make(chan struct{}, 4)
	var wg sync.WaitGroup
	for i := range n {
		kind, target := mix(r)
		due := time.Now()
		if rate > 0 {
			due = begin.Add(time.Duration(float64(i) / rate * float64(time.Second)))
			time.Sleep(time.Until(due))
			wg.Go(func() { c.ask(t, kind, target, due, got) })
			continue
		}
		atOnce <- struct{}{}
		wg.Go(func() {
			c.ask(t, kind, target, time.Now(), got)
			<-atOnce
		})
	}
	wg.Wait()
	return got
}

// overload asks for more at once than is worked on, each question another, as what was answered is
// answered again from memory: some is refused, and then all is well again.
func (c *caller) overload(t *testing.T) {
	t.Helper()
	counts := newHeard()
	var wg sync.WaitGroup
	for n := range *loadRefusals {
		wg.Go(func() {
			from := time.Date(2024, 1, 1+n, 0, 0, 0, 0, time.UTC)
			status, _ := c.get(t, "/changes?to=2026&from="+from.Format(time.DateOnly))
			counts.note("page", "/changes", status, 0, "")
		})
	}
	wg.Wait()
	if counts.status[200]+counts.status[503] != *loadRefusals || counts.status[200] == 0 || counts.status[503] == 0 {
		t.Errorf("at overload: %v; want some answered, the others refused", counts.status)
	}
	t.Logf("overload: %v", counts.status)
	if status, _ := c.get(t, "/changes?to=2026&from=2023-12-31"); status != 200 {
		t.Errorf("after the overload: %d", status)
	}
}

// flood asks for many times the rate for a while: some is refused, nothing else goes wrong, and then
// everything is answered again.
func (c *caller) flood(t *testing.T) {
	t.Helper()
	got := c.askMix(t, *loadRate**loadFlood, *loadRequests)
	if got.status[200]+got.status[503] != *loadRequests || got.status[200] == 0 {
		t.Errorf("at %v times the rate: %v", *loadFlood, got.status)
	}
	got.report(t, fmt.Sprintf("at %v times the rate", *loadFlood))
	after := c.askMix(t, *loadRate, min(*loadRequests, 500))
	for _, w := range after.wrong {
		t.Errorf("after the flood: %s", w)
	}
	after.report(t, "after the flood")
}

// costs asks a hundred questions of each kind, one after the other, and tells what processor time one
// takes with its caller; then status alone, as fast as it is answered.
func (c *caller) costs(t *testing.T) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	const each = 100
	for _, kind := range slices.Sorted(maps.Keys(holds)) {
		got, before := newHeard(), processorTime()
		for range min(each, *loadRequests) {
			c.ask(t, kind, draw(kind, r), time.Now(), got)
		}
		t.Logf("%-8s one at a time: %v of processor time each", kind, (processorTime()-before)/time.Duration(min(each, *loadRequests)))
		for _, w := range got.wrong {
			t.Error(w)
		}
	}
	got, begin, before := newHeard(), time.Now(), processorTime()
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(5, uint64(worker)))
			for n := worker; n < *loadStatus; n += 8 {
				if target := draw("status", r); n%50 == 0 {
					c.ask(t, "status", target, time.Now(), got)
				} else {
					c.askPacked(t, "status", target, got)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("status alone: %.0f answers a second, %v of processor time each", float64(*loadStatus)/time.Since(begin).Seconds(), (processorTime()-before)/time.Duration(*loadStatus))
	got.report(t, "status alone")
	for _, w := range got.wrong {
		t.Error(w)
	}
}
