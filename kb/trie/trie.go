package trie

import (
	"cmp"
	"fmt"
	"slices"
)

// Word is a word of a vocabulary. One that may stand inside another is found there too: "port" in "exports".
type Word struct {
	Text   string
	Inside bool
}

// Match is a word in a text: text[Start:End], and the word's place in the vocabulary.
type Match struct{ Start, End, Word int }

// Trie holds a vocabulary. It is read-only and may be used by many goroutines.
//
// The nodes are numbered level by level, so that the children of a node stand side by side: those of
// node n are its first to the one before the first of node n+1, and label tells by which byte each is
// reached.
type Trie struct {
	nodes  []node
	label  []byte
	pair   []int32 // the node that two bytes lead to; 0 where they begin no word
	fours  fours
	joins  [256]bool
	inside []bool // by word: whether it may stand inside others
	any    filter // of all words
	inner  filter // of those that may stand inside others
}

// node is a place in the trie: its first child, and the word that ends there; -1 where none does.
type node struct{ first, word int32 }

// fours tells which nodes four bytes lead to: a table of hashes, at most half full.
type fours struct {
	slots []four
	shift uint // of a hash, so that a place in the table is left
}

type four struct {
	bytes uint32
	node  int32 // 0: the slot is free
}

func newFours(nodes map[uint32]int32) fours {
	size := 2
	f := fours{shift: 31}
	for ; size < 2*len(nodes); size *= 2 {
		f.shift--
	}
	f.slots = make([]four, size)
	for bytes, n := range nodes {
		i := spread(bytes) >> f.shift
		for f.slots[i].node != 0 {
			i = (i + 1) % uint32(size)
		}
		f.slots[i] = four{bytes, n}
	}
	return f
}

// node is the node that four bytes lead to; 0 where they begin no word.
func (f fours) node(bytes uint32) int32 {
	for i := spread(bytes) >> f.shift; ; i = (i + 1) % uint32(len(f.slots)) {
		if s := &f.slots[i]; s.node == 0 || s.bytes == bytes {
			return s.node
		}
	}
}

// filter tells where a word may begin.
type filter struct {
	short bits // the pairs of bytes that begin a word of two or three
	long  bits // the hashes of the first four bytes of longer words
}

func newFilter() filter { return filter{newBits(1 << 16), newBits(1 << hashBits)} }

func (f filter) add(word string) {
	if len(word) < 4 {
		f.short.set(pairOf(word[0], word[1]))
	} else {
		f.long.set(hash(first4(word)))
	}
}

// shortest is the number of bytes that a word must have.
const shortest = 2

// New returns the trie of some words, which are at least two bytes long and differ. A word begins
// inside another where it begins with a byte that is among joins and stands behind one.
func New(words []Word, joins string) (*Trie, error) {
	t := &Trie{pair: make([]int32, 1<<16), any: newFilter(), inner: newFilter()}
	for i := range len(joins) {
		t.joins[joins[i]] = true
	}
	order := make([]int32, len(words))
	for i, w := range words {
		if order[i] = int32(i); len(w.Text) < shortest {
			return nil, fmt.Errorf("the word %q has %d bytes; at least %d would be right", w.Text, len(w.Text), shortest)
		}
		t.inside = append(t.inside, w.Inside)
		if t.any.add(w.Text); w.Inside {
			t.inner.add(w.Text)
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(words[a].Text, words[b].Text) })
	for i := 1; i < len(order); i++ {
		if w := words[order[i]].Text; w == words[order[i-1]].Text {
			return nil, fmt.Errorf("the word %q is given twice; once would be right", w)
		}
	}
	t.grow(words, order)
	return t, nil
}

// grow makes the nodes of words in their order. A node stands for a run of words that begin alike.
func (t *Trie) grow(words []Word, order []int32) {
	type run struct{ from, to, depth int }
	runs := []run{{0, len(order), 0}}
	nodes := map[uint32]int32{}
	t.label = append(t.label, 0)
	for n := 0; n < len(runs); n++ {
		r, ends := runs[n], int32(-1)
		if r.depth == shortest {
			w := words[order[r.from]].Text
			t.pair[pairOf(w[0], w[1])] = int32(n)
		}
		if r.depth == 4 {
			nodes[first4(words[order[r.from]].Text)] = int32(n)
		}
		if r.from < r.to && len(words[order[r.from]].Text) == r.depth {
			ends = order[r.from]
			r.from++
		}
		t.nodes = append(t.nodes, node{int32(len(runs)), ends})
		for from := r.from; from < r.to; {
			next, to := words[order[from]].Text[r.depth], from+1
			for to < r.to && words[order[to]].Text[r.depth] == next {
				to++
			}
			runs = append(runs, run{from, to, r.depth + 1})
			t.label = append(t.label, next)
			from = to
		}
	}
	t.nodes = append(t.nodes, node{int32(len(runs)), -1})
	t.fours = newFours(nodes)
}

// Find appends the words of a text to a list, in the order in which they begin, the shortest first.
func Find[T string | []byte](t *Trie, to []Match, text T) []Match {
	inWord := false
	for i := 0; i+shortest <= len(text); i++ {
		f, before := &t.any, inWord
		inWord = t.joins[text[i]]
		inside := before && inWord
		if inside {
			f = &t.inner
		}
		if pair := pairOf(text[i], text[i+1]); f.short.has(pair) {
			n := t.pair[pair]
			if to = t.ending(to, n, i, i+2, inside); i+2 < len(text) {
				to = t.ending(to, t.child(n, text[i+2]), i, i+3, inside)
			}
		}
		if i+4 <= len(text) {
			if bytes := first4(text[i:]); f.long.has(hash(bytes)) {
				to = begun(t, to, text, i, t.fours.node(bytes), inside)
			}
		}
	}
	return to
}

// ending appends the word that ends at a node, where one does and may stand there.
func (t *Trie) ending(to []Match, n int32, start, end int, inside bool) []Match {
	if w := t.nodes[n].word; w >= 0 && (!inside || t.inside[w]) {
		return append(to, Match{start, end, int(w)})
	}
	return to
}

// begun appends the words of four bytes and more that begin at a place, which may be inside another
// word, and of which the first four lead to a node.
func begun[T string | []byte](t *Trie, to []Match, text T, at int, n int32, inside bool) []Match {
	for end := at + 4; n != 0; end++ {
		if to = t.ending(to, n, at, end, inside); end == len(text) {
			break
		}
		n = t.child(n, text[end])
	}
	return to
}

// child is the node that a byte leads to; 0, the root, where it leads to none.
func (t *Trie) child(n int32, by byte) int32 {
	for c, end := t.nodes[n].first, t.nodes[n+1].first; c < end; c++ {
		if t.label[c] == by {
			return c
		}
	}
	return 0
}

// pairOf and first4 are the first two and four bytes of a word as numbers.
func pairOf(a, b byte) uint32 { return uint32(a)<<8 | uint32(b) }

func first4[T string | []byte](w T) uint32 {
	return uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24
}

// hashBits is the size of the filter: 8 KB, a quarter of the fastest cache.
const hashBits = 16

// spread spreads four bytes (Knuth's multiplicative hashing); the high bits are the best.
func spread(four uint32) uint32 { return four * 2654435761 }

func hash(four uint32) uint32 { return spread(four) >> (32 - hashBits) }

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, n/64) }

func (b bits) set(n uint32)      { b[n/64] |= 1 << (n % 64) }
func (b bits) has(n uint32) bool { return b[n/64]&(1<<(n%64)) != 0 }
