package crawler

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Ledger returns the running numbers of the sources whose manifests declare a sequence: by source and
// year, newest year first. It asks nobody for anything.
func (c *Crawler) Ledger(ctx context.Context, sources []Source) ([]corpus.Ledger, error) {
	out := []corpus.Ledger{}
	for i := range sources {
		s := &sources[i]
		if s.sequence == nil {
			continue
		}
		past, err := c.recall(ctx, *s)
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		out = append(out, s.ledger(past)...)
		c.mu.Unlock()
	}
	return out, nil
}

// pass notes a numbered item that is listed and of something that the source is not watched for, so that
// its number is no gap.
func (r *run) pass(f find) {
	if r.s.sequence == nil {
		return
	}
	title := squeeze(f.title + " " + f.number)
	if _, _, ok := numberIn(r.s.sequence, title); !ok {
		return
	}
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	if !r.past.passed[title] && !slices.Contains(r.passed, title) {
		r.passed = append(r.passed, title)
	}
}

// numberIn reads the running number and the year, which may be empty, out of a title.
func numberIn(re *regexp.Regexp, title string) (number int, year string, ok bool) {
	m := re.FindStringSubmatch(title)
	if m == nil {
		return 0, "", false
	}
	yearAt, numberAt := re.SubexpIndex("year"), 1
	if yearAt == 1 {
		numberAt = 2
	}
	number, err := strconv.Atoi(m[numberAt])
	if yearAt >= 0 {
		year = m[yearAt]
	}
	return number, year, err == nil
}

// ledger lays out what is known of the source's numbers.
func (s *Source) ledger(p *past) []corpus.Ledger {
	years := map[string]map[int]corpus.LedgerNumber{}
	note := func(title string, n corpus.LedgerNumber) {
		number, year, ok := numberIn(s.sequence, title)
		if !ok {
			return
		}
		if years[year] == nil {
			years[year] = map[int]corpus.LedgerNumber{}
		}
		n.Number = number
		if held, ok := years[year][number]; !ok || rank(n.State) < rank(held.State) {
			years[year][number] = n
		}
	}
	for title := range p.passed {
		note(title, corpus.LedgerNumber{State: corpus.NumberNotRelevant, Title: title})
	}
	p.each(func(_ mark, g *page) {
		n := corpus.LedgerNumber{State: corpus.NumberSeen, Title: g.hints.Title, URL: cmp.Or(g.final, g.url)}
		switch {
		case g.status == 404 || g.status == 410:
			n.State = corpus.NumberWithdrawn
		case g.final != "" && g.final != g.url:
			n.State = corpus.NumberMoved
		}
		note(g.hints.Title+" "+g.hints.Number, n)
	})
	var out []corpus.Ledger
	for year, numbers := range years {
		out = append(out, s.ledgerOf(year, numbers))
	}
	slices.SortFunc(out, func(a, b corpus.Ledger) int { return cmp.Compare(b.Year, a.Year) })
	return out
}

// rank orders what is known of one number from several pages: what is there counts before what is gone.
func rank(s corpus.NumberState) int {
	return slices.Index([]corpus.NumberState{corpus.NumberSeen, corpus.NumberMoved, corpus.NumberWithdrawn, corpus.NumberNotRelevant}, s)
}

func (s *Source) ledgerOf(year string, numbers map[int]corpus.LedgerNumber) corpus.Ledger {
	l := corpus.Ledger{Source: s.ID, Publisher: s.Publisher, Year: year, Counts: map[string]int{}, Numbers: []corpus.LedgerNumber{}}
	var sorted []int
	for n := range numbers {
		sorted = append(sorted, n)
	}
	slices.Sort(sorted)
	l.First, l.Last = sorted[0], sorted[len(sorted)-1]
	for i, n := range sorted {
		if i > 0 {
			for gap := sorted[i-1] + 1; gap < n && n-sorted[i-1] <= maxGap; gap++ {
				l.Numbers = append(l.Numbers, corpus.LedgerNumber{Number: gap, State: corpus.NumberGap})
			}
		}
		l.Numbers = append(l.Numbers, numbers[n])
	}
	for _, n := range l.Numbers {
		l.Counts[string(n.State)]++
	}
	return l
}
