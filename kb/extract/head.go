package extract

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// head is the word with which each match of an expression begins. Package regexp tries an expression
// that ignores case at each place of a text; with its head it is tried where the word stands.
type head struct {
	word string // in lower case where fold is set; empty where matches may begin in many ways
	fold bool   // capitals count as small letters
	edge bool   // the expression wants the edge of a word before it
}

// headOf returns the head of an expression, and what is left to be matched from there.
func headOf(re *syntax.Regexp) (head, *syntax.Regexp) {
	var h head
	rest, at := re, re
	if re.Op == syntax.OpConcat && re.Sub[0].Op == syntax.OpWordBoundary && len(re.Sub) > 1 {
		h.edge = true
		rest = &syntax.Regexp{Op: syntax.OpConcat, Flags: re.Flags, Sub: re.Sub[1:]}
		at = re.Sub[1]
	}
	for at.Op == syntax.OpConcat || at.Op == syntax.OpCapture {
		at = at.Sub[0]
	}
	if at.Op != syntax.OpLiteral {
		return head{}, re
	}
	h.fold = at.Flags&syntax.FoldCase != 0
	var word strings.Builder
	for _, r := range at.Rune {
		if h.fold && r >= utf8.RuneSelf && unicode.SimpleFold(r) != r {
			break // é and Ж are left to the expression
		}
		if h.fold {
			r = unicode.ToLower(r)
		}
		word.WriteRune(r)
	}
	h.word = word.String()
	if h.word == "" || h.edge && !wordByte(h.word[0]) {
		return head{}, re
	}
	return h, rest
}

// next is the place at or behind another where a match may begin; -1 where there is none.
func (h head) next(text string, from int) int {
	for from <= len(text) {
		i := h.index(text[from:])
		if i < 0 {
			break
		}
		if from += i; !h.edge || from == 0 || !wordByte(text[from-1]) {
			return from
		}
		from++
	}
	return -1
}

// index is strings.Index of the word.
func (h head) index(text string) int {
	if !h.fold {
		return strings.Index(text, h.word)
	}
	first := h.word[0]
	for i := 0; i+len(h.word) <= len(text); i++ {
		if lower(text[i]) == first && foldsTo(text[i+1:], h.word[1:]) {
			return i
		}
	}
	return -1
}

// foldsTo reports whether a text begins with a word of small letters, whatever its own case.
func foldsTo(text, word string) bool {
	for i := range len(word) {
		if lower(text[i]) != word[i] {
			return false
		}
	}
	return true
}

// lower is the small letter of an ASCII capital.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
