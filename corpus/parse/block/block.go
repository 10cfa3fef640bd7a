package block

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says what the markup made of a block.
type Kind uint8

const (
	Para     Kind = iota
	Heading       // a heading element or style
	Item          // an item of a list
	Row           // a row of a table, cells separated by tabs
	RowHead       // a row that names the columns
	Note          // a footnote
	Rule          // a page or section break without words; ends a table
	Article       // the line that opens an article, a section or what else a law counts through
	Annex         // the line that opens an annex, to which everything behind it belongs
	Dateline      // a line that prints the day of a page, where it stands outside the document
)

// Block is one line of the text and what the markup said about it.
type Block struct {
	Text    string
	Kind    Kind
	Level   int      // of a heading, or the depth of a list item; from 1
	Marker  string   // number that the original shows but does not hold as text, such as "1." or "(a)"
	Columns []string // of a row
	Table   int      // running number of the row's table, from 1
	Page    int      // of a paged document, from 1
	Linked  int      // non-blank characters that are links to pages
	Machine bool     // read off the image of a page by a machine, with a machine's mistakes

	// What a vocabulary made for law says for certain. Where the three are empty, as other formats
	// leave them, the numbers at the heads of lines decide.
	Address string // how a lawyer cites the block, such as "Article 3(2)(b)"
	Within  string // address of the provision that the block belongs to
	Quoted  bool   // words to be put into another text: their numbers are not this document's
}

// Declared reports whether the markup itself said where the block belongs.
func (b *Block) Declared() bool { return b.Address != "" || b.Within != "" || b.Quoted }

// Normalise makes a line as the text keeps it: blanks folded, ends trimmed, invisible characters
// removed. Tabs stay where keepTabs is set, because they part the cells of a row.
func Normalise(s string, keepTabs bool) string {
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		switch {
		case r == '\t' && keepTabs:
			b.WriteByte('\t')
			blank = false
			continue
		case r == '\ufeff' || r == '\u200b' || r == '\u00ad' || r == '\u2060' || r == 0:
			continue
		case unicode.IsSpace(r) || r == '\u3000':
			blank = true
			continue
		case r < 0x20 || r == 0x7f:
			continue
		}
		if blank && b.Len() > 0 && !endsInTab(&b) {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
	}
	if keepTabs {
		return strings.TrimRight(b.String(), " ")
	}
	return b.String()
}

func endsInTab(b *strings.Builder) bool {
	s := b.String()
	return s[len(s)-1] == '\t'
}

// Inked counts the characters that are not blank.
func Inked(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// NameColumns finds the head of a table whose markup did not name it: a first row of several filled
// cells without a digit, above another row. The heads are carried to every row.
func NameColumns(rows []*Block) {
	if len(rows) < 2 || rows[0].Kind == RowHead || rows[0].Columns != nil {
		return
	}
	cells := strings.Split(rows[0].Text, "\t")
	if len(cells) < 2 || strings.ContainsAny(rows[0].Text, "0123456789０１２３４５６７８９") {
		return
	}
	for _, c := range cells {
		if strings.TrimSpace(c) == "" || utf8.RuneCountInString(c) > 40 {
			return
		}
	}
	for k := range rows {
		rows[k].Columns = cells
	}
	rows[0].Kind = RowHead
	rows[0].Columns = nil
}

// MergeHeads writes one name for each column out of up to four head rows.
func MergeHeads(heads [][]string) []string {
	width := 0
	for _, h := range heads {
		width = max(width, len(h))
	}
	out := make([]string, width)
	for _, h := range heads {
		for x, c := range h {
			if c = strings.TrimSpace(c); c != "" && !strings.Contains(out[x], c) {
				out[x] = strings.TrimSpace(out[x] + " " + c)
			}
		}
	}
	return out
}
