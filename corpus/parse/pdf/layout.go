package pdf

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// run is a piece of text that the PDF places as one. Coordinates are points, up is positive.
type run struct {
	text                     string
	left, right, top, bottom float64
	parts                    []run // what was joined to it, when it is a cell
}

func (r run) height() float64 { return math.Max(r.top-r.bottom, 1) }

// printed is one printed line: its cells from left to right. Running text has one cell.
type printed struct {
	cells       []run
	top, bottom float64
	width       float64 // of the column of the page it stands in
	edge        float64 // the column's right edge
	page        int
}

func (l printed) text() string {
	var parts []string
	for _, c := range l.cells {
		parts = append(parts, c.text)
	}
	return strings.Join(parts, " ")
}

func (l printed) height() float64 { return math.Max(l.top-l.bottom, 1) }

// linesOf orders the runs of a page into printed lines, column after column.
func linesOf(s sheet) []printed {
	var out []printed
	for _, column := range columnsOf(s.runs, s.width, 0) {
		lines := group(column)
		left, right := extent(column)
		for i := range lines {
			lines[i].width, lines[i].edge, lines[i].page = right-left, right, s.number
		}
		out = append(out, lines...)
	}
	return out
}

func extent(runs []run) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for _, r := range runs {
		left, right = math.Min(left, r.left), math.Max(right, r.right)
	}
	return left, right
}

// columnsOf splits a page into newspaper columns, read one after the other. A gutter is a strip in
// the middle that hardly any run crosses, with running text filling both sides; a table has strips
// too, but its cells do not fill them.
func columnsOf(runs []run, width float64, depth int) [][]run {
	if len(runs) < 20 || depth > 2 {
		return [][]run{runs}
	}
	left, right := extent(runs)
	gutter, ok := findGutter(runs, left, right)
	if !ok {
		return [][]run{runs}
	}
	var a, b, across []run
	for _, r := range runs {
		switch {
		case r.right <= gutter+1:
			a = append(a, r)
		case r.left >= gutter-1:
			b = append(b, r)
		default:
			across = append(across, r)
		}
	}
	if x, y := fills(a, left, gutter), fills(b, gutter, right); min(x, y) < 0.35 || x+y < 1.1 {
		return [][]run{runs}
	}
	// What crosses the gutter (a heading, a footer) parts the page into bands.
	return bands(a, b, across, width, depth)
}

func bands(a, b, across []run, width float64, depth int) [][]run {
	if len(across) == 0 {
		return append(columnsOf(a, width, depth+1), columnsOf(b, width, depth+1)...)
	}
	slices.SortFunc(across, func(x, y run) int { return cmp(y.top, x.top) })
	var out [][]run
	take := func(from []run, above float64) (in, rest []run) {
		for _, r := range from {
			if (r.top+r.bottom)/2 > above {
				in = append(in, r)
			} else {
				rest = append(rest, r)
			}
		}
		return in, rest
	}
	for i := 0; i < len(across); {
		j := i + 1
		for j < len(across) && across[j-1].bottom-across[j].top < across[j].height()*2 {
			j++
		}
		var x, y []run
		x, a = take(a, across[i].top)
		y, b = take(b, across[i].top)
		band := append([]run{}, across[i:j]...)
		inA, restA := take(a, across[j-1].bottom)
		inB, restB := take(b, across[j-1].bottom)
		a, b = restA, restB
		for _, part := range [][]run{x, y, append(append(band, inA...), inB...)} {
			if len(part) > 0 {
				out = append(out, part)
			}
		}
		i = j
	}
	for _, part := range [][]run{a, b} {
		if len(part) > 0 {
			out = append(out, part)
		}
	}
	return out
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

// findGutter looks for the strip in the middle third that the fewest runs cross.
func findGutter(runs []run, left, right float64) (float64, bool) {
	best, bestCross := 0.0, len(runs)
	for step := 30; step <= 70; step++ {
		x := left + (right-left)*float64(step)/100
		cross := 0
		for _, r := range runs {
			if r.left < x-2 && r.right > x+2 {
				cross++
			}
		}
		if cross < bestCross || cross == bestCross && math.Abs(x-(left+right)/2) < math.Abs(best-(left+right)/2) {
			best, bestCross = x, cross
		}
	}
	return best, bestCross*6 < len(runs)
}

// fills returns the share of lines that are running text and fill the strip.
func fills(runs []run, left, right float64) float64 {
	lines := group(runs)
	if len(lines) < 8 {
		return 0
	}
	long := 0
	for _, l := range lines {
		first, last := l.cells[0], l.cells[len(l.cells)-1]
		if last.right-first.left > (right-left)*0.7 && utf8.RuneCountInString(l.text()) > 18 && len(l.cells) <= 2 {
			long++
		}
	}
	return float64(long) / float64(len(lines))
}

// group puts runs at the same height into one line, joins what stands close and leaves wide gaps
// as the borders of cells.
func group(runs []run) []printed {
	sorted := slices.Clone(runs)
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
		out[i].cells = joinRuns(out[i].cells)
	}
	return out
}

