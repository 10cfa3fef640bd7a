package extract

import (
	"strings"

	"github.com/coregx/ahocorasick"
)

// gate tells, in one pass over a sentence, which of the package's expressions can match in it at
// all: those of whose clues it holds one, and those of which nothing can be said. Most sentences
// open it for few, so that hundreds of expressions cost about as much as one.
type gate struct {
	words  *ahocorasick.Automaton
	of     [][]need // which groups hold the word with that index
	groups int      // how many there are
}

// need is one group that holds a word, and on which sides the word has to end.
type need struct {
	group       int
	left, right bool
}

// newGate builds the gate of some expressions and tells each which groups it waits for.
func newGate(all []*pattern) *gate {
	g := &gate{}
	index := map[string]int{}   // of words
	numbers := map[string]int{} // of groups, by their words
	b := ahocorasick.NewBuilder()
	count := func(needs clues) (ways [][]int) {
		for _, way := range needs {
			var groups []int
			for _, words := range way {
				key := strings.Join(words, "|")
				n, known := numbers[key]
				if !known {
					n = g.groups
					numbers[key] = n
					g.groups++
					g.add(b, index, n, words)
				}
				groups = append(groups, n)
			}
			ways = append(ways, groups)
		}
		return ways
	}
	for _, p := range all {
		p.ways = count(p.needs)
		for _, part := range p.parts {
			part.ways = count(part.needs)
		}
	}
	words, err := b.Build()
	if err != nil { // of words that are part of the program, as with regexp.MustCompile
		panic(err)
	}
	g.words = words
	return g
}

// add makes a group known by its words; index holds the words known already.
func (g *gate) add(b *ahocorasick.Builder, index map[string]int, number int, words group) {
	for _, w := range words {
		bare := strings.ReplaceAll(w, edge, "")
		i, known := index[bare]
		if !known {
			i = len(g.of)
			index[bare] = i
			g.of = append(g.of, nil)
			b.AddPattern([]byte(bare))
		}
		g.of[i] = append(g.of[i], need{number, strings.HasPrefix(w, edge), strings.HasSuffix(w, edge)})
	}
}

// found adds the groups of which a text holds a word. Lower case of another length (the sign of the
// kelvin becomes a k) says nothing of the edges of words.
func (g *gate) found(groups bits, text string) {
	lower := strings.ToLower(text)
	loose := len(lower) != len(text)
	for _, m := range g.words.FindAllOverlapping([]byte(lower)) {
		left, right := loose || edgeAt(lower, m.Start), loose || edgeAt(lower, m.End)
		for _, n := range g.of[m.PatternID] {
			if (left || !n.left) && (right || !n.right) {
				groups.set(n.group)
			}
		}
	}
}

// edgeAt reports whether a word of ASCII letters begins or ends at a place, as \b has it.
func edgeAt(text string, at int) bool {
	return (at > 0 && wordByte(text[at-1])) != (at < len(text) && wordByte(text[at]))
}

func wordByte(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) set(n int)      { b[n/64] |= 1 << (n % 64) }
func (b bits) has(n int) bool { return b[n/64]&(1<<(n%64)) != 0 }

func (b bits) hasAll(of []int) bool {
	for _, n := range of {
		if !b.has(n) {
			return false
		}
	}
	return true
}

// may reports whether an expression can match in the sentence or in a part of it.
func (s *sentence) may(p *pattern) bool { return p.opens(s.held) }

// fits is MatchString of an expression on the sentence or a part of it.
func (s *sentence) fits(p *pattern, text string) bool {
	return s.may(p) && p.matches(s.heldIn(text), text)
}

// first is FindStringIndex of an expression on the sentence or a part of it.
func (s *sentence) first(p *pattern, text string) []int {
	if !s.may(p) {
		return nil
	}
	return p.find(s.heldIn(text), text)
}

// seenPart is a part of a sentence, and the groups of which it holds a word.
type seenPart struct {
	text string
	held bits
}

// heldIn returns the groups of which a part of the sentence holds a word. The same few words around
// a date are asked many questions, so the last parts are kept.
func (s *sentence) heldIn(text string) bits {
	if len(text) >= len(s.text) {
		return s.held
	}
	for i := range s.parts {
		if p := &s.parts[i]; p.held != nil && p.text == text {
			return p.held
		}
	}
	p := &s.parts[s.nextPart]
	s.nextPart = (s.nextPart + 1) % len(s.parts)
	if p.text = text; p.held == nil {
		p.held = newBits(s.gate.groups)
	} else {
		clear(p.held)
	}
	s.gate.found(p.held, text)
	return p.held
}

// groups is FindStringSubmatch of an expression on the sentence or a part of it.
func (s *sentence) groups(p *pattern, text string) []string {
	if !s.may(p) || !p.opens(s.heldIn(text)) {
		return nil
	}
	return p.FindStringSubmatch(text)
}

// all is FindAllStringSubmatchIndex of an expression on the sentence or a part of it.
func (s *sentence) all(p *pattern, text string) [][]int {
	if !s.may(p) || !p.opens(s.heldIn(text)) {
		return nil
	}
	return p.FindAllStringSubmatchIndex(text, -1)
}

// places is FindAllStringIndex of an expression on the sentence or a part of it.
func (s *sentence) places(p *pattern, text string, most int) [][]int {
	if !s.may(p) || !p.opens(s.heldIn(text)) {
		return nil
	}
	return p.FindAllStringIndex(text, most)
}

// look makes a sentence of a text that stands outside the sentences, such as a title.
func (r *reader) look(text string) *sentence {
	s := &sentence{reader: r, text: text}
	r.prepare(s)
	return s
}

// prepare sets the plain form of the text, and what can be found in it.
func (r *reader) prepare(s *sentence) {
	s.plain = s.text
	if !strings.HasPrefix(string(r.doc.Lang), "ja") { // whose characters are neither
		s.plain = r.words.Simplified(s.text)
	}
	s.gate, s.held = r.gate, newBits(r.gate.groups)
	s.gate.found(s.held, s.plain)
	if s.plain != s.text {
		s.gate.found(s.held, s.text)
	}
}
