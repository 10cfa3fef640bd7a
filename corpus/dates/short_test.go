package dates

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

func TestFindShort(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
		want string
	}{
		{"de", "31.10.23", "2023-10-31"},
		{"de", "Von A. Muster | 2.12.99, 14:00", "1999-12-02"},
		{"fr", "26/10/13", "2013-10-26"},
		{"en", "26/10/13", "2013-10-26"},
		{"en", "06/10/13", ""},
		{"ko", "23.10.31", "2023-10-31"},
		{"de", "31.10.2023 und 1.11.23", "2023-10-31 2023-11-01"},
		{"de", "1.11.23.4", ""},
		{"de", "31.31.23", ""},
		{"de", "10-11-12", ""},
		{"de", "v1.11.23", ""},
	} {
		var got []string
		for _, f := range FindShort(c.text, c.lang) {
			got = append(got, f.Date.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("FindShort(%q, %s) = %q, want %q", c.text, c.lang, s, c.want)
		}
	}
}

// No name may mean different months in two languages, since all full names are read everywhere.
func TestMonthNamesAgree(t *testing.T) {
	for lang, names := range eachMonths(monthNames) {
		for name, month := range names {
			if fullMonths[name] != month {
				t.Errorf("%s %q is month %d, elsewhere %d", lang, name, month, fullMonths[name])
			}
		}
	}
}
