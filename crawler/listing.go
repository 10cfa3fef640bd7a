package crawler

import (
	"context"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// tally is what has been read of a listing so far.
type tally struct {
	state corpus.ListState
	total int  // of items, as the listing says; -1 where it does not
	left  int  // items that the manifest leaves out
	sound bool // every page could be read
}

// readEntry reads a listing, slice by slice where the manifest asks for slices of days.
func (r *run) readEntry(ctx context.Context, e *Entry) (corpus.ListState, error) {
	t := tally{state: corpus.ListState{URL: e.URL, Whole: true}, total: -1, sound: true}
	queue := e.slices(corpus.DateOf(r.c.opt.Now().In(r.s.zone)))
	for len(queue) > 0 {
		d := queue[0]
		queue = queue[1:]
		capped, err := r.readSlice(ctx, e, d, &t)
		if err != nil {
			t.state.Whole = false
			return t.state, err
		}
		if capped {
			queue = append(d.halves(), queue...)
		}
	}
	if t.sound {
		r.expectList(e, t.state, t.total, t.left)
	}
	return t.state, nil
}

// walk is the way through the pages of a listing, or of a slice of it.
type walk struct {
	e     *Entry
	days  days
	queue []string        // addresses of pages still to be read
	asked map[string]bool // all that were ever in the queue
	pages int             // read
	items int             // on them
	total int             // of items, as the pages say; -1 where they do not
	seen  repetition
}

// readSlice reads a listing, or a slice of it, page by page. It reports, having taken nothing in,
// that the slice holds more than the interface counts and that its halves are to be read instead.
func (r *run) readSlice(ctx context.Context, e *Entry, d days, t *tally) (capped bool, err error) {
	first, err := r.s.resolve(d.address(e), d.address(e))
	if err != nil {
		return false, err
	}
	w := &walk{e: e, days: d, queue: []string{first}, asked: map[string]bool{first: true}, total: -1, seen: repetition{seen: scratch.NewTable(r.c.opt.Scratch)}}
	defer w.seen.seen.Close() // what it held means nothing any more
	for len(w.queue) > 0 {
		if w.pages == e.MaxPages {
			t.state.Whole = false
			r.expectEnd(e)
			break
		}
		at := w.queue[0]
		w.queue = w.queue[1:]
		q := request{url: at, purpose: corpus.ForListing, accept: e.Accept, form: e.Form}
		g, err := r.get(ctx, q)
		if err != nil {
			return false, err
		}
		w.pages, t.state.Pages = w.pages+1, t.state.Pages+1
		if t.state.Pages == 1 {
			t.state.Status = g.capture.Status
		}
		page, ok := r.readPage(e, g)
		if ok && w.hole(page) && r.requests < r.s.MaxRequests {
			q.whole = true
			if g, err = r.fetch(ctx, q); err != nil {
				return false, err
			}
			page, ok = r.readPage(e, g)
		}
		if !ok {
			t.state.Whole, t.sound = false, false
			continue
		}
		if e.Cap > 0 && page.total >= e.Cap && w.pages == 1 {
			if d.halves() != nil {
				return true, nil
			}
			r.raise(corpus.TooManyItems, at, fmt.Sprintf("the listing %s counts %d items, at which it stops counting: ask for a narrower slice", at, page.total))
			t.state.Whole = false
		}
		r.takePage(w, at, g.capture.FinalURL, page, t)
	}
	if w.total >= 0 {
		t.total = max(t.total, 0) + w.total
	}
	return false, nil
}

// hole reports whether a page in the midst of a listing is empty. Caches answer so for a moment while the
// listing moves on, so it is asked for once more before anybody is told.
func (w *walk) hole(page listing) bool {
	return w.pages > 1 && len(page.finds)+page.left == 0 && len(page.next) > 0
}

// expectEnd notes that a listing goes on behind the last page that is read, though it ended before: some
// sites make up pages without end.
func (r *run) expectEnd(e *Entry) {
	r.c.mu.Lock()
	before, known := r.past.lists[e.URL]
	r.c.mu.Unlock()
	if known && before.Whole && before.Pages < e.MaxPages {
		r.raise(corpus.TooManyItems, e.URL, fmt.Sprintf("the listing %s goes on after %d pages, and ended after %d in the last healthy run", e.URL, e.MaxPages, before.Pages))
	}
}

// takePage takes the items of a page into the run, and the pages that follow it into the queue. at is
// where the page was asked for and base where it came from.
func (r *run) takePage(w *walk, at, base string, page listing, t *tally) {
	e := w.e
	if w.hole(page) {
		r.raise(corpus.BadListing, at, fmt.Sprintf("page %d of the listing %s is empty though pages follow it", w.pages, e.URL))
		t.state.Whole = false
	}
	w.items += len(page.finds) + page.left
	w.total, t.left = max(w.total, page.total), t.left+page.left
	if one := r.s.oneAddress(base, page); one != "" {
		named := len(page.finds)
		page.finds = slices.DeleteFunc(page.finds, func(f find) bool {
			to, err := r.s.resolve(base, f.link)
			return err == nil && to == one
		})
		r.skipped += named - len(page.finds)
		r.raise(corpus.IncompleteItems, e.URL, fmt.Sprintf("most items of the listing %s lead to one and the same address, %s", e.URL, one))
	}
	for _, f := range page.finds {
		if r.add(e, base, f) {
			t.state.Items++
			t.state.Newest = later(t.state.Newest, r.dated(e, f))
		}
	}
	again, err := w.seen.page(r.s, base, page)
	if r.items.note(err); again {
		r.raise(corpus.RepeatedPages, at, fmt.Sprintf("page %d of the listing %s names nothing but items of the pages before it", w.pages, e.URL))
		t.state.Whole = false
		return
	}
	for _, n := range e.following(w.days, at, page, w.pages, w.items) {
		to, err := r.s.resolve(base, n)
		switch {
		case err != nil || to == at: // the last page often leads to itself
		case !w.asked[to]:
			w.asked[to] = true
			w.queue = append(w.queue, to)
		case e.Discovery != Sitemap:
			r.raise(corpus.RepeatedPages, at, fmt.Sprintf("page %d of the listing %s leads back to a page before it", w.pages, e.URL))
			t.state.Whole = false
		}
	}
}
