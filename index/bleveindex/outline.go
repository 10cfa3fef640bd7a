package bleveindex

import (
	"slices"

	"github.com/lodestone-kb/lodestone/index/places"
)

// outline is what is known of the text of an entry without its record: enough to pass over most entries
// that hold the words of a phrase apart, and to say how well most of those that answer do.
type outline struct {
	tokens uint32 // words of the text; 0 where the entry has none
	from   uint32 // where its bits begin
	size   uint8  // it has 64<<size bits
	// The text is one paragraph, or one sentence.
	paragraph, sentence bool
}

// outlines are those of the entries of a segment. The bits of one are a Bloom filter of the pairs of words
// that stand side by side in the text and of the words that are said again and again, by [times].
type outlines struct {
	of   []outline
	bits []uint64
}

// outlineBits is how many bits there are at least for each word: about one in eight is set.
const outlineBits = 6

// times are the numbers of which an outline knows, of each word, whether it is said so often.
var times = [...]uint16{2, 3, 4, 6, 10}

// counts says how often marks were met in a text. All are 0 between texts.
type counts [1 << 16]uint16

// add appends the outline of the next entry, of which the marks are those of its record; none where it has
// no text.
func (o *outlines) add(r *places.Record, marks []uint16, seen *counts) {
	if len(marks) == 0 {
		o.of = append(o.of, outline{})
		return
	}
	n := outline{tokens: uint32(len(marks)), from: uint32(len(o.bits))}
	n.paragraph, n.sentence = r.Whole()
	for outlineBits*len(marks) > 64<<n.size {
		n.size++
	}
	o.of = append(o.of, n)
	o.bits = append(o.bits, make([]uint64, 1<<n.size)...)
	bits := o.bits[n.from:]
	set := func(h uint32) {
		at := h >> (26 - n.size)
		bits[at/64] |= 1 << (at % 64)
	}
	for i, m := range marks {
		if i > 0 {
			set(pairOf(marks[i-1], m))
		}
		if seen[m]++; slices.Contains(times[:], seen[m]) {
			set(againOf(m, seen[m]))
		}
	}
	for _, m := range marks {
		seen[m] = 0
	}
}

// has reports whether what has a hash may be true of an entry.
func (o *outlines) has(entry, hash uint32) bool {
	n := &o.of[entry]
	at := hash >> (26 - n.size)
	return n.tokens > 0 && o.bits[n.from+at/64]>>(at%64)&1 == 1
}

// touch reads a little of the bits of some entries.
func (o *outlines) touch(entries []uint32) (sum byte) {
	for _, e := range entries {
		if n := &o.of[e]; n.tokens > 0 {
			sum ^= byte(o.bits[n.from]) ^ byte(o.bits[n.from+1<<n.size-1])
		}
	}
	return sum
}

// pairOf is the hash of two words that stand side by side, given their marks.
func pairOf(a, b uint16) uint32 { return (uint32(a)<<16 | uint32(b)) * 0x9E3779B1 }

// againOf is the hash of a word that is said so often.
func againOf(a, often uint16) uint32 { return (uint32(a)<<8+uint32(often))*0x85EBCA6B + 0x27D4EB2F }

// most returns how often a word stands in the text of an entry at most, which has it.
func (o *outlines) most(entry uint32, mark uint16) float64 {
	n := &o.of[entry]
	for _, often := range times {
		if !o.has(entry, againOf(mark, often)) {
			return float64(often - 1)
		}
	}
	return float64(n.tokens)
}

func (o *outlines) size() int { return 12*len(o.of) + 8*len(o.bits) }
