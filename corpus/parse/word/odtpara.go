package word

import (
	"encoding/xml"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// openParagraph reads the current text:p or text:h.
func (d *odt) openParagraph(dec *xml.Decoder, s xml.StartElement) (para, error) {
	var p para
	var b strings.Builder
	err := d.spans(dec, &b, &p)
	p.Text = b.String()
	d.shapeOpen(&p.Block, s)
	return p, err
}

// spans reads what is inside a paragraph, its characters included.
func (d *odt) spans(dec *xml.Decoder, b *strings.Builder, p *para) error {
	if d.depth++; d.depth > maxDepth {
		return block.Failf(block.Damaged, "the OpenDocument file nests more than %d elements", maxDepth)
	}
	defer func() { d.depth-- }()
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := d.span(dec, t, b, p); err != nil {
				return err
			}
		}
	}
}

func (d *odt) span(dec *xml.Decoder, s xml.StartElement, b *strings.Builder, p *para) error {
	switch s.Name.Local {
	case "s", "tab", "line-break":
		b.WriteByte(' ')
		return dec.Skip()
	case "note":
		mark, err := d.openNote(dec)
		b.WriteString(mark)
		return err
	case "annotation":
		d.comments++
		return dec.Skip()
	case "ruby-text", "annotation-end", "change", "change-start", "change-end", "desc", "title", "hidden-text":
		return dec.Skip()
	case "a":
		at := b.Len()
		err := d.spans(dec, b, p)
		d.link(attrOf(s, "href"), b.String()[at:])
		return err
	case "frame", "text-box", "custom-shape", "g", "object", "rect":
		// The text of a box follows the paragraph that it hangs on.
		outer := d.open
		d.open = nil
		err := d.blocks(dec, func(in para) { p.boxes = append(p.boxes, in) })
		d.open = outer
		return err
	}
	return d.spans(dec, b, p)
}
