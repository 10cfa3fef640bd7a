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
	t, err := s.texts.get(ctx, s.view, w.revision)
	if errors.Is(err, kb.ErrNotFound) {
		return h, false, nil
	}
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
		Score: w.score, URL: d.URL, Source: d.Source, Jurisdiction: d.Jurisdiction, Kind: d.Kind, Lang: d.Lang, State: d.State, Sample: d.Sample, Partly: len(t.revision.Gaps) > 0}
	if s.Explain && w.figures != nil {
		h.Figures = map[string]float64{}
		for i, name := range rank.Names() {
			h.Figures[name] = w.figures[i]
		}
	}
	found := s.inDocument
	if isPassage(w.entry) {
		found = s.inPassage
	}
	passage, marks, ok, err := found(ctx, w, t)
	if err != nil || !ok {
		return h, false, err
	}
	h.Start, h.End = passage.Start, passage.End
	show(&h, t, passage, marks)
	return h, true, nil
}

// inPassage returns the passage that was found and the marks in it. It is false where no word of the
// query stands in it. What stands around it is not looked at: its text may be long.
func (s *asker) inPassage(ctx context.Context, w row, t *text) (corpus.Range, []query.Mark, bool, error) {
	ps, n := passages(&t.revision), placeOf(w.entry)
	if n >= len(ps) {
		return corpus.Range{}, nil, false, nil
	}
	p := ps[n]
	if s.tree == nil {
		return p, nil, true, nil
	}
	doc := &query.Doc{Body: query.NewText(t.revision.Text[p.Start:p.End]), Stop: func() bool { return ctx.Err() != nil }}
	marks := query.Marks(s.tree, doc)
	if err := ctx.Err(); err != nil {
		return p, nil, false, fmt.Errorf("search: %w", err)
	}
	for i := range marks {
		marks[i].Range.Start += p.Start
		marks[i].Range.End += p.Start
	}
	return p, marks, len(marks) > 0, nil
}

// inDocument returns the passage of a document to show and the marks in it: the one that holds the most
// different words of the query, then the most marks, then the first. It is false where the document does
// not answer.
func (s *asker) inDocument(ctx context.Context, w row, t *text) (corpus.Range, []query.Mark, bool, error) {
	var marks []query.Mark
	if s.tree != nil {
		doc, ok, err := s.doc(ctx, w)
		if err != nil || !ok {
			return corpus.Range{}, nil, false, err
		}
		var holds bool
		marks, holds = query.Answer(s.tree, doc)
		if err := ctx.Err(); err != nil {
			return corpus.Range{}, nil, false, fmt.Errorf("search: %w", err)
		}
		if !holds {
			return corpus.Range{}, nil, false, nil
		}
	}
	ps := passages(&t.revision)
	if len(ps) == 0 {
		return corpus.Range{}, nil, true, nil
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
	return ps[best], inside(byPassage[best], ps[best]), true, nil
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
