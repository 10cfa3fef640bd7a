// Package dial connects to public addresses only: for the crawler, whose addresses come from pages,
// and for webhooks, whose addresses come from users.
//
// The one idea needed to read it: the address is checked when the socket is made, after the name was
// resolved, so that no name, redirect or second answer of a name server can lead inside the wall.
package dial

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// Timeout is how long a connection may take to be made.
const Timeout = 30 * time.Second

// Public returns a dialer that connects to public addresses, and to the networks that are allowed
// besides. The resolver may be nil. An error of the dialer answers to [Inside].
func Public(allow []netip.Prefix, resolver *net.Resolver) *net.Dialer {
	return &net.Dialer{Timeout: Timeout, Control: guardian(allow).Safe, Resolver: resolver}
}

func guardian(allow []netip.Prefix) *ssrf.Guardian {
	var v4, v6 []netip.Prefix
	for _, p := range allow {
		if p.Addr().Unmap().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	return ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
}

// Check tells what can be told of a host before anything is resolved: it refuses an address that the
// dialer would refuse, a number that some resolvers read as one (127.1, 0x7f000001), and names that
// mean this machine or its network. Where it is content the dialer decides. The error is a sentence
// without the host.
func Check(host string, allow []netip.Prefix) error {
	name := strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if a, err := netip.ParseAddr(name); err == nil {
		if err := guardian(allow).SafeAddr(a.WithZone("").Unmap()); err != nil {
			return errors.New("is inside a private or reserved network")
		}
		return nil
	}
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	if _, err := strconv.ParseUint(last, 0, 64); err == nil || last != "" && strings.Trim(last, "0123456789") == "" {
		return errors.New("ends in a number and is no address; write an address as four numbers")
	}
	switch last {
	case "localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa":
		return fmt.Errorf("names this machine or its network: %s is no public name", last)
	}
	if len(labels) < 2 {
		return errors.New("is no full name: a name without a full stop is one of this network")
	}
	return nil
}

// Inside reports whether a connection was refused because its address is inside a private or reserved
// network.
func Inside(err error) bool { return errors.Is(err, ssrf.ErrProhibitedIP) }
