package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	yearCue = compile(`(?i)(?:(\bfrom(?: early| mid| late)?|\bstarting(?: in| from)?|\bab|\bvon|à partir de|dès|a partir de|desde|mulai(?: tahun)?|vanaf|für die Jahre|ab dem Jahr|ab Anfang|dès|(?:^|[^\p{L}])с|từ năm|od|(?:ابتداء|ابتداءً|اعتبارا|اعتبارًا) من(?: عام| سنة)?)|(\buntil|\bthrough|\bthru|\bbis|jusqu['’]en|hasta|até|fino al|\btot)|(\bin|\bsince|pada (?:akhir|awal|pertengahan)(?: tahun)?|\bim|\ben|\bem|\bnel|in early|\bbetween|(?:planned|scheduled|slated|due|set|pencilled in|expected|foreseen) (?:for|in|by)))\s+(20\d\d)(?:\s|[,.;:]|$)`)
	// yearZh: 2010年至2014年, 2027年起, 早在2002年.
	yearZh = compile(`(自|从|早在)?(20\d\d)年(起|开始|至|到|前后|以来|[，,])`)
	// yearAfter: in some languages the word follows the year.
	yearAfter = compile(`(20\d\d)(?:年(?:の)?(?:初め|始め|初頭|初|末|半ば)?から|년부터|['’][dt][ae]n itibaren| yılından itibaren)`)
	// yearOf: a catalogue, a quota or a list for a year begins with it.
	yearOf = compile(`(20\d\d)(?:[—–\-至](20\d\d))?年度?(?:度)?(?:第[一二三四]批)?[^，。；年号]{0,20}(?:目录|配额|总量控制指标|控制指标|企业名单)`)
	// quarters are told with the precision of their year.
	quarters  = compile(`(?i)\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:quarter|half) of (20\d\d)\b|\b[QH][1-4] (20\d\d)\b|(20\d\d)年(?:第?[一二三四]季度|[上下]半年)`)
	inForceZh = compile(`^[^，。；]{0,6}(?:实施|施行|生效|执行|起)`)
	// aheadOf: "will ban exports in 2027" begins it.
	aheadOf = compile(`(?i)\b(?:will|shall|would|is to|are to|plans? to|from|start(?:s|ing)?|begin(?:s|ning)?)\b[^.;]{0,80}$`)
)

// years emits bare years that a sentence about a restriction begins, ends or tells it with.
func (r *reader) years(s *sentence) {
	if !digits(s.text) {
		return
	}
	for _, m := range s.all(yearOf, s.plain) {
		r.year4(s, m[2], m[3], kb.RoleEffective)
		r.year4(s, m[4], m[5], kb.RoleEffective)
	}
	quota := slices.ContainsFunc(s.cues, func(c cue) bool { return c.kind == kb.Quota || c.kind == "production_quota" })
	told := len(s.cues) > 0 || s.says(curbTalk) || s.fits(takesEffect, s.text)
	for _, m := range s.all(quarters, s.plain) {
		if quota {
			break // the year is that of the quota, which says so
		}
		role := kb.RoleEvent
		if told && (s.fits(aheadOf, behind(s.plain, m[0])) || s.fits(inForceZh, ahead(s.plain, m[1]))) {
			role = kb.RoleEffective
		}
		for g := 1; g <= 3; g++ {
			r.year4(s, m[2*g], m[2*g+1], role)
		}
	}
	if r.official() || !told {
		return
	}
	r.wholeYear(s)
	for _, m := range s.all(yearCue, s.text) {
		if s.fits(ofPaper, strings.TrimRight(behind(s.text, m[0]), " ")) {
			continue
		}
		role := kb.RoleEvent
		switch {
		case quota && m[6] >= 0 && !s.fits(pastQuota, s.plain):
			continue
		case m[2] >= 0:
			role = kb.RoleEffective
		case m[4] >= 0:
			role = kb.RoleExpires
		case s.fits(aheadOf, behind(s.plain, m[0])) && s.fits(bans, s.plain):
			role = kb.RoleEffective
		}
		r.year4(s, m[8], m[9], role)
		if next := yearAnd.FindStringSubmatchIndex(ahead(s.text, m[9])); next != nil {
			if role == kb.RoleEffective {
				role = kb.RoleExpires
			}
			r.year4(s, m[9]+next[2], m[9]+next[3], role)
		}
	}
	r.yearsBehind(s)
}

// yearsBehind emits the years whose words follow them, as in Chinese and Japanese.
func (r *reader) yearsBehind(s *sentence) {
	for _, m := range s.all(yearAfter, s.text) {
		r.year4(s, m[2], m[3], kb.RoleEffective)
	}
	for _, m := range s.all(yearZh, s.plain) {
		role := kb.RoleEvent
		if after := cut(s.plain, m, 3); after == "起" || after == "开始" {
			role = kb.RoleEffective
		}
		r.year4(s, m[4], m[5], role)
		if next := s.groups(yearTo, ahead(s.plain, m[1])); next != nil {
			r.year4(s, m[1], m[1]+len(next[1]), role)
		}
	}
}

