package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// law adds to the write what the document changes in law: the records of its act are made anew
// from all official documents of the act, laid under the register's, and what differs is stored.
func (g *Ingester) law(ctx context.Context, w *kb.Write, law kb.Law, doc corpus.Document, rev corpus.Revision, facts []kb.Fact) error {
	this := legal.Derive(doc, rev, facts)
	acts, known := g.actsOf(law, doc.ID), law.Instruments
	if this.Instrument != nil {
		known = append(slices.Clone(known), *this.Instrument)
	}
	if this.Instrument != nil && !slices.Contains(acts, this.Instrument.ID) {
		acts = append(acts, this.Instrument.ID)
	}
	for _, id := range acts {
		old, held := legal.Of(law, id)
		docs := []corpus.DocumentID{}
		if held {
			docs = slices.Clone(old.Instrument.Documents)
		}
		docs = slices.DeleteFunc(docs, func(d corpus.DocumentID) bool { return d == doc.ID })
		var all []reading
		if this.Instrument != nil && this.Instrument.ID == id {
			all = append(all, reading{doc, this})
		}
		for _, d := range docs {
			r, err := g.read(ctx, d)
			if err != nil {
				return fmt.Errorf("read %s again for %s: %w", d, id, err)
			}
			if r.law.Instrument != nil && r.law.Instrument.ID == id {
				all = append(all, r)
			}
		}
		now, ok := combine(old, all)
		if ok {
			now.Disputes = append(now.Disputes, pressOf(old)...)
		} else {
			now = withdrawn(old)
		}
		settleTargets(&now, known)
		record(w, old, now, held, doc)
	}
	retry(w, law, known)
	return g.weigh(ctx, w, law, doc, rev, facts)
}

// reading is one document with what it says of the law.
type reading struct {
	doc corpus.Document
	law legal.Derived
}

// read derives the law of a document that is held.
func (g *Ingester) read(ctx context.Context, id corpus.DocumentID) (reading, error) {
	doc, err := g.opt.Store.Document(ctx, id)
	if err != nil {
		return reading{}, err
	}
	rev, err := g.opt.Store.Revision(ctx, doc.Latest())
	if err != nil {
		return reading{}, err
	}
	facts, err := g.opt.Store.FactsOf(ctx, id)
	if err != nil {
		return reading{}, err
	}
	return reading{doc, legal.Derive(doc, rev, standing(facts))}, nil
}

// actsOf returns the acts in whose records the document takes part already.
func (g *Ingester) actsOf(law kb.Law, doc corpus.DocumentID) []kb.InstrumentID {
	var out []kb.InstrumentID
	for _, i := range law.Instruments {
		if slices.Contains(i.Documents, doc) {
			out = append(out, i.ID)
		}
	}
	return out
}

// combine makes the records of an act from its documents and from what was reviewed.
func combine(old legal.Records, all []reading) (legal.Records, bool) {
	slices.SortFunc(all, byAuthority)
	derived := make([]legal.Derived, len(all))
	for i, r := range all {
		derived[i] = r.law
	}
	read, found := legal.Merge(derived)
	reviewed, isReviewed := reviewedPart(old)
	switch {
	case isReviewed && found:
		return legal.Overlay(reviewed, read), true
	case isReviewed:
		return reviewed, true
	}
	return read, found
}

// byAuthority puts the copy in the issuer's own language first, then the one published first; the
// order of arrival plays no part.
func byAuthority(x, y reading) int {
	rank := func(r reading) int {
		n := 0
		if r.doc.Kind == corpus.Annex {
			n += 2
		}
		if home := homeLanguage(r.doc.Jurisdiction); home != "" && !strings.HasPrefix(string(r.doc.Lang), home) {
			n++
		}
		return n
	}
	if a, b := rank(x), rank(y); a != b {
		return a - b
	}
	if a, b := x.doc.Published, y.doc.Published; a != b && !a.IsZero() && !b.IsZero() {
		return a.Compare(b)
	}
	return strings.Compare(string(x.doc.ID), string(y.doc.ID))
}

func homeLanguage(j corpus.Jurisdiction) string {
	switch j {
	case "CN", "TW", "HK":
		return "zh"
	case "CD", "GA", "ML", "GN":
		return "fr"
	}
	return ""
}

// reviewedPart strips the reviewed records of the sentences that texts lent them.
func reviewedPart(old legal.Records) (legal.Records, bool) {
	if old.Instrument.Review != kb.Confirmed && old.Instrument.Review != kb.Corrected {
		return legal.Records{}, false
	}
	r := legal.Records{Instrument: old.Instrument}
	r.Instrument.Basis.Spans, r.Instrument.Documents, r.Instrument.Sample = nil, nil, false
	for _, m := range old.Measures {
		m.Basis.Spans, m.Sample = nil, false
		r.Measures = append(r.Measures, m)
	}
	for _, e := range old.Effects {
		e.Basis.Spans, e.Sample = nil, false
		r.Effects = append(r.Effects, e)
	}
	for _, d := range old.Disputes {
		if !slices.ContainsFunc(d.Claims, func(c kb.Claim) bool { return len(c.Basis.Spans) > 0 }) {
			r.Disputes = append(r.Disputes, d)
		}
	}
	return r, true
}

