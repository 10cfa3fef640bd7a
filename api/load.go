package api

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// maxInFlight is how many requests are worked on at once where the options do not say.
const maxInFlight = 64

// bearable refuses at once what would only wait: an early 503 costs nothing and lets the rest be
// answered in time. Whether the process lives is always told.
func (s *server) bearable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || r.URL.Path == "/metrics" {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case s.inFlight <- struct{}{}:
			defer func() { <-s.inFlight }()
		default:
			s.metrics.refused("load")
			writeProblem(w, r, &Problem{Status: http.StatusServiceUnavailable, Detail: "too much is asked at once; try again in a moment", retryAfter: "1"})
			return
		}
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
