package word

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// note is the text of a footnote or endnote, and the mark that stands for it in the text.
type note struct {
	span
	mark string // empty where the author typed a mark
}

const maxNotes = 20_000

// notes reads where the notes of a kind are referred to and where their texts are (MS-DOC 2.8.18,
// 2.8.19), and numbers them in the order of the text.
func (d *legacy) notes(table []byte, part, refs, texts int, number func(int) string) []note {
	if d.fib.old() {
		return nil
	}
	offset, length := d.fib.pair(refs)
	plc := cut(table, offset, length)
	count := min((len(plc)-4)/6, maxNotes)
	offset, length = d.fib.pair(texts)
	ends := cut(table, offset, length)
	first := d.fib.start(part)
	var out []note
	shown := 0
	for i := range max(count, 0) {
		at := u32(plc, 4*i)
		n := note{span: span{first + u32(ends, 4*i), first + u32(ends, 4*i+4)}}
		if at < 0 || u32(ends, 4*i) < 0 || n.to < n.from || n.to > len(d.text) {
			d.Warn("the notes of the Word file break off after %d of %d", i, count)
			break
		}
		if u16(plc, 4*((len(plc)-4)/6+1)+2*i) != 0 {
			shown++
			n.mark = "[" + number(shown) + "]"
			d.marks[at] = n.mark
		}
		out = append(out, n)
	}
	return out
}

// note adds the text of a note as one line.
func (d *legacy) note(n note) error {
	var parts []string
	for at := n.from; at < n.to; {
		p := d.paragraph(at, n.to)
		at = p.next
		parts = append(parts, strings.TrimSpace(p.Marker+" "+p.Text))
	}
	text := block.Normalise(strings.Join(parts, " "), false)
	if text != "" {
		d.add(block.Block{Text: strings.TrimSpace(n.mark + " " + text), Kind: block.Note})
	}
	return nil
}

// findBoxes pairs the texts of boxes with the shapes that show them, by the shape's id (FTXBXS and
// FSPA). A box without a shape in the main text is not shown.
func (d *legacy) findBoxes(table []byte) {
	if d.fib.old() {
		return
	}
	offset, length := d.fib.pair(pairBoxText)
	plc := cut(table, offset, length)
	count := min((len(plc)-4)/26, maxNotes)
	first := d.fib.start(partBoxes)
	byShape, end := map[int]span{}, 0
	for i := range max(count, 0) {
		s := span{first + u32(plc, 4*i), first + u32(plc, 4*i+4)}
		shape := i32(plc, 4*((len(plc)-4)/26+1)+22*i+14)
		if u32(plc, 4*i) >= 0 && s.from >= end && s.from < s.to && s.to <= len(d.text) {
			byShape[shape], end = s, s.to
		}
	}
	offset, length = d.fib.pair(pairShapes)
	plc = cut(table, offset, length)
	count = (len(plc) - 4) / 30
	for i := range max(count, 0) {
		shape := i32(plc, 4*(count+1)+26*i)
		if s, ok := byShape[shape]; ok {
			d.boxes[u32(plc, 4*i)] = s
			delete(byShape, shape)
		}
	}
}
