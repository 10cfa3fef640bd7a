// Package legal turns facts into law: given what documents assert and the register holds, it says
// which measures stand on a day, and why. It is pure: it reads no text from disk and writes
// nothing, knows no clock, and its answers do not depend on the order in which documents arrived.
//
// Start at [New], which prepares a [Body] of law as known at one time, and then at
// [Body.StatusOn] (one measure on one day), [Body.Answer] (the decision question: material,
// destination, end use, day) and [Body.Changes] (what differs between two days). [Derive] makes
// an instrument, measures and effects out of the facts of one document.
//
// How a status comes about. The effects on a measure (its own adoption and commencement, and what
// other acts do to it) are laid on a line of days, see [life]. Then, for the day asked:
//
//   - before its adoption it is nothing, or proposed;
//   - once an end has come it is expired, repealed, superseded or withdrawn, and never_operated
//     where it had not bound a single day by then;
//   - while a suspension covers the day it is suspended, whether or not it had started;
//   - when a suspension's last day has passed and nothing applied says what follows, it is
//     lapsed_suspension: never silently in force, never silently suspended;
//   - otherwise its start decides: unknown is announced, ahead is scheduled, else in_force.
//
// A last day named is inside. A date known to the month or year only is tried at both ends; where
// that makes a difference for the day asked, the status is unclear and the reason names the date.
// What was announced without a legal act stands in the chain and is never applied.
package legal

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Body is a body of law as known at one time, prepared for questions. It is read-only and may be
// used by many goroutines.
type Body struct {
	version     kb.Version
	changed     kb.Seq // version of the newest records that it was made from
	today       corpus.Date
	instruments map[kb.InstrumentID]*kb.Instrument
	parts       map[kb.InstrumentID][]*kb.Measure
	effects     map[kb.EffectID]*kb.Effect
	onto        map[kb.InstrumentID][]*kb.Effect // effects by their target
	does        map[kb.InstrumentID][]*kb.Effect // effects on others, by the act that brings them about
	disputes    map[kb.InstrumentID][]*kb.Dispute
	contested   map[kb.DisputeID]*kb.Dispute
	entries     map[kb.MeasureID]*entry
	index
	rosters *rosters
	law     func() kb.Law
}

// New prepares a body of law. Days after today are answered by what is known, and marked expected.
func New(law kb.Law, today corpus.Date) *Body {
	b := &Body{
		version:     law.Version,
		changed:     law.Version.Seq,
		today:       today,
		instruments: make(map[kb.InstrumentID]*kb.Instrument),
		parts:       make(map[kb.InstrumentID][]*kb.Measure),
		effects:     make(map[kb.EffectID]*kb.Effect),
		onto:        make(map[kb.InstrumentID][]*kb.Effect),
		does:        make(map[kb.InstrumentID][]*kb.Effect),
		disputes:    make(map[kb.InstrumentID][]*kb.Dispute),
		contested:   make(map[kb.DisputeID]*kb.Dispute),
		entries:     make(map[kb.MeasureID]*entry),
		index:       index{byMaterial: map[kb.Material][]*entry{}, byHome: map[corpus.Jurisdiction][]*entry{}},
		law:         func() kb.Law { return law },
	}
	b.rosters = newRosters(nil)
	b.take(law)
	return b
}

// compareEffects orders effects by date, unknown dates first, then by id, so that answers do not
// depend on the order of arrival.
func compareEffects(x, y *kb.Effect) int {
	return cmp.Or(x.From.Compare(y.From), cmp.Compare(rankOf(x.Relation), rankOf(y.Relation)), cmp.Compare(x.ID, y.ID))
}

// rankOf orders what happens on one day: announced before commenced before suspended before ended.
func rankOf(r kb.Relation) int { return slices.Index(kb.Relations(), r) }

// Version names the state of the knowledge that the body was made from.
func (b *Body) Version() kb.Version { return b.version }

// Changed returns the version at which a record of law was last learned, at the latest: bodies of one
// log that agree in it, and in their day, give the same answers, though more was learned of other things.
func (b *Body) Changed() kb.Seq { return b.changed }

// Today returns the day after which answers are expectations.
func (b *Body) Today() corpus.Date { return b.today }

// Instrument returns the instrument of that id.
func (b *Body) Instrument(id kb.InstrumentID) (kb.Instrument, bool) {
	i, ok := b.instruments[id]
	if !ok {
		return kb.Instrument{}, false
	}
	return *i, true
}

// Measure returns the measure of that id.
func (b *Body) Measure(id kb.MeasureID) (kb.Measure, bool) {
	e, ok := b.entries[id]
	if !ok {
		return kb.Measure{}, false
	}
	return *e.m, true
}

// MeasuresOf returns the measures of an instrument in the order of their ids.
func (b *Body) MeasuresOf(id kb.InstrumentID) []kb.Measure {
	var out []kb.Measure
	for _, m := range b.parts[id] {
		out = append(out, *m)
	}
	return out
}

// EffectsOn returns the effects whose target is the instrument, by date.
func (b *Body) EffectsOn(id kb.InstrumentID) []kb.Effect {
	var out []kb.Effect
	for _, e := range b.onto[id] {
		out = append(out, *e)
	}
	return out
}

// EffectsBy returns the effects that the instrument has on others, by date.
func (b *Body) EffectsBy(id kb.InstrumentID) []kb.Effect {
	var out []kb.Effect
	for _, e := range b.does[id] {
		out = append(out, *e)
	}
	return out
}

// Law returns the records that the body was made from, each kind by id.
func (b *Body) Law() kb.Law { return b.law() }

// reaches reports whether an effect on the provisions named reaches the clause at the address:
// the whole act, the clause itself, what lies below it, or, for a clause that stands for the
// whole act, any part.
func reaches(provisions []string, address string) bool {
	if len(provisions) == 0 || address == "*" {
		return true
	}
	return slices.ContainsFunc(provisions, func(p string) bool {
		return p == "*" || p == address || strings.HasPrefix(address, p+"-")
	})
}
