package extract

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// language is the document's, or, where nobody told it, the one whose small words its beginning is
// full of. It only chooses which tables of cues are tried.
func language(told corpus.Lang, text string) corpus.Lang {
	if told != "" && told != "und" {
		return told
	}
	text = strings.ToLower(strings.ToValidUTF8(text[:min(len(text), 3000)], ""))
	best, most := corpus.Lang(""), 2
	for _, w := range smallWords {
		if n := len(w.re.FindAllStringIndex(text, -1)); n > most {
			best, most = w.lang, n
		}
	}
	return best
}

// smallWords are words that each language uses in every sentence and its neighbours do not.
var smallWords = []struct {
	lang corpus.Lang
	re   *regexp.Regexp
}{
	{"en", regexp.MustCompile(`\b(?:the|of|and|for|with|that|by)\b`)},
	{"es", regexp.MustCompile(`\b(?:el|los|las|del|que|con|una|por|la|y)\b`)},
	{"pt", regexp.MustCompile(`\b(?:os|do|da|dos|das|que|com|uma)\b|ção\b|\bnão\b`)},
	{"fr", regexp.MustCompile(`\b(?:les|des|du|et|une|dans|pour|est)\b`)},
	{"de", regexp.MustCompile(`\b(?:der|die|das|und|den|von|ist|auf)\b`)},
	{"it", regexp.MustCompile(`\b(?:il|gli|della|delle|di|che|per|dei)\b`)},
	{"nl", regexp.MustCompile(`\b(?:het|een|van|voor|niet|wordt)\b`)},
	{"id", regexp.MustCompile(`\b(?:yang|dan|untuk|dengan|pada|dari|ini)\b`)},
	{"vi", regexp.MustCompile(`(?:của|được|không|xuất khẩu|theo đó|từ ngày|đất|việt nam)`)},
	{"tr", regexp.MustCompile(`\b(?:ve|bir|ile|için|bu)\b`)},
	{"pl", regexp.MustCompile(`\b(?:na|jest|oraz|dla|się|w)\b`)},
	{"ru", regexp.MustCompile(`[а-яё]{3,}`)},
	{"ja", regexp.MustCompile(`[\p{Hiragana}\p{Katakana}]{2,}`)},
	{"ko", regexp.MustCompile(`\p{Hangul}{2,}`)},
	{"ar", regexp.MustCompile(`\p{Arabic}{3,}`)},
	{"hi", regexp.MustCompile(`\p{Devanagari}{2,}`)},
	{"th", regexp.MustCompile(`\p{Thai}{4,}`)},
	{"zh", regexp.MustCompile(`\p{Han}{4,}`)},
}
