package extract

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	startZh     = regexp.MustCompile(`^[^，。；]{0,6}起[^。；]{0,24}(?:施行|实施|生效|执行|适用|有效)`)
	fromZh      = regexp.MustCompile(`自\s*$`)
	untilZh     = regexp.MustCompile(`(?:至|截至|到|直至|期至|延长至|延期至)\s*$`)
	beforeZh    = regexp.MustCompile(`^\s*(?:前|之前|以前)`)
	publishedZh = regexp.MustCompile(`(?:发布|公布|发文|印发|公告)(?:日期|时间|于)?[】\]:：\s]*$`)
	signedZh    = regexp.MustCompile(`(?:成文|签署|通过)(?:日期|于)?[】\]:：\s]*$`)
	issuedAfter = regexp.MustCompile(`^[^，。；]{0,12}(?:发布|公布|宣布|印发|发表|公告)`)
	startEn     = regexp.MustCompile(`(?i)(?:effective(?: date)?(?: is| on| as of| from)?|(?:takes?|took|taking) effect(?: on| from| as of)?|(?:enter(?:s|ed)?|comes?|came) into (?:force|effect|operation)(?: on| from)?|in force (?:from|since)|appl(?:y|ies|icable) (?:from|as of|on)|with effect from|starting(?: from| on)?|beginning(?: on)?|as of|commenc(?:e|es|ing)(?: on)?|operative from|from)[:\s]*$`)
	untilEn     = regexp.MustCompile(`(?i)(?:until|till|through|thru|expir(?:es|e|ing)(?: on)?|ends?(?: on)?|ending(?: on)?|up to|no later than|to)\s*(?:and including )?$`)
	publishedEn = regexp.MustCompile(`(?i)(?:publish(?:ed)?|issued|released|promulgated|dated|announced|gazetted|posted|publication date)(?: on| date)?[:\s,]*$`)
	signedEn    = regexp.MustCompile(`(?i)(?:signed|adopted|approved|done at [A-Z]\w+|given under my hand)(?: this| on)?[:\s,]*$`)
	saysEn      = regexp.MustCompile(`(?i)^,?\s*(?:[A-Z][\w'’]*\s+){0,6}(?:announced|published|issued|unveiled|released|said|imposed|introduced|adopted)\b`)
	commentCue  = regexp.MustCompile(`(?i)\bcomments?\b|征求意见|意见反馈|consultation`)
	suspendCue  = regexp.MustCompile(`(?i)暂停|中止|suspen`)
	relativeZh  = regexp.MustCompile(`自?(?:本公告)?(?:公布|发布|印发|公告)之日起(?:(\d+)\s*(?:日|天)(?:后|内)?)?|自?即日起`)
	relativeEn  = regexp.MustCompile(`(?i)(?:(\d+|thirty|sixty|ninety|ten|fifteen)\s+days\s+(?:after|from)\s+(?:the date of )?(?:its |the )?publication)|(?:on|upon|from|as of)\s+(?:the date of )?(?:its |this )?(?:publication|promulgation|gazetting)\b|with immediate effect|takes? effect immediately|effective immediately|immediately effective`)
	numbersEn   = map[string]int{"ten": 10, "fifteen": 15, "thirty": 30, "sixty": 60, "ninety": 90}
)

// dateFacts emits the dates of a sentence with the part that each plays.
func (r *reader) dateFacts(s *sentence, cited kb.Relation) {
	for _, d := range s.dates {
		role, rule := r.roleOf(s, d, cited)
		r.emit(s, kb.DateValue{Date: d.Date, Place: corpus.Jurisdiction(r.home())}, d.Start, d.End, role, dateAssertion(s), rule, 0.9)
	}
	if !r.official() || r.doc.Published.Precision() != corpus.ToDay {
		return
	}
	for _, re := range []*regexp.Regexp{relativeZh, relativeEn} {
		for _, m := range re.FindAllStringSubmatchIndex(s.text, -1) {
			r.relative(s, m)
		}
	}
}

