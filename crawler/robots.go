package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"

	"github.com/lodestone-kb/lodestone/corpus"
)

// robotsToken is the name by which a robots.txt speaks to us.
const robotsToken = "lodestone"

// maxRobots is how much of a robots.txt is read, as RFC 9309 asks for at least.
const maxRobots = 512 << 10

// maxCrawlDelay bounds what a Crawl-delay can ask for.
const maxCrawlDelay = time.Minute

// rules is what a host's robots.txt allows.
type rules struct {
	group  *robotstxt.Group
	closed string // why nothing is allowed; empty when the group decides
	delay  time.Duration
}

// allows reports whether an address may be fetched, and if not, why.
func (r *rules) allows(u *url.URL) (bool, string) {
	switch {
	case r.closed != "":
		return false, r.closed
	case r.group == nil || r.group.Test(robotsPath(u)):
		return true, ""
	}
	return false, fmt.Sprintf("robots.txt of %s does not allow %s", u.Host, u.EscapedPath())
}

// robotsPath is path and query of an address in the form in which rules are compared.
func robotsPath(u *url.URL) string {
	p := upperEscapes(u.EscapedPath())
	if p == "" {
		p = "/"
	}
	if u.RawQuery != "" {
		p += "?" + upperEscapes(u.RawQuery)
	}
	return p
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
	switch {
	case c.Failure != "":
		return &rules{closed: fmt.Sprintf("robots.txt of %s could not be read, so nothing there is asked for: %s", host, c.Failure)}
	case c.Status == 429 || c.Status >= 500 || c.Status < 200 || c.Status >= 300 && c.Status < 400 && c.Status != 304:
		return &rules{closed: fmt.Sprintf("robots.txt of %s answered with status %d, so nothing there is asked for", host, c.Status)}
	case c.Status >= 400:
		return &rules{}
	}
	data, err := robotstxt.FromBytes(cleanRobots(a.body))
	if err != nil {
		return &rules{closed: fmt.Sprintf("robots.txt of %s could not be understood, so nothing there is asked for: %v", host, err)}
	}
	g := data.FindGroup(robotsToken)
	return &rules{group: g, delay: min(g.CrawlDelay, maxCrawlDelay)}
}

// cleanRobots keeps the lines that matter and writes their paths in one form of percent-encoding,
// which the reader of the rules does not do. One odd line must not spoil the others.
func cleanRobots(b []byte) []byte {
	b = bytes.TrimPrefix(b[:min(len(b), maxRobots)], []byte("\xef\xbb\xbf"))
	var out bytes.Buffer
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\r", "\n")) {
		line, _, _ = strings.Cut(line, "#")
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if !ok {
			continue
		}
		switch name {
		case "user-agent":
			value, _, _ = strings.Cut(value, "/") // a version is no part of the name
		case "allow", "disallow":
			value = upperEscapes(value)
		case "crawl-delay":
			if n, err := strconv.ParseFloat(value, 64); err != nil || n < 0 || n > 1e6 {
				continue
			}
		default:
			continue
		}
		fmt.Fprintf(&out, "%s: %s\n", name, value)
	}
	return out.Bytes()
}
