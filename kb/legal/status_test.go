package legal_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func day(s string) corpus.Date {
	d, err := corpus.ParseDate(s)
	if err != nil {
		panic("legal_test: " + err.Error())
	}
	return d
}

var today = day("2026-11-25")

// act is one line of a hand-made law: "relation from [until] [by] [on provision] [announced]".
func act(target kb.InstrumentID, lines string) (effects []kb.Effect) {
	for n, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		words := strings.Fields(line)
		e := kb.Effect{ID: kb.EffectID(fmt.Sprintf("%s-%d", target, n)), Relation: kb.Relation(words[0]), Target: target, By: target,
			Basis: kb.Basis{Provenance: &kb.Provenance{From: "test"}}}
		for i := 1; i < len(words); i += 2 {
			switch words[i] {
			case "from":
				e.From = day(words[i+1])
			case "until":
				e.Until = day(words[i+1])
			case "by":
				e.By = kb.InstrumentID(strings.Trim(words[i+1], "-"))
			case "on":
				e.Provisions = append(e.Provisions, words[i+1])
			case "announced":
				e.Announced = words[i+1] == "yes"
			}
		}
		effects = append(effects, e)
	}
	return effects
}

func law(effects ...[]kb.Effect) kb.Law {
	l := kb.Law{}
	seen := map[kb.InstrumentID]bool{}
	for _, es := range effects {
		for _, e := range es {
			if !seen[e.Target] {
				seen[e.Target] = true
				l.Instruments = append(l.Instruments, kb.Instrument{ID: e.Target, Jurisdiction: "CN"})
			}
		}
		l.Effects = append(l.Effects, es...)
	}
	return l
}

func clause(l *kb.Law, id kb.InstrumentID, provision string, r kb.RestrictionType, materials ...kb.Material) {
	m := kb.Measure{ID: kb.MeasureID(string(id) + "/" + provision), Instrument: id, Provision: provision, Restriction: r,
		Direction: kb.Export, Destinations: []string{"*"}}
	for _, x := range materials {
		m.Items = append(m.Items, kb.Item{Material: x})
	}
	l.Measures = append(l.Measures, m)
}

