package legal

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// partyList is a list of parties that a text names as the one on which it puts somebody.
type partyList struct {
	name  string
	basis kb.Basis
}

// partyLists are the names by which texts tell the lists apart. They differ in law: the control list
// bans, the watch list takes easy licences away, the unreliable entity list is no export control.
var partyLists = []struct {
	name  string
	words []string
}{
	{"control list", []string{"管控名单", "control list"}},
	{"watch list", []string{"关注名单", "watch list", "attention list"}},
	{"unreliable entity list", []string{"不可靠实体清单", "unreliable entity list"}},
	{"entity list", []string{"entity list"}},
}

// listNamed returns the one list that the words name; nothing where they name none or several.
func listNamed(words string) string {
	words, found := strings.ToLower(words), ""
	for _, l := range partyLists {
		if l.name == "entity list" && found == "unreliable entity list" {
			continue // its last words
		}
		if slices.ContainsFunc(l.words, func(w string) bool { return strings.Contains(words, w) }) {
			if found != "" {
				return ""
			}
			found = l.name
		}
	}
	return found
}

// putsOn are the words by which a text puts somebody on a list.
var putsOn = regexp.MustCompile(`(?i)列入|\b(?:add|plac|put|enter|includ)`)

// list returns the list on which the document puts parties, where it names one alone.
func (d *deriver) list() *partyList {
	var out *partyList
	for _, f := range d.facts {
		v, ok := f.Value.(kb.RestrictionValue)
		if !ok || v.Type != kb.EndUserListing || f.Assertion != kb.Asserted {
			continue
		}
		if !putsOn.MatchString(f.AsPrinted) {
			continue // a list is mentioned, and nobody put on it
		}
		name := listNamed(f.AsPrinted)
		switch {
		case name == "":
			return nil
		case out == nil:
			out = &partyList{name, kb.Basis{Spans: []corpus.Span{f.Span}}}
		case out.name != name:
			return nil
		}
	}
	return out
}

// reviewedList is the list that a reviewed act names.
func (r *Records) reviewedList() *partyList {
	for _, m := range r.Measures {
		if m.Restriction == kb.EndUserListing {
			words := strings.Join(m.EndUsers, "; ")
			if strings.Contains(words, "listed parties") {
				words += "; control list" // so the register calls those on the control list
			}
			if name := listNamed(words); name != "" {
				return &partyList{name, basisOr(m.Basis, r.Instrument.Basis)}
			}
		}
	}
	return nil
}

func basisOr(b, other kb.Basis) kb.Basis {
	if len(b.Spans) == 0 && b.Provenance == nil {
		return other
	}
	return b
}

// compareLists opens a dispute where one text puts parties on one list and another on another.
func (r *Records) compareLists(x, y *partyList) {
	if x != nil && y != nil && x.name != y.name {
		r.dispute("", "list", claim("parties are put on the "+x.name, x.basis), claim("parties are put on the "+y.name, y.basis))
	}
}

// compareElements opens a dispute where a text puts an element under control that the reviewed act
// does not reach: one of the same family as the act's own, or any where the two share nothing and so are
// on different subjects. Other elements that a list of equipment happens to name are none.
func (r *Records) compareElements(read Records) {
	var held, shared []kb.Material
	for _, o := range r.Measures {
		for _, x := range materialsOf(&o) {
			held = addTo(held, x)
		}
	}
	for _, m := range read.Measures {
		for _, x := range materialsOf(&m) {
			if r.reaches(x) {
				shared = addTo(shared, x)
			}
		}
	}
	if len(held) == 0 {
		return
	}
	for _, m := range read.Measures {
		more := slices.DeleteFunc(materialsOf(&m), func(x kb.Material) bool {
			_, isGroup := kb.GroupNamed(x)
			return isGroup || r.reaches(x) || len(shared) > 0 && !slices.ContainsFunc(held, func(h kb.Material) bool { return sameFamily(h, x) })
		})
		if len(more) > 0 {
			r.dispute("", "materials", claim("the act is on "+joined(held), r.Instrument.Basis), claim("the text has also "+joined(more), m.Basis))
		}
	}
}

func joined(all []kb.Material) string {
	words := make([]string, len(all))
	for i, m := range all {
		words[i] = string(m)
	}
	return strings.Join(words, ", ")
}

// sameFamily reports whether two elements are members of one group.
func sameFamily(x, y kb.Material) bool {
	return slices.ContainsFunc(kb.Groups(), func(g kb.Group) bool {
		return !g.ByReference && slices.Contains(g.Members, x) && slices.Contains(g.Members, y)
	})
}

// reaches reports whether a clause of the act names the element, or a group that holds it.
func (r *Records) reaches(x kb.Material) bool {
	return slices.ContainsFunc(r.Measures, func(m kb.Measure) bool {
		return slices.ContainsFunc(m.Items, func(i kb.Item) bool {
			g, _ := kb.GroupNamed(i.Material)
			return i.Material == x || g.ByReference || slices.Contains(g.Members, x)
		})
	})
}
