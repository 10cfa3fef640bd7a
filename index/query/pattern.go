package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The letters that stand for the signs of a pattern while a run of characters is cut into words. They
// are letters like others to the rules of word boundaries; a text that holds them is none we know.
const (
	endingLetter = 'ꙮ'
	signLetter   = 'ꙭ'
)

// words cuts what was typed into the words of a term. The signs of patterns are parts of words where
// they may mean something.
func words(text string, patterns bool) []string {
	if patterns {
		text = strings.NewReplacer("!", string(endingLetter), "*", string(signLetter)).Replace(text)
	}
	var out []string
	for _, tok := range Tokenize(text) {
		term := tok.Term
		if patterns {
			term = strings.NewReplacer(string(endingLetter), "!", string(signLetter), "*").Replace(term)
		}
		if n := len(out); term == "!" && n > 0 && IsHan(out[n-1]) {
			continue // every character is a word: none of them has another ending
		}
		out = append(out, term)
	}
	return out
}

// The limits of patterns: what a word must have besides its signs, and how many a query may hold.
const (
	minFixed    = 2
	maxPatterns = 32
)

// pattern refuses a pattern that would stand for too much.
func (p *parser) pattern(t *Term, x lexeme) error {
	for _, w := range t.Words {
		if !Wild(w) {
			continue
		}
		if p.patterns++; p.patterns > maxPatterns {
			return p.fail(x.pos, fmt.Sprintf("the query holds more than %d words with ! or *", maxPatterns), "ask several shorter ones")
		}
		fixed := utf8.RuneCountInString(strings.Trim(FixedStart(w), "."))
		letters := utf8.RuneCountInString(strings.NewReplacer("!", "", "*", "").Replace(w))
		switch {
		case strings.ContainsRune(w, anyEnding) && fixed < minPrefix:
			return p.fail(x.pos, fmt.Sprintf("a beginning needs %d letters or one Chinese character before the !", minPrefix),
				"write more of the word, such as licen!")
		case letters < minFixed:
			return p.fail(x.pos, fmt.Sprintf("a word with * needs %d letters or digits besides", minFixed),
				"write more of the word, such as wom*n")
		}
	}
	return nil
}
