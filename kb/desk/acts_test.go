package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// actsDesk holds an act with two clauses, the later act that suspends the second, and a commentary.
func actsDesk(t *testing.T) (*desk.Desk, *memkb.Store) {
	t.Helper()
	store := memkb.New()
	doc := func(id corpus.DocumentID) corpus.Document {
		return corpus.Document{ID: id, Source: "s", URL: "https://s.example/" + string(id), Kind: corpus.Notice, State: corpus.Live, Title: string(id)}
	}
	act := func(id kb.InstrumentID, day corpus.Date, docs ...corpus.DocumentID) kb.Instrument {
		return kb.Instrument{ID: id, Jurisdiction: "CN", Title: string(id), Published: day, Documents: docs, Review: kb.Unreviewed}
	}
	life := func(id kb.EffectID, r kb.Relation, by, target kb.InstrumentID, from corpus.Date, at ...string) kb.Effect {
		return kb.Effect{ID: id, Relation: r, By: by, Target: target, From: from, Provisions: at, Review: kb.Unreviewed}
	}
	clause := func(id kb.MeasureID, at string) kb.Measure {
		return kb.Measure{ID: id, Instrument: "x-1", Provision: at, Restriction: kb.LicenceRequirement, Direction: kb.Export, Items: []kb.Item{{Material: "Ga"}}, Review: kb.Unreviewed}
	}
	w := kb.Write{At: loaded, Documents: []corpus.Document{doc("first"), doc("later"), doc("comment")},
		Instruments: []kb.Instrument{act("x-1", corpus.Day(2024, 1, 1), "first"), act("x-2", corpus.Day(2025, 1, 1), "later")},
		Measures:    []kb.Measure{clause("x-1/1", "1"), clause("x-1/2", "2")},
		Effects: []kb.Effect{life("a", kb.Adopts, "x-1", "x-1", corpus.Day(2024, 1, 1)), life("c", kb.Commences, "x-1", "x-1", corpus.Day(2024, 2, 1)),
			life("b", kb.Adopts, "x-2", "x-2", corpus.Day(2025, 1, 1)), life("d", kb.Commences, "x-2", "x-2", corpus.Day(2025, 1, 1)),
			life("s", kb.Suspends, "x-2", "x-1", corpus.Day(2025, 1, 1), "2")}}
	if _, err := store.Commit(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	return desk.New(store, nil, func() time.Time { return loaded }), store
}

func TestDocumentsOfActsInAStatus(t *testing.T) {
	d, _ := actsDesk(t)
	for _, c := range []struct {
		status, on string
		want       []corpus.DocumentID
	}{
		{"in_force", "2024-06-01", []corpus.DocumentID{"first"}},
		{"suspended", "2024-06-01", []corpus.DocumentID{}},
		{"suspended", "2025-06-01", []corpus.DocumentID{"first"}},
		{"in_force", "2025-06-01", []corpus.DocumentID{"first", "later"}}, // the first clause binds on
		{"scheduled", "2024-01-15", []corpus.DocumentID{"first"}},
	} {
		got, err := d.DocumentsInStatus(t.Context(), []string{c.status}, c.on)
		if err != nil || !slices.Equal(got, c.want) || got == nil {
			t.Errorf("%s on %s: %v %v, want %v", c.status, c.on, got, err, c.want)
		}
	}
	var word *desk.WordError
	if _, err := d.DocumentsInStatus(t.Context(), []string{"valid"}, ""); !errors.As(err, &word) || word.Parameter != "status" {
		t.Errorf("a status that there is not: %v", err)
	}
}

func TestDocumentsThatCiteAnAct(t *testing.T) {
	d, store := actsDesk(t)
	citing := func(want ...corpus.DocumentID) {
		t.Helper()
		if got, err := d.DocumentsCiting(t.Context(), []string{"x-1"}); err != nil || !slices.Equal(got, want) {
			t.Errorf("citing x-1: %v %v, want %v", got, err, want)
		}
	}
	citing("later")
	text := corpus.Revision{ID: "r", Document: "comment", Text: "On X No. 1.", Hash: corpus.HashOf([]byte("On X No. 1.")), RecordedAt: loaded}
	fact := kb.Fact{ID: "f", Value: kb.CitationValue{Cited: "X No. 1", Target: "x-1"}, AsPrinted: "X No. 1", Role: kb.Role(kb.Cites), Assertion: kb.Asserted,
		Span: text.Span(3, 10), Context: corpus.Range{Start: 0, End: 11}, Review: kb.Unreviewed, Current: true}
	if _, err := store.Commit(t.Context(), kb.Write{At: loaded, Revisions: []corpus.Revision{text}, Facts: []kb.Fact{fact}, Entries: []kb.Entry{{Kind: kb.ReExtracted, Document: "comment"}}}); err != nil {
		t.Fatal(err)
	}
	citing("comment", "later") // what was learned since the first question is followed
	var word *desk.WordError
	if _, err := d.DocumentsCiting(t.Context(), []string{"x-9"}); !errors.As(err, &word) || word.Parameter != "cites" {
		t.Errorf("an act of which nothing is known: %v", err)
	}
}

func TestPeriodsToldFromToday(t *testing.T) {
	d := desk.New(memkb.New(), nil, func() time.Time { return time.Date(2026, 3, 31, 9, 0, 0, 0, time.UTC) })
	for _, c := range [][4]string{
		{"last 90 days", "", "2025-12-31", "2026-03-31"},
		{"past 1 month", "", "2026-02-28", "2026-03-31"},
		{"Past 3 months", "2026-02", "2025-12-31", "2026-02-28"},
		{"", "next 2 weeks", "2026-03-31", "2026-04-14"},
		{"next 1 year", "", "2026-03-31", "2027-03-31"},
		{"2025", "next 10 days", "2025-01-01", "2026-04-10"},
		{"2025-10", "", "2025-10-01", "2026-03-31"},
	} {
		from, to, err := d.Range(c[0], c[1])
		if err != nil || from.String() != c[2] || to.String() != c[3] {
			t.Errorf("%q to %q: %s to %s, %v; want %s to %s", c[0], c[1], from, to, err, c[2], c[3])
		}
	}
	for word, says := range map[string]string{"3 months": `"past 3 months" is 2025-12-31 to 2026-03-31, "next 3 months" is 2026-03-31 to 2026-06-30`,
		"last month": "two ways", "last 0 days": "1 to 1000", "last 9999 years": "1 to 1000", "soon": "past 3 months"} {
		_, _, err := d.Range(word, "")
		var wrong *desk.WordError
		if !errors.As(err, &wrong) || wrong.Parameter != "from" || !strings.Contains(wrong.Error(), says) {
			t.Errorf("%q: %v, want a refusal that says %q", word, err, says)
		}
	}
}
