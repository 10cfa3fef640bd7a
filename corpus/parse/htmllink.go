package parse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// fileLink is a link to a file, with the number of the block in which it stands.
type fileLink struct {
	block.Link
	block int
}

// link collects the addresses of files that the body points at.
func (w *writer) link(n *html.Node) {
	address, ok := resolve(w.base, attr(n, "href"))
	if !ok || len(w.links) >= 1000 || !isFile(n) {
		return
	}
	for _, l := range w.links {
		if l.URL == address {
			return
		}
	}
	l := block.Link{URL: address, Text: block.Normalise(textOf(n), false), Lang: corpus.Lang(attr(n, "hreflang"))}
	w.links = append(w.links, fileLink{l, len(w.blocks)})
}

// attachments returns the files that the blocks link to; all for nil.
func (w *writer) attachments(kept []int) []block.Link {
	var out []block.Link
	for _, l := range w.links {
		if kept == nil || slices.Contains(kept, l.block) {
			l.Label = w.labelOf(l)
			out = append(out, l.Link)
		}
	}
	return out
}

// maxLabel bounds, in characters, the words before a link that name what it leads to; maxListed how many
// lines with links one label may stand over.
const (
	maxLabel  = 40
	maxListed = 60
)

// labelOf returns the words before a link in its line: "附件：" before "1. 目录"; where the line has
// none, the nearest line above that holds no link to a file, where that is short enough for a label.
func (w *writer) labelOf(l fileLink) string {
	if l.block >= len(w.blocks) {
		return ""
	}
	before, _, found := strings.Cut(w.blocks[l.block].Text, l.Text)
	if before = strings.TrimSpace(before); found && strings.ContainsFunc(before, unicode.IsLetter) {
		r := []rune(before)
		return string(r[max(0, len(r)-maxLabel):])
	}
	for i := l.block - 1; i >= 0 && i >= l.block-maxListed; i-- {
		if slices.ContainsFunc(w.links, func(o fileLink) bool { return o.block == i }) {
			continue
		}
		text := w.blocks[i].Text
		if utf8.RuneCountInString(text) > maxLabel {
			return ""
		}
		return text
	}
	return ""
}

// Lists of links of which each is told in so many characters, and of at least so many links, are what a
// listing is for; menus are shorter.
const (
	toldLink   = 20
	fewestLink = 3
)

// holdsText reports whether anything but headings was written.
func (w *writer) holdsText() bool {
	n := 0
	for _, b := range w.blocks {
		if b.Kind != block.Heading {
			n += block.Inked(b.Text)
		}
	}
	return n >= 2*toldLink
}

// withoutListings leaves out of the nodes that are to be dropped the lists of links with titles: on a page
// that holds nothing else they are the document.
func withoutListings(dropped map[*html.Node]string) map[*html.Node]string {
	out := map[*html.Node]string{}
	for n, why := range dropped {
		links, chars := 0, 0
		walk(n, func(a *html.Node) bool {
			if a.DataAtom == atom.A {
				links++
				chars += block.Inked(textOf(a))
			}
			return a.DataAtom != atom.A
		})
		if why != linkList || links < fewestLink || chars < toldLink*links || boilerplateAbove(n) != "" {
			out[n] = why
		}
	}
	return out
}
