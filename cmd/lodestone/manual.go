package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// manual writes the man pages, for those who pack the program.
func (a *app) manual() *cobra.Command {
	return &cobra.Command{
		Use: "man FOLDER", Short: "Write the man pages, one a command, into a folder", Args: cobra.ExactArgs(1),
		Example: "  lodestone man /usr/local/share/man/man1",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true
			// The day on them is that of SOURCE_DATE_EPOCH, where a packer sets it.
			head := &doc.GenManHeader{Title: "LODESTONE", Section: "1", Source: "lodestone " + programVersion()["version"], Manual: "Lodestone"}
			if err := doc.GenManTree(root, head, args[0]); err != nil {
				return fmt.Errorf("write the man pages: %w", err)
			}
			return nil
		},
	}
}
