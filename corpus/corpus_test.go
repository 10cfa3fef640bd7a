package corpus_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]corpus.Date{
		"2025": {Year: 2025}, "2025-04": {Year: 2025, Month: 4}, "2024-02-29": corpus.Day(2024, 2, 29), "0001-01-01": corpus.Day(1, 1, 1),
	} {
		if got, err := corpus.ParseDate(in); err != nil || got != want || got.String() != in {
			t.Errorf("ParseDate(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "25", "2025-4", "2025-13", "2025-00", "2025-02-29", "2025-04-00", "2025-04-31", "2025-04-04T00:00", "２０２５", "-2025", "2025-04-04-01", "0000"} {
		if got, err := corpus.ParseDate(in); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", in, got)
		}
	}
}

func dates(t *rapid.T, label string) corpus.Date {
	d := corpus.Date{Year: rapid.IntRange(1900, 2100).Draw(t, label+" year")}
	if rapid.Bool().Draw(t, label+" has a month") {
		d.Month = rapid.IntRange(1, 12).Draw(t, label+" month")
		if rapid.Bool().Draw(t, label+" has a day") {
			d.Day = rapid.IntRange(1, d.Last().Day).Draw(t, label+" day")
		}
	}
	return d
}

// A date is written and read back as itself, at its own precision; order, containment and counting
// of days agree with one another.
func TestDatesAgreeWithThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := dates(t, "d"), dates(t, "e")
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back corpus.Date
		if err := json.Unmarshal(b, &back); err != nil || back != d || !d.Valid() {
			t.Fatalf("%v was written as %s and read as %v, %v", d, b, back, err)
		}
		if !d.Contains(d.First()) || !d.Contains(d.Last()) || !d.Contains(d) {
			t.Fatalf("%v does not contain itself", d)
		}
		if d.Before(e) && (e.Before(d) || d.Contains(e) || e.Contains(d) || d.Compare(e) >= 0) {
			t.Fatalf("%v before %v contradicts itself", d, e)
		}
		x, n := d.First(), rapid.IntRange(-800, 800).Draw(t, "days")
		if got := x.DaysUntil(x.AddDays(n)); got != n {
			t.Fatalf("%v and %d days are %d days apart", x, n, got)
		}
	})
}

func TestTheUnknownDateIsNull(t *testing.T) {
	b, err := json.Marshal(corpus.Date{})
	if err != nil || string(b) != "null" {
		t.Fatalf("the unknown date is written as %s, %v", b, err)
	}
	d := corpus.Day(2025, 1, 1)
	if err := json.Unmarshal(b, &d); err != nil || !d.IsZero() || d.Precision() != corpus.Unknown {
		t.Errorf("null is read as %v, %v", d, err)
	}
}

func TestSpansQuoteTheirText(t *testing.T) {
	r := corpus.Revision{Document: "d-a", ID: "d-a.1", Text: "title\n一、镓\n二、锗",
		Provisions: []corpus.Provision{{Address: "title", Start: 0, End: 5}, {Address: "一", Start: 6, End: 15}, {Address: "二", Start: 16, End: 25}},
		Sentences:  []corpus.Range{{Start: 0, End: 5}, {Start: 6, End: 15}, {Start: 16, End: 25}}}
	s := r.Span(12, 15)
	if s.Quote != "镓" || s.Address != "一" || !s.Holds(r.Text) {
		t.Errorf("span = %+v", s)
	}
	for _, bad := range []corpus.Span{{Start: -1, End: 2}, {Start: 3, End: 2}, {Start: 0, End: 99}, {Start: 0, End: 5, Quote: "Title"}} {
		if bad.Holds(r.Text) {
			t.Errorf("%+v holds", bad)
		}
	}
	for at, want := range map[int]string{0: "title", 4: "title", 6: "一", 14: "一", 16: "二", 24: "二"} {
		if p, ok := r.ProvisionAt(at); !ok || p.Address != want {
			t.Errorf("ProvisionAt(%d) = %q, %v; want %q", at, p.Address, ok, want)
		}
	}
	for _, at := range []int{5, 15, 25, 99} {
		if p, ok := r.ProvisionAt(at); ok {
			t.Errorf("ProvisionAt(%d) = %q, want none", at, p.Address)
		}
		if s, ok := r.SentenceAt(at); ok {
			t.Errorf("SentenceAt(%d) = %v, want none", at, s)
		}
	}
}

func TestIdentities(t *testing.T) {
	a, b := corpus.NewDocumentID("s", "http://a.example/1"), corpus.NewDocumentID("s", "http://a.example/2")
	if a == b || a != corpus.NewDocumentID("s", "http://a.example/1") || len(a) != 12 {
		t.Errorf("document ids %s and %s", a, b)
	}
	if corpus.NewDocumentID("ab", "c") == corpus.NewDocumentID("a", "bc") {
		t.Error("source and address run together")
	}
	h := corpus.HashOf([]byte("text"))
	if r := corpus.NewRevisionID(a, h); r != corpus.RevisionID(string(a)+"."+string(h[:8])) {
		t.Errorf("revision id %s", r)
	}
}

func ExampleDate() {
	d, err := corpus.ParseDate("2025-04")
	if err != nil {
		panic(err)
	}
	fmt.Println(d, d.Precision(), d.First(), d.Last(), d.Contains(corpus.Day(2025, 4, 4)))
	// Output: 2025-04 month 2025-04-01 2025-04-30 true
}
