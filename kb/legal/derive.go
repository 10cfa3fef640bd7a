package legal

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Derived is what one document says of the law. Instrument is nil where the document is no act:
// press, analysis, or a text without a number of its own.
type Derived struct {
	Instrument *kb.Instrument
	Measures   []kb.Measure
	Effects    []kb.Effect
	list       *partyList // on which it puts parties
}

// Derive makes law out of the facts of one document. Only what an issuing authority published
// itself, under a number, becomes law: a press report is not the notice. Each clause that asserts
// a binding restriction becomes a measure, the dates of the text its life, and each citation with
// a relation an effect on the cited act.
func Derive(doc corpus.Document, rev corpus.Revision, facts []kb.Fact) Derived {
	d := deriver{doc: doc, rev: rev, facts: facts}
	for _, f := range facts {
		if v, ok := f.Value.(kb.DocumentNumberValue); ok && v.Names != "" && f.Assertion == kb.Asserted {
			d.id, d.number = v.Names, f
			break
		}
	}
	if d.id == "" || !doc.Official || doc.Kind == corpus.News || doc.Kind == corpus.Analysis {
		return Derived{}
	}
	d.parents = map[string]string{}
	for _, p := range rev.Provisions {
		d.parents[p.Address] = p.Parent
	}
	out := Derived{Instrument: d.instrument(), Measures: d.measures()}
	out.Effects = append(d.life(out.Measures), d.acts()...)
	out.Measures = d.splitByStarts(out.Measures, out.Effects)
	out.list = d.list()
	return out
}

type deriver struct {
	doc     corpus.Document
	rev     corpus.Revision
	facts   []kb.Fact
	id      kb.InstrumentID
	number  kb.Fact
	parents map[string]string // from a provision's address to its parent's
}

func (d *deriver) instrument() *kb.Instrument {
	i := &kb.Instrument{ID: d.id, Jurisdiction: d.doc.Jurisdiction, Number: d.number.AsPrinted, Kind: string(d.doc.Kind),
		Title: d.doc.Title, Published: d.doc.Published, Documents: []corpus.DocumentID{d.doc.ID}, Authorities: []string{},
		Basis: kb.Basis{Spans: []corpus.Span{d.number.Span}}, Review: kb.Unreviewed, Sample: d.doc.Sample}
	if strings.HasPrefix(string(d.doc.Lang), "zh") {
		i.TitleZh = d.doc.Title
	}
	if i.Jurisdiction == "" {
		i.Jurisdiction = corpus.Jurisdiction(strings.ToUpper(strings.SplitN(string(d.id), "-", 2)[0]))
	}
	for _, f := range d.facts {
		switch v := f.Value.(type) {
		case kb.AuthorityValue:
			if f.Assertion == kb.Asserted && !slices.Contains(i.Authorities, v.Authority) && f.Span.Start <= d.headEnd() {
				i.Authorities = append(i.Authorities, v.Authority)
			}
		case kb.LegalBasisValue:
			if !slices.Contains(i.LegalBasis, v.Law) {
				i.LegalBasis = append(i.LegalBasis, v.Law)
			}
		}
	}
	if len(i.Authorities) == 0 && d.doc.Authority != "" {
		i.Authorities = []string{d.doc.Authority}
	}
	return i
}

// headEnd is where the head of the document ends: the issuers stand in or before the number.
func (d *deriver) headEnd() int { return d.number.Span.End }

