package sheet

import (
	"encoding/binary"
	"math"
	"path"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// Records of the binary parts of a packed workbook that are read (MS-XLSB 2.3).
const (
	brtRow         = 0
	brtCellRK      = 2
	brtCellError   = 3
	brtCellBool    = 4
	brtCellReal    = 5
	brtCellText    = 6
	brtCellShared  = 7
	brtFmlaText    = 8
	brtFmlaNumber  = 9
	brtFmlaBool    = 10
	brtFmlaError   = 11
	brtShared      = 19
	brtFormat      = 44
	brtXF          = 47
	brtColumn      = 60
	brtWorkbook    = 153
	brtSheet       = 156
	brtMerged      = 176
	brtBeginStyles = 617
	brtEndStyles   = 618
)

// ReadXLSB reads a packed workbook whose parts are binary (MS-XLSB).
func ReadXLSB(b []byte, limits block.Limits) (block.Page, error) {
	z, err := office.OpenZip(b, limits.Bytes)
	if err != nil {
		return block.Page{}, err
	}
	x := &xlsb{xlsx: &xlsx{book: newBook("xlsb/1", XLSB, limits), read: z.Read}}
	if z.Cut {
		x.Partly("the workbook was cut short")
	}
	const main = "xl/workbook.bin"
	book, err := z.Read(main)
	if len(book) == 0 {
		return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the workbook has no part " + main + "; a file saved by a spreadsheet would be right", Cause: err}
	}
	if err := x.shared(); err != nil {
		return block.Page{}, err
	}
	parts := map[string]string{}
	for _, r := range x.relations(relsOf(main), path.Dir(main)) {
		parts[r.ID] = r.Target
	}
	var grids []*grid
	var failed error
	binaryRecords(book, func(kind int, body []byte) bool {
		switch kind {
		case brtWorkbook:
			x.date1904 = u32(body, 0)&1 != 0
		case brtSheet:
			id, rest := wideText(cutFrom(body, 8))
			if parts[id] == "" {
				id, rest = wideText(cutFrom(body, 12)) // the first versions of Excel 2007 wrote one number more
			}
			name, _ := wideText(rest)
			var g *grid
			if g, failed = x.sheet(sheetRef{name: name, part: parts[id], hidden: u32(body, 0) != 0}); failed == nil {
				grids = append(grids, g)
			}
		}
		return failed == nil && len(grids) < 4096
	})
	if failed != nil {
		return block.Page{}, failed
	}
	return x.finish(grids)
}

// xlsb is the state of reading one workbook.
type xlsb struct{ *xlsx }

// binaryRecords walks the records of a part, whose kinds and lengths take one to four bytes of seven
// bits. It reports whether the part ends where a record does.
func binaryRecords(b []byte, visit func(kind int, body []byte) bool) bool {
	for len(b) > 0 {
		kind, n := int(b[0]), 1
		if b[0]&0x80 != 0 {
			if len(b) < 2 {
				return false
			}
			kind, n = int(b[0]&0x7f)|int(b[1]&0x7f)<<7, 2
		}
		b = b[n:]
		size := 0
		for i := 0; ; i++ {
			if i >= len(b) || i == 4 {
				return false
			}
			size |= int(b[i]&0x7f) << (7 * i)
			if b[i]&0x80 == 0 {
				b = b[i+1:]
				break
			}
		}
		if size > len(b) {
			return false
		}
		if !visit(kind, b[:size]) {
			return true
		}
		b = b[size:]
	}
	return true
}

func cutFrom(b []byte, n int) []byte { return b[min(n, len(b)):] }

// wideText reads a length and as many characters of two bytes.
func wideText(b []byte) (string, []byte) {
	n := int(min(u32(b, 0), 1<<24))
	b = cutFrom(b, 4)
	n = min(n, len(b)/2)
	return utf16At(b, n), b[2*n:]
}

// shared reads the texts and the formats of the workbook.
func (x *xlsb) shared() error {
	b, err := x.part("xl/sharedStrings.bin")
	if err != nil {
		return err
	}
	full := true
	binaryRecords(b, func(kind int, body []byte) bool {
		if kind == brtShared {
			text, _ := wideText(cutFrom(body, 1))
			x.strings = append(x.strings, text)
		}
		full = len(x.strings) < maxStrings
		return full
	})
	if !full {
		return block.Failf(block.TooLarge, "the workbook shares more than %d texts, which is the limit", maxStrings)
	}
	if b, err = x.part("xl/styles.bin"); err != nil {
		return err
	}
	own, styles := map[int]string{}, false
	binaryRecords(b, func(kind int, body []byte) bool {
		switch kind {
		case brtFormat:
			own[u16(body, 0)], _ = wideText(cutFrom(body, 2))
		case brtBeginStyles:
			styles = true
		case brtEndStyles:
			styles = false
		case brtXF:
			if styles {
				x.formats = append(x.formats, formatOf(u16(body, 2), own))
			}
		}
		return true
	})
	return nil
}

// sheet reads the cells of one sheet.
func (x *xlsb) sheet(ref sheetRef) (*grid, error) {
	g := newGrid(ref.name)
	g.hidden = ref.hidden
	b, err := x.part(ref.part)
	if err != nil {
		return nil, err
	}
	row := 0
	whole := binaryRecords(b, func(kind int, body []byte) bool {
		switch kind {
		case brtRow:
			row = int(min(u32(body, 0), maxRows))
			if len(body) > 11 && body[11]&0x10 != 0 {
				g.hiddenRows[row] = true
			}
		case brtColumn:
			if u16(body, 16)&1 != 0 {
				g.hideColumns(int(min(u32(body, 0), maxColumns)), int(min(u32(body, 4), maxColumns)))
			}
		case brtMerged:
			g.merge(area{int(u32(body, 0)), int(u32(body, 8)), int(u32(body, 4)), int(u32(body, 12))})
		default:
			if text, ok := x.cell(kind, body); ok {
				err = x.set(g, row, int(min(u32(body, 0), maxColumns)), text)
			}
		}
		return err == nil
	})
	switch {
	case len(b) == 0:
		g.broken = "has no part in the file"
	case !whole:
		g.broken = "breaks off"
	}
	return g, err
}

// cell writes the value of a cell as it is displayed; false for what is no cell.
func (x *xlsb) cell(kind int, b []byte) (string, bool) {
	if len(b) < 9 {
		return "", false
	}
	style := int(u32(b, 4) & 0xffffff)
	format := ""
	if style < len(x.formats) {
		format = x.formats[style]
	}
	switch kind {
	case brtCellRK:
		return Display(rk(u32(b, 8)), format, x.date1904), true
	case brtCellReal, brtFmlaNumber:
		if len(b) < 16 {
			return "", false
		}
		return Display(math.Float64frombits(binary.LittleEndian.Uint64(b[8:])), format, x.date1904), true
	case brtCellBool, brtFmlaBool:
		return boolean(b[8] != 0), true
	case brtCellError, brtFmlaError:
		return errorName(b[8]), true
	case brtCellText, brtFmlaText:
		text, _ := wideText(b[8:])
		return text, true
	case brtCellShared:
		if n := u32(b, 8); int64(n) < int64(len(x.strings)) {
			return x.strings[n], true
		}
	}
	return "", false
}
