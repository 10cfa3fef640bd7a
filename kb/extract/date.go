package extract

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var (
	relativeZh = compile(`自?(?:本公告|本决定)?(?:公布|发布|印发|公告)之?日起(?:(\d+)\s*(?:日|天)(?:后|内)?)?|自?即日起`)
	relativeEn = compile(`(?i)(?:(\d+|thirty|sixty|ninety|ten|fifteen)\s+days\s+(?:after|from)\s+(?:the date of )?(?:its |the )?publication)|(?:on|upon|from|as of)\s+(?:the date of )?(?:its |this )?(?:publication|promulgation|gazetting)\b|with immediate effect|takes? effect immediately(?: (?:on|upon|from|as of) the (?:day|date) of (?:its )?(?:signature|signing))?|effective immediately|immediately effective|take effect at once|with no notice period|(?:took|takes?) effect on the (?:same day|day (?:it was|of its) publi)|\b(?:bites?|applies|in force|effective|starts?) at once\b|(?:took|takes|taking) (?:immediate effect|effect the moment)|mit sofortiger Wirkung|avec effet immédiat|con efecto inmediato|com efeito imediato|con effetto immediato|met onmiddellijke ingang|с немедленным вступлением|sofort in Kraft|entre en vigueur immédiatement|berlaku segera|có hiệu lực ngay|즉시 (?:시행|발효)|即日(?:施行|実施|発効)|(?:in force|into force|t(?:akes?|ook) effect|effective)[^.;]{0,12} (?:on|as of|from) the (?:day|date) (?:on which )?(?:it is |it was |of )?(?:its )?(?:issue|issued|signed|signature|signing|publication)\b`)
	numbersEn  = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "ten": 10, "fifteen": 15, "thirty": 30, "sixty": 60, "ninety": 90, "一": 1, "两": 2, "三": 3, "四": 4, "六": 6, "九": 9, "十二": 12}
	monthsLong = compile(`(?i)\b(?:for|of|by|lasting)(?: a(?:nother)?| an additional| a further)?(?: period of| duration of)?\s+(\d{1,2}|one|two|three|four|six|nine|twelve)(?: \(\d+\))?[ -](?:more |additional |further )?months?\b|(?:期限|为期|延长|有效期)[^，。；]{0,4}([一两三四六九]|十二|\d{1,2})个月`)
	yearLine   = compile(`^\s*(20\d\d)\s*年?\s*$`)
)

// dateFacts emits the dates of a sentence with the part that each plays.
func (r *reader) dateFacts(s *sentence, cited kb.Relation) {
	if m := s.yearAlone(); m != nil {
		r.year, _ = strconv.Atoi(m[1])
	} else if s.provision.Kind == corpus.Heading {
		r.year = 0
	}
	var begins corpus.Date
	var last told
	if n := len(s.dates); n > 0 {
		defer func() { r.yearTold = s.dates[n-1].Date.Year }()
	}
	for _, d := range s.dates {
		role, rule := r.roleOf(s, d.Start, d.End, cited)
		if role == kb.RoleEvent && d.Date.Day == 0 && r.idle(s, cited) || r.aside(s) {
			continue
		}
		role, rule = r.refine(s, d.Date, d.Start, d.End, cited, role, rule, last)
		last = told{d.End, role, d.Date}
		r.date(s, d.Date, d.Start, d.End, role, rule, "")
		if role == kb.RoleEffective && d.Date.Precision() == corpus.ToDay {
			begins = d.Date
		}
		if role == kb.RolePublished && r.announced.IsZero() {
			r.announced = d.Date
		}
	}
	if day := r.partials(s, cited, last); !day.IsZero() {
		begins = day
	}
	r.months(s)
	r.weekdays(s)
	r.today(s, cited)
	r.bareDays(s)
	r.bareMonths(s)
	r.monthDays(s)
	r.yearEnds(s)
	r.years(s)
	r.duration(s, begins)
	if !s.may(relativeZh) && !s.may(relativeEn) && !s.may(relativeMore) && !s.may(following) {
		return
	}
	base := r.doc.Published
	if !r.official() {
		base = r.announced
	}
	if base.Precision() == corpus.ToDay {
		r.counted(s, base)
		return
	}
	r.later = append(r.later, func() { // the day may stand below
		if base := r.only(kb.RolePublished); base.Precision() == corpus.ToDay {
			r.counted(s, base)
		}
	})
}

