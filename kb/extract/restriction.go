package extract

import (
	"slices"

	"github.com/lodestone-kb/lodestone/kb"
)

// restrictions emits the restrictions of a sentence.
func (r *reader) restrictions(s *sentence) {
	for _, c := range s.cues {
		if c.kind == curb {
			continue
		}
		a := s.assertion()
		if c.kind == kb.Exemption && a == kb.Negated {
			a = kb.Asserted
		}
		if a == kb.Historic && s.fits(insteadOf, s.plain[:c.start]) {
			a = kb.Asserted // what takes the place of what is lifted
		}
		if s.unrelieves(c) {
			a = kb.Negated
		}
		if a == kb.Asserted && s.ofEnded(c) {
			a = kb.Historic
		}
		confidence := 0.9
		if !r.official() {
			confidence = 0.7
		}
		r.emit(s, kb.RestrictionValue{Type: c.kind, Direction: direction(c.kind)}, c.start, c.end, "", a, c.rule, confidence)
	}
	r.listedTechnology(s)
}

// listedTechnology emits the control of a technology that is an item of a list of restricted goods.
func (r *reader) listedTechnology(s *sentence) {
	if !r.official() || !s.list.restricts || s.list.assertion == kb.Negated || slices.ContainsFunc(s.cues, func(c cue) bool { return c.kind == kb.TechnologyControl }) {
		return
	}
	if m := s.first(technologyItem, s.plain); m != nil {
		r.emit(s, kb.RestrictionValue{Type: kb.TechnologyControl, Direction: direction(kb.TechnologyControl)}, m[0], m[1], "", s.list.assertion, "restriction.technology-item/1", 0.8)
	}
}

// technologyItem: "7. 锑的冶炼分离技术。", "(c) Technology for the smelting of antimony".
var technologyItem = compile(`^[^，,。；]{2,60}(?:技术|工艺)(?:及其载体)?\s*[。；;]?\s*$|^\s*(?:[（(]?\w{1,3}[)）.]\s*)?(?:[Tt]echnolog(?:y|ies)|[Kk]now-how) (?:for|of|to)\b`)

// ofEnded reports whether a restriction is told of an act that the sentence ends: "revokes Resolution
// No. 12, under which only the state could export".
func (s *sentence) ofEnded(c cue) bool {
	m := s.first(endsAct, s.plain)
	return m != nil && m[1] <= c.start && s.fits(ofWhich, s.plain[m[1]:c.start])
}

var (
	endsAct = compile(`(?i)\b(?:repeals?|repealed|revokes?|revoked|rescinds?|rescinded|abolish\w*|scrap\w*|withdraws?|withdrew|struck out|replac\w+)\b|废止|取消|撤销|收回|撤回|abrog\p{L}+|derog\p{L}+|revog\p{L}+|hebt\b|aufgehoben|отмен\p{L}+|mencabut|bãi bỏ|uchyla`)
	ofWhich = compile(`(?i)\b(?:under which|which had|that had|which (?:limited|banned|required|capped|obliged)|that (?:limited|banned|required|capped|obliged))\b|\bque (?:obligaba|prohibía|limitaba|obrigava|proibia)|\bqui \p{L}+ait\b|\bche \p{L}+ava\b|котор\p{L}+`)
)

func direction(k kb.RestrictionType) kb.Direction {
	if info := k.Info(); info.Type != "" {
		return info.Direction
	}
	return kb.Export
}

// insteadOf stands before what takes the place of a restriction that the same sentence lifts.
var insteadOf = compile(`(?i)(?:改为|改行|转为|代之以|replaced (?:it )?(?:by|with)|in favou?r of|and (?:introduc|impos)\w+|remplacée? par|ersetzt durch|sustituid[ao] por|へ移行|に代えて|대신)[^。.;；]{0,60}$`)
