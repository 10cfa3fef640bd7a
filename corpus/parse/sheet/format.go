package sheet

import (
	"math"
	"strconv"
	"strings"
)

// builtin are the number formats that files name by index alone (ISO/IEC 29500-1, 18.8.30, with the
// Chinese ones). Those that look different on every system (14 and 22: "the short date of this
// computer") are shown as ISO dates, so that nobody takes a month for a day.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
	27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "yyyy-mm-dd", 31: `yyyy"年"m"月"d"日"`, 32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`,
	37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
}

const maxFormat = 1024 // bytes of a number format; programs allow 255 characters

// Display writes a number as a cell of the given format shows it. date1904 says from which of the two
// days the file counts. Codes that are numbers keep all of their digits, however narrow the column.
func Display(v float64, format string, date1904 bool) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "#NUM!"
	}
	if len(format) > maxFormat {
		format = ""
	}
	s, neg := choose(v, sections(format))
	if neg {
		v = math.Abs(v)
	}
	switch {
	case s.general():
		return s.literal(general(v))
	case s.isDate():
		text, ok := s.date(v, date1904)
		if !ok {
			return general(v)
		}
		return text
	}
	return s.number(v)
}

// general writes a number without a format: an integer in full up to 15 digits, which is all that a
// file holds; others as short as they can be told apart.
func general(v float64) string {
	switch a := math.Abs(v); {
	case v == 0:
		return "0"
	case a == math.Trunc(a) && a < 1e15:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case a >= 1e15 || a < 1e-9:
		return strings.ToUpper(strconv.FormatFloat(v, 'e', -1, 64))
	}
	s := strconv.FormatFloat(v, 'g', 15, 64)
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// choose picks the section for a number: by a condition, or by its sign. The second result says that
// the section shows the sign by itself.
func choose(v float64, all []section) (section, bool) {
	conditions := false
	for _, s := range all {
		conditions = conditions || s.condition != ""
	}
	if conditions {
		for i, s := range all {
			if s.holds(v) || s.condition == "" && i == len(all)-1 {
				return s, v < 0 && i > 0
			}
		}
		return section{}, false
	}
	switch n := len(all); {
	case n >= 3 && v == 0:
		return all[2], false
	case n >= 2 && v < 0:
		return all[1], true
	}
	return all[0], false
}

// holds reports whether the section's condition, such as ">=100", is true of v.
func (s section) holds(v float64) bool {
	op := strings.TrimRight(s.condition, "0123456789.-+eE")
	n, err := strconv.ParseFloat(s.condition[len(op):], 64)
	if err != nil {
		return false
	}
	switch op {
	case "<":
		return v < n
	case "<=":
		return v <= n
	case ">":
		return v > n
	case ">=":
		return v >= n
	case "=":
		return v == n
	case "<>":
		return v != n
	}
	return false
}

// number writes v with the digits, signs and literals of the section.
func (s section) number(v float64) string {
	scale, decimals, thousands, exponent, digits := s.shape()
	if !digits {
		// Literals alone: the number is not shown.
		return s.literal("")
	}
	if s.fraction() {
		return s.literal(general(v))
	}
	v *= math.Pow(10, float64(scale))
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	exp := 0
	if exponent != "" && v != 0 {
		exp = int(math.Floor(math.Log10(v)))
		v /= math.Pow(10, float64(exp))
	}
	text := strconv.FormatFloat(roundHalfAway(v, decimals), 'f', decimals, 64)
	whole, part, _ := strings.Cut(text, ".")
	if strings.Trim(text, "0.") == "" {
		sign = ""
	}
	out := s.fill(sign, whole, part, thousands)
	if exponent != "" {
		e := strconv.Itoa(max(exp, -exp))
		for len(e) < strings.Count(exponent, "0") {
			e = "0" + e
		}
		switch {
		case exp < 0:
			e = "-" + e
		case strings.HasPrefix(exponent, "+"):
			e = "+" + e
		}
		out = strings.Replace(out, "\x00", "E"+e, 1)
	}
	return strings.TrimSpace(out)
}

// roundHalfAway rounds as spreadsheets do: 0.125 to 0.13, and 1.005, which is stored as less, to 1.01.
func roundHalfAway(v float64, decimals int) float64 {
	f := math.Pow(10, float64(decimals))
	if v*f > 1e15 {
		return v
	}
	return math.Floor(v*f+0.5+1e-9) / f
}
