package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// number is a document number found in a text.
type number struct {
	start, end int
	printed    string
	names      kb.InstrumentID
	provision  string // the part of the act that the words before or after it name
}

// issuers are the ministries of China that number announcements, as ids write them, in the order
// in which an id lists them.
var issuers = []struct{ printed, slug string }{
	{"商务部", "mofcom"}, {"商務部", "mofcom"}, {"海关总署", "gacc"}, {"海關總署", "gacc"}, {"科技部", "most"}, {"科学技术部", "most"},
	{"工业和信息化部", "miit"}, {"国家发展和改革委员会", "ndrc"}, {"国家发展改革委", "ndrc"}, {"自然资源部", "mnr"}, {"财政部", "mof"}, {"国家密码局", "oscca"}, {"国家密码管理局", "oscca"},
}

// numerals are the digits, Arabic and Chinese, of numbers.
const numerals = "0123456789" + han

const han = `一二三四五六七八九十百〇零○`

var (
	zhNumber  = compile(`((?:(?:中华人民共和国)?(?:商务部|商務部|海关总署|海關總署|科技部|科学技术部|工业和信息化部|国家发展和改革委员会|国家发展改革委|自然资源部|财政部|国家密码管理局|国家密码局)[\s、，,和及会同联合]*)*)(?:公告)?\s*[（(〔\[]?\s*(\d{4}|[` + han + `]{4})\s*[）)〕\]]?\s*年?\s*第?\s*(\d+|[` + han + `]+)\s*[号號](?:\s*(?:令|公告))?((?:\s*[、和及,，]\s*(?:第)?\s*\d+\s*[号號])*)`)
	zhTail    = compile(`\d+`)
	zhDecree  = compile(`(?:国务院令|國務院令)\s*第?\s*(\d+)\s*[号號]|第\s*(\d+)\s*[号號]国务院令`)
	zhOrder   = compile(`(?:(?:中华人民共和国)?(?:商务部|商務部|海关总署|海關總署|科技部|工业和信息化部|国家发展和改革委员会|自然资源部|财政部|\p{Han}{0,6}部)[\s、]{0,2}){1,4}令\s*[（(〔]?\s*(?:(\d{4})\s*年?)?\s*[）)〕]?\s*第\s*(\d+|[` + han + `]+)\s*[号號](?:令)?(?:\s*[（(〔]\s*(\d{4})\s*年?\s*[）)〕])?`)
	enCounted = compile(`(?i)\b(?:Announcements?|Notices?|Public Notices?)\s*(?:\(?No\.?|Nos\.?|Number)?\s*(\d{1,3})((?:\s*(?:,|and|&)\s*(?:No\.?\s*)?\d{1,3})*)\s*(?:of|\(|,|/)\s*(20\d\d)\)?|\bNos?\.\s*(\d{1,3})((?:\s*(?:,|and|&)\s*\d{1,3})*)\s*(?:of|\[|\()\s*(20\d\d)[\])]?(?:\s*\))?`)
	// otherCounted: "Anúncio nº 46 de 2024", "tilkynning nr. 10 frá 2025", "2024년 제46호".
	otherCounted = compile(`(?i)(?:anúncio|anuncio|annonce|avis|bekanntmachung|ankündigung|annuncio|avviso|aankondiging|объявлени\p{L}*|уведомлени\p{L}*|pengumuman|thông báo(?: số)?|tilkynning|duyuru|komunikat|घोषणा)\s*(?:nr\.?|n[º°.ro]*\.?|núm\.?|no\.?|№|numer|số)?\s*(\d{1,3})\s*(?:de|du|von|vom|del|van|от|за|frá|of|/|năm|tahun)\s*(20\d\d)|(20\d\d)년\s*제?\s*(\d{1,3})호`)
	anyCounted   = compile(`(?i)\b((?:delibera|portaria|despacho|приказ\p{L}{0,2}|распоряжени\p{L}*|decreto|resolución|resolution|decree|décret|arrêté|Beschluss|Verordnung|постановлени\p{L}*|resolução|peraturan|nghị định)\s*)([^.;,\n]{0,40}(?:\d{4}\. )?)((?:n\.|nº|no\.|nr\.|№|n°|nomor)\s*(\d{1,5}(?:-\d{1,5})?))\b`)
	enNo         = compile(`\d{1,3}`)
	simple       = []struct {
		re   *pattern
		slug func(m []string) string
	}{
		{compile(`(?i)\b(?:Statutory Instrument|S\.?I\.?)\s*(?:No\.?\s*)?(\d{1,3})\s*(?:of|/)\s*(\d{4})`), func(m []string) string { return "zw-si-" + m[1] + "-" + m[2] }},
		{compile(`(?i)\b(?:Delegated |Implementing )?(?:Regulation|Directive|Decision)\s*\((?:EU|EC)\)\s*(?:No\.?\s*)?(\d{1,4})/(\d{1,4})`), func(m []string) string { return "eu-" + m[1] + "-" + m[2] }},
		// Council Regulation 833/2014: the institution tells whose it is, where the brackets do not.
		{compile(`\bCouncil (?:Implementing )?Regulation\s*(?:No\.?\s*)?(\d{1,4})/(\d{1,4})\b|\bCommission (?:Implementing|Delegated) Regulation\s*(?:No\.?\s*)?(\d{1,4})/(\d{1,4})\b`), func(m []string) string { return "eu-" + m[1] + m[3] + "-" + m[2] + m[4] }},
		{compile(`\bProclamation\s*(?:No\.?\s*)?(\d{4,5})\b`), func(m []string) string { return "us-proc-" + m[1] }},
		{compile(`\b(?:Executive Order|E\.O\.)\s*(?:No\.?\s*)?(1\d{4})\b`), func(m []string) string { return "us-eo-" + m[1] }},
		{compile(`(?i)\bD[eé]cision\s*(?:No\.?|n°|nº)?\s*(\d{3})/(?:[A-Z]+/)*ARECOMS/(?:[A-Z]+/)*(\d{4})`), func(m []string) string { return "cd-arecoms-" + m[1] + "-" + m[2] }},
		{compile(`(?i)\b(?:Press Release|Communiqu[eé])\s*(?:No\.?|n°|nº)?\s*(\d{4})/(\d{3})\b`), func(m []string) string { return "cd-arecoms-pr-" + m[2] + "-" + m[1] }},
		{compile(`(?i)\bSenate Bill\s*(?:No\.?\s*)?(\d{3,5})`), func(m []string) string { return "ph-sb-" + m[1] }},
		{compile(`(?i)\bResolution\s*(?:No\.?\s*)?(\d{3,5})\s*(?:of|dated)\s*(?:\d{1,2} [A-Z][a-z]+ )?(\d{4})`), func(m []string) string { return "ua-cmu-" + m[1] + "-" + m[2] }},
		{compile(`(?i)\b(?:Ministerial |MEMR |ESDM )?Regulation\s*(?:No\.?|Number)\s*(\d{1,3})\s*(?:of|/)\s*(20\d\d)`), func(m []string) string { return "id-esdm-" + m[1] + "-" + m[2] }},
		{compile(`(?i)\bState Council (?:Decree|Order)\s*(?:No\.?\s*)?(\d{3})|\bDecree\s*(?:No\.?\s*)?(\d{3}) of the State Council`), func(m []string) string { return "cn-sc-decree-" + m[1] + m[2] }},
	}
	provisionBefore = compile(`(?i)(?:paragraph|item|article|section)\s+(\d+(?:\(\d+\))?)\s+of\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,4}$`)
	provisionAfter  = compile(`^[^第，。；]{0,60}?((?:第[（(]?[一二三四五六七八九十\d]+[）)]?[款条條項项目])+)`)
	provisionPart   = compile(`[一二三四五六七八九十]+|\d+`)
)

