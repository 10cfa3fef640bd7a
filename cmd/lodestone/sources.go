package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/crawler/browser"
	"github.com/lodestone-kb/lodestone/crawler/sources"
)

// sourcesFolder is where a data folder keeps manifests of its own.
const sourcesFolder = "sources"

// manifestsFlag names a folder of manifests.
func manifestsFlag(c *cobra.Command) *string {
	return c.Flags().String("manifests", "", "folder of manifests (*.yaml) beside the shipped ones (default: the folder sources of the data folder)")
}

// declared returns the sources that are declared, by id: the shipped ones, and those of a folder, of
// which one with the id of a shipped one takes its place. A folder that was named must be there.
func (a *app) declared(folder string) ([]crawler.Source, error) {
	all := map[corpus.SourceID]crawler.Source{}
	shipped, err := sources.Shipped()
	if err != nil {
		return nil, err
	}
	for _, s := range shipped {
		all[s.ID] = s
	}
	own, err := readManifests(cmp.Or(folder, filepath.Join(a.data, sourcesFolder)))
	if err != nil && (folder != "" || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	for _, s := range own {
		all[s.ID] = s
	}
	return slices.SortedFunc(maps.Values(all), func(x, y crawler.Source) int { return cmp.Compare(x.ID, y.ID) }), nil
}

// openWatching opens the data folder with the sources that are declared, to tell how they do.
func (a *app) openWatching(ctx context.Context, folder string) (*house, error) {
	all, err := a.declared(folder)
	if err != nil {
		return nil, err
	}
	h, err := a.open(ctx, true)
	if err != nil {
		return nil, err
	}
	h.sources = all
	return h, nil
}

// readManifests reads every manifest of a folder. All mistakes are told together.
func readManifests(folder string) ([]crawler.Source, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("read the folder of manifests: %w", err)
	}
	var out []crawler.Source
	var errs []error
	names := map[corpus.SourceID]string{}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		path := filepath.Join(folder, e.Name())
		b, err := os.ReadFile(path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		s, err := crawler.ParseManifest(path, b)
		if err == nil && names[s.ID] != "" {
			err = fmt.Errorf("%s: %s declares the source %s already", path, names[s.ID], s.ID)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		names[s.ID] = e.Name()
		out = append(out, s)
	}
	return out, errors.Join(errs...)
}

// chosen picks the sources that are named, or all that are on where none is.
func chosen(all []crawler.Source, names []string) ([]crawler.Source, error) {
	if len(names) == 0 {
		return slices.DeleteFunc(slices.Clone(all), func(s crawler.Source) bool { return !s.Enabled }), nil
	}
	var out []crawler.Source
	for _, name := range names {
		i := slices.IndexFunc(all, func(s crawler.Source) bool { return string(s.ID) == name })
		if i < 0 {
			return nil, usageError{fmt.Errorf("there is no source %q; lodestone sources list names them", name)}
		}
		if !slices.ContainsFunc(out, func(s crawler.Source) bool { return s.ID == all[i].ID }) {
			out = append(out, all[i])
		}
	}
	return out, nil
}

func (a *app) sources() *cobra.Command {
	c := &cobra.Command{
		Use:     "sources",
		Short:   "The declared sources: how each does, and what each needs",
		Example: "  lodestone sources list\n  lodestone sources check ./manifests\n  lodestone sources test us-fr-bis page.json",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(a.sourcesList(), a.sourcesCheck(), a.sourcesTest())
	return c
}

func (a *app) sourcesList() *cobra.Command {
	c := &cobra.Command{
		Use:   "list",
		Short: "How each source does: its last run, its alarms, its next run",
		Long: "Lists the declared sources with what their manifests rest on (recorded, described, unseen), how the last\n" +
			"run of each went and when the next one is due. Exit status 3 when one that is on is not healthy.",
		Example: "  lodestone sources list\n  lodestone sources list --json",
		Args:    cobra.NoArgs,
	}
	folder := manifestsFlag(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		h, err := a.openWatching(ctx, *folder)
		if err != nil {
			return err
		}
		defer h.Close()
		rows, err := h.health(ctx)
		if err != nil {
			return err
		}
		if a.json {
			cover, err := h.desk.Coverage(ctx)
			if err != nil {
				return err
			}
			err = a.printJSON(map[string]any{"sources": rows, "total": map[string]any{"value": len(rows), "exact": true}, "next": nil, "coverage": cover})
			if err != nil {
				return err
			}
		} else {
			a.printHealth(rows)
		}
		if sick := slices.DeleteFunc(rows, func(r corpus.Health) bool { return !needsLook(r.State) }); len(sick) > 0 {
			return attention{fmt.Errorf("%s not healthy", are(len(sick), "source"))}
		}
		return nil
	}
	return c
}

// needsLook reports whether a state is one that somebody should look at.
func needsLook(s corpus.HealthState) bool {
	return s == corpus.SourceAttention || s == corpus.SourceBlocked || s == corpus.SourceOverdue
}

// are counts things as the subject of a sentence: "1 source is", "2 sources are".
func are(n int, thing string) string {
	if n == 1 {
		return plural(n, thing) + " is"
	}
	return plural(n, thing) + " are"
}

// were counts things as what was: "1 run that was", "2 runs that were".
func were(n int, thing string) string {
	if n == 1 {
		return plural(n, thing) + " that was"
	}
	return plural(n, thing) + " that were"
}

// plural counts things: "1 source", "2 sources".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func (a *app) printHealth(rows []corpus.Health) {
	var cells [][]string
	for _, r := range rows {
		last, came, next := "", "", ""
		if r.LastRun != nil {
			last, came = r.LastRun.Finished.Format("2006-01-02 15:04"), cameOf(*r.LastRun)
		}
		switch {
		case r.State == corpus.SourceOff, r.State == corpus.SourceEnded, r.State == corpus.SourceUndeclared:
		case r.NextRun.IsZero() || !r.NextRun.After(a.now()):
			next = "now"
		default:
			next = r.NextRun.UTC().Format("2006-01-02 15:04")
		}
		cells = append(cells, []string{string(r.Source), words(string(r.State)), r.Evidence, last, came, next})
	}
	printTable(a.out, []string{"Source", "State", "Evidence", "Last run (UTC)", "Came of it", "Next run (UTC)"}, cells)
	for _, r := range rows {
		a.printDetails(r)
	}
}

// printDetails prints what there is to say of one source beyond its row.
func (a *app) printDetails(r corpus.Health) {
	var lines []string
	if r.Off != "" {
		lines = append(lines, r.Off)
	}
	if r.Fetcher != "direct" && r.Fetcher != "" {
		lines = append(lines, "asked by "+r.Fetcher)
	}
	if r.Interrupted {
		lines = append(lines, "a run was broken off; the next one goes on with it")
	}
	if r.LastRun != nil {
		for _, al := range r.LastRun.Alarms {
			lines = append(lines, string(al.Kind)+": "+al.Detail)
		}
		for _, s := range r.LastRun.Standing {
			lines = append(lines, "still so: "+s)
		}
		if needsLook(r.State) && !r.LastHealthy.IsZero() {
			lines = append(lines, "the last healthy run ended at "+r.LastHealthy.Format("2006-01-02 15:04")+"; what is held is from then")
		}
		if r.Unhealthy > 1 {
			lines = append(lines, fmt.Sprintf("%d runs in a row were not healthy; the first of them ended at %s", r.Unhealthy, r.FirstBad.Format("2006-01-02 15:04")))
		}
	}
	if len(r.Missing) > 0 {
		lines = append(lines, "numbers never seen: "+strings.Join(r.Missing, ", "))
	}
	if len(lines) > 0 {
		fmt.Fprintf(a.out, "\n%s  %s\n", r.Source, r.Name)
		for _, l := range lines {
			fmt.Fprintln(a.out, "  "+l)
		}
	}
}

// cameOf says shortly what came of a run.
func cameOf(r corpus.Run) string {
	parts := []string{fmt.Sprintf("%d found", r.Found)}
	for _, c := range []struct {
		n    int
		what string
	}{{r.New, "new"}, {r.Changed, "changed"}, {r.Unchanged, "unchanged"}, {r.Gone, "gone"}, {r.DeadLinks, "dead links"}, {r.Failed, "failed"}} {
		if c.n > 0 {
			parts = append(parts, strconv.Itoa(c.n)+" "+c.what)
		}
	}
	if n := len(r.Alarms); n > 0 {
		parts = append(parts, plural(n, "alarm"))
	}
	return strings.Join(parts, ", ")
}

func (a *app) sourcesCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check [FOLDER|FILE...]",
		Short: "Check manifests, and say what each source needs",
		Long: "Reads manifests (the declared ones, where none is named) and says of each what it rests on, whether it is\n" +
			"on, and what its site needs: a browser, a proxy, a key. Mistakes are told by file, line and column.",
		Example: "  lodestone sources check\n  lodestone sources check ./manifests/ministry.yaml",
		Args:    cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := a.named(args)
			if err != nil {
				return err
			}
			if a.json {
				type row struct {
					Source   corpus.SourceID `json:"source"`
					Name     string          `json:"name"`
					Enabled  bool            `json:"enabled"`
					Evidence string          `json:"evidence"`
					At       []string        `json:"evidence_at"`
					Off      string          `json:"off,omitempty"`
					Entries  []string        `json:"entries"`
				}
				rows := []row{}
				for _, s := range all {
					r := row{s.ID, s.Name, s.Enabled, string(s.Evidence.Word), append([]string{}, s.Evidence.At...), s.Off(), []string{}}
					for _, e := range s.Entries {
						r.Entries = append(r.Entries, e.URL)
					}
					rows = append(rows, r)
				}
				return a.printJSON(map[string]any{"sources": rows})
			}
			for _, s := range all {
				a.printChecked(s)
			}
			return nil
		},
	}
}

