package pdf

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Bounds of the search for columns.
const (
	maxGutters     = 120 // places tried on one part of a page
	maxColumnDepth = 12
	proseLines     = 5 // lines of prose that a column has at least
)

// columnsOf parts the segments of a page into what is read one after the other. A gutter is a strip
// that no segment crosses, with lines of prose along both sides; what crosses it (a heading, a table
// over the page) ends it, so that the page falls into what stands above, left, right and below. The
// columns of a table are parted by strips too, but its cells are no lines of prose.
//
// A gutter that was found before in the document needs less prose beside it: a figure may leave two
// lines of each column.
func (k *knownGutters) columnsOf(segments []run, depth int) [][]run {
	if len(segments) == 0 {
		return nil
	}
	if depth >= maxColumnDepth || len(segments) < 4 {
		return [][]run{segments}
	}
	cut, ok := bestGutter(segments)
	if ok {
		k.add(cut.x)
	} else if cut, ok = k.find(segments); !ok {
		return [][]run{segments}
	}
	var parts [4][]run // above, left, right, below
	for _, s := range segments {
		y := (s.top + s.bottom) / 2
		switch {
		case y >= cut.top:
			parts[0] = append(parts[0], s)
		case y <= cut.bottom:
			parts[3] = append(parts[3], s)
		case s.right <= cut.x+1:
			parts[1] = append(parts[1], s)
		default:
			parts[2] = append(parts[2], s)
		}
	}
	if len(parts[1]) == 0 || len(parts[2]) == 0 {
		return [][]run{segments}
	}
	var out [][]run
	for _, p := range parts {
		out = append(out, k.columnsOf(p, depth+1)...)
	}
	return out
}

// knownGutters are the places of gutters that were found in the document.
type knownGutters struct{ at []float64 }

func (k *knownGutters) add(x float64) {
	if !slices.ContainsFunc(k.at, func(o float64) bool { return math.Abs(o-x) < near }) && len(k.at) < 50 {
		k.at = append(k.at, x)
	}
}

// endsBefore reports whether lines from left to right fill a column that ends at a known gutter: of two columns
// the last page may have one.
func (k *knownGutters) endsBefore(left, right float64) bool {
	return slices.ContainsFunc(k.at, func(x float64) bool { return right <= x+near && right > left+0.85*(x-left) })
}

// find looks for a known gutter that no segment crosses, with some lines of long text along both sides; what
// crosses it, such as a heading or the number of the page, ends it.
func (k *knownGutters) find(segments []run) (gutter, bool) {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b run) int { return cmp(b.top+b.bottom, a.top+a.bottom) })
	for _, x := range k.at {
		var left, right []run
		g := gutter{x: x + near, top: math.Inf(1)}
		for _, s := range append(sorted, run{left: math.Inf(-1), right: math.Inf(1), top: math.Inf(-1), bottom: math.Inf(-1)}) {
			switch {
			case s.right <= x+near:
				left = append(left, s)
			case s.left >= x-near:
				right = append(right, s)
			default:
				y := (s.top + s.bottom) / 2
				if isLong(left) && isLong(right) {
					g.bottom, g.lines = y, len(left)+len(right)
					return g, true
				}
				left, right, g.top = nil, nil, y
			}
		}
	}
	return gutter{}, false
}

// isLong reports whether the segments are lines of text, one above the other.
func isLong(side []run) bool {
	if len(side) < 2 || !isSingle(side) {
		return false
	}
	letters := 0
	for _, s := range side {
		letters += weight(s.text)
	}
	return letters >= 20*len(side)
}

// gutter is the strip around x, between two heights.
type gutter struct {
	x, top, bottom float64
	lines          int // of prose along it, both sides together
}

func bestGutter(segments []run) (gutter, bool) {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b run) int { return cmp(b.top+b.bottom, a.top+a.bottom) })
	var best gutter
	for _, x := range gutterPlaces(sorted) {
		for _, g := range clearStrips(sorted, x) {
			if g.lines > best.lines {
				best = g
			}
		}
	}
	return best, best.lines > 0
}

