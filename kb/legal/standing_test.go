package legal

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// The state that is kept for a run of days is that of each of its days: over lives of every shape, asked
// on all days in any order.
func TestStandingIsTheStateOfEachOfItsDays(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 11))
	runs, days := 0, 0
	for n := range 300 {
		l := randomLife(r)
		l.read()
		e := &entry{m: &kb.Measure{}, life: l}
		first := corpus.Day(2024, 11, 1)
		for _, i := range r.Perm(460) {
			day := first.AddDays(i)
			got, want := e.on(day), l.on(day)
			if !reflect.DeepEqual(got.State, want) {
				t.Fatalf("life %d on %s: kept\n%+v\nwant\n%+v\nof %v", n, day, got.State, want, l.events)
			}
			if (got.over != 0) != (want.longGone() != 0) {
				t.Fatalf("life %d on %s: long gone from %d", n, day, got.over)
			}
			days++
		}
		for s := e.held.first.Load(); s != nil; s = s.next {
			runs++
		}
	}
	if runs*10 > days {
		t.Errorf("%d runs for %d days: hardly a state was used again", runs, days)
	}
}

// randomLife is what some effects of every relation, with dates of every precision in or near 2025,
// make of a clause.
func randomLife(r *rand.Rand) life {
	date := func() corpus.Date {
		d := corpus.Day(2025, 1, 1).AddDays(r.IntN(330))
		switch r.IntN(8) {
		case 0:
			return corpus.Date{}
		case 1:
			return corpus.Date{Year: d.Year, Month: d.Month}
		case 2:
			return corpus.Date{Year: d.Year}
		}
		return d
	}
	law := kb.Law{Instruments: []kb.Instrument{{ID: "a", Published: date()}, {ID: "b"}}}
	for i := range 2 + r.IntN(6) {
		x := kb.Effect{ID: kb.EffectID(fmt.Sprint("e", i)), Target: "a", By: "a", From: date(), Announced: r.IntN(6) == 0}
		x.Relation = kb.Relations()[r.IntN(len(kb.Relations()))]
		if i < 2 {
			x.Relation = []kb.Relation{kb.Adopts, kb.Commences}[i]
		}
		if r.IntN(2) == 0 {
			x.By = "b"
		}
		if r.IntN(4) == 0 {
			x.Target = "b"
		}
		if r.IntN(2) == 0 {
			x.Until = date()
		}
		law.Effects = append(law.Effects, x)
	}
	return New(law, corpus.Day(2025, 6, 1)).lifeOf("a", "1")
}
