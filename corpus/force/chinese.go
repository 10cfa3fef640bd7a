package force

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// zhWords finds the Chinese words of force, simplified and traditional, the longest first.
var zhWords = regexp.MustCompile(`不得|严禁|嚴禁|禁止|不准|不允许|不允許|不许|不許|不可以|不应当|不應當|不应|不應|应当|應當|必须|必須|应|應|须|須|可以|有权|有權|允许|允許|准予|可`)

// Neighbours that make a character part of another word, or free of force.
const (
	notBeforeYing = "相适適对對响響供反感效顺順呼因照策答不未本理"
	afterYing     = "按依在向于於由将將予经經遵提办辦取报報如及事申履当當根立妥先停是书書主符采採"
	notBeforeXu   = "必无無毋不何些触觸胡"
	notBeforeKe   = "许許认認不未无無宁寧是尚"
	afterKe       = "依向要凭憑按根申自由视視要请請就对對"
)

var zhKinds = map[string]corpus.ForceKind{
	"不得": corpus.MustNot, "严禁": corpus.MustNot, "嚴禁": corpus.MustNot, "禁止": corpus.MustNot, "不准": corpus.MustNot,
	"不允许": corpus.MustNot, "不允許": corpus.MustNot, "不许": corpus.MustNot, "不許": corpus.MustNot, "不可以": corpus.MustNot,
	"不应当": corpus.MustNot, "不應當": corpus.MustNot, "不应": corpus.MustNot, "不應": corpus.MustNot,
	"应当": corpus.Must, "應當": corpus.Must, "必须": corpus.Must, "必須": corpus.Must, "应": corpus.Must, "應": corpus.Must, "须": corpus.Must, "須": corpus.Must,
	"可以": corpus.May, "有权": corpus.May, "有權": corpus.May, "允许": corpus.May, "允許": corpus.May, "准予": corpus.May, "可": corpus.May,
}

// zhNouns follow 禁止 where it names a kind of goods or a list: 禁止出口货物目录.
var zhNouns = regexp.MustCompile(`^(?:类|類|令|性|(?:进|進|出)口(?:的)?(?:货物|貨物|技术|技術|商品)?(?:目录|目錄|清单|清單))`)

// zhPossible follows a 可以 that tells what a thing is good for.
var zhPossible = regexp.MustCompile(`^(?:用于|用於|用作|作为|作為|说|說|看出|看到|预见|預見)`)

// without stands before the permission that is missing: 未经中国政府允许.
var without = regexp.MustCompile(`未[经經][^，。；：]{0,15}$`)

func chinese(text string) []corpus.Force {
	var out []corpus.Force
	for _, m := range zhWords.FindAllStringIndex(text, -1) {
		word := text[m[0]:m[1]]
		if zhFree(word, text[:m[0]], text[m[1]:]) {
			continue
		}
		out = append(out, corpus.Force{Kind: zhKinds[word], Start: m[0], End: m[1]})
	}
	return out
}

// zhFree reports whether a word is part of another, or a use of it without force.
func zhFree(word, before, behind string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(behind)
	switch word {
	case "应", "應":
		return strings.ContainsRune(notBeforeYing, last) || !strings.ContainsRune(afterYing, next)
	case "须", "須":
		return strings.ContainsRune(notBeforeXu, last) || next == '知'
	case "可":
		return strings.ContainsRune(notBeforeKe, last) || !strings.ContainsRune(afterKe, next)
	case "可以":
		return zhPossible.MatchString(behind) || last == '不'
	case "禁止":
		return zhNouns.MatchString(behind) || strings.HasSuffix(before, "解除") || strings.HasSuffix(before, "取消")
	case "不应", "不應":
		return next == '期'
	case "不得":
		return next == '不' || next == '已' // 不得不, 不得已
	case "不许", "不許":
		return next == '可'
	case "准予":
		return strings.HasPrefix(behind, "许可") || strings.HasPrefix(behind, "許可") || strings.HasPrefix(behind, "或")
	case "允许", "允許":
		return without.MatchString(before) || last == '所'
	case "有权", "有權":
		return last == '没' || last == '沒' || last == '所' || strings.HasPrefix(behind, "机关") || strings.HasPrefix(behind, "機關")
	}
	return false
}
