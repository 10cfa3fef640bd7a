package bleveindex_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestEveryPhraseIsFound: any five words in a row of real notices are found as a phrase.
func TestEveryPhraseIsFound(t *testing.T) {
	store := memkb.New()
	var all []corpus.Revision
	for i, n := range lines[struct{ Text string }](t, shared(t, "export-control/cn-notices-zh.jsonl.gz")) {
		p := paper{id: fmt.Sprint(i), text: n.Text}
		put(t, store, p)
		r := corpus.Revision{Document: corpus.DocumentID("d-" + p.id), Text: n.Text}
		r.Provisions, r.Sentences = parse.Structure(n.Text, "zh")
		all = append(all, r)
	}
	x := open(t, t.TempDir(), store)
	for _, r := range all {
		words := query.NewRevisionText(&r)
		for i := 0; i+5 < len(words.Tokens); i += 97 {
			phrase := r.Text[words.Tokens[i].Start:words.Tokens[i+4].End]
			if strings.ContainsAny(phrase, "\n\"”“") || !words.Adjacent(i) || !words.Adjacent(i+1) || !words.Adjacent(i+2) || !words.Adjacent(i+3) {
				continue
			}
			res := ask(t, x, index.Request{Query: `"` + phrase + `"`, Limit: index.MaxLimit})
			if !slices.Contains(found(res), strings.TrimPrefix(string(r.Document), "d-")) {
				t.Errorf("%q of %s is not found", phrase, r.Document)
			}
		}
	}
}
