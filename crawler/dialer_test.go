package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"
)

// inside are addresses at which nothing may ever be fetched: of the registries of special addresses
// for IPv4 and IPv6 (RFC 6890 and what came after it), of networks that carry one in the other, and
// where clouds keep their secrets.
var inside = []string{
	"0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
	"127.0.0.1", "127.0.0.53", "127.1.1.1", "127.255.255.255", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1",
	"172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
	"198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	"::", "::1", "::2", "::7f00:1", "::ffff:0:0", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
	"64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1",
	"2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "3fff::1", "5f00::1", "fc00::1",
	"fd00:ec2::254", "fdff:ffff::1", "fe80::1", "fe80::ffff:a9fe:a9fe", "febf::1", "fec0::1", "ff02::1", "ff0e::fb",
}

// odd are ways to write 127.0.0.1 or another place inside that some programs understand. They are no
// addresses, so they are looked up as names, and our resolver knows them as what they mean.
var odd = map[string]string{
	"127.1": "127.0.0.1", "127.0.1": "127.0.0.1", "2130706433": "127.0.0.1", "0x7f000001": "127.0.0.1", "0x7f.0x0.0x0.0x1": "127.0.0.1",
	"0177.0.0.01": "127.0.0.1", "017700000001": "127.0.0.1", "127.0.0.1.": "127.0.0.1", "localhost": "127.0.0.1", "LOCALHOST.": "127.0.0.1",
	"metadata.google.internal": "169.254.169.254", "127.0.0.1.nip.example": "127.0.0.1",
}

// nameServer is a resolver that answers each name with the addresses it is given.
type nameServer struct {
	mu    sync.Mutex
	of    map[string][][]string // by name: what is answered to the first question, the second …
	asked map[string]int
}

func (n *nameServer) answer(name string, kind dnsmessage.Type) []netip.Addr {
	n.mu.Lock()
	defer n.mu.Unlock()
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	rounds := n.of[name]
	if len(rounds) == 0 {
		return nil
	}
	round := min(n.asked[name]/2, len(rounds)-1) // each lookup asks for both kinds of address
	n.asked[name]++
	var out []netip.Addr
	for _, s := range rounds[round] {
		a := netip.MustParseAddr(s)
		if a.Is4() == (kind == dnsmessage.TypeA) {
			out = append(out, a)
		}
	}
	return out
}

// resolver serves the names over a pipe of our own.
func (n *nameServer) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, StrictErrors: false, Dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go n.serve(there)
		return here, nil
	}}
}

// serve answers the questions of one connection; as over TCP each message has its length before it.
func (n *nameServer) serve(c net.Conn) {
	defer c.Close()
	for {
		var head [2]byte
		if _, err := io.ReadFull(c, head[:]); err != nil {
			return
		}
		q := make([]byte, int(head[0])<<8|int(head[1]))
		if _, err := io.ReadFull(c, q); err != nil {
			return
		}
		var m dnsmessage.Message
		if err := m.Unpack(q); err != nil || len(m.Questions) != 1 {
			return
		}
		m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
		for _, a := range n.answer(m.Questions[0].Name.String(), m.Questions[0].Type) {
			r := dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Class: dnsmessage.ClassINET}}
			if a.Is4() {
				r.Body = &dnsmessage.AResource{A: a.As4()}
			} else {
				r.Body = &dnsmessage.AAAAResource{AAAA: a.As16()}
			}
			m.Answers = append(m.Answers, r)
		}
		out, err := m.Pack()
		if err != nil {
			return
		}
		if _, err := c.Write(append([]byte{byte(len(out) >> 8), byte(len(out))}, out...)); err != nil {
			return
		}
	}
}

// asker asks by a guarded transport with a resolver of our own.
func asker(t *testing.T, n *nameServer, allow ...netip.Prefix) func(address string) error {
	n.asked = map[string]int{}
	tr := newTransport(Options{resolver: n.resolver()}, allow, nil)
	t.Cleanup(tr.CloseIdleConnections)
	return func(address string) error {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		req.Close = true
		res, err := tr.RoundTrip(req)
		if err != nil {
			return err
		}
		return res.Body.Close()
	}
}

func bracketed(a string) string {
	if strings.Contains(a, ":") {
		return "[" + a + "]"
	}
	return a
}

func TestDialerRefusesWhatIsInside(t *testing.T) {
	if len(inside) != 64 {
		t.Fatalf("the table has %d addresses, want 64", len(inside))
	}
	n := &nameServer{of: map[string][][]string{}}
	for i, a := range inside {
		n.of[fmt.Sprintf("n%d.example", i)] = [][]string{{a}}
	}
	ask := asker(t, n)
	for i, a := range inside {
		if err := ask("http://" + bracketed(a) + "/"); !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("%s, written out: %v", a, err)
		}
		if strings.HasPrefix(a, "::ffff:") { // a name cannot have such an address; it has the IPv4 one
			continue
		}
		if err := ask(fmt.Sprintf("http://n%d.example/", i)); !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("%s, as what a name resolves to: %v", a, err)
		}
	}
}

