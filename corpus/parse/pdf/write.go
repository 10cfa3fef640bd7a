package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// blocksOf turns printed lines into paragraphs, table rows and footnotes.
func blocksOf(pages [][]printed, sheets []sheet, begins func(string) bool) []block.Block {
	w := &pageWriter{begins: begins, usual: usualLine(pages)}
	for i, lines := range pages {
		w.page = sheets[i].number
		machine := sheets[i].machine || sheets[i].under
		w.open = w.open && machine == w.machine
		w.machine = machine
		from := len(w.blocks)
		notes := w.notesAmong(lines)
		for k := 0; k < len(lines); {
			if notes[k] {
				w.note(lines[k])
				k++
				continue
			}
			if g := lines[k].grid(); g != nil {
				w.ruled(g)
				k++
				continue
			}
			if n := tableAt(lines[k:]); n > 0 && !slices.Contains(notes[k:k+n], true) {
				w.table(lines[k : k+n])
				k += n
				continue
			}
			var next *printed
			if k+1 < len(lines) {
				next = &lines[k+1]
			}
			w.line(lines[k], next)
			k++
		}
		w.flushNotes()
		for k := from; k < len(w.blocks); k++ {
			w.blocks[k].Machine = machine
		}
	}
	settleHyphens(w.blocks)
	return w.blocks
}

// usualLine is the height of most lines of the document, each weighed by its letters.
func usualLine(pages [][]printed) float64 {
	letters := map[int]int{}
	for _, lines := range pages {
		for _, l := range lines {
			for _, c := range l.cells {
				letters[int(math.Round(l.height()*2))] += utf8.RuneCountInString(c.text)
			}
		}
	}
	best := 0
	for h, n := range letters {
		if n > letters[best] || n == letters[best] && h > best {
			best = h
		}
	}
	return float64(best) / 2
}

// pageWriter collects blocks and remembers the line before, to join paragraphs.
type pageWriter struct {
	blocks     []block.Block
	notes      []block.Block // footnotes of the page, which follow its text
	page       int
	machine    bool    // the page was read off its image
	usual      float64 // height of a line of the document's running text
	begins     func(string) bool
	last       printed      // the line that ended the last paragraph, for joining
	lines      int          // of the last paragraph
	open       bool         // the last block is a paragraph that may go on
	marks      map[int]bool // numbers right behind words of the page
	noteNumber int          // of the last footnote, 0 where it had none
	noted      bool         // a footnote of this page or the one before may go on
	tables     int
	columns    []string
	edges      []float64 // the columns of the last table
}

// line adds a line of running text to the paragraph before, or begins one. The line after it, if any,
// tells a hanging indent from the first line of a paragraph.
func (w *pageWriter) line(l printed, next *printed) {
	text := block.Normalise(l.text(), false)
	if text == "" {
		return
	}
	if w.open && w.goesOn(l, text, next) {
		last := &w.blocks[len(w.blocks)-1]
		last.Text = joinLines(last.Text, text)
		w.last = l
		w.lines++
		return
	}
	w.blocks = append(w.blocks, block.Block{Text: text})
	w.last, w.open, w.lines = l, true, 1
}

// goesOn reports whether a line continues the paragraph: the typesetter broke the line before because
// the next word did not fit, the type has the same size, the distance is that of lines, and no number
// or bullet opens the line.
func (w *pageWriter) goesOn(l printed, text string, next *printed) bool {
	prev := w.last
	before := w.blocks[len(w.blocks)-1].Text
	broken := strings.ContainsRune(string(brokenWord)+"-–‐", lastRune(before)) // a number after it is no marker
	if w.begins(text) && !broken || opensItem(text) || len(prev.cells) > 1 || l.page == prev.page && l.band != prev.band {
		return false
	}
	if size := prev.height() / l.height(); size > 1.25 || size < 0.8 {
		return false
	}
	full := isFull(prev, text) || lastRune(before) == brokenWord || lastRune(before) == '‐'
	if l.page != prev.page || l.column != prev.column || l.top > prev.top {
		return (full || unicode.IsLower(firstRune(text)) || fromRight(firstRune(text))) && !endsParagraph(before)
	}
	if prev.bottom-l.top > prev.pitch+0.45*l.height() {
		return false
	}
	if w.headline(prev) && centred(prev, l) && !endsSentence(before) {
		return true
	}
	in := l.cells[0].left - prev.cells[0].left
	if w.lines == 1 && in > 0.6*l.height() && !w.begins(before) && !opensItem(before) && !hangs(l, next) {
		return false // a heading, and the indented first line under it
	}
	if in > 1.2*l.height() && endsSentence(before) || w.lines > 1 && in < -1.2*l.height() {
		return false
	}
	return full
}

// hangs reports whether the line after stands under this one, as the lines of a hanging indent do.
func hangs(l printed, next *printed) bool {
	return next != nil && next.column == l.column && next.page == l.page && math.Abs(next.cells[0].left-l.cells[0].left) < 2
}

// isFull reports whether the line was broken because the first word of the next did not fit.
func isFull(l printed, next string) bool {
	last := l.cells[len(l.cells)-1]
	room := math.Min(l.edge, l.local) - last.right
	r := firstRune(next)
	if isHan(r) || isQuote(r) {
		return room < 2.2*l.height()
	}
	word, _, _ := strings.Cut(next, " ")
	if i := strings.IndexFunc(word, isHan); i > 0 {
		word = word[:i]
	}
	per := (last.right - last.left) / float64(max(utf8.RuneCountInString(last.text), 1))
	return room < per*float64(utf8.RuneCountInString(word)+1)+0.3*l.height()
}

func (w *pageWriter) headline(l printed) bool { return l.height() > 1.12*w.usual }

// centred reports whether two lines stand in the middle of the same column.
func centred(a, b printed) bool {
	mid := func(l printed) float64 { return (l.cells[0].left + l.cells[len(l.cells)-1].right) / 2 }
	return math.Abs(mid(a)-mid(b)) < b.height() && a.cells[0].left != b.cells[0].left
}

const bullets = "•●○■□◆◇▪▫►➤➢✓"

func opensItem(text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(bullets+"§", r) || (r == '-' || r == '–' || r == '—') && strings.HasPrefix(text[n:], " ")
}

// joinLines joins two lines of a paragraph. A hyphen that the typesetter put at the end of a line
// goes; one that the author wrote stays.
func joinLines(a, b string) string {
	last, first := lastRune(a), firstRune(b)
	switch {
	case last == brokenWord:
		return a + b // decided by settleHyphens
	case last == '‐' && unicode.IsLetter(first): // a sign that some typesetters have for this alone
		return strings.TrimSuffix(a, "‐") + string(brokenWord) + b
	case last == '-' && unicode.IsLetter(first), last == '–' && unicode.IsDigit(first):
		return a + b
	case isHan(last) || isHan(first):
		return a + b
	}
	return a + " " + b
}

const closers = "”’」』）)】》〉\"'］]"

// endsSentence tells a line that may end a paragraph from one that breaks off.
func endsSentence(s string) bool {
	return strings.ContainsRune("。；：！？.;:!?，,", lastRune(strings.TrimRight(s, closers)))
}

// endsParagraph tells a line that ends a paragraph from one that may go on in the next column.
func endsParagraph(s string) bool {
	return strings.ContainsRune("。；：！？.:!?", lastRune(strings.TrimRight(s, closers)))
}
