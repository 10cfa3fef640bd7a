package dial_test

import (
	"net"
	"net/netip"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/dial"
)

// A listener on this machine is reached only by who is allowed to.
func TestPublic(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if c, err := dial.Public(nil, nil).DialContext(t.Context(), "tcp", l.Addr().String()); !dial.Inside(err) {
		t.Errorf("connected to %v: %v", c, err)
	}
	c, err := dial.Public([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, nil).DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
