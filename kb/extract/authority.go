package extract

import (
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// authorities emits authorities, and the laws on which the text says it rests.
func (r *reader) authorities(s *sentence) {
	for _, m := range s.matches {
		switch m.Term.Kind {
		case lexicon.KindAuthority:
			if !r.insideOfLaw(s, m) {
				r.emit(s, kb.AuthorityValue{Authority: m.Term.Code}, m.Start, m.End, "", kb.Asserted, "authority.name/1", 0.9)
			}
		case lexicon.KindPlace:
			if !r.official() && m.Start < 40 && s.fits(stateActs, ahead(s.plain, m.End)) {
				r.emit(s, kb.AuthorityValue{Authority: m.Term.Code}, m.Start, m.End, "", s.assertion(), "authority.state/1", 0.7)
			}
		case lexicon.KindLaw:
			start, end := m.Start, m.End
			if strings.HasSuffix(s.text[:start], "《") && strings.HasPrefix(s.text[end:], "》") {
				start, end = start-len("《"), end+len("》")
			}
			switch {
			case m.Term.Instrument != "" && m.Term.Instrument == r.own.names, // the act itself
				r.own.printed != "" && s.Start == 0 && start == 0,
				s.fits(numberBehind, ahead(s.plain, end)): // and its number says more
			case s.fits(changedAfter, ahead(s.plain, end)) || s.fits(changedBefore, behind(s.plain, start)):
				r.emit(s, kb.CitationValue{Cited: m.Term.Code, Target: m.Term.Instrument}, start, end, kb.Role(kb.Amends), s.assertion(), "citation.law-amended/1", 0.8)
			case s.fits(toFollow, behind(s.plain, start)):
				r.emit(s, kb.CitationValue{Cited: m.Term.Code, Target: m.Term.Instrument}, start, end, kb.Role(kb.Cites), s.assertion(), "citation.law/1", 0.8)
			default:
				r.emit(s, kb.LegalBasisValue{Law: m.Term.Code, Names: m.Term.Instrument}, start, end, "", kb.Asserted, "legal_basis.name/1", 0.9)
			}
		}
	}
}

var (
	// numberBehind: the name goes on with the number of the act.
	numberBehind = compile(`(?i)^ (?:số|№|No\.|nº|n\.?[°º]|Nomor) ?\d`)
	// changedAfter and changedBefore: the law itself is what a text changes.
	changedAfter  = compile(`(?i)^(?:の一部(?:を|改正)|[을를]? ?(?:일부 )?개정| (?:is|was|has been|are) (?:hereby )?amended\b|[^.;]{0,20} (?:gewijzigd|geändert)\b)`)
	changedBefore = compile(`(?i)(?:调整|修订|修改|修正|\bamend(?:s|ed|ing|ments? (?:to|of|in))?|modifi(?:e|ca|cation de|cación de)|sửa đổi, bổ sung một số điều của|perubahan (?:atas|kedua atas)|изменени\p{L}+ в)\s*(?:the |la |le |el )?[《「“"]?$`)
)

// toFollow: what others must act by is cited, and no basis of the text: 应当按照《…办法》办理.
var toFollow = compile(`(?:应当?|须|需|必须)(?:按照|依照|按|依)[^，。；]{0,30}$`)

// stateActs: a report names the state as the one that acts: "China announced …".
var stateActs = compile(`(?i)^(?:['’]s (?:government|cabinet|authorities))?,? (?:on [A-Z]\w+ \d+,? )?(?:has |have )?(?:announce[sd]|unveil(?:s|ed)|impose[sd]|ban(?:s|ned)|halt(?:s|ed)|suspend(?:s|ed)|restrict(?:s|ed)|tighten(?:s|ed)|expand(?:s|ed)|publish(?:es|ed)|adopt(?:s|ed)|extend(?:s|ed)|introduce[sd]|prohibit(?:s|ed))|^(?:将|宣布|限制|收紧|公布|发布|对|决定|禁止)`)

func (r *reader) insideOfLaw(s *sentence, m lexicon.Match) bool {
	return inside(s.laws, m)
}
