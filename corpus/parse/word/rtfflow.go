package word

import (
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// paraWord applies what shapes paragraphs and tables.
func (r *rtf) paraWord(word string, value int) error {
	f := r.flow
	switch word {
	case "par", "page", "sect":
		r.endParagraph()
	case "pard":
		f.props = rtfProps{}
	case "s":
		f.props.level = r.levels[value]
	case "outlinelevel":
		f.props.level = 0
		if value >= 0 && value < listDepth {
			f.props.level = value + 1
		}
	case "ls":
		f.props.list = value
	case "ilvl":
		f.props.depth = max(0, min(value, listDepth-1))
	case "intbl":
		f.props.inTable = true
	case "trowd":
		f.row = rtfRow{}
	case "trleft":
		f.row.left = value
	case "trhdr":
		f.row.head = true
	case "clvmrg":
		f.row.next = true
	case "cellx":
		if len(f.row.edges) < maxColumns {
			f.row.edges, f.row.below = append(f.row.edges, value), append(f.row.below, f.row.next)
		}
		f.row.next = false
	case "cell":
		f.cell.paras = append(f.cell.paras, r.paragraph())
		f.cell.paras = append(f.cell.paras, f.boxes...)
		f.boxes = nil
		f.cells, f.cell = append(f.cells, f.cell), cell{}
		return r.count()
	case "row":
		r.endRow()
	case "ftnalt":
		r.endnote()
	}
	return nil
}

// paragraph makes a block of what was written since the last one.
func (r *rtf) paragraph() block.Block {
	f := r.flow
	b := block.Block{Text: f.fields.text(r.output)}
	marker := block.Normalise(f.number, false)
	f.fields, f.number = fieldStack{}, ""
	if f.props.level > 0 {
		b.Kind, b.Level = block.Heading, f.props.level
	}
	listed := marker != "" || f.props.list > 0
	if listed && b.Kind == block.Para {
		b.Kind, b.Level = block.Item, f.props.depth+1
	}
	if hasSign(marker) {
		b.Marker = marker
	}
	if marker == "" && f.props.list > 0 && strings.TrimSpace(b.Text) != "" {
		r.unnumbered++
	}
	return b
}

// endParagraph puts the paragraph where it belongs: into a cell, a note, or the text.
func (r *rtf) endParagraph() {
	f := r.flow
	inTable := f.props.inTable
	b := r.paragraph()
	switch {
	case f.outer != nil:
		f.notes = append(f.notes, b)
	case inTable:
		f.cell.paras = append(f.cell.paras, b)
	default:
		r.endTable()
		r.add(b)
		for _, box := range f.boxes {
			r.add(box)
		}
		f.boxes = nil
	}
}

func (r *rtf) endRow() {
	f := r.flow
	made := row{cells: f.cells, head: f.row.head}
	if len(f.row.edges) == len(f.cells) {
		made.edges = append([]int{f.row.left}, f.row.edges...)
		for i, below := range f.row.below {
			made.cells[i].below = below
		}
	}
	if len(made.cells) > 0 {
		f.rows = append(f.rows, made)
	}
	f.cells, f.cell = nil, cell{}
}

func (r *rtf) endTable() {
	f := r.flow
	if len(f.cell.paras) > 0 {
		f.cells = append(f.cells, f.cell)
	}
	if len(f.cells) > 0 {
		f.rows = append(f.rows, row{cells: f.cells})
	}
	rows := f.rows
	f.rows, f.cells, f.cell = nil, nil, cell{}
	if len(rows) > 0 {
		r.table(rows)
	}
}

// openNote begins a footnote. Its mark is put where the automatic one stands; an author's own mark is
// text already.
func (r *rtf) openNote(g *group) {
	g.note = true
	mark := ""
	if r.mark && r.flow.outer == nil {
		r.shown[0]++
		mark = "[" + strconv.Itoa(r.shown[0]) + "]"
		r.flow.fields.write(mark)
	}
	r.mark = false
	r.flow = &flow{outer: r.flow, mark: mark}
}

// endnote turns the note that was just opened into an endnote, which is counted apart.
func (r *rtf) endnote() {
	f := r.flow
	if f.outer == nil || f.mark == "" {
		return
	}
	r.shown[0]--
	r.shown[1]++
	mark := "[" + office.Roman(r.shown[1]) + "]"
	text := strings.TrimSuffix(f.outer.fields.out.String(), f.mark)
	f.outer.fields.out.Reset()
	f.outer.fields.out.WriteString(text + mark)
	f.mark = mark
}

// endFlow ends a note, which goes behind the text, a text box, which follows its paragraph, or a header.
func (r *rtf) endFlow(g group) {
	f := r.flow
	if f.outer == nil {
		return
	}
	f.notes = append(f.notes, r.paragraph())
	r.flow = f.outer
	for _, c := range f.cells {
		f.notes = append(f.notes, c.paras...)
	}
	switch {
	case g.head:
		r.heads = append(r.heads, f.notes...)
		return
	case g.box:
		r.flow.boxes = append(r.flow.boxes, f.notes...)
		return
	}
	text := strings.TrimSpace(f.mark + " " + cell{paras: f.notes}.text())
	r.notes = append(r.notes, block.Block{Text: text, Kind: block.Note})
}
