package api_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api"
)

func TestHosts(t *testing.T) {
	h := handler(t, func(o *api.Options) { o.Hosts = []string{"lodestone.firm.example"} })
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "127.0.0.1:8080": 200, "127.8.8.8": 200, "[::1]:8080": 200, "localhost.": 200,
		"lodestone.firm.example": 200, "lodestone.firm.example:443": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example": 421, "10.0.0.1": 421, "": 421, "lodestone.firm.example.evil": 421,
	} {
		for _, path := range []string{"/healthz", "/", "/v1/status?material=Ga"} {
			if w := get(h, path, func(r *http.Request) { r.Host = host }); w.Code != want {
				t.Errorf("host %q, %s = %d, want %d", host, path, w.Code, want)
			}
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := handler(t, withAll)
	for _, path := range []string{"/", "/status?material=Ga", "/style.css", "/v1/status?material=Ga", "/v1/nothing", "/nothing", "/openapi.json", "/v1/status?x=1"} {
		for _, host := range []string{"localhost", "evil.example"} {
			got := get(h, path, func(r *http.Request) { r.Host = host }).Header()
			for name, want := range map[string]string{
				"Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
				"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			} {
				if host == "localhost" && got.Get(name) != want {
					t.Errorf("%s: %s = %q", path, name, got.Get(name))
				}
			}
		}
	}
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/v1/status?material=Ga", "/healthz"} {
		w := ask(h, http.MethodHead, path, "")
		if w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Content-Type") == "" {
			t.Errorf("HEAD %s = %d, %d bytes, %q", path, w.Code, w.Body.Len(), w.Header().Get("Content-Type"))
		}
	}
}

// A panic is in the log with its place, under the id that the caller was given.
func TestPanicIsLogged(t *testing.T) {
	var log bytes.Buffer
	h := handler(t, withAll, func(o *api.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w := ask(h, "POST", "/v1/extract", "panic")
	if id := w.Header().Get("X-Request-Id"); w.Code != 500 || !strings.Contains(log.String(), id) || !strings.Contains(log.String(), "api_test.go") {
		t.Errorf("%d, log: %s", w.Code, log.String())
	}
}

func TestServerHasEveryTimeout(t *testing.T) {
	s := api.Server(http.NotFoundHandler(), "127.0.0.1:0")
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.IdleTimeout == 0 || s.MaxHeaderBytes == 0 {
		t.Errorf("a limit is missing: %+v", s)
	}
}

// A client that never finishes its headers is let go.
func TestSlowClient(t *testing.T) {
	slow := dial(t, listening(t, 20*time.Millisecond))
	if _, err := io.WriteString(slow, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(slow); err != nil && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the slow client was answered with %v", err)
	}
}

func TestEndlessHeaders(t *testing.T) {
	large := dial(t, listening(t, 5*time.Second))
	if _, err := io.WriteString(large, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: "+strings.Repeat("x", 1<<16)+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(large), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("64 KiB of headers = %d", r.StatusCode)
	}
}

// listening serves the small world until the test ends.
func listening(t *testing.T, headers time.Duration) net.Listener {
	t.Helper()
	s := api.Server(handler(t), "")
	s.ReadHeaderTimeout = headers
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(listener) }()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return listener
}

func dial(t *testing.T, l net.Listener) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}
