package bleveindex

import (
	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/index/query"
)

// vocabulary is a field of a document in the making that says which words are in a text, and nothing
// else of them: a word is an entry in a bitmap. A pair of Chinese characters in a row is a word too.
type vocabulary struct {
	name string
	text *query.Text
	held api.TokenFrequencies
}

// Name and the others are those of the engine's Field.
func (v *vocabulary) Name() string                      { return v.name }
func (v *vocabulary) Value() []byte                     { return nil }
func (v *vocabulary) ArrayPositions() []uint64          { return nil }
func (v *vocabulary) EncodedFieldType() byte            { return 't' }
func (v *vocabulary) Options() api.FieldIndexingOptions { return filter }
func (v *vocabulary) NumPlainTextBytes() uint64         { return uint64(len(v.text.Source)) }

// AnalyzedLength is not kept: nothing is ranked by it.
func (v *vocabulary) AnalyzedLength() int { return 0 }

// AnalyzedTokenFrequencies returns the words.
func (v *vocabulary) AnalyzedTokenFrequencies() api.TokenFrequencies { return v.held }

// Analyze collects the words.
func (v *vocabulary) Analyze() {
	toks := v.text.Tokens
	v.held = make(api.TokenFrequencies, len(toks))
	one := &api.TokenFreq{} // the same for all: how often a word stands there is in the record
	for i, t := range toks {
		v.add(t.Term, one)
		if i+1 < len(toks) && query.IsHan(t.Term) && query.IsHan(toks[i+1].Term) && v.text.Adjacent(i) {
			v.add(t.Term+toks[i+1].Term, one)
		}
	}
}

func (v *vocabulary) add(word string, one *api.TokenFreq) {
	if _, ok := v.held[word]; !ok {
		v.held[word] = one
	}
}

// Size tells about how much memory the field takes.
func (v *vocabulary) Size() int { return 48 * len(v.held) }
