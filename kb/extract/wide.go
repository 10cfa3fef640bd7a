package extract

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// narrowed returns the sentence with full-width digits, letters and signs, and the units that are one
// character (㎏, ㎜), as limits are written: ９９．９％ becomes 99.9%. Facts that are emitted of it quote
// the text as it is printed. A sentence without such characters is returned as it is.
func (r *reader) narrowed(s *sentence) *sentence {
	first := strings.IndexFunc(s.plain, wide)
	if first < 0 {
		return s
	}
	s.assertion() // is settled on the text as it stands
	var b strings.Builder
	var at []int
	for i, c := range s.plain {
		out := string(c)
		switch {
		case wide(c):
			out = powers.Replace(norm.NFKC.String(out))
		case c == '\ufffd':
			out = s.plain[i : i+1] // a byte that is no character, or the first of the sign for one
		}
		for range len(out) {
			at = append(at, i)
		}
		b.WriteString(out)
	}
	n := *s
	n.plain, n.at = b.String(), append(at, len(s.plain))
	n.text, n.parts, n.said, n.actNames, n.cuts = n.plain, [4]seenPart{}, nil, nil, nil
	n.open = r.search.begin(nil)
	r.search.add(n.open, n.plain)
	return &n
}

// powers writes the powers of units as the expressions have them.
var powers = strings.NewReplacer("m2", "m²", "m3", "m³")

// wide reports whether a character is a full-width digit, letter or sign of a limit, or a unit.
func wide(c rune) bool {
	switch {
	case c < 0x3380:
		return false
	case c <= 0x33df: // ㎏ and its like
		return true
	case c >= '０' && c <= '９', c >= 'Ａ' && c <= 'Ｚ', c >= 'ａ' && c <= 'ｚ':
		return true
	}
	return strings.ContainsRune("％．／＜＝＞", c)
}

// printedAt is where an offset into the plain text of a sentence lies in the text as printed.
func (s *sentence) printedAt(offset int) int {
	if s.at == nil {
		return offset
	}
	return s.at[offset]
}
