package office

import (
	"strconv"
	"strings"
)

// Numeral writes n as an automatic number of the given format shows it. Formats are named as in
// WordprocessingML (ISO/IEC 29500-1, 17.18.59). Numbers spelled out as words come as digits.
func Numeral(n int, format string) string {
	switch format {
	case "lowerLetter":
		return letters(n, 'a')
	case "upperLetter":
		return letters(n, 'A')
	case "lowerRoman":
		return Roman(n)
	case "upperRoman":
		return strings.ToUpper(Roman(n))
	case "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "koreanCounting":
		return counted(n, "零一二三四五六七八九", "十百千", false)
	case "chineseCounting", "taiwaneseCounting":
		if n >= 100 {
			return digits(n, "○一二三四五六七八九")
		}
		return counted(n, "零一二三四五六七八九", "十百千", false)
	case "chineseLegalSimplified":
		return counted(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", true)
	case "ideographLegalTraditional":
		return counted(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", true)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2":
		return digits(n, "〇一二三四五六七八九")
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, "０１２３４５６７８９")
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + ordinalEnd(n)
	}
	if row, ok := rows[format]; ok {
		if list := []rune(row); n >= 1 && n <= len(list) {
			return string(list[n-1])
		}
	}
	return strconv.Itoa(n)
}

// rows holds the formats that count through a row of signs.
var rows = map[string]string{
	"decimalEnclosedCircle":        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
	"decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
	"decimalEnclosedFullstop":      "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
	"decimalEnclosedParen":         "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
	"ideographEnclosedCircle":      "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
	"ideographTraditional":         "甲乙丙丁戊己庚辛壬癸",
	"ideographZodiac":              "子丑寅卯辰巳午未申酉戌亥",
	"ganada":                       "가나다라마바사아자차카타파하",
	"chosung":                      "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
}

// letters counts a to z, then aa to zz.
func letters(n int, base rune) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(base+rune((n-1)%26)), (n-1)/26+1)
}

// Roman writes n from 1 to 3999 as a Roman number in lower case; others in digits.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.v {
			b.WriteString(d.s)
			n -= d.v
		}
	}
	return b.String()
}

// digits writes n digit by digit.
func digits(n int, set string) string {
	signs := []rune(set)
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		if c < '0' || c > '9' {
			b.WriteRune(c)
			continue
		}
		b.WriteRune(signs[c-'0'])
	}
	return b.String()
}

// counted writes 1 to 9999 with the signs of the places: 一百零三. The one of ten is silent at the
// head (十二) unless the format is the legal one (壹拾贰).
func counted(n int, set, places string, legal bool) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	signs, units := []rune(set), []rune(places)
	if n == 0 {
		return string(signs[0])
	}
	var b strings.Builder
	gap := false
	for place, unit := 3, 1000; place >= 0; place, unit = place-1, unit/10 {
		d := n / unit % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(signs[0])
			gap = false
		}
		if d != 1 || place != 1 || b.Len() > 0 || legal {
			b.WriteRune(signs[d])
		}
		if place > 0 {
			b.WriteRune(units[place-1])
		}
	}
	return b.String()
}

func ordinalEnd(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
		return "th"
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}