// gutterPlaces proposes where a gutter may stand: left of where many segments begin.
func gutterPlaces(segments []run) []float64 {
	left, _ := extent(segments)
	count := map[int]int{}
	for _, s := range segments {
		if s.left > left+20 {
			count[int(math.Floor(s.left/2))]++
		}
	}
	var at []int
	for k, n := range count {
		if n+count[k-1]+count[k+1] >= 3 {
			at = append(at, k)
		}
	}
	slices.SortFunc(at, func(a, b int) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return a - b
	})
	var out []float64
	for _, k := range at[:min(len(at), maxGutters)] {
		out = append(out, float64(k)*2-1.5)
	}
	slices.Sort(out)
	return out
}

// clearStrips returns the stretches of height in which no segment crosses x and prose stands along
// both sides. The segments come from top to bottom.
func clearStrips(segments []run, x float64) []gutter {
	var out []gutter
	var left, right []run
	top := math.Inf(1)
	end := func(bottom float64) {
		if g, ok := flankedPart(left, right, gutter{x: x, top: top, bottom: bottom}); ok {
			out = append(out, g)
		}
		left, right = left[:0], right[:0]
	}
	for _, s := range segments {
		switch {
		case s.grid != nil && (s.right <= x+1 || s.left >= x-1):
		case s.right <= x+1:
			left = append(left, s)
		case s.left >= x-1:
			right = append(right, s)
		default:
			y := (s.top + s.bottom) / 2
			end(y + 0.01)
			top = y - 0.01
		}
	}
	end(math.Inf(-1))
	return out
}

// flankedPart returns the strip if all of it, or its upper or lower part, has prose along both sides: a
// figure beside a column is no prose, but the strip that parts the columns below it passes it too.
func flankedPart(left, right []run, g gutter) (gutter, bool) {
	if n, ok := flanked(left, right); ok {
		g.lines = n
		return g, true
	}
	const steps = 12
	for k := 1; k < steps && len(left)+len(right) >= 6*proseLines; k++ {
		longer := left
		if len(right) > len(left) {
			longer = right
		}
		cut := longer[len(longer)*k/steps].top + 0.01
		upperLeft, lowerLeft := splitAt(left, cut)
		upperRight, lowerRight := splitAt(right, cut)
		if n, ok := flanked(upperLeft, upperRight); ok && isSingle(upperLeft) && isSingle(upperRight) {
			g.lines = max(g.lines, n)
		}
		if n, ok := flanked(lowerLeft, lowerRight); ok && isSingle(lowerLeft) && isSingle(lowerRight) {
			g.lines = max(g.lines, n)
		}
	}
	return g, g.lines > 0
}

// isSingle reports whether a side has hardly more than one segment a line, as a column has and the
// cells of a table have not.
func isSingle(side []run) bool { return len(side)*10 <= 12*len(nearest(side, true)) }

// splitAt parts segments that come from top to bottom.
func splitAt(segments []run, y float64) (upper, lower []run) {
	i := slices.IndexFunc(segments, func(s run) bool { return (s.top+s.bottom)/2 < y })
	if i < 0 {
		return segments, nil
	}
	return segments[:i], segments[i:]
}

// flanked reports whether both sides of a strip are prose, and how many lines of it.
func flanked(left, right []run) (int, bool) {
	a, b := nearest(left, true), nearest(right, false)
	if !isProse(a) || !isProse(b) {
		return 0, false
	}
	return len(a) + len(b), true
}

