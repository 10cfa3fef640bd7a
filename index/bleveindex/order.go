package bleveindex

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
)

// answers are the entries that answer, in every segment.
type answers struct {
	segments []*segment
	sets     []*roaring.Bitmap // one a segment
	found    []match           // where they are ordered by their scores: those that may come on the page
}

// total counts the entries.
func (a *answers) total() int {
	n := uint64(0)
	for _, s := range a.sets {
		n += s.GetCardinality()
	}
	return int(n)
}

// matches returns the entries of a type whose words in a field answer the request.
func (s *asker) matches(ctx context.Context, kind, field string, scores bool) (*answers, error) {
	all, err := s.segments()
	if err != nil {
		return nil, err
	}
	a := &answers{segments: all}
	var cands []*inSegment
	for _, g := range all {
		c := &inSegment{segment: g, asked: s.Query, known: make(map[string][]string), titles: make(map[*query.Term]*roaring.Bitmap)}
		set, err := c.filtered(s.Request, kind)
		if err != nil {
			return nil, err
		}
		if s.tree != nil && !set.IsEmpty() {
			p, err := c.find(s.tree, field)
			if err != nil {
				return nil, err
			}
			if set, err = c.settle(ctx, p, set); err != nil {
				return nil, err
			}
		}
		cands = append(cands, c)
		a.sets = append(a.sets, set)
	}
	if scores {
		return a, s.weighAll(ctx, a, cands)
	}
	return a, nil
}

// weighAll gives those answers of every segment that may come on the page their scores.
func (s *asker) weighAll(ctx context.Context, a *answers, cands []*inSegment) error {
	weights, err := s.weights(cands)
	if err != nil {
		return err
	}
	best := newLeaders(s.cursor.Offset + s.Limit + 1)
	for i, c := range cands {
		hits, err := c.judge(ctx, s.tree, a.sets[i], weights, best)
		if err != nil {
			return err
		}
		for _, w := range hits {
			w.segment = i
			a.found = append(a.found, w)
		}
	}
	return nil
}

// weights returns the terms by which documents are ordered: those typed that speak of the text and
// are wanted in it.
func (s *asker) weights(cands []*inSegment) ([]weight, error) {
	out := []weight{} // not nil: scores are wanted
	all, err := s.frequency(fieldType, "document")
	if err != nil {
		return nil, err
	}
	for _, t := range query.Wanted(s.tree) {
		holders := uint64(0)
		for _, c := range cands {
			set, _, err := c.term(t, "")
			if err != nil {
				return nil, err
			}
			holders += set.GetCardinality()
			titles, _, err := c.term(t, "title")
			if err != nil {
				return nil, err
			}
			if !titles.IsEmpty() {
				c.titles[t] = titles
			}
		}
		out = append(out, weight{t, rarity(uint64(all), holders)})
	}
	return out, nil
}

// ranked returns one page of the answers by their scores, and one row more.
func (s *asker) ranked(a *answers) ([]row, error) {
	most := s.cursor.Offset + s.Limit + 1
	slices.SortFunc(a.found, func(x, y match) int { return cmp.Compare(y.score, x.score) })
	if most < len(a.found) { // those that score like the last may come before it
		least := a.found[most-1].score
		most += sort.Search(len(a.found)-most, func(i int) bool { return a.found[most+i].score < least })
		a.found = a.found[:most]
	}
	rows := make([]row, len(a.found))
	for i, w := range a.found {
		r, err := a.segments[w.segment].row(w.entry)
		if err != nil {
			return nil, err
		}
		r.score = w.score
		rows[i] = r
	}
	slices.SortFunc(rows, func(x, y row) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.sort[0], x.sort[0]), cmp.Compare(x.entry, y.entry))
	})
	return rows[min(s.cursor.Offset, len(rows)):min(s.cursor.Offset+s.Limit+1, len(rows))], nil
}

// row reads what a row needs of an entry.
func (g *segment) row(entry uint32) (row, error) {
	id, err := g.id(entry)
	if err != nil {
		return row{}, err
	}
	w, published := row{entry: id}, ""
	err = g.stored(entry, func(field string, value []byte) {
		switch field {
		case fieldRevision:
			w.revision = corpus.RevisionID(value)
		case fieldRange:
			w.passage = string(value)
			w.revision = revisionOf(id)
		case fieldPublished:
			published = string(value)
		}
	})
	w.sort = []string{published, id}
	return w, err
}

// dated returns the first answers behind the cursor by their dates of publication. It walks the dates,
// so that a page costs what its dates hold. Those without a date come last.
func (s *asker) dated(ctx context.Context, a *answers, limit int) ([]row, error) {
	dates, err := a.dates(s.Sort != index.Oldest)
	if err != nil {
		return nil, err
	}
	var rows []row
	rest := make([]*roaring.Bitmap, len(a.sets))
	copy(rest, a.sets)
	for _, d := range append(dates, "") {
		var day []row
		for i, g := range a.segments {
			set := rest[i]
			if d != "" {
				on, err := g.entries(fieldPublished, d)
				if err != nil {
					return nil, err
				}
				if on == nil {
					continue
				}
				set = roaring.And(rest[i], on)
				rest[i] = roaring.AndNot(rest[i], on)
			}
			if c := s.cursor.After; c != nil && s.before(d, c[0]) {
				continue
			}
			for it := set.Iterator(); it.HasNext(); {
				w, err := g.row(it.Next())
				if err != nil {
					return nil, err
				}
				if c := s.cursor.After; c == nil || d != c[0] || w.entry > c[1] {
					day = append(day, w)
				}
			}
		}
		slices.SortFunc(day, func(x, y row) int { return cmp.Compare(x.entry, y.entry) })
		if rows = append(rows, day...); len(rows) > limit {
			return rows[:limit], nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// before reports whether a date comes before another in the order of the request.
func (s *asker) before(a, b string) bool {
	switch {
	case a == "" || b == "":
		return a != "" && b == ""
	case s.Sort != index.Oldest:
		return a > b
	}
	return a < b
}

// dates returns the dates of publication that the index knows, in order.
func (a *answers) dates(newest bool) ([]string, error) {
	var out []string
	for _, g := range a.segments {
		if err := g.each(fieldPublished, "", "", func(d string) bool { out = append(out, d); return true }); err != nil {
			return nil, err
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if newest {
		slices.Reverse(out)
	}
	return out, nil
}
