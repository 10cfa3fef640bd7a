package deadline

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Calendar writes the rows as an iCalendar object (RFC 5545) of whole days. The stamp is when the
// rows were made. A date that is known to the month or year only is no appointment and is left
// out. An event keeps its UID when its day moves, and its SEQUENCE rises, since it is taken from
// when the newest record behind it was learned.
func Calendar(rows []Row, name string, stamp time.Time) string {
	cal := ics.NewCalendarFor("Lodestone")
	cal.SetMethod(ics.MethodPublish)
	cal.SetProductId("-//Lodestone//deadlines//EN")
	cal.SetXWRCalName(name)
	for _, r := range rows {
		if r.LegalDate.Precision() != corpus.ToDay {
			continue
		}
		e := cal.AddEvent(r.UID)
		e.SetDtStampTime(stamp)
		e.SetAllDayStartAt(midnight(r.LegalDate))
		e.SetAllDayEndAt(midnight(r.LegalDate.AddDays(1)))
		e.SetSummary(r.Heading())
		e.SetDescription(r.Sentence())
		e.AddCategory(string(r.Deadline))
		e.SetTimeTransparency(ics.TransparencyTransparent)
		e.SetSequence(sequence(r.RecordedAt))
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

// sequence counts minutes since 2020, which fits the 31 bits of an iCalendar integer for 4,000 years.
func sequence(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	return max(0, int(t.Sub(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))/time.Minute))
}

func midnight(d corpus.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// Heading says in a line whose law it is and which act.
func (r Row) Heading() string {
	s := fmt.Sprintf("%s: %s", r.Jurisdiction, r.Title)
	if r.Sample {
		s = "SAMPLE " + s
	}
	return s
}

// Sentence says what happens on the day.
func (r Row) Sentence() string {
	s := r.Summary
	if r.Unnamed {
		s += ", by an act that is not named"
	}
	if r.Deadline == Comments || r.LastDay.IsZero() {
		return s
	}
	return fmt.Sprintf("%s. Last day before: %s.", s, r.LastDay)
}
