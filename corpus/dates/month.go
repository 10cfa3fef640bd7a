package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// name is a month name as it stands in the text.
type name struct {
	month   int
	size    int  // with the dot of an abbreviation
	capital bool // begins with a capital
}

// monthAt reads a month name at the head of s, which must end where the word ends.
func (f *finder) monthAt(s string) (name, bool) {
	if !mayBeMonth(s) {
		return name{}, false
	}
	size := 0
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		if !isLatin(r) && !unicode.Is(unicode.M, r) {
			break
		}
		size += w
		if size > 40 {
			return name{}, false
		}
	}
	if size < 3 {
		return name{}, false
	}
	r, _ := utf8.DecodeRuneInString(s)
	n := name{size: size, capital: unicode.IsUpper(r)}
	if n.month = f.monthOf(s[:size]); n.month == 0 {
		n.size = size + wordSize(s[size:]) // names of two words, in Arabic
		n.month = fullMonths[strings.ToLower(s[:n.size])]
	}
	if n.month == 0 {
		return name{}, false
	}
	if strings.HasPrefix(s[n.size:], ".") {
		n.size++
	}
	if other, ok := strings.CutPrefix(s[n.size:], " / "); ok { // نيسان / أبريل: both names of one month
		if w := wordSize(" " + other); w > 1 && f.monthOf(other[:w-1]) == n.month {
			n.size += len(" / ") + w - 1
		}
	}
	return n, true
}

// monthHeads are the first two letters of the names that begin with letters of ASCII.
var monthHeads = headsOf(fullMonths, shortMonths)

func headsOf(full map[string]int, short map[string]map[string]int) (heads [32][32]bool) {
	add := func(names map[string]int) {
		for n := range names {
			if n[0] < utf8.RuneSelf && n[1] < utf8.RuneSelf {
				heads[n[0]%32][n[1]%32] = true
			}
		}
	}
	add(full)
	for _, names := range short {
		add(names)
	}
	return heads
}

// mayBeMonth is a cheap look at the first two letters of a word: most words begin as no month does.
func mayBeMonth(s string) bool {
	return len(s) >= 3 && (s[0] >= utf8.RuneSelf || s[1] >= utf8.RuneSelf || monthHeads[s[0]%32][s[1]%32])
}

// monthOf returns the month that a word names, or 0.
func (f *finder) monthOf(word string) int {
	word = strings.ToLower(word)
	if m := shortMonths[f.lang][word]; m > 0 {
		return m // what a Croat calls listopad is another month in Poland
	}
	if m := fullMonths[word]; m > 0 {
		return m
	}
	return shortMonths["en"][word]
}

// Month returns the month that a word names in full in a language, or 0. Where a language writes its
// months with capitals (English, German), so must the word: march and may are verbs.
func Month(word string, lang corpus.Lang) int {
	f := finder{lang: base(lang)}
	first, _ := utf8.DecodeRuneInString(word)
	if (f.lang == "en" || f.lang == "de") && !unicode.IsUpper(first) || utf8.RuneCountInString(word) < 4 && !strings.EqualFold(word, "may") && !strings.EqualFold(word, "mai") && !strings.EqualFold(word, "mei") {
		return 0
	}
	return f.monthOf(word)
}

