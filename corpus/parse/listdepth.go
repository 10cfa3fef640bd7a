package parse

import "github.com/lodestone-kb/lodestone/corpus/parse/block"

// listDepth is the level of an automatically numbered item in its list; 0 for other lines.
func (l line) listDepth() int {
	if l.Marker == "" || l.Kind != block.Item {
		return 0
	}
	return l.Level
}

// inside returns where an item of the given level in its list belongs: below the innermost open item of
// a lower one. 0 where the markup does not say.
func (s *structurer) inside(depth int) int {
	for at := len(s.open) - 1; at >= 0 && depth > 1; at-- {
		switch o := s.open[at].depth; {
		case o > 0 && o < depth:
			return min(at+1, 7)
		case o > 0:
			return 0
		}
	}
	return 0
}

// above returns where an item of the given level goes that begins another list: behind the open items,
// but for those that lie deeper in their lists.
func (s *structurer) above(depth int) int {
	n := len(s.open)
	for depth > 0 && n > 0 && s.open[n-1].depth > depth {
		n--
	}
	return n
}
