package extract

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	startZh     = compile(`^[^，。；]{0,8}(?:起|开始)[^。；]{0,24}(?:施行|实施|生效|执行|适用|有效|禁止|限制|管制)`)
	fromZh      = compile(`(?:自|从|于)\s*$`)
	beginsZh    = compile(`(?:施行|实施|生效|执行)(?:的)?(?:时间|日期)?[为是:：]?[^，。；]{0,4}$`)
	untilZh     = compile(`(?:至|截至|到|直至|期至|延长至|延期至)\s*$`)
	untilAfter  = compile(`^\s*(?:まで|까지|तक|止|为止)`)
	startAfter  = compile(`^\s*(?:から|より|に発効|に施行|부터|से\b|부로)|^に[^。]{0,10}(?:始め|施行|発効|実施)`)
	beforeZh    = compile(`^\s*(?:前|之前|以前)`)
	publishedZh = compile(`(?:发布|公布|发文|印发|公告|发布单位)(?:日期|时间|于)?[】\]:：\s]*$`)
	signedZh    = compile(`(?:成文|签署|通过|审议通过)(?:日期|于)?[】\]:：\s]*$`)
	tellsZh     = compile(`^[，,][^，。；《]{2,24}(?:发布|公布|刊出)[^，。；《]{0,12}(?:公告|决定|通告)`)
	issuedAfter = compile(`^[^，。；]{0,12}(?:发布|公布|宣布|印发|发表|公告|对外刊出|发出公告|出公告)|^[^，。；（）《》]{0,40}令[^，。；（）《》]{0,8}第\s*\d+\s*号`)
	startEn     = compile(`(?i)(?:effective(?: date)?(?: is| on| as of| from)?|(?:takes?|took|taking) effect(?: on| from| as of)?|(?:enter(?:s|ed)?|comes?|came) into (?:force|effect|operation)(?: on| from)?|in force (?:from|since)|appl(?:y|ies|icable) (?:from|as of|on)|with effect from|starting(?: from| on| in)?|beginning(?: on| in)?|as (?:of|from)|on or after(?: [^;]{0,60}\bon)?|commenc(?:e|es|ing)(?: on)?|operative from|from(?: early| late| mid-?)?|effective since)[:\s]*$`)
	startMore   = compile(`(?i)(?:\bab(?: dem)?|اعتبارا من|\bvon|in Kraft(?: seit| ab)?|à partir du|à compter du|dès le|en vigueur (?:le|depuis le)|a partir del?|desde el|en vigor (?:el|desde el)|a partir de|passam? a valer em|em vigor (?:em|a partir de|desde)|\bdesde|a partire dal|\bdal|in vigore (?:dal|il)|vanaf|met ingang van|in werking op|(?:^|[^\p{L}])с|mulai|berlaku(?: sejak)?|terhitung(?: mulai)?|từ ngày|có hiệu lực từ(?: ngày)?|från(?: och med)?|fra|frá(?: og með)?|itibaren|od(?: dnia)?|من|تاريخ)\s*$`)
	untilEn     = compile(`(?i)(?:until|till|through|thru|expir(?:es|e|ing|ed)(?: on)?|ends?(?: on)?|ending(?: on)?|up to|no later than|\bto)\s*(?:and including )?$`)
	untilMore   = compile(`(?i)(?:\bbis(?: zum| Ende)?|jusqu['’]au|jusqu['’]à(?: la)?(?: fin)?|hasta(?: el)?|até(?: o dia)?|fino al|\btot(?: en met)?|(?:^|[^\p{L}])до|hingga|sampai|đến(?: ngày| hết)?|till och med|\bdo(?: dnia)?|حتى)\s*$`)
	publishedEn = compile(`(?i)(?:publish(?:ed)?|issued|released|promulgated|dated|announced|gazetted|posted|(?:date of|date for) (?:issue|publication|release|promulgation)|(?:publication|issue|issuing|release) date|published time)(?: on| date)?[\]】:\s,]*$|Dagsetning útgáfu\]?\s*$|(?:Veröffentlicht|publié|publicado|pubblicato|gepubliceerd|опубликован\p{L}*)(?: am| le| el| em| il| op)?[:\s]*$`)
	signedEn    = compile(`(?i)(?:signed|adopted|approved|done at [A-Z]\w+|given under my hand|enacted)(?: this| on)?[:\s,]*$`)
	saysEn      = compile(`(?i)^,?\s*(?:[A-Z][\w'’]*\s+){0,6}(?:announced|published|issued|unveiled|released|said|imposed|introduced|adopted)\b`)
	commentCue  = compile(`(?i)\bcomments?\b|征求意见|意见反馈|反馈意见|consultation`)
	talksCue    = compile(`(?i)negotiat|\bdeals?\b|\btalks\b|谈判|磋商|谈妥|谈不成`)
	suspendCue  = compile(`(?i)暂停|中止|suspen|一時停止|유예|приостан|ausgesetzt|aussetz|deixará? temporariamente|put on hold`)
	relativeZh  = compile(`自?(?:本公告|本决定)?(?:公布|发布|印发|公告)之日起(?:(\d+)\s*(?:日|天)(?:后|内)?)?|自?即日起`)
	relativeEn  = compile(`(?i)(?:(\d+|thirty|sixty|ninety|ten|fifteen)\s+days\s+(?:after|from)\s+(?:the date of )?(?:its |the )?publication)|(?:on|upon|from|as of)\s+(?:the date of )?(?:its |this )?(?:publication|promulgation|gazetting)\b|with immediate effect|takes? effect immediately|effective immediately|immediately effective|take effect at once|(?:in force|into force|takes? effect|effective)[^.;]{0,12} (?:on|as of|from) the (?:day|date) (?:on which )?(?:it is |it was |of )?(?:its )?(?:issue|issued|signed|signature|signing|publication)\b`)
	signedIn    = compile(`(?i)(?:signed|done|given)(?: and signed)?(?: in| at) [A-Z]\w+,?\s*(?:on |this )?$`)
	numbersEn   = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "ten": 10, "fifteen": 15, "thirty": 30, "sixty": 60, "ninety": 90, "一": 1, "两": 2, "三": 3, "四": 4, "六": 6, "九": 9, "十二": 12}
	monthsLong  = compile(`(?i)\b(?:for|of|by|lasting)(?: a(?:nother)?| an additional| a further)?(?: period of| duration of)?\s+(\d{1,2}|one|two|three|four|six|nine|twelve)(?: \(\d+\))?[ -](?:more |additional |further )?months?\b|(?:期限|为期|延长|有效期)[^，。；]{0,4}([一两三四六九]|十二|\d{1,2})个月`)
	yearCue     = compile(`(?i)(?:(\bfrom(?: early| mid| late)?|\bstarting(?: in| from)?|\bab|\bvon|à partir de|dès|a partir de|desde|mulai|vanaf|für die Jahre)|(\buntil|\bbis|jusqu['’]en|hasta|até|fino al|\btot)|(\bin|\bim|\ben|\bem|\bnel|in early|per il))\s+(20\d\d)(?:\s|[,.;:]|$)`)
	yearLine    = compile(`^\s*(20\d\d)\s*年?\s*$`)
)