func (a *app) printChecked(s crawler.Source) {
	state := "on"
	if !s.Enabled {
		state = s.Off()
	}
	fmt.Fprintf(a.out, "%s  %s\n  %s\n", s.ID, s.Name, state)
	if w := s.Evidence.Word; w != "" {
		fmt.Fprintf(a.out, "  %s: %s\n", w, cmp.Or(strings.Join(s.Evidence.At, ", "), s.Evidence.Says, "it names nothing on which its rules rest"))
	}
	if s.Fetch == crawler.InBrowser {
		fmt.Fprintf(a.out, "  fetched with a browser (crawl --browser): %s\n", cmp.Or(browser.Find(), "none is on the path"))
	}
	every := time.Duration(s.Cadence).String()
	if len(s.At) > 0 {
		every = "day at " + strings.Join(s.At, " and ") + " " + cmp.Or(s.Zone, "UTC")
	}
	fmt.Fprintf(a.out, "  every %s, %s between two requests to a host\n", every, time.Duration(s.Delay))
	for _, e := range s.Entries {
		fmt.Fprintf(a.out, "  %-8s %s\n", e.Discovery, e.URL)
	}
}

// named reads the manifests that are named on the command line.
func (a *app) named(args []string) ([]crawler.Source, error) {
	if len(args) == 0 {
		return a.declared("")
	}
	var out []crawler.Source
	var errs []error
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %s; a manifest, or a folder of them, would be right", arg, reason(err)))
			continue
		}
		if info.IsDir() {
			of, err := readManifests(arg)
			out, errs = append(out, of...), append(errs, err)
			continue
		}
		b, err := os.ReadFile(arg)
		if err == nil {
			var s crawler.Source
			if s, err = crawler.ParseManifest(arg, b); err == nil {
				out = append(out, s)
			}
		}
		errs = append(errs, err)
	}
	return out, errors.Join(errs...)
}
