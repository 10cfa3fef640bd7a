package sheet

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// book collects the sheets of a workbook.
type book struct {
	block.Page
	limits   block.Limits
	cells    int
	text     int64
	spread   int // cells with the empty ones between them
	tables   int
	date1904 bool
	links    map[string]bool
}

func newBook(parser, mediaType string, limits block.Limits) *book {
	return &book{Page: block.Page{Parser: parser, MediaType: mediaType}, limits: limits, links: map[string]bool{}}
}

// grid is one sheet as it is read: filled cells alone, in any order.
type grid struct {
	name       string
	hidden     bool
	rows       map[int]map[int]string
	order      []int // of the rows, as they came
	hiddenRows map[int]bool
	hiddenCols []columns
	merged     []area
	boxes      []string // text boxes
	broken     string   // why the sheet is not whole
}

// columns is a range of columns, from 0, both ends included.
type columns struct{ from, to int }

func newGrid(name string) *grid {
	return &grid{name: name, rows: map[int]map[int]string{}, hiddenRows: map[int]bool{}}
}

// area is a block of cells, all ends included.
type area struct{ top, left, bottom, right int }

// merge notes merged cells, as many as can matter to the heads of tables.
func (g *grid) merge(a area) {
	if len(g.merged) < 10_000 && a.top >= 0 && a.left >= 0 && a.bottom < maxRows && a.right < maxColumns {
		g.merged = append(g.merged, a)
	}
}

// hideColumns notes hidden columns; a file may name as many ranges as it has columns.
func (g *grid) hideColumns(from, to int) {
	if len(g.hiddenCols) < maxColumns {
		g.hiddenCols = append(g.hiddenCols, columns{from, to})
	}
}

// unseen counts the filled rows and columns that are hidden.
func (g *grid) unseen() (rows, cols int) {
	used := map[int]bool{}
	for r, cells := range g.rows {
		if g.hiddenRows[r] {
			rows++
		}
		for c := range cells {
			used[c] = true
		}
	}
	for c := range used {
		for _, h := range g.hiddenCols {
			if h.from <= c && c <= h.to {
				cols++
				break
			}
		}
	}
	return rows, cols
}

// Rows and columns of the largest sheet that programs allow.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
)

// set fills a cell, counted from 0. Cells outside of the largest sheet are left out; a cell that is
// set twice keeps the last text.
func (b *book) set(g *grid, row, column int, text string) error {
	text = block.Normalise(text, false)
	if text == "" || row < 0 || row >= maxRows || column < 0 || column >= maxColumns {
		return nil
	}
	if b.cells++; b.cells > b.limits.Cells {
		return block.Failf(block.TooLarge, "the workbook has more than %d filled cells, which is the limit", b.limits.Cells)
	}
	if b.text += int64(len(text)); b.text > b.limits.Bytes {
		return block.Failf(block.TooLarge, "the cells of the workbook hold more than %d bytes, which is the limit", b.limits.Bytes)
	}
	cells := g.rows[row]
	if cells == nil {
		cells = map[int]string{}
		g.rows[row] = cells
		g.order = append(g.order, row)
	}
	cells[column] = text
	return nil
}

// maxSpread is how many cells, empty ones between filled ones included, may stand for one that is
// counted: a cell at the far end of each row would otherwise cost its whole row.
const maxSpread = 20

// link keeps an address that a cell points at, once.
func (b *book) link(address, text string) {
	address = strings.TrimSpace(address)
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") || len(address) > maxLink || b.links[address] || len(b.links) >= 1000 {
		return
	}
	b.links[address] = true
	b.Attachments = append(b.Attachments, block.Link{URL: address, Text: block.Normalise(text, false)})
}

const maxLink = 2048 // bytes of an address; browsers take no more

// defaultName is what programs call a sheet that nobody named.
var defaultName = regexp.MustCompile(`(?i)^(sheet|工作表|table|tabelle|feuil|hoja|sheet_?)\s*1?$`)

// finish makes blocks of the sheets.
func (b *book) finish(sheets []*grid) (block.Page, error) {
	shown := 0
	for _, g := range sheets {
		if !g.hidden && (len(g.rows) > 0 || len(g.boxes) > 0) {
			shown++
		}
	}
	for _, g := range sheets {
		b.report(g)
		if g.hidden || len(g.rows) == 0 && len(g.boxes) == 0 {
			continue
		}
		if name := block.Normalise(g.name, false); name != "" && (shown > 1 || !defaultName.MatchString(name)) {
			b.Blocks = append(b.Blocks, block.Block{Text: name, Kind: block.Heading, Level: 1})
		}
		rows, err := b.layout(g)
		if err != nil {
			return block.Page{}, err
		}
		b.Blocks = append(b.Blocks, rows...)
		for _, text := range g.boxes {
			if text = block.Normalise(text, false); text != "" {
				b.Blocks = append(b.Blocks, block.Block{Text: text})
			}
		}
	}
	for _, bl := range b.Blocks {
		b.Visible += block.Inked(bl.Text)
	}
	return b.Page, nil
}

// report says what of a sheet is hidden or missing.
func (b *book) report(g *grid) {
	if g.hidden && len(g.rows) > 0 {
		b.Dropped = append(b.Dropped, block.Drop{What: fmt.Sprintf("the sheet %q (%d rows)", g.name, len(g.rows)), Why: "it is hidden"})
	}
	if g.broken != "" {
		b.Miss(corpus.GapSheet, g.name, "the sheet %q %s", g.name, g.broken)
	}
	if g.hidden {
		return
	}
	rows, cols := g.unseen()
	if rows > 0 {
		b.Warn("%d hidden rows of the sheet %q are part of the text", rows, g.name)
	}
	if cols > 0 {
		b.Warn("%d hidden columns of the sheet %q are part of the text", cols, g.name)
	}
}
