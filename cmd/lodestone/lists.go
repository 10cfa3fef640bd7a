package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// printTable prints rows under heads; the widths are right for Chinese too.
func printTable(out io.Writer, heads []string, rows [][]string) {
	t := table.NewWriter()
	t.SetOutputMirror(out)
	style := table.StyleLight
	style.Options = table.OptionsNoBordersAndSeparators
	t.SetStyle(style)
	row := func(cells []string) table.Row {
		r := make(table.Row, len(cells))
		for i, c := range cells {
			r[i] = c
		}
		return r
	}
	t.AppendHeader(row(heads))
	for _, r := range rows {
		t.AppendRow(row(r))
	}
	t.Render()
}

// listing runs a list command: it opens the house, asks, and prints JSON or a table.
func listing[T any](a *app, ctx context.Context, name string, ask func(*house) (desk.List[T], error), show func(desk.List[T])) error {
	h, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	defer h.Close()
	l, err := ask(h)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(desk.Object(name, l))
	}
	show(l)
	if l.Next != nil {
		fmt.Fprintf(a.out, "%d of %d rows\n", len(l.Rows), l.Total.Value)
	}
	if l.Coverage.Sample {
		fmt.Fprintln(a.out, "SAMPLE: this folder holds the sample web, whose wording is invented. Nothing in it is evidence.")
	}
	return nil
}

func (a *app) changes() *cobra.Command {
	var w desk.ChangeWords
	axis, format := "", ""
	c := &cobra.Command{
		Use:     "changes",
		Short:   "What changed between two days: in law, or in what was learned",
		Example: "  lodestone changes --from 2025-10 --to 2025-11\n  lodestone changes --from 2025-10-01 --to 2026-11-30 --material REE\n  lodestone changes --axis record --from 2026-11-24",
	}
	limit := limitFlag(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		page := desk.Page{Limit: int(*limit)}
		switch axis {
		case "legal":
			var name func(code, lang string) string
			return listing(a, cmd.Context(), "changes", func(h *house) (desk.List[legal.Change], error) {
				name = h.words.Name
				return h.desk.Changes(cmd.Context(), w, page)
			},
				func(l desk.List[legal.Change]) { printChanges(a.out, l.Rows, format, name) })
		case "record":
			return listing(a, cmd.Context(), "changes", func(h *house) (desk.List[kb.Entry], error) {
				return h.desk.Entries(cmd.Context(), desk.EntryWords{From: w.From, To: w.To, Kinds: w.Kinds}, page)
			}, func(l desk.List[kb.Entry]) { printEntries(a.out, l.Rows) })
		}
		return usageError{fmt.Errorf("axis %q: want legal (when the law says so) or record (when it was learned)", axis)}
	}
	changeFlags(c, &w)
	c.Flags().StringVar(&axis, "axis", "legal", "legal or record")
	c.Flags().StringVar(&format, "format", "text", "text or md; --json for JSON")
	return c
}

func printEntries(out io.Writer, rows []kb.Entry) {
	for _, e := range rows {
		fmt.Fprintf(out, "%6d  %s  %s%s\n", e.Seq, e.RecordedAt.Format("2006-01-02 15:04:05"), sampleMark(e.Sample), e.Summary)
	}
	if len(rows) == 0 {
		fmt.Fprintln(out, "Nothing was learned in this period.")
	}
}

func (a *app) facts() *cobra.Command {
	var w desk.FactWords
	c := &cobra.Command{
		Use:     "facts",
		Short:   "The facts that texts assert, each with its exact words",
		Example: "  lodestone facts --kind restriction\n  lodestone facts --material Dy --json",
	}
	limit := limitFlag(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		return listing(a, cmd.Context(), "facts", func(h *house) (desk.List[kb.Fact], error) {
			return h.desk.Facts(cmd.Context(), w, desk.Page{Limit: int(*limit)})
		}, func(l desk.List[kb.Fact]) { printFacts(a.out, l.Rows) })
	}
	f := c.Flags()
	f.StringSliceVar(&w.Kinds, "kind", nil, "only facts of this kind (repeatable)")
	f.StringSliceVar(&w.Values, "value", nil, "only this value (repeatable)")
	f.StringSliceVar(&w.Documents, "document", nil, "only this document (repeatable)")
	f.StringSliceVar(&w.Instruments, "instrument", nil, "only this instrument (repeatable)")
	f.StringSliceVar(&w.Materials, "material", nil, "only documents that name this material (repeatable)")
	f.StringSliceVar(&w.Jurisdictions, "jurisdiction", nil, "only this jurisdiction (repeatable)")
	f.StringSliceVar(&w.Assertions, "assertion", nil, "only this assertion (repeatable)")
	f.StringVar(&w.From, "from", "", "only documents published on or after")
	f.StringVar(&w.To, "to", "", "only documents published on or before")
	return c
}

