package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/sample"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/crawler/browser"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// userAgent names us to the sites that are asked, with where to complain.
const userAgent = "lodestone/1.0 (+https://github.com/lodestone-kb/lodestone)"

// crawlFlags are what crawl and serve --crawl have in common.
type crawlFlags struct {
	manifests *string
	agent     string
	atOnce    int
	browser   string
	noSandbox bool
}

func crawlFlagsOf(c *cobra.Command) *crawlFlags {
	f := &crawlFlags{manifests: manifestsFlag(c)}
	c.Flags().StringVar(&f.agent, "user-agent", userAgent, "how to introduce ourselves to sites; name a contact")
	c.Flags().IntVar(&f.atOnce, "at-once", 4, "how many sources are read at the same time; a host is always asked by one")
	c.Flags().StringVar(&f.browser, "browser", "", "fetch sources that say so with the browser on the path, or with --browser=PROGRAM")
	c.Flags().Lookup("browser").NoOptDefVal = onPath
	c.Flags().BoolVar(&f.noSandbox, "browser-no-sandbox", false, "start the browser without its sandbox, in a container that can be thrown away")
	return f
}

// onPath stands for the browser that is found.
const onPath = "auto"

// renderer returns the browser that is asked for; nil where none is.
func (f *crawlFlags) renderer() (crawler.Renderer, error) {
	path := f.browser
	if path == onPath {
		if path = browser.Find(); path == "" {
			return nil, usageError{fmt.Errorf("no browser is on the path (looked for %s); name one with --browser=PROGRAM", strings.Join(browser.Names(), ", "))}
		}
	}
	if path == "" {
		return nil, nil
	}
	if _, err := exec.LookPath(path); err != nil {
		return nil, usageError{fmt.Errorf("the browser %s cannot be run: %w", path, err)}
	}
	if os.Geteuid() == 0 && !f.noSandbox {
		return nil, usageError{errors.New("a browser has no sandbox when the superuser starts it: run lodestone as another user, or say --browser-no-sandbox in a container that can be thrown away")}
	}
	return browser.Browser{Path: path, NoSandbox: f.noSandbox}, nil
}

func (a *app) crawl() *cobra.Command {
	var watch, once bool
	c := &cobra.Command{
		Use:   "crawl [SOURCE...]",
		Short: "Read the declared sources, and take in what they published",
		Long: "Reads the sources that are on, or those named, politely and side by side, keeps what they answered in the\n" +
			"archive, takes it in, and reports what each run found. A run that was broken off goes on where it stopped.\n" +
			"With --watch each source is read again whenever it is due, until interrupted. Exit status 3 when a run was\n" +
			"not as a healthy one is: the alarms say why, and what was held before stands.",
		Example: "  lodestone crawl\n  lodestone crawl us-fr-bis us-ecfr-title-15\n  lodestone crawl --watch --quiet",
		Args:    cobra.ArbitraryArgs,
	}
	f := crawlFlagsOf(c)
	c.Flags().BoolVar(&watch, "watch", false, "go on: read each source whenever it is due")
	c.Flags().BoolVar(&once, "once", false, "read each source once, now (what is done without --watch)")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if watch && once {
			return usageError{errors.New("want --once or --watch, not both")}
		}
		all, err := a.declared(*f.manifests)
		if err != nil {
			return err
		}
		sources, err := chosen(all, args)
		if err != nil {
			return err
		}
		if len(sources) == 0 {
			return usageError{errors.New("no source is on; name one, or see lodestone sources list")}
		}
		h, err := a.open(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer h.Close()
		return a.runCrawl(cmd.Context(), h, sources, f, watch)
	}
	return c
}

