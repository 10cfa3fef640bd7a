package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

func (a *app) review() *cobra.Command {
	c := &cobra.Command{
		Use:   "review",
		Short: "The facts that wait for a person: list them, accept, correct or reject one",
		Long: "What a rule is not sure of, dates that sources dispute, and reports of acts that nobody knows wait for a person.\n" +
			"A decision names who decides and rests on an official text: the press alone verifies nothing. It is an entry of the\n" +
			"log, changes the law that rests on the fact in the same transaction, and survives reading the text again.",
		Example: "  lodestone review list --kind date\n  lodestone review accept f-1a2b3c4d5e6f7a8b --by 'A. Counsel'\n" +
			"  lodestone review correct f-1a2b3c4d5e6f7a8b --value 2025-11-08 --by 'A. Counsel' --note 'the notice says so in item 2'",
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(a.reviewList(), a.judge("accept", "The fact is right", kb.Confirmed), a.judge("correct", "The words mean something else", kb.Corrected),
		a.judge("reject", "The text does not say it", kb.Rejected))
	return c
}

func (a *app) reviewList() *cobra.Command {
	var w desk.ReviewWords
	var limit int
	c := &cobra.Command{
		Use: "list", Short: "The facts that wait, the least sure first", Args: cobra.NoArgs, Example: "  lodestone review list --limit 20",
		RunE: func(cmd *cobra.Command, _ []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			l, err := h.desk.Reviews(cmd.Context(), w, desk.Page{Limit: limit})
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(desk.Object("reviews", l))
			}
			if len(l.Rows) == 0 {
				fmt.Fprintln(a.out, "Nothing waits for a person.")
			}
			for _, r := range l.Rows {
				f := r.Fact
				fmt.Fprintf(a.out, "%s  %s %s: %s\n", f.ID, words(string(f.Value.Kind())), f.Value.Normal(), words(strings.Join(r.Why, ", ")))
				fmt.Fprintf(a.out, "    “%s” in: %s\n    %s, %s\n", f.AsPrinted, strings.Join(strings.Fields(r.Sentence), " "), r.Document, r.Title)
			}
			return nil
		},
	}
	c.Flags().StringVar(&w.Document, "document", "", "only of this document")
	c.Flags().StringVar(&w.Kind, "kind", "", "only facts of this kind")
	c.Flags().IntVar(&limit, "limit", 0, "at most so many (0: all)")
	return c
}

// judge makes the command of one verdict.
func (a *app) judge(name, short string, verdict kb.Review) *cobra.Command {
	j := ingest.Judgement{Verdict: verdict}
	var role, on string
	c := &cobra.Command{
		Use: name + " FACT", Short: short, Args: cobra.ExactArgs(1), Example: "  lodestone review " + name + " f-1a2b3c4d5e6f7a8b --by 'A. Counsel'",
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			j.Fact, j.Role, j.On = kb.FactID(args[0]), kb.Role(role), corpus.DocumentID(on)
			f, err := h.ingester.Judge(cmd.Context(), j)
			var wrong *ingest.JudgementError
			if errors.As(err, &wrong) && wrong.Parameter != "fact" {
				return usageError{fmt.Errorf("--%s: %s", wrong.Parameter, wrong.Detail)}
			}
			if err != nil {
				return err
			}
			if err := h.sign(cmd.Context()); err != nil {
				return err
			}
			if a.json {
				return a.printJSON(f)
			}
			fmt.Fprintf(a.out, "%s %s: %s %s, by %s, on %s\n", f.ID, words(string(f.Review)), words(string(f.Value.Kind())), f.Value.Normal(), f.Decision.By, f.Decision.On)
			return nil
		},
	}
	c.Flags().StringVar(&j.By, "by", "", "who decides (needed)")
	c.Flags().StringVar(&on, "on", "", "id of the official text on which it rests (default: the fact's own document)")
	c.Flags().StringVar(&j.Note, "note", "", "why")
	if verdict == kb.Corrected {
		c.Flags().StringVar(&j.Value, "value", "", "what the words mean, in normal form: Dy, 2025-11-08, licence_requirement")
		c.Flags().StringVar(&role, "role", "", "the part that the fact plays: effective, restricted …")
	}
	return c
}
