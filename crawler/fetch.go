package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

const (
	maxHops     = 5
	maxRefusals = 3
	maxPause    = 5 * time.Minute    // the longest Retry-After that is waited for within a run
	fullWithin  = 7 * 24 * time.Hour // an address is fetched whole at least this often
)

// errCutShort ends a run whose manifest allows no more requests.
var errCutShort = errors.New("the run has used up its requests")

// request is an address that is wanted.
type request struct {
	url     string
	purpose corpus.Purpose
	hints   corpus.Hints
	accept  string // media types; empty means those of the source
	form    bool   // the query is sent as a form, which some listings want
	whole   bool   // asked for without conditions
}

// got is what came of a request.
type got struct {
	capture corpus.Capture
	body    []byte // content coding undone; nil when there is none or it could not be undone
	unasked string // why nothing was asked and nothing recorded; empty when a capture was made
}

// ok reports whether there is content to read.
func (g got) ok() bool {
	return g.unasked == "" && g.capture.Failure == "" && (g.capture.Status == 200 || g.capture.Status == 304) && g.body != nil
}

// get fetches an address, unless this run or the interrupted one before it has done so already, and
// puts what arrived into the archive. An error is one of the archive, of the context, or errCutShort.
func (r *run) get(ctx context.Context, q request) (got, error) {
	if r.behind.holds(markOf(key(q.purpose, q.url))) {
		if err := r.behind.wait(); err != nil {
			return got{}, err
		}
	}
	if l, ok := r.done(q); ok {
		held, err := r.c.opt.Archive.Capture(ctx, l.capture)
		if err != nil {
			return got{}, fmt.Errorf("read back %s: %w", q.url, err)
		}
		return r.open(ctx, *held.Capture)
	}
	if err := ctx.Err(); err != nil {
		return got{}, err
	}
	if g, ok, err := r.waited(ctx, q); ok || err != nil {
		return g, err
	}
	if r.requests >= r.s.MaxRequests {
		return got{}, errCutShort
	}
	return r.fetch(ctx, q)
}

// fetch asks for an address, where that may be, and puts what arrived into the archive.
func (r *run) fetch(ctx context.Context, q request) (got, error) {
	u, err := url.Parse(q.url)
	if err != nil {
		return got{}, err
	}
	c := r.capture(q)
	known, seen := r.known(q)
	why, err := r.refuses(ctx, u, q.purpose)
	if err != nil {
		return got{}, err
	}
	if why != "" {
		if seen {
			return got{capture: c, unasked: why}, nil
		}
		c.Failure, c.FetchedAt = why, r.c.opt.Now()
		c, err = r.c.store(ctx, c, archive.Exchange{})
		return got{capture: c}, err
	}
	conditions := http.Header{}
	if !q.whole {
		conditions = r.conditions(known)
	}
	a, err := r.ask(ctx, u, q.purpose, r.asking(q, conditions))
	if err != nil {
		return got{}, err
	}
	first := c
	if err := r.describe(ctx, &c, a, known); err != nil {
		return got{}, err
	}
	c, a, later, err := r.lookTwice(ctx, u, q, first, c, a, known)
	if err != nil {
		return got{}, err
	}
	if later {
		r.tell(q)
		return got{capture: c}, nil
	}
	return r.keep(ctx, q, u, c, a, seen)
}

// capture is that of an address before anything is known of the answer.
func (r *run) capture(q request) corpus.Capture {
	return corpus.Capture{Source: r.s.ID, Purpose: q.purpose, URL: q.url, FinalURL: q.url, Hints: q.hints, Sample: r.s.Sample}
}

// keep puts an answer into the archive, and returns it with its body.
func (r *run) keep(ctx context.Context, q request, u *url.URL, c corpus.Capture, a answer, seen bool) (got, error) {
	var err error
	r.countRefusals(hostOf(c.FinalURL), u.Host, c)
	if r.behind.takes(c, seen) {
		c, err = r.behind.store(ctx, markOf(key(q.purpose, q.url)), c, a.exchange)
	} else {
		c, err = r.c.store(ctx, c, a.exchange)
	}
	if err != nil {
		return got{}, err
	}
	r.tell(q)
	if c.Failure == "" && c.Status != http.StatusNotModified && c.PayloadHash != "" {
		return r.opened(c, a.exchange.Body), nil // as it arrived; no need to read it back
	}
	return r.open(ctx, c)
}

