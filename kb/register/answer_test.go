package register_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/register"
)

func body(t testing.TB) *legal.Body {
	t.Helper()
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	return legal.New(kb.Law{Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects, Disputes: r.Disputes}, r.AsOf)
}

func day(s string) corpus.Date {
	d, err := corpus.ParseDate(s)
	if err != nil {
		panic("register_test: " + err.Error())
	}
	return d
}

// TestStatusOfClauses tells the lives that are easy to get wrong: "-" is nothing yet.
func TestStatusOfClauses(t *testing.T) {
	tests := []struct{ measure, want string }{
		{"cn-mofcom-gacc-2023-23/1", "2023-07-02 -; 2023-07-31 scheduled; 2023-08-01 in_force; 2024-11-30 in_force; 2024-12-01 superseded"},
		{"cn-dual-use-list-2024-51/annex-1", "2024-11-30 scheduled; 2024-12-01 in_force; 2026-11-28 in_force"},
		{"cn-mofcom-2024-46/1", "2024-12-02 -; 2024-12-03 in_force; 2025-11-10 in_force; 2026-11-28 in_force"},
		{"cn-mofcom-2024-46/2-1", "2025-11-08 in_force; 2025-11-09 suspended; 2026-11-27 suspended; 2026-11-28 lapsed_suspension"},
		{"cn-mofcom-2024-46/3", "2025-11-10 in_force"},
		{"cn-mofcom-2025-21/*", "2025-05-13 in_force; 2025-05-14 suspended; 2025-08-13 suspended; 2025-11-10 suspended; 2026-11-10 suspended; 2026-11-11 lapsed_suspension"},
		{"cn-uel-2025-apr/7", "2025-04-04 in_force; 2025-05-14 suspended; 2025-09-01 suspended"},
		{"cn-uel-2025-apr/8", "2025-04-04 -; 2025-04-09 in_force; 2025-05-14 suspended; 2025-08-12 repealed"},
		{"cn-mofcom-2025-61/1-1", "2025-10-09 scheduled; 2025-11-07 suspended; 2025-12-15 suspended; 2026-11-10 suspended; 2026-11-11 lapsed_suspension"},
		{"cn-mofcom-2025-61/1-3", "2025-10-08 -; 2025-10-09 in_force; 2025-11-06 in_force; 2025-11-07 suspended; 2026-11-24 lapsed_suspension"},
		{"cn-mofcom-gacc-2025-57/*", "2025-10-20 scheduled; 2025-11-07 suspended; 2025-11-08 suspended; 2026-11-11 lapsed_suspension"},
		{"cn-mofcom-gacc-2025-18/1", "2025-04-03 -; 2025-04-04 in_force; 2025-12-15 in_force; 2026-11-24 in_force"},
		{"cn-mofcom-gacc-2025-70/*", "2025-11-07 in_force; 2026-11-10 in_force; 2026-11-24 unclear; 2027-01-11 expired"},
		{"cn-us-truce-extension-2026/*", "2026-09-22 -; 2026-09-24 proposed; 2026-09-28 announced; 2027-01-01 announced"},
		{"us-bis-affiliates-rule-2025/*", "2025-09-29 in_force; 2025-11-10 suspended; 2026-11-09 suspended; 2026-11-10 lapsed_suspension"},
		{"us-dfars-252-225-7052/narrow", "2026-11-24 in_force"},
		{"us-dfars-252-225-7052/wide", "2024-05-29 -; 2026-11-24 scheduled; 2027-01-01 in_force"},
		{"us-ustr-301-2024-09/1", "2024-06-01 proposed; 2024-09-27 in_force"},
		{"us-ustr-301-2024-09/2", "2025-12-31 scheduled; 2026-01-01 in_force"},
		{"eu-428-2009/*", "2021-09-08 in_force; 2021-09-09 superseded"},
		{"eu-black-mass-waste-list/*", "2025-12-31 scheduled; 2026-10-01 unclear; 2027-01-01 in_force"},
		{"cd-arecoms-001-2025/*", "2025-02-21 -; 2025-02-22 in_force; 2025-10-15 in_force; 2025-10-16 expired"},
		{"cd-arecoms-pr-003-2025/*", "2025-06-20 -; 2025-06-21 in_force; 2025-09-19 in_force; 2025-09-20 superseded"},
		{"cd-arecoms-004-2025/1", "2025-09-20 in_force; 2025-10-15 in_force; 2025-10-16 expired"},
		{"cd-arecoms-004-2025/2", "2025-10-15 scheduled; 2025-10-16 in_force"},
		{"ga-manganese-raw-ban-2029/*", "2025-05-29 -; 2026-11-24 scheduled; 2029-01-01 in_force"},
		{"id-esdm-7-2023/*", "2024-05-31 in_force; 2024-06-01 expired"},
		{"kg-scrap-ban-2024/*", "2024-02-14 -; 2024-06-01 unclear; 2025-01-01 expired"},
		{"kz-scrap-ban-2022/*", "2022-05-05 scheduled; 2024-03-01 in_force; 2024-10-28 in_force; 2024-10-29 unclear; 2026-11-24 unclear"},
		{"na-critical-minerals-2023/*", "2026-11-24 announced"},
		{"ph-sb-2826/*", "2025-03-01 proposed; 2025-07-01 withdrawn"},
		{"zw-si-213-2022/*", "2022-12-18 -; 2022-12-19 in_force; 2023-01-04 in_force; 2023-01-05 superseded"},
		{"zw-raw-minerals-suspension-2026/2", "2026-02-24 proposed; 2026-02-25 in_force; 2026-04-01 in_force; 2026-04-02 superseded"},
		{"zw-raw-minerals-suspension-2026/1", "2026-04-02 in_force; 2026-11-24 in_force"},
		{"zw-lithium-concentrate-ban-2027/*", "2026-11-24 proposed; 2027-01-01 proposed"},
	}
	b := body(t)
	for _, tt := range tests {
		for _, w := range strings.Split(tt.want, "; ") {
			on, want, _ := strings.Cut(w, " ")
			if want == "-" {
				want = ""
			}
			s, ok := b.StatusOn(kb.MeasureID(tt.measure), day(on))
			if !ok || string(s.Status) != want {
				t.Errorf("%s on %s = %q, want %q", tt.measure, on, s.Status, want)
			}
		}
	}
}