// behindTime reports whether a day completed to the year nearest to the report lies before it though
// the report looks ahead to it.
func (r *reader) behindTime(s *sentence, role kb.Role, day corpus.Date, how string) bool {
	if how != nearestYear || !corpusDay(r.doc.Published) || day.DaysUntil(r.doc.Published) < 60 {
		return false
	}
	switch role {
	case kb.RoleExpires, kb.RoleSuspendedUntil, kb.RoleCommentDeadline:
		return true
	case kb.RoleEffective:
		return s.fits(looksAhead, s.plain)
	}
	return false
}

// looksAhead is how a report tells of what is to come.
var looksAhead = compile(`(?i)\b(?:will|would|shall|is to|are to|postpon|deferr|from next)|推迟|将|拟|计划|延至|延后|wird\b|werden\b|будет|будут|verschoben|予定|예정`)

// nearestYear is how a day without a year was completed from the day of the report.
const nearestYear = "the year nearest to the publication"

// ofEachYear: 31 December of the year of issue is a day of no year.
var ofEachYear = compile(`(?i)^ (?:of|de|des|del|di|van)(?: l['’])?(?: ?(?:the|each|every|any|that|chaque|cada|ogni|elk|jeden|année|la|the following|the next))* ?(?:calendar |financial )?(?:year|année|año|ano|anno|jahres|jaar)\b`)

// partials emits the days that are printed without a year, and returns the last one on which something begins.
func (r *reader) partials(s *sentence, cited kb.Relation, last told) corpus.Date {
	var begins corpus.Date
	for _, p := range s.days {
		day, how := r.dayOf(s, p)
		if day.IsZero() || s.fits(ofEachYear, ahead(s.plain, p.End)) {
			continue
		}
		day = s.closing(day, p.Start, last)
		role, rule := r.roleOf(s, p.Start, p.End, cited)
		if r.year != 0 && role == kb.RoleEvent && len(s.cues) > 0 {
			role = kb.RoleEffective // a line of a timeline: "August 1: a licence is required"
			if s.fits(announces, s.text) {
				role = kb.RolePublished
			}
		}
		if r.behindTime(s, role, day, how) {
			day.Year++
		}
		role, rule = r.refine(s, day, p.Start, p.End, cited, role, rule, last)
		last = told{p.End, role, day}
		r.date(s, day, p.Start, p.End, role, rule, how)
		if role == kb.RoleEffective {
			begins = day
		}
	}
	return begins
}

// yearAlone is the match of a line that is a year and nothing else.
func (s *sentence) yearAlone() []string {
	if !strings.HasPrefix(strings.TrimLeft(s.text, " \t\n\f\r"), "20") {
		return nil
	}
	return s.groups(yearLine, s.text)
}

// idle reports whether a report's sentence is about something else than rules: the months of output
// and of meetings are no dates that a lawyer marks.
func (r *reader) idle(s *sentence, cited kb.Relation) bool {
	return !r.official() && len(s.cues) == 0 && cited == "" && len(s.laws) == 0 && !s.says(rulesTalk)
}

// aside reports whether a report's sentence is about the trade in food, and names no material.
func (r *reader) aside(s *sentence) bool {
	return !r.official() && s.says(otherGoods) && !slices.ContainsFunc(s.matches, func(m lexicon.Match) bool { return m.Term.Kind == lexicon.KindMaterial })
}

var otherGoods = compile(`(?i)\b(?:chicken|poultry|pork|beef|meat|seafood|fish|rice|wheat|maize|soy(?:a|beans?)?|sugar|cocoa|coffee|tea|cotton|timber|cashews?|fruit|dairy)\b|madeira|\bbois\b|\bthé\b|Holz\b|大豆|猪肉|牛肉|鸡肉|水产品|海鲜|水海産物`)

var rulesTalk = compile(`(?i)restrict|regulat|\brégime|embargo|exigência|запре|larang|\bcấm\b|yasak|zakaz|حظر|금지|\bban\b|\bbann|prohibit|\bcontrols?\b|quota|\brul(?:e|ing|ed)|\blaw\b|licen[cs]|permit|tariff|\bduty|\bduties|export(?:ation)?s?\b|exporta[cç]|ekspor|Ausfuhr|esporta|uitvoer|экспорт|вывоз|管制|禁|配额|许可|出口|輸出|수출|condamn|règl|interdi|verbot|prohib`)