// numbersIn finds the document numbers of a sentence.
func (r *reader) numbersIn(s *sentence) []number {
	text := s.text
	if !digits(text) && !strings.ContainsAny(text, "号號") {
		return nil
	}
	var out []number
	add := func(start, end int, names string) {
		out = append(out, number{start: start, end: end, printed: text[start:end], names: kb.InstrumentID(names)})
	}
	r.chinese(s, add)
	r.english(s, add)
	for _, m := range s.all(otherCounted, text) {
		n, y := cut(text, m, 1)+cut(text, m, 4), cut(text, m, 2)+cut(text, m, 3)
		add(m[0], m[1], string(r.countedAct(r.counter(s, m[0], m[1]), y, n)))
	}
	for _, m := range s.all(anyCounted, text) {
		start := m[6]
		if m[4] == m[5] {
			start = m[0]
		}
		add(start, m[7], string(r.decree(cut(text, m, 4), text[m[1]:])))
	}
	for _, form := range simple {
		for _, m := range s.all(form.re, text) {
			groups := make([]string, 5)
			for i := 1; i < len(m)/2 && i < len(groups); i++ {
				groups[i] = cut(text, m, i)
			}
			add(m[0], m[1], form.slug(groups))
		}
	}
	for _, form := range worldForms {
		for _, m := range s.all(form.re, text) {
			groups := make([]string, 3)
			for i := 1; i < len(m)/2; i++ {
				groups[i] = cut(text, m, i)
			}
			add(m[0], m[1], form.slug(groups))
		}
	}
	for i, form := range genericForms {
		for _, m := range s.all(form, text) {
			start := m[0]
			if i > 1 { // the group is the number, behind what keeps words apart
				start = m[2]
			}
			if start < m[1] && !slices.ContainsFunc(out, func(o number) bool { return o.start < m[1] && start < o.end }) {
				add(start, m[1], "")
			}
		}
	}
	for i := range out {
		out[i].provision = s.provisionOf(out[i])
	}
	return apart(out)
}

