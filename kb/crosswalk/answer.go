package crosswalk

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// Answer is what stands beside a code or a material.
type Answer struct {
	Query string `json:"query"`
	Kind  string `json:"kind"` // material or code
	// Links name the code itself, or a code below it (1C902.a below 1C902).
	Links []Link `json:"links"`
	// Correspondences say for each kind of code what was found, or that nothing official is known.
	Correspondences []Correspondence `json:"correspondences"`
	// Neighbours are codes of the same materials that no item or row names together with the code asked.
	Neighbours []Link `json:"neighbours"`
}

// Correspondence is the codes of one kind that an item or row names together with the code asked.
type Correspondence struct {
	Kind   Kind   `json:"kind"`
	Codes  []Node `json:"codes"`
	Detail string `json:"detail,omitempty"` // where there is none, in a sentence
}

// NoCorrespondence is the detail of a correspondence that nobody states.
const NoCorrespondence = "no official correspondence: no measure and no text that is held names both"

// OfMaterial answers for an element or a group.
func (t *Table) OfMaterial(m kb.Material) Answer {
	return t.answer(Answer{Query: string(m), Kind: "material"}, func(n Node) bool { return n.Kind == Material && n.Code == string(m) }, Material)
}

// OfCode answers for a code in the form that [Code] gives.
func (t *Table) OfCode(code string) Answer {
	a := t.answer(Answer{Query: code, Kind: "code"}, func(n Node) bool {
		return n.Kind != Material && n.Kind != Item && (n.Code == code || below(n.Code, code))
	}, "")
	var materials []string
	for _, c := range a.Correspondences {
		if c.Kind == Material {
			for _, n := range c.Codes {
				materials = append(materials, n.Code)
			}
		}
	}
	for _, l := range t.links {
		_, of, ok := l.with(func(n Node) bool { return n.Kind == Material && slices.Contains(materials, n.Code) })
		if ok && of.Kind != Item && !slices.ContainsFunc(a.Links, func(o Link) bool { return o.From == of || o.To == of }) {
			a.Neighbours = append(a.Neighbours, l)
		}
	}
	return a
}

// below reports whether a code lies below another one: 1C902.a below 1C902, a national customs code
// below its subheading.
func below(code, above string) bool {
	rest, ok := strings.CutPrefix(code, above)
	return ok && (strings.HasPrefix(rest, ".") || digits.MatchString(code) && digits.MatchString(above))
}

// with returns the end of the link that is wanted, and the other one.
func (l Link) with(wanted func(Node) bool) (Node, Node, bool) {
	switch {
	case wanted(l.From):
		return l.From, l.To, true
	case wanted(l.To):
		return l.To, l.From, true
	}
	return Node{}, Node{}, false
}

func (t *Table) answer(a Answer, wanted func(Node) bool, self Kind) Answer {
	a.Links, a.Neighbours = []Link{}, []Link{}
	found := map[Kind][]Node{}
	have := func(n Node) {
		if !slices.Contains(found[n.Kind], n) {
			found[n.Kind] = append(found[n.Kind], n)
		}
	}
	for _, l := range t.links {
		mine, other, ok := l.with(wanted)
		if !ok {
			continue
		}
		a.Links = append(a.Links, l)
		have(other)
		if self == "" && mine.Code != a.Query { // a code below the one asked corresponds to it
			have(mine)
		}
	}
	for _, n := range found[Customs] { // their subheadings follow
		for _, l := range t.links {
			if l.From == n && l.Derived != "" {
				have(l.To)
				if !slices.ContainsFunc(a.Links, func(o Link) bool {
					return o.From == l.From && o.To == l.To && o.Measure == l.Measure && o.Document == l.Document
				}) {
					a.Links = append(a.Links, l)
				}
			}
		}
	}
	for _, k := range targets {
		if k == self {
			continue
		}
		c := Correspondence{Kind: k, Codes: found[k]}
		slices.SortFunc(c.Codes, compare)
		if len(c.Codes) == 0 {
			c.Codes, c.Detail = []Node{}, NoCorrespondence
		}
		a.Correspondences = append(a.Correspondences, c)
	}
	if self == "" { // the code itself is of one of the kinds
		a.Correspondences = slices.DeleteFunc(a.Correspondences, func(c Correspondence) bool { return len(c.Codes) == 0 && t.isOf(a.Query, c.Kind) })
	}
	return a
}

// isOf reports whether the code itself is of that kind.
func (t *Table) isOf(code string, k Kind) bool {
	return slices.ContainsFunc(t.links, func(l Link) bool {
		return l.From.Kind == k && l.From.Code == code || l.To.Kind == k && l.To.Code == code
	})
}
