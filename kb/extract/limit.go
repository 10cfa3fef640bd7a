package extract

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// limitForm is how limits are written: a number and its unit, with words of comparison before or
// behind them. As one expression the words before would be tried at each place of a text; limits are
// found from their digits instead.
type limitForm struct {
	amount *regexp.Regexp // number, unit and the words behind, as groups, from where the number begins
	before []string       // the words before, in small letters, the longest first
	apart  bool           // no letter stands before those words
	opens  []*syntax.Inst // the characters with which a unit begins
}

// limitAhead bounds what is read of an amount.
const limitAhead = 120

// newLimitForm takes the parts of an expression.
func newLimitForm(before, number, units, after string, apart bool) limitForm {
	f := limitForm{apart: apart, opens: openings(units), amount: regexp.MustCompile(`\A(?i:(` + number + `)\s*(` + units + `)(?:\s*(?:[a-z]+ )?(` + after + `))?)`)}
	tree, err := syntax.Parse(`(?i)`+before, syntax.Perl)
	if err != nil { // of an expression that is part of the program, as with regexp.MustCompile
		panic(err)
	}
	for _, t := range alternatives(tree) {
		f.before = append(f.before, spelled(t)...)
	}
	slices.SortStableFunc(f.before, func(a, b string) int { return len(b) - len(a) })
	return f
}

// all returns the limits of a text as matches of an expression with four groups: the words before, the
// number, the unit and the words behind.
func (f limitForm) all(text string) [][]int {
	var out [][]int
	for at, from := 0, 0; at < len(text); {
		if !digit(text[at]) {
			at++
			continue
		}
		var m []int
		if f.measured(text[at:]) {
			m = f.amount.FindStringSubmatchIndex(text[at:min(len(text), at+limitAhead)])
		}
		if m == nil {
			at = max(at+1, endOfDigits(text, at)-3) // the last three may end a number in groups of three
			continue
		}
		whole := append([]int{at, at + m[1], -1, -1}, m[2:]...)
		for i, offset := range whole[4:] {
			if offset >= 0 {
				whole[4+i] += at
			}
		}
		f.compared(whole, text, from)
		out = append(out, whole)
		at = whole[1]
		from = at
	}
	return out
}

// compared adds to a limit the words before it, which stand behind a place.
func (f limitForm) compared(m []int, text string, from int) {
	head := strings.TrimRight(text[from:m[4]], "\t\n\f\r ")
	if !f.apart {
		m[0] = from + len(head)
	}
	for _, word := range f.before {
		start := len(head) - len(word)
		if start < 0 || !strings.EqualFold(head[start:], word) {
			continue
		}
		before, size := utf8.DecodeLastRuneInString(head[:start])
		if f.apart && (unicode.IsLetter(before) || start == 0 && from > 0) {
			continue
		}
		if m[0] = from + start; f.apart {
			m[0] -= size
		}
		m[2], m[3] = from+start, from+len(head)
		return
	}
}

// measured reports whether what stands behind the digits, signs and blanks that begin a text may be a unit.
func (f limitForm) measured(text string) bool {
	unit, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, func(r rune) bool {
		return r < utf8.RuneSelf && digit(byte(r)) || strings.ContainsRune(",.， \t\n\f\r\u00a0\u202f", r)
	}))
	return slices.ContainsFunc(f.opens, func(i *syntax.Inst) bool { return i.MatchRune(unit) })
}

// openings returns the instructions that read the first character of an expression.
func openings(expr string) []*syntax.Inst {
	tree, err := syntax.Parse(`(?i:`+expr+`)`, syntax.Perl)
	if err != nil {
		panic(err)
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		panic(err)
	}
	var out []*syntax.Inst
	seen := map[uint32]bool{}
	var from func(pc uint32)
	from = func(pc uint32) {
		if seen[pc] {
			return
		}
		seen[pc] = true
		switch i := &prog.Inst[pc]; i.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			from(i.Out)
			from(i.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			from(i.Out)
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			out = append(out, i)
		}
	}
	from(uint32(prog.Start))
	return out
}

func endOfDigits(text string, at int) int {
	for at < len(text) && digit(text[at]) {
		at++
	}
	return at
}
