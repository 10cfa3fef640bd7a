package extract

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMayNameActs: the names of acts found in parts of a text are those found in the whole.
func TestMayNameActs(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{" Act", " Act", " Ordinance", " Action", ", 1992", " of 2031", "1", " and", " of", " the", ",", " Foreign", " Trade", " (Development and Control)", "(Some", " thing)", " a", "’s", " U.S.", " “Export", "\n", "é", " 法", " "})).Draw(r, "pieces")
		text := strings.Join(pieces, "")
		var got [][]int
		for _, at := range mayNameActs(text) {
			for _, m := range englishAct.FindAllStringIndex(text[at.Start:at.End], -1) {
				got = append(got, []int{at.Start + m[0], at.Start + m[1]})
			}
		}
		if want := englishAct.FindAllStringIndex(text, -1); !slices.EqualFunc(got, want, slices.Equal) {
			r.Errorf("%q: %v, in the whole %v", text, got, want)
		}
	})
}