// life makes the act's own adoption, start and end, and those of clauses that have their own.
func (d *deriver) life(clauses []kb.Measure) []kb.Effect {
	var out []kb.Effect
	begin := kb.Adopts
	if d.doc.Kind == corpus.Bill {
		begin = kb.Proposes
	}
	if f, ok := d.dateOf(kb.RolePublished, kb.RoleSigned); ok {
		out = append(out, d.effect(begin, d.id, f.Value.(kb.DateValue).Date, f.Span))
	} else if !d.doc.Published.IsZero() {
		out = append(out, d.effect(begin, d.id, d.doc.Published, d.number.Span))
	}
	if begin == kb.Proposes {
		return out
	}
	var ended *kb.Effect // the end of one clause among several
	if f, ok := d.dateOf(kb.RoleExpires); ok {
		e := d.effect(kb.Expires, d.id, f.Value.(kb.DateValue).Date, f.Span)
		if e.Provisions = d.ownClause(f, clauses); len(e.Provisions) > 0 {
			ended = &e
		}
		e.ID = d.effectID(e)
		out = append(out, e)
	}
	dates := d.dates(kb.RoleEffective)
	for _, f := range dates {
		e := d.effect(kb.Commences, d.id, f.Value.(kb.DateValue).Date, f.Span)
		switch {
		case len(dates) > 1:
			if e.Provisions = partsNamed(d.clauseAround(f)); len(e.Provisions) == 0 {
				e.Provisions = d.ownClause(f, clauses)
			}
		case ended != nil && ended.From.Compare(e.From) < 0: // what ended before does not start then
			for _, m := range clauses {
				if !slices.Contains(ended.Provisions, m.Provision) {
					e.Provisions = append(e.Provisions, m.Provision)
				}
			}
		}
		e.ID = d.effectID(e)
		out = append(out, e)
	}
	return out
}

// ownClause is the clause of which a date speaks where the act has several: the one whose sentence
// both restricts and prints the date. Nothing: the date is the act's.
func (d *deriver) ownClause(date kb.Fact, clauses []kb.Measure) []string {
	home := Slug(d.home(date.Span.Address))
	if len(clauses) < 2 || preamble(home) || !slices.ContainsFunc(clauses, func(m kb.Measure) bool { return m.Provision == home }) {
		return nil
	}
	if !slices.ContainsFunc(d.facts, func(f kb.Fact) bool {
		_, ok := f.Value.(kb.RestrictionValue)
		return ok && f.Context == date.Context
	}) {
		return nil
	}
	return []string{home}
}

// splitByStarts divides a clause into its parts where the parts start on different days: each of
// them then has a life of its own.
func (d *deriver) splitByStarts(clauses []kb.Measure, effects []kb.Effect) []kb.Measure {
	var out []kb.Measure
	for _, m := range clauses {
		var parts []kb.Measure
		if slices.ContainsFunc(effects, func(e kb.Effect) bool {
			return e.Relation == kb.Commences && slices.ContainsFunc(e.Provisions, func(p string) bool { return strings.HasPrefix(p, m.Provision+"-") })
		}) {
			parts = d.partsOf(m)
		}
		if len(parts) == 0 {
			parts = []kb.Measure{m}
		}
		out = append(out, parts...)
	}
	return out
}

// partsOf makes a measure of each part of a clause; a part that names no items has those of the whole.
func (d *deriver) partsOf(m kb.Measure) (out []kb.Measure) {
	for _, p := range d.rev.Provisions {
		slug := Slug(p.Address)
		if p.Parent == "" || Slug(p.Parent) != m.Provision || !strings.HasPrefix(slug, m.Provision+"-") {
			continue
		}
		part := m
		part.Provision, part.ID = slug, kb.MeasureID(string(d.id)+"/"+slug)
		if items := d.itemsOf(p.Address); len(items) > 0 {
			part.Items = items
		}
		part.Basis.Spans = append(slices.Clone(m.Basis.Spans), d.rev.Span(p.Start, p.End))
		out = append(out, part)
	}
	return out
}

// acts makes the effects on other acts, and the withdrawal of the act itself.
func (d *deriver) acts() []kb.Effect {
	var out []kb.Effect
	for _, f := range d.facts {
		v, ok := f.Value.(kb.CitationValue)
		rel := kb.Relation(f.Role)
		if !ok || !acting(rel) || v.Target == d.id && rel != kb.Withdraws || f.Assertion == kb.Negated || f.Assertion == kb.Historic {
			continue
		}
		e := d.effect(rel, v.Target, corpus.Date{}, f.Span)
		e.Printed = v.Cited
		if v.Target == "" {
			e.Outstanding = "the act that is meant could not be told from its printed name"
		}
		if v.Provision != "" {
			e.Provisions = []string{Slug(v.Provision)}
		}
		if v.Passive {
			e.By, e.Target = e.Target, e.By
		}
		e.Announced = f.Assertion == kb.Proposed || f.Assertion == kb.Reported
		d.dateEffect(&e, f)
		if e.From.IsZero() && e.Outstanding == "" {
			e.Outstanding = "the text names no day for it"
		}
		e.ID = d.effectID(e)
		if !slices.ContainsFunc(out, func(o kb.Effect) bool { return o.ID == e.ID }) {
			out = append(out, e)
		}
	}
	return out
}

