package api_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/api/keys"
)

// role is somebody who asks.
type role struct {
	name   string
	public bool // the server is opened to the public
	from   string
	key    string
}

// book makes a book with a key of each scope.
func book(t *testing.T) (*keys.Book, map[keys.Scope]string) {
	t.Helper()
	b, tokens := keys.Open(filepath.Join(t.TempDir(), "keys.json")), map[keys.Scope]string{}
	for _, scope := range keys.Scopes() {
		_, token, err := b.Create(rand.Reader, keys.Key{Name: string(scope), Scope: scope, Created: smallworld.Now()})
		if err != nil {
			t.Fatal(err)
		}
		tokens[scope] = token
	}
	return b, tokens
}

// operations lists every route of the description and every page.
func operations(t *testing.T, h http.Handler) [][2]string {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(get(h, "/openapi.json").Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for path, methods := range doc.Paths {
		for method := range methods {
			out = append(out, [2]string{strings.ToUpper(method), path})
		}
	}
	for _, path := range []string{"/", "/status", "/search", "/documents", "/instruments", "/materials", "/changes", "/coverage", "/sources", "/alerts", "/review", "/log", "/docs", "/style.css", "/metrics", "/openapi.json", "/nothing"} {
		out = append(out, [2]string{"GET", path})
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[1]+a[0], b[1]+b[0]) })
	return slices.Compact(out)
}

// Who may ask what: six roles, every route, each decided. The table is testdata/access.txt.
func TestRoles(t *testing.T) {
	b, tokens := book(t)
	roles := []role{{"on this machine", false, "127.0.0.1:9", ""}, {"stranger", false, "203.0.113.7:9", ""}, {"stranger, public reads", true, "203.0.113.7:9", ""},
		{"read key", false, "203.0.113.7:9", tokens[keys.Read]}, {"write key", false, "203.0.113.7:9", tokens[keys.Write]}, {"admin key", false, "203.0.113.7:9", tokens[keys.Admin]}}
	with := func(keyed bool) http.Handler {
		return handler(t, withAll, func(o *api.Options) { o.Access = api.Access{Keys: b, Keyed: keyed} })
	}
	closed, public := with(true), with(false)
	var table strings.Builder
	table.WriteString("# on this machine; a stranger; a stranger where reads are public; a read key; a write key; an admin key\n")
	for _, op := range operations(t, handler(t, withAll)) {
		fmt.Fprintf(&table, "%-6s %-40s", op[0], op[1])
		for _, r := range roles {
			h := closed
			if r.public {
				h = public
			}
			w := ask(h, op[0], op[1], "", func(q *http.Request) {
				q.RemoteAddr = r.from
				if r.key != "" {
					q.Header.Set("Authorization", "Bearer "+r.key)
				}
			})
			decision := " yes"
			if w.Code == 401 || w.Code == 403 {
				decision = fmt.Sprint(" ", w.Code)
				if w.Code == 401 && len(w.Header().Values("WWW-Authenticate")) != 2 {
					t.Errorf("%v for %s: a refusal that does not say how to log in", op, r.name)
				}
			}
			table.WriteString(decision)
		}
		table.WriteString("\n")
	}
	golden(t, "access.txt", []byte(table.String()))
}

func TestKeysAreHeldAgainstTheBook(t *testing.T) {
	b, tokens := book(t)
	h := handler(t, func(o *api.Options) { o.Access = api.Access{Keys: b, Keyed: true} })
	for name, tt := range map[string]struct {
		set  func(*http.Request)
		from string
		want int
	}{
		"basic password":                    {func(r *http.Request) { r.SetBasicAuth("anybody", tokens[keys.Read]) }, "203.0.113.7:9", 200},
		"wrong key, though on this machine": {header("Authorization", "Bearer lode_x_y"), "127.0.0.1:9", 401},
		"another scheme":                    {header("Authorization", "Digest "+tokens[keys.Read]), "203.0.113.7:9", 401},
		"forwarded through this machine":    {header("X-Forwarded-For", "203.0.113.7"), "127.0.0.1:9", 401},
		"claims to be forwarded for here":   {header("X-Forwarded-For", "127.0.0.1"), "203.0.113.7:9", 401},
		"forwarded, in the newer header":    {header("Forwarded", "for=203.0.113.7"), "127.0.0.1:9", 401},
		"IPv6 loopback":                     {nil, "[::1]:9", 200},
		"IPv4 loopback within IPv6":         {nil, "[::ffff:127.0.0.1]:9", 200},
		"no address":                        {nil, "", 401},
	} {
		t.Run(name, func(t *testing.T) {
			w := get(h, "/v1/coverage", func(r *http.Request) {
				r.RemoteAddr = tt.from
				if tt.set != nil {
					tt.set(r)
				}
			})
			if w.Code != tt.want {
				t.Errorf("%d, want %d: %s", w.Code, tt.want, w.Body)
			}
		})
	}
}

func TestProxiesThatAreBelieved(t *testing.T) {
	h := handler(t, func(o *api.Options) {
		o.Access = api.Access{Keyed: true, Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}}
	})
	for forwarded, want := range map[string]int{"203.0.113.7": 401, "127.0.0.1, 203.0.113.7": 401, "203.0.113.7, 10.0.0.1": 401, "::1": 200, "rubbish": 401} {
		w := get(h, "/v1/coverage", header("X-Forwarded-For", forwarded), func(r *http.Request) { r.RemoteAddr = "127.0.0.1:9" })
		if w.Code != want {
			t.Errorf("X-Forwarded-For %q = %d, want %d", forwarded, w.Code, want)
		}
	}
}

// A page elsewhere cannot use the key that a browser remembers.
func TestWritesFromElsewhere(t *testing.T) {
	h := handler(t, withAll)
	w := ask(h, "POST", "/v1/status", `{"questions":[{"material":"Ga"}]}`, header("Content-Type", "text/plain"), header("Sec-Fetch-Site", "cross-site"))
	if w.Code != 403 || w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%d, %v", w.Code, w.Header())
	}
	if w := get(h, "/v1/coverage", header("Origin", "https://elsewhere.example")); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("another site may read: %v", w.Header())
	}
}
