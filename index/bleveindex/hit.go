package bleveindex

import (
	"context"
	"errors"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
	"github.com/lodestone-kb/lodestone/kb"
)

// hit makes a hit of a row. It is false where the store no longer says what the index says: the
// index never has the last word.
func (s *asker) hit(ctx context.Context, w row) (index.Hit, bool, error) {
	var h index.Hit
	doc, ok, err := s.doc(ctx, w)
	if err != nil || !ok {
		return h, false, err
	}
	t, err := s.texts.get(ctx, s.view, w.revision)
	if err != nil {
		return h, false, err
	}
	d, err := s.view.Document(ctx, t.revision.Document)
	if errors.Is(err, kb.ErrNotFound) {
		return h, false, nil
	}
	if err != nil {
		return h, false, fmt.Errorf("search: %w", err)
	}
	h = index.Hit{Document: d.ID, Revision: w.revision, Title: d.Title, Authority: d.Authority, Published: d.Published,
		Score: w.score, URL: d.URL, Source: d.Source, Jurisdiction: d.Jurisdiction, Kind: d.Kind, Lang: d.Lang, State: d.State, Sample: d.Sample}
	if s.Explain && w.figures != nil {
		h.Figures = map[string]float64{}
		for i, name := range rank.Names() {
			h.Figures[name] = w.figures[i]
		}
	}
	var marks []query.Mark
	if s.tree != nil {
		holds := query.Eval(s.tree, doc)
		if holds {
			marks = query.Marks(s.tree, doc)
		}
		if err := ctx.Err(); err != nil {
			return h, false, fmt.Errorf("search: %w", err)
		}
		if !holds {
			return h, false, nil
		}
	}
	passage, marks, ok := s.passage(w, &t.revision, marks)
	if !ok {
		return h, false, nil
	}
	h.Start, h.End = passage.Start, passage.End
	show(&h, t, passage, marks)
	return h, true, nil
}

// passage returns the passage to show and the marks in it: the one that was found, or of a document
// the one that holds the most different words of the query, then the most marks, then the first.
func (s *asker) passage(w row, r *corpus.Revision, marks []query.Mark) (corpus.Range, []query.Mark, bool) {
	if w.passage != "" {
		var p corpus.Range
		if _, err := fmt.Sscanf(w.passage, "%d-%d", &p.Start, &p.End); err != nil || p.Start < 0 || p.Start >= p.End || p.End > len(r.Text) {
			return p, nil, false
		}
		in := inside(marks, p)
		return p, in, s.tree == nil || len(in) > 0
	}
	ps := passages(r)
	if len(ps) == 0 {
		return corpus.Range{}, nil, true
	}
	byPassage := make(map[int][]query.Mark)
	for _, m := range marks {
		i := passageAt(ps, m.Range.Start)
		byPassage[i] = append(byPassage[i], m)
	}
	best := 0
	for i := range ps {
		if better(byPassage[i], byPassage[best]) {
			best = i
		}
	}
	return ps[best], inside(byPassage[best], ps[best]), true
}

// better reports whether some marks tell more than others.
func better(a, b []query.Mark) bool {
	da, db := different(a), different(b)
	return da > db || da == db && len(a) > len(b)
}

func different(marks []query.Mark) int {
	terms := make(map[string]bool)
	for _, m := range marks {
		terms[m.Term] = true
	}
	return len(terms)
}

func inside(marks []query.Mark, r corpus.Range) []query.Mark {
	var out []query.Mark
	for _, m := range marks {
		if r.Start <= m.Range.Start && m.Range.End <= r.End {
			out = append(out, m)
		}
	}
	return out
}
