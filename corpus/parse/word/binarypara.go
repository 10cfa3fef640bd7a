package word

import (
	"sort"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// paragraph is one paragraph with its end.
type paragraph struct {
	block.Block
	props     paraProps
	next      int    // the character after its mark
	cellEnd   bool   // the mark ends a cell, or a row
	afterCell bool   // the character before it ended a cell
	boxes     []span // text boxes anchored in it
}

// Characters with a meaning of their own (MS-DOC 2.4.1 and 2.8.25).
const (
	charPicture    = 0x01
	charNote       = 0x02
	charComment    = 0x05
	charCellEnd    = 0x07
	charShape      = 0x08
	charTab        = 0x09
	charLine       = 0x0b
	charPage       = 0x0c
	charPara       = 0x0d
	charColumn     = 0x0e
	charFieldBegin = 0x13
	charFieldSep   = 0x14
	charFieldEnd   = 0x15
	charHyphen     = 0x1e
	charSoftHyphen = 0x1f
	charSymbol     = 0x28
)

// paragraph reads from a character up to the next mark.
func (d *legacy) paragraph(from, limit int) paragraph {
	var p paragraph
	var fields fieldStack
	var out []uint16
	flush := func() {
		fields.write(d.decode(out))
		out = out[:0]
	}
	p.afterCell = from > 0 && d.text[from-1] == charCellEnd
	p.next = limit
	mark := limit - 1
	chars := d.charWalk(from)
scan:
	for at := from; at < limit; at++ {
		c := d.text[at]
		switch c {
		case charPara, charPage, charCellEnd:
			p.next, mark, p.cellEnd = at+1, at, c == charCellEnd
			break scan
		}
		props := chars.at(d, at)
		if c == charComment {
			d.comments++
		}
		if box, ok := d.boxes[at]; ok && !props.deleted {
			p.boxes = append(p.boxes, box)
		}
		switch {
		case props.deleted:
			d.deleted++
			continue
		case props.hidden && c != charFieldBegin && c != charFieldSep && c != charFieldEnd:
			d.hidden++
			continue
		case d.marks[at] != "" && c == charNote:
			flush()
			fields.write(d.marks[at])
			continue
		case props.symbol != 0 && c == charSymbol:
			flush()
			fields.write(symbolOf(d.fonts[props.font], props.symbol))
			continue
		case isSymbol(c):
			flush()
			fields.write(symbolOf(d.fonts[props.font], int(c)))
			continue
		}
		switch c {
		case charFieldBegin:
			flush()
			fields.begin()
		case charFieldSep:
			flush()
			fields.separate()
		case charFieldEnd:
			flush()
			fields.end(d.output)
		case charTab, charLine, charColumn:
			out = append(out, ' ')
		case charHyphen:
			out = append(out, '-')
		case charPicture, charNote, charComment, charShape, charSoftHyphen:
		default:
			if c >= 0x20 {
				out = append(out, c)
			}
		}
	}
	flush()
	p.Text = fields.text(d.output)
	d.shape(&p, mark)
	return p
}

// shape finds the properties of the paragraph at its mark and gives the block its kind and number.
func (d *legacy) shape(p *paragraph, mark int) {
	pos, changes := d.position(mark)
	r, _ := runAt(d.paras, pos)
	if r.style < len(d.styles) {
		p.props = d.styles[r.style]
	}
	p.props.apply(r.changes, d.data)
	if changes != nil {
		p.props.apply(changes, d.data)
	}
	if p.props.outline > 0 {
		p.Kind, p.Level = block.Heading, p.props.outline
	}
	if p.props.list <= 0 || p.props.rowEnd {
		return
	}
	number, known := d.lists.next(listRef{strconv.Itoa(p.props.list), p.props.level})
	if !known && strings.TrimSpace(p.Text) != "" {
		d.unnumbered++
	}
	p.Marker = number
	if p.Kind == block.Para {
		p.Kind, p.Level = block.Item, p.props.level+1
	}
}

// position returns the byte of a character in the stream, and the changes of its piece.
func (d *legacy) position(char int) (int, []byte) {
	i := sort.Search(len(d.pieces), func(i int) bool { return d.pieces[i].to > char })
	if i == len(d.pieces) {
		return -1, nil
	}
	p := d.pieces[i]
	return p.at + (char-p.from)*p.width(), p.props
}

// charWalk follows the runs of characters along the text, so that they are looked up once a run.
type charWalk struct {
	until int // the first character that the properties are not of
	props charProps
}

func (d *legacy) charWalk(from int) *charWalk { return &charWalk{until: from} }

func (w *charWalk) at(d *legacy, char int) charProps {
	if char < w.until {
		return w.props
	}
	w.props, w.until = charProps{font: -1}, char+1
	if d.fib.old() {
		return w.props
	}
	i := sort.Search(len(d.pieces), func(i int) bool { return d.pieces[i].to > char })
	if i == len(d.pieces) {
		return w.props
	}
	p := d.pieces[i]
	r, ok := runAt(d.chars, p.at+(char-p.from)*p.width())
	if ok {
		w.props.apply(r.changes)
		w.until = max(char+1, min(p.to, p.from+(r.to-p.at)/p.width()))
	}
	if p.props != nil {
		w.props.apply(p.props)
	}
	return w.props
}
