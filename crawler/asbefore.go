package crawler

import (
	"fmt"
	"maps"
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
	var titles [2]strings.Builder
	r.past.each(func(_ mark, g *page) { was.add(g.hints.Title); addTitle(&titles[0], g.hints.Title) })
	r.c.mu.Unlock()
	r.items.each(func(_ mark, g *page) { is.add(g.hints.Title); addTitle(&titles[1], g.hints.Title) })
	switch {
	case before.Items >= fewToCompare && state.Items*2 < before.Items && !e.Window.asked():
		r.raise(corpus.TooFewItems, e.URL, fmt.Sprintf("the listing %s names %d items, and named %d in the last healthy run", e.URL, state.Items, before.Items))
	case state.Newest.Precision() == corpus.ToDay && newest.Compare(state.Newest) > 0:
		r.raise(corpus.StaleListing, e.URL, fmt.Sprintf("the newest item of the listing %s is of %s, and it has named one of %s before: an old page may be shown again", e.URL, state.Newest, newest))
	case r.s.Language != "" && leftScript(was, is):
		r.raise(corpus.WrongLanguage, e.URL, fmt.Sprintf("the titles of the listing %s are in another script than its language, %s", e.URL, r.s.Language))
	case otherLanguage(r.s.Language, titles[0].String(), titles[1].String()):
		r.raise(corpus.WrongLanguage, e.URL, fmt.Sprintf("the titles of the listing %s are in another language than before", e.URL))
	}
}

// maxTitles is how many bytes of titles are read for their language.
const maxTitles = 16 << 10

func addTitle(b *strings.Builder, title string) {
	if b.Len() < maxTitles {
		b.WriteString(title + " ")
	}
}

// What must be known of the days on which a source publishes before its silence means something, where its
// manifest names no limit: so many of them, over so many days. It is silent when it is so for longer than that
// and for more than twice as long as it ever was: publishers work in bursts, which the usual gap does not tell.
const (
	rhythmKnown  = 10
	rhythmSpan   = 90
	rhythmSilent = 14
)

// expectRhythm notes a source that is silent for longer than is its way.
func (r *run) expectRhythm(at string, silent int) {
	if silent <= rhythmSilent {
		return
	}
	known := map[corpus.Date]bool{}
	r.c.mu.Lock()
	r.past.each(func(_ mark, g *page) {
		if day := g.hints.Published; day.Precision() == corpus.ToDay && day.Compare(r.newest) <= 0 {
			known[day] = true
		}
	})
	r.c.mu.Unlock()
	days := slices.SortedFunc(maps.Keys(known), corpus.Date.Compare)
	if len(days) < rhythmKnown || days[0].DaysUntil(days[len(days)-1]) < rhythmSpan {
		return
	}
	longest := 0
	for i, day := range days[1:] {
		longest = max(longest, days[i].DaysUntil(day))
	}
	if silent > 2*longest {
		r.raise(corpus.Silence, at, fmt.Sprintf("the newest publication is of %s, and the source was never silent for more than %d days before", r.newest, longest))
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

// expectTitles notes that known items have come to bear titles which others had: the rows of a listing have
// slipped, or its links. The titles that are held stand then, and so they do once where most have other ones.
func (r *run) expectTitles(at string) {
	held, others := map[mark]string{}, map[mark]bool{} // by address, and the titles themselves
	r.c.mu.Lock()
	r.items.each(func(m mark, it *page) {
		if g, ok := r.past.get(markOf(key(corpus.ForItem, it.url))); ok && g.hints.Title != "" {
			held[m], others[markOf(g.hints.Title)] = g.hints.Title, true
		}
	})
	r.c.mu.Unlock()
	same := 0
	var moved, renamed retitled
	r.items.each(func(m mark, it *page) {
		switch was, known := held[m]; {
		case !known:
		case was == it.hints.Title, strings.Contains(it.hints.Title, was), strings.Contains(was, it.hints.Title):
			same++ // a number or the publisher was put before it, or left out
		case others[markOf(it.hints.Title)]:
			moved.add(m, it, was)
		default:
			renamed.add(m, it, was)
		}
	})
	if n := len(moved.was); n >= 2 && n >= same {
		r.raise(corpus.TitlesChanged, at, fmt.Sprintf("%d known items have the titles of others: %s", n, moved.first))
		r.keepTitles(moved)
	}
	if n := len(renamed.was); n >= fewToCompare && n > same+len(moved.was) {
		detail := "most known items have other titles than before: " + renamed.first
		r.c.mu.Lock()
		told := r.past.told[tellOnce(corpus.Alarm{Kind: corpus.TitlesChanged, Detail: detail})]
		r.c.mu.Unlock()
		if !told {
			r.raise(corpus.TitlesChanged, at, detail)
			r.keepTitles(renamed)
		}
	}
}

// retitled are known items that have another title than before, and which they had.
type retitled struct {
	was   map[mark]string
	first string // one of them, in a sentence
}

func (t *retitled) add(m mark, it *page, was string) {
	if t.was == nil {
		t.was, t.first = map[mark]string{}, fmt.Sprintf("%s was %q and is %q now", it.url, was, it.hints.Title)
	}
	t.was[m] = was
}

// keepTitles lets the titles stand that are held.
func (r *run) keepTitles(of retitled) {
	for m, title := range of.was {
		it, _ := r.items.get(m)
		it.hints.Title = title
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

// wordsOf returns the letters and the marks of a text: digits count for nothing, since counters and clocks
// change, nor does white space, nor how wide a mark is printed.
func wordsOf(s string) string { return only(s, unicode.Letter, unicode.Punct, unicode.Symbol) }

// signsOf returns what wordsOf does, and the digits.
func signsOf(s string) string {
	return only(s, unicode.Letter, unicode.Punct, unicode.Symbol, unicode.Number)
}

// only keeps some characters, in their narrow form.
func only(s string, of ...*unicode.RangeTable) string {
	return strings.Map(func(c rune) rune {
		if c > '\uff00' && c < '\uff5f' { // as wide as a Han character
			c -= 0xfee0
		}
		if unicode.IsOneOf(of, c) {
			return c
		}
		return -1
	}, s)
}

func lettersOf(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return c
		}
		return -1
	}, s)
}
