package legal

import "github.com/lodestone-kb/lodestone/kb"

// Matching returns the measures that the filter lets through, whatever their state, by id. Kinds
// of changes are not looked at.
func (b *Body) Matching(f Filter) []kb.Measure {
	var out []kb.Measure
	for _, e := range b.all {
		if e.wanted(f) {
			out = append(out, *e.m)
		}
	}
	return out
}
