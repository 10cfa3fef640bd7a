package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// direct brings text that runs from right to left into the order in which it is read. A page of such
// text is mirrored, so that all that follows may take it for one that runs from left to right; then
// what runs the other way on it, words in Latin letters and numbers, is turned round where it stands.
// On other pages that is done with the words that run from right to left. The order of the file
// decides nothing but between characters in one place. It reports whether the page was mirrored, and
// leaves pages without such letters alone.
func direct(glyphs []glyph) ([]glyph, bool) {
	right, left := 0, 0
	for _, g := range glyphs {
		switch directionOf(g.char) {
		case bidi.R, bidi.AL:
			right++
		case bidi.L:
			left++
		}
	}
	if right == 0 {
		return glyphs, false
	}
	orderJoined(glyphs)
	glyphs = lettersOfForms(glyphs)
	mirrored := right > left
	if mirrored {
		for i := range glyphs {
			glyphs[i].left, glyphs[i].right = -glyphs[i].right, -glyphs[i].left
		}
	}
	for from := 0; from < len(glyphs); {
		to := lineEnd(glyphs, from)
		directLine(glyphs[from:to], mirrored)
		from = to
	}
	return glyphs, mirrored
}

// mirror mirrors drawn lines as a page of text from right to left is.
func mirror(rules []box) {
	for i, r := range rules {
		rules[i].left, rules[i].right = -r.right, -r.left
	}
}

// directionOf is the class of a character after the bidirectional algorithm of Unicode (UAX #9).
func directionOf(r rune) bidi.Class {
	if r < 0x80 { // most of all pages
		switch {
		case r >= '0' && r <= '9':
			return bidi.EN
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return bidi.L
		}
		return bidi.ON
	}
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// lettersOfForms replaces the forms that Arabic letters take within a word, which some fonts name, by
// the letters themselves; a form of two letters becomes two in one place.
func lettersOfForms(glyphs []glyph) []glyph {
	form := func(r rune) bool { return r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc }
	if !slices.ContainsFunc(glyphs, func(g glyph) bool { return form(g.char) }) {
		return glyphs
	}
	out := make([]glyph, 0, len(glyphs))
	for _, g := range glyphs {
		if !form(g.char) {
			out = append(out, g)
			continue
		}
		for _, r := range strings.TrimSpace(norm.NFKC.String(string(g.char))) {
			letter := g
			letter.char = r
			out = append(out, letter)
		}
	}
	return out
}

// lineEnd returns where the printed line ends that begins at from.
func lineEnd(glyphs []glyph, from int) int {
	var line glyph
	for i := from; i < len(glyphs); i++ {
		g := glyphs[i]
		switch {
		case g.char == '\r' || g.char == '\n':
			return i + 1
		case unicode.IsSpace(g.char):
		case line.height() <= 0:
			line = g
		case g.bottom > line.top-0.3*line.height() || g.top < line.bottom+0.3*line.height():
			return i
		}
	}
	return len(glyphs)
}

// directLine turns round what runs against the page, and puts the line in order.
func directLine(line []glyph, mirrored bool) {
	if n := len(line); n > 0 && (line[n-1].char == '\r' || line[n-1].char == '\n') {
		line = line[:n-1]
	}
	if !mirrored && !slices.ContainsFunc(line, func(g glyph) bool { return fromRight(g.char) }) {
		return
	}
	inOrder := func(part []glyph) {
		slices.SortStableFunc(part, func(a, b glyph) int { return cmp(a.left+a.right, b.left+b.right) })
	}
	inOrder(line)
	if mirrored {
		eachFromLeft(line, func(part []glyph) { reflect(part); inOrder(part) })
		balance(line)
		return
	}
	eachFromRight(line, func(part []glyph) {
		reflect(part)
		inOrder(part)
		eachFromLeft(part, func(inner []glyph) { reflect(inner); inOrder(inner) })
		balance(part)
	})
}

func fromRight(r rune) bool { c := directionOf(r); return c == bidi.R || c == bidi.AL }

// reflect turns a part of a line round in the place that it takes.
func reflect(part []glyph) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, g := range part {
		low, high = math.Min(low, g.left), math.Max(high, g.right)
	}
	for i, g := range part {
		part[i].left, part[i].right = low+high-g.right, low+high-g.left
	}
}

// eachFromLeft visits the parts of a line that run from left to right: words in letters that do, with
// what stands between them, and numbers with the signs inside them. A gap as wide as that of a cell ends
// a part, and a blank ends a number, unless words with capitals stand behind it: those are names with their
// number (EU 2021/821), others are units, which follow it as the line runs.
func eachFromLeft(line []glyph, visit func([]glyph)) {
	for from := 0; from < len(line); {
		if !fromLeft(line[from].char) {
			from++
			continue
		}
		end := partEnd(line, from)
		start := from
		if start > 0 && strings.ContainsRune(behindNumbers, line[start-1].char) && touches(line[start-1], line[start]) {
			start--
		}
		if end < len(line) && strings.ContainsRune(beforeNumbers, line[end].char) && touches(line[end-1], line[end]) {
			end++
		}
		visit(line[start:end])
		from = end
	}
}

// partEnd returns where such a part ends that begins at from.
func partEnd(line []glyph, from int) int {
	end, letters, blank := from+1, directionOf(line[from].char) == bidi.L, false
	for i := from + 1; i < len(line) && !gapBetween(line[i-1], line[i]); i++ {
		c := line[i].char
		switch {
		case fromRight(c), unicode.IsSpace(c) && !letters && end < i:
			return end // "2:" and then a word
		case unicode.IsSpace(c):
			blank = true
		case !fromLeft(c):
		case blank && !letters && !capitalAt(line[i:]):
			return end
		default:
			end, letters = i+1, letters || directionOf(c) == bidi.L
		}
	}
	return end
}

// capitalAt reports whether a word begins here, or ends, that has a capital.
func capitalAt(line []glyph) bool {
	for _, g := range line {
		if directionOf(g.char) != bidi.L {
			return false
		}
		if unicode.IsUpper(g.char) {
			return true
		}
	}
	return false
}

func fromLeft(r rune) bool {
	c := directionOf(r)
	return c == bidi.L || c == bidi.EN || c == bidi.AN
}

// Signs that belong to the number beside them, on whichever side the page shows them.
const (
	behindNumbers = "%‰°$€£¥₪"
	beforeNumbers = "+-−$€£¥₪"
)

func touches(a, b glyph) bool { return b.left-a.right < 0.1*b.height() }

// eachFromRight visits the parts of a line from left to right that run the other way: from the first
// such letter to the last, with what stands between, but for words that do not.
func eachFromRight(line []glyph, visit func([]glyph)) {
	for from := 0; from < len(line); {
		if !fromRight(line[from].char) {
			from++
			continue
		}
		end := from + 1
		for i := from + 1; i < len(line) && directionOf(line[i].char) != bidi.L && !gapBetween(line[i-1], line[i]); i++ {
			if fromRight(line[i].char) || directionOf(line[i].char) == bidi.NSM {
				end = i + 1
			}
		}
		visit(line[from:end])
		from = end
	}
}

// gapBetween reports whether two neighbours stand apart as cells do.
func gapBetween(a, b glyph) bool {
	return b.left-a.right > 1.5*math.Max(a.height(), b.height())
}