// counted emits the days that a sentence counts from the publication.
func (r *reader) counted(s *sentence, base corpus.Date) {
	r.afterPublication(s, base)
	r.countedMore(s, base)
	for _, re := range []*pattern{relativeZh, relativeEn} {
		for _, m := range s.all(re, s.plain) {
			r.relative(s, m, base)
		}
	}
}

var announces = compile(`(?i)\bannounced\b|\bpublished\b|\bissued\b|公布|发布|宣布`)

// date emits one date.
func (r *reader) date(s *sentence, d corpus.Date, start, end int, role kb.Role, rule kb.RuleID, derived string) {
	confidence := 0.9
	if derived != "" {
		confidence = 0.75
	}
	if r.unlikely(d, role) {
		confidence = 0.5 // stands as it is printed; a person looks
	}
	r.emit(s, kb.DateValue{Date: d, Place: corpus.Jurisdiction(r.home()), Derived: derived}, start, end, role, dateAssertion(s), rule, confidence)
}

// farYears is how far from the day of publication the days of an act lie at most, in years: quotas and
// transitions are of years, the longest sunsets of decades.
const farYears = 40

// unlikely reports whether a day cannot well have its role: published behind the day on which the
// text was fetched, or to begin or end generations away from the publication.
func (r *reader) unlikely(d corpus.Date, role kb.Role) bool {
	fetched := r.in.At
	if role == kb.RolePublished && !fetched.IsZero() && corpus.DateOf(fetched.AddDate(0, 0, 1)).Before(d.First()) {
		return true
	}
	base := r.doc.Published.Year
	if base == 0 && !fetched.IsZero() {
		base = fetched.Year()
	}
	switch role {
	case kb.RoleEffective, kb.RoleExpires, kb.RoleCommentDeadline, kb.RoleSuspendedFrom, kb.RoleSuspendedUntil, kb.RolePublished, kb.RoleSigned:
		return base != 0 && d.Year > base+farYears
	}
	return false
}

// dayOf completes a day that is printed without a year: by the year that stands above it in a
// timeline, or as the one nearest to the day of publication. Without either it stays unknown.
func (r *reader) dayOf(s *sentence, p dates.Partial) (corpus.Date, string) {
	if r.year != 0 {
		if d := corpus.Day(r.year, p.Month, p.Day); d.Valid() {
			return d, "the year in the line above"
		}
		return corpus.Date{}, ""
	}
	if d := r.toldYear(s, p); d.Valid() && !d.IsZero() {
		return d, "the year that the words before it tell"
	}
	published := r.doc.Published
	if published.Precision() != corpus.ToDay {
		published = r.announced // the day that the report says, where the page prints none
	}
	if published.Precision() != corpus.ToDay && len(s.dates) == 1 {
		if role, _ := r.roleOf(s, s.dates[0].Start, s.dates[0].End, ""); role == kb.RolePublished {
			published = s.dates[0].Date // told in the same sentence
		}
	}
	if published.Precision() != corpus.ToDay {
		return corpus.Date{}, ""
	}
	best, gap := corpus.Date{}, 183
	for year := published.Year - 1; year <= published.Year+1; year++ {
		d := corpus.Day(year, p.Month, p.Day)
		if !d.Valid() {
			continue
		}
		if n := published.DaysUntil(d); max(n, -n) < gap {
			best, gap = d, max(n, -n)
		}
	}
	return best, nearestYear
}

// duration emits the end of what begins on a stated day and lasts a stated number of months.
func (r *reader) duration(s *sentence, begins corpus.Date) {
	m, n := s.lasts()
	if n == 0 || len(s.cues) == 0 && s.relationIn(s.plain) != kb.Extends {
		return
	}
	if begins.IsZero() {
		if r.official() || s.fits(fromEntry, s.plain[m[1]:]) { // the day on which it begins may stand below
			r.later = append(r.later, func() { r.lasting(s, m, n, r.only(kb.RoleEffective)) })
		}
		return
	}
	r.lasting(s, m, n, begins)
}

// fromEntry: a further three months from the date of entry into force of this decision.
var fromEntry = compile(`(?i)^ ?(?:from|after|as of|à compter de|ab|desde|a partir de) (?:the |l['’]|la |dem )?(?:date of )?(?:its )?(?:entry into force|entrée en vigueur|entrada en vigor|Inkrafttreten|signature)`)

