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

// The media types of packed workbooks.
const (
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
)

// ReadXLSX reads a packed workbook (ISO/IEC 29500, transitional or strict), cell by cell.
func ReadXLSX(b []byte, limits block.Limits) (block.Page, error) {
	z, err := office.OpenZip(b, limits.Bytes)
	if err != nil {
		return block.Page{}, err
	}
	x := &xlsx{book: newBook("xlsx/1", XLSX, limits), read: z.Read}
	if z.Cut {
		x.Partly("the workbook was cut short")
	}
	main := x.target("_rels/.rels", "", "/officeDocument", "xl/workbook.xml")
	sheets, err := x.workbook(main)
	if err != nil {
		return block.Page{}, err
	}
	var grids []*grid
	for _, s := range sheets {
		g, err := x.sheet(s)
		if err != nil {
			return block.Page{}, err
		}
		grids = append(grids, g)
	}
	return x.finish(grids)
}

// xlsx is the state of reading one packed workbook.
type xlsx struct {
	*book
	read    func(name string) ([]byte, error)
	strings []string
	formats []string // by the style of a cell
}

// sheetRef names a sheet and its part.
type sheetRef struct {
	name, part string
	hidden     bool
}

// part reads a part that the workbook can do without; only a limit ends the reading.
func (x *xlsx) part(name string) ([]byte, error) {
	b, err := x.read(name)
	var e *block.Error
	if errors.As(err, &e) && e.Kind == block.TooLarge {
		return nil, err
	}
	if err != nil {
		x.Warn("a part of the workbook could not be read: %v", err)
	}
	return b, nil
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations reads what a part points at, as names in the package or as addresses outside.
func (x *xlsx) relations(name, folder string) []relation {
	b, err := x.read(name)
	if err != nil || len(b) == 0 {
		return nil
	}
	var doc struct {
		Rels []relation `xml:"Relationship"`
	}
	if office.Decoder(b).Decode(&doc) != nil {
		return nil
	}
	for i, r := range doc.Rels {
		if r.Mode == "External" {
			continue
		}
		target := strings.ReplaceAll(r.Target, "\\", "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		doc.Rels[i].Target = path.Clean(target)[1:]
	}
	return doc.Rels
}

func (x *xlsx) target(rels, folder, kind, usual string) string {
	for _, r := range x.relations(rels, folder) {
		if strings.HasSuffix(r.Type, kind) && r.Mode != "External" {
			return r.Target
		}
	}
	return usual
}

func relsOf(part string) string { return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels") }

// workbook reads the list of sheets and what all of them share.
func (x *xlsx) workbook(main string) ([]sheetRef, error) {
	b, err := x.read(main)
	if len(b) == 0 {
		return nil, &block.Error{Kind: block.Damaged, Reason: "the workbook has no part " + main + "; a file saved by a spreadsheet would be right", Cause: err}
	}
	var doc struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := office.Decoder(b).Decode(&doc); err != nil && len(doc.Sheets) == 0 {
		return nil, &block.Error{Kind: block.Damaged, Reason: "the list of sheets is broken; a file saved anew would be right", Cause: err}
	}
	x.date1904 = doc.Pr.Date1904 == "1" || doc.Pr.Date1904 == "true"
	folder := path.Dir(main)
	parts := map[string]string{}
	shared, styles := path.Join(folder, "sharedStrings.xml"), path.Join(folder, "styles.xml")
	for _, r := range x.relations(relsOf(main), folder) {
		parts[r.ID] = r.Target
		switch path.Base(r.Type) {
		case "sharedStrings":
			shared = r.Target
		case "styles":
			styles = r.Target
		}
	}
	if b, err = x.part(styles); err != nil {
		return nil, err
	}
	x.formats = cellFormats(b)
	if b, err = x.part(shared); err != nil {
		return nil, err
	}
	if err := x.sharedStrings(b); err != nil {
		return nil, err
	}
	var out []sheetRef
	for _, s := range doc.Sheets {
		ref := sheetRef{name: s.Name, hidden: s.State == "hidden" || s.State == "veryHidden"}
		for _, a := range s.Attrs {
			if a.Name.Local == "id" {
				ref.part = parts[a.Value]
			}
		}
		out = append(out, ref)
	}
	return out, nil
}

// cellFormats returns the number format of each style of a cell.
func cellFormats(b []byte) []string {
	var doc struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			ID int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if len(b) == 0 || office.Decoder(b).Decode(&doc) != nil && len(doc.Cells) == 0 {
		return nil
	}
	own := map[int]string{}
	for _, f := range doc.Formats {
		own[f.ID] = f.Code
	}
	var out []string
	for _, c := range doc.Cells {
		out = append(out, formatOf(c.ID, own))
	}
	return out
}

// formatOf returns the format of an index: the file's own, or the one that all programs know. The
// short date of the system stays one where a file spells it out under its built-in index.
func formatOf(id int, own map[int]string) string {
	if id == 14 || id == 22 {
		return builtin[id]
	}
	if f, ok := own[id]; ok {
		return f
	}
	return builtin[id]
}

// sharedStrings reads the texts that cells refer to. Phonetic guides are left out.
func (x *xlsx) sharedStrings(b []byte) error {
	dec := office.Decoder(b)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			x.Partly("the texts of the workbook break off: %v", err)
			return nil
		}
		if s, ok := tok.(xml.StartElement); ok && s.Name.Local == "si" {
			if len(x.strings) >= maxStrings {
				return block.Failf(block.TooLarge, "the workbook shares more than %d texts, which is the limit", maxStrings)
			}
			text, err := richText(dec)
			x.strings = append(x.strings, text)
			if err != nil {
				x.Partly("the texts of the workbook break off: %v", err)
				return nil
			}
		}
	}
}

const maxStrings = 2_000_000

// richText reads the current element to its end: the text of all t in it, but for phonetic guides.
func richText(dec *xml.Decoder) (string, error) {
	var b strings.Builder
	inText := false
	for depth := 1; depth > 0; {
		tok, err := dec.Token()
		if err != nil {
			return b.String(), err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := dec.Skip(); err != nil {
					return b.String(), err
				}
				continue
			}
			depth++
			inText = t.Name.Local == "t"
		case xml.EndElement:
			depth--
			inText = false
		case xml.CharData:
			if inText {
				b.Write(t)
			}
		}
	}
	return b.String(), nil
}

// format returns the number format of a style's index.
func (x *xlsx) format(style string) string {
	n, err := strconv.Atoi(style)
	if err != nil || n < 0 || n >= len(x.formats) {
		return ""
	}
	return x.formats[n]
}
