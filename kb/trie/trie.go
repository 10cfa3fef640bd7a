package trie

import (
	"cmp"
	"fmt"
	"slices"
)

// Match is a word in a text: text[Start:End], and the word's place in the vocabulary.
type Match struct{ Start, End, Word int }

// Trie holds a vocabulary. It is read-only and may be used by many goroutines.
//
// The nodes are numbered level by level, so that the children of a node stand side by side: those of
// node n are first[n] to first[n+1], and label tells by which byte each is reached.
type Trie struct {
	first []int32
	label []byte
	word  []int32 // that ends at a node; -1 where none does
	pair  []int32 // the node that two bytes lead to; 0 where they begin no word
	short bits    // the pairs of bytes that begin a word of two or three
	long  bits    // the hashes of the first four bytes of longer words
	joins [256]bool
}

// shortest is the number of bytes that a word must have.
const shortest = 2

// New returns the trie of some words, which are at least two bytes long and differ. Behind a byte
// that is among joins no word is found that begins with one: where joins are the letters, that is
// inside another word.
func New(words []string, joins string) (*Trie, error) {
	t := &Trie{pair: make([]int32, 1<<16), short: newBits(1 << 16), long: newBits(1 << hashBits)}
	for i := range len(joins) {
		t.joins[joins[i]] = true
	}
	order := make([]int32, len(words))
	for i, w := range words {
		order[i] = int32(i)
		switch {
		case len(w) < shortest:
			return nil, fmt.Errorf("the word %q has %d bytes; at least %d would be right", w, len(w), shortest)
		case len(w) < 4:
			t.short.set(pairOf(w[0], w[1]))
		default:
			t.long.set(hash(first4(w)))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(words[a], words[b]) })
	for i := 1; i < len(order); i++ {
		if w := words[order[i]]; w == words[order[i-1]] {
			return nil, fmt.Errorf("the word %q is given twice; once would be right", w)
		}
	}
	t.grow(words, order)
	return t, nil
}

// grow makes the nodes of words in their order. A node stands for a run of words that begin alike.
func (t *Trie) grow(words []string, order []int32) {
	type run struct{ from, to, depth int }
	runs := []run{{0, len(order), 0}}
	t.label = append(t.label, 0)
	for n := 0; n < len(runs); n++ {
		r, ends := runs[n], int32(-1)
		if r.depth == shortest {
			w := words[order[r.from]]
			t.pair[pairOf(w[0], w[1])] = int32(n)
		}
		if r.from < r.to && len(words[order[r.from]]) == r.depth {
			ends = order[r.from]
			r.from++
		}
		t.word = append(t.word, ends)
		t.first = append(t.first, int32(len(runs)))
		for from := r.from; from < r.to; {
			next, to := words[order[from]][r.depth], from+1
			for to < r.to && words[order[to]][r.depth] == next {
				to++
			}
			runs = append(runs, run{from, to, r.depth + 1})
			t.label = append(t.label, next)
			from = to
		}
	}
	t.first = append(t.first, int32(len(runs)))
}

// Find appends the words of a text to a list, in the order in which they begin, the shortest first.
func Find[T string | []byte](t *Trie, to []Match, text T) []Match {
	inWord := false
	for i := 0; i+shortest <= len(text); i++ {
		before := inWord
		if inWord = t.joins[text[i]]; inWord && before {
			continue
		}
		if t.short.has(pairOf(text[i], text[i+1])) || i+4 <= len(text) && t.long.has(hash(first4(text[i:]))) {
			to = begun(t, to, text, i)
		}
	}
	return to
}

// begun appends the words that begin at a place.
func begun[T string | []byte](t *Trie, to []Match, text T, at int) []Match {
	n := t.pair[pairOf(text[at], text[at+1])]
	for end := at + shortest; n != 0; end++ {
		if w := t.word[n]; w >= 0 {
			to = append(to, Match{at, end, int(w)})
		}
		if end == len(text) {
			break
		}
		n = t.child(n, text[end])
	}
	return to
}

// child is the node that a byte leads to; 0, the root, where it leads to none.
func (t *Trie) child(n int32, by byte) int32 {
	for c := t.first[n]; c < t.first[n+1]; c++ {
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

// hash spreads four bytes (Knuth's multiplicative hashing).
func hash(four uint32) uint32 { return four * 2654435761 >> (32 - hashBits) }

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, n/64) }

func (b bits) set(n uint32)      { b[n/64] |= 1 << (n % 64) }
func (b bits) has(n uint32) bool { return b[n/64]&(1<<(n%64)) != 0 }