// lasts finds how many months something lasts; 0 where the sentence does not say.
func (s *sentence) lasts() ([]int, int) {
	if all := s.all(monthsLong, s.plain); len(all) > 0 {
		m := all[0]
		printed := strings.ToLower(cut(s.plain, m, 1) + cut(s.plain, m, 2))
		n, err := strconv.Atoi(printed)
		if err != nil {
			n = numbersEn[printed]
		}
		return m, n
	}
	if s.says(suspendCue) && !s.says(exportHalt) {
		return nil, 0
	}
	for _, m := range s.all(spanMore, s.plain) {
		if n := span(s.plain, m); n > 0 {
			return m, n
		}
	}
	return nil, 0
}

// only is the day of a role, where the text has just one.
func (r *reader) only(role kb.Role) corpus.Date {
	var day corpus.Date
	for _, f := range r.out {
		v, ok := f.Value.(kb.DateValue)
		switch {
		case !ok || f.Role != role || v.Date.Precision() != corpus.ToDay:
		case day.IsZero() || day == v.Date:
			day = v.Date
		default:
			return corpus.Date{}
		}
	}
	return day
}

// lasting emits the day that lies the months of a match after another.
func (r *reader) lasting(s *sentence, m []int, n int, begins corpus.Date) {
	if begins.IsZero() {
		return
	}
	month := begins.Month - 1 + n
	end := corpus.Day(begins.Year+month/12, month%12+1, begins.Day)
	for !end.Valid() && end.Day > 28 {
		end.Day--
	}
	r.date(s, end, m[0], m[1], kb.RoleExpires, "date.duration/1", strconv.Itoa(n)+" months from "+begins.String())
}

// dateAssertion: a date is told, whatever the sentence denies; a proposal's dates are proposed.
func dateAssertion(s *sentence) kb.Assertion {
	if s.assertion() == kb.Proposed || s.assertion() == kb.Reported {
		return s.assertion()
	}
	return kb.Asserted
}

// following is the formula of the European Union.
var following = compile(`(?i)\bon the (?:(third|fifth|seventh|tenth|twentieth|thirtieth) )?day following that of its publication`)

var ordinals = map[string]int{"": 1, "third": 3, "fifth": 5, "seventh": 7, "tenth": 10, "twentieth": 20, "thirtieth": 30}

// afterPublication emits the day that the formula counts to.
func (r *reader) afterPublication(s *sentence, base corpus.Date) {
	if !s.may(following) {
		return
	}
	for _, m := range s.all(following, s.text) {
		n := ordinals[strings.ToLower(cut(s.text, m, 1))]
		r.later = append(r.later, func() {
			if r.only(kb.RoleSigned) == base {
				return // what stands as the day of publication is that of signing
			}
			r.date(s, base.AddDays(n), m[0], m[1], kb.RoleEffective, "date.following/1", strconv.Itoa(n)+" days after publication")
		})
	}
}

// relative emits a day that the text counts from the publication.
func (r *reader) relative(s *sentence, m []int, base corpus.Date) {
	day, derived := base, "the day of publication"
	if printed := cut(s.plain, m, 1); printed != "" {
		n, err := strconv.Atoi(printed)
		if err != nil {
			n = numbersEn[strings.ToLower(printed)]
		}
		if n == 0 {
			return
		}
		day, derived = day.AddDays(n), strconv.Itoa(n)+" days after publication"
	}
	if strings.Contains(s.plain[m[0]:m[1]], "sign") {
		r.signing = append(r.signing, func() {
			if signed := r.only(kb.RoleSigned); !signed.IsZero() {
				r.date(s, signed, m[0], m[1], kb.RoleEffective, "date.relative/1", "the day of signing")
			}
		})
		return
	}
	role := kb.RoleEffective
	if s.fits(suspendCue, s.plain) && !s.says(exportHalt) {
		role = kb.RoleSuspendedFrom
	}
	if strings.Contains(s.plain[m[0]:m[1]], "即日") && role == kb.RoleEffective && !s.says(beginsNow) {
		return
	}
	r.date(s, day, m[0], m[1], role, "date.relative/1", derived)
}

var beginsNow = compile(`实施|施行|生效|停止|执行|禁止|不得|不准`)
