package parse

import (
	"regexp"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Readers write the mark of a footnote in square brackets, both where it is called and where it
// stands.
var (
	noteMark = regexp.MustCompile(`\[([0-9]{1,4}|[ivxlc]{1,7}|[a-z*†‡§]{1,2})\]`)
	noteHead = regexp.MustCompile(`^\[([0-9]{1,4}|[ivxlc]{1,7}|[a-z*†‡§]{1,2})\]\s`)
)

// called remembers which provision a line's marks of footnotes stand in.
func (s *structurer) called(l line, address string) {
	for _, m := range noteMark.FindAllStringSubmatch(l.Text, -1) {
		s.marks[m[1]] = address
	}
}

// footnote binds a footnote to its mark: its address is the mark, its parent the last provision
// above in which the mark stands. One without a mark stays a line without a number.
func (s *structurer) footnote(i int) {
	l := s.lines[i]
	m := noteHead.FindStringSubmatch(l.Text)
	switch {
	case m == nil && l.Declared():
		s.declared(l)
		return
	case m == nil:
		s.plainLine(i, corpus.Footnote)
		return
	}
	name := "footnote "
	if s.chinese() {
		name = "脚注"
	}
	s.emit(l, corpus.Footnote, name+m[1], firstOf(s.marks[m[1]], l.Within, s.annexP))
}
