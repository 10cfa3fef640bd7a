package word

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// DOCX is the media type of a packed Word file.
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// ReadDOCX reads a Word file of 2007 and later (ISO/IEC 29500): body, automatic numbers, tables, notes,
// text boxes. Deleted, hidden and commented text of tracked changes is left out, inserted text is kept:
// the text is what Word prints. Of a file that was cut short, what is left of the text is read.
func ReadDOCX(b []byte, limits block.Limits) (block.Page, error) {
	z, err := office.OpenZip(b, limits.Bytes)
	if err != nil {
		return block.Page{}, err
	}
	o := newOutput("docx/2", DOCX, limits)
	if z.Cut {
		o.Partly("the Word file was cut short")
	}
	return readPackage(z.Read, o)
}

// member returns a part of a package by its name; none for one that is not there.
type member func(name string) ([]byte, error)

// readPackage reads the parts that the relationships name.
func readPackage(read member, o *output) (block.Page, error) {
	d := newDocx(o)
	main := "word/document.xml"
	top, err := d.part(read, "_rels/.rels")
	if err != nil {
		return block.Page{}, err
	}
	for _, r := range readRels(top, "") {
		if strings.HasSuffix(r.kind, "/officeDocument") && r.target != "" {
			main = r.target
		}
	}
	body, bodyErr := read(main)
	if err := tooLarge(bodyErr); err != nil {
		return block.Page{}, err
	}
	if len(body) == 0 {
		if len(o.Warnings) > 0 {
			return block.Page{}, block.Failf(block.Damaged, "the Word file was cut short before its text, %s; a complete file would be right", main)
		}
		return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the Word file has no text part " + main + "; a file saved by a word processor would be right", Cause: bodyErr}
	}
	if err := d.parts(read, main); err != nil {
		return block.Page{}, err
	}
	if err := d.read(body); err != nil {
		if tooLarge(err) != nil {
			return block.Page{}, err
		}
		if len(d.Blocks) == 0 {
			return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the text of the Word file is broken; a file saved anew would be right", Cause: err}
		}
		d.Partly("the text of the Word file breaks off: %v", err)
	} else if bodyErr != nil {
		d.Partly("%v", bodyErr)
	}
	core, err := d.part(read, "docProps/core.xml")
	if err != nil {
		return block.Page{}, err
	}
	d.Lang = corpus.Lang(readCore(core).lang)
	return d.end(), nil
}

// part reads a part without which the text can be read all the same.
func (d *docx) part(read member, name string) ([]byte, error) {
	b, err := read(name)
	if err != nil && tooLarge(err) == nil {
		d.Warn("a part of the Word file could not be read: %v", err)
		return nil, nil
	}
	return b, err
}

func tooLarge(err error) error {
	var e *block.Error
	if errors.As(err, &e) && e.Kind == block.TooLarge {
		return err
	}
	return nil
}

// parts reads what the main part refers to: styles, numbering, notes.
func (d *docx) parts(read member, main string) error {
	folder := path.Dir(main)
	b, err := d.part(read, path.Join(folder, "_rels", path.Base(main)+".rels"))
	if err != nil {
		return err
	}
	found := map[string]string{"styles": path.Join(folder, "styles.xml"), "numbering": path.Join(folder, "numbering.xml"),
		"footnotes": path.Join(folder, "footnotes.xml"), "endnotes": path.Join(folder, "endnotes.xml")}
	for _, r := range readRels(b, folder) {
		if r.external {
			d.rels[r.id] = r.target
			continue
		}
		kind := path.Base(r.kind)
		if _, ok := found[kind]; ok {
			found[kind] = r.target
		}
		d.inner[r.id] = r.target
	}
	styles, err := d.part(read, found["styles"])
	if err != nil {
		return err
	}
	if d.styles, err = readStyles(styles); err != nil {
		d.Warn("the styles of the Word file could not be read: %v", err)
	}
	lists, err := d.part(read, found["numbering"])
	if err != nil {
		return err
	}
	if err = d.readNumbering(lists); err != nil {
		d.Warn("the numbering of the Word file could not be read, so automatic numbers are missing: %v", err)
	}
	if d.footnotes, err = d.part(read, found["footnotes"]); err != nil {
		return err
	}
	d.endnotes, err = d.part(read, found["endnotes"])
	return err
}

// docx is the state of reading one file of Word's XML.
type docx struct {
	*output
	styles    map[string]docStyle
	lists     *numbering
	levelOf   map[string]int    // level of a list by the style that is bound to it
	rels      map[string]string // addresses outside
	inner     map[string]string // parts of the file
	footnotes []byte
	endnotes  []byte
	notes     []openNote
	numbered  map[string]string // mark of a note by its kind and id
	shown     [2]int            // footnotes and endnotes referred to so far
	carry     string            // text of a paragraph whose end was deleted
	deleted   int
	hidden    int
	comments  int
	missing   int // paragraphs whose number is not known
	depth     int
}

func newDocx(o *output) *docx {
	return &docx{output: o, rels: map[string]string{}, inner: map[string]string{}, numbered: map[string]string{}, lists: newNumbering(), levelOf: map[string]int{}}
}

const maxDepth = 256 // of nested elements; Word itself stays far below

func (d *docx) read(body []byte) error {
	dec := office.Decoder(body)
	for {
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
			p, err := d.paragraph(dec)
			d.addAll(p)
			if err != nil {
				return err
			}
		case "tbl":
			if err := d.readTable(dec); err != nil {
				return err
			}
		case "altChunk":
			d.Warn("the Word file shows another document inside of it, %s, which is not read", d.inner[attrOf(start, "id")])
		case "subDoc":
			d.Warn("the Word file is a frame around another document, %.200s, which is not read", d.rels[attrOf(start, "id")])
		case "styles", "lists", "docPr", "fonts", "docOleData", "DocumentProperties":
			err = dec.Skip() // of Word 2003, read before
		default:
			err = d.skipChange(dec, start)
		}
		if err != nil {
			return err
		}
	}
}

func (d *docx) addAll(p para) {
	d.add(p.Block)
	for _, b := range p.boxes {
		d.addAll(b)
	}
}

// end adds the notes in the order of their marks and reports what was left out.
func (d *docx) end() block.Page {
	if d.carry != "" {
		d.add(block.Block{Text: d.carry})
	}
	d.readNotes()
	d.dropped(fmt.Sprintf("%d characters of tracked deletions", d.deleted), d.deleted, "Word does not show them")
	d.dropped(fmt.Sprintf("%d hidden characters", d.hidden), d.hidden, "Word does not print them")
	d.dropped(fmt.Sprintf("%d comments", d.comments), d.comments, "they are not part of the text")
	if d.missing > 0 {
		d.Warn("the automatic numbers of %d paragraphs could not be found and are missing", d.missing)
	}
	return d.finish()
}

// inside visits the elements below the current one, to its end. A visit that read its element to
// the end says so with true.
func (d *docx) inside(dec *xml.Decoder, visit func(xml.StartElement) (bool, error)) error {
	if d.depth++; d.depth > maxDepth {
		return block.Failf(block.Damaged, "the Word file nests more than %d elements", maxDepth)
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

func attrOf(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number reads a decimal number of an attribute; false for anything else.
func number(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil
}

// isOn reads a switch: an element that is there is on unless its value says no.
func isOn(s xml.StartElement) bool {
	switch attrOf(s, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}
