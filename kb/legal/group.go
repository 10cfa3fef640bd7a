package legal

import (
	"cmp"
	"fmt"
	"slices"
)

// Dimension is what changes are grouped by.
type Dimension string

// The dimensions.
const (
	ByMaterial     Dimension = "material"
	ByDestination  Dimension = "destination"
	ByJurisdiction Dimension = "jurisdiction"
)

// Dimensions returns every dimension.
func Dimensions() []Dimension { return []Dimension{ByMaterial, ByDestination, ByJurisdiction} }

// ChangeGroup is the changes that share one value of a dimension.
type ChangeGroup struct {
	// Key is an element or group, a country, group or "*", or the jurisdiction. It is empty for
	// changes that name none.
	Key     string   `json:"key"`
	Changes []Change `json:"changes"`
}

// Group sorts changes into groups by key, within a group in the order given; those without a key
// come last. A change on several materials stands in the group of each.
func Group(changes []Change, by Dimension) ([]ChangeGroup, error) {
	if !slices.Contains(Dimensions(), by) {
		return nil, fmt.Errorf("group changes by %q: want material, destination or jurisdiction", by)
	}
	groups := map[string][]Change{}
	for _, c := range changes {
		for _, k := range c.keys(by) {
			groups[k] = append(groups[k], c)
		}
	}
	out := make([]ChangeGroup, 0, len(groups))
	for k, cs := range groups {
		out = append(out, ChangeGroup{k, cs})
	}
	slices.SortFunc(out, func(x, y ChangeGroup) int {
		if (x.Key == "") != (y.Key == "") {
			return cmp.Compare(y.Key, x.Key)
		}
		return cmp.Compare(x.Key, y.Key)
	})
	return out, nil
}

// keys are the values of a dimension that a change has, each once.
func (c Change) keys(by Dimension) []string {
	var out []string
	switch by {
	case ByMaterial:
		for _, m := range c.Materials {
			out = addTo(out, string(m))
		}
	case ByDestination:
		for _, d := range c.Destinations {
			out = addTo(out, d)
		}
	case ByJurisdiction:
		out = []string{string(c.Jurisdiction)}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}
