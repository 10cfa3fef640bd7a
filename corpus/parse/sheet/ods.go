package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// ODS is the media type of an OpenDocument spreadsheet.
const ODS = office.OpenSheet

// ReadODS reads an OpenDocument spreadsheet (ISO/IEC 26300). Its cells hold the text that was displayed.
func ReadODS(b []byte, limits block.Limits) (block.Page, error) {
	z, err := office.OpenZip(b, limits.Bytes)
	if err != nil {
		return block.Page{}, err
	}
	if err := office.OpenDocumentLocked(z); err != nil {
		return block.Page{}, err
	}
	o := &ods{book: newBook("ods/1", string(ODS), limits), hidden: map[string]bool{}}
	if z.Cut {
		o.Partly("the OpenDocument file was cut short")
	}
	body, err := z.Read("content.xml")
	var e *block.Error
	if errors.As(err, &e) && e.Kind == block.TooLarge {
		return block.Page{}, err
	}
	if len(body) == 0 {
		return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the OpenDocument file has no content.xml; a file saved by a spreadsheet would be right", Cause: err}
	}
	if err := o.run(office.Decoder(body)); err != nil {
		return block.Page{}, err
	}
	return o.finish(o.sheets)
}

// ods is the state of reading one spreadsheet.
type ods struct {
	*book
	sheets  []*grid
	hidden  map[string]bool // styles of hidden tables
	style   string
	grid    *grid
	row     int
	column  int
	repeats int // rows that the current one stands for
}

func (o *ods) run(dec *xml.Decoder) error {
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if o.grid == nil {
				return &block.Error{Kind: block.Damaged, Reason: "the spreadsheet is broken; a file saved anew would be right", Cause: err}
			}
			o.grid.broken = "breaks off: " + err.Error()
			return nil
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if err := o.element(dec, s); err != nil {
			var e *block.Error
			if errors.As(err, &e) || o.grid == nil {
				return err
			}
			o.grid.broken = "breaks off: " + err.Error()
			return nil
		}
	}
}

func (o *ods) element(dec *xml.Decoder, s xml.StartElement) error {
	switch s.Name.Local {
	case "style":
		o.style = attrOf(s, "name")
	case "table-properties":
		o.hidden[o.style] = attrOf(s, "display") == "false"
	case "table":
		o.grid = newGrid(attrOf(s, "name"))
		o.grid.hidden = o.hidden[attrOf(s, "style-name")]
		o.sheets = append(o.sheets, o.grid)
		o.row, o.repeats = -1, 1
	case "tracked-changes":
		return dec.Skip()
	}
	if o.grid == nil {
		return nil
	}
	switch s.Name.Local {
	case "table-row":
		o.row += o.repeats
		o.column, o.repeats = -1, times(s, "number-rows-repeated", maxRows)
		if o.row < 0 {
			o.row = 0
		}
		if v := attrOf(s, "visibility"); v == "collapse" || v == "filter" {
			for i := range min(o.repeats, 10_000) {
				o.grid.hiddenRows[o.row+i] = true
			}
		}
	case "table-cell", "covered-table-cell":
		return o.cell(dec, s)
	case "shapes":
		return dec.Skip()
	}
	return nil
}

// times reads how often a thing is repeated.
func times(s xml.StartElement, name string, most int) int {
	n, err := strconv.Atoi(attrOf(s, name))
	if err != nil {
		return 1
	}
	return max(1, min(n, most))
}

// cell reads the current cell: its paragraphs are the text that was displayed.
func (o *ods) cell(dec *xml.Decoder, s xml.StartElement) error {
	n := times(s, "number-columns-repeated", maxColumns)
	across, down := times(s, "number-columns-spanned", maxColumns), times(s, "number-rows-spanned", maxRows)
	from := o.column + 1
	o.column += n
	if across > 1 || down > 1 {
		o.grid.merge(area{o.row, from, o.row + down - 1, from + across - 1})
	}
	text, err := o.paragraphs(dec)
	if strings.TrimSpace(text) != "" && s.Name.Local == "table-cell" {
		for r := range o.repeats {
			for c := range n {
				if err := o.set(o.grid, o.row+r, from+c, text); err != nil {
					return err
				}
			}
		}
	}
	return err
}

// paragraphs reads the current element: what its paragraphs say, without comments.
func (o *ods) paragraphs(dec *xml.Decoder) (string, error) {
	var parts []string
	var b strings.Builder
	open := 0
	for depth := 1; depth > 0; {
		tok, err := dec.Token()
		if err != nil {
			return strings.Join(parts, " "), err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "annotation":
				if err := dec.Skip(); err != nil {
					return strings.Join(parts, " "), err
				}
				continue
			case "s", "tab", "line-break":
				b.WriteByte(' ')
			case "p":
				open++
			case "a":
				o.link(attrOf(t, "href"), "")
			}
			depth++
		case xml.EndElement:
			depth--
			if t.Name.Local == "p" && open > 0 {
				if open--; open == 0 {
					parts = append(parts, b.String())
					b.Reset()
				}
			}
		case xml.CharData:
			if open > 0 {
				b.Write(t)
			}
		}
	}
	return strings.Join(parts, " "), nil
}
