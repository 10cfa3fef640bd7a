package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// englishAct is the name of an act in English: "the Export and Import Permits Act", "the Foreign
// Trade (Development and Regulation) Act, 1992".
var englishAct = compile(`\b(?:[A-Z][\w’'-]+|[A-Z]\w+\.)(?:,? (?:[A-Z][\w’'-]+|and|of|for|on|the|to|with|against|&|\([A-Z][^()\n]{2,60}\))){0,9} (?:Act|Ordinance)\b(?:,? (?:of )?(?:19|20)\d\d\b)?`)

// openingWords begin a sentence before the name of an act and are none of it.
var openingWords = compile(`^(?:(?:The|This|That|Under|In|By|Pursuant|Section|Sections|Article|To|Of|For|On|And|New|Its|Canada’s|Canada's|US|U\.S\.|Amendments?|With|Part|Chapter) )+(?:(?:of|to|the|and) )*`)

// actsNamed finds the acts that a sentence names in English and the lexicon does not know.
func (s *sentence) actsNamed() [][2]int {
	if s.actNames != nil || !s.may(englishAct) {
		return s.actNames
	}
	s.actNames = [][2]int{}
	for _, at := range mayNameActs(s.text) {
		for _, m := range englishAct.FindAllStringIndex(s.text[at.Start:at.End], -1) {
			start, end := at.Start+m[0], at.Start+m[1]
			if o := openingWords.FindStringIndex(s.text[start:end]); o != nil {
				start += o[1]
			}
			if end-start >= len("Mines Act") && !s.named(at.Start+m[0], end) {
				s.actNames = append(s.actNames, [2]int{start, end})
			}
		}
	}
	return s.actNames
}

// mayNameActs returns the parts of a text outside which englishAct matches nothing: the words "Act" and
// "Ordinance", each with the words before it that may belong to the name and with the year behind it.
func mayNameActs(text string) []corpus.Range {
	const year = len(", of 2031")
	var out []corpus.Range
	for from := 0; ; {
		at, size := nextAct(text, from)
		if at < 0 {
			return out
		}
		from = at + size
		if from < len(text) && wordByte(text[from]) {
			continue // Action
		}
		r := corpus.Range{Start: nameBefore(text, at), End: min(len(text), from+year)}
		for r.End < len(text) && wordByte(text[r.End-1]) { // no word is cut
			r.End++
		}
		for n := len(out) - 1; n >= 0 && r.Start < out[n].End; n-- { // one name may hold another
			r.Start = min(r.Start, out[n].Start)
			out = out[:n]
		}
		out = append(out, r)
	}
}

// nextAct is the blank before the next word that may end the name of an act, and the length of both; -1
// where there is none.
func nextAct(text string, from int) (at, size int) {
	at = -1
	for _, word := range []string{" Act", " Ordinance"} {
		if i := strings.Index(text[from:], word); i >= 0 && (at < 0 || from+i < at) {
			at, size = from+i, len(word)
		}
	}
	return at, size
}

// nameBefore is where the words begin that may belong to the name of an act which ends at a blank: the
// ten that a name has at most, or fewer, and one more.
func nameBefore(text string, end int) int {
	const words, brackets = 10, 250
	for range words {
		begin := strings.LastIndexByte(text[:end], ' ') + 1
		word := strings.TrimSuffix(text[begin:end], ",")
		if low := max(0, end-brackets); strings.HasSuffix(word, ")") {
			open := low + strings.LastIndexByte(text[low:end], '(')
			if begin = strings.LastIndexByte(text[:max(low, open)], ' ') + 1; begin != open {
				return begin
			}
		} else if !ofName(word) {
			return begin
		}
		if begin == 0 {
			return 0
		}
		end = begin - 1
	}
	return strings.LastIndexByte(text[:end], ' ') + 1
}

// ofName reports whether a word may stand in the name of an act.
func ofName(word string) bool {
	switch word {
	case "and", "of", "for", "on", "the", "to", "with", "against", "&":
		return true
	}
	return word != "" && 'A' <= word[0] && word[0] <= 'Z'
}
