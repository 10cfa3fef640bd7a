package extract

import (
	_ "embed" // the table of the days of the week
	"strings"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

//go:embed data/weekdays.tsv
var weekTable string

// weekNames are the names of the days of the week by language, Sunday first.
var weekNames = sync.OnceValue(func() map[string][7][]string {
	out := map[string][7][]string{}
	for line := range strings.Lines(weekTable) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 8 || strings.HasPrefix(line, "#") {
			continue
		}
		var week [7][]string
		for i, names := range cells[1:] {
			week[i] = strings.Split(names, "|")
		}
		out[cells[0]] = week
	}
	return out
})

// weekdays emits days that a report tells by their name, counted from its publication; a report
// of Monday that speaks of Saturday means the one before, unless something begins on it.
func (r *reader) weekdays(s *sentence) {
	day := r.doc.Published
	if r.official() || day.Precision() != corpus.ToDay {
		return
	}
	for number, at := range r.weekdaysIn(s) {
		if at[1] > 0 {
			r.weekday(s, day, number, at)
		}
	}
}

// weekdaysIn finds the first place at which a sentence names each day of the week; it ends at 0 where there is none.
func (r *reader) weekdaysIn(s *sentence) (found [7][2]int) {
	if s.may(weekday) || s.may(weekdayZh) {
		for _, re := range []*pattern{weekday, weekdayZh} {
			for _, m := range s.all(re, s.plain) {
				for g := 1; g < len(m)/2; g++ {
					if m[2*g] >= 0 && found[g-1][1] == 0 {
						found[g-1] = [2]int{m[0], m[2*g+1]}
					}
				}
			}
		}
	}
	low := ""
	for i, names := range weekNames()[base(r.doc.Lang)] {
		for _, name := range names {
			if low == "" {
				if low = strings.ToLower(s.plain); len(low) != len(s.plain) {
					return found
				}
			}
			if at := strings.Index(low, name); at >= 0 && wholeWord(low, at, at+len(name), false) {
				found[i] = [2]int{at, at + len(name)}
				break
			}
		}
	}
	return found
}

// weekday emits the day of the week with that number, named at a place.
func (r *reader) weekday(s *sentence, day corpus.Date, number int, at [2]int) {
	if at[1] < len(s.plain) && s.fits(dayBehind, ahead(s.plain, at[1])) || s.fits(notThisWeek, behind(s.plain, at[0])) {
		return // the date stands beside its name, or another week is meant
	}
	printed := time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC).Weekday()
	back := (int(printed) - number + 7) % 7
	if s.fits(weekBefore, behind(s.plain, at[0])) {
		back = (int(printed)+6)%7 + 1 + (7-number)%7 // of the week that ended on the Sunday before
	}
	role, rule := r.roleOf(s, at[0], at[1], "")
	role, rule = r.refine(s, day.AddDays(-back), at[0], at[1], "", role, rule, told{})
	if role == kb.RoleEffective && s.fits(toldOnIt, ahead(s.plain, at[1])) {
		role, rule = kb.RoleEvent, "date.announced/1"
	}
	switch {
	case role == kb.RoleEvent && r.besideRules(s):
		return
	case role == kb.RolePublished && back > 0 && !s.fits(prints, s.plain):
		role = kb.RoleEvent // what was announced on it is the act, and a report is no evidence of that
	case role == kb.RoleEvent && back == 0:
		role = kb.RolePublished // what the report of the day tells of the day
	case role == kb.RoleEffective && back > 0 && !s.fits(hasBegun, s.plain[:at[0]]), role == kb.RoleCommentDeadline, role == kb.RoleExpires:
		back -= 7
	}
	r.date(s, day.AddDays(-back), at[0], at[1], role, rule, "the day of the week beside the publication")
}

// besideRules reports whether a sentence that names a day of the week is about markets, food or the weather.
func (r *reader) besideRules(s *sentence) bool {
	if r.aside(s) || s.fits(quotation, s.plain) && len(s.cues) == 0 {
		return true
	}
	return s.foreign() && r.idle(s, "") && !s.fits(actNoun, s.plain) && !(r.ruled() && s.fits(speaks, s.plain))
}

// weekday has a group for each day of the week, Sunday first.
var (
	weekday = compile(`(?i)\b(?:on|late|early|last|since|from|as of|until|by|effective|told [a-z ]{2,24}|said|announced|adopted|approved|signed|voted|published|issued|ruled|decided) (?:` + strings.Join([]string{"(Sunday)", "(Monday)", "(Tuesday)", "(Wednesday)", "(Thursday)", "(Friday)", "(Saturday)"}, "|") + `)\b`)
	// weekdayZh is the same where somebody tells on it.
	weekdayZh = compile(`(?:周|星期|礼拜)(?:([日天])|(一)|(二)|(三)|(四)|(五)|(六))(?:[上下]午|晚间?|凌晨)?(?:宣布|表示|发布|公布|说|称|在|对|证实|通过|发表|签署|透露|批准|召开|决定|起|开会|向|同意|公告|刊)`)
	// dayBehind: "on Friday, 15 November".
	dayBehind = compile(`(?i)^[,，]?\s*(?:the |den |le |el |il |em |tanggal |ngày )?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December)`)
	// quotation is how a market is told of.
	quotation   = compile(`(?i)\b(?:stood|closed|settled|traded|trading|rose|fell|dropped|climbed|eased|was last|were last) (?:at|by|up|down|to|on)\b|[$€£¥]\s?\d|\ba tonne\b`)
	notThisWeek = compile(`(?i)(?:expected|due|attendue?s?|prévue?s?|erwartet|prevista?s?|next|every|each|下(?:个)?|nächste[nr]?|kommende[nr]?|jeden|prochain|próxim[oa]|prossim[oa]|volgende)\s*$`)
	// speaks: an authority says something on the day.
	speaks = compile(`(?i)minist|gov(?:ern|t)|regier|gobierno|governo|gouvern|правительств|министерств|ведомств|pemerintah|bakan|hükümet|政府|大臣|장관|정부|वाणिज्य|سرکار|وزير|وزارة`)
	// prints: an act was made public on the day, in a gazette or otherwise; who only told of it published nothing.
	prints = compile(`(?i)\b(?:publish|gazett|printed)|official (?:gazette|journal|bulletin)|publi[éc]|veröffentlich|verkünd|pubblicat|gepubliceerd|опубликова|diterbitkan|menerbitkan|resm[iî] gazete|公报|公告|刊登|刊出|官報|관보`)
	// toldOnIt: 周日宣布 is the day of the telling, whatever begins on another.
	toldOnIt = compile(`^(?:[上下]午|晚间?|凌晨)?(?:对外)?(?:宣布|表示|透露|说|称|证实|指出)`)
	// weekBefore: 上周五 is one of the week before.
	weekBefore = compile(`(?:上|上个)$`)
	// hasBegun: what took effect on the day lies behind the report.
	hasBegun = compile(`(?i)\b(?:since|took|came|went|entered|began|started|has been|have been)\b|\bseit\b|depuis|entrou|entró|\bè entrat|vigueur depuis|sinds|(?:^|[^\p{L}])(?:вступил|начал)|sejak|\bdesde (?:a |o )?$|已于|已经`)
)
