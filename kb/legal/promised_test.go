package legal_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// What was announced and not enacted has its day in the diary and changes nothing.
func TestPromises(t *testing.T) {
	l := law(act("held", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by pause"),
		act("pause", "adopts from 2025-11-07\ncommences from 2025-11-07\nexpires from 2026-11-10\nextends from 2026-09-28 until 2027-01-10 by talks announced yes"),
		act("plan", "proposes from 2025-06-01\ncommences from 2027-01-01 announced yes"),
		act("year", "adopts from 2026-01-01\ncommences from 2026-01-01\nexpires from 2026-12-31 announced yes\namends from 2026-06 announced yes"))
	clause(&l, "held", "1", kb.LicenceRequirement, "Ho")
	clause(&l, "pause", "1", kb.Suspension, "Ho")
	clause(&l, "plan", "1", kb.Prohibition, "Li")
	clause(&l, "year", "1", kb.Quota, "Co")
	body := legal.New(l, today)
	type row struct {
		measure   kb.MeasureID
		kind      legal.ChangeKind
		day, said string
	}
	var got []row
	for _, p := range body.Promises(legal.Filter{}) {
		if !p.Announced || p.Before != p.After {
			t.Errorf("%s: announced %v, from %s to %s; want what changes nothing", p.Measure, p.Announced, p.Before, p.After)
		}
		got = append(got, row{p.Measure, p.Kind, p.LegalDate.String(), p.Said.String()})
	}
	want := []row{{"year/1", legal.MeasureAmended, "2026-06", ""}, {"plan/1", legal.MeasureCommenced, "2027-01-01", ""}, {"year/1", legal.MeasureExpired, "2027-01-01", ""},
		{"held/1", legal.SuspensionExtends, "2027-01-11", "2026-09-28"}, {"pause/1", legal.MeasureExtended, "2027-01-11", "2026-09-28"}}
	if len(got) != len(want) {
		t.Fatalf("promises %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("promise %d: %v, want %v", i, got[i], want[i])
		}
	}
	if n := len(body.Promises(legal.Filter{Materials: []kb.Material{"Li"}})); n != 1 {
		t.Errorf("%d promises on lithium, want one", n)
	}
	if s, _ := body.StatusOn("held/1", day("2027-01-05")); s.Status != kb.StatusLapsedSuspension {
		t.Errorf("status %s, want a lapsed suspension: an announcement prolongs nothing", s.Status)
	}
}

// A permission that ended is in doubt on every surface while the control that it eased is not held.
func TestAnEndedPermissionIsInDoubt(t *testing.T) {
	l := law(act("ease", "adopts from 2023-06-01\ncommences from 2023-06-11\nexpires from 2024-05-31"))
	clause(&l, "ease", "1", kb.Exemption, "Cu")
	l.Measures[0].Also = []kb.RestrictionType{kb.Quota}
	q := legal.Question{Material: "Cu", On: day("2025-06-01")}
	body := legal.New(l, today)
	a := body.Answer(q)
	if a.Answer != legal.Unclear || len(a.Measures) != 1 || !a.Measures[0].InDoubt {
		t.Fatalf("answer %s with %+v; want unclear, by one measure in doubt", a.Answer, a.Measures)
	}
	changes := body.Changes(day("2024-06-01"), day("2024-06-01"), legal.Filter{})
	if len(changes) != 1 || !changes[0].InDoubt || !body.Unrelieved("ease/1", day("2024-06-01")) {
		t.Errorf("changes %+v; want its end, in doubt", changes)
	}
	if body.Unrelieved("ease/1", day("2024-05-31")) {
		t.Error("in doubt on its last day")
	}
	more := law(act("ease", "adopts from 2023-06-01\ncommences from 2023-06-11\nexpires from 2024-05-31"), act("ban", "adopts from 2020-01-01\ncommences from 2020-01-01"))
	more.Measures = l.Measures
	clause(&more, "ban", "1", kb.Prohibition, "Cu")
	body = legal.New(more, today)
	for _, m := range body.Answer(q).Measures {
		if m.InDoubt {
			t.Errorf("%s is in doubt, though the ban that was eased is held", m.ID)
		}
	}
	if changes := body.Changes(day("2024-06-01"), day("2024-06-01"), legal.Filter{}); len(changes) != 1 || changes[0].InDoubt {
		t.Errorf("changes %+v; want its end, without doubt", changes)
	}
}
