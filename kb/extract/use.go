package extract

import (
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var namedParties = compile(`(?i)\blisted (?:parties|entities|persons)\b|\bentities (?:listed|named) (?:in|on)[^.;,]{0,40}|\b(?:[A-Z][\w&.-]+(?: [A-Z][\w&.-]+){0,4}),? and (?:\d+|nineteen|eleven|nine|others?|other) (?:other )?(?:entities|companies|firms)\b|等\d+家(?:美国|日本|欧盟|台湾)?(?:实体|企业)|(?:管控名单|关注名单)(?:所列|上)?的?(?:进口商和最终用户|实体)`)

// bothUses reports whether the words only say what dual-use means: "civilian as well as military".
func (s *sentence) bothUses(m lexicon.Match) bool {
	return m.Term.Code == string(kb.Military) && (s.fits(civilBefore, behind(s.plain, m.Start)) || s.fits(civilAfter, ahead(s.plain, m.End)))
}

// describesUse reports whether a report only says what a material is good for: vital to the military, 半導体材料.
func (s *sentence) describesUse(m lexicon.Match) bool {
	return s.fits(goodFor, behind(s.plain, m.Start)) || s.fits(ofIndustry, ahead(s.plain, m.End))
}

var (
	goodFor    = compile(`(?i)\b(?:used (?:in|to make)|vital (?:to|for|in)|essential (?:to|for|in)|crucial (?:to|for|in)|critical (?:to|for|in)|key (?:to|for|in)|important (?:to|for|in)|needed (?:for|in|to make)|indispensable (?:to|for|in)|applications? in|ingredients? (?:in|of|for))[^.;]{0,80}$|\b(?:wichtig für|unverzichtbar für|unerlässlich für|eingesetzt in|verwendet in)[^.;]{0,80}$|(?:essentiel|indispensable|crucia|utilisé)\p{L}* (?:à|pour|dans)[^.;]{0,80}$|(?:clave|esencial|fundamental|vital)\p{L}* (?:para|en)[^.;]{0,80}$|(?:用于制造|广泛(?:应用|用)于|应用于|用于生产)[^。；]{0,30}$`)
	ofIndustry = compile(`(?i)^ ?(?:材料|产业|行业|業界|産業|メーカー|素材|업계|산업|소재|industr(?:y|ies)|materials?|makers?|supply chains?|sectors?|manufactur\p{L}+|fortschritt|progress)(?:[^\p{L}]|$|など|的|の)`)

	civilBefore = compile(`(?i)\b(?:civil(?:ian)?|commercial)(?: uses?| purposes?| applications?)?,? (?:as well as|and|or|and also) (?:for )?$|(?:民用|民生)(?:和|与|及|、|或)?$|民用用途，[又也](?:具)?有$`)
	civilAfter  = compile(`(?i)^,? (?:as well as|and|or) (?:for )?(?:civil(?:ian)?|commercial)\b|^(?:和|与|及|、|或)民用`)
)

// uses emits end uses and end users of sentences that restrict, exempt or list.
func (r *reader) uses(s *sentence) {
	if len(s.cues) == 0 && !s.list.restricts {
		return
	}
	for _, m := range s.matches {
		if m.Term.Kind != lexicon.KindEndUse {
			continue
		}
		if s.bothUses(m) || !r.official() && s.describesUse(m) {
			continue
		}
		u, role, a := kb.EndUse(m.Term.Code), kb.RoleIncluded, s.assertion()
		if u == kb.MedicalHumanitarian || excepted(s, m.Start) {
			role = kb.RoleExcluded
			if a == kb.Negated {
				a = kb.Asserted // what needs no licence is free: that much is asserted
			}
		}
		r.emit(s, kb.EndUseValue{EndUse: u}, m.Start, m.End, role, a, "end_use.word/1", 0.85)
	}
	named := s.all(namedParties, s.plain)
	for _, m := range named[:min(3, len(named))] {
		r.emit(s, kb.EndUserValue{Name: s.text[m[0]:m[1]]}, m[0], m[1], kb.RoleIncluded, s.assertion(), "end_user.listed/1", 0.7)
	}
}
