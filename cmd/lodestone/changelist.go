package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// printChanges tells the changes day by day and act by act, so that nobody has to know the ids: the
// act's title stands above its clauses, and each clause says what it concerns by name. The format is
// text or md (Markdown); name gives the usual name of a material's code, empty where it has none.
func printChanges(out io.Writer, rows []legal.Change, format string, name func(code, lang string) string) {
	if len(rows) == 0 {
		fmt.Fprintln(out, "No change in law in this period, within the coverage.")
		return
	}
	day, act, clause := "\n%s\n", "  %s%s\n", "    %s\n"
	if format == "md" {
		day, act, clause = "\n## %s\n\n", "- %s**%s**\n", "  - %s\n"
	}
	var lastDay corpus.Date
	var lastAct kb.InstrumentID
	for _, c := range rows {
		if c.LegalDate != lastDay {
			fmt.Fprintf(out, day, c.LegalDate)
			lastDay, lastAct = c.LegalDate, ""
		}
		if c.Instrument != lastAct {
			fmt.Fprintf(out, act, sampleMark(c.Sample), actTold(c))
			lastAct = c.Instrument
		}
		fmt.Fprintf(out, clause, clauseTold(c, name))
	}
}

// actTold names an act as a digest does: whose it is, and its title; its id where no title is held.
func actTold(c legal.Change) string {
	title := strings.Join(strings.Fields(c.Title), " ")
	if title == "" {
		title = string(c.Instrument)
	}
	if c.Jurisdiction == "" {
		return title
	}
	return string(c.Jurisdiction) + ": " + title
}

// clauseTold is what happened to a clause, and the materials that it concerns.
func clauseTold(c legal.Change, name func(code, lang string) string) string {
	told := c.Summary
	var concerned []string
	for _, m := range c.Materials {
		concerned = append(concerned, named(string(m), name))
	}
	if len(concerned) > 0 {
		told += " — " + strings.Join(concerned, ", ")
	}
	if c.Expected {
		told += " (expected)"
	}
	return told
}
