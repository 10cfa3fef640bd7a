package legal

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// measures makes one measure of each provision that asserts a binding restriction.
func (d *deriver) measures() []kb.Measure {
	byAddress := map[string][]kb.Fact{}
	var order []string
	for _, f := range d.facts {
		v, ok := f.Value.(kb.RestrictionValue)
		said := f.Assertion == kb.Asserted || f.Assertion == kb.Conditional || d.doc.Kind == corpus.Bill && f.Assertion == kb.Proposed
		if !ok || !said || strictness(v.Type) == 0 {
			continue
		}
		a := d.home(f.Span.Address)
		if byAddress[a] == nil {
			order = append(order, a)
		}
		byAddress[a] = append(byAddress[a], f)
	}
	var out []kb.Measure
	for _, a := range order {
		m := d.measure(a, byAddress[a])
		m.Items = d.itemsOf(a)
		out = append(out, m)
	}
	out = foldRepeats(d.foldPreamble(out))
	for i := range out {
		// A notice is about its items: a clause that names none speaks of them all, and a list may
		// stand apart from the clause. The articles of a regulation each speak for themselves.
		if len(out[i].Items) == 0 && d.doc.Kind != corpus.Regulation || len(out) == 1 && preamble(out[i].Provision) {
			out[i].Items = d.allItems()
		}
	}
	return out
}

// foldRepeats drops the clause that only says how to do what another one demands: "exporters apply
// for a licence" beside "the following items need a licence".
func foldRepeats(all []kb.Measure) []kb.Measure {
	return slices.DeleteFunc(all, func(m kb.Measure) bool {
		return len(m.Items) == 0 && slices.ContainsFunc(all, func(o kb.Measure) bool {
			says := func(t kb.RestrictionType) bool { return o.Restriction == t || slices.Contains(o.Also, t) }
			return len(o.Items) > 0 && says(m.Restriction) && !slices.ContainsFunc(m.Also, func(t kb.RestrictionType) bool { return !says(t) })
		})
	})
}

// home is the clause to which a statement belongs: a title or an unnumbered paragraph stands for
// itself, an unnumbered paragraph below a numbered one for that one.
func (d *deriver) home(address string) string {
	if p := d.parents[address]; p != "" && strings.HasPrefix(address, "¶") {
		return p
	}
	return address
}

// foldPreamble drops what the title and the opening paragraph only announce, where numbered
// clauses say it.
func (d *deriver) foldPreamble(all []kb.Measure) []kb.Measure {
	numbered := slices.ContainsFunc(all, func(m kb.Measure) bool { return !preamble(m.Provision) })
	if !numbered {
		if len(all) > 1 { // the title says what the first paragraph says
			all = slices.DeleteFunc(all, func(m kb.Measure) bool { return m.Provision == "title" })
		}
		return all
	}
	return slices.DeleteFunc(all, func(m kb.Measure) bool { return preamble(m.Provision) })
}

func preamble(slug string) bool { return slug == "title" || strings.HasPrefix(slug, "p") }

func (d *deriver) measure(address string, restrictions []kb.Fact) kb.Measure {
	m := kb.Measure{Instrument: d.id, Provision: Slug(address), Destinations: []string{}, EndUses: []kb.EndUse{},
		Thresholds: []kb.Threshold{}, Review: kb.Unreviewed, Sample: d.doc.Sample}
	m.ID = kb.MeasureID(string(d.id) + "/" + m.Provision)
	slices.SortStableFunc(restrictions, func(x, y kb.Fact) int {
		return strictness(y.Value.(kb.RestrictionValue).Type) - strictness(x.Value.(kb.RestrictionValue).Type)
	})
	for _, f := range restrictions {
		v := f.Value.(kb.RestrictionValue)
		if m.Restriction == "" {
			m.Restriction, m.Direction = v.Type, directionOf(v)
		} else if v.Type != m.Restriction && !slices.Contains(m.Also, v.Type) {
			m.Also = append(m.Also, v.Type)
		}
		m.Basis.Spans = append(m.Basis.Spans, f.Span)
	}
	for _, f := range d.facts {
		if !d.within(f.Span.Address, address) || f.Assertion == kb.Negated || f.Assertion == kb.Historic {
			continue
		}
		d.narrow(&m, f)
	}
	if len(m.Destinations) == 0 {
		m.Destinations = d.destinationsOfAct()
	}
	return m
}

