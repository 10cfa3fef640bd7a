package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/sample"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/index/ask"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func (a *app) demo() *cobra.Command {
	var once bool
	var addr string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Crawl the embedded sample web day by day, print what changed, and serve the pages",
		Long: "Serves the embedded sample web on this machine, crawls it over real HTTP as it stood on each of its\n" +
			"days, takes in what was found, loads the register, prints a digest and three answers, and serves the\n" +
			"pages until interrupted. Nothing of the sample is evidence; everything from it is marked.",
		Example: "  lodestone demo\n  lodestone demo --once",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("data") {
				dir, err := os.MkdirTemp("", "lodestone-demo-")
				if err != nil {
					return fmt.Errorf("make a folder for the demo: %w", err)
				}
				a.data = dir
				if once {
					defer os.RemoveAll(dir)
				}
			}
			return a.runDemo(cmd.Context(), once, addr)
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end after the digest instead of serving")
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address of the pages; the next free port is taken when it is in use")
	return c
}

func (a *app) runDemo(ctx context.Context, once bool, addr string) error {
	web, err := sample.Load()
	if err != nil {
		return fmt.Errorf("read the sample web: %w", err)
	}
	wall := a.now
	started := wall()
	clock := &sampleClock{wall: wall, base: started}
	a.now = clock.now
	h, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	defer h.Close()
	from, done, err := a.demoResumes(ctx, h)
	if err != nil {
		return err
	}
	if !done {
		if err := a.crawlSample(ctx, h, web, clock, from); err != nil {
			return err
		}
	}
	clock.day = corpus.Date{} // from here on the clock is the wall's
	if err := h.loadRegister(ctx); err != nil {
		return err
	}
	if _, err := h.searcher(ctx); err != nil {
		return err
	}
	if err := a.tellDemo(ctx, h, web); err != nil {
		return err
	}
	a.progress("done in %.1f s; data in %s", wall().Sub(started).Seconds(), a.data)
	if once {
		return nil
	}
	return a.serveHouse(ctx, h, &serveFlags{addr: addr, grace: 10 * time.Second}, true, nil)
}

// demoResumes tells on which day a demo that was broken off goes on, and whether it was done with
// the sample. A folder with real documents, or with the register alone, is refused: what the
// sample says must not stand beside them.
func (a *app) demoResumes(ctx context.Context, h *house) (from corpus.Date, done bool, err error) {
	var last *corpus.Capture
	for rec, err := range h.archive.Walk(ctx, "") {
		if err != nil {
			return from, false, fmt.Errorf("read the archive: %w", err)
		}
		if rec.Capture != nil {
			last = rec.Capture
		}
	}
	loaded, err := h.store.Position(ctx, ingest.RegisterFollower)
	if err != nil {
		return from, false, err
	}
	switch {
	case last == nil && loaded == "":
		return from, false, nil
	case last == nil || !last.Sample:
		return from, false, fmt.Errorf("the folder %s holds data of its own; the demo wants an empty one", a.data)
	}
	return corpus.DateOf(last.FetchedAt), loaded != "", nil
}

// sampleClock tells the time of the sample: a day of its timetable, on which the seconds pass as
// they do here.
type sampleClock struct {
	wall func() time.Time
	base time.Time
	day  corpus.Date
}

func (c *sampleClock) now() time.Time {
	if c.day.IsZero() {
		return c.wall()
	}
	noon := time.Date(c.day.Year, time.Month(c.day.Month), c.day.Day, 12, 0, 0, 0, time.UTC)
	return noon.Add(c.wall().Sub(c.base))
}

// crawlSample serves the sample web on loopback and reads it on each of its days from the given one on.
func (a *app) crawlSample(ctx context.Context, h *house, web *sample.Web, clock *sampleClock, from corpus.Date) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve the sample web: %w", err)
	}
	server := &http.Server{Handler: web.Handler(func() corpus.Date { return clock.day }), ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	defer func() {
		server.Close()
		<-served
	}()
	sources, err := sourcesOf(web)
	if err != nil {
		return err
	}
	c, err := crawler.New(crawler.Options{
		Archive: h.archive, Now: clock.now, UserAgent: "lodestone-demo", Sample: true,
		Resolve: func(host string) (string, bool) { return listener.Addr().String(), strings.HasSuffix(host, ".example") },
		Sleep:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() }, // the sample web is our own
	})
	if err != nil {
		return err
	}
	defer c.Close()
	for _, day := range web.Days() {
		if day.Compare(from) < 0 {
			continue // read before the demo was broken off
		}
		clock.day, clock.base = day, clock.wall()
		fresh, alarms := 0, 0
		for _, s := range sources {
			run, err := c.Run(ctx, s)
			if err != nil {
				return fmt.Errorf("crawl %s as of %s: %w", s.ID, day, err)
			}
			fresh += run.New
			alarms += len(run.Alarms)
		}
		r, err := h.follow(ctx)
		if err != nil {
			return err
		}
		a.progress("%s  %d sources read, %d new or edited documents, %d alarms", day, len(sources), len(r.Documents), alarms)
	}
	return nil
}

