package pdf

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// notesAmong marks the lines of footnotes: lines in small type at the foot of a column, under text in
// the usual size, of which the first opens with a mark or goes on with the note before.
func (w *pageWriter) notesAmong(lines []printed) []bool {
	out := make([]bool, len(lines))
	w.marks = marksIn(lines)
	for end := len(lines); end > 0; {
		start := end
		for start > 0 && lines[start-1].column == lines[end-1].column {
			start--
		}
		first := end
		for first > start && lines[first-1].grid() == nil && len(lines[first-1].cells) <= 2 && lines[first-1].height() < 0.92*w.usual {
			first--
		}
		for first < end && first == start && !w.opensNote(lines[first].text()) {
			first++ // a column of small type alone is no footnote, unless it says so
		}
		for k := first; k < end && first > start; k++ {
			out[k] = true
		}
		end = start
	}
	return w.marked(lines, out)
}

// marked unmarks what no mark opens: small type is not yet a footnote.
func (w *pageWriter) marked(lines []printed, note []bool) []bool {
	open := w.noted
	for k := 0; k < len(lines); {
		if !note[k] {
			k++
			continue
		}
		end := k
		for end < len(lines) && note[end] && lines[end].column == lines[k].column {
			end++
		}
		if !w.opensNote(lines[k].text()) && !open {
			for i := k; i < end; i++ {
				note[i] = false
			}
		} else {
			open = true
		}
		k = end
	}
	w.noted = open
	return note
}

// opensNote recognises a mark at the head of a line, also one with a full stop, as in a list, where the page
// has that number behind a word.
func (w *pageWriter) opensNote(s string) bool {
	return opensNote(s) || dottedNumber.MatchString(s) && w.marks[noteNumber(s)]
}

var (
	dottedNumber = regexp.MustCompile(`^[0-9]{1,3}\. ?\pL`)
	markBehind   = regexp.MustCompile(`[\pL.,;:)”"’。，；：）」』]([0-9]{1,3})(?:[\s.,;。，；]|\p{Han}|$)`)
)

// marksIn returns the numbers that stand right behind words: marks of footnotes, as a rule.
func marksIn(lines []printed) map[int]bool {
	out := map[int]bool{}
	for _, l := range lines {
		for _, m := range markBehind.FindAllStringSubmatch(l.text(), -1) {
			n, err := strconv.Atoi(m[1])
			out[n] = err == nil
		}
	}
	return out
}

// opensNote recognises a mark at the head of a line: 12 Words, *Words, ①…, [3] Words.
func opensNote(s string) bool {
	r := firstRune(s)
	switch {
	case strings.ContainsRune("*†‡§¶", r), '①' <= r && r <= '⑳', r == '¹', r == '²', r == '³', '⁰' <= r && r <= '⁹':
		return true
	case r == '[':
		s = s[1:]
	}
	rest := strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(rest); n == 0 || n > 3 {
		return false
	}
	next := firstRune(strings.TrimLeft(rest, " ]"))
	return unicode.IsLetter(next) || isQuote(next)
}

// noteNumber is the number that opens a footnote, or 0.
func noteNumber(s string) int {
	s = strings.TrimPrefix(s, "[")
	n, err := strconv.Atoi(s[:len(s)-len(strings.TrimLeft(s, "0123456789"))])
	if err != nil {
		return 0
	}
	return n
}

// note adds a line to the footnotes of the page. A number that does not follow the last one opens no
// footnote: it stands in the middle of one.
func (w *pageWriter) note(l printed) {
	text := block.Normalise(l.text(), false)
	if text == "" {
		return
	}
	number := noteNumber(text)
	if w.opensNote(text) && (number == 0 || number == w.noteNumber+1 || w.noteNumber == 0) || len(w.notes) == 0 {
		w.noteNumber = number
		w.notes = append(w.notes, block.Block{Text: text, Kind: block.Note})
		return
	}
	last := &w.notes[len(w.notes)-1]
	last.Text = joinLines(last.Text, text)
}

// flushNotes writes the footnotes after the text of the page. The paragraph that was open before them
// may still go on over the page, so it stays the last block: the notes go before it.
func (w *pageWriter) flushNotes() {
	if len(w.notes) == 0 {
		w.noted = false
		return
	}
	at := len(w.blocks)
	if w.open && !endsParagraph(w.blocks[at-1].Text) {
		at--
	}
	rest := append([]block.Block{}, w.blocks[at:]...)
	w.blocks = append(append(w.blocks[:at], w.notes...), rest...)
	w.notes = nil
}
