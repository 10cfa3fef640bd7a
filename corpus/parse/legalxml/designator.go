package legalxml

import (
	"strings"
)

// The paragraphs of a section of the Code of Federal Regulations are not nested in the markup: each
// begins with what designates it, (a)(1)(i)(A), then the same once more in italics, (1)(i). See the
// Document Drafting Handbook of the Office of the Federal Register, 1 CFR 21.11.

// Marks that flatten puts around words in italics, below all characters of text.
const (
	italicOn  = "\x01"
	italicOff = "\x02"
)

// designator is one pair of brackets at the head of a paragraph.
type designator struct {
	label  string
	italic bool
}

// designators reads the run of them at the head of a paragraph, and returns the rest of it.
func designators(s string) (run []designator, rest string) {
	for {
		t := strings.TrimLeft(s, " \t\r\n\u00a0")
		t = strings.TrimPrefix(t, italicOff)
		outer := strings.HasPrefix(t, italicOn+"(")
		t = strings.TrimPrefix(t, italicOn)
		end := strings.IndexByte(t[:min(len(t), 16)], ')')
		if !strings.HasPrefix(t, "(") || end < 2 {
			return run, s
		}
		inner := t[1:end]
		label := strings.TrimSpace(strings.NewReplacer(italicOn, "", italicOff, "").Replace(inner))
		if len(levelsOf(designator{label, false})) == 0 {
			return run, s
		}
		run = append(run, designator{label, outer || strings.Contains(inner, italicOn)})
		s = t[end+1:]
	}
}

// The levels of paragraphs, from the outermost.
const (
	lowerLetter = iota
	digits
	romanNumeral
	upperLetter
	italicDigits
	italicRoman
	levelCount
)

// levelsOf returns the levels at which the label may stand, and its place there from 1.
func levelsOf(d designator) map[int]int {
	s, out := d.label, map[int]int{}
	switch {
	case s == "" || len(s) > 5 || len(s) > 3 && s[0] <= '9':
	case strings.Trim(s, "0123456789") == "":
		n := 0
		for _, c := range s {
			n = n*10 + int(c-'0')
		}
		out[choice(d.italic, italicDigits, digits)] = n
	case strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && repeated(s):
		out[upperLetter] = int(s[0]-'A') + 1 + 26*(len(s)-1)
	case strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "":
		if repeated(s) && !d.italic {
			out[lowerLetter] = int(s[0]-'a') + 1 + 26*(len(s)-1)
		}
		if n := roman(s); n > 0 {
			out[choice(d.italic, italicRoman, romanNumeral)] = n
		}
	}
	return out
}

func choice(yes bool, a, b int) int {
	if yes {
		return a
	}
	return b
}

// repeated reports whether the letters are all the same: after (z) comes (aa).
func repeated(s string) bool { return len(s) <= 3 && strings.Trim(s, s[:1]) == "" }

// roman reads a Roman numeral below 90 in lower case; 0 is none.
func roman(s string) int {
	n, rest := 0, s
	for _, d := range []struct {
		s string
		v int
	}{{"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}} {
		for k := 0; strings.HasPrefix(rest, d.s) && (d.s == "x" || d.s == "i" || k == 0) && k < 3; k++ {
			n, rest = n+d.v, rest[len(d.s):]
		}
	}
	if rest != "" {
		return 0
	}
	return n
}

// section keeps where the walk through the paragraphs of one section is.
type section struct {
	address string
	labels  [levelCount]string
	ord     [levelCount]int
}

// enter takes the designators of a paragraph and returns its address. next are those of the
// paragraphs behind it, which decide whether (i) is a letter or a numeral.
func (s *section) enter(run, next []designator) string {
	for i, d := range run {
		s.set(d, append(run[i+1:len(run):len(run)], next...))
	}
	return s.address + strings.Join(s.labels[:], "")
}

// parent returns the address above that of the deepest open level.
func (s *section) parent() string {
	last := levelCount - 1
	for last > 0 && s.labels[last] == "" {
		last--
	}
	return s.address + strings.Join(s.labels[:last], "")
}

func (s *section) set(d designator, next []designator) {
	at, ord := s.levelOf(d, next)
	s.labels[at], s.ord[at] = "("+d.label+")", ord
	for k := at + 1; k < levelCount; k++ {
		s.labels[k], s.ord[k] = "", 0
	}
}

// levelOf decides the level: the label goes on with an open list, the deepest first, or opens the
// next one, or stands where labels of its look usually stand.
func (s *section) levelOf(d designator, next []designator) (level, ord int) {
	levels := levelsOf(d)
	if len(levels) == 1 {
		for level, ord = range levels {
			return level, ord
		}
	}
	letter, numeral := levels[lowerLetter], levels[romanNumeral]
	switch {
	case s.ord[romanNumeral] > 0 && numeral == s.ord[romanNumeral]+1 && !(letter == s.ord[lowerLetter]+1 && s.letterFollows(letter, numeral, next)):
		return romanNumeral, numeral
	case letter == s.ord[lowerLetter]+1 && (numeral != 1 || s.ord[digits] == 0 && !s.numeralFollows(numeral, next) || s.letterFollows(letter, numeral, next)):
		return lowerLetter, letter
	case s.ord[digits] > 0, numeral == 1 && s.ord[lowerLetter] > 0:
		return romanNumeral, numeral
	}
	return lowerLetter, letter
}

// letterFollows reports whether the next designator of the outer list, or the one of the inner list,
// comes first: true for the outer.
func (s *section) letterFollows(letter, numeral int, next []designator) bool {
	for _, d := range next {
		l := levelsOf(d)
		if l[romanNumeral] == numeral+1 {
			return false
		}
		if l[lowerLetter] == letter+1 || l[digits] == 1 || l[romanNumeral] == numeral {
			return true // also a list of digits that begins anew, or the same numeral again
		}
	}
	return false
}

func (s *section) numeralFollows(numeral int, next []designator) bool {
	for _, d := range next {
		if levelsOf(d)[romanNumeral] == numeral+1 {
			return true
		}
		if levelsOf(d)[lowerLetter] == s.ord[lowerLetter]+2 {
			return false
		}
	}
	return false
}