func acting(r kb.Relation) bool {
	switch r {
	case kb.Amends, kb.Suspends, kb.Resumes, kb.Extends, kb.Repeals, kb.Supersedes, kb.Corrects, kb.Withdraws:
		return true
	}
	return false
}

// dateEffect finds the days of an effect: those in the citation's own sentence first, then those
// of the whole text, then the act's start, then its publication.
func (d *deriver) dateEffect(e *kb.Effect, f kb.Fact) {
	take := func(to *corpus.Date, roles ...kb.Role) {
		for _, near := range []bool{true, false} {
			for _, g := range d.facts {
				v, ok := g.Value.(kb.DateValue)
				if !ok || !to.IsZero() || !slices.Contains(roles, g.Role) || g.Assertion != kb.Asserted || near && g.Context != f.Context {
					continue
				}
				*to = v.Date
				e.Basis.Spans = append(e.Basis.Spans, g.Span)
			}
		}
	}
	switch e.Relation {
	case kb.Suspends:
		take(&e.From, kb.RoleSuspendedFrom)
		take(&e.From, kb.RoleEffective)
		take(&e.Until, kb.RoleSuspendedUntil)
	case kb.Extends: // it begins when the text is published; what takes effect later is its own rule
		take(&e.Until, kb.RoleExpires)
		take(&e.Until, kb.RoleSuspendedUntil)
	default:
		take(&e.From, kb.RoleEffective)
	}
	if e.From.IsZero() {
		take(&e.From, kb.RolePublished)
	}
	if e.From.IsZero() {
		e.From = d.doc.Published
	}
}

func (d *deriver) dates(role kb.Role) []kb.Fact {
	var out []kb.Fact
	for _, f := range d.facts {
		v, ok := f.Value.(kb.DateValue)
		if ok && f.Role == role && f.Assertion == kb.Asserted && !slices.ContainsFunc(out, func(o kb.Fact) bool { return o.Value.(kb.DateValue).Date == v.Date }) {
			out = append(out, f)
		}
	}
	return out
}

func (d *deriver) dateOf(roles ...kb.Role) (kb.Fact, bool) {
	for _, r := range roles {
		if fs := d.dates(r); len(fs) > 0 {
			return fs[0], true
		}
	}
	return kb.Fact{}, false
}

// clauseAround returns the part of the sentence, between commas or semicolons, that holds the fact.
func (d *deriver) clauseAround(f kb.Fact) string {
	text := d.rev.Text
	start, end := f.Span.Start, f.Span.End
	if f.Context.Start <= start && f.Context.End >= end {
		head, tail := text[f.Context.Start:start], text[end:f.Context.End]
		if i := strings.LastIndexAny(head, "，；,;。"); i >= 0 {
			head = head[i:]
		}
		if i := strings.IndexAny(tail, "，；,;。"); i >= 0 {
			tail = tail[:i]
		}
		return head + text[start:end] + tail
	}
	return text[start:end]
}

func (d *deriver) effect(r kb.Relation, target kb.InstrumentID, from corpus.Date, span corpus.Span) kb.Effect {
	e := kb.Effect{Relation: r, By: d.id, ByProvision: span.Address, Target: target, From: from,
		Basis: kb.Basis{Spans: []corpus.Span{span}}, Review: kb.Unreviewed, Sample: d.doc.Sample}
	e.ID = d.effectID(e)
	return e
}

// effectID names an effect by what it does, so that reading the same text again finds it again.
func (d *deriver) effectID(e kb.Effect) kb.EffectID {
	key := strings.Join([]string{string(e.By), string(e.Relation), string(e.Target), e.Printed, strings.Join(e.Provisions, ",")}, "\x00")
	if e.Relation == kb.Commences || e.Relation == kb.Extends {
		key += "\x00" + e.From.String()
	}
	sum := sha256.Sum256([]byte(key))
	return kb.EffectID("e-" + hex.EncodeToString(sum[:6]))
}
