package ingest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var noTime time.Time // the newest knowledge, in calls of Store.Law

// settle joins the facts read now with those held: what was seen before keeps its first day and
// what reviewers decided, what reviewers put in is kept where its sentence still stands, what no
// longer stands is kept and marked.
func (g *Ingester) settle(ctx context.Context, doc corpus.Document, rev corpus.Revision, facts []kb.Fact, now time.Time) ([]kb.Fact, error) {
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
			f.FirstSeen, f.Review, f.Decision = was.FirstSeen, was.Review, was.Decision
			delete(before, f.ID)
		}
		out = append(out, f)
	}
	for _, f := range held {
		if _, ok := before[f.ID]; ok && f.Rule == kb.ReviewRule {
			kept, err := g.keep(ctx, f, rev)
			if err != nil {
				return nil, err
			}
			delete(before, f.ID)
			out = append(out, kept)
		}
	}
	for _, f := range held {
		if _, gone := before[f.ID]; gone && f.Current {
			f.Current = false
			out = append(out, f)
		}
	}
	return out, nil
}

// keep finds the place of a reviewer's fact in another text of its document: where the sentence
// stands there once, the fact stands too; else it is of a text that is no more.
func (g *Ingester) keep(ctx context.Context, f kb.Fact, rev corpus.Revision) (kb.Fact, error) {
	if f.Span.Revision == rev.ID {
		f.Current = true
		return f, nil
	}
	was, err := g.opt.Store.Revision(ctx, f.Span.Revision)
	if err != nil {
		return f, fmt.Errorf("read the text on which a reviewer decided: %w", err)
	}
	sentence := was.Text[f.Context.Start:f.Context.End]
	if f.Current = strings.Count(rev.Text, sentence) == 1; !f.Current {
		return f, nil
	}
	at := strings.Index(rev.Text, sentence)
	start := at + f.Span.Start - f.Context.Start
	f.Span = rev.Span(start, start+len(f.AsPrinted))
	f.Context = corpus.Range{Start: at, End: at + len(sentence)}
	return f, nil
}

// standing returns the facts that make law: those in the text that nobody rejected.
func standing(facts []kb.Fact) []kb.Fact {
	var out []kb.Fact
	for _, f := range facts {
		if f.Stands() {
			out = append(out, f)
		}
	}
	return out
}
