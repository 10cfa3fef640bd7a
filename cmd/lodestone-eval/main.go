// Command lodestone-eval measures how well Lodestone does on labelled data and prints one JSON
// object of figures.
//
// The one idea needed to read it: it asks the packages of the product for their answers, as any
// caller would, and counts. How something is found is never decided here, and the truth is read
// only to be compared with: what --out writes does not depend on it. A document that cannot be
// read counts as one in which nothing was found.
//
// # Figures
//
// F1 on the development parts of the labelled data (gold-dev, fr-notices, legal-xref), which a test
// recomputes. Amended sections are bounded by the texts, of which long ones have their middle left
// out: 49 of the 178 labelled sections stand nowhere in what is left, and most others that are missed
// are only mentioned in it. References are bounded by labels that give a part of the
// references of a passage.
//
//	facts cites              0.816
//	facts control_codes      1.000
//	facts customs_codes      0.992
//	facts dates              0.927
//	facts destinations       0.972
//	facts end_uses           1.000
//	facts in_force           0.939
//	facts materials          0.961
//	facts number             0.957
//	facts published          0.952
//	facts restrictions       0.961
//	facts thresholds         0.929
//	notices action           1.000
//	notices agencies         1.000
//	notices amended_sections 0.639
//	notices amended_sections_in_text 0.783
//	notices cfr_parts        1.000
//	notices comment_dates    0.750
//	notices docket           1.000
//	notices effective_dates  1.000
//	notices filed_date       1.000
//	notices fr_doc           1.000
//	notices rin              0.986
//	notices signed_dates     0.987
//	notices subject          1.000
//	xref references          0.914
//
// Start at run; each task has a file of its own, the counting is in tally.go, rank.go and marks.go.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr, time.Now)
	stop()
	os.Exit(code)
}

// The exit statuses, as those of lodestone.
const (
	done   = 0
	failed = 1
	usage  = 2
)

// bench is what a task works with.
type bench struct {
	stderr io.Writer
	now    func() time.Time
	out    *items
}

// tell reports one document or question that failed; the run goes on.
func (b *bench) tell(what string, err error) {
	fmt.Fprintf(b.stderr, "%s: %v\n", what, err)
}

// task is one subcommand. Prepare declares its flags and returns what runs it.
type task struct {
	name, does, example string
	prepare             func(f *flag.FlagSet) func(ctx context.Context, b *bench) (any, error)
}

func tasks() []task {
	return []task{
		{"text", "main text of news pages, by shingles of four words", "--pages pages.tar.gz --truth truth.jsonl.gz", textTask},
		{"segments", "sentences that belong to the main text, and others that do not", "--pages pages.tar.gz --segments segments.jsonl.gz", segmentsTask},
		{"dates", "day of publication of web pages", "--pages pages.tar.gz --truth dates.jsonl.gz", datesTask},
		{"retrieval", "questions in plain words over passages", "--passages passages.jsonl.gz --questions questions.jsonl.gz", retrievalTask},
		{"search", "terms and connectors over passages: all that are found", "--passages passages.jsonl.gz --queries queries.jsonl.gz --out found.jsonl", searchTask},
		{"notices", "fixed parts of Federal Register documents, field by field", "--notices notices.jsonl.gz --gold gold.jsonl.gz", noticesTask},
		{"xref", "references between provisions, resolved", "--passages passages.jsonl.gz --sources sources.jsonl.gz", xrefTask},
		{"fit", "nothing, but learns the order of plain questions anew and writes it to index/rank", "--passages passages.jsonl.gz --questions tune.jsonl.gz --to index/rank", fitTask},
		{"facts", "facts of documents, kind by kind", "--texts texts --gold gold.jsonl", factsTask},
	}
}

// errUsage is the kind of errors about how the program was called.
var errUsage = errors.New("wrong usage")

// run is the program without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, now func() time.Time) int {
	figures, err := measure(ctx, args, stderr, now)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return done
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, strings.TrimPrefix(err.Error(), errUsage.Error()+": "))
		return usage
	case err != nil:
		fmt.Fprintln(stderr, err)
		return failed
	}
	e := json.NewEncoder(stdout)
	e.SetIndent("", "  ")
	if err := e.Encode(figures); err != nil {
		fmt.Fprintln(stderr, err)
		return failed
	}
	return done
}

// measure reads the arguments and runs the task they name.
func measure(ctx context.Context, args []string, stderr io.Writer, now func() time.Time) (any, error) {
	all := tasks()
	if len(args) == 0 || slices.Contains([]string{"-h", "--help", "help"}, args[0]) {
		help(stderr, all)
		if len(args) == 0 {
			return nil, fmt.Errorf("%w: name one of the tasks above", errUsage)
		}
		return nil, flag.ErrHelp
	}
	i := slices.IndexFunc(all, func(t task) bool { return t.name == args[0] })
	if i < 0 {
		help(stderr, all)
		return nil, fmt.Errorf("%w: %q is not one of the tasks above", errUsage, args[0])
	}
	t := all[i]
	f := flag.NewFlagSet(t.name, flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprintf(stderr, "lodestone-eval %s measures: %s.\n\n  lodestone-eval %s %s\n\n", t.name, t.does, t.name, t.example)
		f.PrintDefaults()
	}
	out := f.String("out", "", "`file` to which what was found is written, one JSON line an item")
	act := t.prepare(f)
	if err := f.Parse(args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, err
		}
		return nil, fmt.Errorf("%w: %s", errUsage, t.name) // the flag package has said what is wrong
	}
	if f.NArg() > 0 {
		return nil, fmt.Errorf("%w: %s takes flags only, not %q", errUsage, t.name, f.Arg(0))
	}
	w, err := create(*out)
	if err != nil {
		return nil, err
	}
	figures, err := act(ctx, &bench{stderr: stderr, now: now, out: w})
	if err := errors.Join(err, w.close()); err != nil {
		return nil, fmt.Errorf("%s: %w", t.name, err)
	}
	return figures, nil
}

func help(w io.Writer, all []task) {
	fmt.Fprint(w, "lodestone-eval measures quality on labelled data and prints one JSON object of figures.\n\n")
	for _, t := range all {
		fmt.Fprintf(w, "  %-10s %s\n             lodestone-eval %s %s\n", t.name, t.does, t.name, t.example)
	}
	fmt.Fprint(w, "\nInputs may be plain or gzip. --out FILE also writes what was found. -h after a task shows its flags.\n")
}

// flagged is a flag with its value.
type flagged struct{ name, value string }

// needed refuses a task of which a flag was left out.
func needed(flags ...flagged) error {
	for _, f := range flags {
		if f.value == "" {
			return fmt.Errorf("%w: --%s is missing", errUsage, f.name)
		}
	}
	return nil
}
