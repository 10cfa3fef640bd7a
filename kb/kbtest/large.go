package kbtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Large is how big a made-up store is to be. The zero value of a field makes none of it.
type Large struct {
	Instruments int    // each with one document, one to three measures and two to six effects
	Facts       int    // spread evenly over the documents
	Passages    int    // articles of some sentences, spread evenly over the documents; 0: a line for each fact
	Seed        uint64 // the same seed makes the same store
}

// Fill makes up a body of law and stores it, a batch of documents a transaction. Most of it is spread
// evenly over materials and twenty countries, a fifth falls on the few that real law speaks of most. One act
// in eight is suspended for a time, one in six repealed, and every other one runs out, as quotas and lists of
// a year do.
func (l Large) Fill(ctx context.Context, s kb.Store) error {
	r := rand.New(rand.NewPCG(l.Seed, 23))
	at := time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)
	const batch = 250
	var w kb.Write
	for n := range l.Instruments {
		facts := l.Facts/l.Instruments + btoi(n < l.Facts%l.Instruments)
		passages := l.Passages/l.Instruments + btoi(n < l.Passages%l.Instruments)
		l.notice(r, n, facts, passages, &w)
		if n%batch == batch-1 || n == l.Instruments-1 {
			w.At = at.Add(time.Duration(n) * time.Second)
			if _, err := s.Commit(ctx, w); err != nil {
				return fmt.Errorf("store made-up notices up to %d: %w", n, err)
			}
			w = kb.Write{}
		}
	}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// notice makes one document with its facts and its law.
func (l Large) notice(r *rand.Rand, n, facts, passages int, w *kb.Write) {
	home := pick(r, []corpus.Jurisdiction{"CN", "CN", "CN", "US", "EU", "ID"}, allHomes)
	id := kb.InstrumentID(fmt.Sprintf("%s-made-%d", strings.ToLower(string(home)), n))
	day := corpus.Day(2008, 1, 1).AddDays(r.IntN(19 * 365))
	doc := corpus.Document{ID: corpus.DocumentID(fmt.Sprintf("d-made-%06d", n)), Source: "made", URL: fmt.Sprintf("http://made.example/%d", n),
		Kind: corpus.Notice, Official: true, Title: fmt.Sprintf("Made-up notice %d", n), Jurisdiction: home, Lang: "en", Published: day}
	rev, fs := page(r, doc, id, facts, newProse(l.Seed, n, passages))
	doc.Revisions = []corpus.RevisionID{rev.ID}
	w.Documents, w.Revisions, w.Facts = append(w.Documents, doc), append(w.Revisions, rev), append(w.Facts, fs...)
	basis := kb.Basis{Spans: []corpus.Span{rev.Span(0, min(24, len(rev.Text)))}}
	w.Instruments = append(w.Instruments, kb.Instrument{ID: id, Jurisdiction: home, Authorities: []string{"MADE"}, Kind: "notice", Title: doc.Title,
		Published: day, Documents: []corpus.DocumentID{doc.ID}, Basis: basis, Review: kb.Unreviewed})
	for i := range 1 + r.IntN(3) {
		w.Measures = append(w.Measures, clause(r, id, i+1, basis))
	}
	w.Effects = append(w.Effects, life(r, id, n, day, basis)...)
	w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentAdded, Document: doc.ID, Instrument: id, LegalDate: day, Summary: doc.Title})
}

