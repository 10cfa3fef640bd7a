package pdf

import (
	"math"
	"slices"
)

// grid is a table whose cells are drawn with lines.
type grid struct {
	box
	xs, ys []float64   // the lines, from left to right and from top to bottom
	owner  [][]int     // by row and column: the number of the cell that covers the place
	cells  []*gridCell // by number
}

// gridCell is one cell, which may cover several places.
type gridCell struct {
	row, column int // of its first place
	runs        []run
	lines       []printed
}

// near is how far apart, in points, lines may be drawn that are meant to be one or to touch.
const near = 3.0

// line is one horizontal or vertical stroke: where it stands and from where to where it runs.
type line struct{ at, from, to float64 }

// gridsOf finds the tables that the rules of a page draw.
func gridsOf(rules []box) []*grid {
	h, v := strokes(rules)
	if len(h) == 0 || len(v) == 0 || len(h)*len(v) > 1_000_000 {
		return nil // a drawing, not a table
	}
	group := connected(h, v)
	var hs, vs = map[int][]line{}, map[int][]line{}
	for i, l := range h {
		hs[group[i]] = append(hs[group[i]], l)
	}
	for i, l := range v {
		vs[group[len(h)+i]] = append(vs[group[len(h)+i]], l)
	}
	var out []*grid
	for k := range hs {
		if g := newGrid(hs[k], vs[k]); g != nil {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b *grid) int {
		if c := cmp(b.width()*b.height(), a.width()*a.height()); c != 0 {
			return c
		}
		if c := cmp(b.top, a.top); c != 0 {
			return c
		}
		return cmp(a.left, b.left)
	})
	return out
}

// strokes parts the rules by direction and joins the pieces of one line.
func strokes(rules []box) (h, v []line) {
	for _, b := range rules {
		switch {
		case b.height() <= ruleWidth && b.width() > b.height():
			h = append(h, line{(b.top + b.bottom) / 2, b.left, b.right})
		case b.width() <= ruleWidth:
			v = append(v, line{(b.left + b.right) / 2, b.bottom, b.top})
		}
	}
	return joinStrokes(h), joinStrokes(v)
}

func joinStrokes(lines []line) []line {
	slices.SortFunc(lines, func(a, b line) int {
		if c := cmp(math.Round(a.at), math.Round(b.at)); c != 0 {
			return c
		}
		return cmp(a.from, b.from)
	})
	var out []line
	for _, l := range lines {
		if k := len(out) - 1; k >= 0 && math.Abs(out[k].at-l.at) < near/2 && l.from < out[k].to+near {
			out[k].to = math.Max(out[k].to, l.to)
			continue
		}
		out = append(out, l)
	}
	return out
}

// connected numbers the strokes that touch each other, horizontal ones first.
func connected(h, v []line) []int {
	root := make([]int, len(h)+len(v))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for i, a := range h {
		for j, b := range v {
			if b.at > a.from-near && b.at < a.to+near && a.at > b.from-near && a.at < b.to+near {
				root[find(i)] = find(len(h) + j)
			}
		}
	}
	for i := range root {
		root[i] = find(i)
	}
	return root
}

// newGrid makes a table of strokes that touch each other, or returns nil where they draw no cells
// beside and below each other.
func newGrid(h, v []line) *grid {
	if len(h) < 2 || len(v) < 1 {
		return nil
	}
	g := &grid{box: box{left: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(1), top: math.Inf(-1)}}
	for _, l := range h {
		g.ys = append(g.ys, l.at)
		g.left, g.right = math.Min(g.left, l.from), math.Max(g.right, l.to)
	}
	for _, l := range v {
		g.xs = append(g.xs, l.at)
		g.bottom, g.top = math.Min(g.bottom, l.from), math.Max(g.top, l.to)
	}
	// A table may be open at its sides, at its head and at its foot.
	g.xs, g.ys = marks(append(g.xs, g.left, g.right)), marks(append(g.ys, g.bottom, g.top))
	slices.Reverse(g.ys)
	if len(g.xs) < 3 || len(g.ys) < 3 || len(g.xs) > 80 || len(g.ys) > 600 {
		return nil
	}
	g.left, g.right, g.top, g.bottom = g.xs[0], g.xs[len(g.xs)-1], g.ys[0], g.ys[len(g.ys)-1]
	g.mergePlaces(h, v)
	return g
}

// marks sorts positions and makes one of those that are near each other.
func marks(at []float64) []float64 {
	slices.Sort(at)
	var out []float64
	for _, x := range at {
		if len(out) == 0 || x-out[len(out)-1] > near {
			out = append(out, x)
		}
	}
	return out
}

// mergePlaces makes one cell of places with no stroke between them.
func (g *grid) mergePlaces(h, v []line) {
	rows, columns := len(g.ys)-1, len(g.xs)-1
	root := make([]int, rows*columns)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for y := range rows {
		for x := range columns {
			midX, midY := (g.xs[x]+g.xs[x+1])/2, (g.ys[y]+g.ys[y+1])/2
			if x+1 < columns && !crossed(v, g.xs[x+1], midY) {
				root[max(find(y*columns+x), find(y*columns+x+1))] = min(find(y*columns+x), find(y*columns+x+1))
			}
			if y+1 < rows && !crossed(h, g.ys[y+1], midX) {
				root[max(find(y*columns+x), find((y+1)*columns+x))] = min(find(y*columns+x), find((y+1)*columns+x))
			}
		}
	}
	number := map[int]int{}
	g.owner = make([][]int, rows)
	for y := range rows {
		g.owner[y] = make([]int, columns)
		for x := range columns {
			r := find(y*columns + x)
			if _, ok := number[r]; !ok {
				number[r] = len(g.cells)
				g.cells = append(g.cells, &gridCell{row: y, column: x})
			}
			g.owner[y][x] = number[r]
		}
	}
}

// crossed reports whether a stroke at the position passes the point.
func crossed(lines []line, at, point float64) bool {
	for _, l := range lines {
		if math.Abs(l.at-at) <= near && l.from <= point && point <= l.to {
			return true
		}
	}
	return false
}

// place returns the cell in which a point lies, or nil.
func (g *grid) place(x, y float64) *gridCell {
	if x < g.left-near || x > g.right+near || y < g.bottom-near || y > g.top+near {
		return nil
	}
	column, row := 0, 0
	for column+2 < len(g.xs) && x >= g.xs[column+1] {
		column++
	}
	for row+2 < len(g.ys) && y < g.ys[row+1] {
		row++
	}
	return g.cells[g.owner[row][column]]
}
