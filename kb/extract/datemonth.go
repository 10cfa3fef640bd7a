package extract

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/kb"
)

// bareMonth is a month without day and year, language by language: the first group that holds something is the
// month, a number or a name.
var bareMonth = compiled(map[string]string{
	"zh": `(?:^|[^\d年/.、至到-])(\d{1,2})月(?:[份初底末]|中旬|[上下]旬)?(?:[^\d日]|$)`,
	"ja": `(?:^|[^\d年/.、-])(\d{1,2})月(?:[初末]|中旬|[上下]旬)?(?:[^\d日]|$)`,
	"ko": `(?:^|[^\d년/.~-])\s?(\d{1,2})월(?:부터|까지|에|초|말|,|로|$|\s(?:[^\d\s]|$))`,
	"en": `\b(?:in|since|from|until|till|by|starting|beginning|effective)(?: early| late| mid| the end of)?[ -](January|February|March|April|May|June|July|August|September|October|November|December)(?:[^\w ]|$| [^\d ]{3})`,
	"de": `\b(?:im|seit|ab|bis|bis Ende|Anfang|Ende|Mitte) (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?:[^\p{L} ]|$| [^\d ])`,
	"fr": `\b(?:en|depuis|dès|à partir de|jusqu['’]en|fin|début) (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?:[^\p{L} ]|$| [^\d ])`,
	"es": `\b(?:en|desde|a partir de|hasta) (enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?:[^\p{L} ]|$| (?:[^\dd ]|d[^e]))`,
	"pt": `\b(?:em|desde|a partir de|até) (janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)(?:[^\p{L} ]|$| (?:[^\dd ]|d[^e]))`,
	"it": `\b(?:a|in|da|dal|fino a) (gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)(?:[^\p{L} ]|$| [^\d ])`,
	"nl": `\b(?:in|sinds|vanaf|tot) (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)(?:[^\p{L} ]|$| [^\d ])`,
	"ru": `(?:^|[^\p{L}])(?:в|с|до|с начала|в начале|в конце) (январ[еяь]|феврал[еяь]|марта?е?|апрел[еяь]|ма[еяй]|июн[еяь]|июл[еяь]|августа?е?|сентябр[еяь]|октябр[еяь]|ноябр[еяь]|декабр[еяь])(?:[^\p{L} ]|$| [^\d ])`,
	"id": `\b(?:pada|sejak|mulai|hingga|sampai)(?: bulan)? (Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)(?:[^\p{L} ]|$| [^\d ])`,
	"vi": `(?:từ|đến|hồi|trong|vào|kể từ) tháng (\d{1,2})(?:[^\d/]|$)`,
})

// monthOf is the month that a number or a name tells; 0 where it tells none.
func monthOf(printed string, lang corpus.Lang) int {
	if n, err := strconv.Atoi(printed); err == nil {
		return n
	}
	return dates.Month(printed, lang)
}

// bareMonths emits the months of a report's sentence about a restriction that are printed without their
// year, as those nearest to the publication. The months of trade figures are no dates of a rule.
func (r *reader) bareMonths(s *sentence) {
	day := r.doc.Published
	var told corpus.Date // the day before it in the sentence, where the page prints none of its own
	if !corpusDay(day) && len(s.dates) > 0 && s.dates[0].Date.Month != 0 {
		told = s.dates[0].Date
		day = corpus.Day(told.Year, told.Month, max(1, told.Day))
	}
	p := bareMonth[base(r.doc.Lang)]
	if p == nil || r.official() || !corpusDay(day) || r.year != 0 || len(s.cues) == 0 && !s.says(exportHalt) && !(r.ruling.end > 0 && s.Start-r.ruling.end < coveredWithin && s.says(runsOn)) || !s.may(p) {
		return
	}
	for _, m := range s.all(p, s.plain) {
		start, end := m[2], m[3]
		month := monthOf(s.plain[start:end], r.doc.Lang)
		if strings.HasSuffix(s.plain[:start], "tháng ") {
			start -= len("tháng ")
		}
		if month < 1 || month > 12 || r.dated(s, start) {
			continue
		}
		if strings.HasPrefix(s.plain[end:], "月") || strings.HasPrefix(s.plain[end:], "월") {
			end += len("月")
		}
		role, _ := r.roleOf(s, start, end, "")
		before := behind(s.plain, start)
		d := corpus.Date{Year: nearYear(day, month, role, s.says(toCome) || s.fits(fromMonth, s.plain[m[0]:min(len(s.plain), m[1]+6)])), Month: month}
		switch {
		case !told.IsZero():
			d.Year = told.Year
			if month < told.Month {
				d.Year++
			}
		case s.fits(yearAgo, before):
			d.Year = day.Year - 1
		case s.fits(yearOn, before):
			d.Year = day.Year + 1
		case s.fits(thisYear, before):
			d.Year = day.Year
		}
		if role == kb.RoleEvent && s.says(figures) {
			continue
		}
		r.date(s, d, start, end, role, "date.month/1", "the year nearest to the publication")
	}
}

