package places

import (
	"bytes"
	"encoding/binary"
	"errors"
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
	*r = Record{sentences: r.sentences[:0], paragraphs: r.paragraphs[:0], breaks: r.breaks[:0], capitals: r.capitals[:0], cases: r.cases[:0]}
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
	r.Tokens, r.words = int(tokens), int(words)
	dictionary, numbers := r.words*r.width, r.Tokens*r.idWidth
	if len(b) < dictionary+numbers {
		return ErrDamaged
	}
	r.hashes, r.ids, r.rest = b[:dictionary], b[dictionary:dictionary+numbers], b[dictionary+numbers:]
	return nil
}

// Has reports whether a word of the text has the hash, and which number it has.
func (r *Record) Has(hash uint64) (id uint32, ok bool) {
	hash &= mask(r.width)
	lo, hi := 0, r.words
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if r.hash(mid) < hash {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return uint32(lo), lo < r.words && r.hash(lo) == hash
}

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
	low := r.ids[:r.Tokens]
	for at := 0; ; at++ {
		i := bytes.IndexByte(low[at:], byte(id))
		if i < 0 {
			return dst
		}
		if at += i; r.idWidth == 1 || r.highAt(at) == id>>8 {
			dst = append(dst, int32(at))
		}
	}
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

// CaseOf returns the case of a token.
func (r *Record) CaseOf(i int) query.Case {
	r.readCapitals()
	if k, ok := slices.BinarySearch(r.capitals, int32(i)); ok {
		return r.cases[k]
	}
	return query.NoCapital
}
