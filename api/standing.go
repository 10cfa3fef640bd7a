package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/maypok86/otter/v2"

	"github.com/lodestone-kb/lodestone/kb"
)

// Bounds of what is kept of answers.
const (
	maxStanding = 64 << 20 // bytes of all
	maxAnswer   = 1 << 20  // bytes of one, as it goes out
)

// tag is the tag of every answer that follows from the corpus version and the day alone.
func (s *server) tag(ctx context.Context) (string, error) {
	v, err := s.Desk.Store().Version(ctx)
	return fmt.Sprintf("%d.%s.%s", v.Seq, s.Desk.Today(), s.epoch), err
}

// searchTag is the tag of what also follows from what the index has taken in; empty where the index
// does not tell.
func (s *server) searchTag(ctx context.Context) (string, error) {
	x, ok := s.Search.(interface {
		Position(context.Context) (kb.Seq, error)
	})
	if !ok {
		return "", nil
	}
	at, err := x.Position(ctx)
	if err != nil {
		return "", err
	}
	tag, err := s.tag(ctx)
	return fmt.Sprintf("%s.%d", tag, at), err
}

// tagOf is the tag that a request's answer has where it is of the kind that has one.
func (s *server) tagOf(r *http.Request) (string, error) {
	if path := r.URL.Path; path == "/search" || path == "/v1/search" {
		return s.searchTag(r.Context())
	}
	return s.tag(r.Context())
}

// answered is an answer as it went out, and still stands.
type answered struct {
	route  string
	header http.Header // what the answer's maker set
	body   []byte
}

// standingAnswers keeps answers by what they follow from: their tag, the request, and what of its headers
// changes an answer.
type standingAnswers struct {
	held *otter.Cache[string, *answered]
}

func newStanding() standingAnswers {
	return standingAnswers{otter.Must(&otter.Options[string, *answered]{MaximumWeight: maxStanding, Weigher: func(k string, a *answered) uint32 {
		const headers = 512 // bytes of them, about
		return uint32(len(k) + len(a.body) + headers)
	}})}
}

// standing answers again what was asked before, as long as nothing was learned and the day is the same:
// without working it out, writing it, and compressing it again. Only answers that carry the tag of the
// version and the day are kept.
func (s *server) standing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		tag, err := s.tagOf(r)
		if err != nil || tag == "" { // whoever answers will say what is wrong
			next.ServeHTTP(w, r)
			return
		}
		key := strings.Join([]string{tag, r.Host, r.URL.RequestURI(), r.Header.Get("Accept-Encoding"), r.Header.Get("Accept"), r.Header.Get("Accept-Language"), r.Header.Get("Cookie")}, "\n")
		if held, ok := s.answers.held.GetIfPresent(key); ok {
			held.again(w, r)
			return
		}
		seen := &scribe{ResponseWriter: w, before: w.Header().Clone(), tag: tag}
		next.ServeHTTP(seen, r)
		if route, ok := r.Context().Value(routeKey{}).(*string); ok && seen.whole() {
			s.answers.held.Set(key, &answered{*route, seen.own, seen.body.Bytes()})
		}
	})
}

// again writes the answer, or that what the caller holds still stands.
func (a *answered) again(w http.ResponseWriter, r *http.Request) {
	if route, ok := r.Context().Value(routeKey{}).(*string); ok {
		*route = a.route
	}
	h := w.Header()
	for name, values := range a.header {
		h[name] = slices.Clone(values)
	}
	if matches(r.Header.Get("If-None-Match"), plainTag(a.header.Get("ETag"))) {
		h.Del("Content-Encoding")
		h.Del("Content-Length")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(a.body) // the client may be gone
}

// scribe writes an answer down while it goes out, where it is one that is kept.
type scribe struct {
	http.ResponseWriter
	before http.Header // as they were before the answer's maker
	tag    string
	status int
	own    http.Header
	body   bytes.Buffer
	keeps  bool
	failed bool
}

// WriteHeader decides whether the answer is kept.
func (s *scribe) WriteHeader(status int) {
	if s.status == 0 {
		s.status = status
		h := s.Header()
		s.keeps = status == http.StatusOK && strings.HasPrefix(strings.TrimPrefix(h.Get("ETag"), "W/"), `"`+s.tag) && h.Get("Set-Cookie") == ""
		if s.keeps {
			s.own = http.Header{}
			for name, values := range h {
				if strings.Join(s.before[name], "\n") != strings.Join(values, "\n") {
					s.own[name] = values
				}
			}
		}
	}
	s.ResponseWriter.WriteHeader(status)
}

// Write notes what is written.
func (s *scribe) Write(b []byte) (int, error) {
	if s.status == 0 {
		s.WriteHeader(http.StatusOK)
	}
	if s.keeps && s.body.Len()+len(b) <= maxAnswer {
		s.body.Write(b)
	} else {
		s.keeps = false
	}
	n, err := s.ResponseWriter.Write(b)
	s.failed = s.failed || err != nil
	return n, err
}

// Unwrap lets the standard library reach the connection.
func (s *scribe) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// whole reports whether all of the answer was written down.
func (s *scribe) whole() bool { return s.keeps && !s.failed && s.body.Len() > 0 }
