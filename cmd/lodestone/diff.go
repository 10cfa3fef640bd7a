package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/diff"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func (a *app) diff() *cobra.Command {
	var w desk.DiffWords
	format := ""
	c := &cobra.Command{
		Use:   "diff ID",
		Short: "How two revisions of a document differ, or the law of an act or on a material on two days",
		Long: "Of a document (d-…) it compares two revisions: ids, previous, latest, or a day on which one was the newest;\n" +
			"by default the latest and the one before. It tells which provisions were inserted, deleted, moved, renumbered,\n" +
			"edited or only set otherwise, and how much each matters: obligation, substance or editorial, with the reasons.\n" +
			"Of an instrument or a material it compares the law on two days.",
		Example: "  lodestone diff d-abcdefghij\n  lodestone diff d-abcdefghij --from 2025-10-09 --ignore-space --format md\n  lodestone diff cn-mofcom-2025-61 --from 2025-10-09 --to 2025-11-08",
		Args:    cobra.ExactArgs(1),
	}
	f := c.Flags()
	f.StringVar(&w.From, "from", "", "the older revision, or the first day")
	f.StringVar(&w.To, "to", "", "the newer revision, or the second day (default: latest, or today)")
	f.BoolVar(&w.IgnoreSpace, "ignore-space", false, "leave out what differs in blanks and line ends only")
	f.StringVar(&w.Only, "only", "", "added or removed")
	f.StringVar(&format, "format", "text", "text, md, html or json")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if a.json {
			format = string(diff.JSON)
		}
		if f := diff.Format(format); f != diff.Plain && f != diff.Markdown && f != diff.HTML && f != diff.JSON {
			return usageError{fmt.Errorf("format %q: want text, md, html or json", format)}
		}
		h, err := a.open(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer h.Close()
		w.Document = corpus.DocumentID(args[0])
		_, err = h.store.Document(cmd.Context(), w.Document)
		switch {
		case err != nil && !errors.Is(err, kb.ErrNotFound):
			return err
		case err == nil || strings.HasPrefix(args[0], "d-"):
			v, err := h.desk.Diff(cmd.Context(), w)
			if err != nil {
				return err
			}
			if format == string(diff.JSON) {
				return a.printJSON(v)
			}
			return diff.Write(a.out, v.Difference, v.Titles, diff.Format(format))
		}
		return a.states(cmd, h, args[0], w, format)
	}
	return c
}

// states compares the law on two days.
func (a *app) states(cmd *cobra.Command, h *house, word string, w desk.DiffWords, format string) error {
	if w.IgnoreSpace || w.Only != "" || format != string(diff.Plain) && format != string(diff.JSON) {
		return usageError{fmt.Errorf("%s is no document: the law on two days is printed as text or with --json", word)}
	}
	v, err := h.desk.States(cmd.Context(), word, w.From, w.To)
	if err != nil {
		return err
	}
	if format == string(diff.JSON) {
		return a.printJSON(v)
	}
	printStates(a.out, v)
	return nil
}

func printStates(out io.Writer, v desk.States) {
	about := string(v.Instrument)
	if about == "" {
		about = string(v.Material)
	}
	fmt.Fprintf(out, "%s, on %s and on %s\n", about, v.From, v.To)
	if len(v.Measures) == 0 {
		fmt.Fprintln(out, "No difference in law between the two days, within the coverage.")
	}
	for _, m := range v.Measures {
		fmt.Fprintf(out, "\n%s%s  %s, %s\n    %s → %s\n", sampleMark(m.Sample), m.Measure, m.Title, words(string(m.Restriction)), standingOn(m.Before), standingOn(m.After))
		for _, c := range m.Changes {
			fmt.Fprintf(out, "      %s  %s\n", c.LegalDate, c.Summary)
		}
	}
	printCoverage(out, v.Coverage)
}

func standingOn(s legal.Footing) string {
	if s.Status == "" {
		return "nothing yet"
	}
	out := words(string(s.Status))
	if !s.Until.IsZero() {
		out += " until " + s.Until.String()
	}
	if s.Expected {
		out += " (expected)"
	}
	return out
}
