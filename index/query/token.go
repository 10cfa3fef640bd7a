package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is one word of a text: the term it is compared by, and where it stands.
type Token struct {
	Term       string
	Start, End int // byte range in the text
}

// Tokenize cuts a text into words in the way of Unicode's word boundaries (UAX #29), and further at
// underscores, colons and the commas inside numbers. A Chinese character or a kana sign is a word
// of its own, and so is a unit in one character (㎏). The term is the word without case, diacritics, width and possessive, in simplified
// characters; offsets are those of the text as it stands.
func Tokenize(text string) []Token {
	var out []Token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch classOf(r) {
		case single:
			out = append(out, Token{foldSign(r), i, i + size})
			i += size
		case unit:
			out = append(out, Token{foldUnit(r), i, i + size})
			i += size
		case letter, digit, kata:
			end := wordEnd(text, i)
			if term := fold(text[i:end]); term != "" {
				out = append(out, Token{term, i, end})
			}
			i = end
		default:
			i += size
		}
	}
	return out
}

// class is what a character is to a word.
type class uint8

const (
	other  class = iota
	letter       // joins letters and digits
	digit
	kata   // joins katakana
	single // a word of its own
	unit   // a unit of measurement in one character, a word of its own
	extend // belongs to what stands before it
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			return letter
		case '0' <= r && r <= '9':
			return digit
		}
		return other
	case unicode.Is(unicode.Han, r) && unicode.IsLetter(r), unicode.Is(unicode.Hiragana, r):
		return single
	case unicode.Is(unicode.Katakana, r) || r == 'ー' || r == 'ｰ':
		return kata
	case unicode.IsLetter(r):
		return letter
	case r == '℃' || r == '℉' || r >= '㎀' && r <= '㏟':
		return unit
	case unicode.Is(unicode.Nd, r):
		return digit
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Cf) && r != '\u200b':
		return extend
	}
	return other
}

// joinsLetters tells a mark that holds a word together between two letters: can't, e.g.
func joinsLetters(r rune) bool {
	switch r {
	case '\'', '’', '‘', '.', '·', '‧', '․', '﹒', '＇', '．':
		return true
	}
	return false
}

// joinsDigits tells a mark that holds a number together between two digits. A comma does not.
func joinsDigits(r rune) bool {
	switch r {
	case '\'', '’', '‘', '.', ';', '․', '﹒', '＇', '．', '；':
		return true
	}
	return false
}

// wordEnd returns where the word that begins at start ends.
func wordEnd(text string, start int) int {
	r, size := utf8.DecodeRuneInString(text[start:])
	last := classOf(r)
	end := start + size
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch c := classOf(r); {
		case c == extend:
			end += size
		case c == last, last == letter && c == digit, last == digit && c == letter:
			last = c
			end += size
		case last == letter && joinsLetters(r) || last == digit && joinsDigits(r):
			next, n := skipExtend(text[end+size:])
			if next != last {
				return end
			}
			end += size + n
		default:
			return end
		}
	}
	return end
}

// skipExtend returns the class of the first character that is not a mark on another, and the bytes
// up to its end.
func skipExtend(s string) (class, int) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if c := classOf(r); c != extend {
			return c, i
		}
	}
	return other, 0
}

// fold returns the term that a word is compared by.
func fold(word string) string {
	ascii := true
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		word = norm.NFC.String(strings.Map(dropMark, norm.NFKD.String(word)))
	}
	word = strings.ToLower(word)
	for _, p := range [...]string{"'s", "’s"} {
		word = strings.TrimSuffix(word, p)
	}
	return word
}

// dropMark takes away what stands on a letter, but the voice marks of kana, which make another one.
func dropMark(r rune) rune {
	if r != '\u3099' && r != '\u309a' && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return -1
	}
	return r
}

// foldSign returns the term of a Chinese character or a kana sign.
func foldSign(r rune) string {
	if s := norm.NFKC.String(string(r)); utf8.RuneCountInString(s) == 1 {
		r, _ = utf8.DecodeRuneInString(s)
	}
	return string(simplified(r))
}

// foldUnit returns the term of a unit that is one character, that of the same unit in letters: ㎏ is
// kg, and ℃ the C of °C.
func foldUnit(r rune) string {
	return strings.TrimFunc(fold(norm.NFKC.String(string(r))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// IsHan reports whether a term is one Chinese character or kana sign.
func IsHan(term string) bool {
	r, size := utf8.DecodeRuneInString(term)
	return size == len(term) && classOf(r) == single
}
