package register_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Between any two days the changes of a period are those of its parts, and a measure whose dates are
// days goes from the status of the day before the period to that of its last day by them, without gap.
func TestChangesBetweenAnyTwoDays(t *testing.T) {
	b := body(t)
	exact := map[kb.MeasureID]bool{}
	for _, m := range b.Matching(legal.Filter{}) {
		exact[m.ID] = true
		for _, e := range b.EffectsOn(m.Instrument) {
			if !e.Announced && (coarse(e.From) || coarse(e.Until)) {
				exact[m.ID] = false
			}
		}
		if i, _ := b.Instrument(m.Instrument); coarse(i.Published) {
			exact[m.ID] = false
		}
	}
	rng := rand.New(rand.NewPCG(9, 7))
	for range 200 {
		from := corpus.Day(2009, 6, 1).AddDays(rng.IntN(19 * 365))
		to := from.AddDays(1 + rng.IntN(1500))
		cut := from.AddDays(rng.IntN(from.DaysUntil(to)))
		whole := b.Changes(from, to, legal.Filter{})
		parts := append(b.Changes(from, cut, legal.Filter{}), b.Changes(cut.AddDays(1), to, legal.Filter{})...)
		if told(t, whole) != told(t, parts) {
			t.Fatalf("%s to %s: cut at %s the changes are others", from, to, cut)
		}
		at := map[kb.MeasureID]kb.Status{}
		for id, ok := range exact {
			s, _ := b.StatusOn(id, from.AddDays(-1))
			if at[id] = s.Status; !ok {
				delete(at, id)
			}
		}
		for _, c := range whole {
			if s, ok := at[c.Measure]; ok && s != c.Before && s != c.After { // two kinds of one day share the states
				t.Fatalf("%s to %s: %s is %s, and on %s it goes from %s to %s", from, to, c.Measure, s, c.LegalDate, c.Before, c.After)
			} else if ok {
				at[c.Measure] = c.After
			}
		}
		for id, s := range at {
			if last, _ := b.StatusOn(id, to); last.Status != s {
				t.Fatalf("%s to %s: the changes leave %s %s, and on the last day it is %s", from, to, id, s, last.Status)
			}
		}
	}
}

func coarse(d corpus.Date) bool { return !d.IsZero() && d.Precision() != corpus.ToDay }

func told(t *testing.T, changes []legal.Change) string {
	t.Helper()
	text, err := json.Marshal(changes)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
