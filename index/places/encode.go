package places

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/lodestone-kb/lodestone/index/query"
)

const version = 2

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
	form := 1
	switch {
	case len(hashes) > 1<<8 && len(t.Tokens) > 1<<16:
		form = 4
	case len(hashes) > 1<<8:
		form = 2
	}
	b := make([]byte, 0, 16+len(hashes)*(width+form)+len(t.Tokens)*(form+1))
	b = append(b, version)
	b = binary.AppendUvarint(b, uint64(len(t.Tokens)))
	b = append(b, byte(width), byte(form))
	b = binary.AppendUvarint(b, uint64(len(hashes)))
	for _, h := range hashes {
		b = fixed(b, h, width)
	}
	ids := make([]int, len(t.Tokens))
	for i, tok := range t.Tokens {
		ids[i], _ = slices.BinarySearch(hashes, words[tok.Term]&mask(width))
	}
	sentences, paragraphs, breaks := ends(t)
	tokens, cases := capitals(t)
	if form > 1 {
		b = listed(b, ids, len(hashes), form)
		for _, list := range [...][]int{sentences, paragraphs, breaks, tokens} {
			b = binary.AppendUvarint(b, uint64(len(list)))
			for _, at := range list {
				b = fixed(b, uint64(at), form)
			}
		}
		return append(b, packed(cases)...), nil
	}
	for _, id := range ids {
		b = append(b, byte(id))
	}
	return short(b, sentences, paragraphs, breaks, tokens, cases), nil
}

// listed writes the places of each word: where those of each end, and then all.
func listed(b []byte, ids []int, words, width int) []byte {
	places := make([][]int, words)
	for i, id := range ids {
		places[id] = append(places[id], i)
	}
	end := 0
	for _, list := range places {
		end += len(list)
		b = fixed(b, uint64(end), width)
	}
	for _, list := range places {
		for _, at := range list {
			b = fixed(b, uint64(at), width)
		}
	}
	return b
}

// short writes what follows the words of a short text.
func short(b []byte, sentences, paragraphs, breaks, tokens []int, cases []query.Case) []byte {
	b = binary.AppendUvarint(b, uint64(len(sentences)))
	last := 0
	for _, at := range sentences {
		v := uint64(at-last) << 1
		if _, begins := slices.BinarySearch(paragraphs, at); begins {
			v |= 1
		}
		b, last = binary.AppendUvarint(b, v), at
	}
	b, last = binary.AppendUvarint(b, uint64(len(breaks))), 0
	for _, at := range breaks {
		b, last = binary.AppendUvarint(b, uint64(at-last)), at
	}
	b, last = binary.AppendUvarint(b, uint64(len(tokens))), 0
	for i, at := range tokens {
		b, last = binary.AppendUvarint(b, uint64(at-last)<<2|uint64(cases[i]-1)), at
	}
	return b
}

// packed writes cases, less one, four in a byte.
func packed(cases []query.Case) []byte {
	out := make([]byte, (len(cases)+3)/4)
	for i, c := range cases {
		out[i/4] |= byte(c-1) << (2 * (i % 4))
	}
	return out
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

// ends returns at which tokens sentences and paragraphs begin, and after which no phrase goes on.
func ends(t *query.Text) (sentences, paragraphs, breaks []int) {
	for i := 1; i < len(t.Tokens); i++ {
		paragraph := t.Paragraph[i] != t.Paragraph[i-1]
		if paragraph {
			paragraphs = append(paragraphs, i)
		}
		if paragraph || t.Sentence[i] != t.Sentence[i-1] {
			sentences = append(sentences, i)
		}
		if !paragraph && !t.Adjacent(i-1) {
			breaks = append(breaks, i-1)
		}
	}
	return sentences, paragraphs, breaks
}

// capitals returns the tokens with capitals and their cases.
func capitals(t *query.Text) (tokens []int, cases []query.Case) {
	for i, tok := range t.Tokens {
		if c := query.CaseOf(t.Source[tok.Start:tok.End]); c != query.NoCapital {
			tokens, cases = append(tokens, i), append(cases, c)
		}
	}
	return tokens, cases
}
