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
	key := ""
	c := &cobra.Command{
		Use:   "verify [PACK]",
		Short: "Check the archive, the store, the index and the signed log of the data folder, or an evidence pack, offline",
		Long: "Checks that each capture has its bytes, each fact its words, the log no gap, the signed tree its root\n" +
			"and the index the store's passages. Exit status 0 when all holds, 3 with one sentence a finding.\n" +
			"With a file it checks an evidence pack, and needs nothing but the file. Whose key signed it, it cannot know:\n" +
			"compare the key that it prints, or give the one that is wanted with --key.",
		Example: "  lodestone verify --data ./lodestone-data\n  lodestone verify gallium.zip --key lodestone+0123abcd+AbC…",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if len(args) == 1 {
				return a.verifyPack(args[0], key)
			}
			if key != "" {
				return usageError{errors.New("--key is for evidence packs: name the file")}
			}
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
	c.Flags().StringVar(&key, "key", "", "of a pack: the public key, or a file that holds it, with which it must be signed")
	return c
}
