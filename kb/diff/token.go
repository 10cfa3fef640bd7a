package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tokens cuts a text into words, numbers and codes, single Han characters and single other
// characters. Together they are the text. A point, comma, dash, slash or colon inside a number or a
// code belongs to it: 99.99, 1,000, 2025-10-09, 744.11, 3C004.a are one token each.
func tokens(s string) []string {
	var out []string
	start, word, digit := 0, false, false
	cut := func(at int) {
		if at > start {
			out = append(out, s[start:at])
		}
		start, word, digit = at, false, false
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case inWord(r):
			if !word {
				cut(i)
			}
			word, digit = true, digit || unicode.IsDigit(r)
		case word && digit && strings.ContainsRune(".,-/:", r) && joins(s[i+size:]):
		default:
			cut(i)
			cut(i + size)
		}
		i += size
	}
	cut(len(s))
	return out
}

func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)) && !unicode.Is(unicode.Han, r)
}

// joins reports whether what stands behind a point belongs to the number or code before it: a
// digit, or one letter alone (3C004.a).
func joins(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if unicode.IsDigit(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return unicode.IsLower(r) && r < utf8.RuneSelf && !inWord(next)
}

// token is one significant token of a text, folded, with its place.
type token struct {
	text       string // folded: width, case, thousands
	start, end int    // bytes of the text
}

// significant returns the tokens that carry meaning: words, numbers, Han characters, signs such as
// % and ≥. Blanks, punctuation and the shape of characters do not.
func significant(s string) []token {
	var out []token
	at := 0
	for _, t := range tokens(s) {
		start := at
		at += len(t)
		r, _ := utf8.DecodeRuneInString(t)
		if !inWord(r) && !unicode.Is(unicode.Han, r) && !sign(r) {
			continue
		}
		f := strings.ToLower(norm.NFKC.String(t))
		if unicode.IsDigit(r) {
			f = number(f)
		}
		out = append(out, token{f, start, at})
	}
	return out
}

// sign reports whether a character that is neither letter nor digit carries meaning.
func sign(r rune) bool {
	switch r {
	case '%', '‰', '％', '§', '°':
		return true
	case '|', '·', '~', '^', '`', '´', '¨', '®', '©', '™':
		return false
	}
	return unicode.Is(unicode.Sm, r) || unicode.Is(unicode.Sc, r)
}

// number drops the commas between thousands: 1,000 is 1000.
func number(s string) string {
	parts := strings.Split(s, ",")
	for _, p := range parts[1:] {
		if len(p) < 3 || !digits(p[:3]) || len(p) > 3 && p[3] != '.' {
			return s
		}
	}
	if len(parts) == 1 || len(parts[0]) == 0 || len(parts[0]) > 3 || !digits(parts[0]) {
		return s
	}
	return strings.Join(parts, "")
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == "" && s != ""
}

func equalTokens(a, b []token) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].text != b[i].text {
			return false
		}
	}
	return true
}

// joined writes folded tokens as one string that tells them apart.
func joined(all []token) string {
	var b strings.Builder
	for _, t := range all {
		b.WriteString(t.text)
		b.WriteByte(0x1f)
	}
	return b.String()
}
