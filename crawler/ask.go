package crawler

import (
	"bytes"
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

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/dial"
)

// answer is what came back at the end of all redirects.
type answer struct {
	at       time.Time
	status   int
	final    string
	exchange archive.Exchange
	failure  string // why there is no whole answer
	pause    time.Duration
	browsed  bool   // it was asked for in a browser
	rendered string // which made the body; empty where it is as served
}

// asking is how a request is made: its fields, and whether its query goes into its body as a form.
type asking struct {
	fields   http.Header
	form     bool
	rendered bool // in a browser
}

// ask sends a request and follows its redirects; every hop is checked as if it were asked for
// itself. A server that asks to come back shortly is asked once more.
func (r *run) ask(ctx context.Context, u *url.URL, p corpus.Purpose, how asking) (answer, error) {
	at, retried := u, false
	var hops []archive.Hop
	for {
		if r.requests >= r.s.MaxRequests { // redirects and second tries count
			return answer{}, errCutShort
		}
		a, err := r.once(ctx, at, how)
		if err != nil {
			return a, err
		}
		if how.rendered = a.browsed; a.browsed {
			err := r.landed(ctx, &a, p)
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
			r.behind.send()
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
	if how.rendered {
		a, plain := r.render(ctx, u)
		if !plain || ctx.Err() != nil {
			return a, ctx.Err()
		}
		if r.requests >= r.s.MaxRequests {
			return a, errCutShort
		}
		if err := r.c.opt.Sleep(ctx, delay); err != nil {
			return a, err
		}
		r.requests++
	}
	a := r.send(ctx, u, how)
	return a, ctx.Err() // which is not the site's fault
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
	body, err := readAll(io.LimitReader(res.Body, r.s.MaxBytes+1), res.ContentLength)
	switch {
	case err != nil:
		a.failure = fmt.Sprintf("the answer from %s broke off after %d bytes: %s", u.Host, len(body), r.cause(within, err))
	case int64(len(body)) > r.s.MaxBytes:
		a.failure = fmt.Sprintf("the body has more than %d bytes, which is the most that is taken", r.s.MaxBytes)
	}
	a.exchange.Body = body
	if a.status == 429 || a.status == 503 {
		a.pause = retryAfter(res.Header.Get("Retry-After"), r.c.opt.Now())
	}
	return a
}

// maxExpected is how much room a server's word for the length of a body is believed for.
const maxExpected = 1 << 20

// readAll reads what there is, which should be as long as said; -1 where nothing is said.
func readAll(from io.Reader, said int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(max(said, 0), maxExpected)) + bytes.MinRead) // the end is found without more room
	_, err := b.ReadFrom(from)
	return b.Bytes(), err
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
	case dial.Inside(err):
		return fmt.Sprintf("the address of %s is inside a private or reserved network, where nothing is fetched unless the manifest allows it", u.Hostname())
	case within.Err() != nil:
		return fmt.Sprintf("there was no whole answer from %s within %s", u.Host, r.c.opt.Limit)
	}
	return fmt.Sprintf("no answer from %s: %v", u.Host, err)
}

// cause says why an answer broke off.
func (r *run) cause(within context.Context, err error) string {
	switch {
	case within.Err() != nil:
		return fmt.Sprintf("there was no more of it within %s", r.c.opt.Limit)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed before its end"
	}
	return err.Error()
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
