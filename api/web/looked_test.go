package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

func TestLastLooked(t *testing.T) {
	today := corpus.Day(2026, 11, 25)
	for _, c := range []struct{ name, cookie, from, kept string }{
		{"the first look", "", "", ".2026-11-25"},
		{"again on the first day", ".2026-11-25", "", ".2026-11-25"},
		{"the next look", ".2026-11-20", "2026-11-20", "2026-11-20.2026-11-25"},
		{"again on that day", "2026-11-20.2026-11-25", "2026-11-20", "2026-11-20.2026-11-25"},
		{"a week later", "2026-11-10.2026-11-18", "2026-11-18", "2026-11-18.2026-11-25"},
		{"a cookie of somebody else", "x.y.z", "", ".2026-11-25"},
		{"a month", "2026-11.2026-11", "", ".2026-11-25"},
		{"a day still to come", "2027-01-01.2027-01-02", "", ".2026-11-25"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/changes", nil)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: lookedCookie, Value: c.cookie})
		}
		from, remember := lastLooked(r, today)
		kept := c.cookie // where nothing is to be remembered anew
		if remember != nil {
			kept = remember.Value
		}
		if from.String() != c.from || kept != c.kept || (remember == nil) != (c.cookie == c.kept) {
			t.Errorf("%s: from %q, kept %q; want %q and %q", c.name, from, kept, c.from, c.kept)
		}
	}
}