// asking says how a request is made, with fields that make it conditional.
func (r *run) asking(q request, conditions http.Header) asking {
	if q.accept != "" {
		conditions.Set("Accept", q.accept)
	}
	return asking{conditions, q.form, r.s.renders(q)}
}

// tell lets whoever listens know how far the run is.
func (r *run) tell(q request) {
	if q.purpose == corpus.ForItem {
		r.looked++
	}
	if r.c.opt.Progress != nil {
		r.c.opt.Progress(Progress{Source: r.s.ID, Requests: r.requests, Found: r.found, Done: r.looked, URL: q.url})
	}
}

// countRefusals ends the visit to a host that refuses again and again: asking on would only harden it.
func (r *run) countRefusals(host, key string, c corpus.Capture) {
	if !refusal[c.Status] && !strings.Contains(c.Failure, guardPage) {
		r.refusals[key] = 0
		return
	}
	if r.refusals[key]++; r.refusals[key] == maxRefusals {
		r.stopped[key] = fmt.Sprintf("%s refused %d times in a row, so it was asked for nothing more", host, maxRefusals)
	}
}

// describe fills a capture in from the answer, and says whether it is content.
func (r *run) describe(ctx context.Context, c *corpus.Capture, a answer, known page) error {
	c.FetchedAt, c.Status, c.Failure, c.Rendered = a.at, a.status, a.failure, a.rendered
	if len(a.exchange.Hops) > 0 {
		c.FinalURL = a.final
	}
	c.MediaType = a.exchange.Header.Get("Content-Type")
	c.Encoding = strings.Join(a.exchange.Header.Values("Content-Encoding"), ", ")
	if c.Failure != "" {
		r.raise(corpus.NoAnswer, c.URL, c.Failure)
	}
	return r.assess(ctx, c, a, known)
}

// open returns a capture with its body. A 304 confirms the body that is held.
func (r *run) open(ctx context.Context, c corpus.Capture) (got, error) {
	g := got{capture: c}
	if c.Failure != "" || c.PayloadHash == "" {
		return g, nil
	}
	raw, err := r.c.opt.Archive.Payload(ctx, c.PayloadHash)
	if err != nil {
		return g, fmt.Errorf("read back %s: %w", c.URL, err)
	}
	return r.opened(c, raw), nil
}

// opened returns a capture with its body, the content coding undone.
func (r *run) opened(c corpus.Capture, raw []byte) got {
	g := got{capture: c}
	var err error
	if g.body, err = undo(raw, c.Encoding, r.s.MaxBytes); err != nil {
		g.body = nil // it is in the archive as it came; whoever reads it there will say why it cannot be
	}
	return g
}

// refuses says why an address may not be asked for; "" when it may.
func (r *run) refuses(ctx context.Context, u *url.URL, p corpus.Purpose) (string, error) {
	if why := r.stopped[u.Host]; why != "" {
		return why, nil
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Sprintf("%q is no http address", u.Redacted()), nil
	}
	if r.s.Sample && !strings.HasSuffix(u.Hostname(), ".example") {
		return fmt.Sprintf("%s is not of the sample web, which leads nowhere else", u.Hostname()), nil
	}
	if p == corpus.ForRobots {
		return "", nil
	}
	rules, err := r.robotsFor(ctx, u)
	if err != nil {
		return "", err
	}
	if ok, why := rules.allows(u); !ok {
		r.raise(corpus.RobotsClosed, u.String(), why)
		return why, nil
	}
	return "", nil
}

// conditions returns the request fields that make a request conditional, where something is held
// and it is not time for an unconditional look: validators are hints, and some servers lie.
func (r *run) conditions(g page) http.Header {
	h := http.Header{}
	stale := g.sinceFull >= r.s.FullEvery-1 || r.c.opt.Now().Sub(g.lastFull) > fullWithin
	if g.hash == "" || stale {
		return h
	}
	if g.etag != "" {
		h.Set("If-None-Match", g.etag)
	}
	if g.lastModified != "" {
		h.Set("If-Modified-Since", g.lastModified)
	}
	return h
}
