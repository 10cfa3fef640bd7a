package legal

import (
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// MeasureOn is a measure as it stands on the day asked. What does not depend on the question is shared
// by all answers, of which one may hold a thousand measures: it is read and never written.
type MeasureOn struct {
	*Clause
	Status   kb.Status   `json:"status"`
	Operated bool        `json:"operated"`
	Expected bool        `json:"expected"`
	Since    corpus.Date `json:"since"`
	Until    corpus.Date `json:"until"`
	Items    []kb.Item   `json:"items"` // those that the question meets
	*Scope
	Via       string   `json:"via"`
	DependsOn []string `json:"depends_on"` // the open parts on which it depends
	Binds     bool     `json:"binds"`      // of a kind that takes part in the verdict when it is in force
	InDoubt   bool     `json:"in_doubt"`   // may bind on the day, or its end may bring a control back, and nothing says for certain: a person has to review it
	Reasons   []string `json:"reasons,omitempty"`
	*Grounds
	Chain  []Link    `json:"chain"`
	Review kb.Review `json:"review"`
	Sample bool      `json:"sample,omitempty"`
}

// Clause is what a measure is, on every day.
type Clause struct {
	ID          kb.MeasureID         `json:"id"`
	Instrument  kb.InstrumentID      `json:"instrument"`
	Title       string               `json:"title"` // of the instrument
	Issuer      corpus.Jurisdiction  `json:"-"`     // of the instrument; empty where it is not held
	Restriction kb.RestrictionType   `json:"restriction"`
	Also        []kb.RestrictionType `json:"also,omitempty"`
	Direction   kb.Direction         `json:"direction"`
}

// Scope is whom and what for a measure binds, on every day.
type Scope struct {
	Destinations []string       `json:"destinations"`
	Origins      []string       `json:"origins,omitempty"`
	EndUses      []kb.EndUse    `json:"end_uses"`
	ExemptUses   []kb.EndUse    `json:"exempt_end_uses,omitempty"`
	EndUsers     []string       `json:"end_users,omitempty"`
	Thresholds   []kb.Threshold `json:"thresholds"`
}

// Grounds is what a clause itself says, and where.
type Grounds struct {
	Summary string   `json:"summary,omitempty"`
	Basis   kb.Basis `json:"basis"`
}

// Upcoming is a dated event still to come for a measure of the answer.
type Upcoming struct {
	Measure kb.MeasureID `json:"measure"`
	// Suspended is set for a start that falls into a suspension: the day comes, and nothing takes effect.
	Suspended bool `json:"suspended,omitempty"`
	*Link          // shared: read and never written
}

func (f *found) measureOn() MeasureOn {
	reasons := f.s.Reasons
	if f.unrelieved {
		reasons = append(slices.Clip(reasons), unrelievedReason)
	}
	return MeasureOn{Clause: &f.fixed.Clause, Status: f.s.Status, Operated: f.s.Operated, Expected: f.expected, Since: f.s.Since, Until: f.s.Until,
		Items: f.r.items, Scope: &f.fixed.Scope, Via: f.r.via, DependsOn: f.r.open.names(), Binds: f.binds, InDoubt: f.doubtful(), Reasons: reasons,
		Grounds: &f.fixed.Grounds, Chain: orEmpty(f.s.Chain), Review: f.fixed.review, Sample: f.s.sampled}
}

// fixed is what answers tell of a measure whatever is asked.
type fixed struct {
	Clause
	Scope
	Grounds
	review kb.Review
}

func newFixed(m *kb.Measure, act *kb.Instrument) *fixed {
	t := &fixed{Clause{ID: m.ID, Instrument: m.Instrument, Restriction: m.Restriction, Also: m.Also, Direction: m.Direction},
		Scope{Destinations: orEmpty(m.Destinations), Origins: m.Origins, EndUses: orEmpty(m.EndUses), ExemptUses: m.ExemptEndUses, EndUsers: m.EndUsers, Thresholds: orEmpty(m.Thresholds)},
		Grounds{m.Summary, m.Basis}, m.Review}
	if act != nil {
		t.Title, t.Issuer = act.Title, act.Jurisdiction
	}
	return t
}
