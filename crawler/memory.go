package crawler

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// memory is what the archive says of the past, source by source.
type memory struct {
	scratch  string // folder for what is known of pages; empty keeps it in memory
	position archive.Position
	sources  map[corpus.SourceID]*past
	sample   bool // something in the archive is from the sample web
	real     bool // something is not
}

// past is what is known of one source.
type past struct {
	pages                  // by the mark of their keys; items in the order in which they were first seen
	moved  map[mark]mark   // items by the address to which they lead now
	round  int             // of looks; one ends with a finished run
	looks  int             // addresses looked at in this round
	found  [dead + 1]int   // items looked at in this round, by what was found
	passed map[string]bool // titles of numbered items that were listed and are not relevant
	told   map[string]bool // alarms that were raised once and need not be again

	run     *corpus.Run                 // the last finished run; nil when there was none
	ended   time.Time                   // its end
	healthy time.Time                   // end of the last healthy run
	sick    int                         // runs in a row since then, none of them healthy
	sickAt  time.Time                   // end of the first of those
	lists   map[string]corpus.ListState // of each listing as it last was in a healthy run, by address
	newest  map[string]corpus.Date      // latest day that each listing ever named
	dated   corpus.Date                 // latest day of publication that a listing named of an item
	many    time.Time                   // since when most known pages have had other words; zero where they have not
	blocked int                         // runs in a row that met a guard and found nothing
}

// page is what is known of one address.
type page struct {
	url, final   string
	hints        corpus.Hints
	hash         corpus.Hash   // of the last good body; empty when there was none
	before       []corpus.Hash // of good bodies before that, the newest last
	replays      int           // looks in a row that showed one of those
	status       int
	mediaType    string // of that body
	encoding     string
	etag         string
	lastModified string
	first, last  time.Time // looks at it
	look         look      // the last one
	lastFull     time.Time // last answer with a body
	sinceFull    int       // looks since then
}

// look is what one look at an address found. The capture itself is in the archive.
type look struct {
	capture corpus.CaptureID
	at      time.Time
	what    finding
	run     int // the round in which it was
}

// finding says what a look means for an item.
type finding int

const (
	failed finding = iota
	added
	changed
	same
	gone
	dead
)

func newMemory(scratch string) memory {
	return memory{scratch: scratch, sources: map[corpus.SourceID]*past{}}
}

// close gives the scratch files up.
func (m *memory) close() error {
	var errs []error
	for _, p := range m.sources {
		errs = append(errs, p.pages.close())
	}
	return errors.Join(errs...)
}

// key names an address within a source by what it is fetched for.
func key(p corpus.Purpose, url string) string {
	if p == "" {
		p = corpus.ForItem
	}
	return string(p) + " " + url
}

// of returns what is known of a source, which may be nothing.
func (m *memory) of(id corpus.SourceID) *past {
	p := m.sources[id]
	if p == nil {
		p = &past{pages: newPages(m.scratch), moved: map[mark]mark{}, round: 1, passed: map[string]bool{}, told: map[string]bool{}, lists: map[string]corpus.ListState{}, newest: map[string]corpus.Date{}}
		m.sources[id] = p
	}
	return p
}

// follow reads what the archive holds behind the last position.
func (m *memory) follow(ctx context.Context, a *archive.Archive) error {
	for rec, err := range a.Walk(ctx, m.position) {
		if err != nil {
			return fmt.Errorf("recall what was crawled: %w", err)
		}
		m.position = rec.Position
		switch {
		case rec.Capture != nil:
			m.sample = m.sample || rec.Capture.Sample
			m.real = m.real || !rec.Capture.Sample
			p := m.of(rec.Capture.Source)
			if p.learn(*rec.Capture, rec); p.err != nil {
				return p.err
			}
		case rec.Run != nil:
			m.of(rec.Run.Source).close(*rec.Run)
		case rec.Alarm != nil:
			m.of(rec.Alarm.Source).told[tellOnce(*rec.Alarm)] = true
		}
	}
	return nil
}

