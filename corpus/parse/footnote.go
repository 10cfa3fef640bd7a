package parse

import (
	"regexp"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Readers write the mark of a footnote in square brackets, both where it is called and where it
// stands. That of PDF keeps it as it is printed: raised behind a word, and without brackets at the head.
var (
	noteMark = regexp.MustCompile(`\[([0-9]{1,4}|[ivxlc]{1,7}|[a-z*†‡§]{1,2})\]`)
	noteHead = regexp.MustCompile(`^\[([0-9]{1,4}|[ivxlc]{1,7}|[a-z*†‡§]{1,2})\]\s`)

	printedHead = regexp.MustCompile(`^([0-9]{1,3})(?:[.\s]|\pL)`)
	raisedMark  = regexp.MustCompile(`(?:[\pL)”"’。，；：）」』]|[^0-9\s][.,;:])([0-9]{1,3})(?:[\s.,;:)，。；：）]|\p{Han}|$)`)
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
	name := "footnote "
	if s.chinese() {
		name = "脚注"
	}
	if m := noteHead.FindStringSubmatch(l.Text); m != nil {
		s.emit(l, corpus.Footnote, name+m[1], firstOf(s.marks[m[1]], l.Within, s.annexP))
		return
	}
	m := printedHead.FindStringSubmatch(l.Text)
	switch {
	case l.Declared():
		s.declared(l)
	case m == nil:
		s.plainLine(i, corpus.Footnote)
	default:
		s.raised = true
		s.emit(l, corpus.Footnote, name+m[1], s.annexP)
	}
}

// bindRaised binds the footnotes whose marks are raised, each to the provision that alone has its mark
// among those of its page: the lines since the footnotes before, and the paragraph that goes on over the
// page, which stands behind them.
func (s *structurer) bindRaised() {
	if !s.raised || len(s.out) != len(s.lines) {
		return
	}
	from := 0
	for i := 0; i < len(s.lines); i++ {
		if s.lines[i].Kind != block.Note {
			continue
		}
		end := i
		for end < len(s.lines) && s.lines[end].Kind == block.Note {
			end++
		}
		in := map[string][]int{}
		s.raisedMarks(in, from, i)
		s.raisedMarks(in, end, min(end+1, len(s.lines)))
		for k := i; k < end; k++ {
			m := printedHead.FindStringSubmatch(s.lines[k].Text)
			if m != nil && len(in[m[1]]) == 1 {
				s.out[k].Parent = s.out[in[m[1]][0]].Address
			}
		}
		from, i = end, end
	}
}

// raisedMarks adds the lines, of those from one index to another, in which each mark stands.
func (s *structurer) raisedMarks(in map[string][]int, from, to int) {
	for i := from; i < to; i++ {
		for _, m := range raisedMark.FindAllStringSubmatch(s.lines[i].Text, -1) {
			if at := in[m[1]]; len(at) == 0 || at[len(at)-1] != i {
				in[m[1]] = append(at, i)
			}
		}
	}
}
