package places

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/lodestone-kb/lodestone/index/query"
)

const version = 1

// Hash returns the hash of a word in dictionaries (FNV-1a, its bits mixed so that the low ones serve
// alone).
func Hash(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h ^= uint64(word[i])
		h *= 1099511628211
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// errAlike is what a text answers two words of which have the same hash. None is known.
var errAlike = errors.New("two words of the text have the same hash")

// Encode returns the record of a text.
func Encode(t *query.Text) ([]byte, error) {
	words := make(map[string]uint64)
	for _, tok := range t.Tokens {
		if _, ok := words[tok.Term]; !ok {
			words[tok.Term] = Hash(tok.Term)
		}
	}
	hashes, width, err := dictionary(words)
	if err != nil {
		return nil, err
	}
	ids := 1
	switch {
	case len(hashes) > 1<<16:
		ids = 4
	case len(hashes) > 1<<8:
		ids = 2
	}
	b := make([]byte, 0, 16+len(hashes)*width+len(t.Tokens)*(ids+1))
	b = append(b, version)
	b = binary.AppendUvarint(b, uint64(len(t.Tokens)))
	b = append(b, byte(width), byte(ids))
	b = binary.AppendUvarint(b, uint64(len(hashes)))
	for _, h := range hashes {
		b = fixed(b, h, width)
	}
	at := len(b)
	b = append(b, make([]byte, ids*len(t.Tokens))...)
	for i, tok := range t.Tokens {
		id, _ := slices.BinarySearch(hashes, words[tok.Term]&mask(width))
		for plane := range ids {
			b[at+plane*len(t.Tokens)+i] = byte(id >> (8 * plane))
		}
	}
	b = ends(b, t)
	return capitals(b, t), nil
}

// dictionary returns the hashes of words at the least width at which all differ.
func dictionary(words map[string]uint64) (hashes []uint64, width int, err error) {
	for _, width = range [...]int{2, 4, 8} {
		if width == 2 && len(words) > 1000 {
			continue // among so many two are alike
		}
		hashes = hashes[:0]
		for _, h := range words {
			hashes = append(hashes, h&mask(width))
		}
		slices.Sort(hashes)
		if n := len(hashes); len(slices.Compact(hashes)) == n {
			return hashes[:n], width, nil
		}
	}
	return nil, 0, errAlike
}

func mask(width int) uint64 { return ^uint64(0) >> (64 - 8*width) }

func fixed(b []byte, v uint64, width int) []byte {
	for range width {
		b = append(b, byte(v))
		v >>= 8
	}
	return b
}

// ends writes where sentences and paragraphs begin, and where no phrase goes on.
func ends(b []byte, t *query.Text) []byte {
	var sentences, breaks []byte
	ns, nb, last, lastBreak := 0, 0, 0, 0
	for i := 1; i < len(t.Tokens); i++ {
		paragraph := t.Paragraph[i] != t.Paragraph[i-1]
		if paragraph || t.Sentence[i] != t.Sentence[i-1] {
			v := uint64(i-last) << 1
			if paragraph {
				v |= 1
			}
			sentences = binary.AppendUvarint(sentences, v)
			last = i
			ns++
		}
		if !paragraph && !t.Adjacent(i-1) {
			breaks = binary.AppendUvarint(breaks, uint64(i-1-lastBreak))
			lastBreak = i - 1
			nb++
		}
	}
	b = append(binary.AppendUvarint(b, uint64(ns)), sentences...)
	return append(binary.AppendUvarint(b, uint64(nb)), breaks...)
}

func capitals(b []byte, t *query.Text) []byte {
	var out []byte
	n, last := 0, 0
	for i, tok := range t.Tokens {
		if c := query.CaseOf(t.Source[tok.Start:tok.End]); c != query.NoCapital {
			out = binary.AppendUvarint(out, uint64(i-last)<<2|uint64(c-1))
			last = i
			n++
		}
	}
	return append(binary.AppendUvarint(b, uint64(n)), out...)
}