// lineFor returns the index of the last lines' one that the run shares most of its height with.
func lineFor(lines []printed, r run) int {
	best, share := -1, 0.5
	for k := len(lines) - 1; k >= max(0, len(lines)-5); k-- {
		l := lines[k]
		over := math.Min(l.top, r.top) - math.Max(l.bottom, r.bottom)
		if s := over / math.Min(l.height(), r.height()); s > share {
			best, share = k, s
		}
	}
	return best
}

// joinRuns joins the runs of a line to cells.
func joinRuns(runs []run) []run {
	slices.SortStableFunc(runs, func(a, b run) int { return cmp(a.left, b.left) })
	var out []run
	for i, r := range runs {
		if i == 0 {
			r.parts = []run{r}
			out = append(out, r)
			continue
		}
		last := &out[len(out)-1]
		gap := r.left - last.right
		size := math.Min(last.height(), r.height())
		if size < 4 {
			size = math.Max(last.height(), r.height())
		}
		switch {
		case gap > 1.1*size:
			r.parts = []run{r}
			out = append(out, r)
			continue
		case r.left < last.right-0.5*(r.right-r.left) && r.text == last.text:
			// Bold type made by printing twice.
		case gap > 0.22*size && !(isHan(lastRune(last.text)) && isHan(firstRune(r.text))):
			last.text += " " + r.text
		default:
			last.text += r.text
		}
		last.parts = append(last.parts, r)
		last.right = math.Max(last.right, r.right)
		last.top, last.bottom = math.Max(last.top, r.top), math.Min(last.bottom, r.bottom)
	}
	return out
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

// isHan takes the punctuation of Chinese text too: no blank belongs beside it.
func isHan(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("，。；：、（）《》〈〉“”‘’！？【】〔〕", r)
}

// dropRunning removes page numbers and the lines that stand at the head or foot of many pages.
func dropRunning(pages [][]printed) []block.Drop {
	count := map[string]int{}
	for _, lines := range pages {
		for _, k := range edges(lines) {
			count[shape(lines[k].text())]++
		}
	}
	var out []block.Drop
	for p, lines := range pages {
		drop := map[int]bool{}
		for _, k := range edges(lines) {
			t := lines[k].text()
			s := shape(t)
			if isPageNumber(t) || len(pages) >= 3 && count[s]*2 > len(pages) && len(lines[k].cells) <= 3 {
				drop[k] = true
				if len(out) < 200 {
					out = append(out, block.Drop{What: "page " + strconv.Itoa(p+1) + ": " + t, Why: "runs at the edge of the pages"})
				}
			}
		}
		if len(drop) == 0 || len(drop) == len(lines) {
			continue
		}
		kept := lines[:0:0]
		for k, l := range lines {
			if !drop[k] {
				kept = append(kept, l)
			}
		}
		pages[p] = kept
	}
	return out
}

// edges returns the indexes of the first two and last two lines.
func edges(lines []printed) []int {
	var out []int
	for k := range lines {
		if k < 2 || k >= len(lines)-2 {
			out = append(out, k)
		}
	}
	return out
}

// shape is the line with its digits made equal.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, s)
}

// isPageNumber recognises 3, - 3 -, — 3 —, Page 3 of 9, 第3页.
func isPageNumber(s string) bool {
	t := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-–—―·|/.", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	for _, w := range []string{"page", "seite", "of", "第", "页", "頁", "共"} {
		t = strings.ReplaceAll(t, w, "")
	}
	return t != "" && len(t) <= 8 && strings.Trim(t, "0123456789") == ""
}
