package word

import "strings"

// The Symbol font from 0x21 and from 0xa0 (Unicode's mapping table for Adobe's Symbol encoding).
var (
	symbolLow  = []rune("!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
	symbolHigh = []rune("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")
)

// wingdings holds the pictures that mean something in a form or a list.
var wingdings = map[int]rune{0x6c: '●', 0x6e: '■', 0x6f: '□', 0x71: '❑', 0x72: '❒', 0x75: '◆', 0x76: '❖', 0x9f: '•', 0xa1: '○', 0xa7: '▪',
	0xa8: '□', 0xd8: '➢', 0xe0: '→', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑'}

var wingdings2 = map[int]rune{0x50: '✓', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0xa3: '□'}

// symbolOf reads a character of a symbol font, whose code says nothing without the font. What has no
// known meaning is U+FFFD, never a guess.
func symbolOf(font string, char int) string {
	char &= 0xff
	switch strings.ToLower(strings.TrimSpace(font)) {
	case "symbol", "symbol tiger", "standard symbols ps":
		switch {
		case char == 0x20:
			return " "
		case char > 0x20 && char-0x21 < len(symbolLow):
			return string(symbolLow[char-0x21])
		case char >= 0xa0 && char-0xa0 < len(symbolHigh):
			return string(symbolHigh[char-0xa0])
		}
	case "wingdings":
		if r, ok := wingdings[char]; ok {
			return string(r)
		}
	case "wingdings 2":
		if r, ok := wingdings2[char]; ok {
			return string(r)
		}
	case "":
		// Fonts agree on these, as far as they have them.
		if strings.ContainsRune("\x6d\xa3\xb0\xb1\xb3\xb4\xb7", rune(char)) {
			return symbolOf("symbol", char)
		}
	}
	return "\ufffd"
}

// isSymbol reports whether a character stands for one of a symbol font.
func isSymbol(c uint16) bool { return c >= 0xf020 && c <= 0xf0ff }
