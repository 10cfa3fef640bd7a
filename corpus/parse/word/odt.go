package word

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// ODT is the media type of an OpenDocument text.
const ODT = string(office.OpenText)

// ReadODT reads an OpenDocument text (ISO/IEC 26300): headings, lists with their numbers, tables, notes
// and text boxes. Deleted text and comments are left out.
func ReadODT(b []byte, limits block.Limits) (block.Page, error) {
	z, err := office.OpenZip(b, limits.Bytes)
	if err != nil {
		return block.Page{}, err
	}
	if err := office.OpenDocumentLocked(z); err != nil {
		return block.Page{}, err
	}
	d := &odt{docx: newDocx(newOutput("odt/1", ODT, limits))}
	if z.Cut {
		d.Partly("the OpenDocument file was cut short")
	}
	body, bodyErr := z.Read("content.xml")
	if err := tooLarge(bodyErr); err != nil {
		return block.Page{}, err
	}
	if len(body) == 0 {
		return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the OpenDocument file has no content.xml; a file saved by a word processor would be right", Cause: bodyErr}
	}
	styles, err := d.part(z.Read, "styles.xml")
	if err != nil {
		return block.Page{}, err
	}
	d.readLists(styles)
	d.readLists(body)
	if err := d.readBody(body); err != nil {
		if tooLarge(err) != nil {
			return block.Page{}, err
		}
		if len(d.Blocks) == 0 {
			return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the text of the OpenDocument file is broken; a file saved anew would be right", Cause: err}
		}
		d.Partly("the text of the OpenDocument file breaks off: %v", err)
	}
	for _, n := range d.texts {
		d.add(n)
	}
	return d.end(), nil
}

// odt is the state of reading one OpenDocument text.
type odt struct {
	*docx
	texts []block.Block // of the notes
	open  []string      // styles of the lists around
	item  struct {
		number bool // the next paragraph begins an item
		start  int  // the number that it is given, or 0
	}
}

// readLists reads the styles of lists, from the parts that have some.
func (d *odt) readLists(b []byte) {
	dec := office.Decoder(b)
	name := ""
	for {
		tok, err := dec.Token()
		if err != nil {
			return // what is missing is told where a list asks for it
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch s.Name.Local {
		case "list-style":
			name = attrOf(s, "name")
		case "outline-style":
			name = outlineStyle
		case "list-level-style-number", "list-level-style-bullet", "list-level-style-image", "outline-level-style":
			level, ok := number(attrOf(s, "level"))
			if !ok || level < 1 || level > listDepth || name == "" || len(d.lists.lists) > maxLists {
				continue
			}
			l := d.lists.lists[name]
			if l == nil {
				l = &list{definition: name, start: map[int]int{}}
				d.lists.lists[name] = l
			}
			l.levels[level-1] = openLevel(s, level)
		}
	}
}

const outlineStyle = "\x00outline" // no style of a file can be called so

// openLevel makes a level of a list of its description.
func openLevel(s xml.StartElement, level int) listLevel {
	out := listLevel{format: "bullet", restart: -1, start: 1}
	format := attrOf(s, "num-format")
	if s.Name.Local != "list-level-style-number" && s.Name.Local != "outline-level-style" || format == "" {
		return out
	}
	out.format = openFormat(format)
	if n, ok := number(attrOf(s, "start-value")); ok {
		out.start = n
	}
	shown := 1
	if n, ok := number(attrOf(s, "display-levels")); ok {
		shown = max(1, min(n, level))
	}
	var places []string
	for i := level - shown + 1; i <= level; i++ {
		places = append(places, "%"+strconv.Itoa(i))
	}
	out.text = attrOf(s, "num-prefix") + strings.Join(places, ".") + attrOf(s, "num-suffix")
	return out
}

// openFormat names a number format of OpenDocument as WordprocessingML does.
func openFormat(format string) string {
	switch format {
	case "a":
		return "lowerLetter"
	case "A":
		return "upperLetter"
	case "i":
		return "lowerRoman"
	case "I":
		return "upperRoman"
	}
	switch first, _, _ := strings.Cut(format, ","); strings.TrimSpace(first) {
	case "一":
		return "chineseCountingThousand"
	case "壹":
		return "chineseLegalSimplified"
	case "①":
		return "decimalEnclosedCircle"
	case "甲":
		return "ideographTraditional"
	case "子":
		return "ideographZodiac"
	case "１":
		return "decimalFullWidth"
	case "가", "ㄱ":
		return "ganada"
	}
	return "decimal"
}

func (d *odt) readBody(body []byte) error {
	dec := office.Decoder(body)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		s, ok := tok.(xml.StartElement)
		if !ok || s.Name.Local != "text" || !strings.Contains(s.Name.Space, "office") {
			continue
		}
		return d.blocks(dec, d.addAll)
	}
}

// blocks reads the blocks inside the current element.
func (d *odt) blocks(dec *xml.Decoder, add func(para)) error {
	return d.inside(dec, func(s xml.StartElement) (bool, error) {
		switch s.Name.Local {
		case "p", "h":
			p, err := d.openParagraph(dec, s)
			add(p)
			return true, err
		case "list":
			return true, d.list(dec, s, add)
		case "table":
			return true, d.openTable(dec)
		case "tracked-changes":
			return true, d.trackedChanges(dec)
		case "annotation":
			d.comments++
			return true, dec.Skip()
		case "sequence-decls", "forms", "variable-decls", "user-field-decls", "named-expressions", "desc", "title":
			return true, dec.Skip()
		}
		return false, nil
	})
}

