package parse

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// officialClasses are the style classes by which the pages of EUR-Lex mark headings and footnotes:
// those of the Official Journal (with oj- before them since 2023), of consolidated texts, and of
// proposals. What is an article or an annex, their words say.
var officialClasses = map[string]block.Kind{
	"doc-ti": block.Heading, "sti-art": block.Heading, "ti-art": block.Heading, "ti-section-1": block.Heading, "ti-section-2": block.Heading, "ti-grseq-1": block.Heading, "ti-grseq-2": block.Heading,
	"ti-tbl": block.Heading, "ti-annotation": block.Heading, "title-doc-first": block.Heading, "title-doc-last": block.Heading, "title-division-1": block.Heading, "title-division-2": block.Heading,
	"title-article-norm": block.Heading, "stitle-article-norm": block.Heading, "title-annex-1": block.Heading, "title-annex-2": block.Heading, "title-gr-seq-level-1": block.Heading,
	"title-gr-seq-level-2": block.Heading, "title-gr-seq-level-3": block.Heading, "Titrearticle": block.Heading, "SectionTitle": block.Heading, "ChapterTitle": block.Heading, "PartTitle": block.Heading,
	"Annexetitre": block.Heading, "note": block.Note, "footnote": block.Note,
}

// byClass returns what the class of a paragraph says of it. A note must begin with its mark: other
// sites call boxes and remarks so.
func byClass(class, text string) (block.Block, bool) {
	for _, c := range strings.Fields(class) {
		kind, ok := officialClasses[strings.TrimPrefix(c, "oj-")]
		if ok && (kind != block.Note || strings.IndexAny(strings.TrimSpace(text), "([*0123456789") == 0) {
			return block.Block{Kind: kind, Level: 3}, true
		}
	}
	return block.Block{}, false
}

// paragraph writes a paragraph, which its class may make a heading or a footnote.
func (w *writer) paragraph(n *html.Node) {
	saved := w.next
	if class := attr(n, "class"); class != "" {
		if b, ok := byClass(class, textOf(n)); ok {
			w.next = b
		}
	}
	w.children(n)
	w.flush()
	w.next = saved
}
