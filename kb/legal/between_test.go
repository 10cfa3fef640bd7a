package legal_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// pausing is a licence that starts on 1 May, is suspended from 10 to 20 May, and another one on
// tungsten that stands throughout.
func pausing() *legal.Body {
	day := corpus.Day
	effect := func(id kb.InstrumentID, r kb.Relation, from, until corpus.Date) kb.Effect {
		return kb.Effect{ID: kb.EffectID(string(id) + string(r)), Relation: r, By: id, Target: id, From: from, Until: until}
	}
	return legal.New(kb.Law{
		Instruments: []kb.Instrument{{ID: "xx-1", Title: "One", Jurisdiction: "CN"}, {ID: "xx-2", Title: "Two", Jurisdiction: "US"}},
		Measures: []kb.Measure{{ID: "xx-1/1", Instrument: "xx-1", Provision: "1", Restriction: kb.LicenceRequirement, Items: []kb.Item{{Material: "Ga"}}},
			{ID: "xx-2/1", Instrument: "xx-2", Provision: "1", Restriction: kb.Quota, Items: []kb.Item{{Material: "W"}}}},
		Effects: []kb.Effect{effect("xx-1", kb.Adopts, day(2026, 4, 1), corpus.Date{}), effect("xx-1", kb.Commences, day(2026, 5, 1), corpus.Date{}), effect("xx-1", kb.Suspends, day(2026, 5, 10), day(2026, 5, 20)),
			effect("xx-2", kb.Adopts, day(2026, 1, 1), corpus.Date{}), effect("xx-2", kb.Commences, day(2026, 1, 1), corpus.Date{})},
	}, day(2026, 6, 1))
}

func TestTheLawOnTwoDays(t *testing.T) {
	b := pausing()
	tests := []struct {
		from, to      corpus.Date
		before, after kb.Status
		changes       int
	}{
		{corpus.Day(2026, 3, 1), corpus.Day(2026, 5, 2), "", kb.StatusInForce, 2},
		{corpus.Day(2026, 5, 2), corpus.Day(2026, 5, 10), kb.StatusInForce, kb.StatusSuspended, 1},
		{corpus.Day(2026, 5, 21), corpus.Day(2026, 5, 9), kb.StatusInForce, kb.StatusLapsedSuspension, 2}, // either order
	}
	for _, tt := range tests {
		got := b.Between(tt.from, tt.to, legal.Filter{})
		if len(got) != 1 || got[0].Measure != "xx-1/1" || got[0].Before.Status != tt.before || got[0].After.Status != tt.after || len(got[0].Changes) != tt.changes {
			t.Errorf("%s to %s: %+v, want %s → %s by %d changes", tt.from, tt.to, got, tt.before, tt.after, tt.changes)
		}
	}
	if got := b.Between(corpus.Day(2026, 5, 2), corpus.Day(2026, 5, 3), legal.Filter{}); len(got) != 0 {
		t.Errorf("on two days on which nothing happened: %+v", got)
	}
	if got := b.Between(corpus.Day(2026, 3, 1), corpus.Day(2026, 5, 2), legal.Filter{Materials: []kb.Material{"W"}}); len(got) != 0 {
		t.Errorf("of another material: %+v", got)
	}
}

func TestMatching(t *testing.T) {
	b := pausing()
	for name, tt := range map[string]struct {
		f    legal.Filter
		want int
	}{"all": {legal.Filter{}, 2}, "a material": {legal.Filter{Materials: []kb.Material{"Ga"}}, 1}, "a jurisdiction": {legal.Filter{Jurisdictions: []corpus.Jurisdiction{"US"}}, 1}, "none": {legal.Filter{Materials: []kb.Material{"He"}}, 0}} {
		if got := b.Matching(tt.f); len(got) != tt.want {
			t.Errorf("%s: %d measures, want %d", name, len(got), tt.want)
		}
	}
}
