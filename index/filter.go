package index

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Filter is one condition of a request: a document passes that has a value of the field that passes.
type Filter struct {
	Field  string // document, jurisdiction, authority, kind, language, source, material, restriction or destination
	Passes func(value string) bool
}

// Filters returns the conditions of a request besides the words and the dates; all of them must hold.
func (r Request) Filters() []Filter {
	var out []Filter
	some := func(field string, asked []string, reaches func(named, asked string) bool) {
		if len(asked) > 0 {
			out = append(out, Filter{field, func(value string) bool {
				return slices.ContainsFunc(asked, func(a string) bool { return reaches(value, a) })
			}})
		}
	}
	every := func(field string, asked []string, reaches func(named, asked string) bool) {
		for _, a := range asked {
			some(field, []string{a}, reaches)
		}
	}
	same := func(named, asked string) bool { return named == asked }
	if r.Documents != nil { // there may be many: those of every act in force
		only := make(map[string]bool, len(r.Documents))
		for _, id := range r.Documents {
			only[string(id)] = true
		}
		out = append(out, Filter{"document", func(value string) bool { return only[value] }})
	}
	some("jurisdiction", words(r.Jurisdictions), same)
	some("authority", r.Authorities, same)
	some("kind", words(r.Kinds), same)
	some("source", words(r.Sources), same)
	some("language", words(r.Lang), speaks)
	some("restriction", words(r.Restrictions), same)
	some("material", words(r.Materials), bearsOn)
	some("destination", r.Destinations, kb.Touches)
	every("restriction", words(r.AllRestrictions), same)
	every("material", words(r.AllMaterials), bearsOn)
	every("destination", r.AllDestinations, kb.Touches)
	return out
}

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// speaks reports whether a language tag is the one asked for or an extension of it.
func speaks(tag, asked string) bool {
	return strings.EqualFold(tag, asked) || len(tag) > len(asked) && tag[len(asked)] == '-' && strings.EqualFold(tag[:len(asked)], asked)
}

// bearsOn reports whether a material that a document names bears on the one asked for: itself, a
// group that it is in, or a member of the group that is asked for.
func bearsOn(named, asked string) bool {
	if named == asked {
		return true
	}
	if g, ok := kb.GroupNamed(kb.Material(named)); ok && slices.Contains(g.Members, kb.Material(asked)) {
		return true
	}
	g, ok := kb.GroupNamed(kb.Material(asked))
	return ok && slices.Contains(g.Members, kb.Material(named))
}

// Labels is what the facts of a document say that it can be filtered by: what it asserts to be
// restricted, how, and for which destinations. Each list is in order, each value once.
type Labels struct{ Materials, Restrictions, Destinations []string }

// LabelsOf takes the labels from the facts of a document that stand.
func LabelsOf(facts []kb.Fact) Labels {
	var l Labels
	for _, x := range facts {
		if !x.Current || x.Assertion != kb.Asserted || x.Review == kb.Rejected {
			continue
		}
		switch v := x.Value.(type) {
		case kb.MaterialValue:
			if x.Role == kb.RoleRestricted {
				l.Materials = append(l.Materials, string(v.Material))
			}
		case kb.RestrictionValue:
			l.Restrictions = append(l.Restrictions, string(v.Type))
		case kb.DestinationValue:
			if x.Role != kb.RoleExcluded {
				l.Destinations = append(l.Destinations, v.Destination)
			}
		}
	}
	for _, list := range []*[]string{&l.Materials, &l.Restrictions, &l.Destinations} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return l
}

// Passes reports whether a document passes the filters and the dates of a request.
func (r Request) Passes(d corpus.Document, l Labels) bool {
	values := map[string][]string{
		"document": {string(d.ID)}, "jurisdiction": {string(d.Jurisdiction)}, "authority": {d.Authority}, "kind": {string(d.Kind)},
		"source": {string(d.Source)}, "language": {string(d.Lang)},
		"material": l.Materials, "restriction": l.Restrictions, "destination": l.Destinations,
	}
	for _, f := range r.Filters() {
		if !slices.ContainsFunc(values[f.Field], f.Passes) {
			return false
		}
	}
	return within(d.Published, r.From, r.To)
}

// within reports whether a date may lie in a range, both ends inside; a zero end is open.
func within(d, from, to corpus.Date) bool {
	if from.IsZero() && to.IsZero() {
		return true
	}
	return !d.IsZero() && (from.IsZero() || d.Last().Compare(from.First()) >= 0) && (to.IsZero() || d.First().Compare(to.Last()) <= 0)
}