func TestStatusOn(t *testing.T) {
	tests := []struct {
		name, life string
		want       string // "day status; …", status "-" where nothing was there
	}{
		{"published ahead of its start", "adopts from 2023-07-03\ncommences from 2023-08-01",
			"2023-07-02 -; 2023-07-03 scheduled; 2023-07-31 scheduled; 2023-08-01 in_force; 2026-11-26 in_force expected"},
		{"ended, and nobody tells when it began", "repeals from 2015-01-01 by other",
			"2014-12-30 unclear; 2014-12-31 in_force; 2015-01-01 repealed"},
		{"known to stand by a day", "commences until 2012-03-13\nrepeals from 2015-01-01 by other",
			"2012-03-12 unclear; 2012-03-13 in_force; 2014-12-31 in_force; 2015-01-01 repealed"},
		{"known to stand by a year", "commences until 2012\nrepeals from 2015-01-01 by other",
			"2011-12-31 unclear; 2012-12-30 unclear; 2012-12-31 in_force"},
		{"prolonged for a time at the least", "adopts from 2022-04-21\ncommences from 2022-05-06\nextends from 2024-04-29 until 2024-10-28 by other\nexpires",
			"2024-04-30 in_force; 2024-10-28 in_force; 2024-10-29 unclear"},
		{"effective on publication", "adopts from 2025-04-04\ncommences from 2025-04-04", "2025-04-03 -; 2025-04-04 in_force"},
		{"no start day known", "adopts from 2023-06-08", "2023-06-08 announced; 2026-01-01 announced"},
		{"start known, adoption not recorded", "commences from 2014-01-12", "2014-01-11 -; 2014-01-12 in_force"},
		{"a bill", "proposes from 2025-02-03", "2025-02-02 -; 2025-02-03 proposed; 2026-11-25 proposed"},
		{"a bill withdrawn", "proposes from 2025-02-03\nwithdraws from 2025-06-11 by -", "2025-06-10 proposed; 2025-06-11 withdrawn"},
		{"a ban of 2029", "adopts from 2025-05-30\ncommences from 2029-01-01", "2026-11-25 scheduled; 2028-12-31 scheduled expected; 2029-01-01 in_force expected"},
		{"the last day is inside", "adopts from 2025-02-22\ncommences from 2025-02-22\nexpires from 2025-06-22", "2025-06-22 in_force; 2025-06-23 expired"},
		{"extended before its end", "adopts from 2025-02-22\ncommences from 2025-02-22\nexpires from 2025-06-22\nextends from 2025-06-21 until 2025-09-21 by b\nextends from 2025-09-20 until 2025-10-15 by c",
			"2025-06-23 in_force; 2025-09-21 in_force; 2025-09-22 in_force; 2025-10-15 in_force; 2025-10-16 expired"},
		{"extended after its end", "adopts from 2025-01-01\ncommences from 2025-01-01\nexpires from 2025-03-31\nextends from 2025-05-01 until 2025-06-30 by b",
			"2025-03-31 in_force; 2025-04-15 expired; 2025-05-01 in_force; 2025-07-01 expired"},
		{"suspended one day before its start", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s",
			"2025-10-20 scheduled; 2025-11-06 scheduled; 2025-11-07 suspended unoperated; 2025-11-08 suspended unoperated; 2026-11-10 suspended unoperated; 2026-11-11 lapsed_suspension unoperated; 2026-12-01 lapsed_suspension unoperated expected"},
		{"suspended while in force", "adopts from 2024-12-03\ncommences from 2024-12-03\nsuspends from 2025-11-09 until 2026-11-27 by s",
			"2025-11-08 in_force; 2025-11-09 suspended; 2026-11-27 suspended expected; 2026-11-28 lapsed_suspension expected"},
		{"suspension without an end", "adopts from 2024-01-01\ncommences from 2024-01-01\nsuspends from 2024-02-01 by s", "2024-01-31 in_force; 2026-01-01 suspended"},
		{"resumed on the day after", "adopts from 2024-01-01\ncommences from 2024-01-01\nsuspends from 2024-02-01 until 2024-03-31 by s\nresumes from 2024-04-01 by s",
			"2024-03-31 suspended; 2024-04-01 in_force"},
		{"resumed early", "adopts from 2024-01-01\ncommences from 2024-01-01\nsuspends from 2024-02-01 until 2024-12-31 by s\nresumes from 2024-04-01 by r",
			"2024-03-31 suspended; 2024-04-01 in_force"},
		{"suspension prolonged by a second one", "adopts from 2024-01-01\ncommences from 2024-01-01\nsuspends from 2024-02-01 until 2024-03-31 by s\nsuspends from 2024-03-30 until 2024-06-30 by u",
			"2024-04-01 suspended; 2024-06-30 suspended; 2024-07-01 lapsed_suspension"},
		{"a promise prolongs nothing", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s\nextends from 2026-09-28 until 2027-01-10 by talks announced yes",
			"2026-11-10 suspended unoperated; 2026-11-11 lapsed_suspension unoperated"},
		{"repealed", "adopts from 2024-01-01\ncommences from 2024-01-01\nrepeals from 2024-12-01 by r", "2024-11-30 in_force; 2024-12-01 repealed"},
		{"taken over", "adopts from 2024-01-01\ncommences from 2024-01-01\nsupersedes from 2024-12-01 by list", "2024-12-01 superseded"},
		{"repealed before it started", "adopts from 2024-01-01\ncommences from 2025-01-01\nrepeals from 2024-12-01 by r", "2024-11-30 scheduled; 2024-12-01 never_operated"},
		{"repealed while suspended since before its start", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s\nrepeals from 2026-06-01 by r",
			"2026-05-31 suspended unoperated; 2026-06-01 never_operated"},
		{"start unknown, repealed", "adopts from 2020-08-28\nrepeals from 2023-12-21 by r", "2022-01-01 announced; 2023-12-21 repealed"},
		{"only its end is known", "repeals from 2015-01-01 by r", "2014-06-01 unclear; 2015-01-01 repealed"},
		{"repeal without a date", "adopts from 2020-01-01\ncommences from 2020-01-01\nrepeals by r", "2022-01-01 unclear"},
		{"a month is tried at both ends", "adopts from 2023-06\ncommences from 2023-09", "2023-05-31 -; 2023-06-15 unclear; 2023-07-01 scheduled; 2023-09-10 unclear; 2023-10-01 in_force"},
		{"a year that makes no difference", "adopts from 2023\ncommences from 2024-05-31", "2024-01-01 scheduled; 2024-05-31 in_force"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := law(act("a", tt.life))
			clause(&l, "a", "1", kb.LicenceRequirement, "Ga")
			body := legal.New(l, today)
			for _, want := range strings.Split(tt.want, "; ") {
				on := day(want[:10])
				s, ok := body.StatusOn("a/1", on)
				if !ok {
					t.Fatal("StatusOn knows no a/1")
				}
				if got := print(on, s); got != want {
					t.Errorf("StatusOn(%s) = %q, want %q (%v)", on, got, want, s.Reasons)
				}
			}
		})
	}
}

