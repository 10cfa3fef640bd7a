package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"

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
	if r.requests >= r.s.MaxRequests {
		return got{}, errCutShort
	}
	u, err := url.Parse(q.url)
	if err != nil {
		return got{}, err
	}
	c := corpus.Capture{Source: r.s.ID, Purpose: q.purpose, URL: q.url, FinalURL: q.url, Hints: q.hints, Sample: r.s.Sample}
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
	a, err := r.ask(ctx, u, q.purpose, q.asking(r.conditions(known)))
	if err != nil {
		return got{}, err
	}
	first := c
	if err := r.describe(ctx, &c, a, known); err != nil {
		return got{}, err
	}
	if c, a, err = r.lookTwice(ctx, u, q, first, c, a, known); err != nil {
		return got{}, err
	}
	r.countRefusals(hostOf(c.FinalURL), u.Host, c)
	if c, err = r.c.store(ctx, c, a.exchange); err != nil {
		return got{}, err
	}
	r.tell(q)
	if c.Failure == "" && c.Status != http.StatusNotModified && c.PayloadHash != "" {
		return r.opened(c, a.exchange.Body), nil // as it arrived; no need to read it back
	}
	return r.open(ctx, c)
}

// asking says how the request is made, with fields that make it conditional.
func (q request) asking(conditions http.Header) asking {
	if q.accept != "" {
		conditions.Set("Accept", q.accept)
	}
	return asking{conditions, q.form}
}