// page makes a text and its facts: a line for each fact, or, where there is prose, articles of it over
// which the lines are spread.
func page(r *rand.Rand, doc corpus.Document, id kb.InstrumentID, n int, prose *prose) (corpus.Revision, []kb.Fact) {
	prose.WriteString("A made-up notice begins here and controls what it lists.\n")
	type place struct{ start, end int }
	at := make([]place, n)
	materials := make([]kb.Material, n)
	for i := range n {
		prose.before(i, n)
		materials[i] = pick(r, commonMaterials, kb.Elements())
		fmt.Fprintf(prose, "Item %d: ", i+1)
		at[i].start = prose.Len()
		prose.WriteString(string(materials[i]))
		at[i].end = prose.Len()
		prose.WriteString(" needs a licence.\n")
	}
	prose.before(1, 1)
	text := prose.String()
	hash := corpus.HashOf([]byte(text))
	rev := corpus.Revision{ID: corpus.NewRevisionID(doc.ID, hash), Document: doc.ID, Hash: hash, Text: text, Provisions: prose.provisions(), Sentences: prose.sentences()}
	facts := make([]kb.Fact, n)
	for i := range n {
		facts[i] = kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%s-%d", doc.ID, i)), Value: kb.MaterialValue{Material: materials[i]}, AsPrinted: string(materials[i]),
			Role: kb.RoleRestricted, Assertion: kb.Asserted, Span: rev.Span(at[i].start, at[i].end), Rule: "made/1", Confidence: 1, Instrument: id,
			Review: kb.Unreviewed, Current: true}
	}
	return rev, facts
}

func clause(r *rand.Rand, id kb.InstrumentID, n int, basis kb.Basis) kb.Measure {
	m := kb.Measure{ID: kb.MeasureID(fmt.Sprintf("%s/%d", id, n)), Instrument: id, Provision: fmt.Sprint(n), Direction: kb.Export, Destinations: []string{"*"},
		Restriction: pick(r, []kb.RestrictionType{kb.LicenceRequirement}, []kb.RestrictionType{kb.Prohibition, kb.Quota, kb.ExportDuty, kb.LicenceRequirement}),
		EndUses:     []kb.EndUse{}, Thresholds: []kb.Threshold{}, Basis: basis, Review: kb.Unreviewed}
	if r.IntN(3) == 0 {
		m.Destinations = []string{pick(r, []string{"US", "JP", "EU"}, kb.Countries())}
	}
	if r.IntN(50) == 0 {
		m.Items = []kb.Item{{Material: "all dual-use items"}}
		return m
	}
	for range 1 + r.IntN(4) {
		m.Items = append(m.Items, kb.Item{Material: pick(r, commonMaterials, kb.Elements()), Form: pick(r, []string{""}, []string{"metal", "oxide", "ore", "alloy"})})
	}
	return m
}

// life makes the effects on an act, by itself and by acts that nobody names.
func life(r *rand.Rand, id kb.InstrumentID, n int, day corpus.Date, basis kb.Basis) []kb.Effect {
	var out []kb.Effect
	add := func(rel kb.Relation, by kb.InstrumentID, from, until corpus.Date) {
		out = append(out, kb.Effect{ID: kb.EffectID(fmt.Sprintf("e-made-%d-%d", n, len(out))), Relation: rel, By: by, Target: id, From: from, Until: until,
			Basis: basis, Review: kb.Unreviewed})
	}
	start := day.AddDays(r.IntN(90))
	add(kb.Adopts, id, day, corpus.Date{})
	add(kb.Commences, id, start, corpus.Date{})
	if r.IntN(8) == 0 {
		pause := start.AddDays(r.IntN(800))
		add(kb.Suspends, "", pause, pause.AddDays(365))
	}
	if r.IntN(6) == 0 {
		add(kb.Repeals, "", start.AddDays(900+r.IntN(2000)), corpus.Date{})
	}
	if r.IntN(2) == 0 {
		add(kb.Expires, id, start.AddDays(365*(1+r.IntN(5))), corpus.Date{})
	}
	return out
}

// pick draws from what is common once in five times, else from all.
func pick[T any](r *rand.Rand, common, all []T) T {
	if r.IntN(5) == 0 {
		return common[r.IntN(len(common))]
	}
	return all[r.IntN(len(all))]
}

var (
	commonMaterials = []kb.Material{"Ga", "Ge", "Dy", "Tb", "Li", "Co", "Ni", "W", "graphite", "REE"}
	allHomes        = []corpus.Jurisdiction{"CN", "US", "EU", "ID", "CD", "ZW", "IN", "JP", "KR", "RU", "AU", "CA", "MY", "VN", "GB", "KZ", "NA", "TZ", "GA", "GH"}
)
