package parse

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// declared names a line whose place the markup says. It closes the items that numbers have opened.
func (s *structurer) declared(l line) {
	s.open, s.part = nil, ""
	address := l.Address
	if address == "" {
		s.plain++
		address = "¶ " + itoa(s.plain)
	}
	if l.Kind == block.Annex {
		s.annexP, s.tables, s.table = "", 0, 0
		s.annexP = s.emit(l, corpus.Heading, address, l.Within)
		return
	}
	if l.Address != "" || l.Within != "" {
		s.annexP = ""
	}
	s.emit(l, kindOf(l), address, firstOf(l.Within, s.annexP))
}

func kindOf(l line) corpus.ProvisionKind {
	switch l.Kind {
	case block.Heading, block.Annex:
		return corpus.Heading
	case block.Article:
		return corpus.Article
	case block.Item:
		return corpus.Item
	case block.Note:
		return corpus.Footnote
	}
	return corpus.Paragraph
}
