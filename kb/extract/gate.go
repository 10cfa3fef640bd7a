package extract

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/kb/trie"
)

// gate tells, in one pass over a sentence, which of the package's expressions, and which of their
// alternatives, can match in it at all: those of whose clues it holds one, and those of which nothing
// can be said. Most sentences open it for few, so that hundreds of expressions cost about as much as
// one.
type gate struct {
	words  *trie.Trie
	of     [][]need // which groups hold the word with that index
	groups int      // how many there are
	ways   []way
	waysOf [][]int // the ways that need the group with that index
	always bits    // the expressions and alternatives of which nothing can be said
	size   int     // how many expressions and alternatives there are
}

// need is one group that holds a word, and on which sides the word has to end.
type need struct {
	group       int
	left, right bool
}

// way is the number of groups of which a text must hold a word, and what it opens: an expression or
// an alternative, and the expression of which that is one.
type way struct {
	groups      int
	opens, also int
}

// newGate builds the gate of some expressions and tells each its place in it.
func newGate(all []*pattern) *gate {
	g := &gate{}
	index := map[string]int{}   // of words
	numbers := map[string]int{} // of groups, by their words
	var words []trie.Word
	var always []int
	count := func(needs clues, opens, also int) {
		if len(needs) == 0 {
			always = append(always, opens, also)
		}
		for _, groups := range needs {
			w := way{opens: opens, also: also}
			for _, any := range groups {
				key := strings.Join(any, "|")
				n, known := numbers[key]
				if !known {
					n = g.groups
					numbers[key] = n
					g.groups++
					g.waysOf = append(g.waysOf, nil)
					words = g.add(words, index, n, any)
				}
				if !slices.Contains(g.waysOf[n], len(g.ways)) {
					g.waysOf[n] = append(g.waysOf[n], len(g.ways))
					w.groups++
				}
			}
			g.ways = append(g.ways, w)
		}
	}
	for _, p := range all {
		p.number = g.size
		g.size++
		for _, part := range p.parts {
			part.number = g.size
			g.size++
			count(part.needs, part.number, p.number)
		}
	}
	g.always = newBits(g.size)
	for _, n := range always {
		g.always.set(n)
	}
	var err error
	if g.words, err = trie.New(words, asciiWord); err != nil { // of words that are part of the program, as with regexp.MustCompile
		panic(err)
	}
	return g
}

// asciiWord are the characters of words, as \b has them.
const asciiWord = "abcdefghijklmnopqrstuvwxyz0123456789_"

// add makes a group known by its words, and returns all words; index holds the places of those known.
func (g *gate) add(words []trie.Word, index map[string]int, number int, any group) []trie.Word {
	for _, w := range any {
		bare := strings.ReplaceAll(w, edge, "")
		i, known := index[bare]
		if !known {
			i = len(g.of)
			index[bare] = i
			g.of = append(g.of, nil)
			words = append(words, trie.Word{Text: bare})
		}
		if !strings.HasPrefix(w, edge) {
			words[i].Inside = true
		}
		g.of[i] = append(g.of[i], need{number, strings.HasPrefix(w, edge), strings.HasSuffix(w, edge)})
	}
	return words
}

// search is the memory of a gate while one document is read.
type search struct {
	gate *gate
	held bits    // the groups of which the text holds a word
	met  []uint8 // by way: of how many of its groups
	text []byte  // the text in lower case
	hits []trie.Match
}

func (g *gate) search() *search {
	return &search{gate: g, held: newBits(g.groups), met: make([]uint8, len(g.ways))}
}

// begin returns what is open for any text, to be added to.
func (s *search) begin(open bits) bits {
	clear(s.held)
	clear(s.met)
	return append(open[:0], s.gate.always...)
}

// add opens what the words of a text open. Lower case of another length (the sign of the kelvin
// becomes a k) says nothing of the edges of words, and all is open.
func (s *search) add(open bits, text string) {
	s.text = appendLower(s.text[:0], text)
	if len(s.text) != len(text) {
		for i := range open {
			open[i] = math.MaxUint64
		}
		return
	}
	g := s.gate
	s.hits = trie.Find(g.words, s.hits[:0], s.text)
	for _, m := range s.hits {
		for _, n := range g.of[m.Word] {
			if s.held.has(n.group) || n.left && !edgeAt(s.text, m.Start) || n.right && !edgeAt(s.text, m.End) {
				continue
			}
			s.held.set(n.group)
			for _, w := range g.waysOf[n.group] {
				if s.met[w]++; int(s.met[w]) == g.ways[w].groups {
					open.set(g.ways[w].opens)
					open.set(g.ways[w].also)
				}
			}
		}
	}
}

// appendLower appends a text in lower case.
func appendLower(to []byte, text string) []byte {
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return append(to[:len(to)-i], strings.ToLower(text)...)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}

// edgeAt reports whether a word of ASCII letters begins or ends at a place, as \b has it.
func edgeAt(text []byte, at int) bool {
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

// may reports whether an expression can match in the sentence or in a part of it.
func (s *sentence) may(p *pattern) bool { return s.open.has(p.number) }

// fits is MatchString of an expression on the sentence or a part of it.
func (s *sentence) fits(p *pattern, text string) bool {
	return s.may(p) && p.matches(s.openIn(text), text)
}

// first is FindStringSubmatchIndex of an expression on the sentence or a part of it.
func (s *sentence) first(p *pattern, text string) []int {
	if !s.may(p) {
		return nil
	}
	return p.find(s.openIn(text), text)
}

// seenPart is a part of a sentence, and what can match in it.
type seenPart struct {
	text string
	open bits
}

// openIn returns which expressions can match in a part of the sentence. The same few words around a
// date are asked many questions, so the last parts are kept.
func (s *sentence) openIn(text string) bits {
	if len(text) >= len(s.text) {
		return s.open
	}
	for i := range s.parts {
		if p := &s.parts[i]; p.open != nil && p.text == text {
			return p.open
		}
	}
	p := &s.parts[s.nextPart]
	s.nextPart = (s.nextPart + 1) % len(s.parts)
	p.text, p.open = text, s.reader.search.begin(p.open)
	s.reader.search.add(p.open, text)
	return p.open
}

// groups is FindStringSubmatch of an expression on the sentence or a part of it.
func (s *sentence) groups(p *pattern, text string) []string {
	m := s.first(p, text)
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		out[i] = cut(text, m, i)
	}
	return out
}

// all is FindAllStringSubmatchIndex of an expression on the sentence or a part of it.
func (s *sentence) all(p *pattern, text string) [][]int {
	if !s.may(p) {
		return nil
	}
	return p.findAll(s.openIn(text), text)
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
	s.open = r.search.begin(nil)
	r.search.add(s.open, s.plain)
	if s.plain != s.text {
		r.search.add(s.open, s.text)
	}
}