// TestAnswers asks the decision question where a wrong record would mislead most.
func TestAnswers(t *testing.T) {
	tests := []struct {
		material, from, to, use, on string
		want                        legal.Verdict
		strictest                   kb.RestrictionType
	}{
		{"Ga", "CN", "US", "", "2023-07-31", legal.NotControlled, ""},
		{"Ga", "CN", "US", "", "2023-08-01", legal.Controlled, kb.LicenceRequirement},
		{"Ga", "CN", "US", "", "2024-11-30", legal.Controlled, kb.LicenceRequirement},
		{"Ga", "CN", "US", "", "2024-12-01", legal.Controlled, kb.LicenceRequirement},
		{"Ga", "CN", "US", "", "2024-12-03", legal.Controlled, kb.PresumptionOfDenial},
		{"Ga", "CN", "US", "military", "2025-11-10", legal.Controlled, kb.EndUseBan},
		{"Ga", "CN", "US", "civil", "2025-11-10", legal.Controlled, kb.LicenceRequirement},
		{"Ga", "CN", "US", "", "2026-11-28", legal.Controlled, kb.LicenceRequirement},
		{"Dy", "CN", "", "", "2025-04-04", legal.Controlled, kb.LicenceRequirement},
		{"Dy", "CN", "", "", "2025-12-15", legal.Controlled, kb.LicenceRequirement},
		{"Ho", "CN", "", "", "2026-11-11", legal.Unclear, ""},
		{"He", "CN", "", "", "2026-11-24", legal.NotCovered, ""},
		{"Co", "CD", "", "", "2025-02-21", legal.NotControlled, ""},
		{"Co", "CD", "", "", "2025-02-22", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-06-21", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-06-22", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-06-23", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-09-20", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-09-21", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-10-15", legal.Controlled, kb.Prohibition},
		{"Co", "CD", "", "", "2025-10-16", legal.Controlled, kb.Quota},
		{"Li", "ZW", "", "", "2022-12-18", legal.NotControlled, ""},
		{"Li", "ZW", "", "", "2023-01-04", legal.Conditional, kb.Prohibition},
		{"Li", "ZW", "", "", "2023-01-05", legal.Conditional, kb.Prohibition},
		{"Mn", "GA", "", "", "2026-11-24", legal.NotControlled, ""},
		{"Mn", "GA", "", "", "2029-01-01", legal.Conditional, kb.Prohibition},
		{"Ni", "PH", "", "", "2026-11-24", legal.NotControlled, ""},
		{"Li", "IN", "", "", "2026-11-24", legal.NotControlled, ""},
		{"In", "US", "", "", "2025-06-01", legal.Conditional, "import_tariff"},
	}
	b := body(t)
	for _, tt := range tests {
		name := fmt.Sprintf("%s %s-%s %s %s", tt.material, tt.from, tt.to, tt.use, tt.on)
		a := b.Answer(legal.Question{Material: kb.Material(tt.material), Jurisdiction: corpus.Jurisdiction(tt.from),
			Destination: tt.to, EndUse: kb.EndUse(tt.use), On: day(tt.on)})
		if a.Answer != tt.want || a.Strictest != tt.strictest {
			t.Errorf("%s = %s %q, want %s %q", name, a.Answer, a.Strictest, tt.want, tt.strictest)
		}
	}
}

