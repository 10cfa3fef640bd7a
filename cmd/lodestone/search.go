package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// searchWords is a search as typed.
type searchWords struct {
	query, syntax, from, to, sort, cursor                                              string
	langs, jurisdictions, authorities, kinds, materials, restrictions, places, sources []string
	limit                                                                              int
	explain, facets, literal                                                           bool
}

func (a *app) search() *cobra.Command {
	var w searchWords
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find the passages that say it, in Chinese and English",
		Long: "Words side by side must all be there; or binds tighter than and; \"…\" is a phrase; licen! any ending;\n" +
			"/n within n words, /s in one sentence, /p in one paragraph; % but not. A word that names a material finds\n" +
			"its symbol and its other names too, unless --literal or exact(…).",
		Example: "  lodestone search 钬\n  lodestone search 'gallium /s licen!' --jurisdiction CN\n  lodestone search --syntax plain 'which rare earths need a licence'",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w.query = strings.Join(args, " ")
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			return a.searchAndPrint(cmd.Context(), h, w)
		},
	}
	f := c.Flags()
	f.StringVar(&w.syntax, "syntax", "lodestone", "how the query is read: lodestone (terms and connectors), westlaw, lexis, lucene, or plain (a question in words)")
	f.BoolVar(&w.explain, "explain", false, "show how the query was read")
	f.BoolVar(&w.facets, "facets", false, "count the documents by field")
	f.BoolVar(&w.literal, "literal", false, "do not look for the other names of a material")
	f.StringVar(&w.sort, "sort", "relevance", "relevance, newest or oldest")
	f.IntVar(&w.limit, "limit", index.DefaultLimit, "hits on a page, at most 200")
	f.StringVar(&w.cursor, "cursor", "", "the next page, as the last answer named it")
	f.StringVar(&w.from, "from", "", "published on or after")
	f.StringVar(&w.to, "to", "", "published on or before")
	f.StringSliceVar(&w.langs, "lang", nil, "language of the document (repeatable)")
	f.StringSliceVar(&w.jurisdictions, "jurisdiction", nil, "jurisdiction (repeatable)")
	f.StringSliceVar(&w.authorities, "authority", nil, "authority (repeatable)")
	f.StringSliceVar(&w.kinds, "kind", nil, "kind of document (repeatable)")
	f.StringSliceVar(&w.materials, "material", nil, "material that is restricted in the document (repeatable)")
	f.StringSliceVar(&w.restrictions, "restriction", nil, "restriction type (repeatable)")
	f.StringSliceVar(&w.places, "destination", nil, "destination (repeatable)")
	f.StringSliceVar(&w.sources, "source", nil, "source (repeatable)")
	return c
}

// request reads the words of a search; a word that means nothing here is an error of usage.
func (w searchWords) request(h *house) (index.Request, error) {
	q := index.Request{Query: w.query, Syntax: index.Syntax(w.syntax), Authorities: w.authorities, Sort: index.Sort(w.sort), Limit: w.limit,
		Cursor: w.cursor, Explain: w.explain, Facets: w.facets, ExpandMaterials: !w.literal}
	from, to, err := h.desk.Range(w.from, w.to)
	if err != nil {
		return q, err
	}
	if w.from != "" {
		q.From = from
	}
	if w.to != "" {
		q.To = to
	}
	filter, err := h.desk.Filter(desk.ChangeWords{Materials: w.materials, Jurisdictions: w.jurisdictions, Destinations: w.places, Types: w.restrictions})
	if err != nil {
		return q, err
	}
	q.Materials, q.Jurisdictions, q.Destinations, q.Restrictions = filter.Materials, filter.Jurisdictions, filter.Destinations, filter.Restrictions
	for _, l := range w.langs {
		q.Lang = append(q.Lang, corpus.Lang(l))
	}
	for _, k := range w.kinds {
		q.Kinds = append(q.Kinds, corpus.DocumentKind(k))
	}
	for _, s := range w.sources {
		q.Sources = append(q.Sources, corpus.SourceID(s))
	}
	return q, nil
}

func (a *app) searchAndPrint(ctx context.Context, h *house, w searchWords) error {
	q, err := w.request(h)
	if err != nil {
		return err
	}
	i, err := h.searcher(ctx)
	if err != nil {
		return err
	}
	r, err := i.Search(ctx, q)
	if err != nil {
		return err
	}
	coverage, err := h.desk.Coverage(ctx)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(struct {
			index.Result
			Coverage desk.Coverage `json:"coverage"`
		}{r, coverage})
	}
	printResult(a.out, r)
	return nil
}

func printResult(out io.Writer, r index.Result) {
	if r.Explain != nil {
		fmt.Fprintf(out, "read as: %s\n", r.Explain.Read)
		for _, o := range r.Explain.Others {
			fmt.Fprintf(out, "in %s: %s%s\n", o.Syntax, o.Read, o.Refused)
		}
	}
	for _, h := range r.Hits {
		fmt.Fprintf(out, "\n%s%s\n  %s  %s %s  %s\n", sampleMark(h.Sample), h.Title, h.Address, orUnknown(h.Published), h.Authority, h.URL)
		fmt.Fprintf(out, "  %s\n", marked(h))
	}
	if len(r.Hits) == 0 {
		fmt.Fprintln(out, "Nothing that is held says it.")
		return
	}
	fmt.Fprintf(out, "\n%d of %d documents\n", countDocuments(r.Hits), r.Documents)
	if r.Next != "" {
		fmt.Fprintf(out, "more with --cursor %s\n", r.Next)
	}
	for _, f := range r.Facets {
		fmt.Fprintf(out, "%s:", f.Field)
		for _, v := range f.Values {
			fmt.Fprintf(out, " %s (%d)", v.Value, v.Documents)
		}
		fmt.Fprintln(out)
	}
}

// marked shows the words found between brackets.
func marked(h index.Hit) string {
	var b strings.Builder
	at := 0
	for _, m := range h.Marks {
		b.WriteString(h.Snippet[at:m.Start] + "[" + h.Snippet[m.Start:m.End] + "]")
		at = m.End
	}
	return b.String() + h.Snippet[at:]
}

func countDocuments(hits []index.Hit) int {
	seen := map[corpus.DocumentID]bool{}
	for _, h := range hits {
		seen[h.Document] = true
	}
	return len(seen)
}