// withdrawn is an act of which no document speaks any more: a corrected page took its number away.
func withdrawn(old legal.Records) legal.Records {
	i := old.Instrument
	i.Removed, i.Documents = true, nil
	return legal.Records{Instrument: i}
}

// record adds the difference between two states of an act's records to the write, with entries for
// what is another than before. A record that says the same and rests on the same place of a new
// revision is stored and not told: one changed word elsewhere in a text is one change.
func record(w *kb.Write, old, now legal.Records, held bool, doc corpus.Document) {
	d := legal.Difference(old, now)
	if len(d.Instruments)+len(d.Measures)+len(d.Effects)+len(d.Disputes) == 0 {
		return
	}
	w.Instruments = append(w.Instruments, d.Instruments...)
	w.Measures = append(w.Measures, d.Measures...)
	w.Effects = append(w.Effects, d.Effects...)
	w.Disputes = append(w.Disputes, d.Disputes...)
	d = told(d, old, now)
	if len(d.Instruments)+len(d.Measures)+len(d.Effects)+len(d.Disputes) == 0 {
		return
	}
	i := now.Instrument
	base := kb.Entry{Instrument: i.ID, Document: doc.ID, Source: doc.Source, Jurisdiction: i.Jurisdiction, LegalDate: i.Published, Sample: doc.Sample}
	e := base
	e.Kind = kb.InstrumentRecorded
	verb := "is known now"
	if held {
		verb = "is known in more detail"
	}
	e.Summary = fmt.Sprintf("%s %s: %s", i.ID, verb, i.Title)
	w.Entries = append(w.Entries, e)
	for _, m := range d.Measures {
		e := base
		e.Kind, e.Measure, e.Spans = kb.MeasureRecorded, m.ID, m.Basis.Spans
		for _, item := range m.Items {
			if item.Material != "" && !slices.Contains(e.Materials, item.Material) {
				e.Materials = append(e.Materials, item.Material)
			}
		}
		e.Summary = fmt.Sprintf("%s: %s was recorded", m.ID, m.Restriction)
		if m.Removed {
			e.Summary = fmt.Sprintf("%s no longer stands in any text", m.ID)
		}
		w.Entries = append(w.Entries, e)
	}
	for _, x := range d.Effects {
		e := base
		e.Kind, e.Effect, e.By, e.LegalDate, e.Spans = kb.EffectRecorded, x.ID, x.By, x.From, x.Basis.Spans
		if x.Target != "" {
			e.Instrument = x.Target
		}
		e.Summary = fmt.Sprintf("%s %s %s, %s", x.By, x.Relation, orPrinted(x), orUnknown(x.From))
		w.Entries = append(w.Entries, e)
	}
	for _, x := range d.Disputes {
		e := base
		e.Kind, e.Dispute, e.Measure = kb.DisputeOpened, x.ID, x.Measure
		if x.Removed {
			e.Kind = kb.DisputeSettled
		}
		e.Summary = fmt.Sprintf("%s: %s is told in %d ways", x.Instrument, strings.ReplaceAll(x.About, "_", " "), len(x.Claims))
		if x.Press {
			e.Summary += ", by the act and by a report"
		}
		w.Entries = append(w.Entries, e)
	}
}

func orPrinted(e kb.Effect) string {
	if e.Target == "" {
		return e.Printed
	}
	return string(e.Target)
}

func orUnknown(d corpus.Date) string {
	if d.IsZero() {
		return "on a day that is not known"
	}
	return "from " + d.String()
}

// told keeps of a difference what is another than before in more than the spans it rests on.
func told(d kb.Write, old, now legal.Records) kb.Write {
	bare := legal.Difference(unspanned(old), unspanned(now))
	d.Instruments = among(d.Instruments, bare.Instruments, func(i kb.Instrument) string { return string(i.ID) })
	d.Measures = among(d.Measures, bare.Measures, func(m kb.Measure) string { return string(m.ID) })
	d.Effects = among(d.Effects, bare.Effects, func(e kb.Effect) string { return string(e.ID) })
	d.Disputes = among(d.Disputes, bare.Disputes, func(x kb.Dispute) string { return string(x.ID) })
	return d
}

func among[T any](all, some []T, id func(T) string) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool {
		return !slices.ContainsFunc(some, func(y T) bool { return id(x) == id(y) })
	})
}

// unspanned copies records with the spans that they rest on reduced to whether there are any.
func unspanned(r legal.Records) legal.Records {
	plain := func(b kb.Basis) kb.Basis {
		if len(b.Spans) > 0 {
			b.Spans = []corpus.Span{{}}
		}
		return b
	}
	r.Instrument.Basis = plain(r.Instrument.Basis)
	r.Measures, r.Effects, r.Disputes = slices.Clone(r.Measures), slices.Clone(r.Effects), slices.Clone(r.Disputes)
	for i := range r.Measures {
		r.Measures[i].Basis = plain(r.Measures[i].Basis)
	}
	for i := range r.Effects {
		r.Effects[i].Basis = plain(r.Effects[i].Basis)
	}
	for i := range r.Disputes {
		r.Disputes[i].Claims = slices.Clone(r.Disputes[i].Claims)
		for j := range r.Disputes[i].Claims {
			r.Disputes[i].Claims[j].Basis = plain(r.Disputes[i].Claims[j].Basis)
		}
	}
	return r
}
