package crawler

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// newTransport makes the way out. The connected address is checked when the socket is made, after
// the name was resolved, so that no name can lead inside the wall; what Resolve maps is dialled as
// mapped. Nothing is inflated on the way: the archive keeps the bytes on the wire.
func newTransport(opt Options) *http.Transport {
	var v4, v6 []netip.Prefix
	for _, p := range opt.Allow {
		if p.Addr().Unmap().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
	guarded := &net.Dialer{Timeout: 30 * time.Second, Control: guard.Safe}
	mapped := &net.Dialer{Timeout: 30 * time.Second}
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
			return guarded.DialContext(ctx, network, address)
		},
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