// wordSize measures a blank and the word behind it.
func wordSize(s string) int {
	if !strings.HasPrefix(s, " ") {
		return 0
	}
	size := 1
	for size < len(s) && size < 40 {
		r, w := utf8.DecodeRuneInString(s[size:])
		if !isLatin(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		size += w
	}
	return size
}

// yearNamed reads the Hungarian order: 2020. április 24., 2020 április 24, and the Lithuanian one:
// 2020 m. balandžio 24 d.
func (f *finder) yearNamed(i int) (Found, int, bool) {
	s := f.text[i:]
	year, size := fourDigits(s)
	if size == 0 || followsNumber(f.text[:i]) {
		return Found{}, 0, false
	}
	if strings.HasPrefix(s[size:], ".") {
		size++
	}
	if n, ok := eat(s[size:], "m."); ok && f.lang == "lt" {
		size += n
	}
	gap := blanks(s[size:])
	m, ok := f.monthAt(s[size+gap:])
	if !ok || gap == 0 {
		return Found{}, 0, false
	}
	size += gap + m.size
	gap = blanks(s[size:])
	day, digits, n := number(s[size+gap:])
	if digits == 0 || digits > 2 || gap == 0 || goesOn(s[size+gap+n:]) {
		return Found{}, 0, false
	}
	rest := strings.TrimPrefix(s[size+gap+n:], ",")
	if gap := blanks(rest); len(rest) > gap {
		if year, _ := fourDigits(rest[gap:]); year > 0 {
			return Found{}, 0, false // "in 2019 April 24 2020": the second year is that of the day
		}
	}
	return Found{Date: date(year, m.month, day), Ordinary: true}, i + size + gap + n, true
}

// dayFirst reads 9 October 2025, 9th of October 2025, 9. Oktober 2025, 1er janvier 2025,
// 9 de octubre de 2025, 09-Oct-2025.
func (f *finder) dayFirst(i int) (Found, int, bool) {
	s := f.text[i:]
	day, digits, size := number(s)
	if digits == 0 || digits > 2 || followsNumber(f.text[:i]) && !rangeBefore(f.text[:i]) {
		return Found{}, 0, false
	}
	size += suffix(s[size:])
	if n, ok := eat(s[size:], "-", "/"); ok {
		size += n
	} else {
		size += joiner(s[size:], "day of", "of", "de", "del", "di", "ngày", "dari")
		size += blanks(s[size:])
	}
	m, ok := f.monthAt(s[size:])
	if !ok {
		return Found{}, 0, false
	}
	size += m.size
	year, n := f.yearBehind(s[size:])
	if n == 0 {
		return Found{}, 0, false
	}
	return Found{Date: date(year, m.month, day), Ordinary: true}, i + size + n, true
}

// rangeBefore lets "9-10 October 2025" and "9/10 October" give its second day, which is printed
// with month and year.
func rangeBefore(before string) bool {
	r, w := utf8.DecodeLastRuneInString(before)
	if r != '-' && r != '/' {
		return false
	}
	head := before[:len(before)-w]
	trimmed := strings.TrimRight(head, "0123456789")
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	return len(head)-len(trimmed) <= 2 && !isLatin(last) && !strings.ContainsRune("-/.", last)
}

// monthFirst reads October 9, 2025 and October 2025 and octubre de 2025.
func (f *finder) monthFirst(i int) (Found, int, bool) {
	s := f.text[i:]
	m, ok := f.monthAt(s)
	if !ok {
		return Found{}, 0, false
	}
	size := m.size + blanks(s[m.size:])
	if day, digits, n := number(s[size:]); digits == 1 || digits == 2 {
		at := size + n
		at += suffix(s[at:])
		year, more := f.yearBehind(s[at:])
		if more == 0 {
			return Found{}, 0, false
		}
		return Found{Date: date(year, m.month, day), Ordinary: true}, i + at + more, true
	}
	// "may 2025" and "march 2025" in lower case are verbs as often as months.
	if word := s[:m.size]; word == "may" || word == "march" || word == "mars" && f.lang != "fr" {
		return Found{}, 0, false
	}
	if hasDayBefore(f.text[:i]) {
		return Found{}, 0, false
	}
	year, n := f.yearBehind(s[m.size:])
	if n == 0 {
		return Found{}, 0, false
	}
	return Found{Date: dateToMonth(year, m.month), Ordinary: true}, i + m.size + n, true
}

// hasDayBefore guards against half a date, such as "9–12 October 2025" or "ninth of October 2025".
func hasDayBefore(before string) bool {
	before = strings.TrimRight(before, " \u00a0")
	r, _ := utf8.DecodeLastRuneInString(before)
	return isDigit(r) && len(before) > 0
}

// suffix measures the ending of an ordinal day: 9th, 1er, 1º, 9.
func suffix(s string) int {
	low := strings.ToLower(s[:min(len(s), 4)])
	for _, x := range []string{"st", "nd", "rd", "th", "er", "º", "°", "ª", "ro", "-го", "."} {
		if !strings.HasPrefix(low, x) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[len(x):]); x == "." || !isLatin(r) {
			return len(x)
		}
	}
	return 0
}

// joiner measures one of the words that stand between the parts of a date, with its blanks.
func joiner(s string, words ...string) int {
	b := blanks(s)
	if b == 0 {
		return 0
	}
	for _, w := range words {
		if n := b + len(w); len(s) > n && strings.EqualFold(s[b:n], w) && blanks(s[n:]) > 0 {
			return n
		}
	}
	return 0
}

// yearBehind reads the year behind a month or a day: " 2025", ", 2025", " de 2025", "-2025".
func (f *finder) yearBehind(s string) (year, size int) {
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "/") {
		year, n := fourDigits(s[1:])
		return year, min(n, 1)*1 + n
	}
	size = joiner(s, "of", "de", "del", "do", "di", "năm", "tahun")
	size += blanks(s[size:])
	gap := size
	if strings.HasPrefix(s[size:], ",") || strings.HasPrefix(s[size:], "，") {
		_, w := utf8.DecodeRuneInString(s[size:])
		size += w
		size += blanks(s[size:])
		gap = size
	}
	if gap == 0 {
		return 0, 0
	}
	year, n := fourDigits(s[size:])
	if n == 0 || goesOn(s[size+n:]) && !strings.HasPrefix(s[size+n:], "-") && !strings.HasPrefix(s[size+n:], "г") && !strings.HasPrefix(s[size+n:], "р") {
		return 0, 0
	}
	return year, size + n
}

func eatFold(s, word string) (int, bool) {
	b := blanks(s)
	if len(s) < b+len(word) || !strings.EqualFold(s[b:b+len(word)], word) {
		return 0, false
	}
	return b + len(word), true
}
