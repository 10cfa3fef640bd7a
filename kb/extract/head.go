package extract

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// head is the word with which each match of an expression begins, or that it begins with a digit.
// Package regexp tries most expressions at each place of a text; with its head one is tried where the
// word stands.
type head struct {
	word   string // in lower case where fold is set; empty where there is none
	fold   bool   // capitals count as small letters
	digits bool   // a digit stands there instead of a word
	edge   bool   // the expression wants the edge of a word before it
}

// none reports whether matches may begin in many ways.
func (h head) none() bool { return h.word == "" && !h.digits }

// headOf returns the head of an expression, and what is left to be matched from there.
func headOf(re *syntax.Regexp) (head, *syntax.Regexp) {
	var h head
	rest, at := re, re
	if re.Op == syntax.OpConcat && re.Sub[0].Op == syntax.OpWordBoundary && len(re.Sub) > 1 {
		h.edge = true
		rest = &syntax.Regexp{Op: syntax.OpConcat, Flags: re.Flags, Sub: re.Sub[1:]}
		at = re.Sub[1]
	}
	for at.Op == syntax.OpConcat || at.Op == syntax.OpCapture || at.Op == syntax.OpPlus || at.Op == syntax.OpRepeat && at.Min > 0 {
		at = at.Sub[0]
	}
	if at.Op == syntax.OpCharClass && len(at.Rune) == 2 && '0' <= at.Rune[0] && at.Rune[1] <= '9' {
		h.digits = true
		return h, rest
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

// index is strings.Index of the word or of a digit.
func (h head) index(text string) int {
	if h.digits {
		for i := range len(text) {
			if digit(text[i]) {
				return i
			}
		}
		return -1
	}
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
