package parse

import (
	"strings"
	"unicode"
)

// blockKind says what the markup made of a block.
type blockKind uint8

const (
	para    blockKind = iota
	heading           // a heading element or style
	item              // an item of a list
	row               // a row of a table, cells separated by tabs
	rowHead           // a row that names the columns
	note              // a footnote
	rule              // a page or section break without words; ends a table
)

// block is one line of the text and what the markup said about it.
type block struct {
	text    string
	kind    blockKind
	level   int      // of a heading, or the depth of a list item; from 1
	marker  string   // number that the original shows but does not hold as text, such as "1." or "(a)"
	columns []string // of a row
	table   int      // running number of the row's table, from 1
	page    int      // of a paged document, from 1
	linked  int      // non-blank characters that are links to pages
}

// normalise makes a line as the text keeps it: blanks folded, ends trimmed, invisible characters
// removed. Tabs stay where keepTabs is set, because they part the cells of a row.
func normalise(s string, keepTabs bool) string {
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

// inked counts the characters that are not blank.
func inked(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
