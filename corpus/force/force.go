package force

import (
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Find returns the words of force in a text, in order and disjoint; Start and End are bytes of the
// text. English is read where the language is English or unknown, Chinese where the text has Han
// characters and is not in another language that uses them. Other languages give none.
func Find(text string, lang corpus.Lang) []corpus.Force {
	base, _, _ := strings.Cut(strings.ToLower(string(lang)), "-")
	var out []corpus.Force
	if base == "en" || base == "" || base == "zh" {
		out = english(text)
	}
	if (base == "zh" || base == "" || base == "en") && strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		out = append(out, chinese(text)...)
		slices.SortFunc(out, func(a, b corpus.Force) int { return a.Start - b.Start })
	}
	return out
}
