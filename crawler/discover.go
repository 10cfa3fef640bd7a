package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// find is what one page of a listing says of one item, before it is checked.
type find struct {
	link   string // as found; may be relative
	title  string
	date   corpus.Date
	number string

	kind      corpus.DocumentKind // where its category says; empty otherwise
	summary   string
	canonical string // its page for people, where the link leads to its data
}

// listing is one page of a listing, read.
type listing struct {
	finds   []find
	left    int      // items that the manifest leaves out
	next    []string // further pages, as found
	mark    string   // by which the next page is asked for; empty where there is none
	total   int      // of items in all, where the listing says; -1 where it does not
	unknown []string // fields that nobody declared
	missing []string // parts that the manifest names and no item has
}

// reader reads one page of a listing. base is the address it came from.
type reader func(s *Source, e *Entry, base string, mediaType string, body []byte) (listing, error)

var readers = map[Discovery]reader{Feed: readFeed, List: readList, Sitemap: readSitemap, JSON: readFields, XML: readFields, CSV: readFields}

// discover reads every listing of the source. A listing that cannot be read does not keep the others
// from being read.
func (r *run) discover(ctx context.Context) error {
	for i := range r.s.Entries {
		e := &r.s.Entries[i]
		if e.Discovery == Page {
			r.add(e, e.URL, find{link: e.URL, title: e.Title})
			continue
		}
		state, err := r.readEntry(ctx, e)
		r.lists = append(r.lists, state)
		if err != nil {
			return err
		}
	}
	return nil
}

// readPage reads one page of a listing that was fetched; false says that it could not be read.
func (r *run) readPage(e *Entry, g got) (listing, bool) {
	url := g.capture.URL
	switch {
	case g.unasked != "" || g.capture.Failure != "":
		return listing{}, false // an alarm was raised where it was found
	case g.capture.Status != http.StatusOK && g.capture.Status != http.StatusNotModified:
		return listing{}, false
	case g.body == nil:
		r.raise(corpus.BadListing, url, "the listing's content coding cannot be undone")
		return listing{}, false
	}
	page, err := readers[e.Discovery](r.s, e, g.capture.FinalURL, g.capture.MediaType, g.body)
	if err != nil {
		r.raise(corpus.BadListing, url, fmt.Sprintf("the listing cannot be read as %s: %v", e.Discovery, err))
		return listing{}, false
	}
	if len(page.unknown) > 0 {
		r.raise(corpus.UnknownField, url, fmt.Sprintf("items of the listing have fields, columns or categories that the manifest does not name: %s", strings.Join(page.unknown, ", ")))
	}
	if len(page.missing) > 0 {
		r.raise(corpus.IncompleteItems, url, fmt.Sprintf("no item of the listing has its %s any more", strings.Join(page.missing, ", ")))
	}
	return page, true
}

// add takes an item into the run; false says that it is none.
func (r *run) add(e *Entry, base string, f find) bool {
	url, err := r.s.resolve(base, f.link)
	if f.link == "" || err != nil {
		r.skipped++
		reason := "has no link"
		if err != nil {
			reason = "has a link that cannot be followed: " + err.Error()
		}
		r.raise(corpus.IncompleteItems, e.URL, fmt.Sprintf("an item of the listing %s %s", e.URL, reason))
		return false
	}
	if !r.s.wants(url) {
		return false
	}
	m := markOf(url)
	if e.Discovery != Page {
		r.name(m, isNamed)
	}
	if r.named(m)&isListed != 0 {
		return true
	}
	if e.Discovery == Sitemap && r.foreign(e.URL, url) {
		r.skipped++
		r.raise(corpus.ForeignItems, e.URL, fmt.Sprintf("the sitemap %s names an address of another site, %s, which is left out", e.URL, url))
		return false
	}
	r.name(m, isListed)
	r.listed++
	f.date = r.dated(e, f)
	if r.s.sequence != nil {
		r.titles = append(r.titles, f.title+" "+f.number)
	}
	if f.date.Precision() == corpus.ToDay && f.date.Compare(r.newest) > 0 {
		r.newest = f.date
	}
	if !r.s.concerns(f) {
		r.pass(f)
		return true // listed, and of something else
	}
	r.found++
	r.items.take(item{url, r.s.hintsFor(e, base, f)})
	return true
}

// hintsFor are what the manifest and the listing at base say of an item.
func (s *Source) hintsFor(e *Entry, base string, f find) corpus.Hints {
	h := s.hints()
	h.Title, h.Published, h.Number = f.title, f.date, f.number
	if page, err := s.absolute(base, f.canonical); err == nil && f.canonical != "" {
		h.Canonical = page
	}
	if e.Kind != "" {
		h.Kind = e.Kind
	}
	if f.kind != "" {
		h.Kind = f.kind
	}
	if e.Language != "" {
		h.Lang = e.Language
	}
	return h
}

// hints are what the manifest says of every item.
func (s *Source) hints() corpus.Hints {
	h := corpus.Hints{Jurisdiction: s.Jurisdiction, Lang: s.Language, Kind: s.Kind, Body: s.Body, Official: s.Official, Zone: s.Zone}
	if s.Official {
		h.Authority = s.Publisher
	}
	return h
}

