package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// cellOf is the part of a row's sentence that stands in the same cell before an offset, and the head
// of that cell's column; for other sentences all that stands before it, and nothing.
func (s *sentence) cellOf(offset int) (before, head string) {
	before = s.plain[:offset]
	if s.provision.Kind != corpus.Row {
		return before, ""
	}
	column := strings.Count(s.reader.rev.Text[s.provision.Start:s.Start+s.printedAt(offset)], "\t")
	if column < len(s.provision.Columns) {
		head = s.provision.Columns[column]
	}
	return before[strings.LastIndexByte(before, '\t')+1:], head
}

var (
	leastHead = compile(`(?i)\bmin(?:imum)?\b|\bat least\b|\blower limit\b|≥|最小|最低|下限|不低于|不小于`)
	mostHead  = compile(`(?i)\bmax(?:imum)?\b|\bat most\b|\bupper limit\b|≤|最大|最高|上限|不超过|不大于`)
)

// directed is the comparison that the head of a column gives the numbers below it, or "".
func directed(head string) string {
	least, most := leastHead.MatchString(head), mostHead.MatchString(head)
	switch {
	case least == most:
		return ""
	case least:
		return ">="
	}
	return "<="
}
