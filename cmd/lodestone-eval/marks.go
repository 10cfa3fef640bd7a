package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// marks are the facts of a document as the labels name them: one set a kind.
type marks struct {
	sets map[string]set // the kinds that are compared as they are
	law  bool           // a restriction is asserted as law
	pub  string         // day of publication; empty: none
}

// The kinds as the labels name them.
const (
	materials    = "materials"
	restrictions = "restrictions"
	published    = "published"
	dates        = "dates"
	inForce      = "in_force"
	destinations = "destinations"
	endUses      = "end_uses"
	controlCodes = "control_codes"
	customsCodes = "customs_codes"
	thresholds   = "thresholds"
	number       = "number"
	cites        = "cites"
)

// labelKinds are the kinds of facts that the labels have, by the kinds of the product.
var labelKinds = map[kb.Kind]string{kb.KindMaterial: materials, kb.KindRestriction: restrictions, kb.KindDestination: destinations,
	kb.KindEndUse: endUses, kb.KindControlCode: controlCodes, kb.KindCustomsCode: customsCodes}

// groups are the groups of materials that the labels know.
var groups = setOf("REE", "PGM", "graphite", "superhard", "bauxite", "black_mass", "coal", "fluorspar", "base_minerals", "raw_minerals",
	"precious_metals", "granite", "phosphate", "potash", "coltan", "diamond")

// material reports whether the labels would name it: they know elements and those groups: forms, items and other ids are left out.
func material(id string) bool { return kb.Material(id).IsElement() || groups[id] }

// marksOf turns facts into marks. What is negated or exempted is none.
func marksOf(day corpus.Date, facts []kb.Fact) marks {
	m := marks{sets: make(map[string]set), pub: day.String()}
	for _, k := range []string{materials, restrictions, dates, inForce, destinations, endUses, controlCodes, customsCodes, thresholds, number, cites} {
		m.sets[k] = make(set)
	}
	for _, f := range facts {
		if f.Assertion == kb.Negated || f.Assertion == kb.Exempted {
			continue
		}
		m.add(f)
		if v := f.Value.Normal(); day.IsZero() && f.Value.Kind() == kb.KindDate && f.Role == kb.RolePublished && (m.pub == "" || v < m.pub) {
			m.pub = v // the document itself says no day: the first that is said in its text
		}
	}
	if m.pub != "" {
		m.sets[dates][m.pub] = true
	}
	return m
}

func (m *marks) add(f kb.Fact) {
	v := f.Value.Normal()
	printed := f.AsPrinted
	if printed == "" {
		printed = v
	}
	switch k := f.Value.Kind(); k {
	case kb.KindMaterial:
		if f.Role == kb.RoleRestricted && material(v) {
			m.sets[materials][v] = true
		}
	case kb.KindRestriction:
		m.law = m.law || f.Assertion == kb.Asserted
		m.sets[restrictions][v] = true
	case kb.KindDate:
		m.sets[dates][v] = true
		if ruling(string(f.Role)) {
			m.sets[inForce][v+" "+string(f.Role)] = true
		}
	case kb.KindThreshold:
		m.sets[thresholds] = union(m.sets[thresholds], numbers(v))
	case kb.KindDocumentNumber:
		m.sets[number][numberKey(printed)] = true
		m.sets[number][squash(v)] = true
	case kb.KindCitation, kb.KindLegalBasis:
		m.sets[cites][squash(printed)] = true
	case kb.KindControlCode, kb.KindCustomsCode:
		m.sets[labelKinds[k]][code(v)] = true
	default:
		if k, ok := labelKinds[k]; ok {
			m.sets[k][v] = true
		}
	}
}

// ruling reports whether a date with this role says when law stands.
func ruling(role string) bool {
	return slices.Contains([]string{"effective", "expires", "suspended_until"}, role)
}