// nearest keeps of each line the segment that is nearest to the strip.
func nearest(side []run, isLeft bool) []run {
	var out []run
	for _, s := range side {
		k := len(out) - 1
		if k >= 0 && math.Min(out[k].top, s.top)-math.Max(out[k].bottom, s.bottom) > 0.5*math.Min(out[k].height(), s.height()) {
			if isLeft == (s.right > out[k].right) {
				out[k] = s
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// isProse reports whether the lines are those of a column of running text: most begin at one of few
// places (the margin, an indent) and fill the column, and they are long.
func isProse(lines []run) bool {
	if len(lines) < proseLines {
		return false
	}
	var widths []float64
	starts := map[int]int{}
	letters := 0
	for _, l := range lines {
		widths = append(widths, l.right-l.left)
		starts[int(math.Round(l.left/3))]++
		letters += weight(l.text)
	}
	slices.Sort(widths)
	full := widths[len(widths)*9/10]
	filled := 0
	for _, w := range widths {
		if w > 0.7*full {
			filled++
		}
	}
	most := 0
	for k, n := range starts {
		most = max(most, n+starts[k+1])
	}
	return letters >= 20*len(lines) && filled*2 >= len(lines) && most*5 >= 2*len(lines)
}

// weight counts the letters of a text; one of Chinese says as much as two and a half of English.
func weight(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case isHan(r):
			n += 5
		case unicode.IsLetter(r):
			n += 2
		}
	}
	return n / 2
}

// segmentsOf joins the runs that follow each other on a line without the gap of a column or a cell.
// It looks at neighbours alone, since the lines of two columns may stand at different heights.
func segmentsOf(runs []run) []run {
	sorted := slices.Clone(runs)
	slices.SortStableFunc(sorted, func(a, b run) int { return cmp(a.left, b.left) })
	var out []run
	rows := map[int][]int{} // indexes of segments by the strips of height that they touch
	for _, r := range sorted {
		if r.grid != nil {
			out = append(out, r)
			continue
		}
		if k := before(out, rows[strip((r.top+r.bottom)/2)], r); k >= 0 {
			out[k] = glue(out[k], r)
			continue
		}
		for y := strip(r.bottom); y <= min(strip(r.top), strip(r.bottom)+20); y++ {
			rows[y] = append(rows[y], len(out))
		}
		r.parts = []run{r}
		out = append(out, r)
	}
	return out
}

// strip numbers the strips of eight points of a page's height.
func strip(y float64) int { return int(math.Floor(y / 8)) }

// before returns the segment that the run continues, or -1. Candidates come from left to right; only
// the last of them can be near.
func before(segments []run, candidates []int, r run) int {
	best, distance := -1, math.Inf(1)
	for _, k := range candidates[max(0, len(candidates)-60):] {
		s := segments[k]
		over := math.Min(s.top, r.top) - math.Max(s.bottom, r.bottom)
		if over < 0.5*math.Min(s.height(), r.height()) {
			continue
		}
		gap := r.left - s.right
		if gap < cellGap(s, r) && gap > -0.8*(r.right-r.left)-2 && math.Abs(gap) < distance {
			best, distance = k, math.Abs(gap)
		}
	}
	return best
}

// cellGap is the width from which a gap parts cells.
func cellGap(a, b run) float64 {
	size := math.Min(a.height(), b.height())
	if size < 4 {
		size = math.Max(a.height(), b.height())
	}
	return 0.95 * size
}

// glue joins a run to the segment before it.
func glue(s, r run) run {
	gap, size := r.left-s.right, math.Min(s.height(), r.height())
	switch {
	case isNumber(s.text) && r.height() > 1.2*s.height() && unicode.IsLetter(firstRune(r.text)), // the raised mark of a footnote
		gap > 0.14*size && !isHan(lastRune(s.text)) && !isHan(firstRune(r.text)), gap > 0.3*size && !noBlank(lastRune(s.text), firstRune(r.text)):
		s.text += " " + r.text
	default:
		s.text += r.text
	}
	s.parts = append(s.parts, r)
	s.right = math.Max(s.right, r.right)
	if r.height() > 0.8*s.height() {
		s.top, s.bottom = math.Max(s.top, r.top), math.Min(s.bottom, r.bottom)
	}
	return s
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }
