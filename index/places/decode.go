package places

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
	"sort"

	"github.com/lodestone-kb/lodestone/index/query"
)

// ErrDamaged is what a record answers that was not written by [Encode].
var ErrDamaged = errors.New("the record of the places of words is damaged")

// Record is a record being read. Its zero value is that of an empty text. [Record.Read] makes it that
// of another text and keeps what memory it has; it is not for several goroutines.
type Record struct {
	Tokens int // in the text

	width, idWidth, words int
	hashes, ids           []byte
	rest                  []byte // what was not read yet
	ends, cased           bool   // ends and breaks were read, and capitals
	sentences, paragraphs []int32
	breaks                []int32
	capitals              []int32 // tokens
	cases                 []query.Case
}

// Read makes r the record in b, which must stay as it is while r is used.
func (r *Record) Read(b []byte) error {
	r.Tokens, r.words, r.hashes, r.ids, r.rest, r.ends, r.cased = 0, 0, nil, nil, nil, false, false
	if len(b) < 5 || b[0] != version {
		return ErrDamaged
	}
	tokens, n := binary.Uvarint(b[1:])
	if n <= 0 || tokens > uint64(len(b)) {
		return ErrDamaged
	}
	b = b[1+n:]
	if len(b) < 3 {
		return ErrDamaged
	}
	r.width, r.idWidth = int(b[0]), int(b[1])
	words, n := binary.Uvarint(b[2:])
	if n <= 0 || words > tokens || r.width != 2 && r.width != 4 && r.width != 8 || r.idWidth != 1 && r.idWidth != 2 && r.idWidth != 4 {
		return ErrDamaged
	}
	b = b[2+n:]
	dictionary, numbers := int(words)*r.width, int(tokens)*r.idWidth
	if len(b) < dictionary+numbers {
		return ErrDamaged
	}
	r.Tokens, r.words = int(tokens), int(words)
	r.hashes, r.ids, r.rest = b[:dictionary], b[dictionary:dictionary+numbers], b[dictionary+numbers:]
	return nil
}

// Has reports whether a word of the text has the hash, and which number it has.
func (r *Record) Has(hash uint64) (id uint32, ok bool) {
	hash &= mask(r.width)
	if r.words > fewWords {
		i := sort.Search(r.words, func(i int) bool { return r.hash(i) >= hash })
		return uint32(i), i < r.words && r.hash(i) == hash
	}
	// Hashes lie evenly, so that where one stands among few is known to within some.
	high, _ := bits.Mul64(hash<<(64-8*r.width), uint64(r.words))
	i := int(high)
	for i > 0 && r.hash(i-1) >= hash {
		i--
	}
	for i < r.words && r.hash(i) < hash {
		i++
	}
	return uint32(i), i < r.words && r.hash(i) == hash
}

// fewWords is how many words a dictionary has at most in which one is looked for where it ought to be.
const fewWords = 256

func (r *Record) hash(i int) uint64 {
	switch r.width {
	case 2:
		return uint64(binary.LittleEndian.Uint16(r.hashes[2*i:]))
	case 4:
		return uint64(binary.LittleEndian.Uint32(r.hashes[4*i:]))
	}
	return binary.LittleEndian.Uint64(r.hashes[8*i:])
}

// Places appends to dst the tokens that are a word of the dictionary, rising.
func (r *Record) Places(dst []int32, id uint32) []int32 {
	for at := r.Find(id, 0, r.Tokens); at >= 0; at = r.Find(id, at+1, r.Tokens) {
		dst = append(dst, int32(at))
	}
	return dst
}

// Find returns the first token from one on and before another that is a word of the dictionary; -1 where
// there is none.
func (r *Record) Find(id uint32, from, to int) int {
	low := r.ids[:r.Tokens]
	for from < to {
		i := bytes.IndexByte(low[from:to], byte(id))
		if i < 0 {
			return -1
		}
		if from += i; r.idWidth == 1 || r.highAt(from) == id>>8 {
			return from
		}
		from++
	}
	return -1
}

// highAt returns the number of a token's word without its low byte.
func (r *Record) highAt(i int) uint32 {
	v := uint32(0)
	for plane := r.idWidth - 1; plane > 0; plane-- {
		v = v<<8 | uint32(r.ids[plane*r.Tokens+i])
	}
	return v
}

// next reads a number of the rest. A damaged rest ends where the damage begins: the engine keeps a
// checksum of all that it holds, so that none is met.
func (r *Record) next() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// count reads how many numbers follow.
func (r *Record) count() int { return int(min(r.next(), uint64(len(r.rest)))) }

// readEnds reads where sentences and paragraphs begin, and the breaks.
func (r *Record) readEnds() {
	if r.ends {
		return
	}
	r.ends = true
	r.sentences, r.paragraphs, r.breaks = r.sentences[:0], r.paragraphs[:0], r.breaks[:0]
	at := int32(0)
	for range r.count() {
		v := r.next()
		at += int32(v >> 1)
		r.sentences = append(r.sentences, at)
		if v&1 == 1 {
			r.paragraphs = append(r.paragraphs, at)
		}
	}
	at = 0
	for range r.count() {
		at += int32(r.next())
		r.breaks = append(r.breaks, at)
	}
}

// readCapitals reads the cases of tokens.
func (r *Record) readCapitals() {
	r.readEnds()
	if r.cased {
		return
	}
	r.cased = true
	r.capitals, r.cases = r.capitals[:0], r.cases[:0]
	at := int32(0)
	for range r.count() {
		v := r.next()
		at += int32(v >> 2)
		r.capitals = append(r.capitals, at)
		r.cases = append(r.cases, query.Case(v&3)+1)
	}
}

// SentenceOf returns the number of the sentence of a token.
func (r *Record) SentenceOf(i int) int32 {
	r.readEnds()
	return piece(r.sentences, i)
}

// ParagraphOf returns the number of the paragraph of a token.
func (r *Record) ParagraphOf(i int) int32 {
	r.readEnds()
	return piece(r.paragraphs, i)
}

// Sentence returns the first token of the sentence of a token, and the one after its last.
func (r *Record) Sentence(i int) (from, to int) {
	r.readEnds()
	return r.around(r.sentences, i)
}

// Paragraph returns the first token of the paragraph of a token, and the one after its last.
func (r *Record) Paragraph(i int) (from, to int) {
	r.readEnds()
	return r.around(r.paragraphs, i)
}

func (r *Record) around(starts []int32, i int) (from, to int) {
	n := piece(starts, i)
	to = r.Tokens
	if n > 0 {
		from = max(0, int(starts[n-1]))
	}
	if int(n) < len(starts) {
		to = min(to, int(starts[n]))
	}
	return from, to
}

// piece returns how many of the starts lie at a token or before it.
func piece(starts []int32, i int) int32 {
	if len(starts) <= 16 {
		n := int32(0)
		for _, s := range starts {
			if int(s) > i {
				break
			}
			n++
		}
		return n
	}
	return int32(sort.Search(len(starts), func(k int) bool { return int(starts[k]) > i }))
}

// Adjacent reports whether token i+1 follows token i as the next word of a phrase.
func (r *Record) Adjacent(i int) bool {
	if i+1 >= r.Tokens {
		return false
	}
	r.readEnds()
	if _, broken := slices.BinarySearch(r.breaks, int32(i)); broken {
		return false
	}
	_, begins := slices.BinarySearch(r.paragraphs, int32(i+1))
	return !begins
}

// Whole reports whether the text is one paragraph, and one sentence.
func (r *Record) Whole() (paragraph, sentence bool) {
	r.readEnds()
	return len(r.paragraphs) == 0, len(r.sentences) == 0
}

// Marks appends to dst, for each token, the low 16 bits of the hash of its word.
func (r *Record) Marks(dst []uint16) []uint16 {
	if r.words == 0 {
		return dst
	}
	for i := range r.Tokens {
		id := uint32(r.ids[i])
		if r.idWidth > 1 {
			id |= r.highAt(i) << 8
		}
		if int(id) >= r.words {
			id = 0 // of a damaged record
		}
		dst = append(dst, uint16(r.hash(int(id))))
	}
	return dst
}

// CaseOf returns the case of a token.
func (r *Record) CaseOf(i int) query.Case {
	r.readCapitals()
	if k, ok := slices.BinarySearch(r.capitals, int32(i)); ok {
		return r.cases[k]
	}
	return query.NoCapital
}
