package crawler

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
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
	listed   map[string]bool          // addresses that the listings named, or the manifest
	named    map[string]bool          // addresses that the listings named
	bodies   map[corpus.Hash][]string // addresses of items that answered with a body in this run
	found    map[string]bool          // those of them that are about what the source is read for
	items    []item                   // in the order of the listings
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
}

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
	listed := map[string]corpus.Hints{}
	for _, it := range r.items {
		listed[it.url] = it.hints
	}
	for _, it := range r.toRecheck(listed) {
		if err := r.fetchItem(ctx, it); err != nil {
			return err
		}
	}
	for _, it := range r.items {
		if !r.seen(it.url) {
			if err := r.fetchItem(ctx, it); err != nil {
				return err
			}
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
	if !g.ok() || it.hints.Parent != "" {
		return nil
	}
	for _, att := range r.s.attachments(g) {
		if r.seen(att.url) {
			continue // asked for in this run, or in its turn as a known item
		}
		if err := r.fetchItem(ctx, att); err != nil {
			return err
		}
	}
	return nil
}

// toRecheck returns the known items whose turn it is, listed or not, in the order in which they
// were first seen. An item that led on to another known address is asked for there.
func (r *run) toRecheck(listed map[string]corpus.Hints) []item {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	now := r.c.opt.Now()
	recheck := time.Duration(r.s.Recheck)
	var out []item
	for _, k := range r.past.order {
		g := r.past.pages[k]
		hints, isListed := listed[g.url]
		if !isListed {
			hints = g.hints
		}
		if !isListed && hints.Parent == "" && !r.s.wants(g.url) {
			continue // the manifest has come to leave it out
		}
		if recheck > 0 && g.hash != "" && now.Sub(g.first) > recheck && now.Sub(g.last) < recheck {
			continue
		}
		if !isListed && g.final != g.url && r.past.knows(g.final) {
			continue // it moved, and is known where it is now
		}
		out = append(out, item{g.url, hints})
	}
	return out
}

// seen reports whether an item is known from any look at it, this run's included.
func (r *run) seen(url string) bool {
	k := key(corpus.ForItem, url)
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	return r.past.pages[k] != nil || r.behind.holds(k)
}

// known returns what is known of an address.
func (r *run) known(q request) (page, bool) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	if g := r.past.pages[key(q.purpose, q.url)]; g != nil {
		return *g, true
	}
	return page{}, false
}

// done returns the look at an address since the last finished run. Looks of a run that was
// interrupted longer ago than the source's cadence count no more, and failures are tried again.
func (r *run) done(q request) (look, bool) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	l, ok := r.past.fresh[key(q.purpose, q.url)]
	if !ok {
		return l, false
	}
	ours := !l.at.Before(r.started)
	recent := r.started.Sub(l.at) < time.Duration(r.s.Cadence)
	return l, ours || recent && l.what != failed
}

// onceOnly are the alarms about something that stays as it is, told one time only.
var onceOnly = map[corpus.AlarmKind]bool{corpus.NumberMissing: true, corpus.Silence: true}

// perHost are the alarms that are about a host rather than about one page of it.
var perHost = map[corpus.AlarmKind]bool{corpus.BlockPage: true, corpus.ServerError: true, corpus.NoAnswer: true, corpus.RobotsClosed: true, corpus.ForeignRedirect: true,
	corpus.BadCoding: true, corpus.EmptyPage: true, corpus.SoftNotFound: true, corpus.LoginWall: true, corpus.OlderVersion: true, corpus.HalfPage: true,
	corpus.WrongLanguage: true, corpus.BodyGone: true, corpus.OtherPage: true, corpus.TypeChanged: true, corpus.SamePages: true, corpus.Unsteady: true, corpus.ListedButGone: true}

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
	out := corpus.Run{Source: r.s.ID, Started: r.started, Requests: r.requests, Found: len(r.found), Skipped: r.skipped,
		Failed: r.unasked, Lists: r.lists, Passed: r.passed, Alarms: []corpus.Alarm{}, Sample: r.s.Sample}
	if out.Lists == nil {
		out.Lists = []corpus.ListState{}
	}
	r.c.mu.Lock()
	for _, k := range slices.Sorted(maps.Keys(r.past.fresh)) {
		if !strings.HasPrefix(k, string(corpus.ForItem)+" ") {
			continue
		}
		switch r.past.fresh[k].what {
		case failed:
			out.Failed++
		case added:
			out.New++
		case changed:
			out.Changed++
		case same:
			out.Unchanged++
		case gone:
			out.Gone++
		}
	}
	r.c.mu.Unlock()
	for _, a := range r.alarms {
		if a.more > 0 {
			a.Detail += fmt.Sprintf(" (and %d more)", a.more)
		}
		out.Alarms = append(out.Alarms, a.Alarm)
		if err := r.c.opt.Archive.AppendAlarm(ctx, a.Alarm); err != nil {
			return out, err
		}
	}
	out.Finished = r.c.opt.Now().UTC()
	out, err := r.c.opt.Archive.AppendRun(ctx, out)
	if err != nil {
		return out, err
	}
	_, err = r.c.recall(ctx, *r.s)
	return out, err
}
