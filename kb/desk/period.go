package desk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

var periodForm = regexp.MustCompile(`(?i)^(?:(last|past|previous|next|coming)\s+)?(?:([0-9]{1,4})\s+)?(day|week|month|year)s?$`)

// maxPeriod bounds the length of a relative period, in its unit.
const maxPeriod = 1000

// period reads a period that is told from today, such as "last 90 days" or "past 3 months": both its
// ends are inside, and today is one of them. It is false for what is no such period. One that does not
// say whether it lies behind or ahead is refused with both readings, and so is "last month", which can
// mean the calendar month.
func (d *Desk) period(parameter, word string) (first, last corpus.Date, ok bool, err error) {
	m := periodForm.FindStringSubmatch(strings.TrimSpace(word))
	if m == nil {
		return first, last, false, nil
	}
	today := d.Today()
	unit := strings.ToLower(m[3])
	bad := func(detail string, suggestions ...string) (corpus.Date, corpus.Date, bool, error) {
		return first, last, true, &WordError{Parameter: parameter, Value: word, Detail: detail, Suggestions: suggestions}
	}
	if m[2] == "" {
		begins, _ := shift(today, unit, -1)
		return bad(fmt.Sprintf("can be read in two ways: the %s up to today (from %s), or the calendar %s before this one; say \"past 1 %s\", or name its dates", unit, begins, unit, unit), "past 1 "+unit)
	}
	n, err := strconv.Atoi(m[2])
	if err != nil || n == 0 || n > maxPeriod {
		return bad(fmt.Sprintf("a period is 1 to %d days, weeks, months or years long", maxPeriod))
	}
	behind, inReach := shift(today, unit, -n)
	ahead, alsoInReach := shift(today, unit, n)
	if !inReach || !alsoInReach {
		return bad("reaches further than dates are kept")
	}
	switch strings.ToLower(m[1]) {
	case "last", "past", "previous":
		return behind, today, true, nil
	case "next", "coming":
		return today, ahead, true, nil
	}
	past, next := fmt.Sprintf("past %s %ss", m[2], unit), fmt.Sprintf("next %s %ss", m[2], unit)
	return bad(fmt.Sprintf("can be read in two ways: %q is %s to %s, %q is %s to %s", past, behind, today, next, today, ahead), past, next)
}

// shift counts units on from a day. A day that the month does not have is its last: a month before
// 31 March ends February.
func shift(day corpus.Date, unit string, n int) (corpus.Date, bool) {
	switch unit {
	case "day":
		day = day.AddDays(n)
	case "week":
		day = day.AddDays(7 * n)
	default:
		if unit == "year" {
			n *= 12
		}
		months := day.Year*12 + day.Month - 1 + n
		if months < 12 {
			return corpus.Date{}, false
		}
		month := corpus.Date{Year: months / 12, Month: months%12 + 1}
		day = corpus.Day(month.Year, month.Month, min(day.Day, month.Last().Day))
	}
	return day, day.Valid() && day.Year > 0
}
