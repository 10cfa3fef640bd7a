package block

import (
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// WideWithoutMark recognises UTF-16 that begins with no byte order mark, and returns "utf-16le",
// "utf-16be" or "". Text has blanks, digits or line ends, whose zero bytes all fall on one side. Where
// UTF-16 was declared, text without any is believed too.
func WideWithoutMark(b []byte, declared bool) string {
	head := b[:min(len(b), 8<<10)&^1]
	if len(head) < 4 || len(b)%2 != 0 {
		return ""
	}
	var zeros [2]int
	high := false
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
		high = high || c >= 0x80
	}
	if !high && (zeros[0]+zeros[1])*3 < len(head) || high && utf8.Valid(head) {
		return "" // a stray zero in bytes that are text as they are
	}
	switch {
	case zeros[1] > 0 && zeros[0] == 0 && isWideText(head, 0):
		return "utf-16le"
	case zeros[0] > 0 && zeros[1] == 0 && isWideText(head, 1):
		return "utf-16be"
	case declared && zeros[0]+zeros[1] == 0 && isWideText(head, 0):
		return "utf-16le" // the order of the standard where nothing says another
	}
	return ""
}

// isWideText reports whether the pairs, with their low byte at the given place, are text throughout.
func isWideText(b []byte, low int) bool {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i+low]) | uint16(b[2*i+1-low])<<8
	}
	if utf16.IsSurrogate(rune(units[len(units)-1])) && len(units) > 1 {
		units = units[:len(units)-1] // a character that is cut at the end
	}
	for _, r := range utf16.Decode(units) {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}
