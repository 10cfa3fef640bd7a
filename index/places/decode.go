package places

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"sort"

	"github.com/lodestone-kb/lodestone/index/query"
)

// ErrDamaged is what a record answers that was not written by [Encode].
var ErrDamaged = errors.New("the record of the places of words is damaged")

// Record is a record being read. Its zero value is that of an empty text. [Record.Read] makes it that
// of another text and keeps what memory it has; it is not for several goroutines.
type Record struct {
	Tokens int // in the text

	width, words int
	hashes, ids  []byte // ids of a short text
	lists        lists  // of a long one
	rest         []byte // what was not read yet

	ends, cased                   bool // ends and breaks were read, and capitals
	sentences, paragraphs, breaks numbers
	capitals                      numbers // tokens
	cases                         []query.Case
	packed                        []byte // cases of a long text
}

// Read makes r the record in b, which must stay as it is while r is used.
func (r *Record) Read(b []byte) error {
	r.Tokens, r.words, r.hashes, r.ids, r.rest, r.ends, r.cased = 0, 0, nil, nil, nil, false, false
	r.lists = lists{}
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
	r.width = int(b[0])
	form := int(b[1])
	words, n := binary.Uvarint(b[2:])
	if n <= 0 || words > tokens || r.width != 2 && r.width != 4 && r.width != 8 || form != 1 && form != 2 && form != 4 {
		return ErrDamaged
	}
	b = b[2+n:]
	dictionary, numbers := int(words)*r.width, int(tokens)*form
	if form > 1 {
		numbers += int(words) * form
	}
	if len(b) < dictionary+numbers {
		return ErrDamaged
	}
	r.Tokens, r.words = int(tokens), int(words)
	r.hashes, r.ids, r.rest = b[:dictionary], b[dictionary:dictionary+numbers], b[dictionary+numbers:]
	if form > 1 {
		r.lists = lists{ends: r.ids[:int(words)*form], places: r.ids[int(words)*form:], width: form}
	}
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
const fewWords = 4096

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
	if r.lists.width > 0 {
		from, to := r.lists.of(id)
		for i := from; i < to; i++ {
			dst = append(dst, int32(r.lists.number(r.lists.places, i)))
		}
		return dst
	}
	for at := r.Find(id, 0, r.Tokens); at >= 0; at = r.Find(id, at+1, r.Tokens) {
		dst = append(dst, int32(at))
	}
	return dst
}

// Find returns the first token from one on and before another that is a word of the dictionary; -1 where
// there is none.
func (r *Record) Find(id uint32, from, to int) int {
	if r.lists.width > 0 {
		return r.lists.find(id, from, to)
	}
	if from < to {
		if i := bytes.IndexByte(r.ids[from:to], byte(id)); i >= 0 {
			return from + i
		}
	}
	return -1
}

// Times returns how often a word of the dictionary stands in the text; 1 in one of few words, in which that
// is not known at once.
func (r *Record) Times(id uint32) int {
	if r.lists.width == 0 {
		return 1
	}
	from, to := r.lists.of(id)
	return to - from
}

// Long reports whether the text has many words, so that it is known at once where each stands.
func (r *Record) Long() bool { return r.lists.width > 0 }

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
	if r.lists.width > 0 {
		r.fixed(&r.sentences)
		r.fixed(&r.paragraphs)
		r.fixed(&r.breaks)
		return
	}
	sentences, paragraphs, breaks := r.sentences.few[:0], r.paragraphs.few[:0], r.breaks.few[:0]
	at := int32(0)
	for range r.count() {
		v := r.next()
		at += int32(v >> 1)
		sentences = append(sentences, at)
		if v&1 == 1 {
			paragraphs = append(paragraphs, at)
		}
	}
	at = 0
	for range r.count() {
		at += int32(r.next())
		breaks = append(breaks, at)
	}
	r.sentences, r.paragraphs, r.breaks = numbers{few: sentences}, numbers{few: paragraphs}, numbers{few: breaks}
}

// fixed reads numbers of a long text.
func (r *Record) fixed(n *numbers) {
	size := min(r.count(), len(r.rest)/r.lists.width) * r.lists.width
	n.fixed, n.width = r.rest[:size], r.lists.width
	r.rest = r.rest[size:]
}

// readCapitals reads the cases of tokens.
func (r *Record) readCapitals() {
	r.readEnds()
	if r.cased {
		return
	}
	r.cased = true
	if r.lists.width > 0 {
		r.fixed(&r.capitals)
		r.packed = r.rest
		return
	}
	capitals, at := r.capitals.few[:0], int32(0)
	r.cases = r.cases[:0]
	for range r.count() {
		v := r.next()
		at += int32(v >> 2)
		capitals = append(capitals, at)
		r.cases = append(r.cases, query.Case(v&3)+1)
	}
	r.capitals = numbers{few: capitals}
}

// SentenceOf returns the number of the sentence of a token.
func (r *Record) SentenceOf(i int) int32 {
	r.readEnds()
	return int32(r.sentences.upTo(i))
}

// ParagraphOf returns the number of the paragraph of a token.
func (r *Record) ParagraphOf(i int) int32 {
	r.readEnds()
	return int32(r.paragraphs.upTo(i))
}

// Sentence returns the first token of the sentence of a token, and the one after its last.
func (r *Record) Sentence(i int) (from, to int) {
	r.readEnds()
	return r.around(&r.sentences, i)
}

// Paragraph returns the first token of the paragraph of a token, and the one after its last.
func (r *Record) Paragraph(i int) (from, to int) {
	r.readEnds()
	return r.around(&r.paragraphs, i)
}

func (r *Record) around(starts *numbers, i int) (from, to int) {
	n := starts.upTo(i)
	to = r.Tokens
	if n > 0 {
		from = max(0, int(starts.at(n-1)))
	}
	if n < starts.len() {
		to = min(to, int(starts.at(n)))
	}
	return from, to
}

// Adjacent reports whether token i+1 follows token i as the next word of a phrase.
func (r *Record) Adjacent(i int) bool {
	if i+1 >= r.Tokens {
		return false
	}
	r.readEnds()
	if _, broken := r.breaks.has(i); broken {
		return false
	}
	_, begins := r.paragraphs.has(i + 1)
	return !begins
}

// Whole reports whether the text is one paragraph, and one sentence.
func (r *Record) Whole() (paragraph, sentence bool) {
	r.readEnds()
	return r.paragraphs.len() == 0, r.sentences.len() == 0
}

// Marks appends to dst, for each token, the low 16 bits of the hash of its word.
func (r *Record) Marks(dst []uint16) []uint16 {
	if r.words == 0 {
		return dst
	}
	if r.lists.width > 0 {
		from := len(dst)
		dst = append(dst, make([]uint16, r.Tokens)...)
		for id := range r.words {
			first, last := r.lists.of(uint32(id))
			for i := first; i < last; i++ {
				if at := r.lists.number(r.lists.places, i); at < r.Tokens { // of a damaged record it may not be
					dst[from+at] = uint16(r.hash(id))
				}
			}
		}
		return dst
	}
	for _, id := range r.ids {
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
	k, ok := r.capitals.has(i)
	switch {
	case !ok:
		return query.NoCapital
	case r.lists.width == 0:
		return r.cases[k]
	case k/4 >= len(r.packed): // of a damaged record
		return query.NoCapital
	}
	return query.Case(r.packed[k/4]>>(2*(k%4))&3) + 1
}
