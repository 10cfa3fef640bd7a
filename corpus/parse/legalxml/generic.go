package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// readPlain reads XML of an unknown vocabulary as what it shows without one: each element that holds
// words of its own is a line. It is refused where that gives fields of data and no text.
func readPlain(w *writer, d *document) {
	top := d.top()
	w.page.Lang = corpus.Lang(firstOf(top.attr("lang"), top.attr("language")))
	if t := top.find("title"); t != nil && len(t.words()) < 400 {
		w.page.Title = t.words()
	}
	w.prose(d.root)
	fields, running := 0, 0
	for _, b := range w.page.Blocks {
		fields++
		if len(strings.Fields(b.Text)) >= 6 || block.Inked(b.Text) >= 20 && strings.ContainsAny(b.Text, "。；，") {
			running += block.Inked(b.Text)
		}
	}
	if all := inked(w.page.Blocks); fields > 0 && running*3 < all {
		w.err = block.Failf(block.Unsupported, "the XML (<%s>) holds %d fields of data and no running text; a document, or a vocabulary that is known, would be right", top.name, fields)
	}
}

// prose writes a line for each element with words of its own, and looks into the others.
func (w *writer) prose(n *node) {
	for _, k := range n.kids {
		switch {
		case k.name == "":
			w.para(k.text, "")
		case strings.EqualFold(k.name, "table") && k.find("tr") != nil:
			w.htmlTable(k, "")
		case hasWords(k) || len(k.elements()) == 0:
			w.para(spaced(k), "")
		default:
			w.prose(k)
		}
	}
}

// hasWords reports whether text stands directly in the element.
func hasWords(n *node) bool {
	for _, k := range n.kids {
		if k.name == "" && strings.TrimSpace(k.text) != "" {
			return true
		}
	}
	return false
}
