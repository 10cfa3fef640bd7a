package extract

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
)

// part is one alternative of an expression. An expression of fifty alternatives is a program too
// large for the fast engines of package regexp, and most sentences hold the words of one or two of
// the fifty: only those are run, from the places where their first word stands.
type part struct {
	needs  clues
	number int // its place in the gate
	head   head
	groups []int                 // the expression's numbers of the part's groups
	run    func() *regexp.Regexp // compiled when it is first run; where there is a head, for what begins with it
}

// mostParts bounds the alternatives of an expression that are told apart.
const mostParts = 96

// partsOf returns the alternatives of an expression, of which it may have but one, in the order in
// which they are tried. Together they match where the expression does, and the first of those that
// match furthest left matches what it matches.
func partsOf(tree *syntax.Regexp) []*part {
	trees := alternatives(tree)
	out := make([]*part, len(trees))
	for i, t := range trees {
		p := &part{needs: cluesOf(t), groups: groupsOf([]int{0}, t)}
		begins, rest := headOf(t)
		p.head = begins
		p.run = sync.OnceValue(func() *regexp.Regexp { // spelling it out is dear, and no start of the program waits for it
			if begins.none() {
				return regexp.MustCompile(rest.String())
			}
			return regexp.MustCompile(`\A(?:` + rest.String() + `)`)
		})
		out[i] = p
	}
	return out
}

// groupsOf appends the numbers of the groups of an expression.
func groupsOf(to []int, re *syntax.Regexp) []int {
	if re.Op == syntax.OpCapture {
		to = append(to, re.Cap)
	}
	for _, sub := range re.Sub {
		to = groupsOf(to, sub)
	}
	return to
}

// alternatives takes an expression apart at the first choice that it has, and what comes of it again.
func alternatives(re *syntax.Regexp) []*syntax.Regexp {
	var out []*syntax.Regexp
	switch re.Op {
	case syntax.OpCapture:
		for _, sub := range alternatives(re.Sub[0]) {
			out = append(out, &syntax.Regexp{Op: syntax.OpCapture, Flags: re.Flags, Cap: re.Cap, Sub: []*syntax.Regexp{sub}})
		}
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
	return slices.ContainsFunc(p.parts(), func(part *part) bool { return open.has(part.number) && part.matches(text) })
}

// find is FindStringSubmatchIndex of an expression on a text in which some can match.
func (p *pattern) find(open bits, text string) []int {
	var best []int
	var of *part
	for _, part := range p.parts() {
		if !open.has(part.number) {
			continue
		}
		if m := part.first(text); m != nil && (best == nil || m[0] < best[0]) {
			best, of = m, part
		}
	}
	return p.numbered(of, best)
}

// findAll is FindAllStringSubmatchIndex of an expression on a text in which some can match. What the
// parts find is what the whole finds, unless that overlaps or is empty.
func (p *pattern) findAll(open bits, text string) [][]int {
	var out [][]int
	from := 0
	for _, part := range p.parts() {
		if !open.has(part.number) {
			continue
		}
		out = part.all(out, text)
		for i := from; i < len(out); i++ {
			out[i] = p.numbered(part, out[i])
		}
		from = len(out)
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	for i, m := range out {
		if m[0] == m[1] || i > 0 && m[0] < out[i-1][1] {
			return p.FindAllStringSubmatchIndex(text, -1)
		}
	}
	return out
}

// numbered gives the groups of a part's match the numbers that they have in the whole expression.
func (p *pattern) numbered(of *part, m []int) []int {
	if m == nil || len(p.parts()) == 1 {
		return m
	}
	out := make([]int, 2*p.NumSubexp()+2)
	for i := range out {
		out[i] = -1
	}
	for own, whole := range of.groups {
		if m[2*own] >= 0 {
			out[2*whole], out[2*whole+1] = m[2*own], m[2*own+1]
		}
	}
	return out
}

// matches reports whether the part matches anywhere.
func (p *part) matches(text string) bool {
	if p.head.none() {
		return p.run().MatchString(text)
	}
	for i := p.head.next(text, 0); i >= 0; i = p.head.next(text, i+1) {
		if p.run().MatchString(text[i:]) {
			return true
		}
	}
	return false
}

// first is the leftmost match of the part, with its groups; nil where there is none.
func (p *part) first(text string) []int {
	if p.head.none() {
		return p.run().FindStringSubmatchIndex(text)
	}
	return p.from(text, 0)
}

// from is the leftmost match of a part with a head that begins at or behind a place.
func (p *part) from(text string, at int) []int {
	for i := p.head.next(text, at); i >= 0; i = p.head.next(text, i+1) {
		if m := p.run().FindStringSubmatchIndex(text[i:]); m != nil {
			for g := range m {
				if m[g] >= 0 {
					m[g] += i
				}
			}
			return m
		}
	}
	return nil
}

// all appends the matches of the part, from left to right.
func (p *part) all(to [][]int, text string) [][]int {
	if p.head.none() {
		return append(to, p.run().FindAllStringSubmatchIndex(text, -1)...)
	}
	for m := p.from(text, 0); m != nil; m = p.from(text, m[1]) {
		to = append(to, m)
	}
	return to
}
