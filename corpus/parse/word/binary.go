package word

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// legacy is the state of reading one file of Word 97 to 2003, or of Kingsoft's Writer.
type legacy struct {
	*output
	fib    *fib
	text   []uint16
	pieces []piece
	paras  []run
	chars  []run
	data   []byte
	budget int // bytes of property changes that may still be applied
	styles []paraProps
	fonts  map[int]string
	lists  *numbering
	marks  map[int]string // of notes, by the character that refers to them
	boxes  map[int]span   // text boxes by the character that they are anchored to
	narrow encoding.Encoding

	deleted, hidden, comments int
	unnumbered                int  // paragraphs whose automatic number could not be found
	inBox                     bool // text boxes are not followed into each other
}

// span is a range of characters.
type span struct{ from, to int }

// ReadBinary reads a legacy Word file (.doc), or Kingsoft's .wps, which has the same streams: text in
// order, tables, automatic numbers, footnotes and text boxes (MS-DOC). Deleted and hidden text is left
// out, as Word does not print it; so are comments, headers and footers. Of Word 6 and 95 the text is
// read without its formatting.
func ReadBinary(b []byte, limits block.Limits) (block.Page, error) {
	ole, err := office.OpenOLE(b)
	if err != nil {
		return block.Page{}, err
	}
	stream, err := ole.Stream("WordDocument")
	var broken *block.Error
	if err != nil && len(stream) == 0 {
		return block.Page{}, err
	}
	o := newOutput("doc/1", string(office.Word), limits)
	if errors.As(err, &broken) {
		o.Partly("%s", broken.Reason)
	}
	f, err := readFIB(stream)
	if err != nil {
		return block.Page{}, err
	}
	table := stream
	if f.table != "WordDocument" {
		if table, err = ole.Stream(f.table); len(table) == 0 {
			return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the Word file has no table stream " + f.table + "; a complete file would be right", Cause: err}
		}
	}
	d := &legacy{output: o, fib: f, budget: maxChanges, marks: map[int]string{}, boxes: map[int]span{}}
	if d.pieces, err = readPieces(f, table, stream); err != nil {
		return block.Page{}, err
	}
	var warnings []string
	d.text, warnings = readText(d.pieces, stream, f)
	o.Warnings = append(o.Warnings, warnings...)
	if ole.Has("Data") {
		if d.data, err = ole.Stream("Data"); err != nil {
			o.Warn("the data stream of the Word file breaks off, so that some tables may be without their columns: %v", err)
		}
	}
	d.paras, d.chars = readRuns(f, pairParaRuns, table, stream), readRuns(f, pairCharRuns, table, stream)
	d.styles, d.lists, d.fonts = styleProps(f, table), binaryLists(f, table), fontNames(f, table)
	if f.old() {
		d.narrow = oldEncoding(f)
		o.Warn("%s", word6Note)
	}
	return d.read(table)
}

// maxChanges bounds the work on properties: pieces and large tables may be referred to by each paragraph.
const maxChanges = 64 << 20

const word6Note = "the file is of Word 6 or 95, whose formatting is not read: automatic numbers are missing, and the rows of tables are found by their marks alone"

// oldEncoding is the encoding of two-byte languages before Word 97; nil for the others.
func oldEncoding(f *fib) encoding.Encoding {
	if f.wide {
		return nil
	}
	switch f.lang {
	case 0x0804, 0x1004:
		return eastAsian(936)
	case 0x0404, 0x0c04:
		return eastAsian(950)
	case 0x0411:
		return eastAsian(932)
	case 0x0412:
		return eastAsian(949)
	}
	return nil
}

// read walks the parts: the text with its boxes, then the notes.
func (d *legacy) read(table []byte) (block.Page, error) {
	foot := d.notes(table, partFootnotes, pairFootnoteRefs, pairFootnoteText, strconv.Itoa)
	end := d.notes(table, partEndnotes, pairEndnoteRefs, pairEndnoteText, office.Roman)
	d.findBoxes(table)
	if err := d.body(span{0, min(d.fib.parts[partMain], len(d.text))}); err != nil {
		return block.Page{}, err
	}
	for _, n := range append(foot, end...) {
		if err := d.note(n); err != nil {
			return block.Page{}, err
		}
	}
	d.report()
	d.addHeads(d.headers())
	return d.finish(), nil
}

