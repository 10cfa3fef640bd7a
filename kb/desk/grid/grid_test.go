package grid_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk/grid"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func TestALineThatIsNoneIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"Ga on 2025-01-01":                                   "line 1: no question",
		"Ga near CN on 2025-01-01 = controlled":              "no such part of a question: near",
		"  some-act in_force":                                "line 1 belongs to no question",
		"Ga on 2025-01-01 = controlled\n  some-act":          "line 2: no status",
		"Ga on 2025-01-01 = controlled\n  some-act is great": "great says nothing",
	} {
		if _, err := grid.Read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestWhatDiffersIsTold(t *testing.T) {
	rows, err := grid.Read("Ga to US on 2025-01-01 = controlled licence_requirement\n  an-act in_force since 2024-12-01 export: commences 2024-12-01\n  no other-act\n  only")
	if err != nil {
		t.Fatal(err)
	}
	answer := func(change func(*legal.Answer)) legal.Answer {
		m := legal.MeasureOn{Clause: &legal.Clause{ID: "an-act/1", Instrument: "an-act", Direction: kb.Export}, Status: kb.StatusInForce}
		m.Since.Year, m.Since.Month, m.Since.Day = 2024, 12, 1
		m.Chain = []legal.Link{{Event: kb.Commences, Date: m.Since, By: "an-act", Provenance: &kb.Provenance{}}}
		a := legal.Answer{Answer: legal.Controlled, Strictest: kb.LicenceRequirement, Measures: []legal.MeasureOn{m}}
		change(&a)
		return a
	}
	for name, change := range map[string]func(*legal.Answer){
		"answer":    func(a *legal.Answer) { a.Answer = legal.Unclear },
		"strictest": func(a *legal.Answer) { a.Strictest = kb.Prohibition },
		"not shown": func(a *legal.Answer) { a.Measures = nil },
		"status":    func(a *legal.Answer) { a.Measures[0].Status = kb.StatusExpired },
		"since":     func(a *legal.Answer) { a.Measures[0].Since.Day = 2 },
		"direction": func(a *legal.Answer) { a.Measures[0].Direction = kb.Import },
		"chain":     func(a *legal.Answer) { a.Measures[0].Chain[0].Announced = true },
		"no basis":  func(a *legal.Answer) { a.Measures[0].Chain[0].Provenance = nil },
		"one more": func(a *legal.Answer) {
			a.Measures = append(a.Measures, legal.MeasureOn{Clause: &legal.Clause{ID: "third-act/1"}})
		},
		"must not": func(a *legal.Answer) {
			a.Measures = append(a.Measures, legal.MeasureOn{Clause: &legal.Clause{ID: "other-act/1"}})
		},
		"not a jot": func(*legal.Answer) {},
	} {
		if wrong := rows[0].Judge(answer(change)); (len(wrong) == 0) != (name == "not a jot") {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}
