package word

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// RTF is the media type of Rich Text Format.
const RTF = "application/rtf"

// ReadRTF reads Rich Text Format 1.9 and earlier. Automatic numbers are taken from the text that
// writers leave for readers that do not count; footnotes follow the text.
func ReadRTF(b []byte, limits block.Limits) (block.Page, error) {
	r := &rtf{output: newOutput("rtf/1", RTF, limits), b: b, page: 1252, fonts: map[int]rtfFont{}, levels: map[int]int{}}
	r.flow = &flow{}
	r.groups = []group{{uc: 1, font: -1}}
	if err := r.run(); err != nil {
		return block.Page{}, err
	}
	r.endParagraph()
	r.endTable()
	for _, n := range r.notes {
		r.add(n)
	}
	r.addHeads(r.heads)
	if len(r.groups) > 1 {
		r.Partly("the RTF file breaks off, with %d groups open", len(r.groups)-1)
	}
	if r.unnumbered > 0 {
		r.Warn("the automatic numbers of %d paragraphs are not in the file and are missing", r.unnumbered)
	}
	r.dropped("tracked deletions and hidden text", r.unseen, "Word does not print them")
	return r.finish(), nil
}

// destination says what the text of a group is for.
type destination uint8

const (
	toText destination = iota
	toNothing
	toCode   // of a field
	toNumber // the printed number of a paragraph
	toFonts
	toStyles
	toShape // properties of a shape, whose text box is text again
)

// group is what holds between two braces.
type group struct {
	dest    destination
	under   destination // of text that stands for what is skipped
	hidden  bool
	uc      int // characters to skip behind a Unicode one
	font    int
	field   bool // it opened a field
	note    bool // it opened a note
	box     bool // it opened a text box
	head    bool // it opened a header or footer
	starred bool // it began with \*: unknown destinations are to be skipped
}

type rtfFont struct {
	page int // code page, or 0 for the document's
	name string
}

// flow is a run of paragraphs: the text itself, a note, or a text box.
type flow struct {
	fields fieldStack
	number string
	props  rtfProps
	rows   []row
	cells  []cell
	cell   cell
	row    rtfRow
	notes  []block.Block // of a note or a box: its paragraphs
	outer  *flow         // what goes on behind a note or a box; nil for the text itself
	mark   string        // of a note
	boxes  []block.Block
}

// rtfProps are the properties of a paragraph.
type rtfProps struct {
	level   int // of a heading, from 1
	inTable bool
	list    int
	depth   int // of the list, from 0
}

// rtfRow is the definition of a row.
type rtfRow struct {
	left  int
	edges []int
	below []bool
	head  bool
	next  bool // the cell whose border comes next goes on with the one above
}

// rtf is the state of reading one file.
type rtf struct {
	*output
	b      []byte
	at     int
	groups []group
	flow   *flow
	page   int // code page of the document
	fonts  map[int]rtfFont
	levels map[int]int // heading level by style
	style  struct {
		index, level int
		name         string
	}
	fontName string
	raw      []byte // characters that are not decoded yet
	wide     []uint16
	skip     int  // characters that stand for a Unicode one
	mark     bool // an automatic mark of a note was just seen
	shown    [2]int
	notes    []block.Block
	heads    []block.Block // headers and footers

	unseen, unnumbered int
}

const maxGroups = 4096 // inside each other

func (r *rtf) top() *group { return &r.groups[len(r.groups)-1] }

// run reads the file from the first byte to the last.
func (r *rtf) run() error {
	for r.at < len(r.b) {
		c := r.b[r.at]
		switch c {
		case '{':
			r.at++
			r.flush()
			g := *r.top()
			g.field, g.note, g.box, g.head, g.starred = false, false, false, false, false
			if len(r.groups) >= maxGroups {
				return block.Failf(block.Damaged, "the RTF file nests more than %d groups; a file saved anew would be right", maxGroups)
			}
			r.groups = append(r.groups, g)
			r.skip = 0
		case '}':
			r.at++
			if err := r.endGroup(); err != nil {
				return err
			}
		case '\\':
			if err := r.control(); err != nil {
				return err
			}
		case '\r', '\n', 0:
			r.at++
		default:
			r.at++
			r.char(c)
		}
	}
	r.flush()
	return nil
}