// dateAssertion: a date is told, whatever the sentence denies; a proposal's dates are proposed.
func dateAssertion(s *sentence) kb.Assertion {
	if s.assertion == kb.Proposed || s.assertion == kb.Reported {
		return s.assertion
	}
	return kb.Asserted
}

// relative emits a day that the text counts from the publication.
func (r *reader) relative(s *sentence, m []int) {
	day, derived := r.doc.Published, "the day of publication"
	if printed := cut(s.text, m, 1); printed != "" {
		n, err := strconv.Atoi(printed)
		if err != nil {
			n = numbersEn[strings.ToLower(printed)]
		}
		if n == 0 {
			return
		}
		day, derived = day.AddDays(n), strconv.Itoa(n)+" days after publication"
	}
	role := kb.RoleEffective
	if suspendCue.MatchString(s.text) {
		role = kb.RoleSuspendedFrom
	}
	if strings.Contains(s.text[m[0]:m[1]], "即日") && role == kb.RoleEffective && !strings.Contains(s.text, "实施") && !strings.Contains(s.text, "施行") && !strings.Contains(s.text, "生效") && !strings.Contains(s.text, "停止") {
		return
	}
	r.emit(s, kb.DateValue{Date: day, Place: corpus.Jurisdiction(r.home()), Derived: derived}, m[0], m[1], role, dateAssertion(s), "date.relative/1", 0.85)
}

// roleOf reads the part of a date off the words around it.
func (r *reader) roleOf(s *sentence, d dates.Found, cited kb.Relation) (kb.Role, kb.RuleID) {
	before, after := s.text[max(0, d.Start-60):d.Start], s.text[d.End:min(len(s.text), d.End+60)]
	before = strings.ToValidUTF8(before, "")
	suspends := suspendCue.MatchString(s.text)
	switch {
	case untilZh.MatchString(before) || untilEn.MatchString(before):
		if commentCue.MatchString(s.text) && !suspends {
			return kb.RoleCommentDeadline, "date.comment/1"
		}
		if suspends && !exportHalt.MatchString(s.text) {
			return kb.RoleSuspendedUntil, "date.suspended-until/1"
		}
		return kb.RoleExpires, "date.expires/1"
	case commentCue.MatchString(s.text) && (beforeZh.MatchString(after) || regexpBy.MatchString(before)):
		return kb.RoleCommentDeadline, "date.comment/1"
	case publishedZh.MatchString(before) || publishedEn.MatchString(before):
		return kb.RolePublished, "date.published/1"
	case signedZh.MatchString(before) || signedEn.MatchString(before):
		return kb.RoleSigned, "date.signed/1"
	case startZh.MatchString(after) || fromZh.MatchString(before) && (suspends || strings.HasPrefix(strings.TrimSpace(after), "起")) || startEn.MatchString(before):
		if suspends && !exportHalt.MatchString(s.text) && (cited == kb.Suspends || fromZh.MatchString(before)) {
			return kb.RoleSuspendedFrom, "date.suspended-from/1"
		}
		return kb.RoleEffective, "date.effective/1"
	case r.alone(s, d):
		return kb.RolePublished, "date.signature/1"
	case issuedAfter.MatchString(after) || saysEn.MatchString(after) && !r.official():
		return kb.RolePublished, "date.announced/1"
	}
	return kb.RoleEvent, "date.event/1"
}

var (
	// exportHalt: what is suspended is the export itself, not a rule.
	exportHalt = regexp.MustCompile(`(?i)suspen[^.;]{0,30}\bexports?\b|\bexports?\b[^.;]{0,30}suspen|暂停[^，。；]{0,12}出口`)
	regexpBy   = regexp.MustCompile(`(?i)\b(?:by|on or before|before)\s*$`)
)

// alone reports whether the date is a line of its own: the date under a notice, or in its head.
func (r *reader) alone(s *sentence, d dates.Found) bool {
	if !r.official() || r.doc.Kind == corpus.Regulation && d.Start > 0 {
		return false
	}
	rest := strings.TrimSpace(s.text[:d.Start] + s.text[d.End:])
	return len(rest) <= 3 || strings.HasSuffix(strings.TrimRight(s.text[:d.Start], " "), "：") && len(rest) < 24
}
