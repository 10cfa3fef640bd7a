package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// What reports say of an act otherwise than the act is kept as disputes of the act, marked as of the
// press. They are made anew whenever a report or the act changes, so that the order of arrival plays
// no part.

// reports finds the documents that speak about acts, by the acts that they name for certain.
type reports struct {
	of map[kb.InstrumentID]map[corpus.DocumentID]bool // nil: not read yet
}

// note takes in what a document says now.
func (r *reports) note(doc corpus.DocumentID, says []legal.Report) {
	if r.of == nil {
		return
	}
	for _, docs := range r.of {
		delete(docs, doc)
	}
	for _, s := range says {
		if r.of[s.Act] == nil {
			r.of[s.Act] = map[corpus.DocumentID]bool{}
		}
		r.of[s.Act][doc] = true
	}
}

// load reads what is held, once.
func (r *reports) load(ctx context.Context, g *Ingester) error {
	if r.of != nil {
		return nil
	}
	docs, err := g.opt.Store.Documents(ctx, "", 0)
	if err != nil {
		return fmt.Errorf("list the documents: %w", err)
	}
	of := reports{map[kb.InstrumentID]map[corpus.DocumentID]bool{}}
	for _, d := range docs {
		if !legal.IsReport(d) || d.Latest() == "" {
			continue
		}
		says, err := g.saysOf(ctx, d)
		if err != nil {
			return err
		}
		of.note(d.ID, says)
	}
	r.of = of.of
	return nil
}

// saysOf reads what a held report says of acts.
func (g *Ingester) saysOf(ctx context.Context, doc corpus.Document) ([]legal.Report, error) {
	facts, err := g.opt.Store.FactsOf(ctx, doc.ID)
	if err != nil {
		return nil, fmt.Errorf("read what %s says of acts: %w", doc.ID, err)
	}
	facts = standing(facts)
	if !slices.ContainsFunc(facts, func(f kb.Fact) bool { v, ok := f.Value.(kb.CitationValue); return ok && v.Target != "" }) {
		return nil, nil
	}
	rev, err := g.opt.Store.Revision(ctx, doc.Latest())
	if err != nil {
		return nil, fmt.Errorf("read what %s says of acts: %w", doc.ID, err)
	}
	return legal.Reports(doc, rev, facts, corpus.DateOf(doc.FirstSeen)), nil
}

// weigh adds to a write what reports say otherwise than the acts that it touches, and what a report
// that it holds says otherwise than any.
func (g *Ingester) weigh(ctx context.Context, w *kb.Write, law kb.Law, doc corpus.Document, rev corpus.Revision, facts []kb.Fact) error {
	says := legal.Reports(doc, rev, facts, corpus.DateOf(doc.FirstSeen))
	acts := map[kb.InstrumentID]bool{}
	for _, s := range says {
		acts[s.Act] = true
	}
	for _, d := range law.Disputes { // what it said before
		if d.Press && restsOn(d, doc.ID) {
			acts[d.Instrument] = true
		}
	}
	g.reports.note(doc.ID, says)
	return g.weighActs(ctx, w, law, acts, doc, says)
}

func restsOn(d kb.Dispute, doc corpus.DocumentID) bool {
	return slices.ContainsFunc(d.Claims, func(c kb.Claim) bool {
		return slices.ContainsFunc(c.Basis.Spans, func(s corpus.Span) bool { return s.Document == doc })
	})
}

// weighActs compares acts, and those that a write touches, with the reports about them. The document
// is the one that is being taken in, with what it says.
func (g *Ingester) weighActs(ctx context.Context, w *kb.Write, law kb.Law, acts map[kb.InstrumentID]bool, doc corpus.Document, says []legal.Report) error {
	for _, i := range w.Instruments {
		acts[i.ID] = true
	}
	for _, e := range w.Effects {
		acts[e.Target] = true
	}
	delete(acts, "")
	if len(acts) == 0 {
		return nil
	}
	if err := g.reports.load(ctx, g); err != nil {
		return err
	}
	g.reports.note(doc.ID, says)
	for _, id := range slices.Sorted(maps.Keys(acts)) {
		var all []legal.Report
		for _, d := range slices.Sorted(maps.Keys(g.reports.of[id])) {
			if d == doc.ID {
				continue
			}
			held, err := g.opt.Store.Document(ctx, d)
			if errors.Is(err, kb.ErrNotFound) { // its write failed
				continue
			}
			if err != nil {
				return fmt.Errorf("read the report %s: %w", d, err)
			}
			more, err := g.saysOf(ctx, held)
			if err != nil {
				return err
			}
			all = append(all, more...)
		}
		dispute(w, law, id, append(all, says...), doc)
	}
	return nil
}

// dispute adds to a write the difference between the disputes with the press that an act has and those
// that it is to have.
func dispute(w *kb.Write, law kb.Law, id kb.InstrumentID, says []legal.Report, doc corpus.Document) {
	around := surroundings(law, *w, id)
	old, held := legal.Of(around, id)
	if !held {
		return
	}
	now := old
	now.Disputes = slices.DeleteFunc(slices.Clone(old.Disputes), func(d kb.Dispute) bool { return d.Press })
	now.Disputes = append(now.Disputes, legal.New(around, corpus.Date{}).Against(id, says)...)
	record(w, old, now, true, doc)
}

// surroundings picks from the law, as it will be after the write, what bears on an act: the act, its
// clauses and disputes, what is done to it and what is done to those that do it.
func surroundings(law kb.Law, w kb.Write, id kb.InstrumentID) kb.Law {
	near := map[kb.InstrumentID]bool{id: true}
	for _, effects := range [][]kb.Effect{law.Effects, w.Effects} {
		for _, e := range effects {
			if e.Target == id && e.By != "" {
				near[e.By] = true
			}
		}
	}
	out := kb.Law{Version: law.Version}
	out.Instruments = after(law.Instruments, w.Instruments, func(i kb.Instrument) (string, bool) { return string(i.ID), i.Removed }, func(i kb.Instrument) bool { return i.ID == id })
	out.Measures = after(law.Measures, w.Measures, func(m kb.Measure) (string, bool) { return string(m.ID), m.Removed }, func(m kb.Measure) bool { return near[m.Instrument] })
	out.Effects = after(law.Effects, w.Effects, func(e kb.Effect) (string, bool) { return string(e.ID), e.Removed }, func(e kb.Effect) bool { return near[e.Target] })
	out.Disputes = after(law.Disputes, w.Disputes, func(d kb.Dispute) (string, bool) { return string(d.ID), d.Removed }, func(d kb.Dispute) bool { return d.Instrument == id })
	return out
}

// after lays new versions over records, and keeps those that are wanted and stand.
func after[T any](held, news []T, id func(T) (string, bool), wanted func(T) bool) []T {
	newest := map[string]T{}
	for _, x := range news {
		k, _ := id(x)
		newest[k] = x
	}
	var out []T
	add := func(x T) {
		if _, removed := id(x); !removed && wanted(x) {
			out = append(out, x)
		}
	}
	for _, x := range held {
		k, _ := id(x)
		if _, ok := newest[k]; !ok {
			add(x)
		}
	}
	for _, x := range news {
		k, _ := id(x)
		if last, ok := newest[k]; ok {
			delete(newest, k)
			add(last)
		}
	}
	return out
}

// pressOf are the disputes of an act with what reports say of it; they are weighed anew at the end of a
// write.
func pressOf(r legal.Records) []kb.Dispute {
	return slices.DeleteFunc(slices.Clone(r.Disputes), func(d kb.Dispute) bool { return !d.Press })
}
