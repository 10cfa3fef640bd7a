package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words is a text as evaluation sees it: which words stand where, and what ends between them. Its
// tokens are numbered from 0. [Text] is the plain one; an engine may keep another that is smaller.
type Words interface {
	// Occurrences appends to dst the tokens that word k of a term stands for, rising, and returns it.
	Occurrences(dst []int32, t *Term, k int) []int32
	// Adjacent reports whether token i+1 follows token i as the next word of a phrase.
	Adjacent(i int) bool
	// SentenceOf and ParagraphOf number the sentence and the paragraph of a token, rising.
	SentenceOf(i int) int32
	ParagraphOf(i int) int32
}

// Source is a document as evaluation sees it. [Doc] is the plain one.
type Source interface {
	// Field returns the words of a field, by its name in [Fields], or of the text for the empty
	// name; nil where the document does not have it.
	Field(name string) Words
	// Says reports whether a [Value] or a [Published] is true of the document.
	Says(n Node) bool
}

// Occurrences is that of [Words].
func (t *Text) Occurrences(dst []int32, term *Term, k int) []int32 {
	from := len(dst)
	if pattern := term.Words[k]; Wild(pattern) {
		for word, at := range t.where {
			if Matches(pattern, word) {
				dst = append(dst, at...)
			}
		}
	} else {
		for _, form := range term.forms(k) {
			dst = append(dst, t.where[form]...)
		}
	}
	slices.Sort(dst[from:])
	if !term.HasCase() {
		return dst
	}
	kept := dst[:from]
	for _, i := range dst[from:] {
		if term.Fits(CaseOf(t.Source[t.Tokens[i].Start:t.Tokens[i].End])) {
			kept = append(kept, i)
		}
	}
	return kept
}

// SentenceOf returns the number of the sentence of a token.
func (t *Text) SentenceOf(i int) int32 { return t.Sentence[i] }

// ParagraphOf returns the number of the paragraph of a token.
func (t *Text) ParagraphOf(i int) int32 { return t.Paragraph[i] }

// The signs of a pattern: any ending, and any one character. No word of a text holds them.
const (
	anyEnding = '!'
	anySign   = '*'
)

// Wild reports whether a word of a term is a pattern.
func Wild(word string) bool { return strings.ContainsAny(word, "!*") }

// Matches reports whether a word is one that a pattern stands for: * stands for one character, ! for
// any number of them.
func Matches(pattern, word string) bool {
	for pattern != "" {
		p, n := utf8.DecodeRuneInString(pattern)
		if p == anyEnding {
			for rest := pattern[n:]; ; {
				if Matches(rest, word) {
					return true
				}
				if word == "" {
					return false
				}
				_, m := utf8.DecodeRuneInString(word)
				word = word[m:]
			}
		}
		w, m := utf8.DecodeRuneInString(word)
		if m == 0 || p != anySign && p != w {
			return false
		}
		pattern, word = pattern[n:], word[m:]
	}
	return word == ""
}

// FixedStart returns the part of a pattern before its first sign: what every word that it stands for
// begins with.
func FixedStart(pattern string) string {
	if i := strings.IndexAny(pattern, "!*"); i >= 0 {
		return pattern[:i]
	}
	return pattern
}

// Case tells which letters of a word are capitals.
type Case uint8

// The cases of a word.
const (
	NoCapital  Case = iota // gallium, 镓, 2025
	Initial                // Gallium: the first letter alone, and others after it
	AllCapital             // GALLIUM, 5A002
	OneCapital             // a word of one letter, such as U
	Mixed                  // kWh, McDonald
)

// CaseOf returns the case of a word as it stands in a text. A possessive ending does not count.
func CaseOf(word string) Case {
	for _, p := range [...]string{"'s", "’s"} {
		word = strings.TrimSuffix(word, p)
	}
	upper, lower, first := 0, 0, false
	for _, r := range word {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			first = first || upper+lower == 0
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	switch {
	case upper == 0:
		return NoCapital
	case lower == 0 && upper == 1:
		return OneCapital
	case lower == 0:
		return AllCapital
	case upper == 1 && first:
		return Initial
	}
	return Mixed
}

// Capitals says which capitals an occurrence of a term must have.
type Capitals string

// The wishes.
const (
	AnyCase  Capitals = ""
	Caps     Capitals = "caps"    // at least one
	AllCaps  Capitals = "allcaps" // nothing but capitals
	NoCaps   Capitals = "nocaps"  // none
	AsSymbol Capitals = "symbol"  // those of the term's text: In is not in
)

// HasCase reports whether the capitals of a term's occurrences matter.
func (t *Term) HasCase() bool { return t.Capitals != AnyCase }

// Fits reports whether an occurrence of such a case is one of the term.
func (t *Term) Fits(c Case) bool {
	switch t.Capitals {
	case Caps:
		return c != NoCapital
	case AllCaps:
		return c == AllCapital || c == OneCapital
	case NoCaps:
		return c == NoCapital
	case AsSymbol:
		return c == CaseOf(t.Text)
	}
	return true
}
