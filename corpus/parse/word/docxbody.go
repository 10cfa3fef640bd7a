package word

import (
	"encoding/xml"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// para is a paragraph and the paragraphs of the text boxes that hang on it.
type para struct {
	block.Block
	boxes []para
}

// docProps are the properties of a paragraph.
type docProps struct {
	style   string
	outline int
	num     listRef
	joined  bool // its end was deleted: it goes on in the next paragraph
}

// charState is what holds for the run that is being read.
type charState struct {
	hidden bool
	font   string
}

// paragraph reads up to the end of the current w:p.
func (d *docx) paragraph(dec *xml.Decoder) (para, error) {
	r := &paraReader{docx: d}
	carried := d.carry
	d.carry = ""
	err := d.inside(dec, func(start xml.StartElement) (bool, error) { return r.visit(dec, start) })
	b := block.Block{Text: carried + r.fields.text(d.output)}
	if r.props.joined && len(b.Text) < maxCarry {
		d.carry = b.Text
		b.Text = ""
	}
	d.shape(&b, r.props)
	return para{Block: b, boxes: r.boxes}, err
}

const maxCarry = 16 << 10 // bytes of paragraphs that were joined by a tracked change

// paraReader is the state of reading one paragraph.
type paraReader struct {
	*docx
	fields fieldStack
	props  docProps
	run    charState
	boxes  []para
}

func (r *paraReader) visit(dec *xml.Decoder, start xml.StartElement) (bool, error) {
	switch start.Name.Local {
	case "pPr":
		return true, r.readProps(dec, &r.props)
	case "r":
		r.run = charState{}
	case "rPr":
		return true, r.readRun(dec)
	case "t":
		return true, r.copyText(dec)
	case "tab", "br", "cr", "ptab":
		r.write(" ")
	case "noBreakHyphen":
		r.write("-")
	case "sym":
		if char, ok := hexNumber(attrOf(start, "char")); ok {
			r.write(symbolOf(attrOf(start, "font"), char))
		}
	case "footnoteReference", "endnoteReference":
		r.write(r.reference(start.Name.Local, attrOf(start, "id"), attrOf(start, "customMarkFollows")))
	case "footnote", "endnote":
		return true, r.inlineNote(dec, start.Name.Local)
	case "commentReference":
		r.comments++
	case "hyperlink", "hlink":
		r.link(r.rels[attrOf(start, "id")], "")
		r.link(attrOf(start, "dest"), "")
	case "fldChar":
		r.fieldChar(attrOf(start, "fldCharType"))
	case "fldSimple":
		if address, ok := hyperlink(attrOf(start, "instr")); ok {
			r.link(address, "")
		}
	case "instrText":
		return true, r.copyCode(dec)
	case "rt", "delText", "delInstrText":
		return true, dec.Skip() // a phonetic guide is not part of the text
	case "AlternateContent", "pict", "drawing", "object", "txbxContent":
		// Text boxes are repeated in the fallback of AlternateContent: take the first copy only.
		return true, r.drawing(dec)
	case "p":
		r.write(" ")
	default:
		return r.changed(dec, start)
	}
	return false, nil
}

// changed leaves out what a tracked change has deleted, in the words of 2007 and of 2003.
func (d *docx) changed(dec *xml.Decoder, start xml.StartElement) (bool, error) {
	switch start.Name.Local {
	case "del", "moveFrom":
		return true, d.skipDeleted(dec)
	case "annotation":
		switch attrOf(start, "type") {
		case "Word.Deletion", "Word.MoveFrom":
			return true, d.skipDeleted(dec)
		case "Word.Comment":
			d.comments++
			return true, dec.Skip()
		}
	}
	return false, nil
}

// skipChange does the same where only whole elements are visited.
func (d *docx) skipChange(dec *xml.Decoder, start xml.StartElement) error {
	_, err := d.changed(dec, start)
	return err
}

func (r *paraReader) write(s string) {
	if r.run.hidden {
		r.docx.hidden += block.Inked(s)
		return
	}
	r.fields.write(s)
}

func (r *paraReader) fieldChar(kind string) {
	switch kind {
	case "begin":
		r.fields.begin()
	case "separate":
		r.fields.separate()
	case "end":
		r.fields.end(r.output)
	}
}

// readRun reads the current w:rPr: whether the run is hidden, and its font.
func (r *paraReader) readRun(dec *xml.Decoder) error {
	return r.inside(dec, func(start xml.StartElement) (bool, error) {
		switch start.Name.Local {
		case "vanish":
			r.run.hidden = isOn(start)
		case "rFonts":
			r.run.font = attrOf(start, "ascii")
		case "rPrChange", "annotation":
			return true, dec.Skip() // the earlier properties of a tracked change
		}
		return false, nil
	})
}

// copyText takes the characters of the current element.
func (r *paraReader) copyText(dec *xml.Decoder) error {
	s, err := office.Characters(dec)
	if strings.IndexFunc(s, func(c rune) bool { return c >= 0xf020 && c <= 0xf0ff }) >= 0 {
		var b strings.Builder
		for _, c := range s {
			if c >= 0xf020 && c <= 0xf0ff {
				b.WriteString(symbolOf(r.run.font, int(c)))
			} else {
				b.WriteRune(c)
			}
		}
		s = b.String()
	}
	r.write(s)
	return err
}

// copyCode takes the code of a field. A code outside of any field is shown nowhere.
func (r *paraReader) copyCode(dec *xml.Decoder) error {
	s, err := office.Characters(dec)
	if n := len(r.fields.open); n > 0 && !r.fields.open[n-1].result {
		r.fields.write(s)
	}
	return err
}

// drawing reads what holds drawings: the paragraphs of text boxes follow the one they hang on.
func (r *paraReader) drawing(dec *xml.Decoder) error {
	return r.inside(dec, func(s xml.StartElement) (bool, error) {
		switch s.Name.Local {
		case "Fallback":
			return true, dec.Skip()
		case "p":
			if s.Name.Space == drawingML {
				return false, nil
			}
			p, err := r.paragraph(dec)
			r.boxes = append(r.boxes, p)
			return true, err
		}
		return false, nil
	})
}

const drawingML = "http://schemas.openxmlformats.org/drawingml/2006/main"

func (d *docx) skipDeleted(dec *xml.Decoder) error {
	return d.inside(dec, func(s xml.StartElement) (bool, error) {
		if s.Name.Local == "delText" || s.Name.Local == "t" {
			text, err := office.Characters(dec)
			d.deleted += block.Inked(text)
			return true, err
		}
		return false, nil
	})
}

// shape gives the block its kind and automatic number.
func (d *docx) shape(b *block.Block, props docProps) {
	style := d.styles[props.style]
	if style.level > 0 {
		b.Kind, b.Level = block.Heading, style.level
	}
	if props.outline > 0 {
		b.Kind, b.Level = block.Heading, props.outline
	}
	num := props.num
	if num.id == "" {
		level := num.level
		num = style.num
		if at, ok := d.levelOf[props.style]; ok {
			num.level = at
		}
		if level > 0 {
			num.level = level
		}
	}
	if num.id == "" || num.id == "0" || props.joined {
		return
	}
	marker, known := d.lists.next(num)
	b.Marker = marker
	if !known && strings.TrimSpace(b.Text) != "" {
		d.missing++
	}
	if b.Kind == block.Para {
		b.Kind, b.Level = block.Item, num.level+1
	}
}
