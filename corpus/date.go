package corpus

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a civil date with precision: a year, a month of a year, or a day. It is never an instant
// and carries no time zone: a law begins on a day in the place of its issuer. Month and Day are
// zero where the date is coarser; the zero Date means unknown.
type Date struct {
	Year  int
	Month int
	Day   int
}

// Precision tells how finely a date is known.
type Precision string

// The precisions of a date.
const (
	Unknown Precision = "unknown"
	ToYear  Precision = "year"
	ToMonth Precision = "month"
	ToDay   Precision = "day"
)

// ParseDate reads the ISO 8601 forms YYYY, YYYY-MM and YYYY-MM-DD and nothing else. The error says
// what was wrong and which forms are right.
func ParseDate(s string) (Date, error) {
	parts := strings.Split(s, "-")
	widths := []int{4, 2, 2}
	if len(parts) > 3 {
		return Date{}, badDate(s)
	}
	var n [3]int
	for i, p := range parts {
		if len(p) != widths[i] {
			return Date{}, badDate(s)
		}
		for _, r := range p {
			if r < '0' || r > '9' {
				return Date{}, badDate(s)
			}
		}
		n[i], _ = strconv.Atoi(p) // digits only, checked above
	}
	d := Date{n[0], n[1], n[2]}
	if !d.Valid() || len(parts) > 1 && d.Month == 0 || len(parts) > 2 && d.Day == 0 {
		return Date{}, fmt.Errorf("date %q does not exist in the calendar", s)
	}
	return d, nil
}

func badDate(s string) error {
	return fmt.Errorf("date %q: want YYYY, YYYY-MM or YYYY-MM-DD", s)
}

// Day returns the date of one day.
func Day(year, month, day int) Date { return Date{year, month, day} }

// DateOf returns the civil day of an instant in its own location.
func DateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// Valid reports whether the date exists in the Gregorian calendar at its precision. The unknown
// date is not valid.
func (d Date) Valid() bool {
	if d.Year < 1 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	if d.Month == 0 {
		return d.Day == 0
	}
	return d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Precision tells how finely the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.Year == 0:
		return Unknown
	case d.Month == 0:
		return ToYear
	case d.Day == 0:
		return ToMonth
	}
	return ToDay
}

// First returns the first day that the date can mean.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last returns the last day that the date can mean.
func (d Date) Last() Date {
	switch d.Precision() {
	case ToYear:
		return Date{d.Year, 12, 31}
	case ToMonth:
		return Date{d.Year, d.Month, daysIn(d.Year, d.Month)}
	}
	return d
}

// Compare orders dates by year, month and day: -1, 0 or +1. A coarser date sorts before the finer
// ones it contains, and the unknown date before all.
func (d Date) Compare(e Date) int {
	for _, p := range [...][2]int{{d.Year, e.Year}, {d.Month, e.Month}, {d.Day, e.Day}} {
		if p[0] != p[1] {
			if p[0] < p[1] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// Before reports whether every day of d comes before every day of e. Both must be known.
func (d Date) Before(e Date) bool { return d.Last().Compare(e.First()) < 0 }

// After reports whether every day of d comes after every day of e. Both must be known.
func (d Date) After(e Date) bool { return e.Before(d) }

// Contains reports whether the day e lies in the period that d names.
func (d Date) Contains(e Date) bool {
	return !d.IsZero() && !e.IsZero() && d.First().Compare(e.First()) <= 0 && e.Last().Compare(d.Last()) <= 0
}

// AddDays returns the day n days after d, which must have day precision.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, time.UTC))
}

// DaysUntil returns the number of days from d to e; both must have day precision.
func (d Date) DaysUntil(e Date) int {
	a := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	b := time.Date(e.Year, time.Month(e.Month), e.Day, 0, 0, 0, 0, time.UTC)
	return int(b.Sub(a).Hours() / 24)
}

// String prints the date in ISO 8601 at its precision; the unknown date prints as nothing.
func (d Date) String() string {
	switch d.Precision() {
	case ToYear:
		return fmt.Sprintf("%04d", d.Year)
	case ToMonth:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case ToDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	return ""
}

// MarshalJSON writes the ISO string, or null where the date is unknown.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what [Date.MarshalJSON] writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == nil {
		*d = Date{}
		return nil
	}
	return d.UnmarshalText([]byte(*s))
}

// UnmarshalText reads an ISO date; empty text is the unknown date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	p, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = p
	return nil
}