// headers reads the paragraphs of headers and footers.
func (d *legacy) headers() []block.Block {
	var out []block.Block
	from := d.fib.start(partHeaders)
	to := min(from+d.fib.parts[partHeaders], len(d.text))
	for at := from; at < to; {
		p := d.paragraph(at, to)
		at = p.next
		out = append(out, p.Block)
	}
	return out
}

func (d *legacy) report() {
	d.dropped(fmt.Sprintf("%d characters of tracked deletions", d.deleted), d.deleted, "Word does not show them")
	d.dropped(fmt.Sprintf("%d hidden characters", d.hidden), d.hidden, "Word does not print them")
	d.dropped(fmt.Sprintf("%d comments", d.comments), d.comments, "they are not part of the text")
	if d.budget < 0 {
		d.Partly("the Word file changes more properties than are followed, so that tables and numbers may be missing")
	}
	if d.unnumbered > 0 {
		d.Warn("the automatic numbers of %d paragraphs could not be found and are missing", d.unnumbered)
	}
}

// body reads the paragraphs and tables of a range.
func (d *legacy) body(s span) error {
	t := &tableMaker{}
	for at := s.from; at < s.to; {
		p := d.paragraph(at, s.to)
		at = p.next
		if err := t.take(d, p); err != nil {
			return err
		}
		for _, box := range p.boxes {
			if !t.open() {
				if err := d.box(box); err != nil {
					return err
				}
			} else {
				t.boxes = append(t.boxes, box)
			}
		}
	}
	return t.close(d)
}

// box reads a text box.
func (d *legacy) box(s span) error {
	if d.inBox {
		return nil
	}
	d.inBox = true
	err := d.body(s)
	d.inBox = false
	return err
}

// tableMaker gathers cells to rows and rows to tables.
type tableMaker struct {
	rows  []row
	cells []cell
	cell  cell
	boxes []span // text boxes anchored inside, read after the table
}

func (t *tableMaker) open() bool { return len(t.rows) > 0 || len(t.cells) > 0 || len(t.cell.paras) > 0 }

// take adds a paragraph to the cell that it is in, or ends the table.
func (t *tableMaker) take(d *legacy, p paragraph) error {
	rowEnd := p.props.rowEnd
	if d.fib.old() && p.cellEnd {
		rowEnd = p.Text == "" && len(t.cells) > 0 && p.afterCell
	}
	switch {
	case rowEnd && p.cellEnd:
		r := row{cells: t.cells, head: p.props.head, edges: p.props.edges}
		for i, below := range p.props.below {
			if i < len(r.cells) {
				r.cells[i].below = below
			}
		}
		if len(r.edges) != len(r.cells)+1 {
			r.edges = nil
		}
		t.rows, t.cells, t.cell = append(t.rows, r), nil, cell{}
	case p.cellEnd:
		t.cell.paras = append(t.cell.paras, p.Block)
		t.cells, t.cell = append(t.cells, t.cell), cell{}
		return d.count()
	case p.props.inTable || d.fib.old() && len(t.cells) > 0:
		t.cell.paras = append(t.cell.paras, p.Block)
	default:
		if err := t.close(d); err != nil {
			return err
		}
		d.add(p.Block)
	}
	return nil
}

// close ends the table. Cells whose row has no end, as in a file that breaks off, are kept.
func (t *tableMaker) close(d *legacy) error {
	if len(t.cell.paras) > 0 {
		t.cells = append(t.cells, t.cell)
	}
	if len(t.cells) > 0 {
		t.rows = append(t.rows, row{cells: t.cells})
	}
	rows, boxes := t.rows, t.boxes
	*t = tableMaker{}
	if len(rows) == 0 {
		return nil
	}
	d.table(rows)
	for _, b := range boxes {
		if err := d.box(b); err != nil {
			return err
		}
	}
	return nil
}

// decode makes a string of characters, of two bytes each before Word 97 in Eastern Asia.
func (d *legacy) decode(units []uint16) string {
	if d.narrow == nil {
		return string(utf16.Decode(units))
	}
	b := make([]byte, 0, len(units))
	for _, u := range units {
		b = append(b, byte(u))
	}
	out, err := d.narrow.NewDecoder().Bytes(b)
	if err != nil {
		return string(utf16.Decode(units))
	}
	return string(out)
}
