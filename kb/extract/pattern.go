package extract

import (
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// pattern is a regular expression with the words of which a match must hold one. Most sentences
// hold none, and a [gate] looks for the words of all expressions at once.
type pattern struct {
	whole  func() *regexp.Regexp // compiled when it is first run, as the start of the program waits for none
	number int                   // its place in the gate
	parts  func() []*part        // its alternatives
}

// patterns are the package's expressions. It grows while the package's variables and the gate are set up, and
// is only read from then on.
var patterns []*pattern

// gateOfAll is the gate of the package's expressions.
var gateOfAll = sync.OnceValue(func() *gate {
	tableRules() // which add their expressions
	standings()
	return newGate(patterns)
})

// compile compiles an expression of the package.
func compile(expr string) *pattern {
	p := newPattern(expr)
	patterns = append(patterns, p)
	return p
}

// newPattern reads an expression when it is first used, or when the gate asks which words it needs.
func newPattern(expr string) *pattern {
	return &pattern{
		whole: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) }),
		parts: sync.OnceValue(func() []*part {
			tree, err := syntax.Parse(expr, syntax.Perl)
			if err != nil { // of an expression that is part of the program, as with regexp.MustCompile
				panic(err)
			}
			return partsOf(tree)
		}),
	}
}

// The methods of an expression without its gate.

func (p *pattern) MatchString(text string) bool            { return p.whole().MatchString(text) }
func (p *pattern) FindStringIndex(text string) []int       { return p.whole().FindStringIndex(text) }
func (p *pattern) FindStringSubmatch(text string) []string { return p.whole().FindStringSubmatch(text) }
func (p *pattern) FindStringSubmatchIndex(text string) []int {
	return p.whole().FindStringSubmatchIndex(text)
}
func (p *pattern) FindAllString(text string, n int) []string { return p.whole().FindAllString(text, n) }
func (p *pattern) FindAllIndex(text []byte, n int) [][]int   { return p.whole().FindAllIndex(text, n) }
func (p *pattern) FindAllStringIndex(text string, n int) [][]int {
	return p.whole().FindAllStringIndex(text, n)
}
func (p *pattern) FindAllStringSubmatchIndex(text string, n int) [][]int {
	return p.whole().FindAllStringSubmatchIndex(text, n)
}
func (p *pattern) ReplaceAllStringFunc(text string, by func(string) string) string {
	return p.whole().ReplaceAllStringFunc(text, by)
}
func (p *pattern) FindString(text string) string { return p.whole().FindString(text) }
func (p *pattern) NumSubexp() int                { return p.whole().NumSubexp() }
func (p *pattern) String() string                { return p.whole().String() }

// clues are what a text must hold for an expression to match: one of several ways, each of which
// needs a word out of every one of its groups. Nothing can be said where there are none.
type clues [][]group

// group is some words, in lower case, of which one is needed.
type group []string

// Bounds on what is worth knowing: words of a group, ways of an expression, groups of a way.
const (
	mostWords  = 64
	mostWays   = 96
	mostGroups = 4
)

// cluesOf returns what a match of an expression needs.
func cluesOf(re *syntax.Regexp) clues {
	if all := spelled(re); useful(all) {
		return clues{{all}}
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return cluesOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return cluesOf(re.Sub[0])
		}
	case syntax.OpConcat:
		return cluesOfParts(re.Sub)
	case syntax.OpAlternate:
		var out clues
		for _, sub := range re.Sub {
			c := cluesOf(sub)
			if c == nil || len(out)+len(c) > mostWays {
				return nil
			}
			out = append(out, c...)
		}
		return out
	}
	return nil
}

// cluesOfParts joins what parts need that stand one behind the other: the words of each run of
// spelled parts, and what the parts between need.
func cluesOfParts(parts []*syntax.Regexp) clues {
	var out clues
	var run []string
	close := func() {
		if useful(run) {
			out = both(out, clues{{run}})
		}
		run = nil
	}
	for _, part := range parts {
		words := spelled(part)
		if words == nil {
			close()
			out = both(out, cluesOf(part))
			continue
		}
		if run == nil {
			run = words
		} else if joined := join(run, words); joined != nil {
			run = joined
		} else {
			close()
			run = words
		}
	}
	close()
	return out
}

// both is what two parts need together.
func both(a, b clues) clues {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	case len(a)*len(b) > mostWays:
		if len(a) <= len(b) {
			return a
		}
		return b
	}
	var out clues
	for _, x := range a {
		for _, y := range b {
			way := slices.Concat(x, y)
			if len(way) > mostGroups {
				slices.SortStableFunc(way, func(g, h group) int { return rarest(h) - rarest(g) })
				way = way[:mostGroups]
			}
			out = append(out, way)
		}
	}
	return out
}

// spelled returns all texts that an expression matches, where they are few; nil otherwise.
func spelled(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpWordBoundary:
		return []string{edge}
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		return []string{""}
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}
	case syntax.OpCharClass:
		return lettersOf(re.Rune)
	case syntax.OpCapture:
		return spelled(re.Sub[0])
	case syntax.OpQuest:
		if words := spelled(re.Sub[0]); words != nil {
			return append([]string{""}, words...)
		}
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			words := spelled(sub)
			if words == nil || len(out)+len(words) > mostWords {
				return nil
			}
			out = append(out, words...)
		}
		return out
	case syntax.OpConcat:
		out := []string{""}
		for _, sub := range re.Sub {
			if out = join(out, spelled(sub)); out == nil {
				return nil
			}
		}
		return out
	}
	return nil
}

// lettersOf returns the characters of a small class; runes are pairs of first and last.
func lettersOf(runes []rune) []string {
	var out []string
	for i := 0; i+1 < len(runes); i += 2 {
		if runes[i+1]-runes[i] > 9 || len(out) > 9 {
			return nil
		}
		for c := runes[i]; c <= runes[i+1]; c++ {
			out = append(out, string(unicode.ToLower(c)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// join puts each of some words before each of others; nil where that is too many.
func join(heads, tails []string) []string {
	if heads == nil || tails == nil || len(heads)*len(tails) > mostWords {
		return nil
	}
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// edge stands in a needed word where the expression wants the edge of a word.
const edge = "\x00"

// useful reports whether words are long enough to be rare.
func useful(words []string) bool { return len(words) > 0 && rarest(words) >= 2 }

// rarest is the length of the least telling of some words. Small words that are in every sentence
// tell nothing.
func rarest(words []string) int {
	least := math.MaxInt
	for _, w := range words {
		telling := 0
		for _, f := range strings.Fields(strings.Trim(w, edge)) {
			if f = strings.Trim(f, edge); !smallWord[f] {
				telling += len(f)
			}
		}
		if telling == 0 {
			telling = min(len(strings.Trim(w, edge)), 2)
		}
		least = min(least, telling)
	}
	return least
}

var smallWord = map[string]bool{"no": true, "not": true, "of": true, "the": true, "to": true, "is": true, "are": true, "was": true, "were": true, "be": true, "by": true, "in": true, "on": true, "for": true, "and": true, "or": true, "a": true, "an": true, "may": true, "can": true, "will": true, "from": true, "any": true}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// digits reports whether a text holds a digit: without one there is no code, limit or number in it.
func digits(text string) bool {
	for i := range len(text) {
		if c := text[i]; digit(c) || c == 0xef { // full-width digits begin with the byte ef
			return true
		}
	}
	return false
}
