package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// from is the name of this register in the provenance of its records.
const from = "register"

// add turns a file into records.
func (r *Register) add(f file) {
	r.Instruments = append(r.Instruments, kb.Instrument{
		ID: f.ID, Jurisdiction: f.Jurisdiction, Authorities: f.Authorities, Number: f.Number, Kind: f.Kind,
		Title: f.Title.En, TitleZh: f.Title.Zh, Published: f.Published.Date, LegalBasis: f.LegalBasis,
		Documents: []corpus.DocumentID{}, Aliases: f.Aliases, Basis: f.basis("", ""), Review: kb.Confirmed,
		Conflicts: f.Conflicts, Note: f.Note,
	})
	for _, m := range f.Measures {
		r.Measures = append(r.Measures, f.measure(m))
	}
	seen := make(map[kb.EffectID]int)
	for _, e := range f.Life {
		effect := f.effect(e, seen)
		r.Effects = append(r.Effects, effect)
		r.lives[f.ID] = append(r.lives[f.ID], effect.ID)
	}
	for _, other := range f.Implements {
		r.Effects = append(r.Effects, f.mention(kb.Implements, other))
	}
	for _, other := range f.Cites {
		r.Effects = append(r.Effects, f.mention(kb.Cites, other))
	}
	for _, d := range f.Disputes {
		r.Disputes = append(r.Disputes, f.dispute(d))
	}
}

// basis says on what a record rests: the pages of its file, which of them were not opened, and that
// no text of the act is held.
func (f file) basis(note, confidence string) kb.Basis {
	says := "No text of the act is held; this rests on public pages, " + plural(f.Provenance.Total, "page") + " in all."
	if note != "" {
		says = note + " " + says
	}
	if other := f.Provenance.SecondHand; len(other) > 0 {
		says += " Cited by another page and not opened: " + strings.Join(other, ", ") + "."
	}
	return kb.Basis{Provenance: &kb.Provenance{From: from, URLs: slices.Concat(f.Provenance.URLs, f.Provenance.SecondHand),
		Confidence: cmp.Or(confidence, f.Provenance.Confidence), Note: says}}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func (f file) measure(m measure) kb.Measure {
	out := kb.Measure{
		ID: measureID(f.ID, m.Provision), Instrument: f.ID, Provision: m.Provision, Restriction: m.Restriction, Also: m.Also,
		Direction: m.Direction, Items: []kb.Item{}, Destinations: orEmpty(m.Destinations), ExceptDestinations: m.ExceptDestinations,
		Origins: m.Origins, EndUses: orEmpty(m.EndUses), ExemptEndUses: m.ExemptEndUses, EndUsers: m.EndUsers,
		Thresholds: []kb.Threshold{}, Summary: m.Summary, Basis: f.basis("", ""), Review: kb.Confirmed,
	}
	for _, i := range m.Items {
		out.Items = append(out.Items, i.expand()...)
	}
	for _, t := range m.Thresholds {
		w := kb.Threshold{Words: t.Words, Narrows: t.Narrows}
		if v := t.Value; v != nil {
			w.Value = &kb.ThresholdValue{Quantity: v.Quantity, Comparison: v.Comparison, Number: v.Number, Unit: v.Unit, Subject: v.Subject}
		}
		out.Thresholds = append(out.Thresholds, w)
	}
	return out
}

func measureID(id kb.InstrumentID, provision string) kb.MeasureID {
	return kb.MeasureID(string(id) + "/" + provision)
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// expand writes out materials × forms.
func (i item) expand() []kb.Item {
	materials, forms := i.Materials, i.Forms
	if len(materials) == 0 {
		materials = []kb.Material{i.Material}
	}
	if len(forms) == 0 {
		forms = []string{i.Form}
	}
	var out []kb.Item
	for _, m := range materials {
		for _, form := range forms {
			out = append(out, kb.Item{Material: m, Form: form, Description: i.Description,
				ControlCodes: strs(i.ControlCodes), CustomsCodes: strs(i.CustomsCodes)})
		}
	}
	return out
}

// ownLife are the events that an act brings about itself unless another is named.
var ownLife = []kb.Relation{kb.Proposes, kb.Adopts, kb.Commences, kb.Expires, kb.Withdraws}

func (f file) effect(e event, seen map[kb.EffectID]int) kb.Effect {
	out := kb.Effect{
		Relation: e.Event, By: e.By, ByProvision: e.ByProvision, Target: f.ID, Provisions: strs(e.Provisions),
		From: e.On.Date, Until: e.Until.Date, Announced: e.Announced, Scope: e.Scope, Basis: f.basis(e.Note, e.Confidence), Review: kb.Confirmed,
	}
	if out.By == "" && slices.Contains(ownLife, e.Event) {
		out.By = f.ID
	}
	if out.From.IsZero() && !e.Announced && e.Event != kb.Extends {
		out.Outstanding = cmp.Or(e.Note, "The day is not known.")
	}
	out.ID = effectID(out, seen)
	return out
}

// mention is an effect that does nothing to the life of the act that it names.
func (f file) mention(r kb.Relation, other kb.InstrumentID) kb.Effect {
	e := kb.Effect{Relation: r, By: f.ID, Target: other, From: f.Published.Date, Basis: f.basis("", ""), Review: kb.Confirmed}
	if e.From.IsZero() {
		e.Outstanding = "The day is not known."
	}
	e.ID = effectID(e, make(map[kb.EffectID]int))
	return e
}

// effectID names an effect by what it does and not by its date, so that a corrected date is a new
// version of the same record. Effects that would share a name are counted in the file's order.
func effectID(e kb.Effect, seen map[kb.EffectID]int) kb.EffectID {
	parts := []string{string(e.Target), string(e.Relation)}
	if e.By != "" && e.By != e.Target {
		parts = append(parts, string(e.By))
	}
	if len(e.Provisions) > 0 {
		parts = append(parts, strings.Join(e.Provisions, "+"))
	}
	if e.Announced {
		parts = append(parts, "announced")
	}
	id := kb.EffectID(strings.Join(parts, ":"))
	seen[id]++
	if n := seen[id]; n > 1 {
		return kb.EffectID(fmt.Sprintf("%s:%d", id, n))
	}
	return id
}

func (f file) dispute(d dispute) kb.Dispute {
	out := kb.Dispute{ID: kb.DisputeID(string(f.ID) + ":" + d.About), Instrument: f.ID, About: d.About, Settled: d.Settled}
	if d.Measure != "" {
		out.Measure = measureID(f.ID, d.Measure)
		out.ID += kb.DisputeID(":" + d.Measure)
	}
	for _, c := range d.Claims {
		b := f.basis("", "")
		b.Provenance.Note = c.Source
		if len(c.URLs) > 0 {
			b.Provenance.URLs = c.URLs
		}
		out.Claims = append(out.Claims, kb.Claim{Says: c.Says, Basis: b})
	}
	return out
}
