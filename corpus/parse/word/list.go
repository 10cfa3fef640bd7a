package word

import (
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

const listDepth = 9 // levels of a list in every format of Word

// listRef points from a paragraph into the numbering: a list and a level from 0.
type listRef struct {
	id    string
	level int
}

// listLevel says how the numbers of one level look. In text, %1 stands for the number of the first
// level, as in WordprocessingML.
type listLevel struct {
	format, text string
	start        int
	legal        bool // numbers of the levels above are shown as digits
	restart      int  // the number begins anew after this level, from 1; 0 never, -1 after every higher one
}

// list is what paragraphs refer to. Lists that share a definition share its count.
type list struct {
	definition string
	levels     [listDepth]listLevel
	start      map[int]int // levels that begin anew when this list is first used
	started    bool
}

// numbering evaluates automatic numbers, which are not in the text of a Word file.
type numbering struct {
	lists  map[string]*list
	counts map[string]*[listDepth]int // by definition
}

func newNumbering() *numbering {
	return &numbering{lists: map[string]*list{}, counts: map[string]*[listDepth]int{}}
}

// next counts one paragraph of the list and returns its printed number; "" for a bullet. The second
// result is false where the list is not known, so that a number may be missing.
func (n *numbering) next(ref listRef) (string, bool) {
	l := n.lists[ref.id]
	if l == nil || ref.level < 0 || ref.level >= listDepth || len(l.levels[ref.level].text) > maxPattern {
		return "", false
	}
	counts := n.counts[l.definition]
	if counts == nil {
		counts = &[listDepth]int{}
		n.counts[l.definition] = counts
		for i := range counts {
			counts[i] = l.levels[i].start - 1
		}
	}
	if !l.started {
		l.started = true
		for level, start := range l.start {
			if level >= 0 && level < listDepth {
				counts[level] = start - 1
			}
		}
	}
	// A level that was passed over counts as begun.
	for i := range ref.level {
		counts[i] = max(counts[i], l.levels[i].start)
	}
	counts[ref.level]++
	for i := ref.level + 1; i < listDepth; i++ {
		if r := l.levels[i].restart; r < 0 || r > ref.level {
			counts[i] = l.levels[i].start - 1
		}
	}
	return l.print(counts, ref.level), true
}

const maxPattern = 128 // bytes; what is longer is no number

// print fills a level's pattern: "%1.%2" or "（%1）".
func (l *list) print(counts *[listDepth]int, level int) string {
	own := l.levels[level]
	if own.format == "bullet" {
		return ""
	}
	text := own.text
	for i := range listDepth {
		place := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, place) {
			continue
		}
		number := ""
		switch format := l.levels[i].format; {
		case format == "bullet", format == "none":
		case own.legal && i != level:
			number = office.Numeral(counts[i], "decimal")
		default:
			number = office.Numeral(counts[i], format)
		}
		text = strings.ReplaceAll(text, place, number)
	}
	return strings.TrimSpace(text)
}
