package crawler

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// robotsToken is the name by which a robots.txt speaks to us.
const robotsToken = "lodestone"

// maxRobots is how much of a robots.txt is read, as RFC 9309 asks for at least.
const maxRobots = 512 << 10

// maxCrawlDelay is the longest Crawl-delay that is waited for. A host that asks for more is asked for
// nothing, and the reason says so: it is not asked more often than it allows.
const maxCrawlDelay = 10 * time.Minute

// rules is what a host's robots.txt allows.
type rules struct {
	group  robotGroup
	closed string // why nothing is allowed; empty when the group decides
	delay  time.Duration
}

// allows reports whether an address may be fetched, and if not, why.
func (r *rules) allows(u *url.URL) (bool, string) {
	switch {
	case r.closed != "":
		return false, r.closed
	case u.EscapedPath() == "/robots.txt" || r.group.allows(robotsPath(u)):
		return true, ""
	}
	return false, fmt.Sprintf("robots.txt of %s does not allow %s", u.Host, u.EscapedPath())
}

// RobotsAllow reports whether a robots.txt, as it was served with status 200, lets this program fetch
// an address of its host.
func RobotsAllow(file []byte, address *url.URL) bool {
	ok, _ := readRobots(address.Host, got{capture: corpus.Capture{Status: 200}, body: file}).allows(address)
	return ok
}

// robotsPath is path and query of an address in the form in which rules are compared.
func robotsPath(u *url.URL) string {
	p := u.EscapedPath()
	if p == "" {
		p = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		p += "?" + u.RawQuery
	}
	return robotsForm(p)
}

// robotsFor returns the rules of the host of an address, fetched once a run.
func (r *run) robotsFor(ctx context.Context, u *url.URL) (*rules, error) {
	site := u.Scheme + "://" + u.Host
	if known := r.robots[site]; known != nil {
		return known, nil
	}
	got, err := r.get(ctx, request{url: site + "/robots.txt", purpose: corpus.ForRobots})
	if err != nil {
		return nil, err
	}
	out := readRobots(u.Host, got)
	if out.closed != "" {
		r.raise(corpus.RobotsClosed, got.capture.URL, out.closed)
	}
	r.robots[site] = out
	return out, nil
}

// readRobots decides by RFC 9309: a file that is there holds, one that is not allows everything,
// and where the server fails nobody can know, so nothing is allowed.
func readRobots(host string, a got) *rules {
	c := a.capture
	if c.Failure == "" && a.body == nil && c.PayloadHash != "" {
		c.Failure = "its content coding cannot be undone"
	}
	switch {
	case c.Failure != "" && c.Status == 0: // nobody answers there, or it may not be asked
		return &rules{closed: c.Failure}
	case c.Failure != "":
		return &rules{closed: fmt.Sprintf("robots.txt of %s could not be read, so nothing there is asked for: %s", host, c.Failure)}
	case c.Status == 429 || c.Status >= 500 || c.Status < 200 || c.Status >= 300 && c.Status < 400 && c.Status != 304:
		return &rules{closed: fmt.Sprintf("robots.txt of %s answered with status %d, so nothing there is asked for", host, c.Status)}
	case c.Status >= 400:
		return &rules{}
	}
	text, err := toUTF8(a.body[:min(len(a.body), maxRobots)], "text/plain; charset=utf-8")
	if err != nil {
		text = a.body[:min(len(a.body), maxRobots)]
	}
	g := parseRobots(text, robotsToken)
	if g.delay > maxCrawlDelay {
		return &rules{group: g, closed: fmt.Sprintf("robots.txt of %s asks for %s between two requests, and no more than %s is waited, so nothing there is asked for", host, g.delay, maxCrawlDelay)}
	}
	return &rules{group: g, delay: g.delay}
}