// A coarse date stays coarse: no day is made up for it.
func TestSinceIsNeverFinerThanKnown(t *testing.T) {
	l := law(act("a", "adopts from 2025-07\ncommences from 2025-07"), act("b", "adopts from 2023\ncommences from 2023"))
	clause(&l, "a", "1", kb.Quota, "REE")
	clause(&l, "b", "1", kb.Quota, "REE")
	body := legal.New(l, today)
	for id, want := range map[kb.MeasureID]string{"a/1": "2025-07", "b/1": "2023"} {
		if s, _ := body.StatusOn(id, day("2026-01-01")); s.Since.String() != want {
			t.Errorf("%s is in force since %s, want %s", id, s.Since, want)
		}
	}
}

func print(on corpus.Date, s legal.State) string {
	out := on.String() + " " + string(s.Status)
	if s.Status == "" {
		out += "-"
	}
	if (s.Status == kb.StatusSuspended || s.Status == kb.StatusLapsedSuspension) && !s.Operated {
		out += " unoperated"
	}
	if s.Expected {
		out += " expected"
	}
	return out
}

func TestExtensionOfTheSuspendingActProlongsTheSuspension(t *testing.T) {
	l := law(act("a", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s"),
		act("s", "adopts from 2025-11-07\ncommences from 2025-11-07\nexpires from 2026-11-10\nextends from 2026-11-09 until 2027-01-10 by t"))
	clause(&l, "a", "1", kb.LicenceRequirement, "Ho")
	body := legal.New(l, today)
	if s, _ := body.StatusOn("a/1", day("2026-11-11")); s.Status != kb.StatusSuspended || s.Until != day("2027-01-10") {
		t.Errorf("status after the extension = %s until %s, want suspended until 2027-01-10", s.Status, s.Until)
	}
	if s, _ := body.StatusOn("a/1", day("2027-01-11")); s.Status != kb.StatusLapsedSuspension {
		t.Errorf("status after the extended end = %s, want lapsed_suspension", s.Status)
	}
}

func TestPartialSuspension(t *testing.T) {
	l := law(act("a", "adopts from 2024-12-03\ncommences from 2024-12-03\nsuspends from 2025-11-09 until 2026-11-27 by s on 2"))
	clause(&l, "a", "1", kb.EndUseBan, "Ga")
	clause(&l, "a", "2-1", kb.PresumptionOfDenial, "Ga")
	clause(&l, "a", "2-2", kb.CaseByCaseReview, "graphite")
	clause(&l, "a", "20", kb.LicenceRequirement, "Ga")
	body := legal.New(l, today)
	for id, want := range map[kb.MeasureID]kb.Status{"a/1": kb.StatusInForce, "a/2-1": kb.StatusSuspended, "a/2-2": kb.StatusSuspended, "a/20": kb.StatusInForce} {
		if s, _ := body.StatusOn(id, day("2025-11-10")); s.Status != want {
			t.Errorf("StatusOn(%s) = %s, want %s", id, s.Status, want)
		}
	}
	if s, _ := body.InstrumentOn("a", day("2025-11-10")); s.Status != kb.StatusPartlySuspended {
		t.Errorf("InstrumentOn = %s, want partly_suspended", s.Status)
	}
	l = law(act("b", "adopts from 2025-10-09\ncommences from 2025-12-01 on 1\ncommences from 2025-10-09 on 2\nsuspends from 2025-11-07 until 2026-11-10 by s"))
	clause(&l, "b", "1", kb.LicenceRequirement, "Dy")
	clause(&l, "b", "2", kb.LicenceRequirement, "Dy")
	if s, _ := legal.New(l, today).InstrumentOn("b", day("2025-11-08")); s.Status != kb.StatusSuspended || !s.Operated {
		t.Errorf("an act of which one clause applied: %s, operated %v", s.Status, s.Operated)
	}
	if s, _ := body.InstrumentOn("a", day("2025-11-08")); s.Status != kb.StatusInForce {
		t.Errorf("InstrumentOn before = %s, want in_force", s.Status)
	}
}

func TestTheChainShowsWhatWasOnlyAnnounced(t *testing.T) {
	l := law(act("a", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s\nextends from 2026-09-28 until 2027-01-10 by talks announced yes"))
	clause(&l, "a", "1", kb.LicenceRequirement, "Ho")
	s, _ := legal.New(l, today).StatusOn("a/1", day("2026-11-11"))
	found := false
	for _, c := range s.Chain {
		found = found || c.Announced && c.By == "talks"
	}
	if !found || len(s.Reasons) == 0 {
		t.Errorf("chain %v, reasons %v: want the announced extension and a reason", s.Chain, s.Reasons)
	}
}

// Status does not depend on the order in which records arrived.
func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	build := func(r *rand.Rand) *legal.Body {
		l := law(act("a", "adopts from 2025-02-22\ncommences from 2025-02-22\nexpires from 2025-06-22\nextends from 2025-06-21 until 2025-09-21 by b\nextends from 2025-09-20 until 2025-10-15 by c\nsuspends from 2025-03-01 until 2025-03-31 by s\nsuspends from 2025-04-01 until 2025-04-10 by s2\nresumes from 2025-04-11 by r\nrepeals from 2025-10-01 by q"),
			act("s", "adopts from 2025-03-01\nextends from 2025-03-05 until 2025-04-02 by t"))
		clause(&l, "a", "1", kb.Prohibition, "Co")
		clause(&l, "s", "1", kb.Suspension, "Co")
		if r != nil {
			r.Shuffle(len(l.Effects), func(i, j int) { l.Effects[i], l.Effects[j] = l.Effects[j], l.Effects[i] })
			r.Shuffle(len(l.Measures), func(i, j int) { l.Measures[i], l.Measures[j] = l.Measures[j], l.Measures[i] })
			r.Shuffle(len(l.Instruments), func(i, j int) { l.Instruments[i], l.Instruments[j] = l.Instruments[j], l.Instruments[i] })
		}
		return legal.New(l, today)
	}
	tell := func(b *legal.Body) string {
		var out strings.Builder
		for d := day("2025-02-20"); d.Compare(day("2025-10-20")) < 0; d = d.AddDays(1) {
			s, _ := b.StatusOn("a/1", d)
			fmt.Fprintln(&out, d, s.Status, s.Since, s.Until, s.By)
		}
		fmt.Fprintf(&out, "%+v", b.Changes(day("2025-01-01"), day("2025-12-31"), legal.Filter{}))
		return out.String()
	}
	want := tell(build(nil))
	for seed := range uint64(100) {
		if got := tell(build(rand.New(rand.NewPCG(seed, 1)))); got != want {
			t.Fatalf("seed %d: the answer depends on the order of arrival:\n%s\nwant\n%s", seed, got, want)
		}
	}
}

func TestChanges(t *testing.T) {
	l := law(act("a", "adopts from 2025-10-09\ncommences from 2025-11-08\nsuspends from 2025-11-07 until 2026-11-10 by s"),
		act("b", "adopts from 2025-04-04\ncommences from 2025-04-04\nextends from 2025-06-01 until 2027-01-01 by c\namends from 2025-05 by d"))
	clause(&l, "a", "1", kb.LicenceRequirement, "Ho")
	clause(&l, "b", "1", kb.LicenceRequirement, "Dy")
	var got []string
	for _, c := range legal.New(l, today).Changes(day("2025-01-01"), day("2026-12-31"), legal.Filter{}) {
		got = append(got, fmt.Sprintf("%s %s %s %s->%s by %q", c.LegalDate, c.Measure, c.Kind, c.Before, c.After, c.By))
	}
	want := []string{
		`2025-04-04 b/1 measure_announced ->in_force by "b"`,
		`2025-04-04 b/1 measure_commenced ->in_force by "b"`,
		`2025-05 b/1 measure_amended in_force->in_force by "d"`,
		`2025-06-01 b/1 measure_extended in_force->in_force by "c"`,
		`2025-10-09 a/1 measure_announced ->scheduled by "a"`,
		`2025-11-07 a/1 measure_suspended scheduled->suspended by "s"`,
		`2026-11-11 a/1 suspension_lapsed suspended->lapsed_suspension by ""`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("Changes:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStoriesTellTheClausesOfAnActTogether(t *testing.T) {
	l := law(act("a", "adopts from 2025-10-09\ncommences from 2025-10-09 on 1\ncommences from 2025-12-01 on 2\nsuspends from 2025-11-07 until 2026-11-10 by s"))
	clause(&l, "a", "1", kb.LicenceRequirement, "Dy")
	clause(&l, "a", "2", kb.LicenceRequirement, "Ho")
	l.Instruments[0].Title = "Rare earth notice"
	body := legal.New(l, today)
	var got []string
	for _, s := range body.Stories(body.Changes(day("2025-01-01"), day("2026-12-31"), legal.Filter{})) {
		got = append(got, s.Date.String()+" "+s.Sentence())
	}
	want := []string{
		"2025-10-09 Rare earth notice is announced and takes effect",
		"2025-11-07 Rare earth notice is suspended, until 2026-11-10, by s",
		"2026-11-11 Rare earth notice needs review: its suspension ran out, and nothing held says what follows",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("Stories:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
