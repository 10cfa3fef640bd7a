package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// blank is one of the blanks that printers put into a citation: no-break, thin and ideographic ones too.
const blank = `[ \x{a0}\x{2009}\x{202f}\x{3000}]`

var (
	// actTitle is the title of an act in its own brackets: 《…办法》, 《…目录（2031年）》. A draft is none.
	actTitle = compile(`《([^《》\n]{3,60}?(?:法|[条條]例|[办辦]法|[规規]定|[细細][则則]|目[录錄]|清[单單]|名[录錄]|公告|[决決]定|通知|措施|指南)(?:[（(][^（）()稿]{1,20}[）)])?)》`)
	// cornered is the title of an act in the brackets of Taiwan.
	cornered = compile(`「([^「」\n]{4,50}?(?:法|條例|辦法|規定|細則|目錄|清單|準則|要點|種類|[名貨品]{1,2}表|名單|公告))」`)
	// koreanAct is an act of Korea by its name.
	koreanAct = compile(`(?:^|[\s「『])(\p{Hangul}{0,10}(?:관리|무역|광물|광업|자원|진흥|특별|기본|안전|통상|산업|조치)법(?: 시행령| 시행규칙)?)(?:[을이은에의 」』]|$)`)
	// rule of the United States: the Code of Federal Regulations, the Code, the Register, as the
	// Register itself writes them and as the Bluebook does (15 C.F.R. § 744.21, 89 Fed. Reg. 96790).
	cfrCite = compile(`\b\d{1,2}` + blank + `(?:CFR|C\. ?F\. ?R\.)` + blank + `?(?:[Pp]arts? |[Pp]ts?\. |§+` + blank + `?)?\d{1,4}(?:\.\d{1,4}(?:[a-z](?:[a-z]?-\d{1,2})?)?(?:\([a-z0-9]{1,4}\))*)?`)
	uscCite = compile(`\b\d{1,2}` + blank + `U\.?S\.?C\.?` + blank + `?(?:§+` + blank + `?)?\d{1,5}[a-zA-Z]{0,2}(?:[-–]\d{1,5}[a-zA-Z]?)?(?:\([a-zA-Z0-9]{1,3}\))*`)
	frCite  = compile(`\b\d{2,3} (?:FR|Fed\. ?Reg\.) (?:\d{1,3},\d{3}|\d{1,6})\b`)
	// grounds stands before the law that empowers: "Authority:", "as authorised by".
	grounds = compile(`(?i)(?:\bauthority(?: citation[^:;]{0,60})?:|\bauthori[sz]ed by|\bpursuant to|\bunder|\bunder the authority of|\bin accordance with)[^.]{0,200}$`)
)

// titles emits acts that a sentence names by their titles and that the lexicon does not know.
func (r *reader) titles(s *sentence, whole kb.Relation) {
	for _, m := range s.all(actTitle, s.text) {
		name := cut(s.text, m, 1)
		switch {
		case strings.Contains(r.doc.Title, name), s.provision.Kind == corpus.TitleProvision: // itself
			continue
		case utf8.RuneCountInString(name) < 5 && !s.fits(restsOn, behind(s.plain, m[0])), s.named(m[0], m[1]), strings.ContainsAny(name, "号號"):
			continue // a short form, or an act that is emitted by its name or number
		}
		if s.fits(restsOn, behind(s.plain, m[0])) && !s.fits(toFollow, behind(s.plain, m[0])) {
			r.emit(s, kb.LegalBasisValue{Law: name}, m[0], m[1], "", kb.Asserted, "legal_basis.title/1", 0.8)
			continue
		}
		role := s.relationOf(number{start: m[0], end: m[1]}, whole)
		if role == "" || role == kb.Implements {
			role = kb.Cites
		}
		r.emit(s, kb.CitationValue{Cited: name}, m[0], m[1], kb.Role(role), s.assertion(), "citation.title/1", 0.75)
	}
	r.bracketed(s, whole)
	r.lawsOn(s)
	for _, m := range s.actsNamed() {
		name := s.text[m[0]:m[1]]
		switch {
		case strings.Contains(r.doc.Title, name) && s.provision.Kind == corpus.TitleProvision:
		case s.fits(empowers, behind(s.text, m[0])):
			r.emit(s, kb.LegalBasisValue{Law: name}, m[0], m[1], "", kb.Asserted, "legal_basis.act/1", 0.8)
		default:
			role := s.relationOf(number{start: m[0], end: m[1]}, whole)
			if role == "" || role == kb.Implements {
				role = kb.Cites
			}
			r.emit(s, kb.CitationValue{Cited: name}, m[0], m[1], kb.Role(role), s.assertion(), "citation.act/1", 0.7)
		}
	}
	for _, p := range []*pattern{cfrCite, frCite} {
		for _, m := range s.all(p, s.text) {
			role := s.relationOf(number{start: m[0], end: m[1]}, whole)
			if role == "" || role == kb.Implements {
				role = kb.Cites
			}
			r.emit(s, kb.CitationValue{Cited: s.text[m[0]:m[1]]}, m[0], m[1], kb.Role(role), s.assertion(), "citation.us/1", 0.8)
		}
	}
	for _, m := range s.all(uscCite, s.text) {
		if s.fits(grounds, s.text[:m[0]]) {
			r.emit(s, kb.LegalBasisValue{Law: s.text[m[0]:m[1]]}, m[0], m[1], "", kb.Asserted, "legal_basis.usc/1", 0.85)
			continue
		}
		r.emit(s, kb.CitationValue{Cited: s.text[m[0]:m[1]]}, m[0], m[1], kb.Role(kb.Cites), s.assertion(), "citation.us/1", 0.8)
	}
}

// bracketed emits the acts of Taiwan and Korea, whose names are known by their brackets or their endings.
func (r *reader) bracketed(s *sentence, whole kb.Relation) {
	for _, re := range []*pattern{cornered, koreanAct} {
		for _, m := range s.all(re, s.text) {
			if s.named(m[0], m[1]) || r.own.printed != "" && strings.Contains(cut(s.text, m, 1), r.own.printed) {
				continue
			}
			role := s.relationOf(number{start: m[2], end: m[3]}, whole)
			if role == "" || role == kb.Implements {
				role = kb.Cites
			}
			r.emit(s, kb.CitationValue{Cited: cut(s.text, m, 1)}, m[2], m[3], kb.Role(role), s.assertion(), "citation.bracketed/1", 0.75)
		}
	}
}

// named reports whether a law of the lexicon lies between two places.
func (s *sentence) named(start, end int) bool {
	for _, m := range s.laws {
		if start <= m.Start && m.End <= end {
			return true
		}
	}
	return false
}

// lawOn is the name of a law as translations have it: the Law on Foreign Economic Activity.
var lawOn = compile(`\b(?:Law|Code|Statute) (?:of [A-Z]\p{L}+(?: [A-Z]\p{L}+)? )?(?:on|concerning) (?:the )?[A-Z][\p{L}-]+(?:(?:,? (?:and|of|the|for|in|to)){0,2},? [A-Z][\p{L}-]+){0,8}`)

// lawsOn emits the laws that give a text its power, by such names.
func (r *reader) lawsOn(s *sentence) {
	for _, m := range s.all(lawOn, s.text) {
		if s.fits(empowers, behind(s.text, m[0])) && !s.named(m[0], m[1]) {
			r.emit(s, kb.LegalBasisValue{Law: s.text[m[0]:m[1]]}, m[0], m[1], "", kb.Asserted, "legal_basis.law-on/1", 0.8)
		}
	}
}
