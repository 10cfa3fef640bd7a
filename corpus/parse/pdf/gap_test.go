package pdf

import (
	"errors"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// TestGaps lists pages that could not be read by number, those that follow one another as one gap.
func TestGaps(t *testing.T) {
	text := []run{{}}
	bad := errors.New("its stream is cut")
	p := &block.Page{}
	warn(p, []sheet{{number: 1, runs: text}, {number: 2, failure: bad}, {number: 3, failure: bad}, {number: 4}, {number: 5, blank: true}, {number: 6, failure: bad}})
	want := []corpus.Gap{
		{Unit: corpus.GapPage, From: 2, To: 3, Why: "pages that could not be read"},
		{Unit: corpus.GapPage, From: 6, To: 6, Why: "pages that could not be read"},
		{Unit: corpus.GapPage, From: 4, To: 4, Why: "pages without a text layer"},
	}
	if !slices.Equal(p.Gaps, want) {
		t.Errorf("gaps %v, want %v", p.Gaps, want)
	}
}