// sourcesOf returns the sources of the sample web, by id.
func sourcesOf(web *sample.Web) ([]crawler.Source, error) {
	var sources []crawler.Source
	for name, manifest := range web.Manifests() {
		s, err := crawler.ParseManifest(name, manifest)
		if err != nil {
			return nil, fmt.Errorf("manifest %s: %w", name, err)
		}
		sources = append(sources, s)
	}
	slices.SortFunc(sources, func(x, y crawler.Source) int { return strings.Compare(string(x.ID), string(y.ID)) })
	return sources, nil
}

// tellDemo prints the digest and the three questions with their answers.
func (a *app) tellDemo(ctx context.Context, h *house, web *sample.Web) error {
	days := web.Days()
	last := days[len(days)-1]
	fmt.Fprintf(a.out, "SAMPLE. This is Lodestone on its sample web: %d publications of %d publishers, read as they stood\n", len(web.Publications()), len(web.Hosts()))
	fmt.Fprintf(a.out, "on %d days from %s to %s. The wording is invented, about real law, in parts wrong on purpose;\n", len(days), days[0], last)
	fmt.Fprintln(a.out, "nothing of it is evidence. What is not marked [SAMPLE] rests on the shipped register alone.")
	fmt.Fprintln(a.out, "\nWHAT CHANGED in Chinese law, October 2025 to November 2026")
	fmt.Fprintln(a.out, "(lodestone changes --from 2025-10 --to 2026-11 --jurisdiction CN)")
	if err := a.tellStories(ctx, h); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "\nWHAT BINDS gallium for a military user in the United States on 10 November 2025?")
	fmt.Fprintln(a.out, "(lodestone status --material gallium --destination US --end-use military --on 2025-11-10)")
	if err := a.tellStatus(ctx, h, desk.StatusWords{Material: "gallium", Destination: "US", EndUse: "military", On: "2025-11-10", Jurisdiction: "CN"}, "cn-mofcom-2024-46/1"); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "\nAND HOLMIUM, on the day after its suspension ran out?")
	fmt.Fprintln(a.out, "(lodestone status --material 钬 --on 2026-11-11 --jurisdiction CN)")
	if err := a.tellStatus(ctx, h, desk.StatusWords{Material: "钬", On: "2026-11-11", Jurisdiction: "CN"}, "cn-mofcom-gacc-2025-57/*"); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "\nWHICH TEXT says it? (lodestone search 钬)")
	return a.searchAndPrint(ctx, h, ask.Words{Query: "钬", Limit: 3})
}

// tellStories prints the digest: one line an act and day.
func (a *app) tellStories(ctx context.Context, h *house) error {
	body, err := h.desk.Body(ctx, time.Time{})
	if err != nil {
		return err
	}
	changes := body.Changes(corpus.Day(2025, 10, 1), corpus.Day(2026, 11, 30), legal.Filter{Jurisdictions: []corpus.Jurisdiction{"CN"}})
	day := ""
	for _, s := range body.Stories(changes) {
		if d := s.Date.String(); d != day {
			day = d
			fmt.Fprintf(a.out, "\n%s\n", d)
		}
		fmt.Fprintf(a.out, "  %s%s [%s]\n", sampleMark(s.Sample), s.Sentence(), s.Instrument)
	}
	return nil
}

// tellStatus prints the summary of an answer, and why one of its measures stands as it does.
func (a *app) tellStatus(ctx context.Context, h *house, w desk.StatusWords, why kb.MeasureID) error {
	answer, err := h.desk.Status(ctx, w)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "\n%s\n", verdicts[answer.Answer.Answer])
	if answer.Strictest != "" {
		fmt.Fprintf(a.out, "Strictest: %s\n", words(string(answer.Strictest)))
	}
	told := false
	for _, m := range answer.Measures {
		if m.ID == why {
			printMeasure(a.out, m, h.sentences(ctx))
			told = true
		}
	}
	if !told {
		return fmt.Errorf("the sample did not go as told: %s is no part of the answer on %s", why, w.On)
	}
	if n := len(answer.Measures) - 1; n > 0 {
		fmt.Fprintf(a.out, "\n(and %d more measures whose scope reaches the question)\n", n)
	}
	return nil
}

// nextListener listens on the address, or on the next free port of the same host.
func nextListener(addr string, anyPort bool) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usageError{fmt.Errorf("address %q: want host:port, for example 127.0.0.1:8080", addr)}
	}
	first, err := net.LookupPort("tcp", port)
	if err != nil {
		return nil, usageError{fmt.Errorf("address %q: %w", addr, err)}
	}
	var failed error
	tries := 1
	if anyPort {
		tries = 20
	}
	for p := first; p < first+tries; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, fmt.Sprint(p)))
		if err == nil {
			return l, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, failed
}
