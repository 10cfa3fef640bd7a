package ingest_test

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/register"
)

const ores = `Statutory Instrument 5 of 2031: order on ores
Published: 3 May 2031
1. No person may export lithium ore.
2. General Notice 77 of 2028 is repealed.
3. This order comes into force on 1 June 2031.`

// oldNotice is a reviewed act that machines cannot name: it is known by its printed number alone.
func oldNotice() *register.Register {
	day := corpus.Day(2028, 2, 1)
	basis := kb.Basis{Provenance: &kb.Provenance{From: "register"}}
	return &register.Register{
		Instruments: []kb.Instrument{{ID: "zw-notice-77-2028", Jurisdiction: "ZW", Authorities: []string{"ZW-MINES"}, Number: "General Notice 77 of 2028", Kind: "notice",
			Title: "Stop of lithium ore", Published: day, Basis: basis, Review: kb.Confirmed}},
		Measures: []kb.Measure{{ID: "zw-notice-77-2028/*", Instrument: "zw-notice-77-2028", Provision: "*", Restriction: kb.Prohibition, Direction: kb.Export,
			Items: []kb.Item{{Material: "Li", Form: "ore"}}, Destinations: []string{"*"}, Basis: basis, Review: kb.Confirmed}},
		Effects: []kb.Effect{
			{ID: "77-adopts", Relation: kb.Adopts, By: "zw-notice-77-2028", Target: "zw-notice-77-2028", From: day, Basis: basis},
			{ID: "77-commences", Relation: kb.Commences, By: "zw-notice-77-2028", Target: "zw-notice-77-2028", From: day, Basis: basis},
		},
	}
}

// An effect on an act that cannot be told from its printed name is kept and takes hold when the act
// is known, whichever of the two comes first.
func TestOutstandingEffectsAreTriedAgain(t *testing.T) {
	for _, registerFirst := range []bool{false, true} {
		w := newWorld(t)
		load := func() {
			if _, err := ingest.LoadRegister(t.Context(), w.store, oldNotice(), w.clock); err != nil {
				t.Fatal(err)
			}
		}
		if registerFirst {
			load()
		}
		w.see(page{url: "https://www.mines.gov.zw/si-5-2031", body: ores, lang: "en", at: "ZW"})
		w.follow()
		if !registerFirst {
			law := w.body().Law()
			if i := slices.IndexFunc(law.Effects, func(e kb.Effect) bool { return e.Relation == kb.Repeals }); i < 0 || law.Effects[i].Outstanding == "" || law.Effects[i].Target != "" || len(law.Effects[i].Basis.Spans) == 0 {
				t.Fatalf("the repeal is not kept as outstanding: %+v", law.Effects)
			}
			load()
		}
		s, ok := w.body().StatusOn("zw-notice-77-2028/*", corpus.Day(2031, 6, 1))
		if !ok || s.Status != kb.StatusSuperseded || s.By != "zw-si-5-2031" {
			t.Errorf("register first %t: the old notice is %s by %q, want superseded by zw-si-5-2031", registerFirst, s.Status, s.By)
		}
		last := s.Chain[len(s.Chain)-1]
		if last.Event != kb.Repeals || len(last.Spans) == 0 {
			t.Errorf("register first %t: the chain ends with %s, resting on %d sentences", registerFirst, last.Event, len(last.Spans))
		}
		if before, _ := w.body().StatusOn("zw-notice-77-2028/*", corpus.Day(2031, 5, 31)); before.Status != kb.StatusInForce {
			t.Errorf("register first %t: the day before it is %s", registerFirst, before.Status)
		}
	}
}

// A day that one copy of a text leaves out is taken from the copy that prints it.
func TestADateThatIsMissingIsTakenFromACopy(t *testing.T) {
	act := func(e kb.Effect) legal.Derived {
		i := kb.Instrument{ID: "zw-si-6-2031", Jurisdiction: "ZW"}
		return legal.Derived{Instrument: &i, Effects: []kb.Effect{e}}
	}
	vague := kb.Effect{ID: "e-1", Relation: kb.Repeals, By: "zw-si-6-2031", Target: "zw-si-5-2031", Outstanding: "the text names no day for it"}
	exact := vague
	exact.From, exact.Outstanding = corpus.Day(2031, 9, 1), ""
	for _, order := range [][]legal.Derived{{act(vague), act(exact)}, {act(exact), act(vague)}} {
		r, ok := legal.Merge(order)
		if !ok || len(r.Effects) != 1 || r.Effects[0].From != exact.From || r.Effects[0].Outstanding != "" || len(r.Disputes) != 0 {
			t.Errorf("merged: %+v, disputes %v", r.Effects, r.Disputes)
		}
	}
}
