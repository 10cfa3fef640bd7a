package extract

import (
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
		if s.unrelieves(c) {
			a = kb.Negated
		}
		confidence := 0.9
		if !r.official() {
			confidence = 0.7
		}
		r.emit(s, kb.RestrictionValue{Type: c.kind, Direction: direction(c.kind)}, c.start, c.end, "", a, c.rule, confidence)
	}
}

func direction(k kb.RestrictionType) kb.Direction {
	for _, r := range kb.Restrictions() {
		if r.Type == k {
			return r.Direction
		}
	}
	return kb.Export
}
