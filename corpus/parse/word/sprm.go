package word

import "iter"

// Property changes that are read (MS-DOC 2.6): their codes carry the length of what follows.
const (
	sprmHidden      = 0x083c
	sprmDeleted     = 0x0800
	sprmSymbol      = 0x6a09
	sprmFont        = 0x4a4f
	sprmStyle       = 0x4600
	sprmListLevel   = 0x260a
	sprmList        = 0x460b
	sprmOutline     = 0x2640
	sprmInTable     = 0x2416
	sprmRowEnd      = 0x2417
	sprmDepth       = 0x6649
	sprmInnerRowEnd = 0x244c
	sprmHuge        = 0x6646
	sprmHugeOld     = 0x6645
	sprmTable       = 0xd608
	sprmTabs        = 0xc615
	sprmVertMerge   = 0xd62b
	sprmTableHead   = 0x3404
)

// sprms walks a list of property changes. What does not fit any more ends the walk.
func sprms(b []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		for len(b) > 2 {
			code := u16(b, 0)
			b = b[2:]
			skip, n := 0, 0
			switch code >> 13 {
			case 0, 1:
				n = 1
			case 2, 4, 5:
				n = 2
			case 3:
				n = 4
			case 7:
				n = 3
			case 6:
				skip, n = 1, int(b[0])
				switch {
				case code == sprmTable && len(b) >= 2:
					skip, n = 2, max(0, u16(b, 0)-1)
				case code == sprmTabs && n == 255:
					return
				}
			}
			operand := cut(b, skip, n)
			if operand == nil || !yield(code, operand) {
				return
			}
			b = b[skip+n:]
		}
	}
}

// paraProps is what the properties of a paragraph say that matters here.
type paraProps struct {
	style   int
	list    int // index into the list references, from 1; 0 for none
	level   int // of the list
	outline int // level of a heading, from 1; 0 for none
	inTable bool
	rowEnd  bool
	depth   int // of nested tables, from 1
	head    bool
	edges   []int
	below   []bool // by cell: it goes on with the cell above
	huge    int    // bytes of changes in the data stream that were applied
}

// hugeChanges is the most that is read of the changes in the data stream; a row of 63 cells needs less.
const hugeChanges = 16 << 10

// apply lays property changes over p. Those in the data stream are followed once.
func (p *paraProps) apply(changes []byte, data []byte) {
	for code, v := range sprms(changes) {
		switch code {
		case sprmStyle:
			p.style = u16(v, 0)
		case sprmList:
			p.list = i16(v, 0)
		case sprmListLevel:
			p.level = int(v[0])
		case sprmOutline:
			p.outline = 0
			if v[0] < listDepth {
				p.outline = int(v[0]) + 1
			}
		case sprmInTable:
			p.inTable = v[0] != 0
		case sprmRowEnd:
			p.rowEnd = v[0] != 0
		case sprmDepth:
			p.depth = u32(v, 0)
		case sprmTableHead:
			p.head = v[0] != 0
		case sprmTable:
			p.readTable(v)
		case sprmVertMerge:
			if len(v) >= 2 && int(v[0]) < len(p.below) {
				p.below[v[0]] = v[1] == 1
			}
		case sprmHuge, sprmHugeOld:
			at := u32(v, 0)
			if huge := cut(data, at+2, min(u16(data, at), hugeChanges)); at >= 0 && len(huge) > 0 && p.huge == 0 {
				p.huge = len(huge)
				p.apply(huge, nil)
			}
		}
	}
}

// readTable reads the borders of the cells of a row, in twips, and which cells are merged (TDefTable).
func (p *paraProps) readTable(v []byte) {
	if len(v) == 0 {
		return
	}
	n := int(v[0])
	if n > maxColumns || len(v) < 1+2*(n+1) {
		return
	}
	p.edges, p.below = nil, make([]bool, n)
	for i := range n + 1 {
		p.edges = append(p.edges, i16(v, 1+2*i))
	}
	for i := range n {
		flags := u16(v, 1+2*(n+1)+20*i)
		p.below[i] = flags>>5&3 == 1
	}
}

// charProps are the properties of a character.
type charProps struct {
	hidden, deleted bool
	symbol          int // a character of a symbol font, or 0
	font            int // index of the font, or -1
}

func (p *charProps) apply(changes []byte) {
	for code, v := range sprms(changes) {
		switch code {
		case sprmHidden:
			p.hidden = v[0]&1 == 1
		case sprmDeleted:
			p.deleted = v[0]&1 == 1
		case sprmSymbol:
			p.font, p.symbol = u16(v, 0), u16(v, 2)
		case sprmFont:
			p.font = u16(v, 0)
		}
	}
}
