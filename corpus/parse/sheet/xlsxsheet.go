package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// sheet reads one sheet. What breaks off is kept as far as it goes; a limit ends the reading.
func (x *xlsx) sheet(ref sheetRef) (*grid, error) {
	g := newGrid(ref.name)
	g.hidden = ref.hidden
	b, err := x.part(ref.part)
	if err != nil {
		return nil, err
	}
	if len(b) == 0 {
		g.broken = "has no part in the file"
		return g, nil
	}
	rels := x.relations(relsOf(ref.part), path.Dir(ref.part))
	r := &rowReader{xlsx: x, grid: g, rels: map[string]relation{}, row: -1}
	for _, rel := range rels {
		r.rels[rel.ID] = rel
	}
	if err := r.run(office.Decoder(b)); err != nil {
		return nil, err
	}
	for _, rel := range rels {
		if path.Base(rel.Type) != "drawing" || rel.Mode == "External" {
			continue
		}
		if err := x.drawing(g, rel.Target); err != nil {
			return nil, err
		}
		for _, in := range x.relations(relsOf(rel.Target), path.Dir(rel.Target)) {
			if path.Base(in.Type) == "diagramData" {
				if err := x.drawing(g, in.Target); err != nil {
					return nil, err
				}
			}
		}
	}
	return g, nil
}

// rowReader is the state of reading the rows of a sheet.
type rowReader struct {
	*xlsx
	grid   *grid
	rels   map[string]relation
	row    int
	column int
}

func (r *rowReader) run(dec *xml.Decoder) error {
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			r.grid.broken = "breaks off: " + err.Error()
			return nil
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if err := r.element(dec, s); err != nil {
			var e *block.Error
			if errors.As(err, &e) {
				return err
			}
			r.grid.broken = "breaks off: " + err.Error()
			return nil
		}
	}
}

func (r *rowReader) element(dec *xml.Decoder, s xml.StartElement) error {
	switch s.Name.Local {
	case "col":
		from, errFrom := strconv.Atoi(attrOf(s, "min"))
		to, errTo := strconv.Atoi(attrOf(s, "max"))
		if isOn(attrOf(s, "hidden")) && errFrom == nil && errTo == nil {
			r.grid.hideColumns(from-1, to-1)
		}
	case "row":
		r.row, r.column = r.row+1, -1
		if n, err := strconv.Atoi(attrOf(s, "r")); err == nil {
			r.row = n - 1
		}
		if isOn(attrOf(s, "hidden")) {
			r.grid.hiddenRows[r.row] = true
		}
	case "c":
		return r.cell(dec, s)
	case "mergeCell":
		from, to, _ := strings.Cut(attrOf(s, "ref"), ":")
		top, left, okFrom := reference(from)
		bottom, right, okTo := reference(to)
		if okFrom && okTo {
			r.grid.merge(area{top, left, bottom, right})
		}
	case "hyperlink":
		for _, a := range s.Attr {
			if rel, ok := r.rels[a.Value]; ok && a.Name.Local == "id" && rel.Mode == "External" {
				row, column, _ := reference(attrOf(s, "ref"))
				r.link(rel.Target, r.grid.rows[row][column])
			}
		}
	case "oddHeader", "oddFooter", "rPh":
		return dec.Skip()
	}
	return nil
}

// cell reads the current c.
func (r *rowReader) cell(dec *xml.Decoder, s xml.StartElement) error {
	r.column++
	if row, column, ok := reference(attrOf(s, "r")); ok {
		r.row, r.column = row, column
	}
	kind := attrOf(s, "t")
	value, inline := "", ""
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				value, err = office.Characters(dec)
			case "is":
				inline, err = richText(dec)
			default:
				err = dec.Skip()
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			return r.set(r.grid, r.row, r.column, r.show(kind, value, inline, attrOf(s, "s")))
		}
	}
}

// show writes the value of a cell as it is displayed.
func (r *rowReader) show(kind, value, inline, style string) string {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(r.strings) {
			return ""
		}
		return r.strings[n]
	case "inlineStr":
		return inline
	case "str", "e":
		return value
	case "b":
		return boolean(strings.TrimSpace(value) == "1")
	case "d":
		return strings.TrimSuffix(value, "T00:00:00")
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return value
	}
	return Display(v, r.format(style), r.date1904)
}

func boolean(v bool) string {
	if v {
		return "TRUE"
	}
	return "FALSE"
}

// reference reads "AB12" as row 11 and column 27.
func reference(s string) (row, column int, ok bool) {
	i := 0
	for i < len(s) && s[i] >= 'A' && s[i] <= 'Z' && i < 4 {
		column = column*26 + int(s[i]-'A') + 1
		i++
	}
	first, _, _ := strings.Cut(s[i:], ":")
	row, err := strconv.Atoi(first)
	return row - 1, column - 1, err == nil && i > 0 && row > 0
}

// drawing reads the text boxes that lie on a sheet, a paragraph each.
func (x *xlsx) drawing(g *grid, part string) error {
	b, err := x.part(part)
	if err != nil || len(b) == 0 {
		return err
	}
	dec := office.Decoder(b)
	for {
		tok, err := dec.Token()
		if err != nil {
			return nil // what was read of a drawing stands
		}
		if s, ok := tok.(xml.StartElement); ok && s.Name.Local == "p" {
			text, err := richText(dec)
			if len(g.boxes) < maxBoxes {
				g.boxes = append(g.boxes, text)
			}
			if err != nil {
				return nil
			}
		}
	}
}

const maxBoxes = 10_000 // paragraphs in text boxes of a sheet

func attrOf(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isOn(v string) bool { return v == "1" || v == "true" }
