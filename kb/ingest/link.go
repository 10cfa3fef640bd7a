package ingest

import (
	"cmp"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// link tells of which act each statement of a report speaks. A notice speaks of itself; a report
// names acts by their day and subject: "on 9 October 2025 China announced … rare earth …". The
// acts of that jurisdiction published or effective on a printed day, on a material that the report
// names, are the candidates of the sentence with the day. The first day with candidates is the
// subject of the report: its acts are the candidates of the sentences that print no day. Each
// sentence goes to the candidate that fits its restrictions, uses and materials best; where
// nothing fits, or two fit alike, it stays without an act.
func link(doc corpus.Document, rev corpus.Revision, facts []kb.Fact, law kb.Law) []kb.Fact {
	if slices.ContainsFunc(facts, func(f kb.Fact) bool { return f.Instrument != "" }) {
		return facts // the document is an act and speaks of itself
	}
	l := newLinker(doc, facts, law)
	if len(l.home) == 0 {
		return facts
	}
	out := slices.Clone(facts)
	slices.SortStableFunc(out, func(x, y kb.Fact) int { return cmp.Compare(x.Context.Start, y.Context.Start) })
	var subject []kb.InstrumentID
	var cites []kb.Fact
	for start := 0; start < len(out); {
		end := start + 1
		for end < len(out) && out[end].Context.Start == out[start].Context.Start {
			end++
		}
		sentence, candidates := out[start:end], subject
		for _, f := range sentence {
			if found := l.dated(f); len(found) > 0 {
				candidates = found
				if subject == nil {
					subject = found
				}
				cites = append(cites, citations(f, found, cites)...)
				break
			}
		}
		if best := l.best(candidates, sentence); best != "" {
			for i := range sentence {
				sentence[i].Instrument = best
			}
		}
		start = end
	}
	out = append(out, cites...)
	slices.SortStableFunc(out, func(x, y kb.Fact) int { return cmp.Compare(x.Span.Start, y.Span.Start) })
	return out
}

type linker struct {
	home      map[corpus.Jurisdiction]bool // whose acts the report can mean
	materials map[kb.Material]bool
	acts      map[kb.InstrumentID]kb.Instrument
	starts    map[kb.InstrumentID][]corpus.Date
	clauses   map[kb.InstrumentID][]kb.Measure
}

func newLinker(doc corpus.Document, facts []kb.Fact, law kb.Law) linker {
	l := linker{home: map[corpus.Jurisdiction]bool{}, materials: map[kb.Material]bool{}, acts: map[kb.InstrumentID]kb.Instrument{},
		starts: map[kb.InstrumentID][]corpus.Date{}, clauses: map[kb.InstrumentID][]kb.Measure{}}
	issuers := map[string]corpus.Jurisdiction{}
	for _, i := range law.Instruments {
		l.acts[i.ID] = i
		for _, a := range i.Authorities {
			issuers[a] = i.Jurisdiction
		}
		if !i.Published.IsZero() {
			l.starts[i.ID] = append(l.starts[i.ID], i.Published)
		}
	}
	for _, e := range law.Effects {
		if e.Target == e.By && (e.Relation == kb.Commences || e.Relation == kb.Adopts) && !e.From.IsZero() {
			l.starts[e.Target] = append(l.starts[e.Target], e.From)
		}
	}
	for _, m := range law.Measures {
		l.clauses[m.Instrument] = append(l.clauses[m.Instrument], m)
	}
	for _, f := range facts {
		switch v := f.Value.(type) {
		case kb.AuthorityValue:
			if j, ok := issuers[v.Authority]; ok {
				l.home[j] = true
			} else if kb.IsPlace(v.Authority) {
				l.home[corpus.Jurisdiction(v.Authority)] = true
			}
		case kb.MaterialValue:
			if v.Material != "" {
				l.materials[v.Material] = true
			}
		}
	}
	return l
}

// dated returns the acts that a printed day points at.
func (l linker) dated(f kb.Fact) []kb.InstrumentID {
	v, ok := f.Value.(kb.DateValue)
	if !ok || v.Date.Precision() == corpus.ToYear || v.Derived != "" {
		return nil
	}
	var out []kb.InstrumentID
	for id, days := range l.starts {
		if !l.home[l.acts[id].Jurisdiction] || !l.aboutMaterials(id) {
			continue
		}
		if slices.ContainsFunc(days, func(d corpus.Date) bool {
			return v.Date.Contains(d) || d.Contains(v.Date) && d.Precision() == corpus.ToMonth
		}) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (l linker) aboutMaterials(id kb.InstrumentID) bool {
	return slices.ContainsFunc(l.clauses[id], func(m kb.Measure) bool {
		return slices.ContainsFunc(m.Items, func(i kb.Item) bool { return l.named(i.Material) })
	})
}

// named reports whether the report names the material, a group that holds it, or a member of it.
func (l linker) named(m kb.Material) bool {
	if m == "" {
		return false
	}
	if l.materials[m] {
		return true
	}
	if g, ok := kb.GroupNamed(m); ok && slices.ContainsFunc(g.Members, func(e kb.Material) bool { return l.materials[e] }) {
		return true
	}
	for named := range l.materials {
		if g, ok := kb.GroupNamed(named); ok && slices.Contains(g.Members, m) {
			return true
		}
	}
	return false
}

// best picks the candidate that fits the statements of one sentence best.
func (l linker) best(candidates []kb.InstrumentID, sentence []kb.Fact) kb.InstrumentID {
	best, top, tied := kb.InstrumentID(""), 0, false
	for _, id := range candidates {
		switch s := l.fit(id, sentence); {
		case s > top:
			best, top, tied = id, s, false
		case s == top:
			tied = true
		}
	}
	if tied || top == 0 {
		return ""
	}
	return best
}

// fit counts what an act has in common with a sentence.
func (l linker) fit(id kb.InstrumentID, sentence []kb.Fact) int {
	score := 0
	for _, f := range sentence {
		hit := 0
		for _, m := range l.clauses[id] {
			hit = max(hit, matches(m, f))
		}
		score += hit
	}
	return score
}

func matches(m kb.Measure, f kb.Fact) int {
	switch v := f.Value.(type) {
	case kb.RestrictionValue:
		switch {
		case f.Assertion != kb.Asserted:
		case m.Restriction == v.Type:
			return 4
		case slices.Contains(m.Also, v.Type):
			return 3
		}
	case kb.EndUseValue:
		if slices.Contains(m.EndUses, v.EndUse) {
			return 2
		}
	case kb.MaterialValue:
		for _, i := range m.Items {
			if i.Material == v.Material && v.Material != "" || v.Item != "" && i.Form != "" && i.Form == v.Form {
				return 2
			}
		}
	}
	return 0
}

// citations says that the day points at each of the acts; earlier ones are counted for the ids.
func citations(f kb.Fact, acts []kb.InstrumentID, earlier []kb.Fact) []kb.Fact {
	var out []kb.Fact
	for _, id := range acts {
		c, nth := f, 0
		for _, e := range earlier {
			if e.Instrument == id && e.Span.Quote == f.Span.Quote {
				nth++
			}
		}
		c.Value = kb.CitationValue{Cited: f.AsPrinted, Target: id}
		c.Role, c.Rule, c.Instrument = kb.Role(kb.Cites), "citation.by-day-and-subject/1", id
		c.Confidence = min(f.Confidence, 0.6)
		c.ID = kb.NewFactID(f.Span.Document, c.Value, c.Role, f.Span.Quote, nth)
		out = append(out, c)
	}
	return out
}
