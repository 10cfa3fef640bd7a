package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// glyph is one character of a page as the library reports it.
type glyph struct {
	char                     rune
	angle                    float64 // radians, clockwise
	left, right, top, bottom float64
	hidden                   bool // set to leave no ink
}

func (g glyph) height() float64 { return g.top - g.bottom }
func (g glyph) width() float64  { return g.right - g.left }

// brokenWord stands for a hyphen at the end of a line until it is known whether the word has it.
const brokenWord = '\ue000'

// within leaves out what stands beyond the edges of the page and counts it.
func within(glyphs []glyph, page box) (kept []glyph, outside int) {
	kept = glyphs[:0]
	for _, g := range glyphs {
		x, y := (g.left+g.right)/2, (g.bottom+g.top)/2
		if unicode.IsSpace(g.char) || page.width() <= 0 || x >= page.left && x <= page.right && y >= page.bottom && y <= page.top {
			kept = append(kept, g)
			continue
		}
		outside++
	}
	return kept, outside
}

// arrange turns the page so that most of its text runs from left to right and joins the characters
// to runs. Text at another quarter of a turn (the heads of narrow columns) comes as runs that say so.
// Characters at any other angle (stamps, watermarks) are counted and left out.
func (s *sheet) arrange(glyphs []glyph, rules []box) {
	main, vertical := mainAngle(glyphs), isVertical(glyphs)
	if vertical {
		main = 1
	}
	s.main = main
	for _, b := range rules {
		s.rules = append(s.rules, b.turn(main))
	}
	var parts [4][]glyph
	last := main
	for _, g := range glyphs {
		q := quarter(g.angle)
		switch {
		case g.char == '\r' || g.char == '\n':
			for k := range parts {
				parts[k] = append(parts[k], g)
			}
			continue
		case unicode.IsSpace(g.char):
			q = last // a blank that the library puts between words has no angle of its own
		case q < 0:
			s.turned++
			continue
		case vertical:
			q = main // the letters of vertical lines stand upright
		}
		last = q
		parts[q] = append(parts[q], g.turn(q))
	}
	for q := range parts {
		own := (q - main + 4) % 4
		var across []box
		if own == 0 {
			var mirrored bool
			if parts[q], mirrored = direct(parts[q]); mirrored {
				mirror(s.rules)
			}
			across = verticals(s.rules)
		}
		for _, r := range runsOf(dropTwins(parts[q]), across) {
			if own == 0 {
				s.runs = append(s.runs, r)
				continue
			}
			r.turned = own
			s.aside = append(s.aside, r.turn(4-own))
		}
	}
}

// verticals returns the vertical lines from left to right.
func verticals(rules []box) []box {
	var out []box
	for _, b := range rules {
		if b.width() <= ruleWidth && b.height() > 4 {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b box) int { return cmp(a.left, b.left) })
	return out
}

// turn rotates a box counter-clockwise around the origin by quarters of a turn.
func (b box) turn(quarters int) box {
	for range quarters {
		b.left, b.right, b.bottom, b.top = -b.top, -b.bottom, b.left, b.right
	}
	return b
}

func (g glyph) turn(quarters int) glyph {
	b := box{g.left, g.right, g.bottom, g.top}.turn(quarters)
	g.left, g.right, g.bottom, g.top = b.left, b.right, b.bottom, b.top
	return g
}

func (r run) turn(quarters int) run {
	b := box{r.left, r.right, r.bottom, r.top}.turn(quarters)
	r.left, r.right, r.bottom, r.top = b.left, b.right, b.bottom, b.top
	return r
}

// quarter rounds an angle to quarters of a turn, or returns -1 where it is none.
func quarter(angle float64) int {
	turns := angle / (math.Pi / 2)
	q := math.Round(turns)
	if math.IsNaN(turns) || math.Abs(turns-q) > 0.15 {
		return -1
	}
	return (int(q)%4 + 4) % 4
}

