package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// glyph is one character of a page as the library reports it.
type glyph struct {
	char                     rune
	angle                    float64 // radians, counter-clockwise
	left, right, top, bottom float64
}

// brokenWord stands for a hyphen at the end of a line until it is known whether the word has it.
const brokenWord = '\ue000'

// runsOf joins glyphs to runs: what follows each other on a line without a wide gap. Text at
// another angle than most (stamps, watermarks, labels of axes) is counted and left out.
func runsOf(glyphs []glyph) (runs []run, turned int) {
	main := mainAngle(glyphs)
	size := usualHeight(glyphs)
	var cur strings.Builder
	var r run
	blank := false
	flush := func() {
		if t := strings.TrimSpace(cur.String()); t != "" {
			r.text = t
			runs = append(runs, r)
		}
		cur.Reset()
		blank = false
	}
	for _, g := range glyphs {
		switch {
		case g.char == '\r' || g.char == '\n':
			flush()
			continue
		case g.char == 2 || g.char == 0xfffe || g.char == 0xad:
			if cur.Len() > 0 {
				cur.WriteRune(brokenWord)
			}
			continue
		case unicode.IsSpace(g.char):
			blank = cur.Len() > 0
			continue
		case g.char < ' ' || g.char == 0x7f:
			continue
		case quarter(g.angle) != main:
			turned++
			continue
		}
		g = turn(g, main)
		if cur.Len() > 0 {
			gap := g.left - r.right
			high := math.Max(r.height(), size)
			apart := g.bottom > r.top+0.2*high || g.top < r.bottom-0.2*high
			if gap > high || gap < -1.5*high || apart {
				flush()
			} else if blank && !(isHan(lastRune(cur.String())) && isHan(g.char) && gap < 0.3*high) {
				cur.WriteByte(' ')
			}
		}
		blank = false
		if cur.Len() == 0 {
			r = run{left: g.left, right: g.right, top: g.top, bottom: g.bottom}
		}
		cur.WriteRune(g.char)
		r.left, r.right = math.Min(r.left, g.left), math.Max(r.right, g.right)
		r.top, r.bottom = math.Max(r.top, g.top), math.Min(r.bottom, g.bottom)
	}
	flush()
	return runs, turned
}

// quarter rounds an angle to quarters of a turn.
func quarter(angle float64) int {
	q := int(math.Round(angle/(math.Pi/2))) % 4
	return (q + 4) % 4
}

func mainAngle(glyphs []glyph) int {
	var count [4]int
	for _, g := range glyphs {
		if !unicode.IsSpace(g.char) {
			count[quarter(g.angle)]++
		}
	}
	best := 0
	for q, n := range count {
		if n > count[best] {
			best = q
		}
	}
	return best
}

// turn rotates a glyph's box so that its text runs from left to right.
func turn(g glyph, quarters int) glyph {
	for range (4 - quarters) % 4 {
		g.left, g.right, g.bottom, g.top = -g.top, -g.bottom, g.left, g.right
	}
	return g
}

// usualHeight is the upper quartile of the glyphs' heights: boxes of points and dashes are flat.
func usualHeight(glyphs []glyph) float64 {
	var heights []float64
	for _, g := range glyphs {
		if h := g.top - g.bottom; h > 1 && !unicode.IsSpace(g.char) {
			heights = append(heights, h)
		}
	}
	if len(heights) == 0 {
		return 8
	}
	slices.Sort(heights)
	return heights[len(heights)*3/4]
}

// settleHyphens decides each hyphen at the end of a line: it stays when the document writes the
// word with a hyphen elsewhere, or when it is followed by a capital or a digit; otherwise the
// typesetter put it.
func settleHyphens(blocks []block.Block) {
	var all strings.Builder
	for _, b := range blocks {
		all.WriteString(strings.ToLower(b.Text) + "\n")
	}
	text := all.String()
	for i, b := range blocks {
		for strings.ContainsRune(b.Text, brokenWord) {
			before, after, _ := strings.Cut(b.Text, string(brokenWord))
			left, right := lastLetters(before), firstLetters(after)
			hyphen := ""
			first := firstRune(after)
			if right == "" || !unicode.IsLower(first) || strings.Contains(text, strings.ToLower(left+"-"+right)) {
				hyphen = "-"
			}
			b.Text = before + hyphen + after
		}
		blocks[i].Text = b.Text
	}
}

func lastLetters(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return strings.TrimLeftFunc(s[i:], func(r rune) bool { return !unicode.IsLetter(r) })
}

func firstLetters(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}
