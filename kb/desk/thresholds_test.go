package desk_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// The limits of the antimony announcement went into the consolidated list on 1 December 2024.
func TestLimitsThatWereTakenOver(t *testing.T) {
	d := newDesk(t)
	for day, want := range map[string]kb.Status{"2024-11-30": "", "2024-12-01": kb.StatusInForce, "2026-11-25": kb.StatusInForce} {
		l, err := d.Thresholds(t.Context(), desk.ThresholdWords{Materials: []string{"antimony"}, Quantities: []string{"purity"}, On: day}, desk.Page{})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, r := range l.Rows {
			if r.Measure != "cn-mofcom-gacc-2024-33/1" {
				continue
			}
			found = true
			switch {
			case want == "":
				if r.TakenOver != nil || r.Status != kb.StatusInForce {
					t.Errorf("on %s: %s, taken over by %+v", day, r.Status, r.TakenOver)
				}
			case r.Status != kb.StatusSuperseded || r.TakenOver == nil || r.TakenOver.Measure != "cn-dual-use-list-2024-51/annex-1" || r.TakenOver.Status != want:
				t.Errorf("on %s: %s, taken over by %+v; want annex-1 of the list, %s there", day, r.Status, r.TakenOver, want)
			}
		}
		if !found {
			t.Errorf("on %s: the limits of the announcement are not among %d rows", day, len(l.Rows))
		}
	}
}

func TestNoLimitIsTold(t *testing.T) {
	d := newDesk(t)
	l, err := d.Thresholds(t.Context(), desk.ThresholdWords{Query: "purity at least 99.9 %", Materials: []string{"helium"}, On: "2026-11-25"}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"helium", "purity at least 99.9 %", "2026-11-25", "does not say that there is none"} {
		if len(l.Rows) != 0 || !strings.Contains(l.Note, part) {
			t.Errorf("%d rows, and the note says nothing of %q: %s", len(l.Rows), part, l.Note)
		}
	}
	if l, err := d.Thresholds(t.Context(), desk.ThresholdWords{Materials: []string{"antimony"}}, desk.Page{}); err != nil || l.Note != "" || len(l.Rows) == 0 {
		t.Errorf("antimony: %d rows, note %q, %v", len(l.Rows), l.Note, err)
	}
}
