package web

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// asked repeats the question as it was understood.
func (s speech) asked(q legal.Question) string {
	said := s.t("any material")
	if q.Material != "" {
		said = s.Material(q.Material)
	}
	if q.Code != "" {
		said = s.t("%s under code %s", said, q.Code)
	}
	said = sentenceCase(said)
	if q.Destination != "" {
		said = s.t("%s to %s", said, s.Place(q.Destination))
	}
	if q.EndUse != "" {
		said = s.t("%s for %s use", said, s.EndUse(q.EndUse))
	}
	if q.Jurisdiction != "" {
		said = s.t("%s, under the law of %s", said, s.Place(string(q.Jurisdiction)))
	}
	said = s.t("%s, on %s", said, q.On)
	if q.Known != "" {
		said = s.t("%s, as known at %s", said, q.Known)
	}
	return said + s.t(".")
}

// headline answers in one sentence, and gives its tone.
func (s speech) headline(a desk.StatusAnswer, body *legal.Body) (string, string) {
	does := s.RestrictionDoes(a.Strictest)
	switch a.Answer.Answer {
	case legal.Controlled:
		return s.t("Controlled: %s", does) + s.whose(a, a.Strictest, body, false), "bind"
	case legal.Conditional:
		return s.t("Controlled under conditions: %s", does) + s.whose(a, a.Strictest, body, true), "halt"
	case legal.Unclear:
		return s.t("Unclear: nothing binds for certain, and something is in doubt"), "doubt"
	case legal.NotControlled:
		return s.t("Not controlled, within what is covered"), "free"
	}
	return s.t("Not covered: nothing is held about this"), "past"
}

// whose names the jurisdictions whose measures make the verdict.
func (s speech) whose(a desk.StatusAnswer, t kb.RestrictionType, body *legal.Body, depends bool) string {
	var codes []string
	for _, m := range a.Measures {
		if m.Status == kb.StatusInForce && m.Restriction == t && (len(m.DependsOn) > 0) == depends {
			if i, ok := body.Instrument(m.Instrument); ok {
				codes = append(codes, string(i.Jurisdiction))
			}
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return s.t(" (%s)", s.List(each(unique(codes), s.Place)))
}

// explain says what the headline leaves open.
func (s speech) explain(a desk.StatusAnswer) []string {
	var out, open []string
	for _, m := range a.Measures {
		if m.Status == kb.StatusInForce {
			open = append(open, m.DependsOn...)
		}
	}
	open = each(unique(open), s.Open)
	switch a.Answer.Answer {
	case legal.Controlled:
		if a.StrictestConditional != "" && a.StrictestConditional != a.Strictest {
			out = append(out, s.t("Depending on %s, it can be stricter or different: %s.", s.List(open), s.RestrictionDoes(a.StrictestConditional)))
		}
	case legal.Conditional:
		out = append(out, s.t("Whether it binds depends on %s.", s.List(open)))
	case legal.Unclear:
		out = append(out, s.t("See the measures marked as needing review; a person has to decide."))
	case legal.NotControlled:
		out = append(out, s.t("No measure that is held binds on this day. Suspended, coming and ended ones are listed below where there are any."))
	case legal.NotCovered:
		out = append(out, s.t("This is no statement that nothing binds: the material or the jurisdiction is outside what was read."))
	}
	out = append(out, s.halted(a)...)
	if on := a.Question.On; len(a.Measures) > 0 && a.Measures[0].Expected {
		out = append(out, s.t("The day %s lies ahead: this is what is expected on what is known today.", on))
	}
	return out
}

// halted names what is suspended on the day: it can come back.
func (s speech) halted(a desk.StatusAnswer) []string {
	const few = 3
	var out []string
	for _, m := range a.Measures {
		if m.Status != kb.StatusSuspended || m.Direction == kb.Domestic || m.Direction == kb.Procurement || len(out) == few {
			continue
		}
		stands := s.Standing(wording.Standing{Status: m.Status, Since: corpus.Date{}, Until: m.Until, Operated: m.Operated, Expected: m.Expected})
		out = append(out, s.t("%s: %s (%s).", sentenceCase(stands), s.Restriction(m.Restriction), m.ID))
	}
	return out
}
