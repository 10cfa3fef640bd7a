package word

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// readTable reads the current w:tbl to rows.
func (d *docx) readTable(dec *xml.Decoder) error {
	var rows []row
	err := d.inside(dec, func(start xml.StartElement) (bool, error) {
		if start.Name.Local != "tr" {
			return d.changed(dec, start)
		}
		r, err := d.tableRow(dec)
		rows = append(rows, r)
		return true, err
	})
	d.table(rows)
	return err
}

// tableRow reads the current w:tr. A row that a tracked change has deleted has no cells.
func (d *docx) tableRow(dec *xml.Decoder) (r row, err error) {
	deleted := false
	err = d.inside(dec, func(start xml.StartElement) (bool, error) {
		switch start.Name.Local {
		case "tblHeader":
			r.head = isOn(start)
		case "gridBefore":
			if n, ok := number(attrOf(start, "val")); ok && n > 0 {
				r.cells = append(r.cells, make([]cell, min(n, maxColumns))...)
			}
		case "del":
			deleted = true
			return true, dec.Skip()
		case "tc":
			c, err := d.tableCell(dec)
			r.cells = append(r.cells, c)
			return true, errors.Join(err, d.count())
		}
		return false, nil
	})
	if deleted {
		for _, c := range r.cells {
			d.deleted += block.Inked(c.text())
		}
		r.cells = nil
	}
	return r, err
}

// tableCell reads the current w:tc; its paragraphs, and tables inside it, become one line.
func (d *docx) tableCell(dec *xml.Decoder) (c cell, err error) {
	c.span = 1
	err = d.inside(dec, func(start xml.StartElement) (bool, error) {
		switch start.Name.Local {
		case "gridSpan":
			if n, ok := number(attrOf(start, "val")); ok {
				c.span = max(1, min(n, maxColumns))
			}
		case "vMerge", "vmerge":
			c.below = attrOf(start, "val") != "restart"
		case "tcPrChange":
			return true, dec.Skip()
		case "p":
			p, err := d.paragraph(dec)
			c.addAll(p)
			return true, err
		default:
			return d.changed(dec, start)
		}
		return false, nil
	})
	return c, err
}

func (c *cell) addAll(p para) {
	if p.Marker != "" || strings.TrimSpace(p.Text) != "" {
		c.paras = append(c.paras, p.Block)
	}
	for _, b := range p.boxes {
		c.addAll(b)
	}
}

// openNote is a note that the text refers to.
type openNote struct {
	key  string // kind and id
	mark string
	text string // of Word 2003, where notes are inside the text
}

// reference gives a note its mark at the place of its first reference. Word numbers notes in the order
// of the text, whatever their ids; endnotes in Roman numerals unless told otherwise.
func (d *docx) reference(kind, id, custom string) string {
	kind = strings.TrimSuffix(kind, "Reference")
	key := kind + " " + id
	if mark, ok := d.numbered[key]; ok {
		return mark
	}
	mark := ""
	if custom != "1" && custom != "true" {
		if kind == "footnote" {
			d.shown[0]++
			mark = "[" + strconv.Itoa(d.shown[0]) + "]"
		} else {
			d.shown[1]++
			mark = "[" + office.Roman(d.shown[1]) + "]"
		}
	}
	d.numbered[key] = mark
	d.notes = append(d.notes, openNote{key: key, mark: mark})
	return mark
}

// inlineNote reads a note of Word 2003, which stands where it is referred to.
func (r *paraReader) inlineNote(dec *xml.Decoder, kind string) error {
	c, err := r.tableCell(dec)
	mark := r.reference(kind, "at "+strconv.Itoa(len(r.notes)), "")
	r.notes[len(r.notes)-1].text = c.text()
	r.write(mark)
	return err
}

// readNotes appends the notes, each as a line of its own, in the order of their marks.
func (d *docx) readNotes() {
	texts := map[string]string{}
	d.noteTexts(d.footnotes, "footnote", texts)
	d.noteTexts(d.endnotes, "endnote", texts)
	for _, kind := range []string{"footnote", "endnote"} {
		for _, n := range d.notes {
			if !strings.HasPrefix(n.key, kind+" ") {
				continue
			}
			text := n.text
			if text == "" {
				text = texts[n.key]
			}
			if text == "" {
				d.Warn("the %s %s has no text in the Word file", kind, n.mark)
				continue
			}
			d.add(block.Block{Text: strings.TrimSpace(n.mark + " " + text), Kind: block.Note})
		}
	}
}

// noteTexts reads the texts of the notes by their keys.
func (d *docx) noteTexts(body []byte, kind string, into map[string]string) {
	dec := office.Decoder(body)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			d.Warn("the notes of the Word file break off: %v", err)
			return
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != kind {
			continue
		}
		key := kind + " " + attrOf(start, "id")
		c, err := d.tableCell(dec)
		if into[key] == "" {
			into[key] = c.text()
		}
		if err != nil {
			d.Warn("the notes of the Word file break off: %v", err)
			return
		}
	}
}
