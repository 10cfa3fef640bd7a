package extract

import (
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	// actOf stands between an act and its day: "the decree of", "Verordnung (EU) 2026/12 der Kommission vom".
	actOf = compile(`(?i)\b(?:decrees?|orders?|resolutions?|regulations?|ordinances?|decisions?|instructions?|notifications?|directives?|circulars?|instruments?|act|law)\b[^.;,，。]{0,40}?,? (?:of|dated)(?: the)?\s*$|(?:d[ée]cret|arr[êe]t[ée]|d[ée]lib[ée]ration|loi|d[ée]cision|ordonnance|r[èe]glement)s?\b[^.;,]{0,44},? (?:du|en date du)\s*$|(?:decreto|ley|lei|resoluci[óo]n|resolução|portaria|diploma|despacho|legge|decisi[óo]n|decisione|decisão)\b[^.;]{0,44},? (?:del?|de|em data de)\s*$|(?:verordnung|gesetz|beschluss|erlass|bescheid|richtlinie|bekanntmachung)\b[^.;,]{0,44},? vom\s*$|(?:постановлени|приказ|декрет|указ|закон|решени|распоряжени)\p{L}*[^.;,]{0,44} от\s*$|(?:besluit|verordening|wet|regeling)\b[^.;,]{0,44} van\s*$|(?:rozporz\p{L}+|ustaw\p{L}+|uchwał\p{L}+)[^.;,]{0,44} z(?: dnia)?\s*$|(?:quyết định|nghị định|thông tư|luật)[^.;,]{0,44} ngày\s*$|(?:peraturan|keputusan)[^.;]{0,60} tanggal\s*$`)
	// actZh: in Chinese the day stands before the act's number.
	actZh = compile(`^(?:的)?(?:第?\s?[\w\-－/]{1,12}\s?号|[^，。；]{0,10}第\s?[\w\-－/]{1,12}\s?号)(?:决议|决定|令|总统令|政府令|法令|公告|通知|文)?`)
)

// ofAct is the part of a day that stands beside an act: it is that of its signing, unless the sentence
// does something to the act or rests on it; such an act is told of for another's sake.
func (r *reader) ofAct(s *sentence, day corpus.Date, start, end int) (kb.Role, kb.RuleID, bool) {
	if !s.fits(actOf, behind(s.plain, start)) && !(base(r.doc.Lang) == "zh" && s.fits(actZh, ahead(s.plain, end))) {
		return "", "", false
	}
	if r.official() || r.doc.Published.Year-day.Year > 1 || day.Day == 0 || r.suffersBy(s, start, end) || s.fits(undone, s.plain[end:]) {
		return kb.RoleEvent, "date.of-act/1", true
	}
	return kb.RoleSigned, "date.of-act/1", true
}

// undone is what befalls an act that is told of with its day.
var undone = compile(`(?i)^[^.;]{0,80}\b(?:repealed|revoked|rescinded|superseded|replaced|withdrawn|annulled|amended|extended|suspended|expires?|lapses?|ceases?)\b|^[^.;]{0,80}(?:abrog|derogad|revogad|aufgehoben|geändert|ersetzt|отмен|утрат|призна|dicabut|bãi bỏ|uchyl|废止|失效|修改|修订|取代|暂停)`)

// suffersBy reports whether something is done to the act whose number stands right before a day, or right behind it.
func (r *reader) suffersBy(s *sentence, start, end int) bool {
	return slices.ContainsFunc(r.out, func(f kb.Fact) bool {
		if _, ok := f.Value.(kb.CitationValue); !ok || f.Context != s.whole || f.Role == kb.Role(kb.Cites) {
			return false
		}
		return f.Span.Start < s.Start+start && s.Start+start-f.Span.End < 40 || f.Span.Start >= s.Start+end && f.Span.Start-s.Start-end < 12
	})
}
