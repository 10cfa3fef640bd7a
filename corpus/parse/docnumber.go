package parse

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbers are the forms in which authorities number their acts, the most telling first. What a form
// matches is the number as printed, with the issuer's name where that belongs to it.
var numbers = []*regexp.Regexp{
	regexp.MustCompile(`(?:中华人民共和国)?(?:国务院|國務院)令\s*[（(]?\s*第\s*[0-9一二三四五六七八九十百〇零]+\s*[号號]`),
	regexp.MustCompile(`(?:令和|平成|昭和)\s*[0-9元]{1,2}\s*年\s*\p{Han}{0,20}第\s*[0-9一二三四五六七八九十百〇零]+\s*号`),
	regexp.MustCompile(`(?:[\p{Han}、]{2,20} ){0,6}[\p{Han}、]{0,30}(?:公告|令|通告|通知)?\s*[\[（(〔【]?\s*(?:19|20)\d\d\s*年?\s*[\]）)〕】]?\s*第\s*[0-9一二三四五六七八九十百〇零]+(?:\s*[-—～至]\s*[0-9]+)?\s*[号號](?:公告|令)?`),
	regexp.MustCompile(`\p{Han}{0,30}[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s*第?\s*\d+\s*[号號](?:、\s*\d+\s*[号號]){0,9}`),
	regexp.MustCompile(`(?:[\p{Han}、]{2,20} ){0,6}\p{Han}{0,20}第\s*[0-9一二三四五六七八九十百〇零]+\s*[号號](?:令|公告)?`),
	regexp.MustCompile(`(?:\p{Hangul}{2,20}\s*)?제\s*(?:19|20)\d\d\s*-\s*\d+\s*호`),
	// Viet Nam: 23/2025/NĐ-CP, with the kind of act before it.
	regexp.MustCompile(`(?i)(?:(?:nghị định|thông tư(?: liên tịch)?|quyết định|nghị quyết|luật|chỉ thị|công văn|decree|circular|decision|resolution|law)\s+(?:no\.?\s*|số:?\s*)?)?\d{1,5}/(?:19|20)\d\d/[A-ZĐƯ]{2,10}\d{0,2}(?:-[A-ZĐƯ]{2,10})*`),
	// Indonesia: Peraturan Menteri … Nomor 11 Tahun 2019.
	regexp.MustCompile(`(?i)(?:(?:peraturan|keputusan|undang-undang)\s+(?:\p{L}+\s+){0,12})?(?:nomor|no\.?)\s*:?\s*[0-9][\w./-]*\s+tahun\s+(?:19|20)\d\d`),
	// The European Union: Regulation (EU) 2021/821, Decision (CFSP) 2022/1, Regulation (EC) No 428/2009.
	regexp.MustCompile(`(?i)(?:(?:commission|council|delegated|implementing)\s+){0,3}(?:regulation|directive|decision|recommendation)\s+\((?:EU|EC|EEC|CFSP|EU, Euratom|Euratom)\)\s*(?:no\.?\s*)?\d{1,4}/\d{1,4}`),
	regexp.MustCompile(`(?i)(?:statutory instrument|executive order|proclamation|public law|senate bill|house bill|general notice|government notice|public notice|trade notice|notification|announcement|notice|order|decree|circular|decision|regulation|directive|press release|instrument|resolution)s?\s+(?:\(E[UC]\)\s*)?(?:(?:no|n)\.?°?\s*|number\s+)?\d+(?:[/-]\w+)*(?:,?\s*(?:of|\[|\()\s*(?:19|20)\d\d[\])]?)?`),
	regexp.MustCompile(`(?i)(?:décret|arrêté|ordonnance|loi|décision|règlement|decreto(?:-lei| supremo| legislativo)?|resolución|resolução|portaria|ley|lei|acuerdo|providencia|instrução normativa|delibera|legge|verordnung|gesetz)\s+(?:[\p{L}.]+\s+){0,4}(?:n\.?\s*[°ºo.]{1,2}\s*|nr\.?\s*|no\.?\s*)\d+(?:[./-]\w+)*`),
	// Statutory instruments and legal notices by their short names: SOR/2025-140, S.I. 140 of 2025, L.N. 12 of 2025.
	regexp.MustCompile(`\b(?:SOR|S\.?I\.?|S\.?R\.?O?\.?|L\.?N\.?|G\.?N\.?)(?:/| ?No\.? ?| )\d{1,4}(?:[-/]\d{1,4}| of (?:19|20)\d\d)`),
	// Türkiye: (İHRACAT: 2025/14).
	regexp.MustCompile(`\([İI]H?[RT][A-ZÇĞİÖŞÜ]+\s*:\s*(?:19|20)\d\d/\d+\)`),
	regexp.MustCompile(`(?i)(?:communiqué(?: officiel)?|avis|circulaire|instruction|note circulaire)\s+n\s?[°ºo]\s*\d+(?:[./-]\w+)*`),
	regexp.MustCompile(`\bWT/(?:DS|L|MIN)[0-9]+(?:/[A-Z0-9.]+)*`),
	regexp.MustCompile(`\b\d{2,3} (?:FR|Fed\. Reg\.) \d{3,6}\b`),
	regexp.MustCompile(`№\s*\d+(?:[/-][\p{L}\d]+)*`),
	regexp.MustCompile(`(?i)\b(?:no\.?|n°)\s*\d+(?:/\w+)*(?:\s*(?:of|\[|\(|〔)\s*(?:19|20)\d\d[\])〕]?)?`),
}