func TestDialerRefusesOddForms(t *testing.T) {
	n := &nameServer{of: map[string][][]string{}}
	for form, means := range odd {
		n.of[strings.ToLower(strings.TrimSuffix(form, "."))] = [][]string{{means}}
	}
	ask := asker(t, n)
	for form := range odd {
		// A form of digits alone is no name either: nobody is even asked what it means.
		var unknown *net.DNSError
		digits := strings.Trim(form, "0123456789.") == ""
		if err := ask("http://" + form + "/"); !errors.Is(err, ssrf.ErrProhibitedIP) && !(digits && errors.As(err, &unknown)) {
			t.Errorf("%s: %v", form, err)
		}
	}
	for _, form := range []string{"http://[::1%25lo]/", "http://[fe80::1%25eth0]/", "http://[0:0:0:0:0:ffff:7f00:1]/", "http://[::ffff:7f00:0001]:80/"} {
		if err := ask(form); !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("%s: %v", form, err)
		}
	}
}

// TestDialerRefusesRebinding has names that resolve to a place that may be reached, and when asked
// again to one inside. A server on 127.0.0.2, which is allowed here, stands in for the open net.
func TestDialerRefusesRebinding(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.2:0")
	if err != nil {
		t.Skip("this system has no 127.0.0.2 to stand in for the open net: ", err)
	}
	var hits atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	defer server.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	n := &nameServer{of: map[string][][]string{}}
	for i, a := range inside {
		n.of[fmt.Sprintf("n%d.example", i)] = [][]string{{"127.0.0.2"}, {a}}
	}
	ask := asker(t, n, netip.MustParsePrefix("127.0.0.2/32"))
	for i, a := range inside {
		if strings.HasPrefix(a, "::ffff:") {
			continue
		}
		at := fmt.Sprintf("http://n%d.example:%s/", i, port)
		before := hits.Load()
		if err := ask(at); err != nil || hits.Load() != before+1 {
			t.Fatalf("the first time, where it may go: %v", err)
		}
		if err := ask(at); !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("rebound to %s: %v", a, err)
		}
	}
}

// TestRedirectsInsideAreRefused leads an item to each of the addresses.
func TestRedirectsInsideAreRefused(t *testing.T) {
	w := newWeb(t)
	var list strings.Builder
	for i, a := range inside {
		fmt.Fprintf(&list, `<li><a href="/%d">Item</a></li>`, i)
		w.status(fmt.Sprintf("press.example/%d", i), http.StatusFound, "Location", "http://"+bracketed(a)+"/latest/meta-data")
	}
	w.html("press.example/", list.String())
	d := newDesk(t, w)
	r := d.run(one(t, links, "delay: 1ms"))
	if r.Failed != len(inside) || r.New != 0 {
		t.Errorf("%s", counts(r))
	}
	for _, c := range d.captures() {
		if !strings.Contains(c.Failure, "private or reserved network") {
			t.Errorf("%s ends in %q, status %d", c.URL, c.Failure, c.Status)
		}
	}
}

// TestProxyAndAllowAreTheirOwn has two sources of one host, of which one may connect inside.
func TestProxyAndAllowAreTheirOwn(t *testing.T) {
	var proxied atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proxied.Add(1)
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprintf(w, "by proxy: %s", r.URL)
	}))
	defer proxy.Close()
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "intranet") }))
	defer home.Close()
	d := newDesk(t, newWeb(t))
	entry := "entries: [{url: '" + home.URL + "/law', discovery: page}]\n"
	mine := source(t, "id: mine\nname: x\nallow: [127.0.0.0/8]\n"+entry)
	theirs := source(t, "id: theirs\nname: x\n"+entry)
	wantCounts(t, d.run(mine), "found 1 new 1 changed 0 same 0 gone 0 failed 0")
	if r := d.run(theirs); r.New != 0 {
		t.Errorf("a source reaches inside by what another may: %s", counts(r))
	}
	away := source(t, "id: away\nname: x\nproxy: '"+proxy.URL+"'\nentries: [{url: 'http://nowhere.test/law', discovery: page}]\n")
	wantCounts(t, d.run(away), "found 1 new 1 changed 0 same 0 gone 0 failed 0")
	if proxied.Load() != 2 {
		t.Errorf("%d requests by the proxy, want 2", proxied.Load())
	}
	h, err := d.crawler.Health(t.Context(), []Source{mine, away})
	if err != nil || h[0].Fetcher != "direct" || h[1].Fetcher != "proxy" {
		t.Errorf("health %+v, %v", h, err)
	}
}
