package word

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// output collects what a reader finds, in the order in which it is printed.
type output struct {
	block.Page
	limits block.Limits
	tables int
	cells  int
	links  map[string]bool
}

func newOutput(parser, mediaType string, limits block.Limits) *output {
	return &output{Page: block.Page{Parser: parser, MediaType: mediaType}, limits: limits, links: map[string]bool{}}
}

// add keeps a paragraph that has words.
func (o *output) add(b block.Block) {
	b.Text = block.Normalise(b.Text, false)
	if b.Text != "" {
		o.Blocks = append(o.Blocks, b)
	}
}

// link keeps the address of a hyperlink, once.
func (o *output) link(address, text string) {
	address = strings.TrimSpace(address)
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") || len(address) > maxLink || o.links[address] || len(o.links) >= 1000 {
		return
	}
	o.links[address] = true
	o.Attachments = append(o.Attachments, block.Link{URL: address, Text: block.Normalise(text, false)})
}

const maxLink = 2048 // bytes of an address; browsers take no more

// dropped counts characters that the original holds but does not show.
func (o *output) dropped(what string, characters int, why string) {
	if characters > 0 {
		o.Dropped = append(o.Dropped, block.Drop{What: what, Why: why})
	}
}

// addHeads keeps headers and footers where they are all the text that there is; otherwise they are left
// out, because they are repeated on every page.
func (o *output) addHeads(heads []block.Block) {
	n := 0
	for _, h := range heads {
		n += block.Inked(h.Text)
	}
	if len(o.Blocks) > 0 {
		o.dropped(fmt.Sprintf("headers and footers (%d characters)", n), n, "they are repeated on every page")
		return
	}
	for _, h := range heads {
		o.add(h)
	}
}

func (o *output) finish() block.Page {
	for _, b := range o.Blocks {
		o.Visible += block.Inked(b.Text)
	}
	return o.Page
}

// cell is one cell of a table with its paragraphs.
type cell struct {
	paras []block.Block
	span  int  // columns that it covers; 0 means 1
	below bool // goes on with the cell above it, as a vertical merge does
}

// text joins the paragraphs of the cell. Automatic numbers are part of it: a column of them is often
// numbered by nothing else.
func (c cell) text() string {
	var parts []string
	for _, p := range c.paras {
		t := block.Normalise(strings.TrimSpace(p.Marker+" "+p.Text), false)
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// row is one row of a table. Where edges are given, one more than cells, spans are computed from them.
type row struct {
	cells []cell
	edges []int // positions of the cells' borders, in twips
	head  bool  // repeated on each page: it names the columns
}

// count counts a cell when it is made, so that a table is bounded before it is whole.
func (o *output) count() error {
	if o.cells++; o.cells > o.limits.Cells {
		return block.Failf(block.TooLarge, "the tables have more than %d cells, which is the limit", o.limits.Cells)
	}
	return nil
}

// table adds the rows of a table. Cells that go on with a merged cell stay empty; a table of a single
// column is a frame around text, and its paragraphs stay paragraphs.
func (o *output) table(rows []row) {
	alignEdges(rows)
	if isFrame(rows) {
		for _, r := range rows {
			for _, c := range r.cells {
				for _, p := range c.paras {
					o.add(p)
				}
			}
		}
		return
	}
	o.tables++
	markHeads(rows)
	var table []block.Block
	var heads [][]string
	for _, r := range rows {
		text := strings.TrimRight(strings.Join(r.texts(false), "\t"), "\t")
		if strings.TrimSpace(text) == "" {
			continue
		}
		b := block.Block{Text: text, Kind: block.Row, Table: o.tables}
		if r.head {
			b.Kind = block.RowHead
			heads = append(heads, r.texts(true))
		}
		table = append(table, b)
	}
	nameColumns(table, heads)
	o.Blocks = append(o.Blocks, table...)
}

// texts returns the text of each column. A cell over several columns stands in the first of them, or in
// all where it names them.
func (r row) texts(names bool) []string {
	var out []string
	for _, c := range r.cells {
		text := c.text()
		if c.below {
			text = ""
		}
		out = append(out, text)
		if !names {
			text = ""
		}
		for range min(c.span, maxColumns) - 1 {
			out = append(out, text)
		}
	}
	return out
}

// markHeads finds the rows of heads where a cell of the first row lies over several of the second: then
// these two name the columns, and the rows into which their cells go on.
func markHeads(rows []row) {
	if len(rows) < 3 || slices.ContainsFunc(rows, func(r row) bool { return r.head }) {
		return
	}
	below := rows[1].texts(false)
	parted, column := false, 0
	for _, c := range rows[0].cells {
		span := max(1, c.span)
		filled := 0
		for i := column; i < column+span && i < len(below); i++ {
			if below[i] != "" {
				filled++
			}
		}
		parted = parted || span > 1 && filled > 1
		column += span
	}
	if !parted {
		return
	}
	n := 2
	for n < len(rows)-1 && n < maxHeads && slices.ContainsFunc(rows[n].cells, func(c cell) bool { return c.below }) {
		n++
	}
	for i := range n {
		if strings.ContainsAny(strings.Join(rows[i].texts(false), ""), "0123456789０１２３４５６７８９") {
			return // a number is data
		}
	}
	for i := range n {
		rows[i].head = true
	}
}

const maxHeads = 4

const maxColumns = 63 // of a table in Word

func isFrame(rows []row) bool {
	for _, r := range rows {
		if len(r.cells) > 1 {
			return false
		}
	}
	return true
}

// nameColumns carries the names in the rows of heads to the rows below; without such rows the first row
// may be recognised as the head.
func nameColumns(rows []block.Block, heads [][]string) {
	if len(heads) == 0 || len(heads) == len(rows) {
		ptrs := make([]*block.Block, len(rows))
		for i := range rows {
			rows[i].Kind = block.Row
			ptrs[i] = &rows[i]
		}
		block.NameColumns(ptrs)
		return
	}
	columns := block.MergeHeads(heads)
	for i := range rows {
		if rows[i].Kind == block.Row {
			rows[i].Columns = columns
		}
	}
}

// sameEdge is how far apart two borders may be, in twips, that are meant to be one: hand-drawn tables
// are never exact.
const sameEdge = 80

// alignEdges gives each cell the number of columns that it covers, from the borders of all rows. A
// merged cell of the older formats is only a wider one.
func alignEdges(rows []row) {
	var all []int
	for _, r := range rows {
		if len(r.edges) != len(r.cells)+1 {
			return
		}
		all = append(all, r.edges...)
	}
	slices.Sort(all)
	var grid []int
	for _, e := range all {
		if len(grid) == 0 || e-grid[len(grid)-1] > sameEdge {
			grid = append(grid, e)
		}
	}
	column := func(edge int) int {
		at, _ := slices.BinarySearchFunc(grid, edge, func(g, e int) int { return g + sameEdge - e })
		return min(at, len(grid)-1)
	}
	for k, r := range rows {
		for i := range r.cells {
			r.cells[i].span = max(1, column(r.edges[i+1])-column(r.edges[i]))
		}
		// A row that begins further right than the others has nothing in the columns before.
		if n := column(r.edges[0]); n > 0 && n < maxColumns {
			rows[k].cells = slices.Insert(r.cells, 0, make([]cell, n)...)
		}
	}
}
