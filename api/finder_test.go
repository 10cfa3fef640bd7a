package api_test

import (
	"context"
	"strings"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
)

// finder finds a word in every line of every text: enough of an index for these tests.
type finder struct{ store kb.Reader }

func withSearch(o *api.Options) { o.Search = finder{o.Desk.Store()} }

// Search finds the query as a word, in the latest revisions.
func (f finder) Search(ctx context.Context, r index.Request) (index.Result, error) {
	var out index.Result
	if i := strings.IndexByte(r.Query, '('); i >= 0 && !strings.Contains(r.Query, ")") {
		return out, &index.QueryError{Query: r.Query, Pos: i, Message: "the bracket that opens here is never closed", Suggestion: "put a ) after the last word of the group"}
	}
	docs, err := f.store.Documents(ctx, "", 0)
	if err != nil {
		return out, err
	}
	for _, d := range docs {
		rev, err := f.store.Revision(ctx, d.Latest())
		if err != nil {
			return out, err
		}
		found := false
		for _, p := range rev.Provisions {
			line := rev.Text[p.Start:p.End]
			at := strings.Index(line, r.Query)
			if at < 0 {
				continue
			}
			h := index.Hit{Document: d.ID, Revision: rev.ID, Address: p.Address, Title: d.Title, Authority: d.Authority, Published: d.Published, Snippet: line,
				SnippetStart: p.Start, Marks: []corpus.Range{}, Start: p.Start, End: p.End, URL: d.URL, Source: d.Source, Jurisdiction: d.Jurisdiction, Kind: d.Kind, Lang: d.Lang, State: d.State, Sample: d.Sample, Partly: len(rev.Gaps) > 0}
			if r.Query != "" {
				h.Marks = append(h.Marks, corpus.Range{Start: at, End: at + len(r.Query)})
			}
			out.Hits, found = append(out.Hits, h), true
		}
		if found {
			out.Documents++
		}
	}
	out.Total = index.Total{Value: len(out.Hits), Exact: true}
	if r.Query == "tungstn" {
		out.Spelling = &index.Spelling{Query: "tungsten", Words: []index.Misspelt{{Word: "tungstn", Near: []string{"tungsten"}}}}
	}
	out.Explain = &index.Explanation{Read: r.Query, Tree: r.Query}
	out.Facets = []index.Facet{{Field: "jurisdiction", Values: []index.FacetValue{{Value: "CN", Documents: 2}, {Value: "US", Documents: 1}}}}
	return out, nil
}
