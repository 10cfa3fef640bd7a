package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// IsIndex reports whether a file name is that of a Formex file that names the parts of an act.
func IsIndex(name string) bool {
	return strings.HasSuffix(name, ".doc.xml") || strings.HasSuffix(name, ".doc.fmx.xml")
}

// ReadAct reads an act of the Official Journal from its files, by name, as one document: the file
// that names the parts says their order, the day of publication and the addresses. A part that is
// not there is told in a warning.
func ReadAct(files map[string][]byte, limits block.Limits) (block.Page, error) {
	var index *document
	for name, b := range files {
		if !IsIndex(name) {
			continue
		}
		if index != nil {
			return block.Page{}, block.Failf(block.Unsupported, "the file holds several acts of the Official Journal; one at a time would be right")
		}
		d, err := readTree(b)
		if err != nil {
			return block.Page{}, err
		}
		index = d
	}
	if index == nil || index.top() == nil {
		return block.Page{}, block.Failf(block.Damaged, "the file that names the parts of the act cannot be read; a complete zip file of the Publications Office would be right")
	}
	w := &writer{limits: limits}
	w.page.Parser, w.page.MediaType, w.page.Warnings = "formex/1", "application/xml", index.warnings
	f := newFormex(w)
	f.index(index.top())
	for _, name := range formexParts(index.top()) {
		b, ok := files[name]
		if !ok {
			w.page.Miss(corpus.GapPart, name, "the part %s of the act is not in the file", name)
			continue
		}
		d, err := readTree(b)
		if err != nil {
			return block.Page{}, err
		}
		if d.broken != nil {
			w.page.Miss(corpus.GapPart, name, "the part %s of the act breaks off: %v", name, d.broken)
		}
		for _, top := range d.root.elements() {
			f.fields(top)
			f.walk(&node{kids: []*node{top}}, place{})
		}
	}
	if w.err != nil {
		return block.Page{}, w.err
	}
	if len(w.page.Blocks) == 0 {
		return block.Page{}, block.Failf(block.Empty, "none of the parts that the act names is in the file; a complete zip file of the Publications Office would be right")
	}
	w.page.Visible = inked(w.page.Blocks)
	return w.page, nil
}

// index reads the fields that only the file that names the parts has.
func (f *formex) index(top *node) {
	if day, err := corpus.ParseDate(civil(orEmpty(top.kid("PUBLICATION.REF").kid("DATE")).attr("ISO"))); err == nil {
		f.page.Published = day
	}
	if eli := top.find("NO.ELI"); eli != nil {
		f.page.Canonical = eli.attr("ID")
	} else if celex := top.find("NO.CELEX"); celex != nil {
		f.page.Canonical = celexAddress(celex.words())
	}
}
