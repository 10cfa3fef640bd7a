package extract

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	// reportHead is what stands before the day in the head of a report: a place, an agency.
	reportHead = compile(`^[\p{Lu}\p{Han}\p{Arabic}【\[（(][\p{L}’' ,，、–—/.\]】）)-]{0,44}$`)
	// joined stands between a day and another that plays the same part: "on 1 May for ores and on 1 June for scrap".
	joined = compile(`(?i)^[^.;:]{0,60}(?:\band|\bund|\bet|\by|\be|\ben|(?:^|[^\p{L}])и|\bdan|và|\bve|\boraz|[和及])(?: (?:on|from|as of|le|el|il|am|ab(?: dem)?|dal|del|op|vanaf|с|pada|từ))?\s*$`)
	// endsBehind: 于11月27日届满.
	endsBehind = compile(`^[^，。；]{0,6}(?:届满|到期|期满)|^(?:で|に)(?:期限|終了|満了|失効)|^에? ?(?:만료|종료)`)
	// endedMore stands before the day on which a rule ends, which is told as an event.
	endedMore = compile(`(?i)(?:hết hiệu lực|abrogée?s?|aufgehoben|derogad[oa]s?|revogad[oa]s?|abrogat[oaie]|dicabut|утрачива\p{L}+ силу|levée?s?)[^.;]{0,16}$`)
	// ofDecree: in Turkish and Korean the day stands before the act.
	ofDecree = compile(`(?i)^ (?:tarihli (?:emr|karar|kararname|yönetmeli|tebliğ)|자 (?:고시|공고))`)
	// bareDay is a day of which the report prints neither month nor year: 商务省は9日, 昨（1）日, 국회가 5일.
	bareDay   = compile(`(?:は|が|も)(\d{1,2})日(?:、|，|に|の|付|夜|午[前後])|[昨今前]（(\d{1,2})）日|[部署局委府会院社长人办司](\d{1,2})日(?:[上下]午|晚|发布|宣布|公布|表示|发表|公告|对外|在|称|通过|说|决定|证实|预告)|[이가은는도]\s(\d{1,2})일(?:\s|\()|(?:^|[^月\d年号第.．（(/-])(\d{1,2})日(?:[上下]午|晚[间上]?|夜[里间]?|凌晨)?(?:\d{1,2}时)?(?:对外|发布|宣布|公布|表示|发表|公告|通过|签署|联合)|[从自](\d{1,2})日(?:起|开始)|(?:^|\s)(\d{1,2})일(?:\([^)]{1,20}\))?\s?(?:발표|밝혔|밝힌|공고|고시|전했|공개)|(?:^|[^月\d年号第.．/-])(\d{1,2})日(?:综合)?(?:外电)?(?:电|讯|报导|报道|综合报)|[\[［][^\]］\d]{0,40}(\d{1,2})日[\s　]*(?:ロイター|共同|時事|AFP)|(?:^|[。\n])(\d{1,2})日(?:[上下]午|晚[间上]?|夜[里间]?|凌晨)`)
	madeKnown = compile(`明らかに|밝혔|밝힌|公布|公告|发布|公表|告示|発表|宣布|预告|고시|공고|공포|발표`)
	// wired stands behind the day in the head of a report of an agency: 上海7日电.
	wired = compile(`^\d{1,2}日(?:综合)?(?:外电)?(?:电|讯|报导|报道|综合报)|^\d{1,2}日[\s　]*(?:ロイター|共同|時事|AFP)|\d{1,2}日(?:综合)?(?:外电)?[电讯]`)
	voted = compile(`签字|签署|通过|可決|成立させ|통과|의결`)
	// yearEnd is the last day of a year.
	yearEnd = compile(`(?i)\b(?:läuft|endet) (?:zum )?Ende (20\d\d)\b|(?:until|through|to)(?: the)? end of (?:(20\d\d)\b|(?:the|this) year)|\bbis (?:zum )?(?:Ende (?:(20\d\d)\b|des Jahres)|Jahresende)|jusqu['’]à (?:la )?fin (?:(?:de )?(20\d\d)\b|de l['’]année)|hasta (?:fines|finales|el final|fin) de (?:(20\d\d)\b|año)|até (?:o |ao )?(?:fim|final) (?:de (20\d\d)\b|do ano)|fino alla fine (?:del (20\d\d)\b|dell['’]anno)|до конца (?:(20\d\d)|года)|(?:(20\d\d)年|年)末まで|[至到](?:(20\d\d)年|今年)年?[底末]|(?:(20\d\d)년 |연)말까지|(?:hingga|sampai) akhir (?:tahun )?(?:(20\d\d)\b|tahun)|đến (?:hết|cuối) năm (20\d\d)?|tot (?:en met )?einde? (20\d\d)\b|do końca (?:(20\d\d)|roku)|(?:(20\d\d) (?:yılı )?|yıl )sonuna kadar`)
)

