package parse

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// table reads the current w:tbl to rows. Cells that continue a merged cell above stay empty.
func (d *docx) table(dec *xml.Decoder) error {
	d.tables++
	id := d.tables
	var rows []line
	err := d.inside(dec, func(start xml.StartElement) (bool, error) {
		if start.Name.Local != "tr" {
			return false, nil
		}
		cells, head, err := d.tableRow(dec)
		text := strings.TrimRight(strings.Join(cells, "\t"), "\t")
		if strings.TrimSpace(text) != "" {
			b := block.Block{Text: text, Kind: block.Row, Table: id}
			if head {
				b.Kind = block.RowHead
			}
			rows = append(rows, line{Block: b})
		}
		return true, err
	})
	nameWordTable(rows)
	for _, l := range rows {
		// A table of one column is a frame around text.
		if !strings.Contains(l.Text, "\t") && isFrame(rows) {
			l.Kind, l.Table, l.Columns = block.Para, 0, nil
		}
		d.blocks = append(d.blocks, l.Block)
	}
	return err
}

func isFrame(rows []line) bool {
	for _, r := range rows {
		if strings.Contains(r.Text, "\t") {
			return false
		}
	}
	return true
}

// nameWordTable carries the column heads of repeated head rows to the rows; without such rows the
// first row may be recognised as the head.
func nameWordTable(rows []line) {
	var heads [][]string
	for _, r := range rows {
		if r.Kind == block.RowHead {
			heads = append(heads, strings.Split(r.Text, "\t"))
		}
	}
	if len(heads) == 0 || len(heads) == len(rows) {
		for i := range rows {
			rows[i].Kind = block.Row
		}
		nameTable(rows)
		return
	}
	columns := mergeHeads(heads)
	for i := range rows {
		if rows[i].Kind == block.Row {
			rows[i].Columns = columns
		}
	}
}

// tableRow reads the current w:tr.
func (d *docx) tableRow(dec *xml.Decoder) (cells []string, head bool, err error) {
	err = d.inside(dec, func(start xml.StartElement) (bool, error) {
		switch start.Name.Local {
		case "tblHeader":
			head = attrOf(start, "val") != "0" && attrOf(start, "val") != "false"
		case "gridBefore":
			if n, used := leadNumber(attrOf(start, "val")); used > 0 {
				cells = append(cells, make([]string, min(n, 60))...)
			}
		case "tc":
			text, span, err := d.tableCell(dec)
			if d.cells++; d.cells > d.opt.MaxCells {
				return true, errors.Join(err, block.Failf(TooLarge, "the tables have more than %d cells", d.opt.MaxCells))
			}
			cells = append(cells, text)
			for range span - 1 {
				cells = append(cells, "")
			}
			return true, err
		}
		return false, nil
	})
	return cells, head, err
}

// tableCell reads the current w:tc; its paragraphs, and tables inside it, become one line.
func (d *docx) tableCell(dec *xml.Decoder) (text string, span int, err error) {
	span = 1
	var parts []string
	err = d.inside(dec, func(start xml.StartElement) (bool, error) {
		switch start.Name.Local {
		case "gridSpan":
			if n, used := leadNumber(attrOf(start, "val")); used > 0 {
				span = max(1, min(n, 60))
			}
		case "p":
			b, err := d.paragraph(dec)
			if t := block.Normalise(b.Text, false); t != "" {
				parts = append(parts, t)
			}
			return true, err
		case "del", "moveFrom":
			return true, d.skipDeleted(dec)
		}
		return false, nil
	})
	return strings.Join(parts, " "), span, err
}

// notes appends footnotes or endnotes, each as a line of its own.
func (d *docx) notes(body []byte) {
	if body == nil {
		return
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			d.warnings = append(d.warnings, "the notes of the Word file break off: "+err.Error())
			return
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "footnote" && start.Name.Local != "endnote" {
			continue
		}
		kind, id := attrOf(start, "type"), attrOf(start, "id")
		text, _, err := d.tableCell(dec)
		if text != "" && kind != "separator" && kind != "continuationSeparator" {
			d.add(block.Block{Text: "[" + id + "] " + text, Kind: block.Note})
		}
		if err != nil {
			d.warnings = append(d.warnings, "the notes of the Word file break off: "+err.Error())
			return
		}
	}
}
