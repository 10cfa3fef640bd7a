package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// language is the document's, or, where nobody told it, the one whose small words its beginning is
// full of. It only chooses which tables of cues are tried.
func language(told corpus.Lang, text string) corpus.Lang {
	if told != "" && told != "und" {
		return told
	}
	text = strings.ToLower(strings.ToValidUTF8(text[:min(len(text), 3000)], ""))
	ascii := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
	words := strings.FieldsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf || !wordByte(byte(r)) })
	best, most := corpus.Lang(""), 2
	for _, w := range smallWords {
		n := 0
		for _, word := range words {
			if strings.Contains(w.words, " "+word+" ") {
				n++
			}
		}
		if w.others != nil && !ascii {
			n += len(w.others.FindAllStringIndex(text, -1))
		}
		if n > most {
			best, most = w.lang, n
		}
	}
	return best
}

// smallWords are words that each language uses in every sentence and its neighbours do not: those of
// ASCII letters, a blank on both sides, and others.
var smallWords = []struct {
	lang   corpus.Lang
	words  string
	others *regexp.Regexp
}{
	{"en", " the of and for with that by ", nil},
	{"es", " el los las del que con una por la y ", nil},
	{"pt", " os do da dos das que com uma ", regexp.MustCompile(`ção\b|\bnão\b`)},
	{"fr", " les des du et une dans pour est ", nil},
	{"de", " der die das und den von ist auf ", nil},
	{"it", " il gli della delle di che per dei ", nil},
	{"nl", " het een van voor niet wordt ", nil},
	{"id", " yang dan untuk dengan pada dari ini ", nil},
	{"vi", "", regexp.MustCompile(`(?:của|được|không|xuất khẩu|theo đó|từ ngày|đất|việt nam)`)},
	{"tr", " ve bir ile bu ", regexp.MustCompile(`\biçin\b`)},
	{"pl", " na jest oraz dla w ", regexp.MustCompile(`\bsię\b`)},
	{"ru", "", regexp.MustCompile(`[а-яё]{3,}`)},
	{"ja", "", regexp.MustCompile(`[\p{Hiragana}\p{Katakana}]{2,}`)},
	{"ko", "", regexp.MustCompile(`\p{Hangul}{2,}`)},
	{"ar", "", regexp.MustCompile(`\p{Arabic}{3,}`)},
	{"hi", "", regexp.MustCompile(`\p{Devanagari}{2,}`)},
	{"th", "", regexp.MustCompile(`\p{Thai}{4,}`)},
	{"zh", "", regexp.MustCompile(`\p{Han}{4,}`)},
}
