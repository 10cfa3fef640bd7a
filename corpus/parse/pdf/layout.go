package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is a piece of text that the PDF places as one. Coordinates are points, up is positive.
type run struct {
	text                     string
	left, right, top, bottom float64
	parts                    []run // what was joined to it, when it is a segment of a line
	turned                   int   // quarters of a turn, clockwise, from the direction of the page's text
	grid                     *grid // a whole table that stands in the text's place
}

func (r run) height() float64 { return math.Max(r.top-r.bottom, 1) }

// printed is one printed line: its cells from left to right. Running text has one cell.
type printed struct {
	cells       []run
	top, bottom float64
	width       float64 // of the column of the page it stands in
	edge        float64 // the column's right edge
	page        int
	band        int     // running number of the head, the body or the foot of the page
	column      int     // running number of the column on the page
	start       float64 // the column's left edge
	turned      int     // quarters of a turn, clockwise, from the direction of the page's text
	pitch       float64 // usual gap between the lines of the column
	local       float64 // right edge of the lines around it, for text that is set ragged
}

func (l printed) text() string {
	var parts []string
	for _, c := range l.cells {
		parts = append(parts, c.text)
	}
	return strings.Join(parts, " ")
}

func (l printed) height() float64 { return math.Max(l.top-l.bottom, 1) }
func (l printed) grid() *grid     { return l.cells[0].grid }

// linesOf orders the runs of a page into printed lines, column after column. What runs in another
// direction and stands in no table comes last.
func linesOf(s sheet, gutters *knownGutters) []printed {
	runs, aside := tablesAmong(s)
	w := lineWriter{page: s.number, gutters: gutters}
	for _, band := range bandsOf(segmentsOf(runs), s.rules) {
		w.band++
		w.add(band, 0)
	}
	for turned := 1; turned < 4; turned++ {
		var part []run
		for _, r := range aside {
			if r.turned == turned {
				part = append(part, r.turn(turned))
			}
		}
		w.band++
		w.add(segmentsOf(part), turned)
	}
	return w.lines
}

// lineWriter collects the lines of one page.
type lineWriter struct {
	lines              []printed
	page, band, column int
	gutters            *knownGutters
}

func (w *lineWriter) add(segments []run, turned int) {
	for _, column := range w.gutters.columnsOf(segments, 0) {
		w.column++
		lines := group(column)
		joinMarkers(lines)
		pitch := pitchOf(lines)
		left, right := extent(column)
		for i, l := range lines {
			l.local = rightOf(around(lines, i))
			if !w.gutters.endsBefore(left, l.local) {
				l.local = math.Max(right-0.3*(right-left), l.local)
			}
			l.page, l.band, l.column, l.turned, l.pitch = w.page, w.band, w.column, turned, pitch
			l.start, l.edge, l.width = left, right, right-left
			w.lines = append(w.lines, l)
		}
	}
}

// around returns the lines about one, at most four to each side, up to where a gap parts them: the
// page number far below is no measure of the text.
func around(lines []printed, i int) []printed {
	parted := func(a, b printed) bool { return a.bottom-b.top > 4*math.Max(a.height(), b.height()) }
	from, to := i, i+1
	for from > max(0, i-4) && !parted(lines[from-1], lines[from]) {
		from--
	}
	for to < min(len(lines), i+5) && !parted(lines[to-1], lines[to]) {
		to++
	}
	return lines[from:to]
}

func rightOf(lines []printed) float64 {
	out := math.Inf(-1)
	for _, l := range lines {
		if len(l.cells) == 1 {
			out = math.Max(out, l.cells[0].right)
		}
	}
	return out
}

// joinMarkers joins the number or the bullet of a list to its text, which stands apart from it.
func joinMarkers(lines []printed) {
	for i, l := range lines {
		if len(l.cells) == 2 && isMarker(l.cells[0].text) && l.cells[1].left-l.cells[0].right < 5*l.height() {
			c := l.cells[0]
			c.text += " " + l.cells[1].text
			c.right = l.cells[1].right
			c.parts = append(slices.Clone(c.parts), l.cells[1].parts...)
			lines[i].cells = []run{c}
		}
	}
}

