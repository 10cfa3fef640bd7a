package sheet

import (
	"bytes"
	"errors"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// XLS is the media type of a binary workbook.
const XLS = office.Excel

// IsBIFF reports whether the bytes are a sheet of Excel 2 to 4, which has no box around it.
func IsBIFF(b []byte) bool {
	for _, head := range []string{"\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00"} {
		if bytes.HasPrefix(b, []byte(head)) && len(b) > 10 && b[6] == 0x10 && b[7] == 0 {
			return true
		}
	}
	return false
}

// ReadXLS reads a binary workbook of Excel 2 to 2003, or Kingsoft's .et.
func ReadXLS(b []byte, limits block.Limits) (block.Page, error) {
	x := &xls{book: newBook("xls/1", string(XLS), limits), page: charmap.Windows1252}
	stream := b
	if !IsBIFF(b) {
		ole, err := office.OpenOLE(b)
		if err != nil {
			return block.Page{}, err
		}
		name := "Workbook"
		for _, other := range []string{"WORKBOOK", "Book", "BOOK"} {
			if !ole.Has(name) {
				name = other
			}
		}
		if stream, err = ole.Stream(name); err != nil {
			if len(stream) == 0 {
				return block.Page{}, err
			}
			var e *block.Error
			if errors.As(err, &e) {
				x.Partly("%s", e.Reason)
			}
		}
	}
	sheets, err := x.workbook(stream)
	if err != nil {
		return block.Page{}, err
	}
	return x.finish(sheets)
}

// xls is the state of reading one binary workbook.
type xls struct {
	*book
	version int // 2 to 5, or 8 for Excel 97 and later
	page    encoding.Encoding
	strings []string
	own     map[int]string // number formats by index
	listed  int            // formats so far: before Excel 5 they are known by their place
	styles  []int          // index of the format of each style
	sheets  []xlsRef
}

type xlsRef struct {
	name   string
	at     int
	hidden bool
	cells  bool // not a chart or a macro sheet
}

// version tells the version of the file format by its first record.
func versionOf(kind int, body []byte) int {
	switch kind {
	case 0x0009:
		return 2
	case 0x0209:
		return 3
	case 0x0409:
		return 4
	case recBOF:
		if u16(body, 0) == 0x0600 {
			return 8
		}
		return 5
	}
	return 0
}

// workbook reads what all sheets share, then the sheets.
func (x *xls) workbook(stream []byte) ([]*grid, error) {
	r := &records{b: stream}
	first, ok := r.next()
	if x.version = versionOf(first.kind, first.body); !ok || x.version == 0 {
		return nil, block.Failf(block.Damaged, "the workbook does not begin as one of Excel does; a file saved anew would be right")
	}
	x.own = map[int]string{}
	if x.version < 5 {
		// A sheet is the whole file, and its formats stand before its cells.
		g := newGrid("")
		return []*grid{g}, x.cellsOf(g, r)
	}
	for {
		rec, ok := r.next()
		if !ok || rec.kind == recEOF {
			break
		}
		if err := x.global(rec); err != nil {
			return nil, err
		}
	}
	if len(x.sheets) == 0 {
		return nil, block.Failf(block.Damaged, "the workbook lists no sheet; a complete file would be right")
	}
	var out []*grid
	for _, ref := range x.sheets {
		if !ref.cells {
			continue
		}
		g := newGrid(ref.name)
		g.hidden = ref.hidden
		out = append(out, g)
		r := &records{b: stream, at: ref.at}
		head, ok := r.next()
		if !ok || versionOf(head.kind, head.body) == 0 {
			g.broken = "is not where the workbook says"
			continue
		}
		if err := x.cellsOf(g, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// global reads one record of what all sheets share.
func (x *xls) global(rec record) error {
	b := rec.body
	switch rec.kind {
	case recFilePass:
		return block.Failf(block.Encrypted, "the workbook is protected by a password; a copy without one would be right")
	case recDate1904:
		x.date1904 = u16(b, 0) == 1
	case recCodePage:
		if page := office.CodePage(u16(b, 0)); page != nil {
			x.page = page
		}
	case recBoundSheet:
		if len(b) > 6 && len(x.sheets) < 4096 {
			s := &segments{parts: [][]byte{b[7:]}}
			x.sheets = append(x.sheets, xlsRef{name: x.text(s, int(b[6])), at: int(u32(b, 0)), hidden: b[4]&3 != 0, cells: b[5] == 0})
		}
	case recSST:
		return x.sharedStrings(rec)
	case recFormat, recFormat23:
		x.format(b)
	case recXF:
		x.styles = append(x.styles, u16(b, 2))
	case recXF3, recXF4:
		if len(b) > 1 {
			x.styles = append(x.styles, int(b[1]))
		}
	}
	return nil
}

// text reads n characters in the way of the version.
func (x *xls) text(s *segments, n int) string {
	if x.version >= 8 {
		text, _ := s.unicode(n)
		return text
	}
	b, _ := s.take(n)
	return bytesText(b, x.page)
}

// format keeps a number format.
func (x *xls) format(b []byte) {
	switch {
	case x.version >= 8 && len(b) > 4:
		x.own[u16(b, 0)] = x.text(&segments{parts: [][]byte{b[4:]}}, u16(b, 2))
	case x.version == 5 && len(b) > 3:
		x.own[u16(b, 0)] = x.text(&segments{parts: [][]byte{b[3:]}}, int(b[2]))
	case x.version == 4 && len(b) > 3:
		x.own[x.listed] = x.text(&segments{parts: [][]byte{b[3:]}}, int(b[2]))
	case x.version < 4 && len(b) > 1:
		x.own[x.listed] = x.text(&segments{parts: [][]byte{b[1:]}}, int(b[0]))
	}
	x.listed++
}

// formatOf returns the number format of a style.
func (x *xls) formatOf(style int) string {
	if style < 0 || style >= len(x.styles) {
		return ""
	}
	if x.version < 5 {
		return x.own[x.styles[style]]
	}
	return formatOf(x.styles[style], x.own)
}

func (x *xls) sharedStrings(rec record) error {
	s := &segments{parts: append([][]byte{rec.body}, rec.more...)}
	head, ok := s.take(8)
	if !ok {
		return nil
	}
	count := int(u32(head, 4))
	for i := 0; i < count; i++ {
		n, ok := s.take(2)
		if !ok {
			x.Partly("the texts of the workbook break off after %d of %d", i, count)
			return nil
		}
		if i >= maxStrings {
			return block.Failf(block.TooLarge, "the workbook shares more than %d texts, which is the limit", maxStrings)
		}
		text, _ := s.unicode(u16(n, 0))
		x.strings = append(x.strings, text)
	}
	return nil
}

// utf16At reads n characters of two bytes.
func utf16At(b []byte, n int) string {
	var units []uint16
	for i := range min(n, len(b)/2) {
		units = append(units, uint16(u16(b, 2*i)))
	}
	return string(utf16.Decode(units))
}