func printFacts(out io.Writer, rows []kb.Fact) {
	var cells [][]string
	for _, f := range rows {
		role := string(f.Role)
		if f.Assertion != kb.Asserted {
			role = strings.TrimSpace(role + " " + string(f.Assertion))
		}
		cells = append(cells, []string{string(f.Value.Kind()), f.Value.Normal(), words(role), clip(f.Span.Quote, 60), string(f.Span.Document), f.Span.Address, string(f.Instrument)})
	}
	printTable(out, []string{"kind", "value", "role", "words", "document", "where", "instrument"}, cells)
}

// clip shortens a text for a table cell, never inside a character.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

func (a *app) measures() *cobra.Command {
	var w desk.InstrumentWords
	c := &cobra.Command{
		Use: "measures", Short: "The operative clauses, with their status on a day",
		Example: "  lodestone measures --jurisdiction CN --on 2025-11-08",
	}
	limit := limitFlag(c)
	instrumentFlags(c, &w)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		return listing(a, cmd.Context(), "measures", func(h *house) (desk.List[desk.MeasureRow], error) {
			return h.desk.Measures(cmd.Context(), w, desk.Page{Limit: int(*limit)})
		}, func(l desk.List[desk.MeasureRow]) {
			var cells [][]string
			for _, m := range l.Rows {
				cells = append(cells, []string{string(m.ID), words(string(m.Restriction)), words(string(m.Status)), m.Since.String(), m.Until.String()})
			}
			printTable(a.out, []string{"measure", "restriction", "status", "since", "until"}, cells)
		})
	}
	return c
}

func instrumentFlags(c *cobra.Command, w *desk.InstrumentWords) {
	c.Flags().StringSliceVar(&w.Jurisdictions, "jurisdiction", nil, "only this jurisdiction (repeatable)")
	c.Flags().StringSliceVar(&w.Statuses, "status", nil, "only with this status (repeatable)")
	c.Flags().StringVar(&w.On, "on", "", "the day, YYYY-MM-DD (default: today)")
}

func (a *app) instruments() *cobra.Command {
	var w desk.InstrumentWords
	known := ""
	c := &cobra.Command{
		Use: "instruments [ID]", Short: "The legal acts with their status on a day, or one of them whole", Args: cobra.MaximumNArgs(1),
		Example: "  lodestone instruments --jurisdiction CD\n  lodestone instruments cn-mofcom-2025-61 --on 2025-11-08",
	}
	limit := limitFlag(c)
	instrumentFlags(c, &w)
	c.Flags().StringVar(&known, "known", "", "as known at the end of this day")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return a.instrument(cmd.Context(), kb.InstrumentID(args[0]), w.On, known)
		}
		return listing(a, cmd.Context(), "instruments", func(h *house) (desk.List[desk.InstrumentRow], error) {
			return h.desk.Instruments(cmd.Context(), w, desk.Page{Limit: int(*limit)})
		}, func(l desk.List[desk.InstrumentRow]) {
			var cells [][]string
			for _, i := range l.Rows {
				cells = append(cells, []string{string(i.ID), words(string(i.Status)), i.Published.String(), clip(i.Title, 70)})
			}
			printTable(a.out, []string{"instrument", "status", "published", "title"}, cells)
		})
	}
	return c
}

func (a *app) instrument(ctx context.Context, id kb.InstrumentID, on, known string) error {
	h, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	defer h.Close()
	v, err := h.desk.Instrument(ctx, id, on, known)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(v)
	}
	fmt.Fprintf(a.out, "%s%s\n%s\n", sampleMark(v.Sample), v.ID, v.Title)
	if v.TitleZh != "" && v.TitleZh != v.Title {
		fmt.Fprintln(a.out, v.TitleZh)
	}
	fmt.Fprintf(a.out, "%s, %s, published %s\n", v.Jurisdiction, strings.Join(v.Authorities, "; "), orUnknown(v.Published))
	fmt.Fprintf(a.out, "on %s: %s\n", v.On, strings.ToUpper(words(string(v.Status))))
	for _, m := range v.Parts {
		fmt.Fprintf(a.out, "\n%s  %s: %s\n", m.ID, words(string(m.Restriction)), strings.ToUpper(words(string(m.Status))))
		if m.Summary != "" {
			fmt.Fprintf(a.out, "    %s\n", m.Summary)
		}
		for _, l := range m.Chain {
			fmt.Fprintf(a.out, "      %-10s  %s\n", orUnknown(l.Date), eventLine(l))
			printBasis(a.out, l, h.sentences(ctx))
		}
	}
	for _, e := range v.Effects {
		fmt.Fprintf(a.out, "%s %s %s\n", orUnknown(e.From), words(string(e.Relation)), e.Target)
	}
	for _, d := range v.Disputes {
		printDispute(a.out, d)
	}
	for _, s := range v.Conflicts {
		fmt.Fprintf(a.out, "! %s\n", s)
	}
	if len(v.Held) == 0 {
		fmt.Fprintln(a.out, "No text of it is held: all of this rests on the register.")
	}
	for _, d := range v.Held {
		fmt.Fprintf(a.out, "text held: %s %s (%s)\n", d.ID, d.Title, d.URL)
	}
	return nil
}
