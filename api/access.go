package api

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/keys"
)

// Access says who may ask. Its zero value opens reading to everybody and nothing else to anybody.
type Access struct {
	Keys *keys.Book // nil: there are no keys
	// Keyed asks of everybody who is not on this machine for a key, for reading too.
	Keyed bool
	// Proxies are the addresses of proxies whose X-Forwarded-For is believed. From anybody else that
	// header only proves that the caller is not on this machine.
	Proxies []netip.Prefix
	// Rate is how many requests a second one caller may make, and Burst how many at once; 0: no limit.
	// A key may have a rate of its own.
	Rate, Burst int
}

// open is the scope of what is told to everybody.
const open keys.Scope = ""

// scopeOf says what a request needs: the one place that decides it. It knows addresses, not routes,
// so that an address that does not exist needs no less than those around it. What writes must be
// named here; of a method that is not, the router says that there is none, and decided is false.
func scopeOf(method, path string) (need keys.Scope, decided bool) {
	under := func(prefixes ...string) bool {
		for _, p := range prefixes {
			if path == p || strings.HasPrefix(path, p+"/") {
				return true
			}
		}
		return false
	}
	reads := method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
	switch {
	case under("/healthz", "/readyz", "/style.css", "/assets", "/favicon.ico") && reads:
		return open, true
	case under("/v1/keys"):
		return keys.Admin, true
	case under("/v1/alerts", "/v1/webhooks", "/v1/reviews", "/v1/register", "/alerts", "/review"):
		return keys.Write, true
	case reads, under("/mcp"), under("/v1/status", "/v1/extract", "/v1/cite", "/v1/verify", "/v1/packs", "/v1/exports") && method == http.MethodPost:
		return keys.Read, true
	}
	return keys.Read, false
}

// caller is who asks.
type caller struct {
	address netip.Addr // of the client; invalid where it is not known
	local   bool       // on this machine
	key     keys.Key   // the zero key where none was shown
}

// name is what a caller is counted under: its key, else its network.
func (c caller) name() string {
	switch {
	case c.key.ID != "":
		return "key " + c.key.ID
	case c.address.Is6():
		p, err := c.address.Prefix(64) // one household, one bucket
		if err == nil {
			return p.String()
		}
	}
	return c.address.String()
}

type callerKey struct{}

// callerOf tells who asks; the zero caller where nobody said.
func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// admitted refuses those who may not ask, and those who ask too often.
func (s *server) admitted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, refused := s.whoAsks(r)
		if refused == nil {
			need, _ := scopeOf(r.Method, r.URL.Path)
			refused = s.mayAsk(c, need)
		}
		if refused != nil {
			if refused.Status == http.StatusUnauthorized {
				w.Header().Set("WWW-Authenticate", `Bearer realm="lodestone"`)
				w.Header().Add("WWW-Authenticate", `Basic realm="lodestone", charset="UTF-8"`)
			}
			s.metrics.refused("access")
			s.turnAway(w, r, refused)
			return
		}
		if !s.withinRate(w, c) {
			s.metrics.refused("rate")
			writeProblem(w, r, tooOften(w.Header().Get("Retry-After")))
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
	})
}

// turnAway answers who may not ask: a page where a person asked for one, else a problem.
func (s *server) turnAway(w http.ResponseWriter, r *http.Request, p *Problem) {
	if strings.HasPrefix(r.URL.Path, "/v1") || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		writeProblem(w, r, p)
		return
	}
	s.pages.Refused(w, r, p.Status, p.Detail)
}

// whoAsks tells the caller by its address and its key. A key that is shown must be one, even where
// none is needed: a program with a revoked key shall learn of it.
func (s *server) whoAsks(r *http.Request) (caller, *Problem) {
	c := caller{address: s.clientAddress(r)}
	c.local = c.address.IsLoopback()
	token := tokenOf(r)
	if token == "" {
		return c, nil
	}
	if s.Access.Keys == nil {
		return c, &Problem{Status: http.StatusUnauthorized, Detail: "this server has no keys; leave the Authorization header out"}
	}
	key, err := s.Access.Keys.Check(token, s.Now())
	if errors.Is(err, keys.ErrUnknown) {
		return c, &Problem{Status: http.StatusUnauthorized, Detail: err.Error() + "; lodestone keys create makes one"}
	}
	if err != nil {
		s.Log.Error("keys cannot be read", "request", requestID(r.Context()), "err", err)
		return c, &Problem{Status: http.StatusInternalServerError, Detail: internalDetail}
	}
	c.key = key
	return c, nil
}

// mayAsk decides.
func (s *server) mayAsk(c caller, need keys.Scope) *Problem {
	switch {
	case need == open, c.key.Scope.Includes(need):
		return nil
	case c.key.ID != "":
		return &Problem{Status: http.StatusForbidden, Detail: fmt.Sprintf("the key %s has the scope %s, and this needs %s", c.key.ID, c.key.Scope, need)}
	case need == keys.Read && (c.local || !s.Access.Keyed):
		return nil
	}
	return &Problem{Status: http.StatusUnauthorized, Detail: fmt.Sprintf("this needs a key with the scope %s: send Authorization: Bearer and the key, or the key as the password of Basic", need)}
}

// tokenOf returns the key that the request shows: as a bearer token, or as the password of Basic,
// which browsers can send.
func tokenOf(r *http.Request) string {
	if _, password, ok := r.BasicAuth(); ok {
		return password
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// clientAddress is the address of the peer or, behind a proxy that is believed, the last address in
// X-Forwarded-For that is no such proxy. A peer on this machine that forwards for others and is not
// declared counts as an address that is not known, so that what is open here stays closed to them.
func (s *server) clientAddress(r *http.Request) netip.Addr {
	peer := addressIn(r.RemoteAddr)
	forwarded := r.Header.Values("X-Forwarded-For")
	if len(forwarded) == 0 && r.Header.Get("Forwarded") == "" {
		return peer
	}
	if !s.proxy(peer) {
		if peer.IsLoopback() {
			return netip.Addr{}
		}
		return peer
	}
	hops := strings.Split(strings.Join(forwarded, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		if a := addressIn(strings.TrimSpace(hops[i])); !s.proxy(a) || i == 0 {
			return a
		}
	}
	return netip.Addr{}
}

func (s *server) proxy(a netip.Addr) bool {
	for _, p := range s.Access.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// addressIn reads an address with or without a port; the zero address where it is none.
func addressIn(s string) netip.Addr {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// secured writes into the description what each route needs. A route that writes and whose scope
// nobody decided is an error.
func secured(o *huma.OpenAPI) error {
	o.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"key": {Type: "http", Scheme: "bearer", Description: "a key of lodestone keys create, with a scope; on the machine itself, and where the server is opened to the public, reading needs none"},
	}
	for path, item := range o.Paths {
		for method, op := range map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodPatch: item.Patch, http.MethodDelete: item.Delete} {
			if op == nil {
				continue
			}
			scope, decided := scopeOf(method, path)
			if !decided {
				return fmt.Errorf("api: nobody decided who may %s %s; see scopeOf", method, path)
			}
			switch scope {
			case open:
				op.Security = []map[string][]string{}
			case keys.Read:
				op.Security = []map[string][]string{{}, {"key": {string(scope)}}}
			default:
				op.Security = []map[string][]string{{"key": {string(scope)}}}
			}
		}
	}
	return nil
}
