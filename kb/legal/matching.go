package legal

import (
	"cmp"
	"slices"

	"github.com/lodestone-kb/lodestone/kb"
)

// Matching returns the measures that the filter lets through, whatever their state, by id. Kinds
// of changes are not looked at.
func (b *Body) Matching(f Filter) []kb.Measure {
	var out []kb.Measure
	for _, m := range b.measures {
		if b.wanted(m, f) {
			out = append(out, *m)
		}
	}
	slices.SortFunc(out, func(x, y kb.Measure) int { return cmp.Compare(x.ID, y.ID) })
	return out
}
