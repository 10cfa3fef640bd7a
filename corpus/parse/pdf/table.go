package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// blocksOf turns printed lines into paragraphs and table rows.
func blocksOf(pages [][]printed, sheets []sheet, begins func(string) bool) []block.Block {
	w := &pageWriter{begins: begins}
	for i, lines := range pages {
		w.page = sheets[i].number
		for k := 0; k < len(lines); {
			if n := tableAt(lines[k:]); n > 0 {
				w.table(lines[k : k+n])
				k += n
				continue
			}
			w.line(lines[k])
			k++
		}
	}
	settleHyphens(w.blocks)
	return w.blocks
}

// pageWriter collects blocks and remembers the line before, to join paragraphs.
type pageWriter struct {
	blocks  []block.Block
	page    int
	begins  func(string) bool
	last    printed // the line that ended the last block, for joining
	open    bool    // the last block is a paragraph that may go on
	tables  int
	columns []string
	edges   []float64 // the columns of the last table
}

// line adds a line of running text to the paragraph before, or begins one.
func (w *pageWriter) line(l printed) {
	text := block.Normalise(l.text(), false)
	if text == "" {
		return
	}
	if w.open && w.goesOn(l, text) {
		last := &w.blocks[len(w.blocks)-1]
		last.Text = joinLines(last.Text, text)
		w.last = l
		return
	}
	w.blocks = append(w.blocks, block.Block{Text: text})
	w.last, w.open = l, true
}

// goesOn reports whether a line continues the paragraph: the line before is full, the type has the
// same size, the distance is that of lines, and no number begins here.
func (w *pageWriter) goesOn(l printed, text string) bool {
	if w.begins(text) || len(l.cells) > 1 && len(w.last.cells) > 1 {
		return false
	}
	prev := w.last
	end := prev.cells[len(prev.cells)-1].right
	before := w.blocks[len(w.blocks)-1].Text
	full := prev.edge-end < 0.12*prev.width+prev.height()
	if l.page != prev.page || l.top > prev.top {
		return full && !endsSentence(before)
	}
	gap := prev.bottom - l.top
	size := prev.height() / l.height()
	if gap > 1.3*math.Max(prev.height(), l.height()) || size > 1.35 || size < 0.74 {
		return false
	}
	indented := l.cells[0].left-prev.cells[0].left > 1.2*l.height() && endsSentence(before)
	return full && !indented
}

// joinLines joins two lines of a paragraph. A hyphen that the typesetter put at the end of a line
// goes; one that the author wrote stays.
func joinLines(a, b string) string {
	last, first := lastRune(a), firstRune(b)
	switch {
	case last == brokenWord:
		return a + b // decided by settleHyphens
	case last == '-' && unicode.IsLetter(first):
		return a + b
	case isHan(last) && isHan(first):
		return a + b
	case isHan(last) || isHan(first):
		return a + b
	}
	return a + " " + b
}

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
		if l.page != lines[0].page || lines[n-1].bottom-l.top > 3*math.Max(l.height(), 8) || l.top > lines[n-1].top {
			break
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
	for n > 1 && len(lines[n-1].cells) == 1 && lines[n-1].cells[0].left <= lines[0].cells[0].left+20 {
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

// table writes the lines as rows. A line whose first column is empty continues the row above.
func (w *pageWriter) table(lines []printed) {
	w.open = false
	w.tables++
	columns := columnStarts(lines)
	var rows [][]string
	for _, l := range lines {
		cells := cellsIn(l, columns)
		if n := len(rows); n > 0 && cells[0] == "" {
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
	same := w.columns != nil && len(w.edges) == len(columns) && aligned(printed{cells: runsAt(columns)}, w.edges)
	var out []*block.Block
	for _, cells := range rows {
		out = append(out, &block.Block{Text: strings.TrimRight(strings.Join(cells, "\t"), "\t"), Kind: block.Row, Table: w.tables, Page: w.page})
	}
	block.NameColumns(out)
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
				put(k, printed{cells: joinRuns(parts[k])}.text())
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

const closers = "”’」』）)】》〉\"'］]"

// endsSentence tells a line that may end a paragraph from one that breaks off.
func endsSentence(s string) bool {
	r := lastRune(strings.TrimRight(s, closers))
	return strings.ContainsRune("。；：！？.;:!?，,", r)
}
