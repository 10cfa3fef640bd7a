package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api"
)

func (a *app) serve() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:     "serve",
		Short:   "Serve the API and the pages",
		Example: "  lodestone serve --addr 127.0.0.1:8080",
		RunE: func(cmd *cobra.Command, _ []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			return a.serveHouse(cmd.Context(), h, addr, false)
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address to listen on")
	return c
}

// serveHouse serves until the context ends. With search for a free port it takes the next one.
func (a *app) serveHouse(ctx context.Context, h *house, addr string, anyPort bool) error {
	index, err := h.searcher(ctx)
	if err != nil {
		return err
	}
	handler, err := api.New(api.Options{Desk: h.desk, Search: index, Extract: h, Original: h.archive.Payload, Now: a.now, Log: a.log()})
	if err != nil {
		return err
	}
	listener, err := nextListener(addr, anyPort)
	if err != nil {
		return err
	}
	server := api.Server(handler, listener.Addr().String())
	fmt.Fprintf(a.out, "serving http://%s\n", listener.Addr())
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err = server.Shutdown(closing)
	if got := <-served; !errors.Is(got, http.ErrServerClosed) {
		err = errors.Join(err, got)
	}
	return err
}