// wanted turns the labels into marks.
func wanted(g gold) marks {
	m := marks{pub: g.Published, sets: map[string]set{restrictions: setOf(g.RestrictionTypes...), materials: setOf(g.Elements...).keep(material),
		destinations: setOf(g.Destinations...), endUses: setOf(g.EndUses...), dates: setOf(g.Published), inForce: make(set),
		controlCodes: make(set), customsCodes: make(set), thresholds: make(set), cites: make(set)}}
	for _, d := range g.Dates {
		if d.Date == "" {
			continue
		}
		m.sets[dates][d.Date] = true
		if ruling(d.Role) {
			m.sets[inForce][d.Date+" "+d.Role] = true
		}
	}
	for _, c := range g.ControlCodes {
		m.sets[controlCodes][code(c)] = true
	}
	for _, c := range g.CustomsCodes {
		m.sets[customsCodes][code(c)] = true
	}
	for _, t := range g.Thresholds {
		if !count(t) {
			m.sets[thresholds] = union(m.sets[thresholds], firstNumber(t))
		}
	}
	for _, c := range g.Cites {
		m.sets[cites][squash(c.Document)] = true
	}
	return m
}

// scorecard pools the comparison of documents, kind by kind.
type scorecard struct {
	kinds                                          map[string]*tally
	exact, documents, failed, traps, offered, held int
}

func (s *scorecard) compare(kind string, found, want set) bool {
	if s.kinds[kind] == nil {
		s.kinds[kind] = new(tally)
	}
	return s.kinds[kind].add(found, want)
}

// add compares one document. It is exact when materials, restrictions, day of publication,
// destinations and end uses are all as labelled.
func (s *scorecard) add(m marks, l labelled) {
	w, g := wanted(l.Gold), l.Gold
	s.documents++
	s.traps += len(m.sets[materials].keep(func(id string) bool { return slices.Contains(g.Mentioned, id) }))
	exact := s.compare(materials, m.sets[materials], w.sets[materials])
	proposal := strings.Contains(strings.ToLower(l.Note), "propos")
	if proposal {
		s.offered++
		if !m.law {
			s.held++
		}
	}
	// A proposal may be read as no restriction, or as one that is proposed.
	if !proposal || len(m.sets[restrictions]) > 0 {
		exact = s.compare(restrictions, m.sets[restrictions], w.sets[restrictions]) && exact
	}
	if g.Published != "" {
		exact = s.compare(published, setOf(m.pub), setOf(w.pub)) && exact
	}
	for _, k := range []string{destinations, endUses} {
		exact = s.compare(k, m.sets[k], w.sets[k]) && exact
	}
	for _, k := range []string{dates, inForce, controlCodes, customsCodes} {
		s.compare(k, m.sets[k], w.sets[k])
	}
	s.compare(thresholds, m.sets[thresholds].keep(func(n string) bool { return w.sets[thresholds][n] || !besides(g.Thresholds)[n] }), w.sets[thresholds])
	if g.DocumentNumber != "" {
		hit := m.sets[number][numberKey(g.DocumentNumber)] || m.sets[number][squash(g.DocumentNumber)]
		s.compare(number, setOf("x").keep(func(string) bool { return hit }), setOf("x"))
	}
	s.compare(cites, w.sets[cites].keep(m.cited), w.sets[cites])
	if exact {
		s.exact++
	}
}

// cited reports whether a printed citation holds the labelled one, or the other way round.
func (m marks) cited(want string) bool {
	for c := range m.sets[cites] {
		if utf8.RuneCountInString(c) >= 3 && (strings.Contains(c, want) || strings.Contains(want, c)) {
			return true
		}
	}
	return false
}

// figures are the kinds, and beside them: how many documents are exact, how many materials that are
// only mentioned came out as restricted, and how many of the documents that only propose have no
// restriction asserted as law.
func (s *scorecard) figures() map[string]any {
	out := map[string]any{"exact_documents": s.exact, "documents": s.documents, "failed": s.failed,
		"traps": s.traps, "proposals": s.offered, "proposals_ok": s.held}
	for k, t := range s.kinds {
		out[k] = kindFigures{round(t.precision()), round(t.recall()), round(t.f1()), t.right, t.wrong, t.missed}
	}
	return out
}
