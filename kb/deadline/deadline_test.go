package deadline_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

var today = corpus.Day(2026, 4, 15)

// law has a licence that starts, a suspension with the given last day, and a permission that ends.
func law(until corpus.Date, learned time.Time) *legal.Body {
	day := corpus.Day
	var l kb.Law
	for id, r := range map[kb.InstrumentID]kb.RestrictionType{"xx-1": kb.LicenceRequirement, "xx-2": kb.LicenceRequirement, "xx-3": kb.GeneralLicence} {
		l.Instruments = append(l.Instruments, kb.Instrument{ID: id, Jurisdiction: "CN", Title: "关于对镓、锗相关物项实施出口管制的公告，很长的标题，用来看一行怎样折断"})
		l.Measures = append(l.Measures, kb.Measure{ID: kb.MeasureID(id + "/1"), Instrument: id, Provision: "1", Restriction: r, Items: []kb.Item{{Material: "Ga"}}})
		l.Effects = append(l.Effects, kb.Effect{ID: kb.EffectID(id + "a"), Relation: kb.Adopts, By: id, Target: id, From: day(2026, 1, 1)})
	}
	add := func(id kb.InstrumentID, r kb.Relation, from, until corpus.Date) {
		l.Effects = append(l.Effects, kb.Effect{ID: kb.EffectID(string(id) + string(r)), Relation: r, Target: id, From: from, Until: until, Stamp: kb.Stamp{RecordedAt: learned}})
	}
	add("xx-1", kb.Commences, day(2026, 5, 1), corpus.Date{})
	add("xx-2", kb.Commences, day(2026, 1, 1), corpus.Date{})
	add("xx-2", kb.Suspends, day(2026, 2, 1), until)
	add("xx-3", kb.Commences, day(2026, 1, 1), corpus.Date{})
	add("xx-3", kb.Expires, day(2026, 6, 30), corpus.Date{})
	return legal.New(l, today)
}

func ahead(b *legal.Body) []deadline.Row {
	return deadline.Of(b, today.AddDays(1), corpus.Day(9999, 12, 31), today, legal.Filter{})
}

func TestWhatIsStillToCome(t *testing.T) {
	rows := ahead(law(corpus.Day(2026, 5, 31), time.Time{}))
	want := []struct {
		measure kb.MeasureID
		kind    deadline.Kind
		date    string
		last    string
		days    int
	}{
		{"xx-1/1", deadline.Start, "2026-05-01", "2026-04-30", 16},
		{"xx-2/1", deadline.Lapse, "2026-06-01", "2026-05-31", 47},
		{"xx-3/1", deadline.WindDown, "2026-07-01", "2026-06-30", 77},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(rows), len(want), rows)
	}
	for i, w := range want {
		r := rows[i]
		if r.Measure != w.measure || r.Deadline != w.kind || r.LegalDate.String() != w.date || r.LastDay.String() != w.last || *r.Days != w.days {
			t.Errorf("row %d: %s %s %s, last day %s, in %d days; want %+v", i, r.Measure, r.Deadline, r.LegalDate, r.LastDay, *r.Days, w)
		}
	}
}

// What was announced and not enacted stands beside the lapse that the law knows, and says so.
func TestWhatWasAnnouncedIsListedAsSuch(t *testing.T) {
	l := law(corpus.Day(2026, 5, 31), time.Time{}).Law()
	l.Effects = append(l.Effects, kb.Effect{ID: "talks", Relation: kb.Extends, Target: "xx-3", From: corpus.Day(2026, 4, 1), Until: corpus.Day(2026, 9, 30), Announced: true})
	for _, r := range ahead(legal.New(l, today)) {
		if r.Measure == "xx-3/1" && r.Deadline == deadline.Promised {
			if r.LegalDate != corpus.Day(2026, 10, 1) || r.LastDay != corpus.Day(2026, 9, 30) || r.Said != corpus.Day(2026, 4, 1) || !strings.Contains(r.Summary, "not enacted") {
				t.Errorf("row %+v", r)
			}
			return
		}
	}
	t.Error("the announced extension is not listed")
}

func TestClosingsOfComments(t *testing.T) {
	closing := func(id kb.FactID, d corpus.Date) deadline.Closing {
		return deadline.Closing{Document: corpus.Document{ID: "d-1", Title: "Draft rule"}, Fact: kb.Fact{ID: id, Value: kb.DateValue{Date: d}, Span: corpus.Span{Quote: "by then"}}, Materials: []kb.Material{"Ga"}}
	}
	rows := deadline.OfComments([]deadline.Closing{closing("f-2", corpus.Day(2026, 5, 2)), closing("f-1", today), closing("f-0", corpus.Day(2026, 4, 14)), closing("f-3", corpus.Date{Year: 2026, Month: 6}), closing("f-4", corpus.Date{})},
		today, corpus.Day(2026, 12, 31), today)
	if len(rows) != 3 || *rows[0].Days != 0 || rows[1].LastDay != corpus.Day(2026, 5, 2) || !rows[2].LastDay.IsZero() || rows[2].Days != nil {
		t.Errorf("rows %+v: want today's, that of 2 May, and that of June, which is no day", rows)
	}
}

// An event that moves is the same event in a later version.
func TestADeadlineThatMovesKeepsItsName(t *testing.T) {
	first := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	was, is := ahead(law(corpus.Day(2026, 5, 31), first)), ahead(law(corpus.Day(2026, 8, 31), first.AddDate(0, 0, 3)))
	find := func(rows []deadline.Row) deadline.Row {
		for _, r := range rows {
			if r.Deadline == deadline.Lapse {
				return r
			}
		}
		t.Fatal("no lapse")
		return deadline.Row{}
	}
	a, b := find(was), find(is)
	if a.UID != b.UID || a.LegalDate == b.LegalDate {
		t.Errorf("%s on %s became %s on %s", a.UID, a.LegalDate, b.UID, b.LegalDate)
	}
}

func TestTheCalendarIsRead(t *testing.T) {
	rows := ahead(law(corpus.Day(2026, 5, 31), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)))
	rows = append(rows, deadline.OfComments([]deadline.Closing{{Fact: kb.Fact{ID: "f", Value: kb.DateValue{Date: corpus.Date{Year: 2026}}}}}, today, corpus.Day(2027, 1, 1), today)...)
	text := deadline.Calendar(rows, "deadlines", time.Date(2026, 4, 15, 9, 0, 0, 0, time.UTC))
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(cal.Events()); n != 3 {
		t.Errorf("%d events, want 3: a year is no day", n)
	}
	for i, e := range cal.Events() {
		at, err := e.GetAllDayStartAt()
		if err != nil || corpus.DateOf(at) != rows[i].LegalDate || e.Id() != rows[i].UID {
			t.Errorf("event %s on %v, %v; want %s on %s", e.Id(), at, err, rows[i].UID, rows[i].LegalDate)
		}
		if s := e.GetProperty(ics.ComponentPropertySummary); s == nil || s.Value != rows[i].Heading() {
			t.Errorf("summary %v, want %q", s, rows[i].Heading())
		}
	}
}
