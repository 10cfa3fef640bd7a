package extract

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
)

// part is one alternative of an expression. An expression of fifty alternatives is a program too
// large for the fast engines of package regexp, and most sentences hold the words of one or two of
// the fifty: only those are run.
type part struct {
	needs  clues
	number int // its place in the gate
	run    func() *regexp.Regexp
}

// mostParts bounds the alternatives of an expression that are told apart.
const mostParts = 96

// partsOf returns the alternatives of an expression in the order in which they are tried; nil where
// it has but one. Together they match where the expression does, and the first of those that match
// furthest left matches what it matches.
func partsOf(tree *syntax.Regexp) []*part {
	trees := alternatives(tree)
	if len(trees) < 2 {
		return nil
	}
	out := make([]*part, len(trees))
	for i, t := range trees {
		out[i] = &part{needs: cluesOf(t), run: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(t.String()) })}
	}
	return out
}

// alternatives takes an expression apart at the first choice that it has, and what comes of it again.
func alternatives(re *syntax.Regexp) []*syntax.Regexp {
	var out []*syntax.Regexp
	switch re.Op {
	case syntax.OpCapture:
		return alternatives(re.Sub[0])
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			out = append(out, alternatives(sub)...)
		}
	case syntax.OpConcat:
		at := slices.IndexFunc(re.Sub, func(sub *syntax.Regexp) bool { return !plain(sub) })
		if at < 0 || !choice(re.Sub[at]) {
			break
		}
		for _, sub := range alternatives(re.Sub[at]) {
			out = append(out, &syntax.Regexp{Op: syntax.OpConcat, Flags: re.Flags, Sub: slices.Concat(re.Sub[:at], []*syntax.Regexp{sub}, re.Sub[at+1:])})
		}
	}
	if len(out) < 2 || len(out) > mostParts {
		return []*syntax.Regexp{re}
	}
	return out
}

// plain reports whether there is but one way to match an expression at a place.
func plain(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral, syntax.OpCharClass, syntax.OpWordBoundary, syntax.OpNoWordBoundary, syntax.OpEmptyMatch,
		syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		return true
	}
	return false
}

// choice reports whether an expression is an alternation, in brackets or not.
func choice(re *syntax.Regexp) bool {
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	return re.Op == syntax.OpAlternate
}

// matches is MatchString of an expression on a text in which some can match.
func (p *pattern) matches(open bits, text string) bool {
	if p.parts == nil {
		return open.has(p.number) && p.MatchString(text)
	}
	return slices.ContainsFunc(p.parts, func(part *part) bool { return open.has(part.number) && part.run().MatchString(text) })
}

// find is FindStringIndex of an expression on a text in which some can match.
func (p *pattern) find(open bits, text string) []int {
	if p.parts == nil {
		if !open.has(p.number) {
			return nil
		}
		return p.FindStringIndex(text)
	}
	var best []int
	for _, part := range p.parts {
		if !open.has(part.number) {
			continue
		}
		if m := part.run().FindStringIndex(text); m != nil && (best == nil || m[0] < best[0]) {
			best = m
		}
	}
	return best
}
