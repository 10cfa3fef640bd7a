package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// The exit statuses.
const (
	exitDone      = 0
	exitFailed    = 1 // failed, or the named thing is not held
	exitUsage     = 2 // wrong usage, or a word that means nothing here
	exitAttention = 3 // done, but something needs attention
)

type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app is one run of the program: its streams, its clock and the flags that every command has.
type app struct {
	streams
	now     func() time.Time
	data    string
	json    bool
	quiet   bool
	config  string // file, empty: none
	ocr     bool
	logJSON bool // the log is JSON
	tell    bool // name each document as it is stored
}

// usageError is wrong usage: exit status 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// attention is a result that is done and needs a look: exit status 3. It prints itself.
type attention struct{ error }

// run is the program, apart from the process: tests call it too.
func run(ctx context.Context, args []string, s streams, now func() time.Time, getenv func(string) string) int {
	a := &app{streams: s, now: now}
	root := a.root(getenv)
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(s.err, "lodestone:", explain(err))
	}
	return exitStatus(err)
}

func exitStatus(err error) int {
	var usage usageError
	var word *desk.WordError
	var query *index.QueryError
	var look attention
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage), errors.As(err, &word), errors.As(err, &query):
		return exitUsage
	case errors.As(err, &look):
		return exitAttention
	}
	return exitFailed
}

// explain turns the errors that a user can meet into a sentence that says what would be right.
func explain(err error) string {
	switch {
	case errors.Is(err, kb.ErrLocked):
		return fmt.Sprintf("%v; wait for it to end, or name another folder with --data", err)
	case errors.Is(err, kb.ErrNewer):
		return fmt.Sprintf("%v; use the newer program, or another folder with --data", err)
	}
	return err.Error()
}

func (a *app) root(getenv func(string) string) *cobra.Command {
	root := &cobra.Command{
		Use:   "lodestone",
		Short: "What binds this material, for this destination, on this day, and which sentence says so?",
		Long: "Lodestone reads what governments publish about export controls on critical minerals, keeps it as\n" +
			"evidence, and answers: which text says this (search), what changed (changes), and what binds (status).\n\n" +
			"A new data folder already holds the shipped register of reviewed instruments.",
		Example:       "  lodestone demo\n  lodestone status --material gallium --destination US --on 2025-11-10",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			err := fmt.Errorf("there is no command %q; see lodestone -h", args[0])
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				err = fmt.Errorf("there is no command %q; did you mean %s?", args[0], near[0])
			}
			return usageError{err}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	folder := getenv("LODESTONE_DATA")
	if folder == "" {
		folder = "./lodestone-data"
	}
	root.PersistentFlags().StringVar(&a.data, "data", folder, "data folder (environment: LODESTONE_DATA)")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print JSON, in the shapes of the API")
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "print no progress")
	root.PersistentFlags().BoolVar(&a.ocr, "ocr", true, "read pages that are images with Tesseract, where it is on the path; what it reads is searched and makes no fact")
	root.PersistentFlags().StringVar(&a.config, "config", getenv("LODESTONE_CONFIG"), "configuration file; lodestone config prints one (environment: LODESTONE_CONFIG)")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.configure(cmd) }
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(a.demo(), a.crawl(), a.sources(), a.ledger(), a.ingest(), a.extract(), a.cite(), a.search(), a.status(), a.facts(), a.measures(), a.instruments(),
		a.changes(), a.verify(), a.review(), a.reextract(), a.reindex(), a.serve(), a.version(), a.doctor(), a.parseWorker())
	root.AddCommand(a.operating()...)
	root.AddCommand(a.digest(), a.deadlines(), a.diff(), a.thresholds(), a.crosswalk())
	checkArgs(root.Commands())
	return root
}

// checkArgs makes wrong arguments of the commands and of those below them wrong usage.
func checkArgs(commands []*cobra.Command) {
	for _, c := range commands {
		checkArgs(c.Commands())
		check := c.Args
		c.Args = func(cmd *cobra.Command, args []string) error {
			if check == nil {
				check = cobra.NoArgs
			}
			if err := check(cmd, args); err != nil {
				return usageError{fmt.Errorf("%s: %w; see %s -h", cmd.Name(), err, cmd.CommandPath())}
			}
			return nil
		}
	}
}

// progress tells the user on stderr what is going on.
func (a *app) progress(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

// printJSON prints a value as indented JSON, without escaping what HTML would need.
func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// limitFlag is the paging of a list command: all rows unless --limit.
func limitFlag(c *cobra.Command) *uint {
	return c.Flags().Uint("limit", 0, "print at most so many rows (0: all)")
}
