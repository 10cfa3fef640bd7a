package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// numeric reads 2025-10-09, 2025/10/9, 2025.10.9, 09.10.2025 and, where the order is certain,
// 09/10/2025.
func (f *finder) numeric(i int) (Found, int, bool) {
	s := f.text[i:]
	a, aDigits, size := number(s)
	if size == 0 || followsNumber(f.text[:i]) {
		return Found{}, 0, false
	}
	sep, sepSize := separator(s[size:])
	if sepSize == 0 {
		return Found{}, 0, false
	}
	size += sepSize
	b, bDigits, n := number(s[size:])
	if n == 0 || bDigits > 2 {
		return Found{}, 0, false
	}
	size += n
	again, sepSize := separator(s[size:])
	if again != sep || sepSize == 0 {
		return Found{}, 0, false
	}
	size += sepSize
	c, cDigits, n := number(s[size:])
	if n == 0 {
		return Found{}, 0, false
	}
	size += n
	if goesOn(s[size:]) {
		return Found{}, 0, false
	}
	switch {
	case aDigits == 4 && cDigits <= 2:
		return Found{Date: date(a, b, c), Ordinary: true}, i + size, true
	case aDigits <= 2 && cDigits == 4:
		d, ok := f.dayMonthYear(a, b, c, sep)
		return Found{Date: d, Ordinary: true}, i + size, ok
	}
	return Found{}, 0, false
}

// dayMonthYear decides the order of 03.04.2026 and 03/04/2026. With dots the day comes first
// everywhere; with strokes and hyphens only where the language, or the region of its tag (en-GB), says so or the numbers do.
func (f *finder) dayMonthYear(a, b, year int, sep rune) (corpus.Date, bool) {
	switch {
	case a <= 12 && b > 12:
		return date(year, a, b), true
	case sep == '.' || b <= 12 && a > 12 || a == b:
		return date(year, b, a), true
	}
	switch f.region {
	case "us", "ph":
		return date(year, a, b), true
	case "gb", "ie", "au", "nz", "in", "za", "sg", "my", "hk", "ng", "ke", "gh", "mt", "pk":
		return date(year, b, a), true
	}
	switch f.lang {
	case "de", "fr", "es", "pt", "it", "nl", "ru", "id", "pl", "tr", "vi", "uk", "cs", "da", "fi", "sv", "nb", "no", "ca", "ro", "el", "bg", "be",
		"sr", "hr", "bs", "sl", "sk", "mk", "sq", "et", "lv", "is", "ar", "he", "hi", "bn", "th", "ms", "gl":
		return date(year, b, a), true
	}
	return corpus.Date{}, false
}

func separator(s string) (rune, int) {
	r, w := utf8.DecodeRuneInString(s)
	switch r {
	case '-', '/', '.':
	case '－':
		r = '-'
	case '／':
		r = '/'
	case '．':
		r = '.'
	default:
		return 0, 0
	}
	if r == '.' {
		w += blanks(s[w:]) // Korean: 2025. 10. 9.
	}
	return r, w
}

// followsNumber reports whether the text before ends in the middle of a longer number.
func followsNumber(before string) bool {
	r, w := utf8.DecodeLastRuneInString(before)
	if !strings.ContainsRune("-/.,:", r) || w == 0 {
		return false
	}
	r, _ = utf8.DecodeLastRuneInString(before[:len(before)-w])
	return isDigit(r) || isLatin(r) && r < 0x80 && before[len(before)-1] != ':' && before[len(before)-1] != '.' && before[len(before)-1] != ','
}

// goesOn reports whether the number is not over: 2025.10.9.1, 2025-10-09-04, 2025/10/9a.
func goesOn(s string) bool {
	r, w := utf8.DecodeRuneInString(s)
	if isDigit(r) {
		return true
	}
	if isLatin(r) {
		return !(r == 'T' || r == 't') || !isDigit(second(s, w))
	}
	return strings.ContainsRune("-/.", r) && isDigit(second(s, w))
}

func second(s string, w int) rune {
	r, _ := utf8.DecodeRuneInString(s[w:])
	return r
}

// fourDigits reads a year of exactly four digits.
func fourDigits(s string) (year, size int) {
	n, digits, size := number(s)
	if digits != 4 {
		return 0, 0
	}
	if r, _ := utf8.DecodeRuneInString(s[size:]); isLatin(r) && r != 'г' && r != 'р' {
		return 0, 0
	}
	return n, size
}

// timeBehind returns the time printed directly behind a date, with or without one blank or a T.
func timeBehind(s string) string {
	lead := blanks(s)
	if strings.HasPrefix(s, "T") || strings.HasPrefix(s, "t") {
		lead = 1
	}
	t := s[lead:]
	n, digits, size := number(t)
	if digits == 0 || digits > 2 || n > 24 {
		return ""
	}
	colons := 0
	for colons < 2 {
		w, ok := eat(t[size:], ":", "：", "时", "時", "点")
		if !ok || blanks(t[size:]) > 0 {
			break
		}
		n, digits, more := number(t[size+w:])
		if digits != 2 || n > 59 {
			break
		}
		size += w + more
		colons++
	}
	if colons == 0 {
		return ""
	}
	if w, ok := eat(t[size:], "分", "秒"); ok {
		size += w
	}
	return t[:size+zoneSize(t[size:])]
}

// zoneSize measures "Z", "+08:00", ".000Z" and the like.
func zoneSize(s string) int {
	size := 0
	if strings.HasPrefix(s, ".") {
		if _, digits, n := number(s[1:]); digits > 0 {
			size = 1 + n
		}
	}
	if strings.HasPrefix(s[size:], "Z") {
		return size + 1
	}
	if size < len(s) && (s[size] == '+' || s[size] == '-') {
		end := size + 1
		for end < len(s) && end < size+6 && (unicode.IsDigit(rune(s[end])) || s[end] == ':') {
			end++
		}
		if end-size >= 3 {
			return end
		}
	}
	return size
}
