package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// isHanDigit takes also the circle that stands for 〇 in many texts.
func isHanDigit(r rune) bool {
	switch r {
	case '〇', '○', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '廿', '卅', '元', '正':
		return true
	}
	return false
}

// isLatin means a letter of a script that parts words with blanks.
func isLatin(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Hangul, r) &&
		!unicode.Is(unicode.Hiragana, r) && !unicode.Is(unicode.Katakana, r) && !unicode.Is(unicode.Thai, r)
}

// number reads a run of Arabic digits of either width; runs longer than six are none of ours.
func number(s string) (n, digits, size int) {
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		switch {
		case '0' <= r && r <= '9':
			n = n*10 + int(r-'0')
		case '０' <= r && r <= '９':
			n = n*10 + int(r-'０')
		default:
			return n, digits, size
		}
		digits++
		size += w
		if digits > 6 {
			return 0, 0, 0
		}
	}
	return n, digits, size
}

// hanYear reads four digits of a year, Chinese or mixed: 二〇二五, 二○二五, 二零二五, 二0二五.
func hanYear(s string) (year, size int) {
	for range 4 {
		for strings.HasPrefix(s[size:], " ") && size > 0 {
			size++
		}
		r, w := utf8.DecodeRuneInString(s[size:])
		d := digitOf(r)
		if d < 0 {
			return 0, 0
		}
		year = year*10 + d
		size += w
	}
	return year, size
}

func digitOf(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '０' <= r && r <= '９':
		return int(r - '０')
	case r == '〇' || r == '○' || r == '零' || r == 'Ｏ' || r == 'O':
		return 0
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/len("一") + 1
	}
	return -1
}

// small reads a month or a day: one or two Arabic digits, or Chinese up to 三十一.
func small(s string) (n, size int) {
	if n, digits, size := number(s); digits > 0 {
		if digits > 2 {
			return 0, 0
		}
		return n, size
	}
	total, digit, tens := 0, 0, false
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		switch {
		case r == '十' && !tens:
			total, digit, tens = max(digit, 1)*10, 0, true
		case r == '廿' && size == 0:
			total, tens = 20, true
		case r == '卅' && size == 0:
			total, tens = 30, true
		case digitOf(r) >= 0 && r > 0x7f && digit == 0:
			digit = digitOf(r)
		default:
			return total + digit, size
		}
		size += w
	}
	return total + digit, size
}

// blanks counts the bytes of the blanks at the head of s; more than three are a gap, not a blank.
func blanks(s string) int {
	size := 0
	for range 3 {
		r, w := utf8.DecodeRuneInString(s[size:])
		if r != ' ' && r != '\u00a0' && r != '\u3000' && r != '\t' && r != '\u2009' && r != '\u202f' {
			break
		}
		size += w
	}
	return size
}

// eat returns the size of the first of the words that begins s, with the blanks before it.
func eat(s string, words ...string) (int, bool) {
	b := blanks(s)
	for _, w := range words {
		if strings.HasPrefix(s[b:], w) {
			return b + len(w), true
		}
	}
	return 0, false
}
