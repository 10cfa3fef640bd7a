package dates

import "strings"

// thaiMonths are the names and the short names of Thai months, which no blank need part from the day.
var thaiMonths = [12][]string{{"มกราคม", "ม.ค."}, {"กุมภาพันธ์", "ก.พ."}, {"มีนาคม", "มี.ค."}, {"เมษายน", "เม.ย."}, {"พฤษภาคม", "พ.ค."}, {"มิถุนายน", "มิ.ย."},
	{"กรกฎาคม", "ก.ค."}, {"สิงหาคม", "ส.ค."}, {"กันยายน", "ก.ย."}, {"ตุลาคม", "ต.ค."}, {"พฤศจิกายน", "พ.ย."}, {"ธันวาคม", "ธ.ค."}}

// buddhistEra is how many years earlier the era begins by which Thailand counts.
const buddhistEra = 543

// thai reads 12 กันยายน 2568 and 12 ก.ย. พ.ศ. 2568. A year from 2400 on is counted by that era, any other is
// ordinary: the two cannot be confused.
func (f *finder) thai(i int) (Found, int, bool) {
	s := f.text[i:]
	day, digits, size := number(s)
	if digits == 0 || digits > 2 {
		return Found{}, 0, false
	}
	size += blanks(s[size:])
	for month, names := range thaiMonths {
		for _, name := range names {
			if !strings.HasPrefix(s[size:], name) {
				continue
			}
			at := size + len(name)
			at += blanks(s[at:])
			for _, era := range []string{"พ.ศ.", "พุทธศักราช"} {
				if rest, ok := strings.CutPrefix(s[at:], era); ok {
					at += len(era) + blanks(rest)
				}
			}
			year, n := fourDigits(s[at:])
			if n == 0 || goesOn(s[at+n:]) {
				return Found{}, 0, false
			}
			ordinary := year < 2400
			if !ordinary {
				year -= buddhistEra
			}
			return Found{Date: date(year, month+1, day), Ordinary: ordinary}, i + at + n, true
		}
	}
	return Found{}, 0, false
}

// yearDay reads the order of Central Asia, with the word for year between: 2025 жылғы 12 қыркүйек,
// 2025-yil 12-sentabr.
func (f *finder) yearDay(i int) (Found, int, bool) {
	s := f.text[i:]
	year, size := fourDigits(s)
	if size == 0 || followsNumber(f.text[:i]) {
		return Found{}, 0, false
	}
	if strings.HasPrefix(s[size:], "-") {
		size++
	}
	n, ok := eat(s[size:], "жылғы", "жылы", "жылдың", "ж.", "йил", "yil", "yilning")
	if !ok {
		return Found{}, 0, false
	}
	size += n + blanks(s[size+n:])
	day, digits, n := number(s[size:])
	if digits == 0 || digits > 2 {
		return Found{}, 0, false
	}
	size += n
	if strings.HasPrefix(s[size:], "-") {
		size++
	}
	size += blanks(s[size:])
	m, ok := f.monthAt(s[size:])
	if !ok {
		return Found{}, 0, false
	}
	return Found{Date: date(year, m.month, day), Ordinary: true}, i + size + m.size, true
}
