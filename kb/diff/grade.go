package diff

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Grade says how much a change matters.
type Grade string

// The grades, the lightest first.
const (
	None      Grade = "none"
	Editorial Grade = "editorial" // spacing, punctuation, spelling, numbering, place
	Substance Grade = "substance" // what is said is other, and no duty is seen to change
	// Obligation: a word of duty, a negation, a date of effect, a limit, a code, a material, a destination,
	// an end use or a restriction is other.
	Obligation Grade = "obligation"
)

func weight(g Grade) int { return slices.Index([]Grade{None, Editorial, Substance, Obligation}, g) }

// Reason says why a change has its grade.
type Reason struct {
	What   string `json:"what"`             // one of [ReasonNames]
	Before string `json:"before,omitempty"` // the words that are other, as printed; of force: must, must not, may
	After  string `json:"after,omitempty"`
}

// ReasonNames returns everything that a reason can name.
func ReasonNames() []string {
	return []string{"force", "restriction", "material", "date", "destination", "end use", "end user", "threshold", "code", "negation", "unit", "number",
		"reference", "wording", "style", "spelling", "letter case", "punctuation", "spacing", "line breaks", "place", "enclosing provision"}
}

// judge grades changes between two revisions.
type judge struct {
	older, newer *side
}

// side is one revision with its facts.
type side struct {
	rev    *corpus.Revision
	facts  []kb.Fact
	counts map[string]int // of each folded word in the whole text; made when first needed
}

func newJudge(older, newer *corpus.Revision, opt Options) *judge {
	j := &judge{&side{rev: older}, &side{rev: newer}}
	if opt.Facts != nil {
		j.older.facts, j.newer.facts = opt.Facts(*older), opt.Facts(*newer)
	}
	return j
}

// binding are the kinds of facts of which a change is one of obligation, as reasons name them.
var binding = map[kb.Kind]string{
	kb.KindRestriction: "restriction", kb.KindMaterial: "material", kb.KindDate: "date", kb.KindDestination: "destination", kb.KindEndUse: "end use",
	kb.KindEndUser: "end user", kb.KindThreshold: "threshold", kb.KindControlCode: "code", kb.KindCustomsCode: "code",
}

// effective are the roles of dates on which a duty hangs.
var effective = []kb.Role{kb.RoleEffective, kb.RoleExpires, kb.RoleSuspendedFrom, kb.RoleSuspendedUntil, kb.RoleCommentDeadline}

// within returns the facts whose words stand in the range.
func (s *side) within(start, end int) []kb.Fact {
	var out []kb.Fact
	for _, f := range s.facts {
		if f.Span.Start >= start && f.Span.End <= end {
			out = append(out, f)
		}
	}
	return out
}

// measured finds an amount of money, a share or a time limit: where such a provision comes or goes, so
// does what somebody has to keep to.
var measured = regexp.MustCompile(`(?i)[$€£¥￥]\s?\d(?:[\d.,]*\d)?|\d(?:[\d.,]*\d)?\s?(?:%|％|per ?cent\b|(?:million |billion )?(?:dollars|euros?|yuan)\b|(?:calendar |business |working )?days\b|万?(?:美元|欧元|元)|个?(?:工作)?日(?:内|以内))`)

// lone grades a provision that stands on one side only.
func (j *judge) lone(s *side, e entry, gone bool) (Grade, []Reason) {
	said := func(what, words string) Reason {
		if gone {
			return Reason{What: what, Before: words}
		}
		return Reason{What: what, After: words}
	}
	var reasons []Reason
	for _, f := range forces(e) {
		reasons = append(reasons, said("force", f))
	}
	for _, f := range s.within(e.Start, e.End) {
		kind := f.Value.Kind()
		switch {
		case kind == kb.KindDate && !slices.Contains(effective, f.Role), binding[kind] == "":
			continue
		case kind == kb.KindDate || kind == kb.KindRestriction || kind == kb.KindThreshold || kind == kb.KindControlCode || kind == kb.KindCustomsCode || e.Kind == corpus.Row || e.Kind == corpus.Item:
			reasons = append(reasons, said(binding[kind], f.Span.Quote))
		}
	}
	if m := measured.FindString(s.rev.Text[e.Start:e.End]); m != "" && len(reasons) == 0 {
		reasons = append(reasons, said("number", m)) // an amount or a limit that no fact tells of
	}
	switch {
	case len(reasons) > 0:
		return Obligation, distinct(reasons)
	case e.words == 0:
		return Editorial, []Reason{said("punctuation", "")}
	}
	return Substance, []Reason{said("wording", "")}
}

