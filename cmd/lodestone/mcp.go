package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api/mcp"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/citator"
)

func (a *app) mcp() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Serve a language model over stdio by the Model Context Protocol; it can only read",
		Long: "Speaks the protocol on stdin and stdout until the other side ends. A server that runs on the same folder\n" +
			"has the same tools at /mcp by streamable HTTP: use that one then, as one process holds the folder.",
		Example: "  lodestone mcp --data ./lodestone-data",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			h, err := a.open(ctx, true)
			if err != nil {
				return err
			}
			defer h.Close()
			i, err := h.searcher(ctx)
			if err != nil {
				return err
			}
			search := func(ctx context.Context, r index.Request) (index.Result, error) { return i.Search(ctx, r) }
			s, err := mcp.New(mcp.Options{Desk: h.desk, Search: search, Citator: citator.New(h.extractor), Version: programVersion()["version"], Log: a.log()})
			if err != nil {
				return err
			}
			return s.Run(ctx, io.NopCloser(a.in), unclosed{a.out})
		},
	}
}

// unclosed leaves the program's output open.
type unclosed struct{ io.Writer }

// Close does nothing.
func (unclosed) Close() error { return nil }
