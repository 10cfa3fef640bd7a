package legal

import (
	"regexp"
	"strconv"
	"strings"
)

// Slug turns the address of a provision into the last part of a measure's id: "一、（二）" gives
// "1-2", "第三条" gives "3", "Article 3(2)(b)" gives "3-2-b", "¶ 4" gives "p4", "附件1，第3行" and
// "Annex 1, row 3" give "annex-1-row-3". An empty address is the whole act, "*".
func Slug(address string) string {
	var parts []string
	prefix := ""
	for _, m := range addressPart.FindAllStringSubmatch(address, -1) {
		word := strings.ToLower(m[0])
		switch {
		case m[1] != "":
			parts = append(parts, strconv.Itoa(hanNumber(m[1])))
		case word == "¶":
			prefix = "p"
		case word == "附件" || word == "annex" || word == "附录" || word == "appendix":
			parts = append(parts, "annex")
		case word == "行" || word == "row":
			parts = append(parts, "row")
		case word == "page" || word == "页":
			parts = append(parts, "page")
		case word == "·":
			prefix = "x"
		case fillers[word]:
		default:
			parts = append(parts, prefix+word)
			prefix = ""
		}
	}
	slug := strings.Join(parts, "-")
	if strings.HasSuffix(address, "行") { // 第3行: the word comes after its number
		if i := strings.LastIndex(slug, "-row"); i > 0 {
			if j := strings.LastIndex(slug[:i], "-"); j >= 0 {
				slug = slug[:j] + "-row" + slug[j:i]
			}
		}
	}
	if slug == "" {
		return "*"
	}
	return slug
}

var (
	addressPart = regexp.MustCompile(`([〇零一二三四五六七八九十百]+)|附件|附录|行|页|¶|·|[\p{Latin}]+|\d+(?:\.\d+)*`)
	fillers     = map[string]bool{"article": true, "section": true, "item": true, "items": true, "paragraph": true, "paragraphs": true, "part": true, "chapter": true}
)

// hanNumber reads a Chinese numeral below a thousand.
func hanNumber(s string) int {
	digits := map[rune]int{'〇': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	total, last := 0, -1
	for _, r := range s {
		switch r {
		case '十', '百':
			unit := 10
			if r == '百' {
				unit = 100
			}
			if last < 0 {
				last = 1
			}
			total, last = total+last*unit, -1
		default:
			if last >= 0 {
				last = last*10 + digits[r]
			} else {
				last = digits[r]
			}
		}
	}
	return total + max(last, 0)
}

// partsNamed reads which parts of its own act a clause speaks of, as slugs: "一、（一）、（二）" gives
// 1-1 and 1-2; "items 1 and 2 of Section 1" is read as far as it is plain. Nothing found means the
// whole act.
func partsNamed(clause string) []string {
	var out []string
	for _, m := range hanParts.FindAllStringSubmatch(clause, -1) {
		head := ""
		if m[1] != "" {
			head = strconv.Itoa(hanNumber(m[1])) + "-"
		}
		for _, n := range hanPart.FindAllStringSubmatch(m[2], -1) {
			out = append(out, head+strconv.Itoa(hanNumber(n[1])))
		}
	}
	if out != nil {
		return out
	}
	for _, m := range hanWholeParts.FindAllStringSubmatch(clause, -1) {
		out = append(out, strconv.Itoa(hanNumber(m[1])))
	}
	for _, m := range latinParts.FindAllStringSubmatch(clause, -1) {
		for _, n := range latinPart.FindAllStringSubmatch(m[1], -1) {
			slug := n[1]
			if n[2] != "" {
				slug += "-" + n[2]
			}
			out = append(out, slug)
		}
	}
	return out
}

var (
	hanParts      = regexp.MustCompile(`(?:第?([一二三四五六七八九十]+)[、条款]?(?:第)?)?((?:[第]?[（(][一二三四五六七八九十]+[）)]项?[、和及与]?)+)`)
	hanPart       = regexp.MustCompile(`[（(]([一二三四五六七八九十]+)[）)]`)
	hanWholeParts = regexp.MustCompile(`第([一二三四五六七八九十]+)[款条项]`)
	latinParts    = regexp.MustCompile(`(?i)(?:items?|paragraphs?|articles?|sections?|clauses?)\s+((?:\d+(?:\(\d+\))?(?:\s*,\s*|\s+and\s+|\s*&\s*)?)+)`)
	latinPart     = regexp.MustCompile(`(\d+)(?:\((\d+)\))?`)
)
