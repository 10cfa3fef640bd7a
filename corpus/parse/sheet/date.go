package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// instant turns a serial number into a civil time. Spreadsheets count 1900 as a leap year, which it
// was not: day 60 is 29 February 1900, a day that never was, and is refused. So are days outside of
// 1900 to 9999.
func instant(v float64, date1904 bool) (time.Time, bool) {
	if v < 0 || v >= 2_958_466 {
		return time.Time{}, false
	}
	days := math.Floor(v)
	seconds := math.Round((v - days) * 86_400_000)
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 60:
		return time.Time{}, false
	case days < 60:
		days++
	}
	return epoch.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Millisecond), true
}

// date writes v as the date or time that the section shows; false where it is none.
func (s section) date(v float64, date1904 bool) (string, bool) {
	t, ok := instant(v, date1904)
	if !ok {
		return "", false
	}
	switch s.system {
	case "date":
		return t.Format("2006-01-02"), true
	case "time":
		return t.Format("15:04:05"), true
	}
	if !s.has(pointToken) {
		t = t.Add(500 * time.Millisecond).Truncate(time.Second)
	}
	var b strings.Builder
	for i, tok := range s.tokens {
		switch tok.kind {
		case elapsedToken:
			b.WriteString(elapsed(v, tok.text))
		case halfToken:
			b.WriteString(half(t, tok.text))
		case dateToken:
			b.WriteString(s.datePart(t, i))
		case digitToken:
			// Decimals of a second.
			n := 1
			for j := i - 1; j >= 0 && s.tokens[j].kind == digitToken; j-- {
				n++
			}
			b.WriteByte(fmt.Sprintf("%03d000000", t.Nanosecond()/1e6)[min(n-1, 8)])
		default:
			b.WriteString(tok.text)
		}
	}
	return strings.TrimSpace(b.String()), true
}

// elapsed writes the hours, minutes or seconds since the beginning.
func elapsed(v float64, unit string) string {
	n := v * 24
	switch unit[0] {
	case 'm':
		n *= 60
	case 's':
		n *= 3600
	}
	return fmt.Sprintf("%0*d", len(unit), int64(math.Floor(n+1e-6)))
}

func half(t time.Time, token string) string {
	am, pm, _ := strings.Cut(token, "/")
	if t.Hour() < 12 {
		return am
	}
	return pm
}

// datePart writes one run of letters: "yyyy", "m", "dd".
func (s section) datePart(t time.Time, i int) string {
	text := s.tokens[i].text
	n := len(text)
	switch text[0] {
	case 'y':
		if n <= 2 {
			return fmt.Sprintf("%02d", t.Year()%100)
		}
		return s.count(t.Year(), 4, "ideographDigital")
	case 'e':
		return s.count(t.Year(), 4, "ideographDigital")
	case 'm':
		return s.monthOrMinute(t, i)
	case 'd':
		switch n {
		case 3:
			return t.Weekday().String()[:3]
		case 1, 2:
			return s.count(t.Day(), n, "chineseCountingThousand")
		}
		return t.Weekday().String()
	case 'a':
		day := string([]rune("日一二三四五六")[t.Weekday()])
		if n >= 4 {
			return "星期" + day
		}
		return day
	case 'h':
		hour := t.Hour()
		if s.has(halfToken) {
			hour = (hour+11)%12 + 1
		}
		return s.count(hour, min(n, 2), "chineseCountingThousand")
	case 's':
		return s.count(t.Second(), min(n, 2), "chineseCountingThousand")
	}
	return "" // the name of an era: the year behind it is the common one
}

func (s section) monthOrMinute(t time.Time, i int) string {
	n := len(s.tokens[i].text)
	if s.isMinute(i) {
		return s.count(t.Minute(), min(n, 2), "chineseCountingThousand")
	}
	switch n {
	case 3:
		return t.Month().String()[:3]
	case 4:
		return t.Month().String()
	case 5:
		return t.Month().String()[:1]
	}
	return s.count(int(t.Month()), n, "chineseCountingThousand")
}

// count writes a number in digits, or in Chinese where the format says so.
func (s section) count(n, width int, numeral string) string {
	if s.han {
		return office.Numeral(n, numeral)
	}
	if width == 1 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%0*d", width, n)
}

// isMinute reports whether the m at i stands behind hours or before seconds.
func (s section) isMinute(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if k := s.tokens[j].kind; k == dateToken || k == elapsedToken {
			if s.tokens[j].text[0] == 'h' {
				return true
			}
			break
		}
	}
	for j := i + 1; j < len(s.tokens); j++ {
		if k := s.tokens[j].kind; k == dateToken || k == elapsedToken {
			return s.tokens[j].text[0] == 's'
		}
	}
	return false
}
