package extract

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// pattern is a regular expression with the words of which a match must hold one. Most sentences
// hold none, and looking for words costs a small part of trying the expression.
type pattern struct {
	*regexp.Regexp
	needs []string // in lower case; empty where nothing can be said
}

// compile compiles an expression and finds the words that it needs.
func compile(expr string) *pattern {
	p := &pattern{Regexp: regexp.MustCompile(expr)}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
		p.needs = needed(tree)
	}
	return p
}

// in reports whether the expression matches a text, of which lower is the lower case.
func (p *pattern) in(text, lower string) bool { return p.possible(lower) && p.MatchString(text) }

// possible reports whether a text in lower case holds one of the words that a match needs.
func (p *pattern) possible(lower string) bool {
	if len(p.needs) == 0 {
		return true
	}
	for _, n := range p.needs {
		if strings.Contains(lower, n) {
			return true
		}
	}
	return false
}

// The most words that are worth looking for in one place, and in a whole expression.
const (
	mostWords = 48
	mostNeeds = 160
)

// needed returns words of which every match holds at least one, or nil.
func needed(re *syntax.Regexp) []string {
	if all := spelled(re); useful(all) {
		return all
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		return neededOfParts(re.Sub)
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			n := needed(sub)
			if n == nil {
				return nil
			}
			out = append(out, n...)
		}
		slices.Sort(out)
		if out = slices.Compact(out); len(out) <= mostNeeds {
			return out
		}
	}
	return nil
}

// neededOfParts picks the best run of parts that stand one behind the other.
func neededOfParts(parts []*syntax.Regexp) []string {
	var best []string
	take := func(words []string) {
		if useful(words) && (best == nil || shortest(words) > shortest(best)) {
			best = words
		}
	}
	var run []string
	for _, part := range parts {
		words := spelled(part)
		if words == nil {
			run = nil
			take(needed(part))
			continue
		}
		if joined := join(run, words); joined != nil {
			run = joined
		} else {
			run = words
		}
		take(run)
	}
	return best
}

// spelled returns all texts that an expression matches, where they are few; nil otherwise.
func spelled(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
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
		if runes[i+1]-runes[i] > 8 || len(out) > 8 {
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

// useful reports whether words are long enough to be rare.
func useful(words []string) bool { return len(words) > 0 && shortest(words) >= 2 }

func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// digits reports whether a text holds a digit: without one there is no code, limit or number in it.
func digits(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' || c == 0xef { // full-width digits begin with the byte ef
			return true
		}
	}
	return false
}