func (d *odt) trackedChanges(dec *xml.Decoder) error {
	return d.inside(dec, func(s xml.StartElement) (bool, error) {
		if s.Name.Local == "p" || s.Name.Local == "h" {
			text, err := office.AllCharacters(dec)
			d.deleted += block.Inked(text)
			return true, err
		}
		if s.Name.Local == "change-info" {
			return true, dec.Skip()
		}
		return false, nil
	})
}

// list reads the current text:list.
func (d *odt) list(dec *xml.Decoder, s xml.StartElement, add func(para)) error {
	style := attrOf(s, "style-name")
	if style == "" && len(d.open) > 0 {
		style = d.open[len(d.open)-1]
	}
	if len(d.open) == 0 && attrOf(s, "continue-numbering") != "true" && attrOf(s, "continue-list") == "" {
		if l := d.lists.lists[style]; l != nil {
			delete(d.lists.counts, l.definition)
		}
	}
	d.open = append(d.open, style)
	err := d.inside(dec, func(in xml.StartElement) (bool, error) {
		switch in.Name.Local {
		case "list-item":
			d.item.number = true
			d.item.start, _ = number(attrOf(in, "start-value"))
			return true, d.blocks(dec, add)
		case "list-header":
			d.item.number = false
			return true, d.blocks(dec, add)
		}
		return false, nil
	})
	d.open = d.open[:len(d.open)-1]
	return err
}

// shapeOpen gives a paragraph its kind and number.
func (d *odt) shapeOpen(b *block.Block, s xml.StartElement) {
	if s.Name.Local == "h" {
		b.Kind, b.Level = block.Heading, 1
		if n, ok := number(attrOf(s, "outline-level")); ok && n > 0 && n <= listDepth {
			b.Level = n
		}
		if len(d.open) == 0 && attrOf(s, "is-list-header") != "true" && d.lists.lists[outlineStyle] != nil {
			b.Marker, _ = d.lists.next(listRef{outlineStyle, b.Level - 1})
		}
	}
	if len(d.open) == 0 || !d.item.number {
		return
	}
	d.item.number = false
	ref := listRef{d.open[len(d.open)-1], len(d.open) - 1}
	if l := d.lists.lists[ref.id]; l != nil && d.item.start > 0 && ref.level < listDepth {
		l.start = map[int]int{ref.level: d.item.start}
		l.started = false
	}
	marker, known := d.lists.next(ref)
	b.Marker = marker
	if !known && strings.TrimSpace(b.Text) != "" {
		d.missing++
	}
	if b.Kind == block.Para {
		b.Kind, b.Level = block.Item, len(d.open)
	}
}

// openTable reads the current table:table.
func (d *odt) openTable(dec *xml.Decoder) error {
	var rows []row
	outer := d.open
	d.open = nil
	err := d.inside(dec, func(s xml.StartElement) (bool, error) {
		switch s.Name.Local {
		case "table-header-rows":
			err := d.inside(dec, func(in xml.StartElement) (bool, error) {
				if in.Name.Local != "table-row" {
					return false, nil
				}
				r, err := d.openRow(dec)
				r.head = true
				rows = append(rows, r)
				return true, err
			})
			return true, err
		case "table-row":
			r, err := d.openRow(dec)
			rows = append(rows, r)
			return true, err
		}
		return false, nil
	})
	d.open = outer
	d.table(rows)
	return err
}

func (d *odt) openRow(dec *xml.Decoder) (r row, err error) {
	covered := 0 // cells that lie under one over several columns
	err = d.inside(dec, func(s xml.StartElement) (bool, error) {
		if s.Name.Local != "table-cell" && s.Name.Local != "covered-table-cell" {
			return false, nil
		}
		c := cell{below: s.Name.Local == "covered-table-cell"}
		err := d.blocks(dec, c.addAll)
		repeated := 1
		if n, ok := number(attrOf(s, "number-columns-repeated")); ok {
			repeated = max(1, min(n, maxColumns))
		}
		if c.below {
			n := min(repeated, covered)
			repeated, covered = repeated-n, covered-n
		} else if n, ok := number(attrOf(s, "number-columns-spanned")); ok && n > 1 {
			c.span = min(n, maxColumns)
			covered = c.span - 1
		}
		for range repeated {
			r.cells = append(r.cells, c)
			err = errors.Join(err, d.count())
		}
		return true, err
	})
	return r, err
}

// openNote reads the current text:note, whose mark is printed as it stands in the file.
func (d *odt) openNote(dec *xml.Decoder) (string, error) {
	mark, text := "", ""
	outer := d.open
	d.open = nil
	err := d.inside(dec, func(s xml.StartElement) (bool, error) {
		switch s.Name.Local {
		case "note-citation":
			var err error
			mark, err = office.AllCharacters(dec)
			return true, err
		case "note-body":
			var c cell
			err := d.blocks(dec, c.addAll)
			text = c.text()
			return true, err
		}
		return false, nil
	})
	d.open = outer
	mark = "[" + strings.TrimSpace(mark) + "]"
	if text != "" {
		d.texts = append(d.texts, block.Block{Text: fmt.Sprintf("%s %s", mark, text), Kind: block.Note})
	}
	return mark, err
}