// dateFacts emits the dates of a sentence with the part that each plays.
func (r *reader) dateFacts(s *sentence, cited kb.Relation) {
	if m := s.groups(yearLine, s.text); m != nil {
		r.year, _ = strconv.Atoi(m[1])
	} else if s.provision.Kind == corpus.Heading {
		r.year = 0
	}
	var begins corpus.Date
	for _, d := range s.dates {
		role, rule := r.roleOf(s, d.Start, d.End, cited)
		r.date(s, d.Date, d.Start, d.End, role, rule, "")
		if role == kb.RoleEffective && d.Date.Precision() == corpus.ToDay {
			begins = d.Date
		}
		if role == kb.RolePublished && r.announced.IsZero() {
			r.announced = d.Date
		}
	}
	for _, p := range dates.FindPartial(s.text, r.doc.Lang) {
		day, how := r.dayOf(p)
		if day.IsZero() {
			continue
		}
		role, rule := r.roleOf(s, p.Start, p.End, cited)
		if r.year != 0 && role == kb.RoleEvent && len(s.cues) > 0 {
			role = kb.RoleEffective // a line of a timeline: "August 1: a licence is required"
			if s.fits(announces, s.text) {
				role = kb.RolePublished
			}
		}
		r.date(s, day, p.Start, p.End, role, rule, how)
		if role == kb.RoleEffective {
			begins = day
		}
	}
	r.months(s)
	r.years(s)
	r.duration(s, begins)
	base := r.doc.Published
	if !r.official() {
		base = r.announced
	}
	if base.Precision() != corpus.ToDay {
		return
	}
	r.afterPublication(s, base)
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
	r.emit(s, kb.DateValue{Date: d, Place: corpus.Jurisdiction(r.home()), Derived: derived}, start, end, role, dateAssertion(s), rule, confidence)
}

