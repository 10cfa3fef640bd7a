package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
)

func (a *app) reextract() *cobra.Command {
	return &cobra.Command{
		Use:   "reextract",
		Short: "Find the facts of every text that is held again, with the rules of this version",
		Long: "Reads no source and no page again: the texts are those that are held. What people decided stays. The log says that\n" +
			"a rule changed, apart from changes of law.",
		Example: "  lodestone reextract", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			r, err := h.ingester.Reextract(cmd.Context(), func(d corpus.Document, changed bool) {
				if changed {
					a.progress("other facts in %s  %s", d.ID, d.Title)
				}
			})
			if err != nil {
				return err
			}
			if _, err := h.follow(cmd.Context()); err != nil {
				return fmt.Errorf("bring the index and the signed log up to date: %w", err)
			}
			if a.json {
				return a.printJSON(r)
			}
			fmt.Fprintf(a.out, "%d documents read again, %d changed: %d facts more, %d gone\n", r.Documents, r.Changed, r.Added, r.Gone)
			return nil
		},
	}
}

func (a *app) reindex() *cobra.Command {
	return &cobra.Command{
		Use:     "reindex",
		Short:   "Build the full-text index again, aside, and put it in service when it is whole",
		Example: "  lodestone reindex", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			x, err := h.searcher(cmd.Context())
			if err != nil {
				return err
			}
			r, err := x.Rebuild(cmd.Context(), h.store)
			if err != nil {
				return fmt.Errorf("build the index again: %w", err)
			}
			if a.json {
				return a.printJSON(map[string]any{"documents": r.Documents, "entries": r.Written, "position": r.To})
			}
			fmt.Fprintf(a.out, "%d documents indexed, as the log stood at entry %d\n", r.Documents, r.To)
			return nil
		},
	}
}