var (
	numberLabel = regexp.MustCompile(`(?i)^[\[【（(]?\s*(?:发布文号|发文字号|发文文号|公文字号|文\s*号|文件编号|公告编号|公告号|番号|số|nomor|no\.?|ref(?:erence)?(?:\.| no\.?)?|document (?:number|no\.?)|notification no\.?|n[°º]|номер|nor)\s*[\]】）)]?\s*[:：]?\s*$`)
	// cited are the words with which a title speaks of the act of another: 关于实施……的通知, "Q&A on".
	cited = regexp.MustCompile(`(?i)关于|關於|根据|根據|依据|依據|按照|解读|解讀|贯彻|实施|實施|执行|修改|废止|廢止|暂停|暫停|恢复|答记者问|就|《|\b(?:on|about|under|concerning|regarding|amending|repealing|implementing|suspending|explain\w*|questions|following|pursuant|amendments?|correction|faq|q&a|interpret\w*|guidance|statement|comments?|sur|sobre|über|zu|zur|zum|về|tentang)\b`)
	// actEnds is the end of a title behind which its own number may stand.
	actEnds = regexp.MustCompile(`(?:公告|通知|决定|決定|令|通告|办法|辦法|规定|規定|条例|條例|意见|批复)$`)
)

// numberOf finds the document's own number in its title or in a short line right below. A number
// that a title only speaks of, and numbers inside running text, belong to other documents.
func numberOf(title string, lines []line) string {
	heads := []string{title}
	for _, l := range lines[:min(len(lines), 8)] {
		if utf8.RuneCountInString(l.Text) <= 60 && !endsSentence(l.Text) || utf8.RuneCountInString(l.Text) <= 240 && kindOfAct.MatchString(l.Text) {
			heads = append(heads, l.Text)
		}
	}
	for _, h := range heads {
		for _, re := range numbers {
			if m := re.FindStringIndex(h); m != nil {
				start := m[0] + titleWithin(h[m[0]:m[1]])
				if ownNumber(h, start, m[1]) {
					return strings.TrimSpace(h[start:m[1]])
				}
				break // the most telling form is another's; a weaker one would be a part of it
			}
		}
	}
	return ""
}

// bracketed is a whole title that a form took for the name of an issuer, and the bracket behind it.
var bracketed = regexp.MustCompile(`^(?:关于|關於).*(?:公告|通知|决定|決定|令|通告|办法|规定)\s*[\[（(〔【]`)

// titleWithin returns the size of the title at the head of a match: 关于……的公告（2025年第61号.
func titleWithin(number string) int { return len(bracketed.FindString(number)) }

// ownNumber reports whether a head bears the number in h[start:end] as its own: it begins with it or
// with its label or issuer, or ends with it in brackets or behind the title.
func ownNumber(h string, start, end int) bool {
	number, before := h[start:end], strings.TrimSpace(h[:start])
	if strings.ContainsAny(number, "关關根依按解就《") && cited.MatchString(number) {
		return false // the form took the words of a title for an issuer
	}
	before = strings.TrimRight(before, "([（【〔「『")
	switch {
	case strings.HasPrefix(number, "№") && kindOfAct.MatchString(before) && !strings.ContainsAny(before, "«\"“;"):
		return true // Приказ Министра торговли от 12 сентября 2025 года № 140
	case strings.HasSuffix(before, ":") && strings.TrimSpace(h[end:]) == "" && shortName.MatchString(number):
		return true // behind the title
	case before == "", numberLabel.MatchString(before):
		return !citedBehind.MatchString(h[end:])
	case strings.TrimSpace(strings.Trim(h[end:], ")]）】〕」』. ")) == "" && (strings.ContainsAny(h[:start], "(（[【〔") && strings.TrimSpace(h[:start]) != before || actEnds.MatchString(before)):
		return !strings.Contains(before, "解读") && !strings.Contains(before, "解讀")
	}
	return issuer(before) && !cited.MatchString(before)
}

var (
	// kindOfAct opens the line in which a Russian or Ukrainian act has its kind, day and number.
	kindOfAct = regexp.MustCompile(`(?i)^(?:приказ|постановлени|распоряжени|указ|решени|федеральный закон|наказ|постанов|розпорядженн|рішенн)\p{L}*\s`)
	shortName = regexp.MustCompile(`^[A-Z.]{2,6}(?:/| )`)
)

// citedBehind follows a number that a title speaks of: 公告2025年第61号解读, "No. 61 explained".
var citedBehind = regexp.MustCompile(`(?i)^\s*(?:的?(?:解读|解讀|问答|答记者问|有关情况|有關情況|政策解读|实施细则|实施情况)|:?\s*(?:explained|what you need|frequently asked|faq|q&a))`)

// issuer reports whether words are a name, as an authority's: capitals, but for the small words
// between them, and no comma or stop.
func issuer(words string) bool {
	if utf8.RuneCountInString(words) > 90 || strings.ContainsAny(words, ",;:，。；：？?!！") {
		return false
	}
	for w := range strings.FieldsSeq(words) {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r), unicode.Is(unicode.Han, r), !unicode.IsLetter(r), smallWords[w]:
		default:
			return false
		}
	}
	return true
}

var smallWords = setOf("and of the for de la le les du des del y e et do da dos das und der di van dan por para")
