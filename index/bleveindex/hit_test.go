package bleveindex_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
)

// A hit in a text that lacks pages says so.
func TestHitOfWhatIsReadInPart(t *testing.T) {
	store := library(t)
	put(t, store, paper{id: "scan", title: "Annex", text: "Annex of tantalum items.", gaps: []corpus.Gap{{Unit: corpus.GapPage, From: 2, To: 9, Why: "pages without a text layer"}}})
	x := open(t, t.TempDir(), store)
	for query, want := range map[string]bool{"tantalum": true, "gallium": false} {
		if h := ask(t, x, index.Request{Query: query}).Hits; len(h) == 0 || h[0].Partly != want {
			t.Errorf("%s: %+v, want read in part: %v", query, h, want)
		}
	}
}