func (a *app) runCrawl(ctx context.Context, h *house, sources []crawler.Source, f *crawlFlags, watch bool) error {
	crew, err := h.crew(f)
	if err != nil {
		return err
	}
	defer crew.Close()
	if watch {
		a.progress("watching %s; stop with Ctrl-C", plural(len(sources), "source"))
		crew.watch = true
		err := keepWatching(ctx, retryAfter, func() error { return crew.crawler.Watch(ctx, sources, f.atOnce, crew.done(ctx)) }, func(err error) bool {
			full := diskIsFull(err)
			if full {
				fmt.Fprintf(a.err, "the disk is full, so nothing more is read; it is tried again in %s, and again until there is room\n", retryAfter)
			}
			return full
		})
		if crawler.Interrupted(err) {
			return nil
		}
		return err
	}
	err = crew.crawler.Each(ctx, sources, f.atOnce, crew.done(ctx))
	crew.line("")
	if crawler.Interrupted(err) {
		return errors.New("interrupted; the next crawl goes on where this one stopped")
	}
	if err != nil {
		return err
	}
	return crew.report()
}

// crew crawls for a house, and takes in what each run brought.
type crew struct {
	app     *app
	house   *house
	crawler *crawler.Crawler
	index   bool // follow with the index too: somebody is searching meanwhile
	watch   bool

	mu    sync.Mutex // guards what follows
	shown int        // length of the progress line that stands on the terminal
	runs  []corpus.Run
	taken []ingest.Report
}

// crew returns a crew of the house. Close it when it is done.
func (h *house) crew(f *crawlFlags) (*crew, error) {
	w := &crew{app: h.app, house: h}
	renderer, err := f.renderer()
	if err != nil {
		return nil, err
	}
	w.crawler, err = crawler.New(crawler.Options{Archive: h.archive, Now: h.app.now, Sleep: pause, UserAgent: f.agent, Progress: w.tell, Scratch: h.dir, Renderer: renderer})
	return w, err
}

func (w *crew) Close() error { return w.crawler.Close() }

// done returns what is done after each run: its report is printed and what it brought is taken in.
func (w *crew) done(ctx context.Context) func(crawler.Source, corpus.Run) error {
	return func(s crawler.Source, r corpus.Run) error {
		taken, err := w.house.follow(ctx)
		if err == nil && w.index {
			_, err = w.house.searcher(ctx)
		}
		if err != nil {
			return err
		}
		w.mu.Lock()
		w.runs, w.taken = append(w.runs, r), append(w.taken, taken)
		if w.watch { // nobody waits for the sum
			w.runs, w.taken = nil, nil
		}
		w.mu.Unlock()
		w.line("")
		if w.index {
			w.app.log().Info("source read", "source", s.ID, "found", r.Found, "new", r.New, "changed", r.Changed, "failed", r.Failed, "alarms", len(r.Alarms))
			return nil
		}
		return w.print(r, taken)
	}
}

// print prints the report of one run: for people, or with --json as one line.
func (w *crew) print(r corpus.Run, taken ingest.Report) error {
	if w.app.json {
		e := json.NewEncoder(w.app.out)
		e.SetEscapeHTML(false)
		return e.Encode(map[string]any{"run": r, "ingest": taken})
	}
	fmt.Fprintf(w.app.out, "%-28s %s\n", r.Source, cameOf(r))
	for _, al := range r.Alarms {
		fmt.Fprintf(w.app.out, "    %s: %s\n", al.Kind, al.Detail)
	}
	if r.Recovered > 0 {
		fmt.Fprintf(w.app.out, "    healthy again after %s not\n", were(r.Recovered, "run"))
	}
	for _, p := range taken.Problems {
		if p.Disposition == kb.Quarantined || p.Disposition == kb.Unreadable && !told(r, p) {
			fmt.Fprintf(w.app.out, "    %s: %s\n", p.URL, p.Reason)
		}
	}
	return nil
}

// told reports whether a run has told of a problem of ingest: of what could not be fetched it has.
func told(r corpus.Run, p ingest.Problem) bool {
	return slices.ContainsFunc(r.Alarms, func(a corpus.Alarm) bool { return strings.Contains(a.Detail, p.Reason) })
}

// report sums up what all runs brought, and says whether somebody should look.
func (w *crew) report() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	documents, sick := 0, 0
	for i, r := range w.runs {
		documents += len(w.taken[i].Documents)
		if !r.Healthy() {
			sick++
		}
	}
	if !w.app.json {
		fmt.Fprintf(w.app.out, "\n%s, %s\n", plural(len(w.runs), "source")+" read", plural(documents, "new or edited document"))
	}
	if sick > 0 {
		return attention{fmt.Errorf("%s not healthy; what was held of it before stands", are(sick, "source"))}
	}
	return nil
}

