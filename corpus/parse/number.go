package parse

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

func isASCIIDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

func isHanDigit(r rune) bool {
	return strings.ContainsRune("一二三四五六七八九十百〇零两", r)
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

// leadNumber reads up to four Arabic digits, of either width, at the head of s.
func leadNumber(s string) (n, size int) {
	for digits := 0; digits < 5; digits++ {
		r, w := utf8.DecodeRuneInString(s[size:])
		switch {
		case '0' <= r && r <= '9':
			n = n*10 + int(r-'0')
		case '０' <= r && r <= '９':
			n = n*10 + int(r-'０')
		default:
			return n, size
		}
		size += w
	}
	return 0, 0
}

// leadHanNumber reads a number below 1000 in Chinese (十二, 一百零三) or Arabic digits at the head of s.
func leadHanNumber(s string) (n, size int) {
	if n, size = leadNumber(s); size > 0 {
		return n, size
	}
	total, digit := 0, 0
	for i, r := range s {
		if at := strings.IndexRune("零一二三四五六七八九", r); at >= 0 {
			digit = at / len("零")
		} else {
			switch r {
			case '〇':
				digit = 0
			case '十':
				total, digit = total+max(digit, 1)*10, 0
			case '百':
				total, digit = total+max(digit, 1)*100, 0
			default:
				return total + digit, i
			}
		}
		size = i + utf8.RuneLen(r)
		if size > 30 {
			return 0, 0
		}
	}
	return total + digit, size
}

// roman reads a Roman numeral below 90 in lower case. Single letters that are rarely numbers of
// paragraphs (l, c, d, m) are not read.
func roman(s string) (int, bool) {
	if s == "" || len(s) > 8 || s == "l" {
		return 0, false
	}
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	n := 0
	for i := range len(s) {
		v, ok := value[s[i]]
		if !ok {
			return 0, false
		}
		if i+1 < len(s) && value[s[i+1]] > v {
			n -= v
		} else {
			n += v
		}
	}
	return n, n > 0 && romanOf(n) == s
}

func romanOf(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		v int
		s string
	}{{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.v {
			b.WriteString(d.s)
			n -= d.v
		}
	}
	return b.String()
}
