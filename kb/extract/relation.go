package extract

import (
	"github.com/lodestone-kb/lodestone/kb"
)

// relations are the words by which an act acts on others; the first that is found counts.
var relations = []struct {
	relation kb.Relation
	re       *pattern
}{
	{kb.Extends, compile(`(?i)延长(?:[^，。；]{0,30})(?:期限|实施|暂停|有效)|(?:期限|有效期|实施期|暂停期)[^，。；]{0,6}延长|延期|\bextend(?:s|ed|ing)?\b|\bextension of\b|\bprolong|\bproroge|\bprorogation`)},
	{kb.Suspends, compile(`(?i)暂停(?:实施|执行|适用)|中止(?:实施|执行)|suspensão|suspensión|deixar?á? temporariamente|ausgesetzt|\bsetzt\b(?:[^.;]|\d\.){0,200}\baus\b|приостан|시행[^.]{0,30}유예|유예하|askıya al|tạm đình chỉ|ditangguhkan|menangguhkan|\bsuspen(?:d|ds|ded|ding|sion)\b`)},
	{kb.Resumes, compile(`(?i)恢复(?:实施|执行)|\bresum(?:e|es|ed|ption)\b|\breinstat`)},
	{kb.Repeals, compile(`(?i)废止|停止(?:实施|执行)|同时失效|\brepeal(?:s|ed|ing)?\b|\brevok(?:e|es|ed|ing)\b|\brescind|\babrogat|\bannul(?:s|led)?\b|\bceases? to (?:have effect|be in force|be valid)\b|утрачива\p{L}+ силу|abrog[eé]|aufgehoben|derog|отмен|утративш\p{L}+ силу|mencabut|dicabut|bãi bỏ|hết hiệu lực|廃止|폐지|revoga|wordt ingetrokken|uchyl|يلغى|إلغاء`)},
	{kb.Supersedes, compile(`(?i)取代|替代|\bsupersed(?:e|es|ed|ing)\b|\breplac(?:e|es|ed|ing)\b|takes? the place of|remplace\b|ersetzt|sustituye|substitui|sostituisce|заменя|menggantikan|thay thế`)},
	{kb.Amends, compile(`(?i)予以修改|予以更新|同步更新|修[改正]为|作出?(?:如下)?(?:修改|调整)|修订|调整[^，。；]{0,16}(?:目录|清单|公告)|\bamend(?:s|ed|ing|ment)?\b|\bmodif(?:y|ies|ied)\b|\bmodifi(?:e|ée?|ant|cación|ca)\b|modifiée?s?|modifica\p{L}*|altera(?:ção|r|do)?\b|geändert|neu gefasst|ändert\b|gewijzigd|внес\p{L}+ изменен|внесении изменен|perubahan|mengubah|sửa đổi|改正|개정|预告修正|修正|değişiklik|zmieni|تعديل|\brevis(?:e|es|ed)\b`)},
	{kb.Corrects, compile(`(?i)更正|勘误|\bcorrect(?:s|ed|ion)\b|\bcorrigendum\b`)},
	{kb.Withdraws, compile(`(?i)撤回|撤销|\bwithdr(?:aw|aws|ew|awn)\b`)},
	{kb.Implements, compile(`(?i)根据|依据|按照|\bpursuant to\b|\bin accordance with\b|\bunder the authority of\b|\bimplement(?:s|ing)\b|en application d|en virtud d|de conformidad con|gemäß|auf Grundlage|berdasarkan|căn cứ|に基づ|에 따라|в соответствии с|на основании|nos termos d|ai sensi d`)},
}

// relationIn is what the sentence, or a part of it, does to the acts that it names.
func (s *sentence) relationIn(text string) kb.Relation {
	for _, r := range relations {
		if s.fits(r.re, text) {
			return r.relation
		}
	}
	return ""
}

// actRelation reports whether the relation changes the cited act.
func actRelation(r kb.Relation) bool { return r != kb.Implements && r != kb.Cites }

// partOf: an annex or an article of the act is meant, not the act.
var partOf = compile(`(?i)(?:art[íi]culo|article|articolo|artigo|artikel|anexo|annexe|anhang|стать\p{L}+|пункт\p{L}*|pasal|điều) [\w.º°]+ (?:,? ?(?:y|et|e|und) [\w.º°]+ )?(?:de la |de l['’]|du |del |dell['’]|della |da |do |der |des |van |)?$|\b(?:annex|appendix|article|section|paragraph|point|part|entry|table)\s+[\w().]+(?:\s*,?\s*(?:and|to)\s+[\w().]+)?\s+(?:to|of|in)\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,3}$`)

// relationOf is what a sentence does to one of the acts in it: what the words at the number or in
// its own part of the sentence say, else what the sentence says.
func (s *sentence) relationOf(n number, whole kb.Relation) kb.Relation {
	text := s.plain
	if s.fits(restsOn, text[max(0, n.start-24):n.start]) {
		if m := s.first(befalls, text[n.end:]); m != nil { // "the stop under Decision No. 1 is extended"
			return s.relationIn(text[n.end:][:m[1]])
		}
		return kb.Implements
	}
	start, end := 0, len(text)
	if s.cuts == nil {
		s.cuts = append([][]int{}, s.all(clauseCut, text)...)
	}
	for _, m := range s.cuts {
		if m[1] <= n.start {
			start = m[1]
		} else if m[0] >= n.end {
			end = m[0]
			break
		}
	}
	if start == 0 && end == len(text) {
		return whole
	}
	if own := s.relationIn(text[start:end]); own != "" && !(own == kb.Suspends && s.fits(exportHalt, text[start:end])) {
		return own
	}
	return whole
}

// clauseCut is where one part of a sentence ends and another act's part may begin.
var clauseCut = compile(`[;；]|[，,](?:并将|并|同时)`)

// restsOn stands right before the number of the act on which a text rests.
var restsOn = compile(`(?i)(?:根据|依据|依照|按照|依|pursuant to|in accordance with|on the basis of|under)\s*(?:the )?$`)

// befalls follows the number of an act whose rule is the subject of the sentence: what is said of the
// rule that rests on the act is said of the act.
var befalls = compile(`(?i)^\s*(?:is|are|was|were|has been|have been|shall be|will be)\s+(?:hereby |further |again )?(?:extended|prolonged|suspended|resumed|reinstated|repealed|revoked|rescinded|withdrawn|amended)\b`)

// actsBy stands before the number of the act that acts on another: "suspended by Announcement No. 72".
var actsBy = compile(`(?i)(?:\bby|\bthrough|通过|以)\s*(?:its |the )?(?:MOFCOM )?$`)
