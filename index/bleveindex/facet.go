package bleveindex

import (
	"context"
	"fmt"
	"math"

	"github.com/blevesearch/bleve/v2"
	bq "github.com/blevesearch/bleve/v2/search/query"

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

// count returns how many documents a query finds and, where they are asked for, the facets.
func (s *asker) count(ctx context.Context, documents bq.Query) (int, []index.Facet, error) {
	req := bleve.NewSearchRequestOptions(documents, 0, 0, false)
	req.Score = "none"
	if s.Facets {
		for _, f := range facetFields {
			req.AddFacet(f.name, bleve.NewFacetRequest(f.field, facetValues))
		}
	}
	res, err := s.build.bleve.SearchInContext(ctx, req)
	if err != nil {
		return 0, nil, fmt.Errorf("count the documents: %w", err)
	}
	var out []index.Facet
	if s.Facets {
		for _, f := range facetFields {
			facet := index.Facet{Field: f.name, Values: []index.FacetValue{}}
			if got := res.Facets[f.name]; got != nil && got.Terms != nil {
				for _, t := range got.Terms.Terms() {
					facet.Values = append(facet.Values, index.FacetValue{Value: t.Term, Documents: t.Count})
				}
			}
			out = append(out, facet)
		}
	}
	return int(min(res.Total, math.MaxInt32)), out, nil
}
