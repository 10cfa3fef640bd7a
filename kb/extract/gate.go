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
	of     rows[need] // which groups hold the word with that index
	groups int        // how many there are
	waysOf rows[way]  // of which the group with that index is the most telling
	always bits       // the expressions and alternatives of which nothing can be said
	size   int        // how many expressions and alternatives there are
}

// rows are lists side by side: the nth is all[start[n]:start[n+1]]. They are read at every word of a text
// and have to fit a small memory.
type rows[T any] struct {
	start []int32
	all   []T
}

func newRows[T any](lists [][]T) rows[T] {
	r := rows[T]{start: []int32{0}}
	for _, l := range lists {
		r.all = append(r.all, l...)
		r.start = append(r.start, int32(len(r.all)))
	}
	return r
}

func (r *rows[T]) row(n int) []T { return r.all[r.start[n]:r.start[n+1]] }

// need is one group that holds a word, and on which sides the word has to end.
type need struct {
	group       int32
	left, right bool
}

// way is what a group opens, an expression or an alternative, and the expression of which that is one;
// and of which other groups a text must hold a word too.
type way struct {
	opens, also int32
	others      []int
}

// newGate builds the gate of some expressions and tells each its place in it.
func newGate(all []*pattern) *gate {
	g := &gate{}
	b := gateBuilder{gate: g, index: map[string]int{}, numbers: map[string]int{}}
	for _, p := range all {
		p.number = g.size
		g.size++
		for _, part := range p.parts() {
			part.number = g.size
			g.size++
			b.count(part.needs, part.number, p.number)
		}
	}
	g.of, g.waysOf = newRows(b.of), newRows(b.waysOf)
	g.always = newBits(g.size)
	for _, n := range b.always {
		g.always.set(n)
	}
	var err error
	if g.words, err = trie.New(b.words, asciiWord); err != nil { // of words that are part of the program, as with regexp.MustCompile
		panic(err)
	}
	return g
}

// gateBuilder gathers what a gate is made of.
type gateBuilder struct {
	gate    *gate
	words   []trie.Word
	index   map[string]int // of words
	numbers map[string]int // of groups, by their words
	of      [][]need
	waysOf  [][]way
	always  []int
}

// count makes known what opens an alternative, and the expression of which it is one.
func (b *gateBuilder) count(needs clues, opens, also int) {
	if len(needs) == 0 {
		b.always = append(b.always, opens, also)
	}
	for _, groups := range needs {
		most := slices.MaxFunc(groups, func(x, y group) int { return rarest(x) - rarest(y) })
		w, first := way{opens: int32(opens), also: int32(also)}, 0
		for _, any := range groups {
			key := strings.Join(any, "|")
			n, known := b.numbers[key]
			if !known {
				n = b.gate.groups
				b.numbers[key] = n
				b.gate.groups++
				b.waysOf = append(b.waysOf, nil)
				b.add(n, any)
			}
			if w.others = append(w.others, n); &any[0] == &most[0] {
				first = n
			}
		}
		w.others = slices.DeleteFunc(w.others, func(n int) bool { return n == first })
		b.waysOf[first] = append(b.waysOf[first], w)
	}
}

// asciiWord are the characters of words, as \b has them.
const asciiWord = "abcdefghijklmnopqrstuvwxyz0123456789_"

// add makes a group known by its words.
func (b *gateBuilder) add(number int, any group) {
	for _, w := range any {
		bare := strings.ReplaceAll(w, edge, "")
		i, known := b.index[bare]
		if !known {
			i = len(b.of)
			b.index[bare] = i
			b.of = append(b.of, nil)
			b.words = append(b.words, trie.Word{Text: bare})
		}
		if !strings.HasPrefix(w, edge) {
			b.words[i].Inside = true
		}
		b.of[i] = append(b.of[i], need{int32(number), strings.HasPrefix(w, edge), strings.HasSuffix(w, edge)})
	}
}

// search is the memory of a gate while one document is read.
type search struct {
	gate *gate
	held bits   // the groups of which the text holds a word
	near []*way // whose most telling group it holds, and which need others
	text []byte // the text in lower case
	hits []trie.Match
	// last is the sentence that was prepared last, and opened what can match in it: one that is asked
	// whether it has to be cut, and has not, comes twice.
	last   string
	opened bits
}

func (g *gate) search() *search {
	return &search{gate: g, held: newBits(g.groups)}
}

// begin returns what is open for any text, to be added to.
func (s *search) begin(open bits) bits {
	clear(s.held)
	s.near = s.near[:0]
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
		for _, n := range g.of.row(m.Word) {
			group := int(n.group)
			if s.held.has(group) || n.left && !edgeAt(s.text, m.Start) || n.right && !edgeAt(s.text, m.End) {
				continue
			}
			s.held.set(group)
			ways := g.waysOf.row(group)
			for i := range ways {
				if w := &ways[i]; len(w.others) > 0 {
					s.near = append(s.near, w)
				} else {
					w.open(open)
				}
			}
		}
	}
	for _, w := range s.near {
		if !slices.ContainsFunc(w.others, func(n int) bool { return !s.held.has(n) }) {
			w.open(open)
		}
	}
}

func (w *way) open(open bits) {
	open.set(int(w.opens))
	open.set(int(w.also))
}

// appendLower appends a text in lower case.
func appendLower(to []byte, text string) []byte {
	from := len(to)
	to = append(to, text...)
	for i, c := range to[from:] {
		if c >= utf8.RuneSelf {
			return append(to[:from], strings.ToLower(text)...)
		}
		if 'A' <= c && c <= 'Z' {
			to[from+i] = c + 'a' - 'A'
		}
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
	if r.search.opened != nil && s.text == r.search.last {
		s.open = slices.Clone(r.search.opened)
		return
	}
	s.open = r.search.begin(nil)
	r.search.add(s.open, s.plain)
	if s.plain != s.text {
		r.search.add(s.open, s.text)
	}
	r.search.last, r.search.opened = s.text, append(r.search.opened[:0], s.open...)
}
