package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// writer collects the lines of one document.
type writer struct {
	page   block.Page
	limits block.Limits
	tables int
	cells  int
	err    error // the limit that was met
}

// add appends a block, its text folded; one without words is left out.
func (w *writer) add(b block.Block) {
	b.Text = block.Normalise(b.Text, b.Kind == block.Row || b.Kind == block.RowHead)
	if strings.TrimSpace(b.Text) == "" {
		return
	}
	w.page.Blocks = append(w.page.Blocks, b)
}

func (w *writer) para(text, within string) { w.add(block.Block{Text: text, Within: within}) }

func (w *writer) heading(text string, level int, within string) {
	w.add(block.Block{Text: text, Kind: block.Heading, Level: level, Within: within})
}

// drop tells of a part that is not in the text.
func (w *writer) drop(what, why string) {
	for _, d := range w.page.Dropped {
		if d.What == what {
			return
		}
	}
	w.page.Dropped = append(w.page.Dropped, block.Drop{What: what, Why: why})
}

// cell is one of a table, and how many columns it reaches over; 0 means one.
type cell struct {
	text string
	span int
}

// table writes rows of cells; the first heads rows name the columns. It takes from the page's budget of cells.
func (w *writer) table(rows [][]cell, heads int, within string, quoted bool) {
	w.tables++
	var made []*block.Block
	var columns []string
	for i, cells := range rows {
		texts, names := spread(cells)
		if w.cells += len(texts); w.cells > w.limits.Cells {
			w.err = block.Failf(block.TooLarge, "the tables have more than %d cells, which is the limit", w.limits.Cells)
			return
		}
		b := &block.Block{Text: strings.TrimRight(strings.Join(texts, "\t"), "\t"), Kind: block.Row, Table: w.tables, Within: within, Quoted: quoted}
		if i < heads {
			b.Kind = block.RowHead
			columns = joinHeads(columns, names)
		} else {
			b.Columns = columns
		}
		made = append(made, b)
	}
	if heads == 0 {
		block.NameColumns(made)
	}
	for _, b := range made {
		w.add(*b)
	}
}

// spread gives each column its text: a cell that reaches over several stands in the first, and names
// all of them where it is a head.
func spread(cells []cell) (texts, names []string) {
	for _, c := range cells {
		text := block.Normalise(c.text, false)
		for k := range min(max(c.span, 1), 60) {
			names = append(names, text)
			if k == 0 {
				texts = append(texts, text)
			} else {
				texts = append(texts, "")
			}
		}
	}
	return texts, names
}

// joinHeads lays a row of heads under the ones before it.
func joinHeads(above, row []string) []string {
	out := make([]string, max(len(above), len(row)))
	for i := range out {
		var parts []string
		if i < len(above) && above[i] != "" {
			parts = append(parts, above[i])
		}
		if i < len(row) && row[i] != "" && (i >= len(above) || row[i] != above[i]) {
			parts = append(parts, row[i])
		}
		out[i] = strings.Join(parts, " ")
	}
	return out
}

// inked counts what a reader of the document sees.
func inked(blocks []block.Block) int {
	n := 0
	for _, b := range blocks {
		n += block.Inked(b.Text)
	}
	return n
}

// link adds an attachment once.
func (w *writer) link(url, text string) {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return
	}
	for _, a := range w.page.Attachments {
		if a.URL == url {
			return
		}
	}
	if len(w.page.Attachments) < 5000 {
		w.page.Attachments = append(w.page.Attachments, block.Link{URL: url, Text: text})
	}
}