// TestLapseIsToldWithItsContradiction asks on the reference day about a suspended act: the answer
// shows the promised prolongation and the dispute, and applies neither.
func TestLapseIsToldWithItsContradiction(t *testing.T) {
	a := body(t).Answer(legal.Question{Material: "Ho", Jurisdiction: "CN", On: day("2026-11-24")})
	k := slices.IndexFunc(a.Measures, func(m legal.MeasureOn) bool { return m.ID == "cn-mofcom-gacc-2025-57/*" })
	if k < 0 || a.Measures[k].Status != kb.StatusLapsedSuspension {
		t.Fatalf("measures %+v hold no lapsed announcement 57", a.Measures)
	}
	if !slices.ContainsFunc(a.Measures[k].Chain, func(l legal.Link) bool {
		return l.Announced && l.Event == kb.Extends && l.Until == day("2027-01-10")
	}) {
		t.Error("the chain does not show the prolongation that was announced")
	}
	if !slices.ContainsFunc(a.Disputes, func(d kb.Dispute) bool { return d.ID == "cn-mofcom-gacc-2025-70:suspension_end" }) {
		t.Error("the answer does not carry the dispute on the end of the suspension")
	}
}

// TestPoliticalTextsBindNobody holds for every day asked.
func TestPoliticalTextsBindNobody(t *testing.T) {
	b := body(t)
	for _, id := range []kb.InstrumentID{"cn-us-truce-extension-2026", "us-cn-beijing-summit-2026", "wto-ds431"} {
		for _, on := range []string{"2015-01-01", "2026-06-01", "2026-11-24", "2027-06-01"} {
			if s, ok := b.StatusOn(kb.MeasureID(string(id)+"/*"), day(on)); !ok || s.Status == kb.StatusInForce {
				t.Errorf("%s on %s = %q", id, on, s.Status)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := register.Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleLoad() {
	r, err := register.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	law := kb.Law{Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects, Disputes: r.Disputes}
	state, _ := legal.New(law, r.AsOf).StatusOn("cn-mofcom-gacc-2025-18/1", corpus.Day(2025, 12, 15))
	fmt.Println(len(r.Instruments), "acts;", "the seven rare earths of April 2025 are", state.Status, "since", state.Since)
	// Output: 118 acts; the seven rare earths of April 2025 are in_force since 2025-04-04
}

// TestStoreTakesIt commits the whole register to an engine and reads it back.
func TestStoreTakesIt(t *testing.T) {
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := memkb.New()
	defer s.Close()
	at := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	if _, err := s.Commit(t.Context(), kb.Write{At: at, Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects, Disputes: r.Disputes,
		Entries: []kb.Entry{{Kind: kb.InstrumentRecorded, Summary: "the register"}}}); err != nil {
		t.Fatal(err)
	}
	law, err := s.Law(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(law.Instruments) != len(r.Instruments) || len(law.Measures) != len(r.Measures) || len(law.Effects) != len(r.Effects) || len(law.Disputes) != len(r.Disputes) {
		t.Errorf("the store holds %d acts, %d clauses, %d effects, %d disputes, want %d, %d, %d, %d", len(law.Instruments), len(law.Measures), len(law.Effects), len(law.Disputes),
			len(r.Instruments), len(r.Measures), len(r.Effects), len(r.Disputes))
	}
	if before, err := s.Law(t.Context(), at.Add(-time.Second)); err != nil || len(before.Measures) > 0 {
		t.Errorf("known before it was loaded: %d clauses, %v", len(before.Measures), err)
	}
}
