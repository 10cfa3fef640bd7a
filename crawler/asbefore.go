package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/scratch"
)

// What a healthy run is cannot all be declared; some of it is what the runs before it were.

// farAhead is how many days ahead of today a publication may be dated: some are dated by the day on
// which they will be in print.
const farAhead = 7

// dated is the day of publication that a listing names; unknown where it lies far ahead, which is told.
func (r *run) dated(e *Entry, f find) corpus.Date {
	today := corpus.DateOf(r.c.opt.Now().In(r.s.zone))
	if f.date.Precision() != corpus.ToDay || today.DaysUntil(f.date) <= farAhead {
		return f.date
	}
	r.raise(corpus.FutureDates, e.URL, fmt.Sprintf("the listing %s dates an item %s, which lies ahead; its day is taken for unknown", e.URL, f.date))
	return corpus.Date{}
}

func later(a, b corpus.Date) corpus.Date {
	if b.Precision() == corpus.ToDay && b.Compare(a) > 0 {
		return b
	}
	return a
}

// repetition notices that a listing's pages repeat themselves.
type repetition struct {
	seen  *scratch.Table
	pages int
}

// page takes in a page, and reports whether every item of it stood on a page before.
func (p *repetition) page(s *Source, base string, l listing) (bool, error) {
	fresh := len(l.finds) == 0 || p.pages == 0
	p.pages++
	for _, f := range l.finds {
		to, err := s.resolve(base, f.link)
		if err != nil {
			to = f.link + f.title
		}
		_, known, err := p.seen.Get(markOf(to))
		if err == nil && !known {
			fresh, err = true, p.seen.Put(markOf(to), 0)
		}
		if err != nil {
			return false, err
		}
	}
	return !fresh, nil
}

// fewToCompare is how many items a listing held at least, for a loss of half of them to mean something.
const fewToCompare = 4

// expectAsBefore compares a listing with what it was in the last healthy run, and its newest item with
// the newest that it ever named: an old page shown again by a cache looks healthy by itself.
func (r *run) expectAsBefore(e *Entry, state corpus.ListState) {
	r.c.mu.Lock()
	before, newest := r.past.lists[e.URL], r.past.newest[e.URL]
	was, is := letters{in: scriptOf(r.s.Language)}, letters{in: scriptOf(r.s.Language)}
	r.past.each(func(_ mark, g *page) { was.add(g.hints.Title) })
	r.c.mu.Unlock()
	r.items.each(func(_ mark, g *page) { is.add(g.hints.Title) })
	switch {
	case before.Items >= fewToCompare && state.Items*2 < before.Items && !e.Window.asked():
		r.raise(corpus.TooFewItems, e.URL, fmt.Sprintf("the listing %s names %d items, and named %d in the last healthy run", e.URL, state.Items, before.Items))
	case state.Newest.Precision() == corpus.ToDay && newest.Compare(state.Newest) > 0:
		r.raise(corpus.StaleListing, e.URL, fmt.Sprintf("the newest item of the listing %s is of %s, and it has named one of %s before: an old page may be shown again", e.URL, state.Newest, newest))
	case r.s.Language != "" && leftScript(was, is):
		r.raise(corpus.WrongLanguage, e.URL, fmt.Sprintf("the titles of the listing %s are in another script than its language, %s", e.URL, r.s.Language))
	}
}

// expectDates notes that known items have other days of publication than they had. The days that are
// held stand then.
func (r *run) expectDates(at string) {
	same, first := 0, ""
	other := map[mark]corpus.Date{} // the days that are held
	r.c.mu.Lock()
	r.items.each(func(m mark, it *page) {
		g, ok := r.past.get(markOf(key(corpus.ForItem, it.url)))
		switch was, is := g.hints.Published, it.hints.Published; {
		case !ok || was.Precision() != corpus.ToDay || is.Precision() != corpus.ToDay:
		case was == is:
			same++
		default:
			if len(other) == 0 {
				first = fmt.Sprintf("%s was of %s and is of %s now", it.url, was, is)
			}
			other[m] = was
		}
	})
	r.c.mu.Unlock()
	if len(other) < 2 || len(other) < same {
		return
	}
	r.raise(corpus.DatesChanged, at, fmt.Sprintf("%d known items have other days of publication than before: %s", len(other), first))
	for m, day := range other {
		it, _ := r.items.get(m)
		it.hints.Published = day
		r.items.put(m, &it)
	}
}

// maxSame is how many addresses may answer with one and the same page.
const maxSame = 2

// oneOfMany says that known items which were different all answer with one and the same page now:
// from the third on, a page is refused for it.
func (r *run) oneOfMany(c *corpus.Capture, hash corpus.Hash) string {
	if c.Purpose == corpus.ForItem && !slices.Contains(r.bodies[hash], c.FinalURL) {
		r.bodies[hash] = append(r.bodies[hash], c.FinalURL)
	}
	if n := len(r.bodies[hash]); n > maxSame {
		return fmt.Sprintf("%d addresses that had pages of their own answer with one and the same", n)
	}
	return ""
}

// waits is why the first look at a changed page is not taken for its new version.
const waits = "the page is another than before; it is taken for changed when a second look finds the same"

// lookTwice looks again at a known item whose words have changed. What only one of two looks shows is
// no change: servers that stand behind one name do not always agree, and pages that are being edited
// are half done. The first look is kept in the archive with the reason why it is not the last word.
func (r *run) lookTwice(ctx context.Context, u *url.URL, q request, fresh, c corpus.Capture, a answer, known page) (corpus.Capture, answer, error) {
	changed, err := r.otherWords(ctx, c, a, known)
	if err != nil || !changed || r.requests >= r.s.MaxRequests {
		return c, a, err
	}
	first := c
	first.Failure = waits
	if _, err := r.c.store(ctx, first, a.exchange); err != nil {
		return c, a, err
	}
	if a, err = r.ask(ctx, u, c.Purpose, r.asking(q, http.Header{})); err != nil {
		return c, a, err
	}
	c = fresh
	if err := r.describe(ctx, &c, a, known); err != nil {
		return c, a, err
	}
	if c.Failure != "" || c.Status != http.StatusOK {
		return c, a, nil
	}
	still, err := r.otherWords(ctx, c, a, known)
	if err == nil && !still {
		r.raise(corpus.Unsteady, c.URL, "the page was another for one look, and then as it was before")
	}
	return c, a, err
}

// otherWords reports whether a known item was answered with words that the held version has not;
// digits count for nothing here, since counters and clocks are not worth a second request.
func (r *run) otherWords(ctx context.Context, c corpus.Capture, a answer, known page) (bool, error) {
	if c.Purpose != corpus.ForItem || c.Failure != "" || c.Status != http.StatusOK || known.hash == "" || known.hash == corpus.HashOf(a.exchange.Body) {
		return false, nil
	}
	held, err := r.bodyOf(ctx, known)
	if err != nil {
		return false, err
	}
	body, err := undo(a.exchange.Body, c.Encoding, r.s.MaxBytes)
	if err != nil || held == nil {
		return true, nil
	}
	was, ok1 := r.s.view(held, known.mediaType)
	now, ok2 := r.s.view(body, c.MediaType)
	if !ok1 || !ok2 {
		return true, nil
	}
	return lettersOf(was.text) != lettersOf(now.text), nil
}

func lettersOf(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return c
		}
		return -1
	}, s)
}
