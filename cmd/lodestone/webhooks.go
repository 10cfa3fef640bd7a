package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/webhooks"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// printRehearsal prints what an alert would have told of.
func printRehearsal(a *app, r alerts.Rehearsal) {
	for _, month := range slices.Sorted(maps.Keys(r.ByMonth)) {
		fmt.Fprintf(a.out, "%s  %d\n", month, r.ByMonth[month])
	}
	fmt.Fprintf(a.out, "%d in all\n", r.Total)
	for _, id := range r.Missed {
		fmt.Fprintf(a.out, "would have missed %s\n", id)
	}
	for _, id := range r.Unknown {
		fmt.Fprintf(a.out, "not held: %s\n", id)
	}
}

func (a *app) webhooks() *cobra.Command {
	c := &cobra.Command{
		Use: "webhooks", Short: "Addresses that a server tells what is news, signed by Standard Webhooks",
		Long: "A server that runs on the folder tells each address in order what is news of its alerts, or every change in law,\n" +
			"again and again until it is taken. Only https addresses outside of private networks are told.",
		Example: "  lodestone webhooks add https://hooks.firm.example/lodestone\n  lodestone webhooks list\n  lodestone webhooks test h-1a2b3c4d5e6f",
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	byID := func(use, short string, do func(string) error) *cobra.Command {
		return &cobra.Command{Use: use + " ID", Short: short, Args: cobra.ExactArgs(1), Example: "  lodestone webhooks " + use + " h-1a2b3c4d5e6f", RunE: func(_ *cobra.Command, args []string) error { return do(args[0]) }}
	}
	c.AddCommand(a.webhooksList(), a.webhooksAdd(), a.webhooksTest(), byID("enable", "Tell a disabled one again, from where it stood", func(id string) error { return a.hookBook().Enable(id) }), byID("remove", "Forget one", func(id string) error { return a.hookBook().Remove(id) }))
	return c
}

func (a *app) webhooksList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "The addresses, where each stands, and why one was disabled", Example: "  lodestone webhooks list --json",
		RunE: func(*cobra.Command, []string) error {
			all, err := a.hookBook().List()
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"webhooks": append([]webhooks.Hook{}, all...)})
			}
			var cells [][]string
			for _, h := range all {
				state := "told up to " + fmt.Sprint(h.Position.Seq)
				if h.Pending != nil {
					state += fmt.Sprintf(", %d attempts at the next", h.Pending.Attempts)
				}
				if h.Disabled != "" {
					state = "disabled: " + h.Disabled
				}
				cells = append(cells, []string{h.ID, h.URL, state})
			}
			printTable(a.out, []string{"id", "address", "state"}, cells)
			return nil
		},
	}
}

func (a *app) webhooksAdd() *cobra.Command {
	var of []string
	c := &cobra.Command{Use: "add URL", Short: "Have an address told from now on; its secret is shown, this once", Args: cobra.ExactArgs(1), Example: "  lodestone webhooks add https://hooks.firm.example/lodestone --alert a-1a2b3c4d5e6f"}
	c.Flags().StringSliceVar(&of, "alert", nil, "id of an alert of which it is told (repeatable); none: every change in law")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		for _, id := range of {
			if _, err := a.alertBook().Alert(id); err != nil {
				return fmt.Errorf("alert %s: %w", id, err)
			}
		}
		return a.asDesk(cmd.Context(), func(h *house, d *desk.Desk) error {
			v, err := h.store.Version(cmd.Context())
			if err != nil {
				return err
			}
			hook, err := a.hookBook().Add(webhooks.Hook{URL: args[0], Alerts: of, Created: a.now().UTC(), Position: alerts.Position{Seq: v.Seq, Day: d.Today().String()}})
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(hook)
			}
			fmt.Fprintf(a.out, "%s\n%s\n", hook.ID, hook.Secret)
			return nil
		})
	}
	return c
}

func (a *app) webhooksTest() *cobra.Command {
	return &cobra.Command{
		Use: "test ID", Short: "Send a test event now", Args: cobra.ExactArgs(1), Example: "  lodestone webhooks test h-1a2b3c4d5e6f",
		RunE: func(cmd *cobra.Command, args []string) error {
			s := &webhooks.Sender{Book: a.hookBook(), Alerts: a.alertBook(), Now: a.now, Log: a.log()}
			if err := s.Test(cmd.Context(), args[0]); err != nil {
				return err
			}
			a.progress("the test event was taken")
			return nil
		},
	}
}