func directionOf(v kb.RestrictionValue) kb.Direction {
	if v.Direction != "" {
		return v.Direction
	}
	return cmp.Or(v.Type.Info().Direction, kb.Export)
}

// narrow adds what one fact of the clause says of its scope.
func (d *deriver) narrow(m *kb.Measure, f kb.Fact) {
	switch v := f.Value.(type) {
	case kb.DestinationValue:
		switch {
		case f.Role == kb.RoleExcluded || f.Assertion == kb.Exempted:
			m.ExceptDestinations = addTo(m.ExceptDestinations, v.Destination)
		default:
			m.Destinations = addTo(m.Destinations, v.Destination)
		}
	case kb.EndUseValue:
		if f.Role == kb.RoleExcluded || f.Assertion == kb.Exempted {
			m.ExemptEndUses = addTo(m.ExemptEndUses, v.EndUse)
		} else {
			m.EndUses = addTo(m.EndUses, v.EndUse)
		}
	case kb.EndUserValue:
		m.EndUsers = addTo(m.EndUsers, v.Name)
	case kb.ThresholdValue:
		m.Thresholds = append(m.Thresholds, kb.Threshold{Words: f.AsPrinted, Value: &v, Narrows: v.Quantity == "value_share"})
	}
}

func addTo[T comparable](s []T, v T) []T {
	if slices.Contains(s, v) {
		return s
	}
	return append(s, v)
}

// destinationsOfAct is what the title and the opening say of where the goods go: it holds for
// each clause that names no place itself.
func (d *deriver) destinationsOfAct() []string {
	out := []string{}
	for _, f := range d.facts {
		v, ok := f.Value.(kb.DestinationValue)
		if ok && f.Role != kb.RoleExcluded && f.Assertion != kb.Negated && preamble(Slug(f.Span.Address)) {
			out = addTo(out, v.Destination)
		}
	}
	if i := slices.Index(out, "*"); i >= 0 && len(out) > 1 {
		out = slices.Delete(out, i, i+1) // a place that is named says more than one that is inferred
	}
	if len(out) == 0 {
		return []string{"*"}
	}
	return out
}

// within reports whether a provision is the clause or lies below it.
func (d *deriver) within(address, clause string) bool {
	for steps := 0; address != "" && steps < 16; steps++ {
		if address == clause {
			return true
		}
		address = d.parents[address]
	}
	return false
}

// itemsOf gathers what a clause names itself or in what lies below it; allItems what the text names.
func (d *deriver) itemsOf(address string) []kb.Item {
	return d.pick(func(a string) bool { return d.within(a, address) })
}

func (d *deriver) allItems() []kb.Item { return d.pick(func(string) bool { return true }) }

// pick gathers the restricted materials of the provisions that are wanted, with their codes.
func (d *deriver) pick(in func(address string) bool) []kb.Item {
	var out []kb.Item
	for _, f := range d.facts {
		v, ok := f.Value.(kb.MaterialValue)
		if !ok || f.Role != kb.RoleRestricted || f.Assertion == kb.Negated || f.Assertion == kb.Historic || f.Assertion == kb.Exempted || !in(f.Span.Address) {
			continue
		}
		item := kb.Item{Material: v.Material, Form: v.Form, Description: f.AsPrinted}
		if v.Material == "" {
			item.Form = "item"
		}
		same := func(o kb.Item) bool {
			return o.Material == item.Material && o.Form == item.Form && (v.Material != "" || o.Description == item.Description)
		}
		if i := slices.IndexFunc(out, same); i >= 0 {
			d.codes(&out[i], f)
			continue
		}
		d.codes(&item, f)
		out = append(out, item)
	}
	return out
}

// codes adds the codes that stand in the same provision after the words of an item and before
// the next item.
func (d *deriver) codes(item *kb.Item, material kb.Fact) {
	next := len(d.rev.Text)
	for _, f := range d.facts {
		if _, ok := f.Value.(kb.MaterialValue); ok && f.Span.Start > material.Span.Start && f.Role == kb.RoleRestricted && f.Span.Start < next {
			next = f.Span.Start
		}
	}
	for _, f := range d.facts {
		if f.Span.Address != material.Span.Address || f.Span.Start < material.Span.Start || f.Span.Start >= next {
			continue
		}
		switch v := f.Value.(type) {
		case kb.ControlCodeValue:
			item.ControlCodes = addTo(item.ControlCodes, v.Code)
		case kb.CustomsCodeValue:
			item.CustomsCodes = addTo(item.CustomsCodes, v.Code)
		}
	}
}
