package parse

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// readDOCX reads a Word file: body, automatic numbers, tables, notes. Deleted text of tracked
// changes is left out, inserted text is kept: the text is what Word shows.
func readDOCX(ctx context.Context, in Input, opt Options) (block.Page, error) {
	parts, err := openZip(in.Bytes, opt)
	if err != nil {
		return block.Page{}, err
	}
	p := block.Page{Parser: "docx/1", MediaType: string(formDOCX)}
	d := &docx{ctx: ctx, opt: opt}
	if d.styles, err = readStyles(parts["word/styles.xml"]); err != nil {
		p.Warn("the styles of the Word file could not be read: %v", err)
	}
	if d.numbering, err = readNumbering(parts["word/numbering.xml"]); err != nil {
		p.Warn("the numbering of the Word file could not be read, so automatic numbers are missing: %v", err)
	}
	d.rels = readRels(parts["word/_rels/document.xml.rels"])
	if err := d.read(parts["word/document.xml"]); err != nil {
		if len(d.blocks) == 0 {
			return block.Page{}, &block.Error{Kind: Damaged, Reason: "the text of the Word file is broken; a file saved anew would be right", Cause: err}
		}
		p.Warn("partly read: the text of the Word file breaks off: %v", err)
	}
	d.notes(parts["word/footnotes.xml"])
	d.notes(parts["word/endnotes.xml"])
	p.Blocks, p.Attachments = d.blocks, d.links
	p.Warnings = append(p.Warnings, d.warnings...)
	if d.deleted > 0 {
		p.Dropped = append(p.Dropped, block.Drop{What: fmt.Sprintf("%d characters of tracked deletions", d.deleted), Why: "Word does not show them"})
	}
	p.Visible = countBlocks(p.Blocks)
	core := readCore(parts["docProps/core.xml"])
	p.Lang = corpus.Lang(core.lang)
	p.Title = titleAmong(p.Blocks)
	return p, nil
}

// The parts of a Word file that are read; the rest is never inflated.
var docxParts = []string{"word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml",
	"word/_rels/document.xml.rels", "docProps/core.xml"}

func openZip(b []byte, opt Options) (map[string][]byte, error) {
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, &block.Error{Kind: Damaged, Reason: "the Word file is broken or cut short; a complete file would be right", Cause: err}
	}
	if len(zr.File) > 10_000 {
		return nil, block.Failf(TooLarge, "the Word file has %d members; at most 10000 are accepted", len(zr.File))
	}
	parts := map[string][]byte{}
	left := opt.MaxBytes
	for _, f := range zr.File {
		name := strings.ReplaceAll(f.Name, "\\", "/")
		if !wanted(name) || parts[name] != nil {
			continue
		}
		body, err := inflateMember(f, left)
		var e *block.Error
		if errors.As(err, &e) {
			return nil, err
		}
		if err != nil && (len(body) == 0 || name != "word/document.xml") {
			if name == "word/document.xml" {
				return nil, &block.Error{Kind: Damaged, Reason: "the text of the Word file cannot be inflated; a complete file would be right", Cause: err}
			}
			continue
		}
		left -= int64(len(body))
		parts[name] = body
	}
	if parts["word/document.xml"] == nil {
		return nil, block.Failf(Damaged, "the Word file has no word/document.xml; a file saved by a word processor would be right")
	}
	return parts, nil
}

func wanted(name string) bool {
	for _, p := range docxParts {
		if name == p {
			return true
		}
	}
	return false
}

// inflateMember reads one member; the size that the archive claims is not believed.
func inflateMember(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	body, err := block.ReadCapped(r, limit)
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	return body, err
}

// docx is the state of reading one body.
type docx struct {
	ctx       context.Context
	opt       Options
	styles    map[string]docStyle
	numbering *numbering
	rels      map[string]string
	blocks    []block.Block
	links     []block.Link
	warnings  []string
	deleted   int
	tables    int
	cells     int
	depth     int
}

const maxDepth = 256 // of nested elements; Word itself stays far below

func (d *docx) read(body []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	for n := 0; ; n++ {
		if n%1000 == 0 && d.ctx.Err() != nil {
			return d.ctx.Err()
		}
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "p":
			b, err := d.paragraph(dec)
			d.add(b)
			if err != nil {
				return err
			}
		case "tbl":
			if err := d.table(dec); err != nil {
				return err
			}
		case "del", "moveFrom":
			if err := d.skipDeleted(dec); err != nil {
				return err
			}
		}
	}
}

func (d *docx) add(b block.Block) {
	b.Text = block.Normalise(b.Text, false)
	if b.Text != "" {
		d.blocks = append(d.blocks, b)
	}
}