// chinese finds the numbers of announcements, decrees and orders: 商务部公告2025年第61号, 国务院令第792号.
func (r *reader) chinese(s *sentence, add func(start, end int, names string)) {
	text := s.text
	var counted [][]int
	if counts(text) {
		counted = s.all(zhNumber, text)
	}
	for _, m := range counted {
		head, year, n, tail := cut(text, m, 1), cut(text, m, 2), cut(text, m, 3), cut(text, m, 4)
		if head == "" && !strings.Contains(text[m[0]:m[1]], "公告") && !strings.Contains(text[max(0, m[0]-30):m[0]], "公告") {
			continue
		}
		slug := issuerSlug(head)
		if slug == "" && !s.fits(otherMinistry, text[max(0, m[0]-issuerNear):m[0]]) {
			slug = "mofcom"
		}
		end := m[7]
		if end < len(text) {
			end += len("号")
		}
		y := arabic(year)
		add(m[0], min(end, m[1]), string(r.countedAct(slug, y, arabic(n))))
		if tail != "" {
			for _, t := range zhTail.FindAllStringIndex(tail, -1) {
				add(m[8]+t[0], m[8]+t[1], string(r.countedAct(slug, y, tail[t[0]:t[1]])))
			}
		}
	}
	for _, m := range s.all(zhDecree, text) {
		add(m[0], m[1], "cn-sc-decree-"+cut(text, m, 1)+cut(text, m, 2))
	}
	for _, m := range s.all(zhOrder, text) {
		year := cut(text, m, 1) + cut(text, m, 3)
		add(m[0], m[1], string(r.order(text[max(0, m[0]-orderHead):m[1]], year, arabic(cut(text, m, 2)))))
	}
}

// counts reports whether a text may hold a match of zhNumber: one 号 stands behind a number, and that
// behind a year.
func counts(text string) bool {
	for _, mark := range []string{"号", "號"} {
		for at := 0; ; {
			i := strings.Index(text[at:], mark)
			if i < 0 {
				break
			}
			head := strings.TrimRight(text[:at+i], " \t\n\f\r")
			rest := strings.TrimRight(head, numerals)
			if year := strings.TrimRight(rest, " \t\n\f\r第年）)〕]"); rest != head && (year != rest && strings.TrimRight(year, numerals) != year || len(head)-len(rest) > 4) {
				return true
			}
			at += i + len(mark)
		}
	}
	return false
}

