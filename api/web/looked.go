package web

import (
	"net/http"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// lookedCookie keeps the days of a reader's last two looks at what changed: "2026-11-20.2026-11-25".
// The earlier one is where the page begins, and stays for the whole of a day.
const lookedCookie = "looked"

// lastLooked returns the day of the reader's look before today's, unknown where there was none,
// and the cookie that remembers this look; nil where the reader's says so already.
func lastLooked(r *http.Request, today corpus.Date) (corpus.Date, *http.Cookie) {
	before, last, _ := strings.Cut(cookie(r, lookedCookie), ".")
	from, err := corpus.ParseDate(before)
	if err != nil { // no look before, or not our cookie
		from = corpus.Date{}
	}
	if day, err := corpus.ParseDate(last); err == nil && day.Precision() == corpus.ToDay && day.Compare(today) < 0 {
		from = day // the last look was on an earlier day: it is the one before now
	}
	if from.Precision() != corpus.ToDay || from.Compare(today) > 0 {
		from = corpus.Date{}
	}
	kept := from.String() + "." + today.String()
	if kept == cookie(r, lookedCookie) {
		return from, nil
	}
	return from, &http.Cookie{Name: lookedCookie, Value: kept, Path: "/changes", MaxAge: 2 * 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}
