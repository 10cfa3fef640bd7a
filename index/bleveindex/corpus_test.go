package bleveindex

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// shelf is a store of many short texts, each a document, for measuring.
type shelf []string

func (s shelf) Version(context.Context) (kb.Version, error) {
	return kb.Version{Seq: kb.Seq(len(s))}, nil
}

func (s shelf) Entries(_ context.Context, after kb.Seq, limit int) ([]kb.Entry, error) {
	var out []kb.Entry
	for i := int(after); i < min(len(s), int(after)+limit); i++ {
		out = append(out, kb.Entry{Seq: kb.Seq(i + 1), Kind: kb.DocumentAdded, Document: s.id(i)})
	}
	return out, nil
}

func (s shelf) id(i int) corpus.DocumentID { return corpus.DocumentID(fmt.Sprintf("d-%06d", i)) }

func (s shelf) Document(_ context.Context, id corpus.DocumentID) (corpus.Document, error) {
	return corpus.Document{ID: id, Lang: "en", Revisions: []corpus.RevisionID{corpus.RevisionID(id + ".1")}}, nil
}

func (s shelf) Revision(_ context.Context, id corpus.RevisionID) (corpus.Revision, error) {
	var i int
	if _, err := fmt.Sscanf(string(id), "d-%06d.1", &i); err != nil {
		return corpus.Revision{}, err
	}
	r := corpus.Revision{ID: id, Document: s.id(i), Text: s[i]}
	r.Provisions = []corpus.Provision{{Address: "¶ 1", Start: 0, End: len(s[i])}}
	start := 0
	for at := range len(s[i]) {
		if at+1 == len(s[i]) || s[i][at] == '.' && s[i][at+1] == ' ' {
			r.Sentences = append(r.Sentences, corpus.Range{Start: start, End: at + 1})
			start = at + 2
		}
	}
	return r, nil
}

func (s shelf) FactsOf(context.Context, corpus.DocumentID) ([]kb.Fact, error) { return nil, nil }

// bytes counts the bytes of the texts.
func (s shelf) bytes() int {
	n := 0
	for _, t := range s {
		n += len(t)
	}
	return n
}

// invented returns texts of invented words, some common and most rare.
func invented(n int) []string {
	rnd := rand.New(rand.NewSource(3))
	vocabulary := make([]string, 8000)
	for i := range vocabulary {
		for range 2 + rnd.Intn(3) {
			vocabulary[i] += string("bcdfghklmnprstvz"[rnd.Intn(16)]) + string("aeiou"[rnd.Intn(5)])
		}
	}
	often := rand.NewZipf(rnd, 1.1, 8, uint64(len(vocabulary)-1))
	out := make([]string, n)
	for i := range out {
		words := make([]string, 20+rnd.Intn(80))
		for k := range words {
			words[k] = vocabulary[often.Uint64()]
			if rnd.Intn(20) == 0 {
				words[k] += "."
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

// perturbed repeats passages, from the second time on with 15 words of 100 replaced by others of the
// same collection, until there are n.
func perturbed(passages []string, n int) shelf {
	rnd := rand.New(rand.NewSource(7))
	var bag []string
	for _, p := range passages {
		bag = append(bag, strings.Fields(p)...)
	}
	var out shelf
	for round := 0; len(out) < n; round++ {
		for _, i := range rnd.Perm(len(passages)) {
			if len(out) == n {
				break
			}
			f := strings.Fields(passages[i])
			for k := range f {
				if round > 0 && rnd.Float64() < 0.15 {
					f[k] = bag[rnd.Intn(len(bag))]
				}
			}
			out = append(out, strings.Join(f, " "))
		}
	}
	return out
}

// draws makes queries of words that stand in the texts.
type draws struct {
	texts   shelf
	rnd     *rand.Rand
	holders map[string]int
}

func newDraws(texts shelf) *draws {
	d := &draws{texts, rand.New(rand.NewSource(11)), make(map[string]int)}
	for _, t := range texts {
		seen := make(map[string]bool)
		for _, w := range lettersOf(t) {
			if !seen[w] {
				seen[w] = true
				d.holders[w]++
			}
		}
	}
	return d
}

func lettersOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// usual reports whether a word is neither very rare nor in nearly every text, nor a number.
func (d *draws) usual(w string, least int) bool {
	n := d.holders[w] * 200000 / len(d.texts)
	return len(w) > 2 && n >= least && n <= 60000 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == ""
}

// window returns some words that stand beside each other in a text, of which the first and the last
// are usual.
func (d *draws) window(size, least int) []string {
	for {
		w := lettersOf(d.texts[d.rnd.Intn(len(d.texts))])
		if len(w) < max(size, 12) {
			continue
		}
		at := d.rnd.Intn(len(w) - size + 1)
		x := w[at : at+size]
		if x[0] != x[size-1] && d.usual(x[0], least) && d.usual(x[size-1], least) {
			return x
		}
	}
}
