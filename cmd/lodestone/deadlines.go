package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func (a *app) deadlines() *cobra.Command {
	var w desk.DeadlineWords
	format := ""
	c := &cobra.Command{
		Use:   "deadlines",
		Short: "What is still to come: starts, ends, lapses of suspensions, ends of permissions, closings of comments",
		Long: "Lists the days ahead, soonest first (or those of a period, with --from and --to). A lapse is a suspension\n" +
			"that runs out while nothing known says what follows; announced is what somebody said and no act enacts. With --format ics it writes a calendar of whole days.",
		Example: "  lodestone deadlines --jurisdiction CN\n  lodestone deadlines --deadline lapse --to 2027\n  lodestone deadlines --material REE --format ics",
	}
	limit := limitFlag(c)
	changeFlags(c, &w.ChangeWords)
	c.Flags().StringSliceVar(&w.Deadlines, "deadline", nil, "only this kind: start, end, lapse, wind_down, comment_closing, announced, change (repeatable)")
	c.Flags().StringVar(&format, "format", "text", "text or ics; --json for JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		if format != "text" && format != "ics" {
			return usageError{fmt.Errorf("format %q: want text or ics, or --json", format)}
		}
		h, err := a.open(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer h.Close()
		l, err := h.desk.Deadlines(cmd.Context(), w, desk.Page{Limit: int(*limit)})
		if err != nil {
			return err
		}
		switch {
		case a.json:
			return a.printJSON(desk.Object("deadlines", l))
		case format == "ics":
			v, err := h.store.Version(cmd.Context())
			if err != nil {
				return err
			}
			_, err = io.WriteString(a.out, deadline.Calendar(l.Rows, "Export controls on critical minerals: deadlines", v.RecordedAt))
			return err
		}
		printDeadlines(a.out, l.Rows)
		if l.Next != nil {
			fmt.Fprintf(a.out, "%d of %d rows\n", len(l.Rows), l.Total.Value)
		}
		printCoverageOf(a.out, l.Coverage, w.Known)
		return nil
	}
	return c
}

// printDeadlines prints a line for each act, day and kind.
func printDeadlines(out io.Writer, rows []deadline.Row) {
	if len(rows) == 0 {
		fmt.Fprintln(out, "No deadline is known in this period, within the coverage.")
	}
	for len(rows) > 0 {
		first, n := rows[0], 1
		var materials []kb.Material
		for n < len(rows) && rows[n].Instrument == first.Instrument && rows[n].LegalDate == first.LegalDate && rows[n].Kind == first.Kind && first.Deadline != deadline.Comments {
			n++
		}
		for _, r := range rows[:n] {
			for _, m := range r.Materials {
				if !slices.Contains(materials, m) {
					materials = append(materials, m)
				}
			}
		}
		printDeadline(out, first, n, materials)
		rows = rows[n:]
	}
}

func printDeadline(out io.Writer, r deadline.Row, clauses int, materials []kb.Material) {
	what := words(string(r.Deadline))
	if r.Deadline == deadline.Other {
		what = strings.TrimPrefix(words(string(r.Kind)), "measure ")
	}
	s := fmt.Sprintf("%-10s  %-12s  %-19s  %s", r.LegalDate, inDays(r), what, r.Heading())
	if clauses > 1 {
		s += fmt.Sprintf(" (%d clauses)", clauses)
	}
	switch r.Deadline {
	case deadline.Promised:
		s += ": " + strings.TrimPrefix(words(string(r.Kind)), "measure ") + ", announced and not enacted"
		if (r.Kind == legal.SuspensionExtends || r.Kind == legal.MeasureExtended || r.Kind == legal.MeasureExpired) && !r.LastDay.IsZero() {
			s += ", last day " + r.LastDay.String()
		}
	case deadline.End, deadline.Lapse, deadline.WindDown: // the date is the first day after; a status says the last day
		if !r.LastDay.IsZero() {
			s += ", last day " + r.LastDay.String()
		}
	}
	if !r.Until.IsZero() && r.Until.Compare(r.LegalDate) > 0 {
		s += ", until " + r.Until.String()
	}
	if len(materials) > 0 {
		var names []string
		for _, m := range materials {
			names = append(names, string(m))
		}
		s += " — " + strings.Join(names, ", ")
	}
	if r.Instrument != "" {
		s += " [" + string(r.Instrument) + "]"
	}
	fmt.Fprintln(out, s)
	if r.Deadline == deadline.Comments && len(r.Spans) > 0 {
		fmt.Fprintf(out, "                “%s”  %s, %s\n", r.Spans[0].Quote, r.Spans[0].Document, r.Spans[0].Address)
	}
}

// inDays says how far the day is; a date that is no day is only known so far.
func inDays(r deadline.Row) string {
	switch {
	case r.Days == nil:
		return "no day yet"
	case *r.Days == 0:
		return "today"
	case *r.Days < 0:
		return fmt.Sprintf("%d days ago", -*r.Days)
	}
	return fmt.Sprintf("in %d days", *r.Days)
}