// char takes one byte of text.
func (r *rtf) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if len(r.wide) > 0 {
		r.flush()
	}
	r.raw = append(r.raw, c)
}

// flush decodes what has gathered and hands it to where the group's text goes.
func (r *rtf) flush() {
	text := ""
	switch {
	case len(r.wide) > 0:
		text = r.symbols(string(utf16.Decode(r.wide)))
		r.wide = r.wide[:0]
	case len(r.raw) > 0:
		text = r.decode(r.raw)
		r.raw = r.raw[:0]
	default:
		return
	}
	r.write(text)
}

func (r *rtf) write(text string) {
	g := r.top()
	switch g.dest {
	case toText:
		if g.hidden {
			r.unseen += block.Inked(text)
			return
		}
		r.flow.fields.write(text)
		r.mark = r.mark && strings.TrimSpace(text) == ""
	case toCode:
		r.flow.fields.write(text)
	case toNumber:
		r.flow.number = label(r.flow.number, text)
	case toFonts:
		r.fontName = label(r.fontName, text)
	case toStyles:
		r.style.name = label(r.style.name, text)
	}
}

// label adds to a name or a number, which are short; what goes on forever is cut.
func label(s, more string) string {
	if len(s)+len(more) > maxLabel {
		return s
	}
	return s + more
}

const maxLabel = 256

// decode reads bytes in the code page of the font; those of a symbol font are characters of it.
func (r *rtf) decode(b []byte) string {
	font := r.fonts[r.top().font]
	if font.page == symbolPage && r.top().dest != toFonts {
		var out strings.Builder
		for _, c := range b {
			out.WriteString(symbolOf(font.name, int(c)))
		}
		return out.String()
	}
	if isASCII(b) {
		return string(b) // alike in all code pages
	}
	var enc encoding.Encoding
	if font.page != 0 {
		enc = office.CodePage(font.page)
	}
	if enc == nil {
		enc = office.CodePage(r.page)
	}
	if enc == nil {
		enc = office.CodePage(1252)
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// symbols replaces characters of symbol fonts, which writers move to the private area.
func (r *rtf) symbols(s string) string {
	font := r.fonts[r.top().font]
	if strings.IndexFunc(s, func(c rune) bool { return c >= 0xf020 && c <= 0xf0ff }) < 0 {
		return s
	}
	var out strings.Builder
	for _, c := range s {
		if c >= 0xf020 && c <= 0xf0ff {
			out.WriteString(symbolOf(font.name, int(c)))
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}

// endGroup closes a group and what it opened.
func (r *rtf) endGroup() error {
	r.flush()
	r.skip = 0
	g := *r.top()
	if len(r.groups) == 1 {
		r.at = len(r.b) // what follows the last brace is no text
		return nil
	}
	r.groups = r.groups[:len(r.groups)-1]
	outer := r.top().dest
	switch {
	case g.field:
		r.flow.fields.end(r.output)
	case g.note || g.box || g.head:
		r.endFlow(g)
	case g.dest == toFonts && (outer == toFonts || r.fontName != ""):
		r.endFont(g.font)
	case g.dest == toStyles && r.style.name != "":
		r.endStyle()
	}
	return nil
}

func (r *rtf) endFont(index int) {
	f := r.fonts[index]
	f.name, _, _ = strings.Cut(strings.TrimSpace(r.fontName), ";")
	if len(r.fonts) < 4096 {
		r.fonts[index] = f
	}
	r.fontName = ""
}

func (r *rtf) endStyle() {
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(r.style.name)), ";")
	level := r.style.level
	if n, ok := strings.CutPrefix(name, "heading "); ok && level == 0 {
		level, _ = number(n)
	}
	if level > 0 && level <= listDepth && len(r.levels) < 4096 {
		r.levels[r.style.index] = level
	}
	r.style.index, r.style.level, r.style.name = 0, 0, ""
}