// english finds numbered announcements: "MOFCOM Announcement No. 61 of 2025", "Nos. 55, 56 and 57 of 2025".
func (r *reader) english(s *sentence, add func(start, end int, names string)) {
	text := s.text
	for _, m := range s.all(enCounted, text) {
		first, list, year := 2, 4, 6
		if m[2] < 0 {
			first, list, year = 8, 10, 12
		}
		y := text[m[year]:m[year+1]]
		only := m[list] == m[list+1]
		if only {
			add(m[0], m[1], string(r.countedAct(r.counter(s, m[0], m[1]), y, text[m[first]:m[first+1]])))
			continue
		}
		add(m[0], m[first+1], string(r.countedAct(r.counter(s, m[0], m[1]), y, text[m[first]:m[first+1]])))
		for _, n := range enNo.FindAllStringIndex(text[m[list]:m[list+1]], -1) {
			add(m[list]+n[0], m[list]+n[1], string(r.countedAct(r.counter(s, m[0], m[1]), y, text[m[list]+n[0]:m[list]+n[1]])))
		}
	}
}

// countedAct names an act by its issuers, year and number. Joint acts are counted with their
// first issuer's own, so the table of joint acts is asked first.
func (r *reader) countedAct(slug, year, n string) kb.InstrumentID {
	if slug == "" {
		return ""
	}
	n = strings.TrimLeft(n, "0")
	first := strings.SplitN(slug, "-", 2)[0]
	if id := r.words.Act("cn-" + first + "-" + year + "-" + n); string(id) != "cn-"+first+"-"+year+"-"+n {
		return id
	}
	return kb.InstrumentID("cn-" + slug + "-" + year + "-" + n)
}

func cut(text string, m []int, group int) string {
	if m[2*group] < 0 {
		return ""
	}
	return text[m[2*group]:m[2*group+1]]
}

func issuerSlug(head string) string {
	var slugs []string
	for _, i := range issuers {
		if strings.Contains(head, i.printed) && !strings.Contains(strings.Join(slugs, "-"), i.slug) {
			slugs = append(slugs, i.slug)
		}
	}
	return strings.Join(slugs, "-")
}

// arabic turns 二〇二五 or 第一 into digits.
func arabic(s string) string {
	digits := map[rune]int{'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	var plain strings.Builder
	total, last, units := 0, 0, false
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			return s
		case c == '十' || c == '百':
			unit := 10
			if c == '百' {
				unit = 100
			}
			total, last, units = total+max(last, 1)*unit, 0, true
		default:
			last = digits[c]
			plain.WriteByte(byte('0' + last))
		}
	}
	if units {
		total += last
		return itoa(total)
	}
	return plain.String()
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// apart drops numbers that lie inside others.
func apart(all []number) []number {
	var out []number
	for i, n := range all {
		inside := false
		for j, o := range all {
			inside = inside || i != j && o.start <= n.start && n.end <= o.end && (o.end-o.start > n.end-n.start || j < i)
		}
		if !inside {
			out = append(out, n)
		}
	}
	return out
}

// provisionOf reads which part of the act is meant: "paragraph 2 of Announcement No. 46", 第二款.
func (s *sentence) provisionOf(n number) string {
	text := s.text
	if m := s.groups(provisionBefore, behind(text, n.start)); m != nil {
		return m[1]
	}
	if m := s.groups(provisionAfter, ahead(text, n.end)); m != nil {
		var parts []string
		for _, p := range provisionPart.FindAllString(m[1], -1) {
			parts = append(parts, arabic(p))
		}
		return strings.Join(parts, "-")
	}
	return ""
}

