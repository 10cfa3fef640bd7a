package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
)

func (a *app) ledger() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "ledger [SOURCE...]",
		Short: "The running numbers of publishers: which were seen, and which are missing",
		Long: "Publishers number their acts without gaps, so a number between two that were seen, and never listed itself,\n" +
			"is an act that was not seen. Lists by source and year how many numbers were seen, are of something else, are\n" +
			"missing, withdrawn or moved, and names those that are missing or withdrawn (--all: every number).",
		Example: "  lodestone ledger\n  lodestone ledger cn-mofcom-announcements --all",
		Args:    cobra.ArbitraryArgs,
	}
	folder := manifestsFlag(c)
	c.Flags().BoolVar(&all, "all", false, "print every number")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		h, err := a.openWatching(ctx, *folder)
		if err != nil {
			return err
		}
		defer h.Close()
		rows, err := h.ledger(ctx)
		if err != nil {
			return err
		}
		if len(args) > 0 {
			if _, err := chosen(h.sources, args); err != nil {
				return err
			}
			rows = slices.DeleteFunc(rows, func(l corpus.Ledger) bool { return !slices.Contains(args, string(l.Source)) })
		}
		if a.json {
			cover, err := h.desk.Coverage(ctx)
			if err != nil {
				return err
			}
			return a.printJSON(map[string]any{"ledgers": rows, "total": map[string]any{"value": len(rows), "exact": true}, "next": nil, "coverage": cover})
		}
		a.printLedgers(rows, all)
		return nil
	}
	return c
}

func (a *app) printLedgers(rows []corpus.Ledger, all bool) {
	if len(rows) == 0 {
		fmt.Fprintln(a.out, "No running number was seen yet of a declared source (the manifest says under expect.sequence how they look).")
		return
	}
	for _, l := range rows {
		var counts []string
		for _, s := range []corpus.NumberState{corpus.NumberSeen, corpus.NumberNotRelevant, corpus.NumberGap, corpus.NumberWithdrawn, corpus.NumberMoved} {
			if n := l.Counts[string(s)]; n > 0 {
				counts = append(counts, fmt.Sprintf("%d %s", n, words(string(s))))
			}
		}
		fmt.Fprintf(a.out, "%s  %s  No. %d to %d: %s\n", l.Source, l.Year, l.First, l.Last, strings.Join(counts, ", "))
		for _, n := range l.Numbers {
			if all || n.State == corpus.NumberGap || n.State == corpus.NumberWithdrawn {
				fmt.Fprintln(a.out, strings.TrimRight(fmt.Sprintf("  %4d  %-12s  %s", n.Number, words(string(n.State)), n.Title), " "))
			}
		}
	}
}
