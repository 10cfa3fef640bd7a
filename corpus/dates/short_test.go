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
		{"fr", "Publié le 27 Mar 20 à 9:21", "2020-03-27"},
		{"de", "veröffentlicht am 14 Feb ’20 | Allgemein", "2020-02-14"},
		{"en", "5 May 20", "2020-05-05"},
		{"en", "On 5 May 20 firms met", ""},
		{"en", "5 May 99", ""},
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

// Each language's own names give the same day.
func TestFindNamedMonths(t *testing.T) {
	want := corpus.Day(2020, 9, 24)
	for lang, text := range map[corpus.Lang]string{
		"sq": "24 shtator 2020, 09:08", "sr": "24. septembar 2020.", "hr": "24. rujna 2020.", "mk": "24 септември 2020", "sl": "24. september 2020",
		"sk": "24. septembra 2020", "et": "24. september 2020", "lv": "2020. gada 24. septembris 2020", "lt": "2020 m. rugsėjo 24 d.", "is": "24. september 2020",
		"be": "24 верасня 2020", "bn": "24 সেপ্টেম্বর 2020", "tr": "24 eyl 2020", "pl": "24 wrz 2020", "uk": "24 вер 2020", "el": "24 Σεπ 2020",
	} {
		found := Find(text, lang)
		if len(found) != 1 || found[0].Date != want {
			t.Errorf("Find(%q, %s) = %+v, want %v", text, lang, found, want)
		}
	}
}

func TestOrderByLanguage(t *testing.T) {
	for _, lang := range []corpus.Lang{"ro", "el", "sr", "hr", "sq", "ar", "bn", "ms", "en-IE"} {
		if f := Find("04/05/2021", lang); len(f) != 1 || f[0].Date != corpus.Day(2021, 5, 4) {
			t.Errorf("Find in %s = %+v, want the day first", lang, f)
		}
	}
	for _, lang := range []corpus.Lang{"en", "", "tl"} {
		if f := Find("04/05/2021", lang); len(f) != 0 {
			t.Errorf("Find in %q = %+v, want none: the order is not known", lang, f)
		}
	}
}
