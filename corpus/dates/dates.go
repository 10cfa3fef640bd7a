package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Found is one date in a text.
type Found struct {
	Start, End int         // byte range of the date, without the time behind it
	Date       corpus.Date // to the day or to the month, always valid
	Time       string      // the time printed directly behind the date, as printed, such as "10:05"
	Ordinary   bool        // false when the year was counted otherwise (民國114年, 令和7年) and converted
}

// Find returns the dates of the text in order; they do not overlap. The language decides which
// short month names are read and which way round 03.04.2026 is; empty means unknown.
func Find(text string, lang corpus.Lang) []Found {
	var out []Found
	f := newFinder(text, lang)
	for f.pos < len(text) && f.numeral >= 0 {
		if d, ok := f.step(); ok && d.Date.Valid() {
			out = append(out, d)
		}
	}
	return out
}

// step looks for a date where the search stands and goes on: behind it, also where it has but the form
// of a date that does not exist, or to the next place worth looking at.
func (f *finder) step() (Found, bool) {
	d, end, ok := f.at(f.pos)
	if !ok {
		f.pos = f.next(f.pos)
		return d, false
	}
	if d.Start, d.End = f.pos, end; d.Date.Valid() {
		d.Time = timeBehind(f.text[end:])
	}
	f.pos = end
	return d, true
}

// Read reads a string that is a date and nothing else, but for a time, a weekday or the closing
// punctuation around it. Beside the forms of [Find] it takes YYYY, YYYY-MM and YYYYMMDD.
func Read(s string) (corpus.Date, bool) {
	s = strings.TrimSpace(s)
	if d, err := corpus.ParseDate(s); err == nil {
		return d, plausible(d.Year)
	}
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		d, err := corpus.ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:])
		return d, err == nil && plausible(d.Year)
	}
	found := Find(s, "")
	if len(found) != 1 || !onlyTrimming(s[:found[0].Start]) {
		return corpus.Date{}, false
	}
	rest := strings.TrimSpace(s[found[0].End:])
	if t := found[0].Time; t != "" {
		_, rest, _ = strings.Cut(rest, t)
	}
	rest = strings.TrimSpace(rest)
	if len(rest) > 0 && !onlyTrimming(rest) && !isZone(rest) {
		return corpus.Date{}, false
	}
	return found[0].Date, true
}

// onlyTrimming reports whether s holds nothing but a weekday and punctuation.
func onlyTrimming(s string) bool {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
	if s == "" {
		return true
	}
	low := strings.ToLower(s)
	for _, d := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun", "星期", "周", "lun", "mar", "mer", "jeu", "ven", "sam", "dim"} {
		if strings.HasPrefix(low, d) && utf8.RuneCountInString(low) <= 9 {
			return true
		}
	}
	return false
}

func isZone(s string) bool {
	return len(s) <= 12 && strings.IndexFunc(s, func(r rune) bool {
		return !(unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("+-: ()", r))
	}) < 0
}

// finder holds the text and where the search stands.
type finder struct {
	text    string
	lang    string // base language, lower case
	region  string // of the language's tag, lower case, or ""
	pos     int
	numeral int // the first digit, Arabic or Han, at or behind pos; negative where there is none
}

func newFinder(text string, lang corpus.Lang) finder {
	f := finder{text: text, lang: base(lang), numeral: firstNumeral(text)}
	_, rest, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(string(lang), "_", "-")), "-")
	if len(rest) == 2 {
		f.region = rest
	}
	return f
}

// firstNumeral returns the place of the first digit, Arabic or Han, or -1.
func firstNumeral(text string) int {
	for i, r := range text {
		if isDigit(r) || isHanDigit(r) {
			return i
		}
	}
	return -1
}

// reach is how far before its first numeral a date may begin.
const reach = 96

// near reports whether a date may begin at i: a numeral is not far behind.
func (f *finder) near(i int) bool {
	if f.numeral >= 0 && f.numeral < i {
		f.numeral = firstNumeral(f.text[i:])
		if f.numeral >= 0 {
			f.numeral += i
		}
	}
	return f.numeral >= 0 && f.numeral-i <= reach
}

// at reads a date that begins exactly at i. It answers true also for what has the form of a date
// but cannot be one, so that "30 February 2026" does not become "February 2026".
func (f *finder) at(i int) (Found, int, bool) {
	if !f.near(i) {
		return Found{}, 0, false
	}
	r, _ := utf8.DecodeRuneInString(f.text[i:])
	before, _ := utf8.DecodeLastRuneInString(f.text[:i])
	switch {
	case isDigit(r):
		if isDigit(before) || isLatin(before) && before < 0x80 {
			return Found{}, 0, false
		}
		if d, end, ok := f.minguo(i); ok {
			return d, end, true
		}
		if d, end, ok := f.yearFirst(i); ok {
			return d, end, true
		}
		if d, end, ok := f.numeric(i); ok {
			return d, end, true
		}
		if d, end, ok := f.dayFirst(i); ok {
			return d, end, true
		}
		if d, end, ok := f.thai(i); ok {
			return d, end, true
		}
		if d, end, ok := f.yearDay(i); ok {
			return d, end, true
		}
		return f.yearNamed(i)
	case isHanDigit(r):
		if isHanDigit(before) || isDigit(before) {
			return Found{}, 0, false
		}
		return f.yearFirst(i)
	case r == '民' || r == '中' || r == '令' || r == '平' || r == '昭':
		return f.era(i)
	case unicode.IsLetter(r):
		if isLatin(before) || isDigit(before) {
			return Found{}, 0, false
		}
		if d, end, ok := f.monthFirst(i); ok {
			return d, end, true
		}
		if d, end, ok := f.wordFirst(i); ok {
			return d, end, true
		}
		return f.vietnamese(i)
	}
	return Found{}, 0, false
}

// next returns the next offset worth looking at: behind the current run of digits or letters.
func (f *finder) next(i int) int {
	r, w := utf8.DecodeRuneInString(f.text[i:])
	i += w
	if !isDigit(r) && !(isLatin(r)) {
		return i
	}
	digits := isDigit(r)
	for i < len(f.text) {
		r, w := utf8.DecodeRuneInString(f.text[i:])
		if digits && !isDigit(r) || !digits && !isLatin(r) {
			break
		}
		i += w
	}
	if far := f.numeral - reach; far > i { // nothing begins before; a word that is cut begins nothing
		for i = far; !utf8.RuneStart(f.text[i]); i++ {
		}
	}
	return i
}

func plausible(year int) bool { return 1700 <= year && year <= 2199 }

func base(lang corpus.Lang) string {
	b, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(string(lang), "_", "-")), "-")
	return b
}
