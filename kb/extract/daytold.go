package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/kb"
)

// yearWords stand before a day and tell its year: that of the day told of last, or one beside that of the report.
var (
	sameYear   = compile(`(?i)(?:同|同じ|같은\s?|그\s?)(?:年|해)(?:の)?\s*$`)
	sameBehind = compile(`(?i)^(?:,? of the same year|,? del mismo año|,? do mesmo ano|,? de la même année|,? desselben Jahres|,? dello stesso anno|,? того же года)`)
	yearBefore = compile(`(?:去年|昨年|지난해|작년|прошлого года)\s*$`)
	yearBehind = compile(`(?i)^(?:,? (?:of )?last year|,? letzten Jahres|,? dernier|,? del año pasado|,? do ano passado|,? прошлого года)`)
	yearBack   = compile(`(?i)去年|昨年|지난해|\blast year\b|l['’]an dernier|im Vorjahr`)
	yearAfterZ = compile(`(?:明年|来年|翌年|次年|내년|이듬해)\s*$`)
	yearNext   = compile(`(?i)^,? (?:of )?next year`)
	yearThis   = compile(`(?:今年|本年|올해)\s*$`)
)

// toldYear completes a day by the words that tell its year; the zero date where there are none.
func (r *reader) toldYear(s *sentence, p dates.Partial) corpus.Date {
	before, after := behind(s.text, p.Start), ahead(s.text, p.End)
	year := r.doc.Published.Year
	same := 0
	for _, d := range s.dates {
		if d.End <= p.Start {
			same = d.Date.Year
		}
	}
	if s.fits(yearBack, s.text[:p.Start]) && year > 0 {
		same = year - 1
	}
	if same == 0 {
		same = r.yearTold
	}
	switch {
	case s.fits(sameYear, before), s.fits(sameBehind, after):
		year = same
	case year == 0:
		return corpus.Date{}
	case s.fits(yearBefore, before), s.fits(yearBehind, after):
		year--
	case s.fits(yearAfterZ, before), s.fits(yearNext, after):
		if s.fits(compileNext, before) {
			year = same
		}
		year++
	case s.fits(yearThis, before):
	default:
		return corpus.Date{}
	}
	if year == 0 || year == 1 {
		return corpus.Date{}
	}
	return corpus.Day(year, p.Month, p.Day)
}

// compileNext: the year behind the one told of, not the one behind that of the report.
var compileNext = compile(`(?:翌年|次年|이듬해)\s*$`)

// today emits the day of a report that says "today" of what was decided or made known.
func (r *reader) today(s *sentence, cited kb.Relation) {
	day := r.doc.Published
	if !corpusDay(day) || r.idle(s, cited) && !s.fits(actNoun, s.plain) || r.doc.Kind == corpus.Regulation {
		return
	}
	m := s.first(todayWord, s.text)
	if m == nil || s.fits(quotation, s.plain) {
		return
	}
	start, end := m[0], m[1]
	for g := 1; g < len(m)/2; g++ {
		if m[2*g] >= 0 {
			start, end = m[2*g], m[2*g+1]
		}
	}
	role := r.hangsOn(s, start, end)
	if role == "" && s.fits(tellsToday, s.plain) {
		role = kb.RolePublished
	}
	if role != kb.RoleSigned && role != kb.RoleEffective && role != kb.RolePublished {
		return
	}
	for _, f := range r.out {
		if v, ok := f.Value.(kb.DateValue); ok && v.Date == day {
			return
		}
	}
	r.date(s, day, start, end, role, "date.today/1", "the day of the publication")
}

// tellsToday is how an authority makes something known.
var tellsToday = compile(`(?i)宣布|表示|公布|发布|公告|発表|発表し|밝혔|발표|\bannounced?\b|\bsaid\b|mitgeteilt|annonc|anunci|annunci|сообщ`)

// todayWord is the day of a report in the words of its language.
var todayWord = compile(`(?i)(?:^|[^\p{L}])(today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|сегодня|hari ini|hôm nay|bugün|dziś|dzisiaj)(?:[^\p{L}]|$)|(?:^|[^\p{Han}])(本日)|(今[（(]\d{1,2}[）)]日|今日|今天|오늘)`)

// actNoun names an act: what is published, signed or enters into force in a sentence without a word of restriction.
var actNoun = compile(`(?i)\b(?:decrees?|orders?|resolutions?|ordinances?|regulations?|notifications?|notices?|directives?|bills?|acts?|rules?|measures?|agreements?|amendments?|lists?|instructions?|settlements?|plans?|proclamations?|deliberations?)\b|verordnung|\bgesetz|beschluss|erlass|maßnahme|d[ée]cret|arrêté|délibération|règlement|\bloi\b|\btexte\b|mesure|\bley\b|resoluci[óo]n|\bmedida|\blei\b|portaria|diploma|despacho|\blegge\b|decision|provvedimento|besluit|maatregel|proclamatie|regeling|постановлени|приказ|декрет|указ|закон|peraturan|keputusan|nghị định|thông tư|quyết định|\bluật\b|kanun|karar|tebliğ|rozporz|ustaw|uchwał|決定|决定|条例|办法|公告|法令|政令|省令|改正|고시|법|개정|قرار|قانون|مرسوم`)

// trimArticle takes the article off the words before a day: "from the first of July".
func trimArticle(before string) string {
	if cut, ok := strings.CutSuffix(before, " the "); ok {
		return cut + " "
	}
	return before
}

// trimYear takes the words off that tell the year of a day: 自明年2月1日起.
func (s *sentence) trimYear(before string) string {
	if m := s.first(yearWord, before); m != nil {
		return before[:m[0]]
	}
	return before
}

var yearWord = compile(`(?:明年|今年|本年|去年|同年|翌年|来年|昨年|次年)の?$`)
