package legal_test

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// sample is a small law with one of each: a general licence duty, a ban for one country's military,
// a denial that is suspended, an ore ban abroad, a reference to "all dual-use items", a lapsed duty.
func sample() kb.Law {
	l := law(
		act("list", "adopts from 2023-07-03\ncommences from 2023-08-01"),
		act("us", "adopts from 2024-12-03\ncommences from 2024-12-03\nsuspends from 2025-11-09 until 2026-11-27 by s on 2"),
		act("rules", "adopts from 2020-10-17\ncommences from 2020-12-01"),
		act("ho", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s"),
		act("ore", "adopts from 2023-01-05\ncommences from 2023-01-05"),
	)
	l.Instruments[4].Jurisdiction = "ZW"
	clause(&l, "list", "1", kb.LicenceRequirement, "Ga")
	clause(&l, "us", "1", kb.EndUseBan, "all dual-use items")
	l.Measures[1].Destinations, l.Measures[1].EndUses = []string{"US"}, []kb.EndUse{kb.Military}
	clause(&l, "us", "2", kb.PresumptionOfDenial, "Ga")
	l.Measures[2].Destinations = []string{"US"}
	clause(&l, "rules", "1", kb.LicenceRequirement, "all dual-use items")
	clause(&l, "ho", "1", kb.LicenceRequirement, "Ho")
	clause(&l, "ore", "1", kb.Prohibition, "base_minerals")
	l.Measures[5].Items[0].Form = "ore"
	return l
}

func TestAnswer(t *testing.T) {
	tests := []struct {
		name      string
		q         legal.Question
		answer    legal.Verdict
		strictest kb.RestrictionType
		measures  map[kb.MeasureID]kb.Status
	}{
		{"the day before the start", legal.Question{Material: "Ga", Destination: "US", On: day("2023-07-31")}, legal.NotControlled, "",
			map[kb.MeasureID]kb.Status{"list/1": kb.StatusScheduled}},
		{"the first day", legal.Question{Material: "Ga", Destination: "US", On: day("2023-08-01")}, legal.Controlled, kb.LicenceRequirement,
			map[kb.MeasureID]kb.Status{"list/1": kb.StatusInForce, "rules/1": kb.StatusInForce}},
		{"denial for one country", legal.Question{Material: "Ga", Destination: "US", On: day("2024-12-03")}, legal.Controlled, kb.PresumptionOfDenial,
			map[kb.MeasureID]kb.Status{"list/1": kb.StatusInForce, "rules/1": kb.StatusInForce, "us/1": kb.StatusInForce, "us/2": kb.StatusInForce}},
		{"the same for its military", legal.Question{Material: "Ga", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Controlled, kb.EndUseBan,
			map[kb.MeasureID]kb.Status{"list/1": kb.StatusInForce, "rules/1": kb.StatusInForce, "us/1": kb.StatusInForce, "us/2": kb.StatusSuspended}},
		{"a civil use escapes the ban for the military", legal.Question{Material: "Ga", Destination: "US", EndUse: kb.Civil, On: day("2025-11-10")}, legal.Controlled, kb.LicenceRequirement,
			map[kb.MeasureID]kb.Status{"list/1": kb.StatusInForce, "rules/1": kb.StatusInForce, "us/2": kb.StatusSuspended}},
		{"another country", legal.Question{Material: "Ga", Destination: "JP", On: day("2024-12-03")}, legal.Controlled, kb.LicenceRequirement,
			map[kb.MeasureID]kb.Status{"list/1": kb.StatusInForce, "rules/1": kb.StatusInForce}},
		{"a suspended duty binds nobody", legal.Question{Material: "Ho", On: day("2025-11-08")}, legal.NotControlled, "",
			map[kb.MeasureID]kb.Status{"ho/1": kb.StatusSuspended}},
		{"a lapsed suspension is unclear", legal.Question{Material: "Ho", On: day("2026-11-11")}, legal.Unclear, "",
			map[kb.MeasureID]kb.Status{"ho/1": kb.StatusLapsedSuspension}},
		{"an ore ban depends on the form", legal.Question{Material: "Li", On: day("2024-01-01")}, legal.Conditional, kb.Prohibition,
			map[kb.MeasureID]kb.Status{"ore/1": kb.StatusInForce}},
		{"a group is met by its members", legal.Question{Material: "REE", On: day("2025-10-20")}, legal.NotControlled, "",
			map[kb.MeasureID]kb.Status{"ho/1": kb.StatusScheduled}},
		{"helium is named by nothing", legal.Question{Material: "He", On: day("2025-10-20")}, legal.NotCovered, "", nil},
		{"a place without records", legal.Question{Material: "Ga", Jurisdiction: "CL", On: day("2025-10-20")}, legal.NotCovered, "", nil},
	}
	body := legal.New(sample(), today)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := body.Answer(tt.q)
			if a.Answer != tt.answer || a.Strictest != tt.strictest {
				t.Errorf("Answer = %s, strictest %q; want %s, %q", a.Answer, a.Strictest, tt.answer, tt.strictest)
			}
			got := map[kb.MeasureID]kb.Status{}
			for _, m := range a.Measures {
				got[m.ID] = m.Status
				if len(m.Chain) == 0 {
					t.Errorf("%s has no chain", m.ID)
				}
			}
			if len(got) != len(tt.measures) {
				t.Errorf("measures = %v, want %v", got, tt.measures)
			}
			for id, want := range tt.measures {
				if got[id] != want {
					t.Errorf("%s is %q, want %q", id, got[id], want)
				}
			}
		})
	}
}

