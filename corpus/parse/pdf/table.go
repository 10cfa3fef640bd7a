package pdf

import (
	"math"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// tableAt returns the number of lines at the head of lines that form a table, or 0. A table has at
// least two neighbouring lines of several cells that stand below each other.
func tableAt(lines []printed) int {
	if len(lines[0].cells) < 2 {
		return 0
	}
	full, n := 1, 1
	edges := starts(lines[0])
	for n < len(lines) {
		l := lines[n]
		if l.grid() != nil {
			break
		}
		if l.page != lines[0].page || lines[n-1].bottom-l.top > 3*math.Max(l.height(), 8) || l.top > lines[n-1].top {
			break
		}
		if len(l.cells) == 1 && full > 1 && goesOnBelow(lines[n-1], l, edges) {
			n++
			continue
		}
		if len(l.cells) == 1 {
			// A single cell belongs to the table when it continues a cell above, indented or not.
			if !(n+1 < len(lines) && len(lines[n+1].cells) > 1 || l.cells[0].left > lines[0].cells[0].left+20) || l.cells[0].right-l.cells[0].left > 0.8*l.width || !aligned(l, edges) {
				break
			}
			n++
			continue
		}
		if !aligned(l, edges) {
			break
		}
		full++
		edges = mergeStarts(edges, starts(l))
		n++
	}
	for n > 1 && len(lines[n-1].cells) == 1 && lines[n-1].cells[0].left <= lines[0].cells[0].left+20 && !(full >= fewestRows && goesOnBelow(lines[n-2], lines[n-1], edges)) {
		n--
	}
	if full < 2 {
		return 0
	}
	return n
}

func starts(l printed) []float64 {
	var out []float64
	for _, c := range l.cells {
		out = append(out, c.left)
	}
	return out
}

// aligned reports whether at least half of the line's cells begin where a column begins.
func aligned(l printed, edges []float64) bool {
	hits := 0
	for _, c := range l.cells {
		for _, x := range edges {
			if math.Abs(c.left-x) < 12 {
				hits++
				break
			}
		}
	}
	return hits*2 >= len(l.cells)
}

func mergeStarts(a, b []float64) []float64 {
	for _, x := range b {
		near := false
		for _, y := range a {
			near = near || math.Abs(x-y) < 12
		}
		if !near {
			a = append(a, x)
		}
	}
	slices.Sort(a)
	return a
}

// table writes the lines as rows.
func (w *pageWriter) table(lines []printed) {
	columns := columnStarts(lines)
	var rows, all [][]string
	for _, l := range lines {
		all = append(all, cellsIn(l, columns))
	}
	begins := rowStarts(lines, all)
	for i, cells := range all {
		if n := len(rows); n > 0 && !begins[i] {
			for x, c := range cells {
				if c != "" && rows[n-1][x] != "" {
					rows[n-1][x] = joinLines(rows[n-1][x], c)
				} else if c != "" {
					rows[n-1][x] = c
				}
			}
			continue
		}
		rows = append(rows, cells)
	}
	w.rows(rows, columns, nil)
}

// ruled writes a table whose cells are drawn.
func (w *pageWriter) ruled(g *grid) {
	rows, columns := g.rows()
	w.rows(rows, columns, g.heads(columns))
}

// rows writes the rows of a table that stands in the columns. The first ones are the heads, where these are
// known to take several rows.
func (w *pageWriter) rows(rows [][]string, columns []float64, heads [][]string) {
	if len(rows) == 0 {
		return
	}
	w.open = false
	w.tables++
	same := w.columns != nil && len(w.edges) == len(columns) && aligned(printed{cells: runsAt(columns)}, w.edges)
	var out []*block.Block
	for _, cells := range rows {
		out = append(out, &block.Block{Text: strings.TrimRight(strings.Join(cells, "\t"), "\t"), Kind: block.Row, Table: w.tables, Page: w.page})
	}
	nameColumns(out, heads)
	if out[0].Kind == block.RowHead {
		w.columns = out[len(out)-1].Columns
	} else if same { // a table that goes on without its head
		for i := range out {
			out[i].Columns = w.columns
		}
	} else {
		w.columns = nil
	}
	w.edges = columns
	for _, l := range out {
		w.blocks = append(w.blocks, *l)
	}
}

// nameColumns carries the heads to the rows below them; where heads of several rows are not known, the first
// row may be recognised as the head.
func nameColumns(rows []*block.Block, heads [][]string) {
	if len(heads) == 0 || len(heads) >= len(rows) {
		block.NameColumns(rows)
		return
	}
	names := block.MergeHeads(heads)
	for i, r := range rows {
		if i < len(heads) {
			r.Kind = block.RowHead
		} else {
			r.Columns = names
		}
	}
}

// cellsIn places what a line holds into the columns. A cell that reaches over the next column is
// taken apart again: figures of a narrow table stand close.
func cellsIn(l printed, columns []float64) []string {
	cells := make([]string, len(columns))
	put := func(x int, text string) {
		cells[x] = strings.TrimSpace(cells[x] + " " + block.Normalise(text, false))
	}
	for _, c := range l.cells {
		x := columnOf(c, columns)
		if x+1 >= len(columns) || c.right < columns[x+1]+3 || len(c.parts) < 2 || len(l.cells) == len(columns) {
			put(x, c.text)
			continue
		}
		parts := map[int][]run{}
		for _, p := range c.parts {
			k := max(x, columnOf(p, columns))
			parts[k] = append(parts[k], p)
		}
		for k := range columns {
			if len(parts[k]) > 0 {
				put(k, printed{cells: joinNeighbours(segmentsOf(parts[k]))}.text())
			}
		}
	}
	return cells
}

func runsAt(columns []float64) []run {
	var out []run
	for _, x := range columns {
		out = append(out, run{left: x, right: x})
	}
	return out
}

// columnStarts finds the left edges of the columns: the starts of cells in the fullest lines.
func columnStarts(lines []printed) []float64 {
	most := 0
	for _, l := range lines {
		most = max(most, len(l.cells))
	}
	var out []float64
	for _, l := range lines {
		if len(l.cells) == most {
			out = mergeStarts(out, starts(l))
		}
	}
	if len(out) > most { // ragged columns: trust the first full line
		for _, l := range lines {
			if len(l.cells) == most {
				return starts(l)
			}
		}
	}
	return out
}

// columnOf returns the column in which a cell stands: the last one that begins at or left of the
// cell's middle.
func columnOf(c run, columns []float64) int {
	x := 0
	for i, start := range columns {
		if start <= c.left+6 || start <= (c.left+c.right)/2-12 && start < c.left {
			x = i
		}
	}
	return x
}
