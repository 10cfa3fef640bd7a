package extract

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// What stands around a name is looked for within bounds, so that a long sentence costs in the
// measure of its length and not of its square.
const (
	window       = 240    // how far words before or after a name are looked for
	titleWindow  = 600    // how far brackets, or the head of a list of codes, may stand apart from what they hold
	longSentence = 12_000 // more is read in pieces
)

// behind is the end of text[:at], and ahead the beginning of text[at:], as far as the words that
// belong to a name may reach.
func behind(text string, at int) string {
	start := max(0, at-window)
	for start < at && !utf8.RuneStart(text[start]) {
		start++
	}
	return text[start:at]
}

func ahead(text string, at int) string { return text[at:min(len(text), at+window)] }

// pieces cuts a sentence that is too long to be one (a table or a page without full stops), at a
// blank or a comma where there is one.
func pieces(text string, at corpus.Range) []corpus.Range {
	var out []corpus.Range
	for at.End-at.Start > longSentence {
		cut := at.Start + longSentence
		for cut > at.Start && !utf8.RuneStart(text[cut]) {
			cut--
		}
		if i := strings.LastIndexAny(text[cut-longSentence/4:cut], " \t\n,;，；、。"); i >= 0 {
			_, size := utf8.DecodeRuneInString(text[cut-longSentence/4+i:])
			cut = cut - longSentence/4 + i + size
		}
		out = append(out, corpus.Range{Start: at.Start, End: cut})
		at.Start = cut
	}
	return append(out, at)
}

// sortMatches keeps the kinds of matches apart that others are compared with. Matches of one kind
// never overlap, so each list is in the order of both its beginnings and its ends.
func (s *sentence) sortMatches() {
	for _, m := range s.matches {
		switch m.Term.Kind {
		case lexicon.KindForm:
			s.forms = append(s.forms, m)
		case lexicon.KindLaw:
			s.laws = append(s.laws, m)
		case lexicon.KindAuthority:
			s.bodies = append(s.bodies, m)
		}
	}
}

// says reports whether the sentence matches an expression, which is tried once.
func (s *sentence) says(re *pattern) bool {
	said, known := s.said[re]
	if !known {
		said = s.fits(re, s.plain)
		if s.said == nil {
			s.said = map[*pattern]bool{}
		}
		s.said[re] = said
	}
	return said
}

// inside reports whether a match lies in one of a list.
func inside(list []lexicon.Match, m lexicon.Match) bool {
	i := sort.Search(len(list), func(i int) bool { return list[i].End >= m.End })
	return i < len(list) && list[i].Start <= m.Start
}

// insideLaw keeps the name of a law apart: 两用物项 in 《两用物项出口管制条例》 is no material.
func (r *reader) insideLaw(s *sentence, m lexicon.Match) bool {
	if inside(s.laws, m) {
		return true
	}
	low, high := max(0, m.Start-titleWindow), min(len(s.text), m.End+titleWindow)
	open := strings.LastIndex(s.text[low:m.Start], "《")
	if open < 0 {
		return false
	}
	open += low
	return !strings.Contains(s.text[open:m.Start], "》") && strings.Contains(s.text[m.End:high], "》") && strings.ContainsAny(s.text[open:high], "法例定录")
}

// excepted reports whether words of exception stand shortly before a place in the sentence.
func excepted(s *sentence, at int) bool {
	if s.except != nil {
		if words := s.text[s.except[0]:s.except[1]]; strings.HasPrefix(words, "除") || strings.HasSuffix(words, "除外") {
			if s.except[0] <= at && at < s.except[1] {
				return true // 除…外 holds what it excepts
			}
		} else if s.except[1] <= at && at-s.except[1] < 60 {
			return true
		}
	}
	return s.exempts && s.fits(notFor, behind(s.plain, at))
}

// notFor stands before what a rule leaves free, in a sentence that may bind other goods.
var notFor = compile(`不适用于[^，。；但]{0,30}$`)

// formAfter finds the form of a material: the form word that touches it ("gallium oxide",
// 氧化镓, 镝铁合金), within a few characters and without a comma between.
func formAfter(s *sentence, m lexicon.Match) (string, int) {
	form, end, best := "", m.End, 14
	near := sort.Search(len(s.forms), func(i int) bool { return s.forms[i].End >= m.Start-4 })
	for _, f := range s.forms[near:] {
		if f.Start >= m.End+best {
			break
		}
		gap, between := 0, ""
		switch {
		case f.Start >= m.End:
			gap, between = f.Start-m.End, s.text[m.End:f.Start]
		case f.End <= m.Start:
			gap, between = m.Start-f.End, s.text[f.End:m.Start]
		default:
			continue
		}
		if gap < best && !strings.ContainsAny(between, ",;:.()，、；：。（）\t") {
			best, form = gap, f.Term.Code
			if f.Start >= m.End {
				end = m.End
			}
		}
	}
	return form, end
}
