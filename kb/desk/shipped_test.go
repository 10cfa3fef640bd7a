package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// The shipped register answers these days; each row was worked out by hand from public law.
func TestShippedRegisterOnKnownDays(t *testing.T) {
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	body := legal.New(kb.Law{Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects, Disputes: r.Disputes}, corpus.Day(2026, 11, 24))
	tests := []struct {
		material  kb.Material
		to        string
		use       kb.EndUse
		by        corpus.Jurisdiction
		on        string
		answer    legal.Verdict
		strictest kb.RestrictionType
		holds     string // "measure-prefix status; …": every measure with that prefix that is shown has the status, and one is shown
		lacks     string // prefixes of measures that must not be shown
	}{
		{"Ga", "US", "", "", "2023-07-31", legal.NotControlled, "", "cn-mofcom-gacc-2023-23 scheduled", "cn-export-control-law-2020 cn-mofcom-2024-46"},
		{"Ga", "US", "", "", "2023-08-01", legal.Controlled, "licence_requirement", "cn-mofcom-gacc-2023-23 in_force", ""},
		{"Ga", "US", "", "", "2024-12-03", legal.Controlled, "presumption_of_denial", "cn-mofcom-2024-46/1 in_force; cn-mofcom-2024-46/2-1 in_force; cn-mofcom-gacc-2023-23 superseded; cn-dual-use-list-2024-51 in_force", ""},
		{"Ga", "US", "military", "", "2025-11-10", legal.Controlled, "end_use_ban", "cn-mofcom-2024-46/1 in_force; cn-mofcom-2024-46/2-1 suspended", ""},
		{"Ga", "US", "civil", "", "2025-11-10", legal.Controlled, "licence_requirement", "cn-mofcom-2024-46/2-1 suspended", "cn-mofcom-2024-46/1"},
		{"Ga", "US", "", "", "2026-11-28", legal.Controlled, "licence_requirement", "cn-mofcom-2024-46/1 in_force; cn-mofcom-2024-46/2-1 lapsed_suspension", ""},
		{"Dy", "", "", "", "2025-04-04", legal.Controlled, "licence_requirement", "cn-mofcom-gacc-2025-18 in_force", ""},
		{"Dy", "", "", "", "2025-12-15", legal.Controlled, "licence_requirement", "cn-mofcom-gacc-2025-18 in_force; cn-mofcom-2025-61 suspended; cn-mofcom-2025-62 suspended", ""},
		{"Ho", "", "", "CN", "2025-10-20", legal.Conditional, "end_use_ban", "cn-mofcom-gacc-2025-57 scheduled; cn-mofcom-2025-62/1 in_force; cn-mofcom-2025-61/1-2 scheduled", "cn-mofcom-2025-61/1-3"},
		{"Ho", "", "", "CN", "2025-11-07", legal.Conditional, "end_use_ban", "cn-mofcom-gacc-2025-57 suspended; cn-mofcom-2025-61/1-2 suspended", ""},
		{"Ho", "", "", "CN", "2025-11-08", legal.Conditional, "end_use_ban", "cn-mofcom-gacc-2025-57 suspended", ""},
		{"Ho", "", "", "", "2026-11-11", legal.Unclear, "", "cn-mofcom-gacc-2025-57 lapsed_suspension", ""},
		{"Co", "", "", "CD", "2025-02-21", legal.NotControlled, "", "", "cd-arecoms-001-2025"},
		{"Co", "", "", "CD", "2025-02-22", legal.Controlled, "prohibition", "cd-arecoms-001-2025 in_force", "cd-arecoms-pr-003-2025"},
		{"Co", "", "", "CD", "2025-06-22", legal.Controlled, "prohibition", "cd-arecoms-001-2025 in_force; cd-arecoms-pr-003-2025 in_force", "cd-arecoms-004-2025"},
		{"Co", "", "", "CD", "2025-06-23", legal.Controlled, "prohibition", "cd-arecoms-001-2025 in_force; cd-arecoms-pr-003-2025 in_force", ""},
		{"Co", "", "", "CD", "2025-09-21", legal.Controlled, "prohibition", "cd-arecoms-001-2025 in_force; cd-arecoms-004-2025/2 scheduled", ""},
		{"Co", "", "", "CD", "2025-10-15", legal.Controlled, "prohibition", "cd-arecoms-001-2025 in_force; cd-arecoms-004-2025/2 scheduled", ""},
		{"Co", "", "", "CD", "2025-10-16", legal.Controlled, "quota", "cd-arecoms-001-2025 expired; cd-arecoms-004-2025/2 in_force", ""},
		{"Li", "", "", "ZW", "2022-12-18", legal.NotControlled, "", "", "zw-si-213-2022"},
		{"Li", "", "", "ZW", "2022-12-19", legal.Conditional, "prohibition", "zw-si-213-2022 in_force", "zw-si-5-2023"},
		{"Li", "", "", "ZW", "2023-01-04", legal.Conditional, "prohibition", "zw-si-213-2022 in_force", "zw-si-5-2023"},
		{"Li", "", "", "ZW", "2023-01-05", legal.Conditional, "prohibition", "zw-si-213-2022 superseded; zw-si-5-2023 in_force", ""},
		{"Li", "", "", "ZW", "2026-02-25", legal.Conditional, "prohibition", "zw-raw-minerals-suspension-2026 in_force; zw-si-5-2023 in_force; zw-lithium-concentrate-ban-2027 proposed", ""},
		{"Li", "", "", "ZW", "2026-04-02", legal.Conditional, "prohibition", "zw-raw-minerals-suspension-2026/1 in_force; zw-raw-minerals-suspension-2026/2 superseded; zw-lithium-quota-2026 in_force", ""},
		{"Mn", "", "", "GA", "2026-11-24", legal.NotControlled, "", "ga-manganese-raw-ban-2029 scheduled", ""},
		{"Mn", "", "", "GA", "2029-01-01", legal.Conditional, "prohibition", "ga-manganese-raw-ban-2029 in_force", ""},
		{"Ni", "", "", "PH", "2025-03-01", legal.NotControlled, "", "ph-sb-2826 proposed", ""},
		{"Li", "", "", "IN", "2026-11-24", legal.NotControlled, "", "in-critical-four-ban-proposal-2023 proposed", ""},
		{"W", "", "", "CN", "2014-06-01", legal.Controlled, "quota", "cn-export-quota-regime in_force", ""},
		{"graphite", "US", "", "CN", "2025-11-10", legal.Conditional, "end_use_ban", "cn-mofcom-2024-46/2-2 suspended; cn-mofcom-gacc-2023-39 superseded", ""},
		{"He", "", "", "", "2026-11-24", legal.NotCovered, "", "", "cn-sc-decree-792 cn-export-control-law-2020"},
	}
	for _, tt := range tests {
		on, err := corpus.ParseDate(tt.on)
		if err != nil {
			t.Fatal(err)
		}
		q := legal.Question{Material: tt.material, Destination: tt.to, EndUse: tt.use, Jurisdiction: tt.by, On: on}
		t.Run(fmt.Sprintf("%s to %s for %s by %s on %s", tt.material, tt.to, tt.use, tt.by, tt.on), func(t *testing.T) {
			a := body.Answer(q)
			if a.Answer != tt.answer || a.Strictest != tt.strictest {
				t.Errorf("answer %s, strictest %s; want %s, %s", a.Answer, a.Strictest, tt.answer, tt.strictest)
			}
			for _, want := range strings.Split(tt.holds, "; ") {
				if want == "" {
					continue
				}
				prefix, status, _ := strings.Cut(want, " ")
				if got := statuses(a, prefix); got != status {
					t.Errorf("%s is %q, want %q", prefix, got, status)
				}
			}
			for _, prefix := range strings.Fields(tt.lacks) {
				if got := statuses(a, prefix); got != "" {
					t.Errorf("%s is shown as %q, want it left out", prefix, got)
				}
			}
			for _, m := range a.Measures {
				if len(m.Chain) == 0 {
					t.Errorf("%s has no chain", m.ID)
				}
				for _, l := range m.Chain {
					if len(l.Spans) == 0 && l.Provenance == nil {
						t.Errorf("%s: %s rests on nothing", m.ID, l.Event)
					}
				}
			}
			if t.Failed() {
				for _, m := range a.Measures {
					t.Logf("%s %s %s depends on %v via %s", m.ID, m.Restriction, m.Status, m.DependsOn, m.Via)
				}
			}
		})
	}
}

// statuses joins the different statuses of the measures whose id is the prefix or lies below it.
func statuses(a legal.Answer, prefix string) string {
	var out []string
	for _, m := range a.Measures {
		id := string(m.ID)
		if id == prefix || strings.HasPrefix(id, prefix+"/") || strings.HasPrefix(id, prefix+"-") && strings.Contains(prefix, "/") {
			if s := string(m.Status); len(out) == 0 || out[len(out)-1] != s {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, ",")
}
