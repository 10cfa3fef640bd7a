package pdf

import (
	"slices"

	"golang.org/x/text/unicode/norm"
)

// orderJoined puts the letters of a joined form in order. The library turns round what a file says of a
// form that stands for several letters, since it turns the line round; a form with a character of its
// own it takes apart in order. Both come as letters in one place. What makes such a character in one
// order is in that order; what makes none in either is turned back: لا, not ال.
func orderJoined(glyphs []glyph) {
	var forms map[string]bool
	for from := 0; from < len(glyphs); {
		to := from + 1
		for to < len(glyphs) && fromRight(glyphs[to].char) && samePlace(glyphs[from], glyphs[to]) {
			to++
		}
		if to-from > 1 && fromRight(glyphs[from].char) {
			if forms == nil {
				forms = joinedForms()
			}
			if !forms[wordOf(glyphs[from:to])] {
				slices.Reverse(glyphs[from:to])
			}
		}
		from = to
	}
}

func samePlace(a, b glyph) bool {
	return a.left == b.left && a.right == b.right && a.bottom == b.bottom && a.top == b.top && a.right > a.left
}

func wordOf(glyphs []glyph) string {
	var out []rune
	for _, g := range glyphs {
		out = append(out, g.char)
	}
	return string(out)
}

// joinedForms are the letters of the Arabic ligatures of Unicode (U+FBEA to U+FDFB, U+FEF5 to U+FEFC).
func joinedForms() map[string]bool {
	out := map[string]bool{}
	for r := rune(0xfbea); r <= 0xfefc; r++ {
		if r > 0xfdfb && r < 0xfef5 {
			continue
		}
		if s := norm.NFKC.String(string(r)); len([]rune(s)) > 1 {
			out[s] = true
		}
	}
	return out
}