// Where a machine read "dual-use items" beside the things that are meant, the words sweep nothing in.
func TestAMachineReadReferenceBesideOtherItemsReachesNothing(t *testing.T) {
	l := sample()
	l.Measures[3].Review = kb.Unreviewed
	l.Measures[3].Items = append(l.Measures[3].Items, kb.Item{Form: "item", Description: "aircraft parts"})
	a := legal.New(l, today).Answer(legal.Question{Material: "Ga", On: day("2024-01-01")})
	for _, m := range a.Measures {
		if m.ID == "rules/1" {
			t.Error("the clause on aircraft parts reaches gallium")
		}
	}
	l.Measures[3].Review = kb.Confirmed
	if a := legal.New(l, today).Answer(legal.Question{Material: "Ga", On: day("2024-01-01")}); len(a.Measures) != 2 {
		t.Errorf("%d measures once a person confirmed it, want 2", len(a.Measures))
	}
}

func TestGroupsReachTheirMembersAndSayThroughWhat(t *testing.T) {
	a := legal.New(sample(), today).Answer(legal.Question{Material: "Li", On: day("2024-01-01")})
	if len(a.Measures) != 1 || a.Measures[0].Via != "base_minerals" {
		t.Errorf("measures = %+v, want one reached through base_minerals", a.Measures)
	}
}

func TestWhatEndedLongAgoIsLeftOutUnlessTakenOver(t *testing.T) {
	l := law(act("a", "adopts from 2020-01-01\ncommences from 2020-01-01\nrepeals from 2021-01-01 by b"),
		act("c", "adopts from 2020-01-01\ncommences from 2020-01-01\nsupersedes from 2021-01-01 by d"))
	clause(&l, "a", "1", kb.Prohibition, "Co")
	clause(&l, "c", "1", kb.Prohibition, "Co")
	body := legal.New(l, today)
	for on, want := range map[string]int{"2022-01-02": 2, "2022-01-03": 1, "2026-01-01": 1} {
		if a := body.Answer(legal.Question{Material: "Co", On: day(on)}); len(a.Measures) != want {
			t.Errorf("on %s: %d measures, want %d", on, len(a.Measures), want)
		}
	}
}

// A question by code is met by "all dual-use items" like one by material: the ban does not go away
// because the reader knows the code of the goods.
func TestAllItemsReachACodeThatAnotherMeasureLists(t *testing.T) {
	l := sample()
	l.Measures[0].Items[0].ControlCodes, l.Measures[0].Items[0].CustomsCodes = []string{"3C901.b"}, []string{"8112929010"}
	l.Measures[4].Items[0].ControlCodes = []string{"1C909.a"}
	tests := []struct {
		name      string
		q         legal.Question
		answer    legal.Verdict
		strictest kb.RestrictionType
	}{
		{"the code alone", legal.Question{Code: "3C901.b", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Controlled, kb.EndUseBan},
		{"beside the material", legal.Question{Material: "Ga", Code: "3C901.b", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Controlled, kb.EndUseBan},
		{"within the jurisdiction", legal.Question{Code: "3C901.b", Jurisdiction: "CN", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Controlled, kb.EndUseBan},
		{"a customs code", legal.Question{Code: "8112.92.9010", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Controlled, kb.EndUseBan},
		{"a heading that holds other goods too", legal.Question{Code: "811292", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Conditional, kb.EndUseBan},
		{"such a heading beside the material", legal.Question{Material: "Ga", Code: "811292", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.Controlled, kb.EndUseBan},
		{"a civil use", legal.Question{Code: "3C901.b", Destination: "US", EndUse: kb.Civil, On: day("2025-11-10")}, legal.Controlled, kb.LicenceRequirement},
		{"before it is listed", legal.Question{Code: "3C901.b", Destination: "US", EndUse: kb.Military, On: day("2023-07-31")}, legal.NotControlled, ""},
		{"its list is suspended", legal.Question{Code: "1C909.a", Destination: "US", EndUse: kb.Military, On: day("2025-11-08")}, legal.Conditional, kb.EndUseBan},
		{"its list is suspended, beside the material", legal.Question{Material: "Ho", Code: "1C909.a", Destination: "US", EndUse: kb.Military, On: day("2025-11-08")}, legal.Conditional, kb.EndUseBan},
		{"listed by nobody", legal.Question{Code: "1C999", Destination: "US", EndUse: kb.Military, On: day("2025-11-10")}, legal.NotCovered, ""},
	}
	body := legal.New(l, today)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := body.Answer(tt.q)
			if a.Answer != tt.answer || a.Strictest != tt.strictest {
				t.Errorf("Answer = %s, strictest %q; want %s, %q", a.Answer, a.Strictest, tt.answer, tt.strictest)
			}
			for _, m := range a.Measures {
				if m.ID == "us/1" && tt.answer == legal.Conditional && !slices.Contains(m.DependsOn, "item") {
					t.Errorf("us/1 depends on %v, want item among them", m.DependsOn)
				}
			}
		})
	}
}

func TestCodesMatchByTheirParts(t *testing.T) {
	l := law(act("a", "adopts from 2020-01-01\ncommences from 2020-01-01"))
	clause(&l, "a", "1", kb.LicenceRequirement, "Dy")
	l.Measures[0].Items[0].ControlCodes = []string{"1C905.a"}
	l.Measures[0].Items[0].CustomsCodes = []string{"2846901930"}
	body := legal.New(l, today)
	for code, want := range map[string]bool{"1C905": true, "1c905.a": true, "1C905.a.1": true, "1C90": false, "284690": true, "2846.90": true, "28": false, "2847": false} {
		a := body.Answer(legal.Question{Code: code, On: corpus.Day(2021, 1, 1)})
		if got := len(a.Measures) == 1; got != want {
			t.Errorf("code %s found %v, want %v", code, got, want)
		}
	}
}