// refine mends the part of a day by the day itself and by the days before it in the sentence.
func (r *reader) refine(s *sentence, day corpus.Date, start, end int, cited kb.Relation, role kb.Role, rule kb.RuleID, last told) (kb.Role, kb.RuleID) {
	if role != kb.RoleEvent || rule != "date.event/1" {
		return role, rule
	}
	today := !r.official() && day == r.doc.Published && corpusDay(day)
	if today && s.Start < headBytes && s.fits(reportHead, s.text[:start]) && strings.ContainsAny(s.text[start:end], "0123456789") {
		return kb.RolePublished, "date.dateline/1"
	}
	if last.role == kb.RoleEffective && last.end < start && !day.Before(last.day) && s.fits(spanTo, s.plain[last.end:start]) {
		return r.lastDay(s, s.plain[:start], s.says(suspendCue) && !s.says(exportHalt))
	}
	if role, rule, of := r.ofAct(s, day, start, end); of {
		return role, rule
	}
	if role, rule := r.headed(s, day, start, end, cited); role != kb.RoleEvent {
		return role, rule
	}
	switch {
	case today && !r.idle(s, cited):
		return kb.RolePublished, "date.today/1" // what a report tells of its own day
	case (last.role == kb.RoleEffective || last.role == kb.RoleExpires) && last.end < start && s.fits(joined, s.plain[last.end:start]):
		return last.role, "date.joined/1"
	}
	return role, rule
}

// told is a day that the sentence has told: where it ends, and its part.
type told struct {
	end  int
	role kb.Role
	day  corpus.Date
}

// spanTo stands between the first day of a span and its last: с 1 сентября по 28 февраля, du 3 au 9.
var spanTo = compile(`(?i)^(?: года| г\.?| de| of)?,? ?(?:по|до|au|jusqu['’]au|al|até|a|to|through|till|until|bis(?: zum)?|t/m|tot(?: en met)?|do|đến|hingga|sampai(?: dengan)?|[–—-]|至|到|から|부터)(?: ngày| tanggal)? ?$`)

var (
	// spanFrom and spanAhead stand before and behind the first day of a span: del 3 de marzo al 9 de septiembre.
	spanFrom = compile(`(?i)(?:^|[^\p{L}])(?:du|del|dal|do dia|vom|von|from|с|со|від|з|自|从|dari|od(?: dnia)?|từ(?: ngày)?|de|desde el|between|entre le|entre el|zwischen dem|tussen)\s*$|[自从]\s*$`)
	// spanBehind is the first day of a span whose year stands with the last alone.
	spanBehind = compile(`(?i)(?:^|[^\p{L}])(?:du|del|dal|vom|с|від|de|do dia) \d{1,2}(?:\.| de|er|º)? \p{L}{3,12} (?:al|au|по|bis(?: zum)?|a|até|do)\s*$`)
	spanAhead  = compile(`(?i)^(?: года| г\.?| de \d{4})?,? ?(?:по|до|au|jusqu['’]au|al|até|a|to|through|till|until|bis(?: zum)?|t/m|tot(?: en met)?|do|đến|hingga|sampai(?: dengan)?|[–—-]|至|到|and|et le|y el|und dem|en)(?: ngày| tanggal)? ?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}* \d)`)
)

