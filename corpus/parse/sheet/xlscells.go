package sheet

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// cellReader is the state of reading the cells of one sheet.
type cellReader struct {
	*xls
	grid    *grid
	nested  int // charts and other sheets inside
	pending struct {
		row, column int
		waits       bool // a formula whose text comes in the next record
	}
	style2 int // Excel 2: the style of the next cell, where it does not fit into the cell
}

// cellsOf reads the cells of a sheet up to its end.
func (x *xls) cellsOf(g *grid, r *records) error {
	c := &cellReader{xls: x, grid: g}
	for {
		rec, ok := r.next()
		if !ok {
			if r.cut {
				g.broken = "breaks off"
			}
			return nil
		}
		switch {
		case versionOf(rec.kind, rec.body) != 0 && len(rec.body) >= 4:
			c.nested++
			continue
		case rec.kind == recEOF && c.nested > 0:
			c.nested--
			continue
		case rec.kind == recEOF:
			return nil
		case c.nested > 0:
			continue
		}
		if err := c.take(rec); err != nil {
			return err
		}
	}
}

// take reads one record of a sheet.
func (c *cellReader) take(rec record) error {
	b := rec.body
	row, column, style := u16(b, 0), u16(b, 2), u16(b, 4)
	switch rec.kind {
	case recNumber:
		return c.number(row, column, style, f64(b, 6))
	case recRK:
		return c.number(row, column, style, rk(u32(b, 6)))
	case recMulRK:
		for i := 0; 4+6*(i+1)+2 <= len(b); i++ {
			if err := c.number(row, column+i, u16(b, 4+6*i), rk(u32(b, 6+6*i))); err != nil {
				return err
			}
		}
	case recLabelSST:
		if n := u32(b, 6); int64(n) < int64(len(c.strings)) {
			return c.set(c.grid, row, column, c.strings[n])
		}
	case recLabel, recRString:
		if len(b) > 8 {
			s := &segments{parts: append([][]byte{b[8:]}, rec.more...)}
			return c.set(c.grid, row, column, c.text(s, u16(b, 6)))
		}
	case recBoolErr:
		if len(b) > 7 {
			return c.set(c.grid, row, column, boolOrError(b[6], b[7]))
		}
	case recFormula, recFormula3, recFormula4:
		if c.version == 2 {
			return c.formula(b, 7)
		}
		return c.formula(b, 6)
	case recString, recString2:
		return c.formulaText(rec)
	case recRow:
		if c.version > 2 && u16(b, 12)&0x20 != 0 {
			c.grid.hiddenRows[u16(b, 0)] = true
		}
	case recColInfo:
		if u16(b, 8)&1 != 0 {
			c.grid.hideColumns(u16(b, 0), u16(b, 2))
		}
	case recMerged:
		for i := 2; i+8 <= len(b); i += 8 {
			c.grid.merge(area{u16(b, i), u16(b, i+4), u16(b, i+2), u16(b, i+6)})
		}
	case recTXO:
		c.box(rec)
	case recHLink:
		c.hyperlink(b)
	case recInteger2, recNumber2, recLabel2, recBoolErr2, recIXFE:
		return c.take2(rec)
	default:
		// Before Excel 5 a sheet holds what later versions share.
		if c.version < 5 || rec.kind == recFilePass {
			return c.global(rec)
		}
	}
	return nil
}

// take2 reads the records that Excel 2 alone has: its cells carry their properties themselves.
func (c *cellReader) take2(rec record) error {
	b := rec.body
	row, column := u16(b, 0), u16(b, 2)
	if rec.kind == recIXFE {
		c.style2 = u16(b, 0)
		return nil
	}
	if c.version != 2 || len(b) < 8 {
		return nil
	}
	format := int(b[5] & 0x3f)
	switch rec.kind {
	case recInteger2:
		return c.set(c.grid, row, column, Display(float64(u16(b, 7)), c.own[format], c.date1904))
	case recNumber2:
		return c.set(c.grid, row, column, Display(f64(b, 7), c.own[format], c.date1904))
	case recLabel2:
		return c.set(c.grid, row, column, c.text(&segments{parts: [][]byte{b[8:]}}, int(b[7])))
	case recBoolErr2:
		if len(b) > 8 {
			return c.set(c.grid, row, column, boolOrError(b[7], b[8]))
		}
	}
	return nil
}

func boolOrError(v, isError byte) string {
	if isError != 0 {
		return errorName(v)
	}
	return boolean(v != 0)
}

func (c *cellReader) number(row, column, style int, v float64) error {
	return c.set(c.grid, row, column, Display(v, c.formatOf(style), c.date1904))
}

// formula takes the value that was saved with a formula. A text comes in a record of its own.
func (c *cellReader) formula(b []byte, at int) error {
	if len(b) < at+8 {
		return nil
	}
	row, column := u16(b, 0), u16(b, 2)
	if u16(b, at+6) != 0xffff {
		if c.version == 2 {
			return c.set(c.grid, row, column, Display(f64(b, at), c.own[int(b[5]&0x3f)], c.date1904))
		}
		return c.number(row, column, u16(b, 4), f64(b, at))
	}
	switch b[at] {
	case 0:
		c.pending.row, c.pending.column, c.pending.waits = row, column, true
	case 1:
		return c.set(c.grid, row, column, boolean(b[at+2] != 0))
	case 2:
		return c.set(c.grid, row, column, errorName(b[at+2]))
	}
	return nil
}

func (c *cellReader) formulaText(rec record) error {
	if !c.pending.waits {
		return nil
	}
	c.pending.waits = false
	s := &segments{parts: append([][]byte{rec.body}, rec.more...)}
	size := 2
	if c.version == 2 {
		size = 1
	}
	head, ok := s.take(size)
	if !ok {
		return nil
	}
	n := int(head[0])
	if size == 2 {
		n = u16(head, 0)
	}
	return c.set(c.grid, c.pending.row, c.pending.column, c.text(s, n))
}

// box reads the text of a text box: its characters follow in a continuation.
func (c *cellReader) box(rec record) {
	n := u16(rec.body, 10)
	if c.version < 8 || n == 0 || len(rec.more) == 0 || len(rec.more[0]) == 0 || len(c.grid.boxes) >= maxBoxes {
		return
	}
	s := &segments{parts: rec.more, at: 1}
	text, _ := s.chars(n, rec.more[0][0]&1 == 1)
	c.grid.boxes = append(c.grid.boxes, strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })...)
}

// hyperlink reads the address of a link (MS-OSHARED 2.3.7.1): after the range and a class id come
// flags, optional names, and the moniker.
func (c *cellReader) hyperlink(b []byte) {
	row, column := u16(b, 0), u16(b, 4)
	at := 8 + 16 + 4
	flags := u32(b, at)
	at += 4
	if flags&1 == 0 {
		return
	}
	for _, bit := range []uint32{0x10, 0x80} { // a name to display, a frame
		if flags&bit != 0 {
			at += 4 + 2*int(min(u32(b, at), 1<<15))
		}
	}
	if flags&0x100 != 0 || at+20 > len(b) {
		return
	}
	urlMoniker := "\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b"
	if string(b[at:at+16]) != urlMoniker {
		return
	}
	n := int(min(u32(b, at+16), uint32(len(b)-at-20)))
	address, _, _ := strings.Cut(utf16At(b[at+20:], n/2), "\x00")
	c.link(block.Normalise(address, false), c.grid.rows[row][column])
}
