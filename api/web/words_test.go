package web

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Every code of a closed list has words of its own, so that no page shows the code.
func TestEveryCodeHasWords(t *testing.T) {
	check := func(kind, code, word string) {
		if word == "" || strings.Contains(word, "_") {
			t.Errorf("%s %s reads %q", kind, code, word)
		}
	}
	for _, r := range kb.Restrictions() {
		if _, ok := restrictionWords()[r.Type]; !ok {
			t.Errorf("restriction %s has no words", r.Type)
		}
		check("restriction", string(r.Type), restriction(r.Type))
		check("what a restriction does:", string(r.Type), restrictionDoes(r.Type))
	}
	for _, r := range kb.Relations() {
		check("relation", string(r), relation(r))
		check("relation's meaning", string(r), RelationMeaning(r))
	}
	for u := range kb.EndUses() {
		check("end use", string(u), endUse(u))
	}
	for _, s := range Statuses() {
		check("status", string(s), statusWordOf(s).label)
		check("status's meaning", string(s), StatusMeaning(s))
		check("status's sentence", string(s), standing{status: s}.sentence())
	}
	for _, k := range []legal.ChangeKind{legal.MeasureProposed, legal.MeasureAnnounced, legal.MeasureCommenced, legal.MeasureExtended, legal.MeasureAmended, legal.MeasureSuspended,
		legal.MeasureResumed, legal.SuspensionExtends, legal.SuspensionLapsed, legal.MeasureExpired, legal.MeasureRepealed, legal.MeasureSuperseded, legal.MeasureWithdrawn} {
		check("change", string(k), changeWord(k))
	}
	if n := len(strings.Fields(elementNames)); n != len(kb.Elements()) {
		t.Errorf("%d names for %d elements", n, len(kb.Elements()))
	}
}

func TestStandingInWords(t *testing.T) {
	day := corpus.Day
	tests := []struct {
		s    standing
		want string
	}{
		{standing{status: kb.StatusInForce, since: day(2023, 8, 1)}, "in force since 2023-08-01"},
		{standing{status: kb.StatusInForce, since: day(2026, 1, 1), until: day(2026, 12, 31)}, "in force since 2026-01-01, until 2026-12-31"},
		{standing{status: kb.StatusScheduled, since: day(2026, 10, 1), until: day(2026, 12, 31)}, "starts on 2027-01-01; adopted on 2026-10-01"},
		{standing{status: kb.StatusSuspended, until: day(2026, 11, 10)}, "suspended until 2026-11-10, had never applied"},
		{standing{status: kb.StatusSuspended, since: day(2025, 11, 9), until: day(2026, 11, 27), operated: true}, "suspended from 2025-11-09 until 2026-11-27"},
		{standing{status: kb.StatusSuspended, operated: true}, "suspended, without an end day"},
		{standing{status: kb.StatusLapsedSuspension, since: day(2026, 11, 11), operated: true}, "its suspension ran out on 2026-11-10; nothing held says what follows: needs review"},
		{standing{status: kb.StatusExpired, since: day(2026, 1, 1)}, "expired; its last day was 2025-12-31"},
		{standing{status: kb.StatusNeverOperated, since: day(2026, 1, 1)}, "ended on 2026-01-01 without having applied for a day"},
		{standing{status: kb.StatusInForce, since: day(2027, 1, 1), expected: true}, "expected: in force since 2027-01-01"},
		{standing{status: kb.StatusProposed, since: corpus.Date{Year: 2023, Month: 9}}, "proposed on 2023-09, not adopted"},
		{standing{}, "nothing was there on this day, not even a proposal"},
	}
	for _, tt := range tests {
		if got := tt.s.sentence(); got != tt.want {
			t.Errorf("%+v reads %q, want %q", tt.s, got, tt.want)
		}
	}
}

func TestWorded(t *testing.T) {
	if got, want := worded("licence_requirement for Ga, some_thing else"), "licence requirement for Ga, some thing else"; got != want {
		t.Errorf("worded = %q, want %q", got, want)
	}
}

// The calendar alone repeals, extends and announces nothing: an act did, though nobody names it.
func TestWhoDidIt(t *testing.T) {
	for _, tt := range []struct {
		c    legal.Change
		want string
	}{
		{legal.Change{Kind: legal.MeasureCommenced}, ". By the calendar."},
		{legal.Change{Kind: legal.MeasureExpired}, ". By the calendar."},
		{legal.Change{Kind: legal.SuspensionLapsed}, ". By the calendar."},
		{legal.Change{Kind: legal.MeasureCommenced, Unnamed: true}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureRepealed}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureExtended}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureAnnounced}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureRepealed, By: "cn-mofcom-2025-72"}, ". By cn-mofcom-2025-72."},
	} {
		if got := ChangeSentence(tt.c); !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: %q, want it to end in %q", tt.c.Kind, got, tt.want)
		}
	}
}
