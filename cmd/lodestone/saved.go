package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/webhooks"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// The files in which users' work is kept, in the data folder. As with keys, the command line changes
// them while a server runs.
const (
	alertsFile   = "alerts.json"
	webhooksFile = "webhooks.json"
)

// tellEvery is how often a server looks for news for webhooks.
const tellEvery = 10 * time.Second

func (a *app) alertBook() *alerts.Book {
	return alerts.Open(filepath.Join(a.data, alertsFile), rand.Reader)
}

func (a *app) hookBook() *webhooks.Book {
	return webhooks.Open(filepath.Join(a.data, webhooksFile), rand.Reader)
}

// savedWork is what users keep, and who tells them of news.
func (h *house) savedWork(i *bleveindex.Index) *api.SavedWork {
	w := &api.SavedWork{Alerts: h.app.alertBook(), Hooks: h.app.hookBook()}
	w.Sender = &webhooks.Sender{Book: w.Hooks, Alerts: w.Alerts, Watch: alerts.Watch{Desk: h.desk, Names: h.words, Search: i.Search}, Now: h.app.now, Log: h.app.log()}
	return w
}

// telling tells webhooks what is news.
func telling(w *api.SavedWork) func(context.Context) error {
	return func(ctx context.Context) error { return w.Sender.Run(ctx, tellEvery) }
}

// beside runs things beside each other until all have ended; one that is nil is left out.
func beside(ctx context.Context, things ...func(context.Context) error) error {
	ended := make(chan error, len(things))
	for _, do := range things {
		if do == nil {
			ended <- nil
			continue
		}
		go func() { ended <- do(ctx) }()
	}
	var failed error
	for range things {
		failed = errors.Join(failed, <-ended)
	}
	return failed
}

func (a *app) alerts() *cobra.Command {
	c := &cobra.Command{
		Use: "alerts", Short: "Saved searches and filters of changes, of whose news webhooks are told",
		Long: "An alert waits for changes in law that its filter names, with deadlines 90, 30 and 7 days ahead, or for documents\n" +
			"that a saved search finds. rehearse tells what it would have told of in the past, before it is kept.",
		Example: "  lodestone alerts rehearse --material gallium --from 2023 --expect cn-mofcom-2024-46\n  lodestone alerts add 'gallium' --material gallium --frequency daily\n  lodestone alerts list",
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(a.alertsList(), a.alertsAdd(), a.alertsRehearse(), a.alertsRemove())
	return c
}

// filterFlags are the words of an alert's filter.
func filterFlags(c *cobra.Command) *alerts.Filter {
	f := &alerts.Filter{}
	c.Flags().StringVar(&f.Query, "query", "", "a saved search, instead of words about changes in law")
	c.Flags().StringSliceVar(&f.Materials, "material", nil, "only this material (repeatable)")
	c.Flags().StringSliceVar(&f.Jurisdictions, "jurisdiction", nil, "only this jurisdiction (repeatable)")
	c.Flags().StringSliceVar(&f.Destinations, "destination", nil, "only this destination (repeatable)")
	c.Flags().StringSliceVar(&f.Instruments, "instrument", nil, "only this instrument (repeatable)")
	c.Flags().StringSliceVar(&f.Restrictions, "restriction", nil, "only this restriction type (repeatable)")
	c.Flags().StringSliceVar(&f.Kinds, "kind", nil, "only changes of this kind (repeatable)")
	return f
}

func (a *app) alertsList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "The alerts that are kept", Example: "  lodestone alerts list --json",
		RunE: func(*cobra.Command, []string) error {
			saved, err := a.alertBook().List()
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"alerts": append([]alerts.Alert{}, saved.Alerts...)})
			}
			var cells [][]string
			for _, x := range saved.Alerts {
				cells = append(cells, []string{x.ID, x.Name, string(x.Frequency), strings.Join(append([]string{x.Filter.Query}, x.Filter.Words().Told()...), " ")})
			}
			printTable(a.out, []string{"id", "name", "frequency", "filter"}, cells)
			return nil
		},
	}
}

// asDesk gives the work a desk over the folder, which is closed behind it. Where a server holds the
// folder, the API is the place to ask.
func (a *app) asDesk(ctx context.Context, work func(*house, *desk.Desk) error) error {
	h, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	return errors.Join(work(h, h.desk), h.Close())
}

func (a *app) alertsAdd() *cobra.Command {
	frequency := ""
	c := &cobra.Command{Use: "add NAME", Short: "Keep an alert", Args: cobra.ExactArgs(1), Example: "  lodestone alerts add 'rare earths' --material REE --frequency weekly"}
	f := filterFlags(c)
	c.Flags().StringVar(&frequency, "frequency", string(alerts.Immediate), "immediate, daily, weekly or off")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.asDesk(cmd.Context(), func(_ *house, d *desk.Desk) error {
			x, err := a.alertBook().AddAlert(alerts.Alert{Name: args[0], Filter: *f, Frequency: alerts.Frequency(frequency), Created: a.now().UTC()}, d)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(x)
			}
			_, err = fmt.Fprintln(a.out, x.ID)
			return err
		})
	}
	return c
}

func (a *app) alertsRehearse() *cobra.Command {
	var from, to string
	var expected []string
	c := &cobra.Command{Use: "rehearse", Short: "What a filter would have told of, by month, and what it would have missed", Example: "  lodestone alerts rehearse --query 'gallium /s licen!' --from 2024"}
	f := filterFlags(c)
	c.Flags().StringVar(&from, "from", "", "first day; a year or a month means the whole of it")
	c.Flags().StringVar(&to, "to", "", "last day, inside")
	c.Flags().StringSliceVar(&expected, "expect", nil, "id of an instrument or a document of which you would want to be told (repeatable)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.asDesk(cmd.Context(), func(h *house, d *desk.Desk) error {
			i, err := h.searcher(cmd.Context())
			if err != nil {
				return err
			}
			r, err := alerts.Watch{Desk: d, Names: h.words, Search: i.Search}.Rehearse(cmd.Context(), *f, from, to, expected)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(r)
			}
			printRehearsal(a, r)
			return nil
		})
	}
	return c
}

func (a *app) alertsRemove() *cobra.Command {
	return &cobra.Command{Use: "remove ID", Short: "Forget an alert", Args: cobra.ExactArgs(1), Example: "  lodestone alerts remove a-1a2b3c4d5e6f",
		RunE: func(_ *cobra.Command, args []string) error { return a.alertBook().Remove(args[0]) }}
}
