package web

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Where doubt is the answer, what is in doubt comes first, and no group is lost or told twice.
func TestWhatIsInDoubtComesFirst(t *testing.T) {
	v := shown{say: english(), body: legal.New(kb.Law{}, corpus.Day(2026, 11, 25))}
	measures := []legal.MeasureOn{
		{Clause: &legal.Clause{ID: "a/1", Direction: kb.Export, Restriction: kb.EndUseBan}, Scope: &legal.Scope{}, Grounds: &legal.Grounds{}, Status: kb.StatusInForce, DependsOn: []string{"end_use"}},
		{Clause: &legal.Clause{ID: "b/1", Direction: kb.Export, Restriction: kb.LicenceRequirement}, Scope: &legal.Scope{}, Grounds: &legal.Grounds{}, Status: kb.StatusLapsedSuspension},
		{Clause: &legal.Clause{ID: "c/1", Direction: kb.Export, Restriction: kb.Quota}, Scope: &legal.Scope{}, Grounds: &legal.Grounds{}, Status: kb.StatusSuspended},
	}
	for doubt, want := range map[bool][]string{
		true:  {"In doubt: needs review", "Binds under conditions", "Suspended"},
		false: {"Binds under conditions", "In doubt: needs review", "Suspended"},
	} {
		groups := v.groups(measures, doubt)
		if len(groups) != len(want) {
			t.Fatalf("doubt %v: %d groups, want %d", doubt, len(groups), len(want))
		}
		for i, g := range groups {
			if g.Heading != want[i] || len(g.Cards) != 1 {
				t.Errorf("doubt %v: group %d is %q with %d cards, want %q with one", doubt, i, g.Heading, len(g.Cards), want[i])
			}
		}
	}
}
