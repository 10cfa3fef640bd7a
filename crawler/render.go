package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// ErrNoPage says that an address answers with something that a browser does not show as a web page; it
// is fetched without one then.
var ErrNoPage = errors.New("the address holds no web page")

// Renderer opens pages in a browser, for sources whose manifests say fetch: browser. Package browser has
// one.
type Renderer interface {
	// Render opens an address and returns the page as its scripts leave it. All traffic must go
	// through the proxy, which keeps it out of private networks. The context bounds it in time.
	Render(ctx context.Context, w Wanted) (Rendered, error)
}

// Wanted is a page to be rendered, and how.
type Wanted struct {
	Address  string
	Proxy    string // address of an HTTP or SOCKS proxy
	Agent    string // request field User-Agent
	Language string // request field Accept-Language; may be empty
}

// Rendered is a page as its scripts leave it.
type Rendered struct {
	By     string        // the browser and its version
	Status int           // of the page's own answer
	Final  string        // address after redirects
	Header http.Header   // of that answer
	Hops   []archive.Hop // redirects before it
	Page   []byte        // the document in HTML and UTF-8
}

// Fetching is how the pages of a source are asked for.
type Fetching string

// The ways of fetching. The empty word means directly.
const (
	Directly  Fetching = "direct"  // as they are served
	InBrowser Fetching = "browser" // as a browser shows them; attachments and other files directly all the same
)

// noRenderer is why a page is not fetched.
const noRenderer = "the source is fetched with a browser, and none is at hand: crawl --browser takes the one that is on the path"

// renders reports whether a request is made in a browser.
func (s *Source) renders(q request) bool {
	return s.Fetch == InBrowser && q.purpose != corpus.ForRobots && !q.form && q.hints.Parent == ""
}

// render opens an address in the browser, its traffic through a proxy of our own that has the guard of
// plain requests. The second result says that it is no page, and to be asked for without a browser.
func (r *run) render(ctx context.Context, u *url.URL) (a answer, plain bool) {
	a = answer{at: r.c.opt.Now(), final: u.String(), browsed: true}
	if r.c.opt.Renderer == nil {
		a.failure = noRenderer
		return a, false
	}
	within, cancel := context.WithTimeout(ctx, r.c.opt.Limit)
	defer cancel()
	proxy, refused := r.s.Proxy, func() string { return "" }
	if proxy == "" {
		f, err := r.c.ways.forward(r.s)
		if err != nil {
			a.failure = fmt.Sprintf("no proxy can be opened for the browser: %v", err)
			return a, false
		}
		defer f.close()
		proxy, refused = f.address(), f.refusal
	}
	page, err := r.c.opt.Renderer.Render(within, Wanted{u.String(), proxy, r.c.opt.UserAgent, r.s.AcceptLanguage})
	a.exchange.Hops, a.status = page.Hops, page.Status
	if page.Final != "" {
		a.final = page.Final
	}
	why := refused()
	switch {
	case errors.Is(err, ErrNoPage):
		return a, true
	case why != "" && (err != nil || page.Status == http.StatusBadGateway):
		a.failure = why
	case within.Err() != nil:
		a.failure = fmt.Sprintf("the browser had not shown %s within %s", u.Host, r.c.opt.Limit)
	case err != nil:
		a.failure = fmt.Sprintf("the browser could not show %s: %v", u.Host, err)
	case int64(len(page.Page)) > r.s.MaxBytes:
		a.failure = fmt.Sprintf("the page has more than %d bytes, which is the most that is taken", r.s.MaxBytes)
	default:
		a.rendered = page.By
		a.exchange.Header = http.Header{"Content-Type": {"text/html; charset=utf-8"}} // as it is now; what was served is not known
		a.exchange.Body = append([]byte{}, page.Page...)
		if a.status == 429 || a.status == 503 {
			a.pause = retryAfter(page.Header.Get("Retry-After"), r.c.opt.Now())
		}
	}
	return a, false
}

// landed looks at where the browser was led: it has been there already, and what robots.txt of the place
// does not allow is not kept.
func (r *run) landed(ctx context.Context, a *answer, p corpus.Purpose) error {
	to, err := url.Parse(a.final)
	if err != nil || len(a.exchange.Hops) == 0 {
		return nil
	}
	to.Fragment, to.User = "", nil
	if a.final, err = r.s.normal(to); err != nil {
		a.final = to.String()
	}
	why, err := r.refuses(ctx, to, p)
	if why != "" && a.failure == "" {
		a.failure, a.rendered, a.exchange.Header, a.exchange.Body = why, "", nil, nil
	}
	return err
}

// fetching checks how a source is fetched.
func (c *checker) fetching(s *Source) {
	switch s.Fetch {
	case "", Directly, InBrowser:
	default:
		c.at("fetch", "%q: want direct or browser", s.Fetch)
	}
	if s.Fetch == InBrowser && strings.HasPrefix(s.Proxy, "https:") {
		c.at("proxy", "a browser is not sent through an https proxy: want an http or socks5 address")
	}
}
