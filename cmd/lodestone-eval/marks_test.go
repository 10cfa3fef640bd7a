package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

func sorted(s set) string { return strings.Join(slices.Sorted(maps.Keys(s)), " ") }

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"purity >= 99.90 %":   "99.9",
		"1,000 t or 2 000 t":  "1000 2000",
		"12，500 吨":            "12500",
		"1,00 and 3, 4":       "00 1 3 4",
		"0.10 to 5.0 µm":      "0.1 5",
		"no number":           "",
		"10 % of 1,234,567.5": "10 1234567.5",
	} {
		if got := sorted(numbers(text)); got != want {
			t.Errorf("numbers(%q) = %q, want %q", text, got, want)
		}
	}
	if got := sorted(firstNumber("at least 1,500 kg in 30 days")); got != "1500" {
		t.Errorf("first number %q, want 1500", got)
	}
	if got := sorted(besides([]string{"0.1 %", "5 kg, 2 m"})); got != "0.1 2 5" {
		t.Errorf("besides %q", got)
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]bool{
		"45 days": true, "3 items": true, "Within 2 Years": true, "30天": true, "7 companies": true, "since 2020": true,
		"50 % content": false, "10 t/year": false, "100 daysail": false, "0.1 %": false,
	} {
		if got := count(text); got != want {
			t.Errorf("count(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestSameValuePrintedDifferently(t *testing.T) {
	for _, p := range [][2]string{
		{squash("《出口管制 法》"), squash("出口管制法")},
		{squash("Export Control Act (2018)"), squash("export control act 2018")},
		{code("1C 902.a"), code("1c902A")},
		{code("2846．90"), code("28 46-90")},
		{numberKey("2026年第一號公告"), numberKey("No. 1 of 2026")},
		{numberKey("公告2025年 第61号"), numberKey("2025 No.61")},
		{numberKey("S.I. 5/2023"), squash("SI5/2023")},
	} {
		if p[0] != p[1] {
			t.Errorf("%q and %q are held for different", p[0], p[1])
		}
	}
}

func fact(v kb.Value, role kb.Role, a kb.Assertion, printed string) kb.Fact {
	return kb.Fact{Value: v, Role: role, Assertion: a, AsPrinted: printed}
}

var someFacts = []kb.Fact{
	fact(kb.MaterialValue{Material: "Ga"}, kb.RoleRestricted, kb.Asserted, "gallium"),
	fact(kb.MaterialValue{Material: "Ge"}, kb.RoleMentioned, kb.Asserted, "germanium"),
	fact(kb.MaterialValue{Material: "Sb"}, kb.RoleRestricted, kb.Exempted, "antimony"),
	fact(kb.DestinationValue{Destination: "US"}, "", kb.Negated, "not to the United States"),
	fact(kb.MaterialValue{Item: "furnace"}, kb.RoleRestricted, kb.Asserted, "furnaces"),
	fact(kb.RestrictionValue{Type: kb.LicenceRequirement}, "", kb.Asserted, "need a licence"),
	fact(kb.DateValue{Date: corpus.Day(2025, 12, 1)}, kb.RoleEffective, kb.Asserted, "1 December 2025"),
	fact(kb.DateValue{Date: corpus.Day(2025, 10, 9)}, kb.RolePublished, kb.Asserted, "9 October 2025"),
	fact(kb.DestinationValue{Destination: "*"}, "", kb.Asserted, ""),
	fact(kb.ThresholdValue{Quantity: "purity", Comparison: ">=", Number: 99.9, Unit: "%"}, "", kb.Asserted, "99.9 %"),
	fact(kb.ControlCodeValue{Code: "3C902.a"}, "", kb.Asserted, "3C902.a"),
	fact(kb.CustomsCodeValue{Code: "811292"}, "", kb.Asserted, "8112.92"),
	fact(kb.DocumentNumberValue{Number: "2025-61"}, "", kb.Asserted, "公告2025年第61号"),
	fact(kb.CitationValue{Cited: "Export Control Law"}, "", kb.Asserted, "the Export Control Law"),
}

func TestMarksOf(t *testing.T) {
	m := marksOf(corpus.Date{}, someFacts)
	for kind, want := range map[string]string{
		materials: "Ga", restrictions: "licence_requirement", dates: "2025-10-09 2025-12-01", inForce: "2025-12-01 effective", destinations: "*",
		endUses: "", controlCodes: "3C902A", customsCodes: "811292", thresholds: "99.9", number: "2025#61 2025-61", cites: "theexportcontrollaw",
	} {
		if got := sorted(m.sets[kind]); got != want {
			t.Errorf("%s = %q, want %q", kind, got, want)
		}
	}
	if m.pub != "2025-10-09" || !m.law {
		t.Errorf("published %q, law %v, want the date of the text, and law", m.pub, m.law)
	}
	if m := marksOf(corpus.Day(2025, 10, 10), someFacts); m.pub != "2025-10-10" || !m.sets[dates]["2025-10-10"] {
		t.Errorf("published %q, want what the document says first", m.pub)
	}
}

func TestScorecard(t *testing.T) {
	right := labelled{Gold: gold{Published: "2025-10-09", DocumentNumber: "No. 61 of 2025", Elements: []string{"Ga", "gallium oxide"}, Mentioned: []string{"Ge"},
		RestrictionTypes: []string{"licence_requirement"}, Dates: []struct{ Date, Role string }{{"2025-12-01", "effective"}, {"", "expires"}},
		Destinations: []string{"*"}, ControlCodes: []string{"3C 902.a"}, CustomsCodes: []string{"8112.92"}, Thresholds: []string{"99.90 %", "45 days"},
		Cites: []struct{ Document string }{{"Export Control Law"}}}}
	s := scorecard{kinds: make(map[string]*tally)}
	s.add(marksOf(corpus.Date{}, someFacts), right)
	for kind, x := range s.kinds {
		if x.wrong+x.missed > 0 {
			t.Errorf("%s of a document that is read rightly: %+v", kind, *x)
		}
	}
	// A proposal that is read as law, and of which a material that is only mentioned came out as restricted.
	other := labelled{Note: "Only proposes", Gold: gold{Elements: []string{"W"}, Mentioned: []string{"Ga"}, Thresholds: []string{"99.9 items"}}}
	s.add(marksOf(corpus.Date{}, someFacts), other)
	// One that could not be read.
	s.add(marksOf(corpus.Date{}, nil), right)
	want := map[string]any{"exact_documents": 1, "documents": 3, "failed": 0, "traps": 1, "proposals": 1, "proposals_ok": 0,
		materials: kindFigures{0.5, 0.3333, 0.4, 1, 1, 2}, restrictions: kindFigures{0.5, 0.5, 0.5, 1, 1, 1},
		published: kindFigures{1, 0.5, 0.6667, 1, 0, 1}, thresholds: kindFigures{1, 0.5, 0.6667, 1, 0, 1},
		number: kindFigures{1, 0.5, 0.6667, 1, 0, 1}, cites: kindFigures{1, 0.5, 0.6667, 1, 0, 1}}
	got := s.figures()
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s = %v, want %v", k, got[k], v)
		}
	}
}
