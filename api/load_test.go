package api_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/index"
)

func TestRateIsTold(t *testing.T) {
	clock := smallworld.Now()
	h := handler(t, func(o *api.Options) {
		o.Now = func() time.Time { return clock }
		o.Access = api.Access{Rate: 2, Burst: 3}
	})
	from := func(address string) func(*http.Request) {
		return func(r *http.Request) { r.RemoteAddr = address }
	}
	for i, left := range []string{`"caller";r=2;t=0`, `"caller";r=1;t=0`, `"caller";r=0;t=1`} {
		w := get(h, "/v1/coverage", from("203.0.113.7:1"))
		if w.Code != 200 || w.Header().Get("RateLimit") != left || w.Header().Get("RateLimit-Policy") != `"caller";q=3;w=2` {
			t.Errorf("request %d: %d, %v", i, w.Code, w.Header())
		}
	}
	w := get(h, "/v1/coverage", from("203.0.113.7:2"))
	if w.Code != 429 || w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), "POST /v1/status") {
		t.Errorf("one too many: %d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := get(h, "/v1/coverage", from("203.0.113.8:1")); w.Code != 200 {
		t.Errorf("another caller: %d", w.Code)
	}
	for i, want := range []int{200, 200, 200, 429} { // one network of IPv6 is one caller
		if w := get(h, "/v1/coverage", from("[2001:db8::"+string(rune('1'+i))+"]:1")); w.Code != want {
			t.Errorf("address %d of a network: %d, want %d", i, w.Code, want)
		}
	}
	clock = clock.Add(time.Second)
	if w := get(h, "/v1/coverage", from("203.0.113.7:1")); w.Code != 200 {
		t.Errorf("after the time that Retry-After named: %d", w.Code)
	}
}

// stuck is a search that ends when it is told to.
type stuck struct{ begun, end chan struct{} }

func (s stuck) Search(ctx context.Context, _ index.Request) (index.Result, error) {
	s.begun <- struct{}{}
	select {
	case <-s.end:
		return index.Result{}, nil
	case <-ctx.Done():
		return index.Result{}, errors.New("given up")
	}
}

// What is too much is refused in a moment, and when the rest is done all is as before.
func TestOverload(t *testing.T) {
	s := stuck{make(chan struct{}), make(chan struct{})}
	h := handler(t, func(o *api.Options) { o.Search, o.MaxInFlight = s, 2 })
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if w := get(h, "/v1/search?q=x"); w.Code != 200 {
				t.Errorf("what was begun = %d %s", w.Code, w.Body)
			}
		})
		<-s.begun
	}
	w := get(h, "/v1/search?q=x")
	if w.Code != 503 || w.Header().Get("Retry-After") != "1" {
		t.Errorf("one too many = %d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/healthz", "/metrics", "/v1/coverage", "/coverage"} { // searches hold up nothing else
		if w := get(h, path); w.Code != 200 {
			t.Errorf("%s at overload = %d", path, w.Code)
		}
	}
	close(s.end)
	wg.Wait()
	if w := get(h, "/v1/coverage"); w.Code != 200 {
		t.Errorf("after it = %d", w.Code)
	}
}

func TestCompression(t *testing.T) {
	h := handler(t, withAll)
	plain := get(h, "/v1/instruments")
	w := get(h, "/v1/instruments", header("Accept-Encoding", "gzip"))
	if w.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(w.Header().Get("Vary"), "Accept-Encoding") {
		t.Fatalf("%v", w.Header())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || string(b) != plain.Body.String() {
		t.Errorf("what is inflated is another answer: %v", err)
	}
	tag := w.Header().Get("ETag")
	if tag == plain.Header().Get("ETag") {
		t.Errorf("both answers have the tag %s", tag)
	}
	if w := get(h, "/v1/instruments", header("Accept-Encoding", "gzip"), header("If-None-Match", tag)); w.Code != 304 {
		t.Errorf("the tag of the compressed answer = %d", w.Code)
	}
	if w := get(h, "/v1/documents/"+ruleID+"/original", header("Accept-Encoding", "gzip")); w.Header().Get("Content-Encoding") != "" {
		t.Error("an original is compressed on its way")
	}
}

// The metrics tell how fresh each source is and how requests went, and hold nothing a caller sent.
func TestMetrics(t *testing.T) {
	h := handler(t, withAll, func(o *api.Options) {
		o.Lags = func(context.Context) ([]api.Lag, error) { return []api.Lag{{Follower: "index", Behind: 7}}, nil }
	})
	get(h, "/v1/documents/"+ruleID)
	get(h, "/secret-in-an-address")
	ask(h, "SECRET", "/v1/status", "")
	body := get(h, "/metrics").Body.String()
	for _, want := range []string{`lodestone_requests_total{code="200",method="GET",route="/v1/documents/:id"} 1`, `route="none"`, `lodestone_follower_lag{follower="index"} 7`,
		`lodestone_source_last_seen_timestamp_seconds{source="gazette"}`, "lodestone_request_seconds_bucket", "lodestone_corpus_version ", "lodestone_scrape_failed 0", "go_goroutines"} {
		if !strings.Contains(body, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if strings.Contains(strings.ToLower(body), "secret") || strings.Contains(body, ruleID) {
		t.Error("the metrics hold what a caller sent")
	}
}

// A server that stops, or has only begun, says that it is not ready, and answers all the same what comes.
func TestNotReady(t *testing.T) {
	var warming, ending bool
	h := handler(t, func(o *api.Options) {
		o.Warming, o.Ending = func() bool { return warming }, func() bool { return ending }
	})
	for _, c := range []struct {
		warming, ending bool
		want            int
		says            string
	}{{true, false, 503, "reading"}, {false, false, 200, "ready"}, {true, true, 503, "stopping"}, {false, true, 503, "stopping"}, {false, false, 200, "ready"}} {
		warming, ending = c.warming, c.ending
		if w := get(h, "/readyz"); w.Code != c.want || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%+v: /readyz = %d %s", c, w.Code, w.Body)
		}
		for _, path := range []string{"/healthz", "/v1/coverage"} {
			if w := get(h, path); w.Code != 200 {
				t.Errorf("%+v: %s = %d", c, path, w.Code)
			}
		}
	}
}
