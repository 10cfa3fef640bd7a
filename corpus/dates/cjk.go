package dates

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// yearFirst reads 2025年10月9日, 二〇二五年十月九日, 2025년 10월 9일 and their month forms.
func (f *finder) yearFirst(i int) (Found, int, bool) {
	s := f.text[i:]
	year, digits, size := number(s)
	if digits == 0 || digits < 4 {
		year, size = hanYear(s)
	} else if digits != 4 {
		return Found{}, 0, false
	}
	if size == 0 || f.lunar(i) {
		return Found{}, 0, false
	}
	n, ok := eat(s[size:], "年の", "年", "년")
	if !ok {
		return Found{}, 0, false
	}
	d, end, ok := f.monthDay(i+size+n, year)
	return Found{Date: d, Ordinary: true}, end, ok
}

// monthDay reads 10月9日 or 10月 behind a year that ended at i.
func (f *finder) monthDay(i, year int) (corpus.Date, int, bool) {
	i += blanks(f.text[i:])
	month, size := small(f.text[i:])
	if strings.HasPrefix(f.text[i:], "元月") { // the first month, as 元年 is the first year
		month, size = 1, len("元")
	}
	if size == 0 {
		return corpus.Date{}, 0, false
	}
	n, ok := eat(f.text[i+size:], "月", "월")
	if !ok {
		return corpus.Date{}, 0, false
	}
	end := i + size + n
	j := end + blanks(f.text[end:])
	day, size := small(f.text[j:])
	if n, ok := eat(f.text[j+size:], "日", "号", "號", "일"); size > 0 && ok {
		return date(year, month, day), j + size + n, true
	}
	return dateToMonth(year, month), end, true
}

// lunar reports whether the words before i say that the date is one of the lunar calendar, which
// this package does not convert.
func (f *finder) lunar(i int) bool {
	head := strings.TrimRight(f.text[max(0, i-16):i], " \u3000")
	for _, w := range []string{"农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "음력", "旧暦"} {
		if strings.HasSuffix(head, w) {
			return true
		}
	}
	return false
}

// eras count years from their own beginning; the number is that of the year before the first.
var eras = []struct {
	name string
	zero int
	last int // the last year of the era, 0 where it goes on
}{
	{"中華民國", 1911, 0}, {"中华民国", 1911, 0}, {"民國", 1911, 0}, {"民国", 1911, 0},
	{"令和", 2018, 0}, {"平成", 1988, 31}, {"昭和", 1925, 64},
}

// era reads 民國114年10月9日 and 令和7年10月9日.
func (f *finder) era(i int) (Found, int, bool) {
	for _, e := range eras {
		if !strings.HasPrefix(f.text[i:], e.name) {
			continue
		}
		j := i + len(e.name)
		j += blanks(f.text[j:])
		n, digits, size := number(f.text[j:])
		if digits == 0 {
			n, size = small(f.text[j:])
		}
		if strings.HasPrefix(f.text[j:], "元") {
			n, size = 1, len("元")
		}
		y, ok := eat(f.text[j+size:], "年")
		if size == 0 || !ok || n == 0 || n > 199 || e.last > 0 && n > e.last {
			return Found{}, 0, false
		}
		d, end, ok := f.monthDay(j+size+y, e.zero+n)
		return Found{Date: d}, end, ok
	}
	return Found{}, 0, false
}

// minguo reads 115年10月1日, a year of the Republic of China without its name: no other calendar in use
// counts three figures with a hundred in front, and the month must stand behind.
func (f *finder) minguo(i int) (Found, int, bool) {
	n, digits, size := number(f.text[i:])
	if digits != 3 || n < 100 || n > 149 {
		return Found{}, 0, false
	}
	y, ok := eat(f.text[i+size:], "年")
	if !ok {
		return Found{}, 0, false
	}
	d, end, ok := f.monthDay(i+size+y, 1911+n)
	if !ok || d.Month == 0 {
		return Found{}, 0, false
	}
	return Found{Date: d}, end, true
}

// vietnamese reads "ngày 9 tháng 10 năm 2025" and "tháng 10 năm 2025".
func (f *finder) vietnamese(i int) (Found, int, bool) {
	if c := f.text[i] | 0x20; c != 'n' && c != 't' {
		return Found{}, 0, false
	}
	j, day := i, 0
	if n, ok := eatFold(f.text[j:], "ngày"); ok {
		j += n
		j += blanks(f.text[j:])
		d, size := small(f.text[j:])
		if size == 0 {
			return Found{}, 0, false
		}
		day, j = d, j+size
	}
	n, ok := eatFold(f.text[j:], "tháng")
	if !ok {
		return Found{}, 0, false
	}
	j += n
	j += blanks(f.text[j:])
	month, size := small(f.text[j:])
	n, ok = eatFold(f.text[j+size:], "năm")
	if size == 0 || !ok {
		return Found{}, 0, false
	}
	j += size + n
	year, size := fourDigits(f.text[j+blanks(f.text[j:]):])
	if size == 0 {
		return Found{}, 0, false
	}
	end := j + blanks(f.text[j:]) + size
	if day > 0 {
		return Found{Date: date(year, month, day), Ordinary: true}, end, true
	}
	return Found{Date: dateToMonth(year, month), Ordinary: true}, end, true
}

// date returns the day, or the zero date where it does not exist: month or day 0 included, which
// would mean a coarser date.
func date(year, month, day int) corpus.Date {
	if month == 0 || day == 0 || !plausible(year) {
		return corpus.Date{}
	}
	return corpus.Day(year, month, day)
}

func dateToMonth(year, month int) corpus.Date {
	if month == 0 || !plausible(year) {
		return corpus.Date{}
	}
	return corpus.Date{Year: year, Month: month}
}