// opensSpan reports whether a day is the first of two between which a rule holds.
func (r *reader) opensSpan(s *sentence, before, after string) bool {
	return s.fits(spanAhead, after) && s.fits(spanFrom, before) && (len(s.cues) > 0 || r.official() || s.says(takesEffect) || s.says(suspendCue)) && !s.says(talksCue)
}

// closing is the day that ends a span which begins on another, where neither tells its year: it comes after.
func (s *sentence) closing(day corpus.Date, start int, last told) corpus.Date {
	if last.role != kb.RoleEffective || !day.Before(last.day) || last.end >= start || !s.fits(spanTo, s.plain[last.end:start]) {
		return day
	}
	if next := corpus.Day(day.Year+1, day.Month, day.Day); next.Valid() {
		return next
	}
	return day
}

// bareDays emits the days of a report of which only the number is printed: the one last before its publication.
func (r *reader) bareDays(s *sentence) {
	day := r.doc.Published
	if r.official() || !corpusDay(day) || !s.may(bareDay) || r.idle(s, "") && !s.fits(madeKnown, s.plain) && !s.fits(wired, s.plain) {
		return
	}
	for _, m := range s.all(bareDay, s.plain) {
		for g := 1; g < len(m)/2; g++ {
			n, err := strconv.Atoi(cut(s.plain, m, g))
			if err != nil {
				continue
			}
			d := corpus.Day(day.Year, day.Month, n)
			if n > day.Day {
				d = inMonth(day, -1, n)
			}
			role := kb.RoleEvent
			switch {
			case strings.HasSuffix(s.plain[:m[2*g]], "从") || strings.HasSuffix(s.plain[:m[2*g]], "自"):
				role = kb.RoleEffective
			case s.fits(madeKnown, s.plain[m[2*g]:]), s.fits(wired, s.plain[m[2*g]:]):
				role = kb.RolePublished
			case s.fits(voted, s.plain):
				role = kb.RoleSigned
			}
			if d.Valid() && !(role == kb.RolePublished && d == day && s.fits(wired, s.plain[m[2*g]:])) { // the day of the page is known
				r.date(s, d, m[2*g], m[2*g+1], role, "date.bare-day/1", "the day of that number last before the publication")
			}
		}
	}
}

// monthDay is a day of the month before, of this or of the next: 내달 16일, 来月16日, 下月16日.
var monthDay = compile(`(?:(下个?月|来月|내달|다음\s?달)|(上个?月|先月|지난달)|本月|今月|当月|이달)\s?(\d{1,2})[日일]`)

// monthDays emits those days, counted from the month of the publication.
func (r *reader) monthDays(s *sentence) {
	day := r.doc.Published
	if r.official() || !corpusDay(day) || !s.may(monthDay) {
		return
	}
	for _, m := range s.all(monthDay, s.plain) {
		n, err := strconv.Atoi(cut(s.plain, m, 3))
		if err != nil {
			continue
		}
		months := 0
		switch {
		case m[2] >= 0:
			months = 1
		case m[4] >= 0:
			months = -1
		}
		d := inMonth(day, months, n)
		if !d.Valid() {
			continue
		}
		role, rule := r.roleOf(s, m[0], m[1], "")
		if role == kb.RoleEvent && months > 0 && len(s.cues) > 0 {
			role, rule = kb.RoleEffective, "date.month-day/1"
		}
		r.date(s, d, m[0], m[1], role, rule, "the month counted from the publication")
	}
}

// inMonth is the day of a number in a month counted from that of another.
func inMonth(day corpus.Date, months, n int) corpus.Date {
	first := time.Date(day.Year, time.Month(day.Month+months), 1, 0, 0, 0, 0, time.UTC)
	return corpus.Day(first.Year(), int(first.Month()), n)
}

