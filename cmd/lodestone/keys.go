package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api/keys"
)

// keysFile holds the hashes of the API keys, in the data folder.
const keysFile = "keys.json"

// keyBook opens the book of keys. It needs no lock on the folder: a key is made and revoked while
// the server runs, and the server sees it at the next request.
func (a *app) keyBook() (*keys.Book, error) {
	if err := os.MkdirAll(a.data, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return keys.Open(filepath.Join(a.data, keysFile)), nil
}

func (a *app) keys() *cobra.Command {
	c := &cobra.Command{
		Use:   "keys",
		Short: "API keys: make, list and revoke them, also while the server runs",
		Long: "A key opens the API to who is not on this machine. Its scope says what for: read (questions and stateless\n" +
			"tools), write (saved searches, alerts, webhooks, register, reviews; includes read), admin (the keys; includes both).\n" +
			"It is shown once; the folder keeps its hash alone.",
		Example: "  lodestone keys create 'trade desk' --scope read --days 365\n  lodestone keys list\n  lodestone keys revoke 1a2b3c4d5e6f",
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(a.keysCreate(), a.keysList(), a.keysRevoke())
	return c
}

func (a *app) keysCreate() *cobra.Command {
	var scope string
	var days, rate uint
	c := &cobra.Command{
		Use: "create NAME", Short: "Make a key and show it, this once", Args: cobra.ExactArgs(1),
		Example: "  lodestone keys create monitoring --scope read",
		RunE: func(_ *cobra.Command, args []string) error {
			book, err := a.keyBook()
			if err != nil {
				return err
			}
			k := keys.Key{Name: args[0], Scope: keys.Scope(scope), Rate: int(rate), Created: a.now().UTC().Truncate(time.Second)}
			if days > 0 {
				k.Expires = k.Created.AddDate(0, 0, int(days))
			}
			k, token, err := book.Create(rand.Reader, k)
			if err != nil {
				return usageError{err}
			}
			if a.json {
				return a.printJSON(map[string]any{"key": token, "id": k.ID, "name": k.Name, "scope": k.Scope, "expires": orNever(k.Expires)})
			}
			fmt.Fprintln(a.out, token)
			a.progress("key %s (%s) for %s; it is not shown again", k.ID, k.Scope, k.Name)
			return nil
		},
	}
	c.Flags().StringVar(&scope, "scope", string(keys.Read), "read, write or admin")
	c.Flags().UintVar(&days, "days", 0, "days until it expires (0: never)")
	c.Flags().UintVar(&rate, "rate", 0, "requests a second (0: as the server is configured)")
	return c
}

// orNever is null in JSON for a key that does not expire.
func orNever(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (a *app) keysList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "The keys, without their secrets", Example: "  lodestone keys list --json",
		RunE: func(*cobra.Command, []string) error {
			book, err := a.keyBook()
			if err != nil {
				return err
			}
			all, err := book.List()
			if err != nil {
				return err
			}
			if a.json {
				rows := []map[string]any{}
				for _, k := range all {
					rows = append(rows, map[string]any{"id": k.ID, "name": k.Name, "scope": k.Scope, "rate": k.Rate, "created": k.Created, "expires": orNever(k.Expires)})
				}
				return a.printJSON(map[string]any{"keys": rows})
			}
			var cells [][]string
			for _, k := range all {
				ends := "never"
				if !k.Expires.IsZero() {
					ends = k.Expires.Format(time.DateOnly)
				}
				cells = append(cells, []string{k.ID, k.Name, string(k.Scope), k.Created.Format(time.DateOnly), ends})
			}
			printTable(a.out, []string{"id", "name", "scope", "made", "expires"}, cells)
			return nil
		},
	}
}

func (a *app) keysRevoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "Take a key away; it opens nothing from the next request on", Args: cobra.ExactArgs(1),
		Example: "  lodestone keys revoke 1a2b3c4d5e6f",
		RunE: func(_ *cobra.Command, args []string) error {
			book, err := a.keyBook()
			if err != nil {
				return err
			}
			return book.Revoke(args[0])
		},
	}
}