// dayOf completes a day that is printed without a year: by the year that stands above it in a
// timeline, or as the one nearest to the day of publication. Without either it stays unknown.
func (r *reader) dayOf(p dates.Partial) (corpus.Date, string) {
	if r.year != 0 {
		if d := corpus.Day(r.year, p.Month, p.Day); d.Valid() {
			return d, "the year in the line above"
		}
		return corpus.Date{}, ""
	}
	published := r.doc.Published
	if published.Precision() != corpus.ToDay {
		published = r.announced // the day that the report says, where the page prints none
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
	return best, "the year nearest to the publication"
}

// years emits bare years that a sentence about a restriction begins, ends or tells it with.
func (r *reader) years(s *sentence) {
	if r.official() || !digits(s.text) || len(s.cues) == 0 && !s.fits(takesEffect, s.text) {
		return
	}
	for _, m := range s.all(yearCue, s.text) {
		inside := false
		for _, d := range s.dates {
			inside = inside || d.Start <= m[8] && m[9] <= d.End
		}
		year, err := strconv.Atoi(s.text[m[8]:m[9]])
		if inside || err != nil {
			continue
		}
		role := kb.RoleEvent
		switch {
		case m[2] >= 0:
			role = kb.RoleEffective
		case m[4] >= 0:
			role = kb.RoleExpires
		}
		r.date(s, corpus.Date{Year: year}, m[8], m[9], role, "date.year/1", "")
	}
}

// months emits months told from the day of publication: "in August last year", 去年8月.
func (r *reader) months(s *sentence) {
	if r.doc.Published.IsZero() {
		return
	}
	for _, m := range s.all(lastYear, s.plain) {
		month := slices.Index(monthNames, strings.ToLower(cut(s.plain, m, 1))) + 1
		if n := cut(s.plain, m, 4); n != "" {
			month, _ = strconv.Atoi(n) // digits only
		}
		year := r.doc.Published.Year
		if which := cut(s.plain, m, 2) + cut(s.plain, m, 3); strings.EqualFold(which, "last") || which == "去年" {
			year--
		}
		if d := (corpus.Date{Year: year, Month: month}); month > 0 && d.Valid() {
			role, rule := r.roleOf(s, m[0], m[1], "")
			r.date(s, d, m[0], m[1], role, rule, "the year counted from the publication")
		}
	}
}

var (
	lastYear   = compile(`(?i)\b(January|February|March|April|May|June|July|August|September|October|November|December),?(?: of)? (last|this) year\b|(去年|今年)(\d{1,2})月(?:[^\d]|$)`)
	monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)

// duration emits the end of what begins on a stated day and lasts a stated number of months.
func (r *reader) duration(s *sentence, begins corpus.Date) {
	if !s.may(monthsLong) {
		return
	}
	m := monthsLong.FindStringSubmatchIndex(s.plain)
	if m == nil || len(s.cues) == 0 && s.relationIn(s.plain) != kb.Extends {
		return
	}
	if begins.IsZero() {
		if r.official() { // the day on which it begins may stand below
			r.later = append(r.later, func() { r.lasting(s, m, r.only(kb.RoleEffective)) })
		}
		return
	}
	r.lasting(s, m, begins)
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
func (r *reader) lasting(s *sentence, m []int, begins corpus.Date) {
	if begins.IsZero() {
		return
	}
	printed := strings.ToLower(cut(s.plain, m, 1) + cut(s.plain, m, 2))
	n, err := strconv.Atoi(printed)
	if err != nil {
		n = numbersEn[printed]
	}
	if n == 0 {
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
	if s.fits(suspendCue, s.text) {
		role = kb.RoleSuspendedFrom
	}
	if strings.Contains(s.plain[m[0]:m[1]], "即日") && role == kb.RoleEffective && !s.says(beginsNow) {
		return
	}
	r.date(s, day, m[0], m[1], role, "date.relative/1", derived)
}

var beginsNow = compile(`实施|施行|生效|停止|执行|禁止|不得|不准`)

// roleOf reads the part of a date off the words around it.
func (r *reader) roleOf(s *sentence, start, end int, cited kb.Relation) (kb.Role, kb.RuleID) {
	if role, fixed := r.roles[s.Start+start]; fixed {
		return role, "date.fedreg/1"
	}
	before, after := s.plain[max(0, start-60):start], s.plain[end:min(len(s.plain), end+60)]
	before = strings.ToValidUTF8(before, "")
	suspends := s.says(suspendCue) && !s.says(exportHalt)
	switch {
	case s.fits(untilZh, before) || s.fits(untilEn, before) || s.fits(untilMore, before) || s.fits(untilAfter, after):
		switch {
		case s.says(commentCue) && !suspends:
			return kb.RoleCommentDeadline, "date.comment/2"
		case suspends:
			return kb.RoleSuspendedUntil, "date.suspended-until/2"
		case !r.official() && s.says(talksCue):
			return kb.RoleEvent, "date.talks/1"
		case s.fits(spanEnd, before):
			return kb.RoleEvent, "date.span/1"
		}
		return kb.RoleExpires, "date.expires/2"
	case s.says(commentCue) && (s.fits(beforeZh, after) || s.fits(regexpBy, before)):
		return kb.RoleCommentDeadline, "date.comment/2"
	case s.fits(publishedZh, before) || s.fits(publishedEn, before):
		return kb.RolePublished, "date.published/2"
	case s.fits(signedZh, before) || s.fits(signedEn, before) || s.fits(signedIn, before):
		return kb.RoleSigned, "date.signed/1"
	case r.ofCitedLaw(s, start):
		return kb.RoleEvent, "date.of-cited/1"
	case r.begins(s, before, after):
		if suspends && (cited == kb.Suspends || s.fits(fromZh, before)) {
			return kb.RoleSuspendedFrom, "date.suspended-from/2"
		}
		return kb.RoleEffective, "date.effective/2"
	case r.alone(s, start, end):
		return kb.RolePublished, "date.signature/1"
	case s.fits(issuedAfter, after) || (s.fits(saysEn, after) || s.fits(tellsZh, after)) && !r.official():
		return kb.RolePublished, "date.announced/1"
	}
	return kb.RoleEvent, "date.event/1"
}

// begins reports whether the words around a date make it a first day.
func (r *reader) begins(s *sentence, before, after string) bool {
	switch {
	case s.fits(startZh, after), s.fits(beginsZh, before), s.fits(startEn, before), s.fits(startAfter, after):
		return true
	case s.fits(startMore, before):
		return len(s.cues) > 0 || s.list.restricts || s.says(takesEffect)
	}
	return s.fits(fromZh, before) && strings.HasPrefix(strings.TrimSpace(after), "起")
}

// spanEnd: "in the twelve months to December".
var spanEnd = compile(`(?i)(?:months?|years?|weeks?|quarter)\s+to\s*$`)

var takesEffect = compile(`(?i)vigor|vigueur|in Kraft|in werking|вступ|berlaku|hiệu lực|a valer|dilarang|gælde|yürürlü`)

// ofCitedLaw: "the Export Control Law took effect on …" in a text about something else.
func (r *reader) ofCitedLaw(s *sentence, at int) bool {
	if r.official() && r.doc.Kind != corpus.Analysis {
		return false
	}
	for _, m := range s.laws {
		if m.End <= at && at-m.End < 30 {
			return true
		}
	}
	return false
}

var (
	// exportHalt: what is suspended is the export itself, not a rule.
	exportHalt = compile(`(?i)suspen[^.;]{0,30}\bexports?\b|\bexports?\b[^.;]{0,120}(?:is|are) suspen|\bexports?\b[^.;]{0,30}suspen|(?:暂停|中止)[^，。；]{0,12}出口`)
	regexpBy   = compile(`(?i)\b(?:by|on or before|before)\s*$`)
)

// alone reports whether the date is a line of its own: the date under a notice, or in its head, or
// the line of a report that gives its day.
func (r *reader) alone(s *sentence, start, end int) bool {
	if r.doc.Kind == corpus.Regulation && start > 0 {
		return false
	}
	rest := strings.TrimSpace(s.text[:start] + s.text[end:])
	if !r.official() {
		return len(rest) <= 24 && s.Start < headBytes && s.text != "" && corpusDay(r.doc.Published)
	}
	return len(rest) <= 3 || strings.HasSuffix(strings.TrimRight(s.text[:start], " "), "：") && len(rest) < 24
}

func corpusDay(d corpus.Date) bool { return d.Precision() == corpus.ToDay }
