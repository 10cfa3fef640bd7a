package api_test

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/index"
)

// described reads the addresses and their query parameters out of the description.
func described(t *testing.T, body []byte) map[string][]string {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []struct{ Name, In string }
		}
	}
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for path, methods := range doc.Paths {
		if get, ok := methods["get"]; ok {
			out[path] = []string{}
			for _, p := range get.Parameters {
				if p.In == "query" {
					out[path] = append(out[path], p.Name)
				}
			}
		}
	}
	return out
}

// Whatever is asked, of whatever address, the answer is an answer or a refusal, never a fault.
func TestNoQuestionIsAFault(t *testing.T) {
	h := handler(t, withAll)
	routes := described(t, get(h, "/openapi.json").Body.Bytes())
	for path, names := range map[string][]string{"/": {"x"}, "/status": {"material", "destination", "end_use", "jurisdiction", "code", "on", "known"}, "/search": {"q", "syntax", "sort", "jurisdiction", "material", "from", "to", "cursor", "destination"},
		"/changes": {"from", "to", "material", "jurisdiction"}, "/instruments": {"jurisdiction"}, "/instruments/{id}": {"on", "known"}, "/materials/{symbol}": {"on", "known"}, "/documents/{id}": {"revision", "mark"}, "/documents/{id}/diff": {"from", "to"}} {
		routes[path] = names
	}
	var paths []string
	for p := range routes {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	odd := []string{"", "Ga", "镓", "US", "EU", "*", "CN", "military", "2025", "2025-10", "2026-11-25", "9999-12-31", "0001-01-01", "2026-02-30", "2026-11-25T00:00:00Z", "-1", "0", "1", "200", "99999999999999999999",
		"true", "latest", "previous", "<b>", "\x00", "\xff", "%", "..", "../..", "a/b", "record", "legal", "text", "(", "\"", "\u202e", "0-5", "5-0", strings.Repeat("x", 500), "REE", "all dual-use items", noticeID, ruleID, "cn-mofcom-2024-46", "1", "restrictions"}
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom(paths).Draw(t, "path")
		names := routes[path]
		for strings.Contains(path, "{") {
			from, to := strings.IndexByte(path, '{'), strings.IndexByte(path, '}')
			path = path[:from] + url.PathEscape(rapid.SampledFrom(odd[1:]).Draw(t, "part")) + path[to+1:]
		}
		q := url.Values{}
		for _, name := range names {
			if rapid.Bool().Draw(t, "given") {
				q.Add(name, rapid.OneOf(rapid.SampledFrom(odd), rapid.String()).Draw(t, name))
			}
		}
		u := url.URL{Path: "/", RawQuery: q.Encode()}
		target := path + strings.TrimPrefix(u.String(), "/")
		for _, accept := range []string{"*/*", "text/html"} {
			if w := get(h, target, header("Accept", accept)); w.Code >= 500 {
				t.Fatalf("GET %q = %d %.500s", target, w.Code, w.Body)
			}
		}
	})
}

// waiter is a searcher that waits until it is told, or the question is given up.
type waiter struct{ running, release chan struct{} }

// Search waits.
func (s waiter) Search(ctx context.Context, _ index.Request) (index.Result, error) {
	s.running <- struct{}{}
	select {
	case <-s.release:
		return index.Result{}, nil
	case <-ctx.Done():
		return index.Result{}, ctx.Err()
	}
}

func TestOnlySoManySearchesAtOnce(t *testing.T) {
	s := waiter{make(chan struct{}), make(chan struct{})}
	h := handler(t, func(o *api.Options) { o.Search = s })
	const most = 8
	codes := make(chan int, most)
	for range most {
		go func() { codes <- get(h, "/v1/search?q=x").Code }()
		<-s.running
	}
	w := get(h, "/v1/search?q=x")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("one search too many = %d %v", w.Code, w.Header())
	}
	if w := get(h, "/search?q=x", header("Accept", "text/html")); w.Code != 503 || !strings.Contains(w.Body.String(), "<h1>") {
		t.Errorf("one search too many, as a page = %d %.200s", w.Code, w.Body)
	}
	close(s.release)
	for range most {
		if code := <-codes; code != 200 {
			t.Errorf("a search within the bound = %d", code)
		}
	}
}

// A client that leaves stops the work.
func TestSearchIsGivenUp(t *testing.T) {
	s := waiter{make(chan struct{}, 1), nil}
	h := handler(t, func(o *api.Options) { o.Search = s })
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan int)
	go func() {
		r := newRequest(ctx, "/v1/search?q=x")
		done <- answer(h, r).Code
	}()
	<-s.running
	leave()
	if code := <-done; code != 503 {
		t.Errorf("a search given up = %d", code)
	}
}