// isMarker recognises what numbers an item and is no number of a table: 1. (a) iv) • 一、
func isMarker(s string) bool {
	r := firstRune(s)
	if strings.ContainsRune(bullets+"-–—", r) && len(s) <= utf8.RuneLen(r) {
		return true
	}
	inner := strings.TrimLeft(s, "(（[")
	core := strings.TrimRight(inner, ".)）、]．")
	return core != inner && utf8.RuneCountInString(core) <= 4 && core != "" &&
		strings.IndexFunc(core, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' }) < 0
}

// bandsOf parts the head and the foot of a page from its text where a line over the whole width
// does: the head has columns of its own.
func bandsOf(segments []run, rules []box) [][]run {
	left, right := extent(segments)
	top, bottom := math.Inf(-1), math.Inf(1)
	for _, s := range segments {
		top, bottom = math.Max(top, s.top), math.Min(bottom, s.bottom)
	}
	head, foot := math.Inf(1), math.Inf(-1)
	for _, b := range rules {
		if b.height() > ruleWidth || b.width() < 0.85*(right-left) {
			continue
		}
		y := (b.top + b.bottom) / 2
		if y > top-0.2*(top-bottom) && y < head && clear(segments, y) {
			head = y
		}
		if y < bottom+0.15*(top-bottom) && y > foot && clear(segments, y) {
			foot = y
		}
	}
	var parts [3][]run
	for _, s := range segments {
		switch y := (s.top + s.bottom) / 2; {
		case y > head:
			parts[0] = append(parts[0], s)
		case y < foot:
			parts[2] = append(parts[2], s)
		default:
			parts[1] = append(parts[1], s)
		}
	}
	return parts[:]
}

// clear reports whether no segment stands on the height.
func clear(segments []run, y float64) bool {
	return !slices.ContainsFunc(segments, func(s run) bool { return s.bottom+0.3*s.height() < y && y < s.top-0.3*s.height() })
}

// pitchOf is the median gap between neighbouring lines.
func pitchOf(lines []printed) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if gap := lines[i-1].bottom - lines[i].top; lines[i].grid() == nil && lines[i-1].grid() == nil && gap < 2*lines[i].height() {
			gaps = append(gaps, math.Max(gap, 0))
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	if median := gaps[len(gaps)/2]; len(gaps) > 2 || median < 0.6*lines[0].height() {
		return median
	}
	return 0.6 * lines[0].height() // two or three lines do not show what is usual
}

// tablesAmong puts each table that is drawn with lines in the place of the runs it holds.
func tablesAmong(s sheet) (runs, aside []run) {
	runs, aside = s.runs, s.aside
	for _, g := range gridsOf(s.rules) {
		restRuns, restAside := g.take(runs), g.take(aside)
		if !g.isTable() {
			continue
		}
		runs = append(restRuns, run{grid: g, left: g.left, right: g.right, top: g.top, bottom: g.bottom})
		aside = restAside
	}
	return runs, aside
}

// take puts into the cells the runs that stand in the table and returns the others.
func (g *grid) take(runs []run) (rest []run) {
	for _, r := range runs {
		if c := g.place((r.left+r.right)/2, (r.top+r.bottom)/2); c != nil && r.grid == nil {
			c.runs = append(c.runs, r)
			continue
		}
		rest = append(rest, r)
	}
	return rest
}

func extent(runs []run) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for _, r := range runs {
		left, right = math.Min(left, r.left), math.Max(right, r.right)
	}
	return left, right
}

func cmp(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// group puts segments at the same height into one line.
func group(segments []run) []printed {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b run) int { return cmp(b.top+b.bottom, a.top+a.bottom) })
	var out []printed
	for _, r := range sorted {
		if k := lineFor(out, r); k >= 0 {
			l := &out[k]
			l.cells = append(l.cells, r)
			if r.height() > l.height() && r.height() < 1.6*l.height() {
				l.top, l.bottom = r.top, r.bottom
			}
			continue
		}
		out = append(out, printed{cells: []run{r}, top: r.top, bottom: r.bottom})
	}
	for i := range out {
		out[i].cells = joinNeighbours(out[i].cells)
	}
	return out
}

// lineFor returns the index of the last lines' one that the run shares most of its height with.
func lineFor(lines []printed, r run) int {
	best, share := -1, 0.5
	for k := len(lines) - 1; k >= max(0, len(lines)-5) && r.grid == nil; k-- {
		l := lines[k]
		if l.grid() != nil {
			continue
		}
		over := math.Min(l.top, r.top) - math.Max(l.bottom, r.bottom)
		if s := over / math.Min(l.height(), r.height()); s > share {
			best, share = k, s
		}
	}
	return best
}

// joinNeighbours sorts the segments of a line and joins those without the gap of a cell between them.
func joinNeighbours(segments []run) []run {
	slices.SortStableFunc(segments, func(a, b run) int { return cmp(a.left, b.left) })
	out := segments[:1]
	for _, r := range segments[1:] {
		last := &out[len(out)-1]
		if r.left-last.right > cellGap(*last, r) {
			out = append(out, r)
			continue
		}
		*last = glue(*last, r)
	}
	return out
}

// isEastAsian takes the letters that may be set below each other.
func isEastAsian(r rune) bool { return unicode.Is(unicode.Hangul, r) || isHan(r) }

// isHan takes the punctuation of Chinese text too: no blank belongs beside it. Quotation marks and
// dashes are of both scripts and are not Han.
func isHan(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xffef
}

func isQuote(r rune) bool { return strings.ContainsRune("“”‘’—…·", r) }

// noBlank reports whether two neighbours on a line belong together without a blank.
func noBlank(a, b rune) bool {
	return isHan(a) && (isHan(b) || isQuote(b)) || isQuote(a) && isHan(b)
}
