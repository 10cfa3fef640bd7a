package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// Bounds of a request.
const (
	maxBody   = 8 << 20 // bytes; a document for /v1/extract is the largest
	maxURL    = 8 << 10
	maxHeader = 32 << 10
	maxTime   = 20 * time.Second
)

// Server returns a server for the handler with every timeout set, so that a slow client holds a
// connection for a bounded time only. The caller listens and shuts down.
func Server(handler http.Handler, addr string) *http.Server {
	return &http.Server{
		Addr: addr, Handler: handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    maxHeader,
	}
}

// guard wraps the router in everything that comes before it, the outermost first.
func (s *server) guard(router http.Handler) (http.Handler, error) {
	inner, err := compressed(headAsGet(router))
	if err != nil {
		return nil, err
	}
	// A page elsewhere cannot make a browser that remembers a key write here.
	sameOrigin := http.NewCrossOriginProtection()
	sameOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, r, &Problem{Status: http.StatusForbidden, Detail: "a page of another site asked for this; only pages of this server, and programs, may"})
	}))
	return s.named(s.recovered(headers(s.hosted(bounded(s.admitted(sameOrigin.Handler(s.standing(s.bearable(inner))))))))), nil
}

type requestKey struct{}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// named gives each request an id and logs what became of it.
func (s *server) named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:12]
		var route string
		ctx, cancel := context.WithTimeout(context.WithValue(context.WithValue(r.Context(), requestKey{}, id), routeKey{}, &route), timeFor(w, r))
		defer cancel()
		w.Header().Set("X-Request-Id", id)
		seen := &witness{ResponseWriter: w}
		start := s.Now()
		next.ServeHTTP(seen, r.WithContext(ctx))
		took := s.Now().Sub(start)
		s.metrics.answered(route, r.Method, seen.status, took)
		s.Log.Info("served", "request", id, "method", r.Method, "route", route, "path", r.URL.Path, "status", seen.status, "took", took, "caller", r.RemoteAddr)
	})
}

// timeFor is how long an answer may take. An export takes as long as there is much; the connection is
// told so too.
func timeFor(w http.ResponseWriter, r *http.Request) time.Duration {
	if r.URL.Path != exportsPath {
		return maxTime
	}
	// Where the connection cannot be told, as in a test, its own limit stands.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(maxExportTime))
	return maxExportTime
}

// witness remembers the status that was written.
type witness struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (w *witness) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write notes that the status was never set.
func (w *witness) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets the standard library reach the connection.
func (w *witness) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// recovered answers for a handler that panicked. The log has the place; the caller only the id.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.Log.Error("panic", "request", requestID(r.Context()), "value", fmt.Sprint(v), "stack", string(debug.Stack()))
			if seen, ok := w.(*witness); ok && seen.status != 0 {
				panic(http.ErrAbortHandler) // half an answer is out: break it off rather than end it well
			}
			writeProblem(w, r, &Problem{Status: http.StatusInternalServerError, Detail: internalDetail})
		}()
		next.ServeHTTP(w, r)
	})
}

// policy lets a page load nothing but our own stylesheet and pictures, and run nothing.
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers sets what protects the reader of any answer.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// hosted refuses requests under a name that is not ours: a page elsewhere could otherwise have
// its own name resolve to this machine and read the answers (DNS rebinding).
func (s *server) hosted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.ours(r.Host) {
			writeProblem(w, r, &Problem{Status: http.StatusMisdirectedRequest,
				Detail: "this server does not answer under that host name; call it by a loopback name, or allow the name in its configuration"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ours reports whether the Host header names this server.
func (s *server) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" {
		return true
	}
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		return true
	}
	return slices.ContainsFunc(s.Hosts, func(h string) bool { return h == "*" || strings.EqualFold(h, name) || strings.EqualFold(h, host) })
}

// bounded refuses what is too long before anything reads it.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.URL.RequestURI()) > maxURL {
			writeProblem(w, r, &Problem{Status: http.StatusRequestURITooLong, Detail: fmt.Sprintf("the address may have %d bytes", maxURL)})
			return
		}
		if r.ContentLength > maxBody {
			writeProblem(w, r, &Problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("the body may have %d bytes", maxBody)})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// headAsGet answers HEAD as GET; the server of the standard library leaves the body out.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			g := r.Clone(r.Context())
			g.Method = http.MethodGet
			r, w = g, bodiless{w}
		}
		next.ServeHTTP(w, r)
	})
}

// bodiless writes headers only.
type bodiless struct{ http.ResponseWriter }

// Write drops the body.
func (b bodiless) Write(p []byte) (int, error) { return len(p), nil }