// edited grades a provision whose words differ.
func (j *judge) edited(o, n entry) (Grade, []Reason) {
	before, after := j.older.rev.Text[o.begin:o.End], j.newer.rev.Text[n.begin:n.End]
	a, b := significant(before), significant(after)
	if equalTokens(a, b) {
		return Editorial, []Reason{{What: shape(before, after)}}
	}
	hs := hunks(before, after, a, b)
	var reasons []Reason
	grade := Editorial
	note := func(g Grade, r ...Reason) {
		if len(r) > 0 && weight(g) > weight(grade) {
			grade = g
		}
		reasons = append(reasons, r...)
	}
	operative := len(o.Force)+len(n.Force) > 0 || o.Kind == corpus.Row || o.Kind == corpus.Item || o.Kind == corpus.Article
	var real []hunk // those that are more than spelling
	for _, h := range hs {
		if what := j.trifle(h, o, n); what != "" {
			note(Editorial, Reason{What: what, Before: h.before(), After: h.after()})
			continue
		}
		real = append(real, h)
	}
	note(Obligation, j.force(o, n, real)...)
	facts, told := j.facts(o, n, real)
	for i, r := range facts {
		note(told[i], r)
	}
	for _, h := range real {
		g, r := h.grade(operative)
		if r.What == "number" && len(facts) > 0 { // the fact says it better
			continue
		}
		note(g, r)
	}
	return grade, distinct(reasons)
}

// force compares what is commanded, forbidden and permitted, in its order.
func (j *judge) force(o, n entry, hs []hunk) []Reason {
	was, is := forces(o), forces(n)
	if len(hs) == 0 || slices.Equal(was, is) {
		return nil
	}
	for len(was) > 0 && len(is) > 0 && was[0] == is[0] {
		was, is = was[1:], is[1:]
	}
	for len(was) > 0 && len(is) > 0 && was[len(was)-1] == is[len(is)-1] {
		was, is = was[:len(was)-1], is[:len(is)-1]
	}
	return []Reason{{What: "force", Before: strings.Join(was, ", "), After: strings.Join(is, ", ")}}
}

func forces(e entry) []string {
	var out []string
	for _, f := range e.Force {
		out = append(out, strings.ReplaceAll(string(f.Kind), "_", " "))
	}
	return out
}

// facts compares what is asserted where words have changed: a value that the other side does not
// have is a change.
func (j *judge) facts(o, n entry, hs []hunk) ([]Reason, []Grade) {
	was, is := j.older.within(o.begin, o.End), j.newer.within(n.begin, n.End)
	type sides struct{ before, after []string }
	found := map[string]*sides{}
	grades := map[string]Grade{}
	look := func(mine, others []kb.Fact, begin int, older bool) {
		for _, f := range mine {
			what := binding[f.Value.Kind()]
			if what == "" || !touches(hs, f.Span.Start-begin, f.Span.End-begin, older) || slices.ContainsFunc(others, func(g kb.Fact) bool { return key(g) == key(f) }) {
				continue
			}
			if found[what] == nil {
				found[what], grades[what] = &sides{}, Obligation
			}
			if what == "date" && !slices.Contains(effective, f.Role) && len(o.Force)+len(n.Force) == 0 {
				grades[what] = Substance
			}
			if older {
				found[what].before = append(found[what].before, f.Span.Quote)
			} else {
				found[what].after = append(found[what].after, f.Span.Quote)
			}
		}
	}
	look(was, is, o.begin, true)
	look(is, was, n.begin, false)
	var out []Reason
	var told []Grade
	for _, what := range []string{"restriction", "material", "date", "destination", "end use", "end user", "threshold", "code"} {
		if s := found[what]; s != nil {
			out = append(out, Reason{what, strings.Join(distinct(s.before), ", "), strings.Join(distinct(s.after), ", ")})
			told = append(told, grades[what])
		}
	}
	return out, told
}

// key is what makes two facts of one kind the same for a reader.
func key(f kb.Fact) string {
	return fmt.Sprintf("%s %+v %s", f.Value.Kind(), f.Value, f.Role)
}

func distinct[T comparable](all []T) []T {
	var out []T
	for _, x := range all {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
