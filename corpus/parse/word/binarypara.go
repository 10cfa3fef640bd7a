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
	charNote       = 0x02
	charComment    = 0x05
	charCellEnd    = 0x07
	charTab        = 0x09
	charLine       = 0x0b
	charPage       = 0x0c
	charPara       = 0x0d
	charColumn     = 0x0e
	charFieldBegin = 0x13
	charFieldSep   = 0x14
	charFieldEnd   = 0x15
	charHyphen     = 0x1e
	charSymbol     = 0x28
)

// paragraph reads from a character up to the next mark.
func (d *legacy) paragraph(from, limit int) paragraph {
	var p paragraph
	p.afterCell = from > 0 && d.text[from-1] == charCellEnd
	p.next = limit
	mark := limit - 1
	r := charReader{legacy: d}
	walk := charWalk{until: from}
scan:
	for at := from; at < limit; at++ {
		switch c := d.text[at]; c {
		case charPara, charPage, charCellEnd:
			p.next, mark, p.cellEnd = at+1, at, c == charCellEnd
			break scan
		}
		r.take(at, walk.at(d, at))
	}
	r.flush()
	p.Text, p.boxes = r.fields.text(d.output), r.boxes
	d.shape(&p, mark)
	return p
}

// charReader writes the characters of a paragraph as they are printed.
type charReader struct {
	*legacy
	fields fieldStack
	out    []uint16
	boxes  []span // text boxes anchored in the paragraph
}

func (r *charReader) flush() {
	r.fields.write(r.decode(r.out))
	r.out = r.out[:0]
}

// put writes what stands for a character.
func (r *charReader) put(text string) {
	r.flush()
	r.fields.write(text)
}

func (r *charReader) take(at int, props charProps) {
	c := r.text[at]
	if c == charComment {
		r.comments++
	}
	if box, ok := r.legacy.boxes[at]; ok && !props.deleted {
		r.boxes = append(r.boxes, box)
	}
	switch {
	case props.deleted:
		r.deleted++
	case c == charFieldBegin:
		r.flush()
		r.fields.begin()
	case c == charFieldSep:
		r.flush()
		r.fields.separate()
	case c == charFieldEnd:
		r.flush()
		r.fields.end(r.output)
	case props.hidden:
		r.hidden++
	case c == charNote && r.marks[at] != "":
		r.put(r.marks[at])
	case c == charSymbol && props.symbol != 0:
		r.put(symbolOf(r.fonts[props.font], props.symbol))
	case isSymbol(c):
		r.put(symbolOf(r.fonts[props.font], int(c)))
	case c == charTab, c == charLine, c == charColumn:
		r.out = append(r.out, ' ')
	case c == charHyphen:
		r.out = append(r.out, '-')
	case c >= 0x20:
		r.out = append(r.out, c)
	}
}

// shape finds the properties of the paragraph at its mark and gives the block its kind and number.
func (d *legacy) shape(p *paragraph, mark int) {
	pos, changes := d.position(mark)
	r, _ := runAt(d.paras, pos)
	if r.style < len(d.styles) {
		p.props = d.styles[r.style]
	}
	d.apply(&p.props, r.changes)
	d.apply(&p.props, changes)
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

// apply lays changes over the properties of a paragraph, as long as the budget lasts.
func (d *legacy) apply(p *paraProps, changes []byte) {
	if d.budget -= len(changes); d.budget < 0 {
		return
	}
	p.apply(changes, d.data)
	d.budget -= p.huge
	p.huge = 0
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
	if d.budget -= len(p.props); d.budget >= 0 {
		w.props.apply(p.props)
	}
	return w.props
}
