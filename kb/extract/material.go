package extract

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var (
	except    = regexp.MustCompile(`(?i)\b(?:except(?: for)?|excluding|other than|not including)\b|不包括|除[^，。]{0,20}外|但[^，。]{0,12}除外`)
	talkOnly  = regexp.MustCompile(`(?i)\b(?:price|prices|market|markets|demand|produc(?:es|ing) over|percent of|per cent of|dominates|reserves|output|imports from|supply of|shares?)\b|价格|市场|产量|储量|占全球`)
	codedItem = regexp.MustCompile(`管制编码|管制編碼|商品编号|商品編號|税则号列|\b[0-9][A-E][0-9]{3}\b`)
)

// materials emits the materials of a sentence. One is restricted where its sentence asserts a
// binding restriction, where it stands in a list that an opening line restricts, or where it is an
// item with a control code; otherwise it is only mentioned.
func (r *reader) materials(s *sentence) {
	restricts := binds(s.cues) && s.assertion != kb.Negated && s.assertion != kb.Historic
	if !r.official() && talkOnly.MatchString(s.text) && !restricts {
		restricts = false
	}
	inList := s.list.restricts
	coded := r.official() && (s.provision.Kind == corpus.Item || s.provision.Kind == corpus.Row || r.doc.Kind == corpus.Annex) && codedItem.MatchString(s.text)
	title := r.official() && s.provision.Kind == corpus.TitleProvision && binds(s.cues)
	for _, m := range s.matches {
		if m.Term.Kind != lexicon.KindMaterial || r.insideLaw(s, m) || ofLicence.MatchString(s.text[m.End:]) {
			continue
		}
		form, end := formAfter(s, m)
		v := kb.MaterialValue{Material: kb.Material(m.Term.Code), Form: form}
		role, rule, a := kb.RoleMentioned, kb.RuleID("material.mentioned/1"), s.assertion
		switch {
		case excepted(s, m.Start):
			role, rule = kb.RoleExempt, "material.except/1"
		case exempts(s) && !restricts:
			role, rule, a = kb.RoleExempt, "material.exempt/1", kb.Exempted
		case coded:
			role, rule = kb.RoleRestricted, "material.coded/1"
		case inList:
			role, rule, a = kb.RoleRestricted, "material.list/1", s.list.assertion
		case restricts || title:
			role, rule = kb.RoleRestricted, "material.sentence/1"
		}
		r.emit(s, v, m.Start, end, role, a, rule, 0.85)
	}
}

// ofLicence: 两用物项出口许可证 is the name of a licence, "dual-use items export control list" of a list.
var ofLicence = regexp.MustCompile(`(?i)^(?:和技术)?(?:进?出口)?(?:许可|管制清单|管制管控|管控名单|目录)|^\s*(?:export )?(?:licen[cs]es?|control lists?)\b`)

// insideLaw keeps the name of a law apart: 两用物项 in 《两用物项出口管制条例》 is no material.
func (r *reader) insideLaw(s *sentence, m lexicon.Match) bool {
	for _, o := range s.matches {
		if o.Term.Kind == lexicon.KindLaw && o.Start <= m.Start && m.End <= o.End {
			return true
		}
	}
	open := strings.LastIndex(s.text[:m.Start], "《")
	return open >= 0 && !strings.Contains(s.text[open:m.Start], "》") && strings.Contains(s.text[m.End:], "》") && strings.ContainsAny(s.text[open:], "法例定录")
}

func excepted(s *sentence, at int) bool {
	m := except.FindStringIndex(s.text)
	return m != nil && m[1] <= at && at-m[1] < 60
}

// formAfter finds the form of a material: the form word that touches it ("gallium oxide",
// 氧化镓, 镝铁合金), within a few characters and without a comma between.
func formAfter(s *sentence, m lexicon.Match) (string, int) {
	form, end, best := "", m.End, 14
	for _, f := range s.matches {
		if f.Term.Kind != lexicon.KindForm {
			continue
		}
		gap, between := 0, ""
		switch {
		case f.Start >= m.End:
			gap, between = f.Start-m.End, s.text[m.End:f.Start]
		case f.End <= m.Start:
			gap, between = m.Start-f.End, s.text[f.End:m.Start]
			if gap > 4 {
				continue
			}
		default:
			continue
		}
		if gap < best && !strings.ContainsAny(between, ",;:.()，、；：。（）\t") {
			best, form = gap, f.Term.Code
			if f.Start >= m.End {
				end = m.End
			}
		}
	}
	return form, end
}
