package pdf

import (
	"math"
	"strings"
	"unicode/utf8"
)

// rowStarts tells which lines of a table without drawn lines begin a row; cells are what the lines hold
// by column. In this order: the gaps between rows, where they are wider than those between lines; a
// column that has one code or number for each row; the first column, which is empty where a line goes on.
func rowStarts(lines []printed, cells [][]string) []bool {
	if starts := startsByGap(lines, cells); starts != nil {
		return starts
	}
	if starts := startsByCode(cells); starts != nil {
		return starts
	}
	starts := make([]bool, len(lines))
	for i := range lines {
		starts[i] = i == 0 || cells[i][0] != ""
	}
	return starts
}

// fewestRows is how many rows a table has at least whose cells are put together of several lines.
const fewestRows = 3

// startsByGap parts the lines where the gaps are wide; nil where gaps are of one kind, or where the
// lines between wide ones are rows of their own, in groups.
func startsByGap(lines []printed, cells [][]string) []bool {
	low, high := math.Inf(1), math.Inf(-1)
	for i := 1; i < len(lines); i++ {
		gap := lines[i-1].bottom - lines[i].top
		low, high = math.Min(low, gap), math.Max(high, gap)
	}
	if len(lines) < fewestRows+1 || high-low < 0.35*lines[0].height() {
		return nil
	}
	starts, rows, onward, whole := make([]bool, len(lines)), 0, 0, 0
	for i := range lines {
		gap := math.Inf(1)
		if i > 0 {
			gap = lines[i-1].bottom - lines[i].top
		}
		switch {
		case gap > high-0.2*(high-low):
			starts[i] = true
			rows++
			if filled(cells[i]) < 2 {
				return nil // a row has several cells
			}
		case gap > low+0.3*(high-low):
			return nil // neither wide nor narrow
		case isCode(cells[i][0]):
			return nil // a code begins a row
		default:
			onward++
			if filled(cells[i]) == len(cells[i]) {
				whole++
			}
		}
	}
	if rows < fewestRows || whole*3 > onward {
		return nil
	}
	return starts
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

// startsByCode parts the lines where a column has a code or a number; nil where no column has one in some
// lines and none in the others. The line above the first is the head.
func startsByCode(cells [][]string) []bool {
	for x := range cells[0] {
		starts, codes, empty := make([]bool, len(cells)), 0, 0
		starts[0] = true
		for i, c := range cells {
			switch {
			case isCode(c[x]):
				starts[i] = true
				codes++
			case c[x] == "":
				empty++
				starts[i] = i == 0 || codes == 0 && c[0] != "" || x > 0 && ofItself(c)
			case i > 0: // words
				codes = -len(cells)
			}
		}
		first := 0
		if !isCode(cells[0][x]) {
			first = 1
		}
		if codes >= fewestRows && empty > 0 && first < len(cells) && (isCode(cells[first][x]) || cells[first][x] == "" && cells[first][0] == "") {
			return starts
		}
	}
	return nil
}

// ofItself reports whether a line is a row though its code in a further column is missing: it has a
// code in the first one, or cells enough beside it. Two rows read as one would give the limits of one
// to the other.
func ofItself(cells []string) bool { return isCode(cells[0]) || cells[0] != "" && filled(cells) >= 3 }

// isCode recognises what names or counts one row: 3C001, 2846.90, 12 %, 4.
func isCode(s string) bool {
	return strings.ContainsAny(s, "0123456789") && utf8.RuneCountInString(s) <= 14 && strings.Count(s, " ") <= 1
}

// goesOnBelow reports whether a line of one cell goes on with the cell above it: it begins where a column
// does, ends before the next one and stands as close to the line above as lines of a cell do.
func goesOnBelow(above, l printed, edges []float64) bool {
	c := l.cells[0]
	if above.bottom-l.top > 0.4*l.height() || !aligned(l, edges) {
		return false
	}
	for _, x := range edges {
		if x > c.left+12 && x < c.right+6 {
			return false
		}
	}
	// The last column has no next one to end before: words as wide as a column are no text below the table.
	return len(edges) > 1 && c.right-c.left < 0.5*l.width
}