func mainAngle(glyphs []glyph) int {
	var count [4]int
	for _, g := range glyphs {
		if q := quarter(g.angle); q >= 0 && !unicode.IsSpace(g.char) {
			count[q]++
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

// isVertical reports whether the page is written in lines that run down, as Chinese and Japanese may
// be: most characters stand straight below the one before.
func isVertical(glyphs []glyph) bool {
	down, across := 0, 0
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], glyphs[i]
		if !isEastAsian(a.char) || !isEastAsian(b.char) {
			continue
		}
		high := math.Max(a.height(), b.height())
		dx, dy := math.Abs(b.left+b.right-a.left-a.right)/2, (a.top+a.bottom-b.top-b.bottom)/2
		switch {
		case dx < 0.3*high && dy > 0.3*high && dy < 2.5*high:
			down++
		case dx > 0.3*high && math.Abs(dy) < 0.3*high:
			across++
		}
	}
	return down > 2 && down > 2*across
}

// dropTwins leaves out the second of two equal characters that stand in the same place: bold type and
// shadows are made by printing twice. The two f of a ligature stand in one place too, but one follows
// the other at once, and that is rare on a page.
func dropTwins(glyphs []glyph) []glyph {
	type spot struct {
		char rune
		x, y int
	}
	seen := map[spot]int{} // index of the glyph
	twin := make([]bool, len(glyphs))
	ligatures := 0
	var next []int
	for i, g := range glyphs {
		if unicode.IsSpace(g.char) || g.width() <= 0 {
			continue
		}
		x, y := int(g.left), int(g.bottom)
		for dx := -1; dx <= 1 && !twin[i]; dx++ {
			for dy := -1; dy <= 1 && !twin[i]; dy++ {
				k, ok := seen[spot{g.char, x + dx, y + dy}]
				if !ok || math.Abs(glyphs[k].left-g.left) >= 0.3*g.width() || math.Abs(glyphs[k].bottom-g.bottom) >= 0.3*g.height() {
					continue
				}
				twin[i] = true
				if k == i-1 && glyphs[k].left == g.left && glyphs[k].right == g.right {
					next = append(next, i)
					ligatures++
				}
			}
		}
		if !twin[i] {
			seen[spot{g.char, x, y}] = i
		}
	}
	if ligatures*10 < len(glyphs) {
		for _, i := range next {
			twin[i] = false
		}
	}
	kept := make([]glyph, 0, len(glyphs))
	for i, g := range glyphs {
		if !twin[i] {
			kept = append(kept, g)
		}
	}
	return kept
}

// runsOf joins glyphs to runs: what follows each other on a line without a wide gap and without a
// vertical line between. The lines come from left to right.
func runsOf(glyphs []glyph, verticals []box) []run {
	b := runBuilder{size: usualHeight(glyphs), verticals: verticals}
	for _, g := range glyphs {
		switch {
		case g.char == '\r' || g.char == '\n':
			b.flush()
		case g.char == brokenWord || g.char == 0xfffe || g.char == 0xad:
			if b.text.Len() > 0 {
				b.text.WriteRune(brokenWord)
			}
		case unicode.IsSpace(g.char):
			b.blank = b.text.Len() > 0
		case g.char < ' ' || g.char == 0x7f:
		default:
			b.add(g)
		}
	}
	b.flush()
	return b.runs
}

type runBuilder struct {
	runs      []run
	size      float64 // usual height of the page's characters
	text      strings.Builder
	last      rune
	verticals []box
	high      float64 // height of the last character
	r         run
	blank     bool
}

func (b *runBuilder) flush() {
	if t := strings.TrimSpace(b.text.String()); t != "" {
		b.r.text = t
		b.runs = append(b.runs, b.r)
	}
	b.text.Reset()
	b.blank = false
}

func (b *runBuilder) add(g glyph) {
	if b.text.Len() > 0 {
		gap := g.left - b.r.right
		high := math.Max(b.r.height(), math.Min(b.size, g.height()))
		apart := g.bottom > b.r.top-0.3*high || g.top < b.r.bottom+0.3*high
		both, either := noBlank(b.last, g.char), isHan(b.last) || isHan(g.char)
		switch {
		case b.parted(g), gap > high || gap < -1.5*high || apart || b.r.height() > 1.8*g.height() && gap > 0.3*high:
			b.flush()
		case g.height() > 1.2*b.high && unicode.IsLetter(g.char) && isNumber(b.text.String()):
			b.text.WriteByte(' ') // the raised mark of a footnote
		case both && gap > 0.6*high:
			b.text.WriteByte(' ')
		case both:
		case either && b.blank && gap > 0.35*high, !either && (b.blank || gap > 0.2*high):
			b.text.WriteByte(' ')
		}
	}
	b.blank = false
	if b.text.Len() == 0 {
		b.r = run{left: g.left, right: g.right, top: g.top, bottom: g.bottom}
	}
	b.text.WriteRune(g.char)
	b.last, b.high = g.char, g.height()
	b.r.left, b.r.right = math.Min(b.r.left, g.left), math.Max(b.r.right, g.right)
	b.r.top, b.r.bottom = math.Max(b.r.top, g.top), math.Min(b.r.bottom, g.bottom)
}

// parted reports whether a vertical line stands in the gap between the run and the next character. A
// line that runs through a word, whose cell is too narrow for it, parts nothing.
func (b *runBuilder) parted(g glyph) bool {
	if g.left-b.r.right < 0.12*g.height() {
		return false
	}
	i, _ := slices.BinarySearchFunc(b.verticals, b.r.right-0.5, func(v box, x float64) int { return cmp(v.left, x) })
	y := (g.bottom + g.top) / 2
	for ; i < len(b.verticals) && b.verticals[i].left < g.left+0.5; i++ {
		if v := b.verticals[i]; v.bottom <= y && y <= v.top {
			return true
		}
	}
	return false
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// usualHeight is the median of the glyphs' heights.
func usualHeight(glyphs []glyph) float64 {
	var heights []float64
	for _, g := range glyphs {
		if h := g.height(); h > 1 && !unicode.IsSpace(g.char) {
			heights = append(heights, h)
		}
	}
	if len(heights) == 0 {
		return 8
	}
	slices.Sort(heights)
	return heights[len(heights)/2]
}
