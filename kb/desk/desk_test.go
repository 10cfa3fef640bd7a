package desk_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/register"
)

var loaded = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// newDesk is a desk over a store that holds the register alone.
func newDesk(t testing.TB) *desk.Desk {
	t.Helper()
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	store := memkb.New()
	if _, err := ingest.LoadRegister(t.Context(), store, r, loaded); err != nil {
		t.Fatal(err)
	}
	return desk.New(store, words, func() time.Time { return loaded.Add(24 * time.Hour) })
}

func TestQuestionsInWords(t *testing.T) {
	d := newDesk(t)
	for _, w := range []desk.StatusWords{
		{Material: "镓", Destination: "美国", EndUse: "military", On: "2025-11-10"},
		{Material: "Gallium", Destination: "United States", EndUse: "military", On: "2025-11-10"},
		{Material: "Ga", Destination: "US", EndUse: "military end user", On: "2025-11-10"},
	} {
		a, err := d.Status(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		if a.Question.Material != "Ga" || a.Question.Destination != "US" || a.Answer.Answer != legal.Controlled || a.Strictest != kb.EndUseBan {
			t.Errorf("%+v: %s, %s", a.Question, a.Answer.Answer, a.Strictest)
		}
	}
}

func TestAWordThatMeansNothingNamesItsParameter(t *testing.T) {
	d := newDesk(t)
	for parameter, w := range map[string]desk.StatusWords{
		"material": {Material: "kryptonite"}, "destination": {Material: "Ga", Destination: "Mordor"}, "end_use": {Material: "Ga", EndUse: "juggling"},
		"jurisdiction": {Material: "Ga", Jurisdiction: "Mordor"}, "on": {Material: "Ga", On: "2025"}, "known": {Material: "Ga", Known: "yesterday"},
	} {
		_, err := d.Status(t.Context(), w)
		var word *desk.WordError
		if !errors.As(err, &word) || word.Parameter != parameter {
			t.Errorf("%+v: %v, want an error about %s", w, err, parameter)
		}
	}
}

func TestBeforeTheFirstRecordNothingIsCovered(t *testing.T) {
	a, err := newDesk(t).Status(t.Context(), desk.StatusWords{Material: "Ga", On: "2025-11-10", Known: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Answer.Answer != legal.NotCovered || len(a.Measures) != 0 {
		t.Errorf("answer %s with %d measures: the register must not be dated back", a.Answer.Answer, len(a.Measures))
	}
	if a, err = newDesk(t).Status(t.Context(), desk.StatusWords{Material: "Ga", On: "2025-11-10", Known: "2026-11-24"}); err != nil || a.Answer.Answer != legal.Controlled {
		t.Errorf("on the day it was loaded: %s, %v", a.Answer.Answer, err)
	}
}

func TestEveryPageOfAListIsTheWholeList(t *testing.T) {
	d := newDesk(t)
	whole, err := d.Changes(t.Context(), desk.ChangeWords{From: "2025", To: "2026"}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	if len(whole.Rows) < 50 || whole.Next != nil || whole.Total.Value != len(whole.Rows) {
		t.Fatalf("%d rows of %d, next %v", len(whole.Rows), whole.Total.Value, whole.Next)
	}
	var walked []string
	page := desk.Page{Limit: 7}
	for {
		l, err := d.Changes(t.Context(), desk.ChangeWords{From: "2025", To: "2026"}, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range l.Rows {
			walked = append(walked, c.Summary)
		}
		if l.Next == nil {
			break
		}
		page.Cursor = *l.Next
	}
	var want []string
	for _, c := range whole.Rows {
		want = append(want, c.Summary)
	}
	if !slices.Equal(walked, want) {
		t.Errorf("walked %d rows, want %d", len(walked), len(want))
	}
	if _, err := d.Changes(t.Context(), desk.ChangeWords{}, desk.Page{Cursor: "nonsense"}); err == nil {
		t.Error("a cursor of no list was taken")
	}
}

func TestChangesHappenByTheCalendar(t *testing.T) {
	l, err := newDesk(t).Changes(t.Context(), desk.ChangeWords{From: "2026-11-11", To: "2026-11-11", Jurisdictions: []string{"CN"}}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	lapsed := false
	for _, c := range l.Rows {
		if c.Kind == legal.SuspensionLapsed && c.Instrument == "cn-mofcom-gacc-2025-57" {
			lapsed = c.By == "" && c.Before == kb.StatusSuspended
		}
	}
	if !lapsed {
		t.Errorf("no lapse of No. 57 by the calendar among %d changes", len(l.Rows))
	}
}

func TestListsAreWrittenInThePromisedShape(t *testing.T) {
	l, err := newDesk(t).Instruments(t.Context(), desk.InstrumentWords{Jurisdictions: []string{"CD"}}, desk.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(desk.Object("instruments", l))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"instruments", "total", "next", "coverage"} {
		if _, ok := got[field]; !ok {
			t.Errorf("no field %q in %s", field, b)
		}
	}
}

func TestOneInstrumentWhole(t *testing.T) {
	d := newDesk(t)
	v, err := d.Instrument(t.Context(), "cn-mofcom-2024-46", "2025-11-10", "")
	if err != nil {
		t.Fatal(err)
	}
	if v.Status != kb.StatusPartlySuspended || len(v.Parts) < 3 {
		t.Errorf("status %s with %d measures", v.Status, len(v.Parts))
	}
	if _, err := d.Instrument(t.Context(), "cn-nobody-1", "", ""); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("an act that is not held: %v", err)
	}
}

func BenchmarkStatus(b *testing.B) {
	d := newDesk(b)
	w := desk.StatusWords{Material: "Ga", Destination: "US", On: "2025-11-10"}
	for b.Loop() {
		if _, err := d.Status(b.Context(), w); err != nil {
			b.Fatal(err)
		}
	}
}
