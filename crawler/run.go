package crawler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// run is one run of one source.
type run struct {
	c       *Crawler
	s       *Source
	past    *past // read under c.mu
	started time.Time

	requests int
	robots   map[string]*rules        // by scheme and host
	stopped  map[string]string        // hosts that are asked for nothing more, and why
	names    *scratch.Table           // what the listings made of addresses, a naming each
	listed   int                      // addresses that the listings named, or the manifest
	found    int                      // those of them that are about what the source is read for
	bodies   map[corpus.Hash][]string // addresses of items that answered with a body in this run
	items    pages                    // those, in the order of the listings
	passed   []string                 // titles of numbered items that are not relevant, told for the first time
	titles   []string                 // for the numbered sequence
	newest   corpus.Date              // day of the newest publication listed
	lists    []corpus.ListState
	refusals map[string]int // refusals in a row, by host
	skipped  int
	looked   int // items and attachments looked at
	unasked  int
	alarms   []alarm
	behind   *behind

	rechecks  bool      // the known items are looked at
	rechecked int       // of them, web pages that answered with content
	later     []waiting // of them, those that wait for a second look
	standing  []string  // what an earlier run has told of most of them, and is still so
	stood     int       // pages of which that is so
}

// close gives the scratch files up.
func (r *run) close() error { return errors.Join(r.items.close(), r.names.Close()) }

// item is an address that a listing named, with what it said of it.
type item struct {
	url   string
	hints corpus.Hints
}

// alarm is an alarm of this run; the same thing said of several pages of a host is one alarm.
type alarm struct {
	corpus.Alarm
	about string
	more  int
}

// all reads the listings and fetches what there is to fetch. A run that has used up its requests
// ends in order, with an alarm.
func (r *run) all(ctx context.Context) error {
	err := r.discover(ctx)
	if err == nil {
		r.expect()
		err = r.fetchItems(ctx)
	}
	if late := r.behind.wait(); late != nil {
		return late
	}
	if errors.Is(err, errCutShort) {
		r.raise(corpus.RunCutShort, r.s.Entries[0].URL, fmt.Sprintf("the run stopped after the %d requests that its manifest allows", r.s.MaxRequests))
		return nil
	}
	return err
}

// fetchItems asks first for what is known, since a page that moved should be told before its new
// address turns up as news, and then for what is new.
func (r *run) fetchItems(ctx context.Context) error {
	r.rechecks = true
	err := r.recheckItems(ctx)
	if r.rechecks = false; err == nil {
		err = r.settle(ctx)
	}
	if err != nil {
		return err
	}
	for i := range r.items.order.Len() {
		g, ok := r.items.get(r.items.at(i))
		if !ok || r.seen(g.url) {
			continue
		}
		if err := r.fetchItem(ctx, item{g.url, g.hints}); err != nil {
			return err
		}
	}
	return nil
}

// fetchItem fetches an item, and then what is attached to its page.
func (r *run) fetchItem(ctx context.Context, it item) error {
	g, err := r.get(ctx, request{url: it.url, purpose: corpus.ForItem, hints: it.hints})
	if err != nil {
		return err
	}
	if g.unasked != "" {
		r.unasked++
		return nil
	}
	if r.rechecks && (g.ok() || g.capture.Failure == waits) && isHTML(g.capture.MediaType, g.body) {
		r.rechecked++
	}
	return r.fetchAttached(ctx, it, g)
}

// fetchAttached fetches what is attached to the page of an item.
func (r *run) fetchAttached(ctx context.Context, it item, g got) error {
	if !g.ok() || it.hints.Parent != "" {
		return nil
	}
	for _, att := range r.s.attachments(g) {
		r.name(markOf(att.url), isLinked)
		if r.seen(att.url) {
			continue // asked for in this run, or in its turn as a known item
		}
		if err := r.fetchItem(ctx, att); err != nil {
			return err
		}
	}
	return nil
}

// toRecheck returns the known item at a place in their order, where it is its turn. An item that led on to another known address
// is asked for there.
func (r *run) toRecheck(i int) (item, bool) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	g, ok := r.past.get(r.past.at(i))
	if !ok {
		return item{}, false
	}
	now, recheck, hints := r.c.opt.Now(), time.Duration(r.s.Recheck), g.hints
	listed, isListed := r.items.get(markOf(g.url))
	if isListed {
		hints = listed.hints
	}
	switch {
	case !isListed && hints.Parent == "" && !r.s.wants(g.url):
		return item{}, false // the manifest has come to leave it out
	case recheck > 0 && g.hash != "" && now.Sub(g.first) > recheck && now.Sub(g.last) < recheck:
		return item{}, false
	case !isListed && g.final != g.url && r.past.knows(g.final):
		return item{}, false // it moved, and is known where it is now
	}
	return item{g.url, hints}, true
}

