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
		{ID: "a/1", Status: kb.StatusInForce, Direction: kb.Export, Restriction: kb.EndUseBan, DependsOn: []string{"end_use"}},
		{ID: "b/1", Status: kb.StatusLapsedSuspension, Direction: kb.Export, Restriction: kb.LicenceRequirement},
		{ID: "c/1", Status: kb.StatusSuspended, Direction: kb.Export, Restriction: kb.Quota},
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
