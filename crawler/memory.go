package crawler

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// memory is what the archive says of the past, source by source.
type memory struct {
	position archive.Position
	sources  map[corpus.SourceID]*past
	sample   bool // something in the archive is from the sample web
	real     bool // something is not
}

// past is what is known of one source.
type past struct {
	pages  map[string]*page // by key
	order  []string         // keys of items in the order in which they were first seen
	moved  map[string]*page // items by the address to which they lead now
	fresh  map[string]look  // looks since the last finished run, by key
	passed map[string]bool  // titles of numbered items that were listed and are not relevant
	told   map[string]bool  // alarms that were raised once and need not be again

	run     *corpus.Run                 // the last finished run; nil when there was none
	ended   time.Time                   // its end
	healthy time.Time                   // end of the last healthy run
	lists   map[string]corpus.ListState // of each listing as it last was in a healthy run, by address
	newest  map[string]corpus.Date      // latest day that each listing ever named
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
	lastFull     time.Time // last answer with a body
	sinceFull    int       // looks since then
}

// look is what one look at an address found. The capture itself is in the archive.
type look struct {
	capture corpus.CaptureID
	at      time.Time
	what    finding
}

// finding says what a look means for an item.
type finding int

const (
	failed finding = iota
	added
	changed
	same
	gone
)

func newMemory() memory { return memory{sources: map[corpus.SourceID]*past{}} }

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
		p = &past{pages: map[string]*page{}, moved: map[string]*page{}, fresh: map[string]look{}, passed: map[string]bool{}, told: map[string]bool{}, lists: map[string]corpus.ListState{}, newest: map[string]corpus.Date{}}
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
			m.of(rec.Capture.Source).learn(*rec.Capture, rec)
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
	clear(p.fresh)
	p.run, p.ended = &r, r.Finished
	if r.Healthy() {
		p.healthy = r.Finished
		for _, l := range r.Lists {
			p.lists[l.URL] = l
		}
	}
	for _, title := range r.Passed {
		p.passed[title] = true
	}
	for _, l := range r.Lists {
		if l.Newest.Compare(p.newest[l.URL]) > 0 {
			p.newest[l.URL] = l.Newest
		}
	}
	guarded := slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return a.Kind == corpus.BlockPage })
	if p.blocked++; !guarded || r.Found > 0 {
		p.blocked = 0
	}
}

func tellOnce(a corpus.Alarm) string { return string(a.Kind) + " " + a.Detail }

// learn takes in one capture.
func (p *past) learn(c corpus.Capture, rec archive.Record) {
	k := key(c.Purpose, c.URL)
	g := p.pages[k]
	if g == nil {
		g = &page{url: c.URL, first: c.FetchedAt}
		p.pages[k] = g
		if c.Purpose == "" || c.Purpose == corpus.ForItem {
			p.order = append(p.order, k)
		}
	}
	p.fresh[k] = look{c.ID, c.FetchedAt, p.judge(g, c)}
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
		p.moved[c.FinalURL] = g
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
	if from := p.moved[c.URL]; before == "" && from != nil {
		before = from.hash // it was known under the address that led here
	}
	switch {
	case c.Failure != "":
		return failed
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
	g := p.pages[key(corpus.ForItem, url)]
	return g != nil && g.hash != ""
}