// paragraph reads up to the end of the current w:p.
func (d *docx) paragraph(dec *xml.Decoder) (block.Block, error) {
	var text strings.Builder
	var props paraProps
	err := d.inside(dec, func(start xml.StartElement) (bool, error) {
		switch start.Name.Local {
		case "pPr":
			return true, d.readProps(dec, &props)
		case "t":
			return true, d.copyText(dec, &text)
		case "tab", "br", "cr":
			text.WriteByte(' ')
		case "noBreakHyphen":
			text.WriteByte('-')
		case "sym":
			text.WriteString(symbol(start))
		case "footnoteReference", "endnoteReference":
			if id := attrOf(start, "id"); id != "" && id != "0" && id != "-1" {
				text.WriteString("[" + id + "]")
			}
		case "hyperlink":
			d.link(attrOf(start, "id"))
		case "del", "moveFrom":
			return true, d.skipDeleted(dec)
		case "instrText", "delText", "AlternateContent", "pict", "drawing", "object":
			// Text boxes are repeated in the fallback of AlternateContent: take the first copy only.
			return true, d.alternate(dec, start, &text)
		case "p":
			text.WriteByte(' ')
		}
		return false, nil
	})
	b := block.Block{Text: text.String()}
	d.shape(&b, props)
	return b, err
}

// shape gives the block its kind and automatic number.
func (d *docx) shape(b *block.Block, props paraProps) {
	style := d.styles[props.style]
	if style.level > 0 {
		b.Kind, b.Level = block.Heading, style.level
	}
	if props.outline > 0 {
		b.Kind, b.Level = block.Heading, props.outline
	}
	num := props.num
	if num.id == "" {
		num.id = style.num.id
		if num.level == 0 {
			num.level = style.num.level
		}
	}
	if num.id != "" && num.id != "0" && strings.TrimSpace(b.Text) != "" {
		b.Marker = d.numbering.next(num)
		if b.Kind == block.Para {
			b.Kind, b.Level = block.Item, num.level+1
		}
	}
}

// alternate reads what holds drawings: text boxes inside are kept once.
func (d *docx) alternate(dec *xml.Decoder, start xml.StartElement, text *strings.Builder) error {
	switch start.Name.Local {
	case "instrText", "delText":
		return dec.Skip()
	}
	return d.inside(dec, func(s xml.StartElement) (bool, error) {
		switch s.Name.Local {
		case "Fallback":
			return true, dec.Skip()
		case "p":
			b, err := d.paragraph(dec)
			text.WriteString(" " + b.Text)
			return true, err
		}
		return false, nil
	})
}

func (d *docx) skipDeleted(dec *xml.Decoder) error {
	var gone strings.Builder
	err := d.inside(dec, func(s xml.StartElement) (bool, error) {
		if s.Name.Local == "delText" || s.Name.Local == "t" {
			return true, d.copyText(dec, &gone)
		}
		return false, nil
	})
	d.deleted += block.Inked(gone.String())
	return err
}

func (d *docx) copyText(dec *xml.Decoder, to *strings.Builder) error {
	for {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.CharData:
			to.Write(t)
		case xml.StartElement:
			if err := dec.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// inside visits the elements below the current one, to its end. A visit that read its element to
// the end says so with true.
func (d *docx) inside(dec *xml.Decoder, visit func(xml.StartElement) (bool, error)) error {
	if d.depth++; d.depth > maxDepth {
		return block.Failf(Damaged, "the Word file nests more than %d elements", maxDepth)
	}
	defer func() { d.depth-- }()
	for depth := 1; depth > 0; {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			done, err := visit(t)
			if err != nil {
				return err
			}
			if !done {
				depth++
			}
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

func (d *docx) link(id string) {
	if address, ok := resolve(nil, d.rels[id]); ok && len(d.links) < 1000 {
		d.links = append(d.links, block.Link{URL: address})
	}
}

// titleAmong returns the first of the leading lines that looks like a title.
func titleAmong(blocks []block.Block) string {
	for _, b := range blocks[:min(len(blocks), 3)] {
		if b.Kind == block.Row || b.Kind == block.RowHead {
			return ""
		}
		if n := len([]rune(b.Text)); n >= 4 && n <= 120 && !endsSentence(b.Text) && !zhAnnex.MatchString(b.Text) {
			return b.Text
		}
	}
	return ""
}

func attrOf(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// symbol reads w:sym: a character of a symbol font. Only those of the private use area that have a
// plain meaning are kept.
func symbol(s xml.StartElement) string {
	switch strings.ToUpper(attrOf(s, "char")) {
	case "F0B3", "00B3":
		return "≥"
	case "F0A3", "00A3":
		return "≤"
	case "F0B1", "00B1":
		return "±"
	case "F06D", "006D":
		return "μ"
	case "F0B0", "00B0":
		return "°"
	case "F0B4", "00B4":
		return "×"
	case "F0B7", "00B7":
		return "•"
	}
	return "\ufffd"
}
