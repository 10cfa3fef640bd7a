package export

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// A material that several items of a measure name stands once in its row.
func TestMeasureRowNamesMaterialOnce(t *testing.T) {
	m := kb.Measure{ID: "xx-1/1", Instrument: "xx-1", Items: []kb.Item{{Material: "Ga"}, {Material: "Ga"}, {}, {Material: "Ge"}, {Material: "Ga"}}}
	on := corpus.Day(2026, 4, 1)
	got := measureRow(m, legal.New(kb.Law{}, on), on).Materials
	if want := []string{"Ga", "Ge"}; !slices.Equal(got, want) {
		t.Errorf("materials = %q, want %q", got, want)
	}
}
