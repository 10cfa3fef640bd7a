package dates

import (
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// FindShort is [Find] which also reads years of two digits in a date of three parts: 31.10.23,
// 26/10/13, 27 Mar 20 at 9:21, 14 Feb ’20. It is for places where nothing but a date can stand, such as the line under a title;
// in running text 1.2.10 is a section. The year lies between 1970 and 2069. Which part is the day
// follows the language as in Find; with dots the day comes first but in Korean, Japanese and Chinese.
func FindShort(text string, lang corpus.Lang) []Found {
	out := Find(text, lang)
	f := newFinder(text, lang)
	for i := 0; i < len(text); {
		if at := covers(out, i); at > i {
			i = at
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if !isDigit(rune(text[i])) || isDigit(before) || isLatin(before) || followsNumber(text[:i]) {
			i++
			continue
		}
		d, end, ok := f.short(i)
		if !ok {
			d, end, ok = f.shortNamed(i)
		}
		if ok && d.Valid() {
			out = insert(out, Found{Start: i, End: end, Date: d, Ordinary: true, Time: timeBehind(text[end:])})
			i = end
			continue
		}
		i = f.next(i)
	}
	return out
}

func covers(found []Found, i int) int {
	for _, f := range found {
		if f.Start <= i && i < f.End {
			return f.End
		}
	}
	return 0
}

func insert(found []Found, f Found) []Found {
	at := len(found)
	for at > 0 && found[at-1].Start > f.Start {
		at--
	}
	return append(found[:at], append([]Found{f}, found[at:]...)...)
}

// short reads three groups of one or two digits, parted alike.
func (f *finder) short(i int) (corpus.Date, int, bool) {
	var part [3]int
	end := i
	var sep rune
	for k := range part {
		n, digits, size := number(f.text[end:])
		if digits == 0 || digits > 2 || k == 2 && digits != 2 {
			return corpus.Date{}, 0, false
		}
		part[k] = n
		end += size
		if k == 2 {
			break
		}
		r, size := separator(f.text[end:])
		if size == 0 || r == '-' || k == 1 && r != sep {
			return corpus.Date{}, 0, false
		}
		sep = r
		end += size
	}
	if goesOn(f.text[end:]) {
		return corpus.Date{}, 0, false
	}
	if f.lang == "ko" || f.lang == "ja" || f.lang == "zh" {
		return date(fullYear(part[0]), part[1], part[2]), end, true
	}
	d, ok := f.dayMonthYear(part[0], part[1], fullYear(part[2]), sep)
	return d, end, ok
}

// shortNamed reads a day and the name of a month before a year of two digits that an apostrophe
// marks, or behind which the text or a clause of it ends or a time of day stands: in "5 May 20 firms"
// the number is not known to be a year.
func (f *finder) shortNamed(i int) (corpus.Date, int, bool) {
	s := f.text[i:]
	day, digits, size := number(s)
	if digits == 0 || digits > 2 {
		return corpus.Date{}, 0, false
	}
	size += suffix(s[size:])
	size += blanks(s[size:])
	m, ok := f.monthAt(s[size:])
	if !ok {
		return corpus.Date{}, 0, false
	}
	size += m.size
	gap := blanks(s[size:])
	size += gap
	marked, apostrophe := eat(s[size:], "’", "'", "‘")
	size += marked
	year, digits, n := number(s[size:])
	if gap == 0 || digits != 2 || goesOn(s[size+n:]) || year > 31 && !apostrophe {
		return corpus.Date{}, 0, false
	}
	size += n
	return date(fullYear(year), m.month, day), i + size, apostrophe || endsDate(s[size:])
}

// endsDate reports whether what stands behind a date cannot go on with its last number.
func endsDate(behind string) bool {
	behind = strings.TrimLeft(behind, " \u00a0")
	for _, word := range []string{"à ", "at ", "um ", "a las ", "às ", "alle ", "kl. "} {
		behind = strings.TrimPrefix(behind, word)
	}
	r, _ := utf8.DecodeRuneInString(behind)
	return behind == "" || strings.ContainsRune("|•·—–", r) || timeBehind(behind) != ""
}

func fullYear(n int) int {
	if n < 70 {
		return 2000 + n
	}
	return 1900 + n
}
