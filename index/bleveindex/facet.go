package bleveindex

import (
	"cmp"
	"slices"

	"github.com/lodestone-kb/lodestone/index"
)

// facetFields are the facets of an answer, and the fields that they count.
var facetFields = [...]struct{ name, field string }{
	{"jurisdiction", fieldJurisdiction}, {"authority", fieldAuthorityID}, {"kind", fieldKind}, {"language", fieldLanguage},
	{"source", fieldSource}, {"material", fieldMaterial}, {"restriction", fieldRestriction}, {"destination", fieldDestination},
	{"year", fieldYear},
}

// facetValues is how many values of a facet are told, those of most documents first.
const facetValues = 200

// facets counts the documents that answer by the values of their fields.
func (a *answers) facets() ([]index.Facet, error) {
	var out []index.Facet
	for _, f := range facetFields {
		counts := make(map[string]int)
		for i, g := range a.segments {
			var values []string
			if err := g.each(f.field, "", "", func(v string) bool { values = append(values, v); return true }); err != nil {
				return nil, err
			}
			for _, v := range values {
				set, err := g.entries(f.field, v)
				if err != nil {
					return nil, err
				}
				if set != nil {
					counts[v] += int(set.AndCardinality(a.sets[i]))
				}
			}
		}
		facet := index.Facet{Field: f.name, Values: []index.FacetValue{}}
		for v, n := range counts {
			if n > 0 {
				facet.Values = append(facet.Values, index.FacetValue{Value: v, Documents: n})
			}
		}
		slices.SortFunc(facet.Values, func(x, y index.FacetValue) int {
			return cmp.Or(cmp.Compare(y.Documents, x.Documents), cmp.Compare(x.Value, y.Value))
		})
		facet.Values = facet.Values[:min(len(facet.Values), facetValues)]
		out = append(out, facet)
	}
	return out, nil
}
