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

// XML2003 is the media type that stands for a workbook in the XML of Excel 2003.
const XML2003 = "application/vnd.ms-excel+xml"

// ReadXML reads a workbook in the XML of Excel 2003, which many offices still export.
func ReadXML(b []byte, limits block.Limits) (block.Page, error) {
	text, warnings := block.Decode(b, "", true)
	x := &xml2003{book: newBook("xls-xml/1", XML2003, limits), formats: map[string]string{}, parents: map[string]string{}}
	x.Warnings = warnings
	dec := office.Decoder([]byte(text))
	var sheets []*grid
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if len(sheets) == 0 {
				return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the workbook is broken XML; a file saved anew would be right", Cause: err}
			}
			x.grid.broken = "breaks off: " + err.Error()
			break
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if s.Name.Local == "Worksheet" {
			x.grid = newGrid(attrOf(s, "Name"))
			x.row, x.column = -1, -1
			sheets = append(sheets, x.grid)
			continue
		}
		if err := x.element(dec, s); err != nil {
			var e *block.Error
			if errors.As(err, &e) || x.grid == nil {
				return block.Page{}, err
			}
			x.grid.broken = "breaks off: " + err.Error()
			break
		}
	}
	return x.finish(sheets)
}

// xml2003 is the state of reading one workbook.
type xml2003 struct {
	*book
	formats map[string]string // of the styles
	parents map[string]string
	style   string
	grid    *grid
	row     int
	column  int
}

func (x *xml2003) element(dec *xml.Decoder, s xml.StartElement) error {
	switch s.Name.Local {
	case "Style":
		x.style = attrOf(s, "ID")
		x.parents[x.style] = attrOf(s, "Parent")
	case "NumberFormat":
		x.formats[x.style] = namedFormat(attrOf(s, "Format"))
	case "Date1904":
		x.date1904 = true
	}
	if x.grid == nil {
		return nil
	}
	switch s.Name.Local {
	case "Column":
		if isOn(attrOf(s, "Hidden")) {
			if n, err := strconv.Atoi(attrOf(s, "Index")); err == nil {
				x.grid.hideColumns(n-1, n-1)
			}
		}
	case "Row":
		x.row, x.column = next(x.row, attrOf(s, "Index")), -1
		if isOn(attrOf(s, "Hidden")) {
			x.grid.hiddenRows[x.row] = true
		}
	case "Cell":
		return x.cell(dec, s)
	case "Visible":
		text, err := office.Characters(dec)
		x.grid.hidden = strings.HasPrefix(strings.TrimSpace(text), "SheetHidden") || strings.HasPrefix(strings.TrimSpace(text), "SheetVeryHidden")
		return err
	}
	return nil
}

// next counts one on, or jumps to where an index from 1 says.
func next(at int, index string) int {
	if n, err := strconv.Atoi(index); err == nil && n > 0 {
		return n - 1
	}
	return at + 1
}

// cell reads the current Cell.
func (x *xml2003) cell(dec *xml.Decoder, s xml.StartElement) error {
	x.column = next(x.column, attrOf(s, "Index"))
	across, _ := strconv.Atoi(attrOf(s, "MergeAcross"))
	down, _ := strconv.Atoi(attrOf(s, "MergeDown"))
	across, down = max(0, min(across, maxColumns)), max(0, min(down, maxRows))
	if across > 0 || down > 0 {
		x.grid.merge(area{x.row, x.column, x.row + down, x.column + across})
	}
	x.link(attrOf(s, "HRef"), "")
	column := x.column
	x.column += across
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local != "Data" {
				if err := dec.Skip(); err != nil {
					return err
				}
				continue
			}
			text, err := office.AllCharacters(dec)
			if err != nil {
				return err
			}
			if err := x.set(x.grid, x.row, column, x.show(attrOf(t, "Type"), text, attrOf(s, "StyleID"))); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (x *xml2003) show(kind, text, style string) string {
	switch kind {
	case "Number":
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return text
		}
		return Display(v, x.format(style), x.date1904)
	case "DateTime":
		return strings.TrimSuffix(strings.TrimSuffix(strings.Replace(text, "T", " ", 1), ".000"), " 00:00:00")
	case "Boolean":
		return boolean(strings.TrimSpace(text) == "1")
	}
	return text
}

// format returns the number format of a style, its own or an inherited one.
func (x *xml2003) format(style string) string {
	for range 8 {
		if f, ok := x.formats[style]; ok {
			return f
		}
		style = x.parents[style]
	}
	return x.formats["Default"]
}

// namedFormat spells out the formats that this XML calls by name.
func namedFormat(name string) string {
	switch name {
	case "Fixed":
		return "0.00"
	case "Standard":
		return "#,##0.00"
	case "Percent":
		return "0.00%"
	case "Scientific":
		return "0.00E+00"
	case "Short Date", "General Date", "Long Date", "Medium Date":
		return "yyyy-mm-dd"
	case "Short Time", "Medium Time", "Long Time":
		return "h:mm:ss"
	case "General Number":
		return ""
	}
	return name
}
