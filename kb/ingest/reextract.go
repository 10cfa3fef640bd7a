package ingest

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
)

// Reextraction tells what reading the texts again changed.
type Reextraction struct {
	Documents int `json:"documents"` // that were read
	Changed   int `json:"changed"`   // in which facts differ
	Added     int `json:"added"`     // facts
	Gone      int `json:"gone"`
}

// Reextract finds the facts of every document again in the text that is held, with today's rules,
// one transaction a document that changes. What people decided stays. The entries say that a rule
// changed and not the law; doing it twice changes nothing the second time, and one that is broken
// off is simply done again.
func (g *Ingester) Reextract(ctx context.Context, done func(corpus.Document, bool)) (Reextraction, error) {
	var out Reextraction
	docs, err := g.opt.Store.Documents(ctx, "", 0)
	if err != nil {
		return out, err
	}
	for _, doc := range docs {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if len(doc.Revisions) == 0 {
			continue
		}
		added, gone, err := g.anew(ctx, doc)
		if err != nil {
			return out, fmt.Errorf("read %s again: %w", doc.ID, err)
		}
		out.Documents++
		out.Added, out.Gone = out.Added+added, out.Gone+gone
		if added+gone > 0 {
			out.Changed++
		}
		if done != nil {
			done(doc, added+gone > 0)
		}
	}
	return out, nil
}

// anew finds the facts of one document anew, and stores what differs.
func (g *Ingester) anew(ctx context.Context, doc corpus.Document) (added, gone int, err error) {
	g.work.Lock()
	defer g.work.Unlock()
	rev, err := g.opt.Store.Revision(ctx, doc.Latest())
	if err != nil {
		return 0, 0, err
	}
	held, err := g.opt.Store.FactsOf(ctx, doc.ID)
	if err != nil {
		return 0, 0, err
	}
	law, err := g.opt.Store.Law(ctx, noTime)
	if err != nil {
		return 0, 0, err
	}
	now := g.opt.Now().UTC()
	read := link(doc, rev, readable(g.opt.Extract.Facts(extract.Input{Document: doc, Revision: rev, At: now}), rev), law)
	settled, err := g.settle(ctx, doc, rev, read, now)
	if err != nil {
		return 0, 0, err
	}
	var w kb.Write
	w.Facts, added, gone = differing(held, settled)
	if added+gone == 0 {
		return 0, 0, nil
	}
	w.At = now
	w.Entries = []kb.Entry{{Kind: kb.ReExtracted, Document: doc.ID, Revision: rev.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: doc.Sample,
		Summary: fmt.Sprintf("%q was read again with other rules: %d facts more, %d gone; the text is the same", doc.Title, added, gone)}}
	if err := g.law(ctx, &w, law, doc, rev, standing(settled)); err != nil {
		return 0, 0, err
	}
	_, err = g.opt.Store.Commit(ctx, w)
	return added, gone, err
}

// differing returns the facts that are not held as they are now, apart from when they were last
// seen, and counts those that are new and those that are gone.
func differing(held, now []kb.Fact) (changed []kb.Fact, added, gone int) {
	for _, f := range now {
		i := slices.IndexFunc(held, func(h kb.Fact) bool { return h.ID == f.ID })
		if i < 0 {
			changed, added = append(changed, f), added+1
			continue
		}
		was := held[i]
		was.LastSeen = f.LastSeen
		if reflect.DeepEqual(was, f) {
			continue
		}
		changed = append(changed, f)
		switch {
		case was.Current && !f.Current:
			gone++
		case !was.Current && f.Current:
			added++
		default:
			added, gone = added+1, gone+1 // the same words, said otherwise
		}
	}
	return changed, added, gone
}
