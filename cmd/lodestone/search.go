package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/ask"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

func (a *app) search() *cobra.Command {
	var w ask.Words
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find the passages that say it, in Chinese and English",
		Long: "Words side by side must all be there; or binds tighter than and; \"…\" is a phrase; licen! any ending;\n" +
			"/n within n words, /s in one sentence, /p in one paragraph; % but not. A word that names a material finds\n" +
			"its symbol and its other names too, unless --literal or exact(…).",
		Example: "  lodestone search 钬\n  lodestone search 'gallium /s licen!' --jurisdiction CN\n  lodestone search --syntax plain 'which rare earths need a licence'",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w.Query = strings.Join(args, " ")
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			return a.searchAndPrint(cmd.Context(), h, w)
		},
	}
	f := c.Flags()
	f.StringVar(&w.Syntax, "syntax", "lodestone", "how the query is read: lodestone (terms and connectors), westlaw, lexis, lucene, or plain (a question in words)")
	f.BoolVar(&w.Explain, "explain", false, "show how the query was read")
	f.BoolVar(&w.Facets, "facets", false, "count the documents by field")
	f.BoolVar(&w.Literal, "literal", false, "do not look for the other names of a material")
	f.StringVar(&w.Sort, "sort", "relevance", "relevance, newest or oldest")
	f.IntVar(&w.Limit, "limit", index.DefaultLimit, "hits on a page, at most 200")
	f.StringVar(&w.Cursor, "cursor", "", "the next page, as the last answer named it")
	f.StringVar(&w.From, "from", "", "published on or after; or a period, such as 'past 3 months'")
	f.StringVar(&w.To, "to", "", "published on or before")
	f.StringSliceVar(&w.Langs, "lang", nil, "language of the document (repeatable)")
	f.StringSliceVar(&w.Jurisdictions, "jurisdiction", nil, "jurisdiction (repeatable)")
	f.StringSliceVar(&w.Authorities, "authority", nil, "authority (repeatable)")
	f.StringSliceVar(&w.Kinds, "kind", nil, "kind of document (repeatable)")
	f.StringSliceVar(&w.Materials, "material", nil, "material that is restricted in the document (repeatable)")
	f.StringSliceVar(&w.Restrictions, "restriction", nil, "restriction type (repeatable)")
	f.StringSliceVar(&w.Destinations, "destination", nil, "destination (repeatable)")
	f.StringSliceVar(&w.Sources, "source", nil, "source (repeatable)")
	f.BoolVar(&w.AllMaterials, "material.all", false, "every --material, not only one of them")
	f.BoolVar(&w.AllRestrictions, "restriction.all", false, "every --restriction, not only one of them")
	f.BoolVar(&w.AllDestinations, "destination.all", false, "every --destination, not only one of them")
	f.StringSliceVar(&w.Documents, "document", nil, "id of a document to search inside of (repeatable)")
	f.StringSliceVar(&w.Statuses, "status", nil, "texts of acts that have a measure in this status (repeatable)")
	f.StringVar(&w.On, "on", "", "the day of --status; today where none is named")
	f.StringSliceVar(&w.Cites, "cites", nil, "id of an act: documents that cite it, or texts of acts that act upon it (repeatable)")
	return c
}

func (a *app) searchAndPrint(ctx context.Context, h *house, w ask.Words) error {
	q, err := w.Request(ctx, h.desk)
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
	note := ""
	if holds, err := h.desk.HoldsTexts(ctx); err != nil {
		return err
	} else if !holds {
		note = desk.NoTexts
	}
	if a.json {
		return a.printJSON(struct {
			index.Result
			Note     string        `json:"note,omitempty"` // where no text is held at all
			Coverage desk.Coverage `json:"coverage"`
		}{r, note, coverage})
	}
	printResult(a.out, r, note)
	return nil
}

// printResult prints the hits; note is what to say of a house that holds no text, empty where it holds some.
func printResult(out io.Writer, r index.Result, note string) {
	if r.Explain != nil {
		fmt.Fprintf(out, "read as: %s\n", r.Explain.Read)
		for _, o := range r.Explain.Others {
			fmt.Fprintf(out, "in %s: %s%s\n", o.Syntax, o.Read, o.Refused)
		}
	}
	for _, h := range r.Hits {
		fmt.Fprintf(out, "\n%s%s\n  %s  %s %s  %s%s\n", sampleMark(h.Sample), h.Title, h.Address, orUnknown(h.Published), h.Authority, h.URL, partly(h))
		fmt.Fprintf(out, "  %s\n", marked(h))
	}
	if note != "" {
		fmt.Fprintf(out, "%s.\n", strings.ToUpper(note[:1])+note[1:])
		return
	}
	if len(r.Hits) == 0 {
		fmt.Fprintln(out, "Nothing that is held says it.")
		printSpelling(out, r.Spelling)
		if r.AsQuestion > 0 {
			fmt.Fprintf(out, "No text has all of these words. As a question in plain words they find something in %d documents: --syntax plain\n", r.AsQuestion)
		}
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

func partly(h index.Hit) string {
	if h.Partly {
		return "  (read in part only)"
	}
	return ""
}

// printSpelling tells what was perhaps meant.
func printSpelling(out io.Writer, s *index.Spelling) {
	if s == nil {
		return
	}
	for _, w := range s.Words {
		fmt.Fprintf(out, "No text has the word %q; near to it: %s\n", w.Word, strings.Join(w.Near, ", "))
	}
	if s.Query != "" {
		fmt.Fprintf(out, "This finds something: %s\n", s.Query)
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