// numbers emits the document's own number and the citations of a sentence, and returns the
// relation that the sentence has to what it cites.
func (r *reader) numbers(s *sentence) kb.Relation {
	rel := s.relationIn(s.plain)
	if rel == kb.Suspends && s.fits(exportHalt, s.plain) {
		rel = "" // what is halted is the export, and no act
	}
	if rel == "" && s.list.relation != "" {
		rel = s.list.relation
	}
	for _, n := range r.numbersIn(s) {
		if r.own.names != "" && n.names == r.own.names {
			if n.start+s.Start == r.own.start || s.provision.Kind == corpus.TitleProvision {
				r.emit(s, kb.DocumentNumberValue{Number: n.printed, Names: n.names}, n.start, n.end, "", kb.Asserted, "number.own/1", 0.95)
			} else if rel == kb.Withdraws { // a page on the withdrawal of the very act
				r.emit(s, kb.CitationValue{Cited: n.printed, Target: n.names}, n.start, n.end, kb.Role(rel), kb.Asserted, "citation.own-withdrawal/1", 0.8)
			}
			continue
		}
		if r.own.printed != "" && n.start+s.Start == r.own.start {
			r.emit(s, kb.DocumentNumberValue{Number: n.printed, Names: n.names}, n.start, n.end, "", kb.Asserted, "number.own/1", 0.9)
			continue
		}
		if s.fits(seen, behind(s.text, n.start)) {
			r.emit(s, kb.LegalBasisValue{Law: n.printed}, n.start, n.end, "", kb.Asserted, "legal_basis.number/1", 0.85)
			continue
		}
		role := s.relationOf(n, rel)
		if r.reportedNumber(s, n, rel) || !r.official() && s.fits(actsBy, s.plain[max(0, n.start-16):n.start]) {
			role = kb.Cites // it is the one that acts
		}
		switch {
		case role == "":
			role = kb.Cites
		case (role == kb.Repeals || role == kb.Supersedes) && s.fits(partOf, behind(s.text, n.start)):
			role = kb.Amends // only a part of the act gives way
		}
		v := kb.CitationValue{Cited: n.printed, Target: n.names, Provision: n.provision, Passive: s.fits(passive, s.text[max(0, n.start-60):n.start])}
		a := s.assertion()
		if r.official() && a == kb.Conditional {
			a = kb.Asserted
		}
		r.emit(s, v, n.start, n.end, kb.Role(role), a, "citation.number/1", 0.9)
	}
	return rel
}

// reportedNumber emits the number of the act that a report tells of: the first one that its words
// do not say another act acts on.
func (r *reader) reportedNumber(s *sentence, n number, rel kb.Relation) bool {
	if r.numbered || s.fits(restsOn, behind(s.plain, n.start)) && r.old(n) || r.doc.Kind != corpus.News && r.doc.Kind != corpus.Analysis {
		return false
	}
	if rel != "" && actRelation(rel) && s.relationAt(s.plain, rel) < n.start {
		return false
	}
	if s.fits(actedBefore, behind(s.plain, n.start)) || s.fits(recites, behind(s.plain, n.start)) || s.fits(citesAfter, ahead(s.plain, n.end)) {
		return false
	}
	r.numbered = true
	r.tells = &corpus.Range{Start: s.Start + n.start, End: s.Start + n.end}
	r.emit(s, kb.DocumentNumberValue{Number: n.printed, Names: n.names}, n.start, n.end, "", kb.Reported, "number.reported/1", 0.6)
	return true
}

// recites stands before an act on which a decision rests, or to which it looks back.
var recites = compile(`(?i)\b(?:considering|having regard to|recalling|in view of|considérant|considerando)\s+(?:the |la |le |l['’]|el |a )?$`)

// seen opens the recitals of acts in the Romance languages: Vu la loi n° 2019-005.
var seen = compile(`(?i)(?:^|[;:.\n]\s*)(?:vue?s?|vist[oaie]s?)(?: (?:la|le|les|el|los|las|il|lo|gli|o|a|os|as))?\s*(?:l['’])?$|Rechtsgrundlage (?:ist|bildet|sind) (?:die |der |das )?$|\blegal basis is (?:the )?$|base légale est (?:la |le )?$`)

// old reports whether an act is years older than the report that names it.
func (r *reader) old(n number) bool {
	year, err := strconv.Atoi(fourFigures.FindString(n.printed))
	return err == nil && r.doc.Published.Year-year > 1
}

var fourFigures = regexp.MustCompile(`(?:19|20)\d\d`)

// relationAt is where the words of a relation begin.
func (s *sentence) relationAt(text string, rel kb.Relation) int {
	for _, r := range relations {
		if m := s.first(r.re, text); m != nil && r.relation == rel {
			return m[0]
		}
	}
	return len(text)
}

var passive = compile(`(?i)(?:as )?(?:amended|suspended|repealed|replaced|extended) by\s+(?:[A-Z]\w+\s+){0,4}$`)
