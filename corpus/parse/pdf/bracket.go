package pdf

import "unicode"

// turned is the bracket that has the shape of another one in a mirror.
func turned(r rune) (rune, bool) {
	switch r {
	case '(':
		return ')', true
	case ')':
		return '(', true
	case '[':
		return ']', true
	case ']':
		return '[', true
	case '{':
		return '}', true
	case '}':
		return '{', true
	case '«':
		return '»', true
	case '»':
		return '«', true
	}
	return r, false
}

func opens(r rune) bool { return r == '(' || r == '[' || r == '{' || r == '«' }

// balance turns brackets of a line that do not close what is open. Files name them by the shape that
// they show or by what they mean, and the library turns those that it takes for a part of the words from
// right to left: so all of a line may be wrong, or single ones.
func balance(line []glyph) {
	lowest, depth := depthOf(line)
	if lowest >= 0 && depth == 0 {
		return
	}
	if turn := lowest; turn < 0 {
		for i := range line {
			line[i].char, _ = turned(line[i].char)
		}
		if lowest, depth = depthOf(line); lowest >= 0 && depth == 0 {
			return
		}
	}
	settleBrackets(line)
}

// depthOf counts the brackets that are open at the end of a line, and where the fewest are.
func depthOf(line []glyph) (lowest, depth int) {
	for _, g := range line {
		switch other, ok := turned(g.char); {
		case !ok:
		case opens(other):
			depth--
		default:
			depth++
		}
		lowest = min(lowest, depth)
	}
	return lowest, depth
}

// settleBrackets lets each bracket open or close after where it stands: one with a blank before it and none
// behind it opens. Where that does not tell, it closes what is open.
func settleBrackets(line []glyph) {
	depth := 0
	for i, g := range line {
		other, ok := turned(g.char)
		if !ok {
			continue
		}
		before := i == 0 || isApart(line[i-1], g)
		after := i+1 == len(line) || isApart(g, line[i+1])
		opening := before && !after || before == after && depth == 0
		if opening != opens(g.char) {
			line[i].char = other
		}
		if opening {
			depth++
		} else {
			depth = max(depth-1, 0)
		}
	}
}

// isApart reports whether two neighbours on a line are not of one word.
func isApart(a, b glyph) bool {
	return unicode.IsSpace(a.char) || unicode.IsSpace(b.char) || gapBetween(a, b)
}
