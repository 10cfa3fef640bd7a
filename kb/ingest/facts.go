package ingest

import (
	"context"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var noTime time.Time // the newest knowledge, in calls of Store.Law

// settle joins the facts read now with those held: what was seen before keeps its first day and
// what reviewers decided, what no longer stands is kept and marked.
func (g *Ingester) settle(ctx context.Context, doc corpus.Document, facts []kb.Fact, now time.Time) ([]kb.Fact, error) {
	held, err := g.opt.Store.FactsOf(ctx, doc.ID)
	if err != nil {
		return nil, err
	}
	before := map[kb.FactID]kb.Fact{}
	for _, f := range held {
		before[f.ID] = f
	}
	out := make([]kb.Fact, 0, len(facts))
	for _, f := range facts {
		f.FirstSeen, f.LastSeen, f.Current = now, now, true
		if was, ok := before[f.ID]; ok {
			f.FirstSeen, f.Review = was.FirstSeen, was.Review
			delete(before, f.ID)
		}
		out = append(out, f)
	}
	for _, f := range held {
		if _, gone := before[f.ID]; gone && f.Current {
			f.Current = false
			out = append(out, f)
		}
	}
	return out, nil
}
