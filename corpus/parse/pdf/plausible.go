package pdf

import (
	"strings"
	"unicode"
)

// Some fonts say that their characters are other letters than those they show, by accident or to
// forbid copying: "7KH KROGHU" for "The holder". What the library then returns looks like text.

// Bounds of the test. It takes a page of words to tell a language from a list of codes.
const (
	enoughLatin = 300
	fewVowels   = 0.2 // in every language written in Latin letters more than a third are vowels
	enoughHan   = 200
	fewFrequent = 0.06 // of the characters of a Chinese text a third are among the frequent ones
)

// makesNoWords reports whether the letters of a page are not those of a language.
func makesNoWords(runs []run) bool {
	latin, vowels, han, frequent := 0, 0, 0, 0
	for _, r := range runs {
		for _, word := range strings.FieldsFunc(r.text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) && c != brokenWord }) {
			letters := 0
			for _, c := range word {
				switch {
				case unicode.Is(unicode.Latin, c):
					letters++
				case unicode.Is(unicode.Han, c):
					han++
					if strings.ContainsRune(scripts[0].frequent, c) || strings.ContainsRune(scripts[1].frequent, c) {
						frequent++
					}
				}
			}
			if letters < 3 || letters*2 < len([]rune(word)) {
				continue // a unit, a code, a part of a formula
			}
			latin += letters
			for _, c := range word {
				if isVowel(c) {
					vowels++
				}
			}
		}
	}
	return latin >= enoughLatin && float64(vowels) < fewVowels*float64(latin) ||
		han >= enoughHan && float64(frequent) < fewFrequent*float64(han)
}

// isVowel takes y, and every Latin letter beyond ASCII: most of them are vowels with marks.
func isVowel(c rune) bool {
	return strings.ContainsRune("aeiouyAEIOUY", c) || c > 0x7f && unicode.Is(unicode.Latin, c)
}
