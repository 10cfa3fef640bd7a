package api

import (
	"context"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
)

// maxInFlight is how many requests of a kind are worked on at once where the options do not say.
const maxInFlight = 64

const (
	lineFor  = 4                      // waiting are at most so many times as many as are worked on
	patience = 300 * time.Millisecond // for which one waits
)

// gate lets a number of things be done at once. Some more wait in line for a moment, so that a burst is
// answered; what would wait longer is refused at once, which costs nothing and lets the rest be
// answered in time.
type gate struct{ work, line chan struct{} }

func newGate(atOnce int) gate {
	return gate{make(chan struct{}, atOnce), make(chan struct{}, lineFor*atOnce)}
}

// enter waits for leave to begin; false where there are too many. Whoever got it calls leave.
func (g gate) enter(ctx context.Context) bool {
	select {
	case g.work <- struct{}{}:
		return true
	default:
	}
	select {
	case g.line <- struct{}{}:
		defer func() { <-g.line }()
	default:
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case g.work <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (g gate) leave() { <-g.work }

// gates keep kinds of requests apart, so that what is dear does not hold up what is cheap.
type gates struct {
	quick gate // questions of programs
	texts gate // searches, as data and as pages
	pages gate
}

func newGates(atOnce int) gates {
	return gates{newGate(atOnce), newGate(min(atOnce, maxSearches)), newGate(min(atOnce, processors()))}
}

// processors is how many things that only compute make sense at once; two at least, as one may wait
// for the disk.
func processors() int { return max(2, runtime.GOMAXPROCS(0)) }

func (g gates) of(path string) gate {
	switch {
	case path == "/search" || path == "/v1/search":
		return g.texts
	case strings.HasPrefix(path, "/v1/"), strings.HasPrefix(path, "/feeds/"), strings.HasPrefix(path, "/log/"), path == "/mcp", path == "/readyz", path == "/openapi.json", path == "/calendar.ics":
		return g.quick
	}
	return g.pages
}

// bearable refuses what would wait too long. Whether the process lives is always told.
func (s *server) bearable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || r.URL.Path == "/metrics" {
			next.ServeHTTP(w, r)
			return
		}
		g := s.gates.of(r.URL.Path)
		if !g.enter(r.Context()) {
			s.metrics.refused("load")
			w.Header().Set("Retry-After", "1")
			s.turnAway(w, r, &Problem{Status: http.StatusServiceUnavailable, Detail: "too much is asked at once; try again in a moment"})
			return
		}
		defer g.leave()
		next.ServeHTTP(w, r)
	})
}

// compressed answers in gzip or zstd those who take it. A compressed answer has another tag, as the
// bytes are others.
func compressed(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.SuffixETag(tagSuffix), gzhttp.ContentTypeFilter(compressible))
	if err != nil {
		return nil, err
	}
	return wrap(next), nil
}

// tagSuffix marks the tag of a compressed answer; for zstd the wrapper writes its name in the place
// of gzip's.
const tagSuffix = "-gzip"

// plainTag is the tag of the answer before it was compressed.
func plainTag(tag string) string {
	return strings.NewReplacer(tagSuffix+`"`, `"`, `-zstd"`, `"`).Replace(tag)
}

// compressible leaves out what is packed already, and originals, which go out byte for byte.
func compressible(contentType string) bool {
	for _, t := range []string{"text/", "application/json", "application/problem+json", "application/atom+xml", "application/feed+json", "application/ld+json", "application/x-ndjson", "image/svg+xml"} {
		if strings.HasPrefix(contentType, t) {
			return !strings.HasPrefix(contentType, "text/event-stream")
		}
	}
	return false
}