// yearEnds emits the last day of a year until which something holds.
func (r *reader) yearEnds(s *sentence) {
	if !s.may(yearEnd) || len(s.cues) == 0 && !r.official() && !s.says(takesEffect) {
		return
	}
	for _, m := range s.all(yearEnd, s.plain) {
		year, derived := r.doc.Published.Year, "the end of the year of the publication"
		for g := 1; g < len(m)/2; g++ {
			if n, err := strconv.Atoi(cut(s.plain, m, g)); err == nil {
				year, derived = n, "the end of the year"
			}
		}
		if year == 0 {
			continue
		}
		role := kb.RoleExpires
		if s.says(suspendCue) && !s.says(exportHalt) {
			role = kb.RoleSuspendedUntil
		}
		r.date(s, corpus.Day(year, 12, 31), m[0], m[1], role, "date.year-end/1", derived)
	}
}

// spanMore is how long something lasts, in years and in the further languages.
var spanMore = compile(`(?i)(?:\bfor|\bperiod of)(?: a(?: further| period of)?)? (one|a|two|three|five|\d) years?\b|für (?:die Dauer von |weitere |zunächst )?(\p{L}+|\d{1,2}) (Monate|Jahre?)|pour (?:une (?:durée|période) de )?(\p{L}+|\d{1,2}) (mois|ans?)\b|(?:por|durante) (?:un (?:plazo|período|periodo) de )?(\p{L}+|\d{1,2}) (meses|años?|anos?)|(?:per|voor) (?:un periodo di |een periode van )?(\p{L}+|\d{1,2}) (mesi|anni|anno|maanden|jaar)|(?:сроком )?на (\p{L}+|\d{1,2}) (месяц\p{L}*|год\p{L}*|лет)|selama (\p{L}+|\d{1,2}) (bulan|tahun)|trong (?:vòng )?(\p{L}+|\d{1,2}) (tháng|năm)|(\p{L}+|\d{1,2}) (ay|yıl) süreyle|na (?:okres )?(\p{L}+|\d{1,2}) (miesi\p{L}+|rok|lata)|(\d{1,2})(か月|カ月|ヶ月|年)間|(\d{1,2})(개월|년)간|(?:为期|期限)[^，。；]{0,2}([一两三\d])年`)

// spanNumbers are the numbers that durations are written with.
var spanNumbers = map[string]int{"a": 1, "ein": 1, "un": 1, "une": 1, "uno": 1, "um": 1, "een": 1, "один": 1, "satu": 1, "một": 1, "bir": 1, "jeden": 1,
	"zwei": 2, "deux": 2, "dos": 2, "dois": 2, "due": 2, "twee": 2, "два": 2, "dua": 2, "hai": 2, "iki": 2, "dwa": 2,
	"drei": 3, "trois": 3, "tres": 3, "três": 3, "tre": 3, "drie": 3, "три": 3, "tiga": 3, "ba": 3, "üç": 3, "trzy": 3, "five": 5,
	"vier": 4, "quatre": 4, "cuatro": 4, "quatro": 4, "quattro": 4, "четыре": 4, "empat": 4, "bốn": 4, "dört": 4, "cztery": 4,
	"sechs": 6, "six": 6, "seis": 6, "sei": 6, "zes": 6, "шесть": 6, "enam": 6, "sáu": 6, "altı": 6, "sześć": 6,
	"neun": 9, "neuf": 9, "nueve": 9, "nove": 9, "zwölf": 12, "douze": 12, "doce": 12, "doze": 12, "dodici": 12, "twaalf": 12}

// spanYears are the words for years among those units.
var spanYears = []string{"jahr", "an", "añ", "ano", "ann", "jaar", "год", "лет", "tahun", "năm", "yıl", "rok", "lata", "年", "년"}

// span is the length of a match of spanMore in months; 0 where it is not known.
func span(text string, m []int) int {
	printed, unit := "", ""
	for g := 1; g < len(m)/2; g++ {
		switch w := strings.ToLower(cut(text, m, g)); {
		case w == "":
		case printed == "":
			printed = w
		default:
			unit = w
		}
	}
	n, err := strconv.Atoi(printed)
	if err != nil {
		n = max(numbersEn[printed], spanNumbers[printed])
	}
	if unit == "" || slices.ContainsFunc(spanYears, func(y string) bool { return strings.HasPrefix(unit, y) }) {
		n *= 12
	}
	return n
}
