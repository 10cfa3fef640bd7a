package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// monthNames lists the full names by language, January first; alternatives are parted by a stroke.
// No two languages give one name to different months.
var monthNames = map[string]string{
	"en": "january february march april may june july august september october november december",
	"fr": "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
	"de": "januar/jänner februar/feber märz/maerz april mai juni juli august september oktober november dezember",
	"es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
	"pt": "janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro",
	"it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
	"nl": "januari februari maart april mei juni juli augustus september oktober november december",
	"id": "januari februari maret april mei juni juli agustus september oktober november/nopember desember",
	"ms": "jan feb mac apr mei jun julai ogos sep okt nov dis/disember",
	"ru": "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь",
	"uk": "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень",
	"tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	"pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
	"sv": "januari februari mars april maj juni juli augusti september oktober november december",
}

// shortNames are read only in their own language, and the English ones everywhere.
var shortNames = map[string]string{
	"en": "jan feb mar apr may jun jul aug sep/sept oct nov dec",
	"fr": "janv/jan févr/fév mars avr mai juin juil août sept oct nov déc",
	"de": "jan/jän feb mär/mrz apr mai jun jul aug sep/sept okt nov dez",
	"es": "ene feb mar abr may jun jul ago sep/sept/set oct nov dic",
	"pt": "jan fev mar abr mai jun jul ago set out nov dez",
	"it": "gen feb mar apr mag giu lug ago set ott nov dic",
	"nl": "jan feb mrt apr mei jun jul aug sep/sept okt nov dec",
	"id": "jan feb mar apr mei jun jul agt/agu sep okt nov des",
	"ms": "jan feb mac apr mei jun julai ogos sep okt nov dis/disember",
	"ru": "янв фев/февр мар апр мая июн июл авг сен/сент окт ноя/нояб дек",
}

var (
	fullMonths  = mergeMonths(monthNames)
	shortMonths = eachMonths(shortNames)
)

func mergeMonths(byLang map[string]string) map[string]int {
	all := map[string]int{}
	for _, names := range eachMonths(byLang) {
		for name, n := range names {
			all[name] = n
		}
	}
	return all
}

func eachMonths(byLang map[string]string) map[string]map[string]int {
	out := map[string]map[string]int{}
	for lang, names := range byLang {
		out[lang] = map[string]int{}
		for i, month := range strings.Fields(names) {
			for name := range strings.SplitSeq(month, "/") {
				out[lang][name] = i + 1
			}
		}
	}
	return out
}

// name is a month name as it stands in the text.
type name struct {
	month   int
	size    int  // with the dot of an abbreviation
	capital bool // begins with a capital
}

// monthAt reads a month name at the head of s, which must end where the word ends.
func (f *finder) monthAt(s string) (name, bool) {
	size := 0
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		if !isLatin(r) {
			break
		}
		size += w
		if size > 24 {
			return name{}, false
		}
	}
	if size < 3 {
		return name{}, false
	}
	r, _ := utf8.DecodeRuneInString(s)
	word := strings.ToLower(s[:size])
	n := name{size: size, capital: unicode.IsUpper(r)}
	if n.month = fullMonths[word]; n.month == 0 {
		if n.month = shortMonths[f.lang][word]; n.month == 0 {
			n.month = shortMonths["en"][word]
		}
		if n.month == 0 {
			return name{}, false
		}
	}
	if strings.HasPrefix(s[size:], ".") {
		n.size++
	}
	return n, true
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
