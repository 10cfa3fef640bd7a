package pdf

import (
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// settleHyphens decides each hyphen at the end of a line: it stays when the document writes the
// word with a hyphen elsewhere, or when it is followed by a capital or a digit; otherwise the
// typesetter put it.
func settleHyphens(blocks []block.Block) {
	var all strings.Builder
	for _, b := range blocks {
		all.WriteString(strings.ToLower(b.Text) + "\n")
	}
	text := all.String()
	for i, b := range blocks {
		for strings.ContainsRune(b.Text, brokenWord) {
			before, after, _ := strings.Cut(b.Text, string(brokenWord))
			left, right := lastLetters(before), firstLetters(after)
			hyphen := ""
			first := firstRune(after)
			if right == "" || !unicode.IsLower(first) || strings.Contains(text, strings.ToLower(left+"-"+right)) {
				hyphen = "-"
			}
			b.Text = before + hyphen + after
		}
		blocks[i].Text = b.Text
	}
}

func lastLetters(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return strings.TrimLeftFunc(s[i:], func(r rune) bool { return !unicode.IsLetter(r) })
}

func firstLetters(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}
