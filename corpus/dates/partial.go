package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Partial is a day that is printed without a year: 10月9日, October 9, 9 de octubre. The year is not
// known from it, so it is no [corpus.Date].
type Partial struct {
	Start, End int
	Month, Day int
}

// FindPartial returns the days without a year, in order. What [Find] returns is not among them.
func FindPartial(text string, lang corpus.Lang) []Partial {
	var out []Partial
	f := newFinder(text, lang)
	for f.pos < len(text) && f.numeral >= 0 {
		if _, end, ok := f.at(f.pos); ok {
			f.pos = end
			continue
		}
		if p, ok := f.partialAt(f.pos); ok && date(2024, p.Month, p.Day).Valid() { // a leap year
			out = append(out, p)
			f.pos = p.End
			continue
		}
		f.pos = f.next(f.pos)
	}
	return out
}

// FindAll returns what [Find] and [FindPartial] do, in one pass over the text.
func FindAll(text string, lang corpus.Lang) ([]Found, []Partial) {
	var all []Found
	var partial []Partial
	f, behind := newFinder(text, lang), 0 // behind is the end of the last day without a year
	for f.pos < len(text) && f.numeral >= 0 {
		start := f.pos
		switch d, ok := f.step(); {
		case ok && d.Date.Valid():
			all = append(all, d)
		case !ok && start >= behind:
			if p, ok := f.partialAt(start); ok && date(2024, p.Month, p.Day).Valid() {
				partial, behind = append(partial, p), p.End
			}
		}
		if start < behind && behind < f.pos { // where a search for the ones alone would look is passed over
			return Find(text, lang), FindPartial(text, lang)
		}
	}
	return all, partial
}

func (f *finder) partialAt(i int) (Partial, bool) {
	if !f.near(i) {
		return Partial{}, false
	}
	r, _ := utf8.DecodeRuneInString(f.text[i:])
	before, _ := utf8.DecodeLastRuneInString(f.text[:i])
	switch {
	case isDigit(r) || isHanDigit(r):
		if isDigit(before) || isHanDigit(before) || before == '年' && !toldYear(f.text[:i]) || before == '년' || followsNumber(f.text[:i]) || f.lunar(i) {
			return Partial{}, false
		}
		if p, ok := f.partialCJK(i); ok {
			return p, true
		}
		return f.partialDayFirst(i)
	case unicode.IsLetter(r) && !isLatin(before) && !isDigit(before):
		return f.partialMonthFirst(i)
	}
	return Partial{}, false
}

func (f *finder) partialCJK(i int) (Partial, bool) {
	month, size := small(f.text[i:])
	n, ok := eat(f.text[i+size:], "月", "월")
	if size == 0 || !ok {
		return Partial{}, false
	}
	j := i + size + n
	j += blanks(f.text[j:])
	day, size := small(f.text[j:])
	n, ok = eat(f.text[j+size:], "日", "号", "號", "일")
	if size == 0 || !ok {
		return Partial{}, false
	}
	return Partial{i, j + size + n, month, day}, true
}

func (f *finder) partialDayFirst(i int) (Partial, bool) {
	s := f.text[i:]
	day, digits, size := number(s)
	if digits == 0 || digits > 2 {
		return Partial{}, false
	}
	size += suffix(s[size:])
	size += joiner(s[size:], "day of", "of", "de", "di")
	gap := blanks(s[size:])
	m, ok := f.monthAt(s[size+gap:])
	if !ok || gap == 0 {
		return Partial{}, false
	}
	return Partial{i, i + size + gap + m.size, m.month, day}, true
}

func (f *finder) partialMonthFirst(i int) (Partial, bool) {
	s := f.text[i:]
	m, ok := f.monthAt(s)
	if !ok || !m.capital && (s[:m.size] == "may" || s[:m.size] == "march") {
		return Partial{}, false
	}
	size := m.size + blanks(s[m.size:])
	day, digits, n := number(s[size:])
	if digits == 0 || digits > 2 || size == m.size && m.size > 0 && s[m.size-1] != '.' {
		return Partial{}, false
	}
	end := size + n
	end += suffix(s[end:])
	if end > size+n && s[end-1] == '.' {
		end-- // the full stop of the sentence
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); isLatin(r) || r == '%' || thousand(s[size+n:]) {
		return Partial{}, false
	}
	return Partial{i, i + end, m.month, day}, true
}

// thousand reports whether what stands behind a number makes it an amount: 1.530 Kilogramm, 1,530 tonnes.
func thousand(behind string) bool {
	if len(behind) < 4 || behind[0] != '.' && behind[0] != ',' {
		return false
	}
	for _, c := range behind[1:4] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(behind) == 4 || behind[4] < '0' || behind[4] > '9'
}

// toldYear reports whether a text ends in a year that is told and not printed: 同年, 去年, 翌年.
func toldYear(before string) bool {
	before = strings.TrimSuffix(before, "年")
	for _, which := range [...]string{"同", "今", "本", "去", "昨", "前", "明", "翌", "来", "來", "次"} {
		if strings.HasSuffix(before, which) {
			return true
		}
	}
	return false
}