var (
	// forYear: a ban for a year.
	forYear = compile(`(?i)(?:\bfor(?: all of| the whole of| the year)?|\bper il|\bfür|\bpour|\bpara|\bvoor|(?:^|[^\p{L}])на)\s+(20\d\d)(?:\s|[,.;:]|$)`)
	// ofPaper: the year in which a paper came out is no date of the rule.
	ofPaper  = compile(`(?i)(?:publi\p{L}+|issued|passed|adopted|signed|launched|founded)$`)
	curbTalk = compile(`(?i)\b(?:curbs?|bans?|quotas?|restrictions?|permit regime|licensing regime)\b`)
	yearAnd  = regexp.MustCompile(`^ (?:and|to) (20\d\d)\b`)
	yearTo   = compile(`^(20\d\d)年`)
	// pastQuota: a quota that is over is told with the years in which it held.
	pastQuota = compile(`(?i)\b(?:plus|no longer|not|between|kept|had|were|was|scrapped|imposed|introduced|cut)\b`)
	bans      = compile(`(?i)\b(?:ban|end|halt|stop|prohibit|bar)(?:s|ned|ning|ped|ed|ing)?\b`)
)

// wholeYear emits the end of what is banned "for 2026": the last day of that year.
func (r *reader) wholeYear(s *sentence) {
	if !slices.ContainsFunc(s.cues, func(c cue) bool { return c.kind == kb.Prohibition || c.kind == curb }) {
		return
	}
	for _, m := range s.all(forYear, s.text) {
		if year, err := strconv.Atoi(cut(s.text, m, 1)); err == nil {
			r.date(s, corpus.Day(year, 12, 31), m[2], m[3], kb.RoleExpires, "date.whole-year/1", "the end of the year for which it holds")
		}
	}
}

// year4 emits a year that is printed at a place and is no part of a date found there.
func (r *reader) year4(s *sentence, start, end int, role kb.Role) {
	if start < 0 {
		return
	}
	for _, d := range s.dates {
		if d.Start <= start && end <= d.End {
			return
		}
	}
	if year, err := strconv.Atoi(s.text[start:end]); err == nil {
		r.date(s, corpus.Date{Year: year}, start, end, role, "date.year/2", "")
	}
}

// coarseYears drops the years and months that a report tells more finely elsewhere: "in 2029" where it says too
// that the ban begins on 1 January 2029.
func (r *reader) coarseYears() {
	if r.official() {
		return
	}
	finer := map[int]bool{}
	var months []corpus.Date
	for _, f := range r.out {
		if v, ok := f.Value.(kb.DateValue); ok && v.Date.Day > 0 && (f.Role == kb.RoleEffective || f.Role == kb.RoleExpires) {
			finer[v.Date.Year] = true
			months = append(months, corpus.Date{Year: v.Date.Year, Month: v.Date.Month})
		}
	}
	r.out = slices.DeleteFunc(r.out, func(f kb.Fact) bool {
		v, ok := f.Value.(kb.DateValue)
		return ok && (v.Date.Month == 0 && finer[v.Date.Year] || v.Date.Day == 0 && v.Date.Month != 0 && slices.Contains(months, v.Date))
	})
}

// months emits months told from the day of publication: "in August last year", 去年8月, "last month".
func (r *reader) months(s *sentence) {
	day := r.doc.Published
	if day.IsZero() || day.Month == 0 {
		return
	}
	for _, m := range s.all(lastYear, s.plain) {
		month := slices.Index(monthNames, strings.ToLower(cut(s.plain, m, 1))) + 1
		if n := cut(s.plain, m, 4); n != "" {
			month, _ = strconv.Atoi(n) // digits only
		}
		year := day.Year
		if which := cut(s.plain, m, 2) + cut(s.plain, m, 3); strings.EqualFold(which, "last") || which == "去年" {
			year--
		}
		end := m[1]
		if m[9] > 0 {
			end = m[9] + len("月")
		}
		if d := (corpus.Date{Year: year, Month: month}); month > 0 && d.Valid() {
			role, rule := r.roleOf(s, m[0], end, "")
			r.date(s, d, m[0], end, role, rule, "the year counted from the publication")
		}
	}
	if r.official() {
		return
	}
	for _, m := range s.all(lastMonth, s.plain) {
		d := corpus.Date{Year: day.Year, Month: day.Month - 1}
		if d.Month == 0 {
			d = corpus.Date{Year: day.Year - 1, Month: 12}
		}
		r.date(s, d, m[0], m[1], kb.RoleEvent, "date.last-month/1", "the month before the publication")
	}
}

var (
	lastYear   = compile(`(?i)\b(January|February|March|April|May|June|July|August|September|October|November|December),?(?: of)? (last|this) year\b|(去年|今年)(\d{1,2})月(?:[^\d]|$)`)
	lastMonth  = compile(`(?i)\blast month\b|上个?月|\b(?:im )?letzten Monat\b|le mois dernier|el mes pasado|no mês passado|il mese scorso|vorige maand|в прошлом месяце|bulan lalu|tháng trước|先月|지난달`)
	monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)
