package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// vocabulary is one kind of XML: how it is known by its top element, and who reads it.
type vocabulary struct {
	name  string // of the parser, with its version
	media string
	roots []string
	is    func(top *node) bool // beside the roots; nil where they are enough
	read  func(w *writer, d *document)
}

// Read reads the XML of one document. The error is a [*block.Error]: of kind Unsupported where the
// XML holds data or a list rather than a document, Damaged where nothing could be read of it,
// TooLarge where a limit was met. What breaks off is read up to there, with a warning.
func Read(b []byte, limits block.Limits) (block.Page, error) {
	if limits.Bytes > 0 && int64(len(b)) > limits.Bytes {
		return block.Page{}, block.Failf(block.TooLarge, "the XML has %d bytes; at most %d are read", len(b), limits.Bytes)
	}
	d, err := readTree(b)
	if err != nil {
		return block.Page{}, err
	}
	top := d.top()
	if top == nil {
		return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the XML has no element that could be read; a well-formed file would be right", Cause: d.broken}
	}
	w := &writer{limits: limits}
	v := known(top)
	w.page.Parser, w.page.MediaType = v.name, v.media
	w.page.Warnings = d.warnings
	v.read(w, d)
	if w.err != nil {
		return block.Page{}, w.err
	}
	if len(w.page.Blocks) == 0 {
		if d.broken != nil {
			return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the XML is broken before its first words; a well-formed file would be right", Cause: d.broken}
		}
		return block.Page{}, block.Failf(block.Empty, "the XML (<%s>) holds no words; a document with text would be right", top.name)
	}
	if d.broken != nil {
		w.page.Partly("the XML breaks off: %v", d.broken)
	}
	w.page.Visible = inked(w.page.Blocks)
	return w.page, nil
}

// known finds the vocabulary of a top element; the last, plain XML, takes everything.
func known(top *node) vocabulary {
	all := vocabularies()
	for _, v := range all {
		for _, r := range v.roots {
			if r == top.name && (v.is == nil || v.is(top)) {
				return v
			}
		}
	}
	return all[len(all)-1]
}

// civil reads a day written as 2024-05-17, 20240517 or with a time behind it.
func civil(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	return s[:min(len(s), 10)]
}