// expectList compares a listing that was read with what a healthy one holds. total is the number
// of items that it says there are, -1 where it does not, and left the number of those left out.
func (r *run) expectList(e *Entry, state corpus.ListState, total, left int) {
	switch {
	case state.Items == 0:
		r.raise(corpus.EmptyList, e.URL, fmt.Sprintf("the listing %s answered with status %d and names not one item", e.URL, state.Status))
	case state.Items < e.MinItems:
		r.raise(corpus.TooFewItems, e.URL, fmt.Sprintf("the listing %s names %d items; a healthy one names at least %d", e.URL, state.Items, e.MinItems))
	case state.Whole && total > state.Items+left:
		r.raise(corpus.TooFewItems, e.URL, fmt.Sprintf("the listing %s names %d items and says that there are %d", e.URL, state.Items, total))
	default:
		r.expectAsBefore(e, state)
	}
}

// expect compares all listings together with what a healthy run holds.
func (r *run) expect() {
	n, at := r.listed, r.s.Entries[0].URL
	sound := !slices.ContainsFunc(r.lists, func(l corpus.ListState) bool { return l.Items == 0 })
	if n < r.s.Expect.MinItems && sound { // an empty list has its own alarm
		r.raise(corpus.TooFewItems, at, fmt.Sprintf("the listings name %d items; a healthy run has at least %d", n, r.s.Expect.MinItems))
	}
	if r.s.Expect.MaxItems > 0 && n > r.s.Expect.MaxItems {
		r.raise(corpus.TooManyItems, at, fmt.Sprintf("the listings name %d items; a healthy run has at most %d", n, r.s.Expect.MaxItems))
	}
	if r.s.sequence != nil {
		r.expectSequence(at)
	}
	r.expectNews(at)
	r.expectDates(at)
	r.expectTitles(at)
}

// expectNews notes a source that has fallen silent: a list that still answers with its old items
// looks healthy for months. It is told once for each newest publication.
func (r *run) expectNews(at string) {
	limit, newest := wholeDays(r.s.Expect.Silence), r.newest
	if newest.Precision() != corpus.ToDay {
		return
	}
	silent := newest.DaysUntil(corpus.DateOf(r.c.opt.Now().In(r.s.zone)))
	if limit == 0 {
		r.expectRhythm(at, silent)
	} else if silent > limit {
		r.raise(corpus.Silence, at, fmt.Sprintf("the newest publication is of %s, and a healthy source is not silent for more than %d days", newest, limit))
	}
}

// expectSequence looks for gaps in the running numbers of everything seen, listed now or before.
func (r *run) expectSequence(at string) {
	titles := slices.Clone(r.titles)
	r.c.mu.Lock()
	titles = append(titles, r.past.titles()...)
	r.c.mu.Unlock()
	for _, gap := range gaps(r.s.sequence, titles) {
		r.raise(corpus.NumberMissing, at, fmt.Sprintf("number %s is between numbers that were seen, and was never seen itself", gap))
	}
}

// maxGap is the widest hole in a sequence that is told number by number.
const maxGap = 50

// gaps returns the numbers that are missing between the lowest and the highest of each year.
func gaps(re *regexp.Regexp, titles []string) []string {
	years := map[string][]int{}
	for _, t := range titles {
		if n, year, ok := numberIn(re, t); ok {
			years[year] = append(years[year], n)
		}
	}
	var out []string
	for year, ns := range years {
		slices.Sort(ns)
		for i := 1; i < len(ns); i++ {
			for n := ns[i-1] + 1; n < ns[i] && ns[i]-ns[i-1] <= maxGap; n++ {
				out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s", n, year)))
			}
		}
	}
	slices.Sort(out)
	return out
}

// hintDate reads the date that a listing prints. An instant with its offset is turned to the day
// that it was at the publisher's; anything else is the day printed. What cannot be read is unknown.
func (s *Source) hintDate(text string) corpus.Date {
	text = squeeze(text)
	if instant, ok := sinceEpoch(text); ok {
		return corpus.DateOf(instant.In(s.zone))
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			return corpus.DateOf(t.In(s.zone))
		}
	}
	for _, layout := range []string{"Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 MST"} {
		// Of the named zones only these two mean one thing; the others give the day as printed.
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if name, _ := t.Zone(); name == "GMT" || name == "UTC" {
			return corpus.DateOf(t.In(s.zone))
		}
		return corpus.DateOf(t)
	}
	if d, ok := dates.Read(text); ok {
		return d
	}
	if found := dates.Find(text, s.Language); len(found) == 1 {
		return found[0].Date
	}
	return corpus.Date{}
}

// dateForms are the ways of writing a day that could be read in two ways, and how they are to be read.
var dateForms = map[string]string{"": "", "DD/MM/YYYY": "02/01/2006", "MM/DD/YYYY": "01/02/2006", "DD-MM-YYYY": "02-01-2006", "DD.MM.YYYY": "02.01.2006"}

// dateIn reads a date of a listing whose manifest may say how dates are written there. What is not
// written so is read as any other date.
func (s *Source) dateIn(e *Entry, text string) corpus.Date {
	if layout := dateForms[e.DateForm]; layout != "" {
		if t, err := time.Parse(layout, squeeze(text)); err == nil {
			return corpus.DateOf(t)
		}
	}
	return s.hintDate(text)
}

// sinceEpoch reads an instant that is counted from 1970: milliseconds in thirteen digits or seconds in
// ten, which is how interfaces write the years from 2001 to 2286. No day is printed so.
func sinceEpoch(text string) (time.Time, bool) {
	if len(text) != 13 && len(text) != 10 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1_000_000_000 {
		return time.Time{}, false
	}
	if len(text) == 13 {
		return time.UnixMilli(n), true
	}
	return time.Unix(n, 0), true
}

var errNotListing = errors.New("it holds no listing")
