package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"code.dny.dev/ssrf"
)

// maxForwarded is how many bytes a browser may fetch for one page, with all that the page loads.
const maxForwarded = 256 << 20

// forwarder is an HTTP proxy on this machine for one page in a browser. What it connects to is checked
// as what is fetched directly, after names are resolved.
type forwarder struct {
	way      *http.Transport
	listener net.Listener
	server   *http.Server
	left     atomic.Int64 // bytes that may still come

	mu      sync.Mutex
	refused string            // the first thing that was not connected to, and why
	open    map[net.Conn]bool // tunnels, which the server no longer knows of
}

// forward opens a proxy with the way out of a source.
func (w *ways) forward(s *Source) (*forwarder, error) {
	way, ok := w.of(s).(*http.Transport)
	if !ok {
		return nil, errors.New("the way out is not one of this program's own")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &forwarder{way: way, listener: listener, open: map[net.Conn]bool{}}
	f.left.Store(maxForwarded)
	f.server = &http.Server{Handler: f, ReadHeaderTimeout: 30 * time.Second}
	go func() {
		if err := f.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			f.refuse(fmt.Sprintf("the proxy for the browser ended: %v", err))
		}
	}()
	return f, nil
}

func (f *forwarder) address() string { return "http://" + f.listener.Addr().String() }

func (f *forwarder) close() {
	f.server.Close()
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.open {
		c.Close()
	}
}

// refusal says what was not connected to; empty where nothing was refused.
func (f *forwarder) refusal() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused
}

func (f *forwarder) refuse(why string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refused == "" {
		f.refused = why
	}
}

// ServeHTTP passes a request on, or makes a tunnel.
func (f *forwarder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		f.tunnel(w, r)
		return
	}
	out := r.Clone(r.Context())
	out.RequestURI = ""
	for _, name := range []string{"Proxy-Connection", "Proxy-Authorization", "Connection", "Keep-Alive", "Te", "Trailer", "Transfer-Encoding", "Upgrade"} {
		out.Header.Del(name)
	}
	res, err := f.way.RoundTrip(out)
	if err != nil {
		f.fail(w, r.URL.Hostname(), err)
		return
	}
	defer res.Body.Close()
	for name, values := range res.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(res.StatusCode)
	// A browser that has gone, and a page that has had its share, are nothing to tell.
	_, _ = io.Copy(w, &metered{res.Body, &f.left})
}

// fail answers that nothing was reached.
func (f *forwarder) fail(w http.ResponseWriter, host string, err error) {
	why := fmt.Sprintf("no answer from %s: %v", host, err)
	if errors.Is(err, ssrf.ErrProhibitedIP) {
		why = fmt.Sprintf("the address of %s is inside a private or reserved network, where nothing is fetched", host)
	}
	f.refuse(why)
	http.Error(w, why, http.StatusBadGateway)
}

// tunnel connects a browser with a host, for what is encrypted.
func (f *forwarder) tunnel(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
	defer cancel()
	far, err := f.way.DialContext(ctx, "tcp", r.Host)
	if err != nil {
		host, _, _ := net.SplitHostPort(r.Host)
		f.fail(w, host, err)
		return
	}
	defer far.Close()
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "no tunnel can be made", http.StatusInternalServerError)
		return
	}
	near, ahead, err := hijacker.Hijack()
	if err != nil {
		return // the browser has gone
	}
	defer near.Close()
	f.hold(near, true)
	defer f.hold(near, false)
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(far, ahead) // until either has gone
		far.Close()
	}()
	_, _ = io.Copy(near, &metered{far, &f.left})
	near.Close()
	<-done
}

// hold notes an open tunnel, or that it is open no more.
func (f *forwarder) hold(c net.Conn, open bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if open {
		f.open[c] = true
	} else {
		delete(f.open, c)
	}
}

// metered reads until the share of all is used up.
type metered struct {
	r    io.Reader
	left *atomic.Int64
}

func (m *metered) Read(b []byte) (int, error) {
	if m.left.Load() <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := m.r.Read(b)
	m.left.Add(-int64(n))
	return n, err
}