// dated reports whether a place is part of a day that was found.
func (r *reader) dated(s *sentence, at int) bool {
	for _, d := range s.dates {
		if d.Start <= at && at < d.End {
			return true
		}
	}
	for _, d := range s.days {
		if d.Start <= at && at < d.End {
			return true
		}
	}
	return slices.ContainsFunc(r.out, func(f kb.Fact) bool {
		_, ok := f.Value.(kb.DateValue)
		return ok && f.Span.Start <= s.Start+at && s.Start+at < f.Span.End
	})
}

// nearYear is the year of a month of which a report of a day speaks: what happened lies behind it, what begins
// may lie a few months ahead, and what ends most of a year.
func nearYear(day corpus.Date, month int, role kb.Role, coming bool) int {
	ahead := map[kb.Role]int{kb.RoleEffective: 4, kb.RoleExpires: 8, kb.RoleSuspendedUntil: 11, kb.RoleCommentDeadline: 6}[role]
	if coming {
		ahead = max(ahead, 3)
	}
	gap := (month - day.Month + 12) % 12
	switch {
	case gap > ahead && month > day.Month:
		return day.Year - 1
	case gap <= ahead && month < day.Month:
		return day.Year + 1
	}
	return day.Year
}

var (
	yearAgo = compile(`(?i)(?:去年|昨年|지난해|작년|last year(?:['’]s)?|в прошлом)\s*$`)
	yearOn  = compile(`(?i)(?:明年|来年|내년|next year(?:['’]s)?)\s*$`)
	// fromMonth: 10月起, 10月から, from October.
	fromMonth = compile(`(?i)月(?:份)?(?:起|开始|から|より)|월부터|^(?:from|starting|ab|dès|à partir|desde|a partir|vanaf|mulai|từ|kể từ|с )`)
	// runsOn is how a sentence tells of the end, or of the extension, of what was told before.
	runsOn   = compile(`(?i)延长|延長|연장|期限|届满|到期|만료|\bext(?:end|ension)|\bexpir|\bprolong|verlänger|läuft[^.;]{0,30} aus|prórrog|prorrog|prorog|proroga|продл|истека|diperpanjang|berakhir|gia hạn|hết hạn`)
	toCome   = compile(`(?i)将|會|予定|예정|\bwill\b|\bto (?:take|begin|start|expire|end)\b|\bwird\b|\bsoll\b|\bsera\b|entrará|será|akan|будет|sẽ`)
	thisYear = compile(`(?:今年|올해|本年)\s*$`)
	// figures are the words of reports on trade, in which a month is that of the figures.
	figures = compile(`(?i)同比|环比|前年同月|전년|year[- ]on[- ]year|month[- ]on[- ]month|compared with the same|\b(?:rose|fell|dropped|climbed|jumped|slumped|surged) (?:by |to )?[\d$]|gegenüber dem Vorjahr|Vormonat|Kilogramm|sur un an|interanual|в годовом`)
)