// tell keeps a progress line on a terminal.
func (w *crew) tell(p crawler.Progress) {
	if w.app.quiet || !onTerminal(w.app.err) {
		return
	}
	w.line(fmt.Sprintf("%s  %d of %d items  %s", p.Source, min(p.Done, p.Found), p.Found, p.URL))
}

// line puts a line in place of the one that stands on the terminal; the empty one clears it.
func (w *crew) line(s string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s == "" && w.shown == 0 {
		return
	}
	if r := []rune(s); len(r) > 78 {
		s = string(r[:78])
	}
	fmt.Fprintf(w.app.err, "\r%-*s\r%s", w.shown, "", s)
	w.shown = len([]rune(s))
}

// retryAfter is how long a watch that could not go on waits before it tries again.
const retryAfter = time.Minute

// watchBeside watches the sources beside a server until the context ends. What stops it, such as a
// full disk, is logged, and it tries again; the server goes on meanwhile.
func (a *app) watchBeside(ctx context.Context, h *house, sources []crawler.Source, f *crawlFlags) error {
	crew, err := h.crew(f)
	if err != nil {
		return err
	}
	defer crew.Close()
	crew.index, crew.watch = true, true
	err = keepWatching(ctx, retryAfter, func() error { return crew.crawler.Watch(ctx, sources, f.atOnce, crew.done(ctx)) }, func(err error) bool {
		a.log().Error("the crawl stopped and is tried again", "after", retryAfter, "error", err)
		return true
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// diskIsFull reports whether there was no room to write.
func diskIsFull(err error) bool { return errors.Is(err, syscall.ENOSPC) }

// keepWatching watches until the context ends, or until what stopped the watch is nothing that passes; after
// anything else it waits and begins again.
func keepWatching(ctx context.Context, after time.Duration, watch func() error, passes func(error) bool) error {
	for {
		err := watch()
		if err == nil || ctx.Err() != nil || !passes(err) {
			return err
		}
		if err := pause(ctx, after); err != nil {
			return err
		}
	}
}

// health returns how the declared sources do.
func (h *house) health(ctx context.Context) ([]corpus.Health, error) {
	c, sources, err := h.watched(ctx)
	if err != nil {
		return nil, err
	}
	declared, err := c.Health(ctx, sources)
	if err != nil {
		return nil, err
	}
	others, err := c.Undeclared(ctx, sources)
	others = slices.DeleteFunc(others, func(h corpus.Health) bool { return strings.HasPrefix(string(h.Source), byHand) })
	return append(declared, others...), err
}

// ledger returns the running numbers of the declared sources.
func (h *house) ledger(ctx context.Context) ([]corpus.Ledger, error) {
	c, sources, err := h.watched(ctx)
	if err != nil {
		return nil, err
	}
	return c.Ledger(ctx, sources)
}

// watched returns the house's crawler that is only asked what it knows, and the sources that are
// declared. A folder with the sample has the sample's.
func (h *house) watched(ctx context.Context) (*crawler.Crawler, []crawler.Source, error) {
	cover, err := h.desk.Coverage(ctx)
	if err != nil {
		return nil, nil, err
	}
	h.knows.Lock()
	defer h.knows.Unlock()
	if cover.Sample && !h.sample {
		if h.sources, err = sampleSources(); err != nil {
			return nil, nil, err
		}
		h.sample, h.knower = true, nil
	}
	if h.knower == nil {
		h.knower, err = crawler.New(crawler.Options{Archive: h.archive, Now: h.app.now, Sleep: pause, Sample: cover.Sample})
	}
	return h.knower, h.sources, err
}

// sampleSources returns the sources of the sample web, by id.
func sampleSources() ([]crawler.Source, error) {
	web, err := sample.Load()
	if err != nil {
		return nil, fmt.Errorf("read the sample web: %w", err)
	}
	return sourcesOf(web)
}
