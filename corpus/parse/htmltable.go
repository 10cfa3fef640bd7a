package parse

import (
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table writes a table of data row by row, and a table that is only layout as ordinary blocks.
func (w *writer) table(n *html.Node) {
	rows := rowsOf(n)
	if isListing(rows) {
		w.listing(rows)
		return
	}
	if isLayout(n, rows) {
		w.children(n)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.children(c)
			w.flush()
		}
	}
	w.tables++
	grid := w.grid(rows)
	heads := headRows(rows, grid)
	var columns []string
	if heads > 0 {
		columns = block.MergeHeads(grid[:heads])
	}
	saved := w.next
	for i, cells := range grid {
		text := strings.Join(cells, "\t")
		if strings.TrimSpace(text) == "" {
			continue
		}
		b := block.Block{Text: strings.TrimRight(text, "\t"), Kind: block.Row, Table: w.tables}
		if i < heads {
			b.Kind = block.RowHead
		} else {
			b.Columns = columns
		}
		from := origin{node: rows[i]}
		w.put(b, from)
	}
	w.next = saved
}

// isListing recognises the tables that stand in for lists, as in the Official Journal: two columns,
// of which the first holds nothing but a number or a dash.
func isListing(rows []*html.Node) bool {
	numbers := 0
	for _, tr := range rows {
		cells := cellsOf(tr)
		if len(cells) != 2 {
			return false
		}
		head := block.Normalise(textOf(cells[0]), false)
		m, ok := readMarker(head + " A")
		switch {
		case ok && m.size == len(head) && !isASCIIDigit(head[len(head)-1]):
			numbers++
		case head == "" || head == "—" || head == "–" || head == "-" || head == "•":
		default:
			return false
		}
	}
	return numbers > 0
}

// listing writes such a table as the list that it is.
func (w *writer) listing(rows []*html.Node) {
	for _, tr := range rows {
		cells := cellsOf(tr)
		w.flush()
		if head := block.Normalise(textOf(cells[0]), false); head != "" {
			w.prefix = head + " "
		}
		w.children(cells[1])
		w.flush()
		if w.prefix != "" { // a number with nothing behind it
			w.put(block.Block{Text: strings.TrimSpace(w.prefix)}, origin{node: tr})
			w.prefix = ""
		}
	}
}

// rowsOf returns the table's own rows, not those of tables inside it.
func rowsOf(table *html.Node) []*html.Node {
	var out []*html.Node
	walk(table, func(n *html.Node) bool {
		if n != table && n.DataAtom == atom.Table {
			return false
		}
		if n.DataAtom == atom.Tr {
			out = append(out, n)
		}
		return true
	})
	return out
}

func cellsOf(tr *html.Node) []*html.Node {
	var out []*html.Node
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			out = append(out, c)
		}
	}
	return out
}

// isLayout tells a table that only places things on the page: it holds tables or headings, has one
// column, or a cell with the length of an article.
func isLayout(table *html.Node, rows []*html.Node) bool {
	if r := attr(table, "role"); r == "presentation" || r == "none" {
		return true
	}
	widest, layout := 0, false
	for _, tr := range rows {
		cells := cellsOf(tr)
		widest = max(widest, len(cells))
		for _, c := range cells {
			blocks := 0
			walk(c, func(n *html.Node) bool {
				switch n.DataAtom {
				case atom.Table, atom.H1, atom.H2, atom.Article:
					layout = true
				case atom.P, atom.Div, atom.Br:
					blocks++
				}
				return !layout
			})
			if blocks >= 5 && len(rows) <= 4 && utf8.RuneCountInString(textOf(c)) > 1000 {
				layout = true
			}
		}
	}
	return layout || widest < 2
}

// maxColumns bounds the width of a table; spans may claim any number.
const maxColumns = 200

// grid lays the cells out with their spans: a cell that spans leaves the places it covers empty, so
// that every value stands in its column.
func (w *writer) grid(rows []*html.Node) [][]string {
	var out [][]string
	var down []int // for each column, how many rows more are covered from above
	for _, tr := range rows {
		var line []string
		pass := func() { // over places that a cell above covers
			for len(line) < len(down) && down[len(line)] > 0 {
				down[len(line)]--
				line = append(line, "")
			}
		}
		for _, c := range cellsOf(tr) {
			if w.cells++; w.cells > w.opt.MaxCells {
				if w.cells == w.opt.MaxCells+1 {
					w.warnings = append(w.warnings, "the tables have more cells than are read; the rest is missing")
				}
				return out
			}
			pass()
			if len(line) >= maxColumns {
				break
			}
			wide, high := min(spanOf(c, "colspan"), maxColumns-len(line)), spanOf(c, "rowspan")
			for i := range wide {
				if len(down) == len(line) {
					down = append(down, 0)
				}
				down[len(line)] = max(down[len(line)]-1, high-1)
				if i > 0 {
					line = append(line, "")
				} else {
					line = append(line, w.cell(c))
				}
			}
		}
		for x := len(line); x < len(down); x++ {
			down[x] = max(down[x]-1, 0)
		}
		out = append(out, line)
	}
	return out
}

func spanOf(n *html.Node, name string) int {
	v, used := leadNumber(attr(n, name))
	if used == 0 {
		return 1
	}
	return max(1, min(v, 100))
}

// cell returns the words of a cell on one line, whatever is nested in it.
func (w *writer) cell(n *html.Node) string {
	walk(n, func(c *html.Node) bool {
		if c.DataAtom == atom.A {
			w.link(c)
		}
		return true
	})
	inner := &writer{base: w.base, opt: w.opt, keepAll: w.keepAll, dropped: w.dropped}
	inner.children(n)
	inner.flush()
	var parts []string
	for _, b := range inner.blocks {
		parts = append(parts, strings.ReplaceAll(b.Text, "\t", " "))
	}
	return strings.Join(parts, " ")
}

// headRows counts the rows that name the columns: those of a thead, or first rows made of th.
func headRows(rows []*html.Node, grid [][]string) int {
	heads := 0
	for i, tr := range rows[:min(len(rows), len(grid))] {
		cells := cellsOf(tr)
		head := len(cells) > 0 && (tr.Parent != nil && tr.Parent.DataAtom == atom.Thead)
		if !head && len(cells) > 1 {
			head = true
			for _, c := range cells {
				head = head && c.DataAtom == atom.Th
			}
		}
		if !head || i > 3 {
			break
		}
		heads++
	}
	if heads == len(rows) {
		return min(heads, 1)
	}
	return heads
}
