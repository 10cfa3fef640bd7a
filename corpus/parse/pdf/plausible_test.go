package pdf

import (
	"strings"
	"testing"
)

func TestMakesNoWords(t *testing.T) {
	shift := func(s string, by rune) string {
		return strings.Map(func(r rune) rune {
			if r == ' ' {
				return r
			}
			return r + by
		}, s)
	}
	long := strings.Repeat(prose+" ", 4)
	chinese := strings.Repeat(simplified, 10)
	for _, c := range []struct {
		text string
		want bool
	}{
		{long, false},
		{shift(long, -29), true}, // "The" as "7KH": numbers of glyphs taken for letters
		{shift(long, 3), true},
		{chinese, false},
		{strings.Repeat(traditional, 10), false},
		{shift(chinese, 700), true},
		{strings.Repeat("1C902.a HS28469019 kg NdFeB SmCo ", 40), false}, // codes are no words
		{strings.Repeat("zmiana brzmienia przepisów w sprawie obrotu z zagranicą ", 10), false},
		{strings.Repeat("vyhláška o vývozu zboží dvojího užití, zmrzl krk ", 10), false},
		{shift(prose, 3), false}, // too little to tell
		{"", false},
	} {
		if got := makesNoWords([]run{{text: c.text}}); got != c.want {
			t.Errorf("makesNoWords(%.60q) = %v", c.text, got)
		}
	}
}
