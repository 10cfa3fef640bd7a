package crawler

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/dial"
)

// ways are the ways out: one for all sources that go the plain way, and one for each other set of
// private networks and proxy, so that a connection which one source may have is never another's.
type ways struct {
	opt Options

	mu    sync.Mutex
	plain http.RoundTripper
	other map[string]*http.Transport
}

func newWays(opt Options) *ways {
	w := &ways{opt: opt, plain: opt.Transport, other: map[string]*http.Transport{}}
	if w.plain == nil {
		w.plain = w.of(&Source{})
	}
	return w
}

// of returns the way out of a source.
func (w *ways) of(s *Source) http.RoundTripper {
	if w.plain != nil && len(s.allow) == 0 && s.proxy == nil {
		return w.plain
	}
	key := fmt.Sprint(s.allow, s.Proxy)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.other[key] == nil {
		w.other[key] = newTransport(w.opt, append(slices.Clone(w.opt.Allow), s.allow...), s.proxy)
	}
	return w.other[key]
}

func (w *ways) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.other {
		t.CloseIdleConnections()
	}
}

// newTransport makes a way out. The connected address is checked when the socket is made, after
// the name was resolved, so that no name can lead inside the wall; what Resolve maps is dialled as
// mapped. A proxy that a manifest names is trusted: it is connected to wherever it is, and it, not
// this program, sees to it that nothing inside is reached. Nothing is inflated on the way: the archive
// keeps the bytes on the wire.
func newTransport(opt Options, allow []netip.Prefix, proxy *url.URL) *http.Transport {
	guarded := dial.Public(allow, opt.resolver)
	mapped := &net.Dialer{Timeout: dial.Timeout}
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if opt.Resolve != nil {
				host, _, err := net.SplitHostPort(address)
				if err != nil {
					return nil, err
				}
				if to, ok := opt.Resolve(strings.ToLower(host)); ok {
					return mapped.DialContext(ctx, network, to)
				}
			}
			if proxy != nil {
				return mapped.DialContext(ctx, network, address)
			}
			return guarded.DialContext(ctx, network, address)
		},
		Proxy:                  func(*http.Request) (*url.URL, error) { return proxy, nil },
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    30 * time.Second,
		ResponseHeaderTimeout:  60 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
	}
}
