// Package dial connects to public addresses only: for the crawler, whose addresses come from pages,
// and for webhooks, whose addresses come from users.
//
// The one idea needed to read it: the address is checked when the socket is made, after the name was
// resolved, so that no name, redirect or second answer of a name server can lead inside the wall.
package dial

import (
	"errors"
	"net"
	"net/netip"
	"time"

	"code.dny.dev/ssrf"
)

// Timeout is how long a connection may take to be made.
const Timeout = 30 * time.Second

// Public returns a dialer that connects to public addresses, and to the networks that are allowed
// besides. The resolver may be nil. An error of the dialer answers to [Inside].
func Public(allow []netip.Prefix, resolver *net.Resolver) *net.Dialer {
	var v4, v6 []netip.Prefix
	for _, p := range allow {
		if p.Addr().Unmap().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
	return &net.Dialer{Timeout: Timeout, Control: guard.Safe, Resolver: resolver}
}

// Inside reports whether a connection was refused because its address is inside a private or reserved
// network.
func Inside(err error) bool { return errors.Is(err, ssrf.ErrProhibitedIP) }