// close ends a run in the memory.
func (p *past) close(r corpus.Run) {
	p.round, p.looks, p.found = p.round+1, 0, [dead + 1]int{}
	p.run, p.ended = &r, r.Finished
	if p.sick++; p.sick == 1 {
		p.sickAt = r.Finished
	}
	if r.Healthy() {
		p.healthy, p.sick, p.sickAt = r.Finished, 0, time.Time{}
		for _, l := range r.Lists {
			p.lists[l.URL] = l
		}
	}
	for _, title := range r.Passed {
		p.passed[title] = true
	}
	redated := slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return a.Kind == corpus.DatesChanged })
	for _, l := range r.Lists {
		if !redated && l.Newest.Compare(p.newest[l.URL]) > 0 {
			p.newest[l.URL] = l.Newest
		}
	}
	if !slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return a.Kind == corpus.ManyChanges }) {
		p.many = time.Time{}
	} else if p.many.IsZero() {
		p.many = r.Started
	}
	guarded := slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return a.Kind == corpus.BlockPage })
	if p.blocked++; !guarded || r.Found > 0 {
		p.blocked = 0
	}
}

// tellOnce names what an alarm tells. Of a change of most pages it is the change, whose pages may be more or
// fewer in the next run.
func tellOnce(a corpus.Alarm) string {
	if _, change, ok := strings.Cut(a.Detail, heldStand); ok {
		return string(a.Kind) + " " + andMore.ReplaceAllString(change, "")
	}
	return string(a.Kind) + " " + a.Detail
}

// andMore is what stands behind an alarm that is about several pages.
var andMore = regexp.MustCompile(` \(and \d+ more\)$`)

// learn takes in one capture.
func (p *past) learn(c corpus.Capture, rec archive.Record) {
	m, isItem := markOf(key(c.Purpose, c.URL)), c.Purpose == "" || c.Purpose == corpus.ForItem
	g, known := p.get(m)
	if !known {
		g = page{url: c.URL, first: c.FetchedAt}
		if isItem {
			p.note(p.order.Add(m))
		}
	}
	l := look{c.ID, c.FetchedAt, p.judge(&g, c), p.round}
	again := known && g.look.run == p.round
	if !again {
		p.looks++
	}
	if isItem {
		if again {
			p.found[g.look.what]--
		}
		p.found[l.what]++
		p.dated = later(p.dated, c.Hints.Published)
	}
	g.look = l
	p.update(&g, m, c, rec)
	p.put(m, &g)
}

// update brings what is known of a page up to date with a capture of it.
func (p *past) update(g *page, m mark, c corpus.Capture, rec archive.Record) {
	g.hints, g.last = c.Hints, c.FetchedAt
	if c.Failure != "" {
		if slices.Contains(g.before, c.PayloadHash) && c.PayloadHash != "" {
			g.replays++
		}
		return
	}
	g.replays = 0
	g.status, g.final = c.Status, c.FinalURL
	if c.FinalURL != c.URL && (c.Status == 200 || c.Status == 304) {
		p.moved[markOf(c.FinalURL)] = m
	}
	switch {
	case c.Status == 304:
		// Validators may come with a 304 too; those it does not name stand.
		g.sinceFull++
		if rec.ETag != "" {
			g.etag = rec.ETag
		}
		if rec.LastModified != "" {
			g.lastModified = rec.LastModified
		}
	case c.Status >= 200 && c.Status < 300:
		g.replace(c.PayloadHash)
		g.etag, g.lastModified = rec.ETag, rec.LastModified
		g.mediaType, g.encoding = c.MediaType, c.Encoding
		g.lastFull, g.sinceFull = c.FetchedAt, 0
	default:
		g.etag, g.lastModified = "", ""
	}
}

// maxBefore is how many earlier bodies of an address are remembered.
const maxBefore = 8

// replace notes the newest good body.
func (g *page) replace(hash corpus.Hash) {
	if g.hash != "" && g.hash != hash {
		g.before = slices.DeleteFunc(append(g.before, g.hash), func(h corpus.Hash) bool { return h == hash })
		g.before = g.before[max(0, len(g.before)-maxBefore):]
	}
	g.hash = hash
}

// judge says what a capture means, given what was known of its address before.
func (p *past) judge(g *page, c corpus.Capture) finding {
	before := g.hash
	if from, moved := p.moved[markOf(c.URL)]; before == "" && moved {
		old, _ := p.get(from)
		before = old.hash // it was known under the address that led here
	}
	switch {
	case c.Failure != "":
		return failed
	case (c.Status == 404 || c.Status == 410) && before == "":
		return dead
	case c.Status == 404 || c.Status == 410:
		return gone
	case c.Status == 304 || c.Unchanged:
		return same
	case c.Status < 200 || c.Status > 299:
		return failed
	case before == "":
		return added
	case before == c.PayloadHash:
		return same
	}
	return changed
}

// knows reports whether an item at the address was ever seen whole.
func (p *past) knows(url string) bool {
	g, ok := p.get(markOf(key(corpus.ForItem, url)))
	return ok && g.hash != ""
}
