package desk_test

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// TestChangesTellOneLife walks the changes of every measure of the register: each begins in the state
// in which the one before it ended, and says what the status says on its day and on the day before.
// Nothing flickers: no status is left and taken again on one day.
func TestChangesTellOneLife(t *testing.T) {
	d := newDesk(t)
	body, err := d.Body(t.Context(), loaded)
	if err != nil {
		t.Fatal(err)
	}
	lives := map[kb.MeasureID][]legal.Change{}
	for _, c := range body.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), legal.Filter{}) {
		lives[c.Measure] = append(lives[c.Measure], c)
	}
	if len(lives) < 150 {
		t.Fatalf("only %d measures change", len(lives))
	}
	for id, life := range lives {
		for i, c := range life {
			if i > 0 && c.LegalDate.First() != life[i-1].LegalDate.First() && c.Before != life[i-1].After {
				t.Errorf("%s: %s on %s comes from %q, and the change before left %q", id, c.Kind, c.LegalDate, c.Before, life[i-1].After)
			}
			if c.Before == c.After && !slices.Contains([]legal.ChangeKind{legal.MeasureAmended, legal.MeasureExtended, legal.SuspensionExtends}, c.Kind) {
				t.Errorf("%s: %s on %s changes nothing: %s", id, c.Kind, c.LegalDate, c.Before)
			}
			if c.LegalDate.Precision() != corpus.ToDay {
				continue
			}
			now, _ := body.StatusOn(id, c.LegalDate)
			if now.Status != c.After && now.Status != kb.StatusUnclear {
				t.Errorf("%s: %s on %s leads to %s, and the status is %s", id, c.Kind, c.LegalDate, c.After, now.Status)
			}
		}
	}
}

// TestChangesSayWhenTheyWereLearned holds for what the calendar does too: it rests on what set its day.
func TestChangesSayWhenTheyWereLearned(t *testing.T) {
	d := newDesk(t)
	l, err := d.Changes(t.Context(), desk.ChangeWords{From: "2023", To: "2030"}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range l.Rows {
		if c.Seq == 0 || c.Seq > l.Coverage.CorpusVersion || !c.RecordedAt.Equal(loaded) {
			t.Errorf("%s of %s on %s: learned with entry %d at %s", c.Kind, c.Measure, c.LegalDate, c.Seq, c.RecordedAt)
		}
	}
}

func TestChangesInGroups(t *testing.T) {
	l, err := newDesk(t).Changes(t.Context(), desk.ChangeWords{From: "2025-04", To: "2025-04", Jurisdictions: []string{"CN"}}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for by, want := range map[legal.Dimension][]string{
		legal.ByJurisdiction: {"CN"},
		legal.ByDestination:  {"*", "US"},
		legal.ByMaterial:     {"Dy", "Gd", "Lu", "Sc", "Sm", "Tb", "Y", "all dual-use items", ""},
	} {
		groups, err := legal.Group(l.Rows, by)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, g := range groups {
			keys = append(keys, g.Key)
			if len(g.Changes) == 0 {
				t.Errorf("by %s: nothing in group %q", by, g.Key)
			}
		}
		if !slices.Equal(keys, want) {
			t.Errorf("by %s: %q, want %q", by, keys, want)
		}
	}
	if _, err := legal.Group(l.Rows, "colour"); err == nil {
		t.Error("changes were grouped by colour")
	}
}
