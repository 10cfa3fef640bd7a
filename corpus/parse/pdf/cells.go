package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// maxCellWeight is from where on a box that is drawn on a page holds a text and is no cell.
const maxCellWeight = 4000

// isTable reports whether the cells hold what a table holds: words in several rows and columns, no
// pages of text and no tables of their own, as the boxes of a poster do.
func (g *grid) isTable() bool {
	rows, columns := map[int]bool{}, map[int]bool{}
	filled, total, loose := 0, 0, 0
	for _, c := range g.cells {
		n := 0
		for _, r := range c.runs {
			n += weight(r.text) + 1
		}
		if n > maxCellWeight {
			return false
		}
		if len(c.runs) == 0 {
			continue
		}
		rows[c.row], columns[c.column] = true, true
		filled++
		total += n
		c.lines = linesIn(c.runs)
		if holdsColumns(c.lines) {
			loose += n
		}
	}
	return len(rows) >= 2 && len(columns) >= 2 && filled*8 >= len(g.cells) && loose*5 < total*2
}

// linesIn orders what a cell holds. Lines that run in another direction follow the others.
func linesIn(runs []run) []printed {
	var byTurn [4][]run
	for _, r := range runs {
		byTurn[r.turned] = append(byTurn[r.turned], r.turn(r.turned))
	}
	var out []printed
	for _, part := range byTurn {
		out = append(out, group(segmentsOf(part))...)
	}
	return out
}

// holdsColumns reports whether many of the lines fall apart into segments: the box holds a table.
func holdsColumns(lines []printed) bool {
	apart := 0
	for _, l := range lines {
		if len(l.cells) > 1 {
			apart++
		}
	}
	return len(lines) >= 3 && apart*5 >= 2*len(lines)
}

// rows returns the text of each place; a cell that covers several has its text in the first. Columns
// in which nothing stands, between double lines, are left out; the positions of the others come too.
func (g *grid) rows() (rows [][]string, columns []float64) {
	for y := range g.owner {
		rows = append(rows, g.row(y)...)
	}
	var filled []int
	for x := range g.owner[0] {
		if slices.ContainsFunc(rows, func(r []string) bool { return r[x] != "" }) {
			filled = append(filled, x)
			columns = append(columns, g.xs[x])
		}
	}
	for i, r := range rows {
		var kept []string
		for _, x := range filled {
			kept = append(kept, r[x])
		}
		rows[i] = kept
	}
	return rows, columns
}

// row returns the rows between two horizontal lines: one, or several where the table draws lines only
// between groups of rows.
func (g *grid) row(y int) [][]string {
	var cells []*gridCell
	for x, k := range g.owner[y] {
		if c := g.cells[k]; c.row == y && c.column == x && len(c.lines) > 0 {
			cells = append(cells, c)
		}
	}
	if len(cells) == 0 {
		return nil
	}
	heights := g.printedRows(cells)
	out := make([][]string, max(len(heights), 1))
	for i := range out {
		out[i] = make([]string, len(g.xs)-1)
	}
	for _, c := range cells {
		for _, l := range c.lines {
			at := &out[rowAt(heights, l)][c.column]
			text := strings.ReplaceAll(block.Normalise(l.text(), false), "\t", " ")
			if *at == "" {
				*at = text
			} else if text != "" {
				*at = joinLines(*at, text)
			}
		}
	}
	return out
}

// printedRows returns the heights of the rows that stand between two lines of the table without a line
// between them, or nil where it is one row. Rows show themselves by lines at the same heights in
// several cells, none of which was broken because the next word did not fit, or by columns of figures.
func (g *grid) printedRows(cells []*gridCell) []float64 {
	var heights []float64
	count := map[int]int{}
	several, figures := 0, 0
	for _, c := range cells {
		if isFigures(c.lines) {
			figures++
		}
	}
	for _, c := range cells {
		if len(c.lines) > 1 {
			several++
		}
		for i, l := range c.lines {
			if l.turned != 0 || l.grid() != nil || i > 0 && figures < 2 && g.wraps(c, i) {
				return nil
			}
			k := rowAt(heights, l)
			if k == len(heights) || math.Abs(heights[k]-middle(l)) > 0.4*l.height() {
				heights = append(heights, middle(l))
				k = len(heights) - 1
			}
			count[k]++
		}
	}
	if several < 2 || len(heights) < 2 {
		return nil
	}
	for k := range heights {
		if count[k] < 2 {
			return nil
		}
	}
	return heights
}

// isFigures reports whether several lines hold one figure each.
func isFigures(lines []printed) bool {
	for _, l := range lines {
		t := l.text()
		if strings.ContainsFunc(t, unicode.IsLetter) || strings.Contains(t, " ") {
			return false
		}
	}
	return len(lines) > 1
}

// wraps reports whether line i of a cell is there because it did not fit on the line before.
func (g *grid) wraps(c *gridCell, i int) bool {
	prev := c.lines[i-1]
	prev.start, prev.edge = g.xs[c.column], g.right
	for x, k := range g.owner[c.row] {
		if g.cells[k] == c {
			prev.edge = g.xs[x+1]
		}
	}
	last := prev.cells[len(prev.cells)-1]
	used := last.right - prev.cells[0].left
	prev.edge = last.right + (prev.edge - prev.start - used) - 4 // whether it stands left, right or in the middle
	prev.local = prev.edge
	return isFull(prev, c.lines[i].text())
}

func middle(l printed) float64 { return (l.top + l.bottom) / 2 }

// rowAt returns the index of the nearest height, or 0 where there is none.
func rowAt(heights []float64, l printed) int {
	best := 0
	for k, y := range heights {
		if math.Abs(y-middle(l)) < math.Abs(heights[best]-middle(l)) {
			best = k
		}
	}
	return best
}