// tell lets whoever listens know how far the run is.
func (r *run) tell(q request) {
	if q.purpose == corpus.ForItem {
		r.looked++
	}
	if r.c.opt.Progress != nil {
		r.c.opt.Progress(Progress{Source: r.s.ID, Requests: r.requests, Found: len(r.found), Done: r.looked, URL: q.url})
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
	c.FetchedAt, c.Status, c.Failure = a.at, a.status, a.failure
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

// answer is what came back at the end of all redirects.
type answer struct {
	at       time.Time
	status   int
	final    string
	exchange archive.Exchange
	failure  string // why there is no whole answer
	pause    time.Duration
}

// asking is how a request is made: its fields, and whether its query goes into its body as a form.
type asking struct {
	fields http.Header
	form   bool
}

// ask sends a request and follows its redirects; every hop is checked as if it were asked for
// itself. A server that asks to come back shortly is asked once more.
func (r *run) ask(ctx context.Context, u *url.URL, p corpus.Purpose, how asking) (answer, error) {
	at, retried := u, false
	var hops []archive.Hop
	for {
		a, err := r.once(ctx, at, how)
		if err != nil {
			return a, err
		}
		if a.failure != "" {
			a.exchange = archive.Exchange{}
		}
		a.exchange.Hops = hops
		if a.final, err = r.s.normal(at); err != nil { // too deep, or the like
			a.final = at.String()
		}
		if a.failure != "" {
			return a, nil
		}
		if a.pause > 0 && a.pause <= maxPause && !retried {
			retried = true
			if err := r.c.opt.Sleep(ctx, a.pause); err != nil {
				return a, err
			}
			continue
		}
		if a.status == 429 || a.pause > 0 {
			r.stopped[at.Host] = fmt.Sprintf("%s asked to be left alone (status %d), so it was asked for nothing more", at.Host, a.status)
		}
		next, why := redirect(at, a)
		if next == nil && why == "" {
			return a, nil
		}
		if len(hops) == maxHops {
			why = fmt.Sprintf("the address leads on through more than %d redirects", maxHops)
		}
		if why == "" {
			if why, err = r.refuses(ctx, next, p); err != nil {
				return a, err
			}
		}
		if why != "" {
			a.failure = why
			return a, nil
		}
		hops = append(hops, archive.Hop{Status: a.status, From: at.String(), To: next.String()})
		at, how.form = next, false
	}
}

// redirect returns where an answer sends us; nil when nowhere.
func redirect(at *url.URL, a answer) (*url.URL, string) {
	switch a.status {
	case 301, 302, 303, 307, 308:
	default:
		return nil, ""
	}
	to := a.exchange.Header.Get("Location")
	if to == "" {
		return nil, fmt.Sprintf("the server answered with status %d and no address to go to", a.status)
	}
	next, err := at.Parse(upperEscapes(strings.TrimSpace(to)))
	if err != nil {
		return nil, fmt.Sprintf("the server sent us to %q, which is no address", to)
	}
	next.Fragment, next.User = "", nil
	return next, ""
}

// once sends one request when its host is ready for one.
func (r *run) once(ctx context.Context, u *url.URL, how asking) (answer, error) {
	g := r.c.gate(u.Host)
	g.mu.Lock()
	defer g.mu.Unlock()
	delay := time.Duration(r.s.Delay)
	if known := r.robots[u.Scheme+"://"+u.Host]; known != nil {
		delay = max(delay, known.delay)
	}
	if wait := min(g.next.Sub(r.c.opt.Now()), delay); wait > 0 {
		if err := r.c.opt.Sleep(ctx, wait); err != nil {
			return answer{}, err
		}
	}
	defer func() { g.next = r.c.opt.Now().Add(delay) }()
	r.requests++
	a := r.send(ctx, u, how)
	if err := ctx.Err(); err != nil {
		return a, err // not the site's fault
	}
	return a, nil
}

// send sends one request and reads the whole answer.
func (r *run) send(ctx context.Context, u *url.URL, how asking) answer {
	a := answer{at: r.c.opt.Now()}
	within, cancel := context.WithTimeout(ctx, r.c.opt.Limit)
	defer cancel()
	req, err := how.request(within, u)
	if err != nil {
		a.failure = fmt.Sprintf("no request can be made of %q: %v", u.Redacted(), err)
		return a
	}
	req.Header.Set("User-Agent", r.c.opt.UserAgent)
	req.Header.Set("Accept", cmp.Or(how.fields.Get("Accept"), r.s.Accept, "*/*"))
	if r.s.AcceptLanguage != "" {
		req.Header.Set("Accept-Language", r.s.AcceptLanguage)
	}
	req.Header.Set("Accept-Encoding", "gzip, deflate")
	a.exchange.Request = req.Method + " " + u.RequestURI() + " HTTP/1.1"
	a.exchange.RequestHeader = req.Header.Clone()
	a.exchange.RequestHeader.Set("Host", u.Host)
	res, err := r.c.ways.of(r.s).RoundTrip(req)
	if err != nil {
		a.failure = r.inWords(within, u, err)
		return a
	}
	defer res.Body.Close()
	a.status = res.StatusCode
	a.exchange.StatusLine = strings.TrimSpace(res.Proto + " " + res.Status)
	a.exchange.Header = res.Header
	body, err := io.ReadAll(io.LimitReader(res.Body, r.s.MaxBytes+1))
	switch {
	case err != nil:
		a.failure = fmt.Sprintf("the answer broke off after %d bytes: %s", len(body), r.inWords(within, u, err))
	case int64(len(body)) > r.s.MaxBytes:
		a.failure = fmt.Sprintf("the body has more than %d bytes, which is the most that is taken", r.s.MaxBytes)
	}
	a.exchange.Body = body
	if a.status == 429 || a.status == 503 {
		a.pause = retryAfter(res.Header.Get("Retry-After"), r.c.opt.Now())
	}
	return a
}

// request makes a request. A form is kept in the archive under the address that holds its query, which
// tells it apart from other forms of the same page.
func (how asking) request(ctx context.Context, u *url.URL) (*http.Request, error) {
	if !how.form {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
		if err == nil {
			req.Header = how.fields.Clone()
		}
		return req, err
	}
	page := *u
	page.RawQuery = ""
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, page.String(), strings.NewReader(u.RawQuery))
	if err == nil {
		req.Header = how.fields.Clone()
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req, err
}

// inWords says what went wrong on the way, for people.
func (r *run) inWords(within context.Context, u *url.URL, err error) string {
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP):
		return fmt.Sprintf("the address of %s is inside a private or reserved network, where nothing is fetched", u.Hostname())
	case within.Err() != nil:
		return fmt.Sprintf("there was no whole answer from %s within %s", u.Host, r.c.opt.Limit)
	}
	return fmt.Sprintf("no answer from %s: %v", u.Host, err)
}

// retryAfter reads the field of that name: seconds, or a date. Zero means that it says nothing.
func retryAfter(s string, now time.Time) time.Duration {
	s = strings.TrimSpace(s)
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return time.Duration(max(min(n, 365*24*3600), 1)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(t.Sub(now), time.Second)
	}
	return 0
}
