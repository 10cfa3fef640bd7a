package language

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
)

// simplified and traditional hold characters of export control texts that differ between the two.
const (
	simplified  = "关规许证国际进发务员产业业员对应电气资讯开与动体时区长门实这个来说东车书见马风飞"
	traditional = "關規許證國際進發務員產業業員對應電氣資訊開與動體時區長門實這個來說東車書見馬風飛"
)

// Of returns the language of a text. It decides by the script of the text, then by what the markup or the listing says, then
// by frequent words. declared and hinted are that of the markup and that of the listing, empty where there
// is none; unknown stays empty.
func Of(text string, declared, hinted corpus.Lang) corpus.Lang {
	script := Script(text)
	if script != "" && script != "latin" {
		for _, l := range []corpus.Lang{declared, hinted} {
			if l = Tidy(l); l != "" && mayBe(l, script, text) {
				return l
			}
		}
		return script
	}
	for _, l := range []corpus.Lang{declared, hinted} {
		if l = Tidy(l); l != "" && !nonLatin(l) {
			if guess := wordsOf(text); guess != "" && guess != l && script == "latin" && len(text) >= enoughText {
				return guess // templates declare "en" over French pages
			}
			return l
		}
	}
	return wordsOf(text)
}

// enoughText is how long a text, in bytes, must be for its words to overrule a language that was given.
const enoughText = 300

// scripts are the languages that share a script with the one that stands for it in [Script].
var scripts = map[corpus.Lang]map[corpus.Lang]bool{
	"ru": setLang("uk be bg sr mk kk ky mn tg"),
	"ar": setLang("fa ur ps ku ug"),
}

func setLang(list string) map[corpus.Lang]bool {
	out := map[corpus.Lang]bool{}
	for l := range strings.FieldsSeq(list) {
		out[corpus.Lang(l)] = true
	}
	return out
}

// mayBe reports whether a text in a script can be in the language that was given: another of the
// same script, or one whose own characters a short text does not happen to show.
func mayBe(given, script corpus.Lang, text string) bool {
	if scripts[script][given] {
		return true
	}
	if !strings.HasPrefix(string(script), "zh") {
		return false
	}
	switch given {
	case "zh-Hans", "zh-Hant":
		return !strings.ContainsFunc(text, tellsVariant)
	case "ja":
		return len(text) < enoughText && !strings.ContainsFunc(text, func(r rune) bool {
			return strings.ContainsRune(simplified, r) && !strings.ContainsRune(traditional, r)
		})
	}
	return false
}

// tellsVariant reports whether a character is written in one of the two Chinese variants only.
func tellsVariant(r rune) bool {
	return r >= 0x2e80 && strings.ContainsRune(simplified, r) != strings.ContainsRune(traditional, r)
}

func nonLatin(l corpus.Lang) bool {
	return slices.ContainsFunc([]string{"zh", "ja", "ko", "ru", "ar"}, func(p string) bool { return strings.HasPrefix(string(l), p) })
}

// Tidy brings a tag to the form used here: zh-CN is zh-Hans, en-US is en.
func Tidy(l corpus.Lang) corpus.Lang {
	s := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(string(l)), "_", "-"))
	base, rest, _ := strings.Cut(s, "-")
	switch {
	case base == "zh" && (strings.Contains(rest, "hant") || rest == "tw" || rest == "hk" || rest == "mo"):
		return "zh-Hant"
	case base == "zh" && rest != "":
		return "zh-Hans"
	case len(base) == 2:
		return corpus.Lang(base)
	}
	return ""
}

// Script returns the language that the script alone decides, "latin", or "".
func Script(text string) corpus.Lang {
	var han, kana, hangul, cyrillic, arabic, latin, simple, trad int
	seen := 0
	for _, r := range text {
		switch {
		case r < 0x80:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				latin++
			}
		case unicode.Is(unicode.Han, r):
			han++
			s, t := strings.ContainsRune(simplified, r), strings.ContainsRune(traditional, r)
			if s && !t {
				simple++
			} else if t && !s {
				trad++
			}
		case unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r):
			kana++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.IsLetter(r):
			latin++
		}
		if seen++; seen > 100_000 {
			break
		}
	}
	// A Han character weighs about as much as three Latin letters.
	switch {
	case kana*8 > han+kana && kana > 10 && (han+kana)*3 > latin:
		return "ja"
	case hangul*3 > latin && hangul > han:
		return "ko"
	case han*3 > latin && han > 0 && trad > simple:
		return "zh-Hant"
	case han*3 > latin && han > 0:
		return "zh-Hans"
	case cyrillic > latin:
		return "ru"
	case arabic > latin:
		return "ar"
	case latin > 0:
		return "latin"
	}
	return ""
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// frequent words that hardly occur in the neighbouring languages.
var frequent = map[corpus.Lang]map[string]bool{
	"en": setOf("the and of to is that with for was which shall by this from are have not"),
	"fr": setOf("le les des et du une est dans pour qui sur par aux ces cette été sont"),
	"de": setOf("der die und das den von mit für ist des auf nicht dem ein eine werden wird"),
	"es": setOf("el los las del y una para con por se su está como más fue según"),
	"pt": setOf("o os das dos uma para com não por em ao pela pelo são está foi mais"),
	"it": setOf("il gli della di che per una con sono nel alla dei delle è si non"),
	"nl": setOf("het een van en de dat voor met zijn niet op te wordt door worden ook"),
	"id": setOf("yang dan di untuk dengan pada ini dari dalam tidak akan tersebut oleh"),
	"tr": setOf("ve bir bu için ile olarak olan da de ise daha"),
	"vi": setOf("và của các cho trong được với là không những"),
	"pl": setOf("i w na z do nie że się jest oraz dla przez"),
}

// Frequent returns the words, in small letters, without which no prose in one of the commonest languages of
// Latin script gets along.
func Frequent() map[string]bool {
	out := map[string]bool{}
	for _, words := range frequent {
		maps.Copy(out, words)
	}
	return out
}

// wordsOf guesses among Latin-script languages; a guess needs a clear lead.
func wordsOf(text string) corpus.Lang {
	count := map[corpus.Lang]int{}
	total := 0
	for w := range strings.FieldsSeq(text[:min(len(text), 40_000)]) {
		total++
		w = strings.ToLower(strings.Trim(w, ".,;:()\"'«»“”"))
		for l, set := range frequent {
			if set[w] {
				count[l]++
			}
		}
	}
	best, second := corpus.Lang(""), 0
	for l, n := range count {
		if best == "" || n > count[best] || n == count[best] && l < best {
			best = l
		}
	}
	for l, n := range count {
		if l != best {
			second = max(second, n)
		}
	}
	if count[best] < 3 || count[best]*20 < total || count[best]*2 < second*3 {
		return ""
	}
	return best
}