// seen reports whether an item is known from any look at it, this run's included.
func (r *run) seen(url string) bool {
	m := markOf(key(corpus.ForItem, url))
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	return r.past.has(m) || r.behind.holds(m)
}

// known returns what is known of an address.
func (r *run) known(q request) (page, bool) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	return r.past.get(markOf(key(q.purpose, q.url)))
}

// done returns the look at an address since the last finished run. Looks of a run that was
// interrupted longer ago than the source's cadence count no more, and failures are tried again.
func (r *run) done(q request) (look, bool) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	g, ok := r.past.get(markOf(key(q.purpose, q.url)))
	l := g.look
	if !ok || l.run != r.past.round {
		return look{}, false
	}
	ours := !l.at.Before(r.started)
	return l, ours || r.recent(l) && l.what != failed
}

// recent reports whether a look of an interrupted run still counts.
func (r *run) recent(l look) bool { return r.started.Sub(l.at) < time.Duration(r.s.Cadence) }

// onceOnly are the alarms about something that stays as it is, told one time only.
var onceOnly = map[corpus.AlarmKind]bool{corpus.NumberMissing: true, corpus.Silence: true}

// perHost are the alarms that are about a host rather than about one page of it.
var perHost = map[corpus.AlarmKind]bool{corpus.BlockPage: true, corpus.ServerError: true, corpus.NoAnswer: true, corpus.RobotsClosed: true, corpus.ForeignRedirect: true,
	corpus.BadCoding: true, corpus.EmptyPage: true, corpus.SoftNotFound: true, corpus.LoginWall: true, corpus.OlderVersion: true, corpus.HalfPage: true,
	corpus.WrongLanguage: true, corpus.BodyGone: true, corpus.OtherPage: true, corpus.TypeChanged: true, corpus.SamePages: true, corpus.Unsteady: true, corpus.ListedButGone: true, corpus.SameChange: true, corpus.ManyChanges: true}

// raise notes an alarm.
func (r *run) raise(kind corpus.AlarmKind, url, detail string) {
	a := corpus.Alarm{Source: r.s.ID, Kind: kind, Detail: detail, URL: url, At: r.c.opt.Now().UTC(), Sample: r.s.Sample}
	about := url
	if perHost[kind] {
		about = hostOf(url)
	}
	if kind == corpus.IncompleteItems || kind == corpus.UnknownField { // one thing, said of every page of a listing
		about = detail
	}
	if onceOnly[kind] {
		about = detail
		r.c.mu.Lock()
		told := r.past.told[tellOnce(a)]
		r.c.mu.Unlock()
		if told {
			return
		}
	}
	for i := range r.alarms {
		if r.alarms[i].Kind == kind && r.alarms[i].about == about {
			if r.alarms[i].URL != url {
				r.alarms[i].more++
			}
			return
		}
	}
	r.alarms = append(r.alarms, alarm{a, about, 0})
}

// finish counts what came of the run and writes alarms and report to the archive.
func (r *run) finish(ctx context.Context) (corpus.Run, error) {
	ctx = context.WithoutCancel(ctx)
	out := corpus.Run{Source: r.s.ID, Started: r.started, Requests: r.requests, Found: r.found, Skipped: r.skipped,
		Failed: r.unasked, Lists: r.lists, Passed: r.passed, Alarms: []corpus.Alarm{}, Sample: r.s.Sample}
	if out.Lists == nil {
		out.Lists = []corpus.ListState{}
	}
	r.c.mu.Lock()
	n := r.past.found
	out.Failed, out.New, out.Changed, out.Unchanged, out.Gone, out.DeadLinks = out.Failed+n[failed], n[added], n[changed], n[same], n[gone], n[dead]
	out.Failed, out.Unchanged, out.Standing = out.Failed-r.stood, out.Unchanged+r.stood, r.standing
	err := errors.Join(r.past.err, r.items.err, r.close())
	r.c.mu.Unlock()
	if err != nil {
		return out, err
	}
	for _, a := range r.alarms {
		if a.more > 0 {
			a.Detail += fmt.Sprintf(" (and %d more)", a.more)
		}
		out.Alarms = append(out.Alarms, a.Alarm)
		if err := r.c.opt.Archive.AppendAlarm(ctx, a.Alarm); err != nil {
			return out, err
		}
	}
	if out.Healthy() {
		r.c.mu.Lock()
		out.Recovered = r.past.sick
		r.c.mu.Unlock()
	}
	out.Finished = r.c.opt.Now().UTC()
	if out, err = r.c.opt.Archive.AppendRun(ctx, out); err != nil {
		return out, err
	}
	_, err = r.c.recall(ctx, *r.s)
	return out, err
}
