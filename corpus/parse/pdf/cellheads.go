package pdf

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

const maxHeads = 4 // rows that name the columns

// heads returns the rows of a drawn table that name its columns where there are several, a cell that lies
// over some columns in each of them; nil where the first row alone may do so. A cell of the first row
// over several that are filled shows it, as in Word files; a number in them is data.
func (g *grid) heads(columns []float64) [][]string {
	if len(g.owner) < 3 || !g.isParted() {
		return nil
	}
	n := 2
	for n < len(g.owner)-1 && n < maxHeads && slices.ContainsFunc(g.owner[n], func(k int) bool { return g.cells[k].row == 0 }) {
		n++
	}
	var out [][]string
	for y := range n {
		if len(g.row(y)) != 1 {
			return nil
		}
		line := make([]string, len(columns))
		for x, k := range g.owner[y] {
			at := slices.Index(columns, g.xs[x])
			if c := g.cells[k]; at >= 0 && c.row == y {
				line[at] = c.text()
			}
		}
		if strings.ContainsAny(strings.Join(line, ""), "0123456789０１２３４５６７８９") {
			return nil
		}
		out = append(out, line)
	}
	return out
}

// isParted reports whether a cell of the first row lies over several of the second that are filled.
func (g *grid) isParted() bool {
	below := map[int]map[int]bool{} // the cells of the second row that are filled, by the cell above
	for x, k := range g.owner[0] {
		c := g.cells[g.owner[1][x]]
		if len(g.cells[k].lines) == 0 || c.row != 1 || len(c.lines) == 0 {
			continue
		}
		if below[k] == nil {
			below[k] = map[int]bool{}
		}
		if below[k][g.owner[1][x]] = true; len(below[k]) > 1 {
			return true
		}
	}
	return false
}

// text is what stands in a cell, on one line.
func (c *gridCell) text() string {
	out := ""
	for _, l := range c.lines {
		t := strings.ReplaceAll(block.Normalise(l.text(), false), "\t", " ")
		if out == "" {
			out = t
		} else if t != "" {
			out = joinLines(out, t)
		}
	}
	return out
}
