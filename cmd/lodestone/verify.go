package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb/check"
)

func (a *app) verify() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check the archive, the store, the index and the signed log of the data folder, offline",
		Long: "Checks that each capture has its bytes, each fact its words, the log no gap, the signed tree its root\n" +
			"and the index the store's passages. Exit status 0 when all holds, 3 with one sentence a finding.",
		Example: "  lodestone verify --data ./lodestone-data",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if _, err := os.Stat(a.data); errors.Is(err, fs.ErrNotExist) {
				return usageError{fmt.Errorf("there is no data folder %s to verify; name one that is there with --data", a.data)}
			}
			h, err := a.open(ctx, false)
			if err != nil {
				return err
			}
			defer h.Close()
			opt, err := h.checkOptions(ctx)
			if err != nil {
				return err
			}
			r, err := check.Store(ctx, h.store, opt)
			if err != nil {
				return err
			}
			if a.json {
				if err := a.printJSON(r); err != nil {
					return err
				}
			} else {
				printCheck(a.out, r)
			}
			missing, err := h.unfollowed(ctx)
			if err != nil {
				return err
			}
			for _, m := range missing {
				fmt.Fprintln(a.err, m)
			}
			n := len(r.Findings()) + len(missing)
			if n > 0 {
				return attention{fmt.Errorf("%d findings", n)}
			}
			return nil
		},
	}
}
