package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb/citator"
)

func (a *app) serve() *cobra.Command {
	var crawl bool
	c := &cobra.Command{
		Use:     "serve",
		Short:   "Serve the API and the pages",
		Long:    "Serves what the data folder holds until interrupted. With --crawl the sources that are on are read whenever\nthey are due, in the same process, and what they published is there to be asked for as soon as it is taken in.",
		Example: "  lodestone serve --addr 127.0.0.1:8080\n  lodestone serve --crawl\n  lodestone serve --addr :8443 --host lodestone.firm.example --tls-cert cert.pem --tls-key key.pem",
	}
	f, at := crawlFlagsOf(c), a.serveFlags(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		h, err := a.open(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer h.Close()
		all, err := a.declared(*f.manifests)
		if err != nil && !crawl { // what is held can be served all the same
			a.progress("no source is shown: %v", err)
			err = nil
		}
		if err != nil {
			return err
		}
		h.sources = all
		if !crawl {
			return a.serveHouse(cmd.Context(), h, at, false, nil)
		}
		on, err := chosen(all, nil)
		if err != nil {
			return err
		}
		return a.serveHouse(cmd.Context(), h, at, false, func(ctx context.Context) error { return a.watchBeside(ctx, h, on, f) })
	}
	c.Flags().BoolVar(&crawl, "crawl", false, "read the sources that are on whenever they are due")
	return c
}

// serveHouse serves until the context ends. With search for a free port it takes the next one. What
// is to go on beside it, if anything, is told to end and waited for.
func (a *app) serveHouse(ctx context.Context, h *house, f *serveFlags, anyPort bool, also func(context.Context) error) (failed error) {
	index, err := h.searcher(ctx)
	if err != nil {
		return err
	}
	access, err := f.access(a)
	if err != nil {
		return err
	}
	saved := h.savedWork(index)
	var warm atomic.Bool
	handler, err := api.New(api.Options{Access: access, Hosts: f.hosts, MaxInFlight: f.inFlight, Lags: h.lags, Version: programVersion()["version"], Desk: h.desk, Search: index, Extract: h, Judge: h.ingester.Judge, Citator: citator.New(h.extractor), Exports: bulk{h}, Saved: saved, Pack: h.writePack, Ending: func() bool { return ctx.Err() != nil }, Warming: func() bool { return !warm.Load() }, Original: h.archive.Payload, Now: a.now, Log: a.log(),
		Health: h.health, Ledger: h.ledger})
	if err != nil {
		return err
	}
	server, serve, err := f.listen(a, handler, anyPort)
	if err != nil {
		return err
	}
	uncontrolled := h.listenControl(ctx)
	defer func() { failed = errors.Join(failed, uncontrolled()) }()
	served, ended := make(chan error, 1), make(chan error, 1)
	go func() { served <- serve() }()
	within, stop := context.WithCancel(ctx)
	go func() { ended <- beside(within, also, telling(saved), h.warming(index, &warm)) }()
	select {
	case err := <-served:
		stop()
		return errors.Join(fmt.Errorf("serve: %w", err), <-ended)
	case <-ctx.Done():
		stop()
	}
	drain(f.drain, served)
	err = f.finish(ctx, server)
	if got := <-served; !errors.Is(got, http.ErrServerClosed) {
		err = errors.Join(err, got)
	}
	return errors.Join(err, <-ended)
}

// finish takes nothing new, and waits for the answers that were begun; what is not done within the grace
// is cut off, so that nobody holds the store open who does not read on.
func (f *serveFlags) finish(ctx context.Context, server *http.Server) error {
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), f.grace)
	defer cancel()
	err := server.Shutdown(closing)
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.Join(fmt.Errorf("stop: answers that were begun were not done within --grace %s and were cut off", f.grace), server.Close())
	}
	return err
}

// warming reads what the desk and the index keep in memory before somebody waits for it, and then says so;
// where it cannot, who asks is told.
func (h *house) warming(index *bleveindex.Index, done *atomic.Bool) func(context.Context) error {
	return func(ctx context.Context) error {
		defer done.Store(true)
		if err := errors.Join(h.desk.Warm(ctx), index.Warm()); err != nil && ctx.Err() == nil {
			h.app.log().Error("warm", "err", err)
		}
		return nil
	}
}

// drain goes on serving for a time after a stop was asked for: /readyz says so already, and who shares
// out the requests takes this server out before it is gone.
func drain(d time.Duration, served chan error) {
	if d <= 0 {
		return
	}
	select {
	case err := <-served: // it ended by itself; the one who waits for it hears of it
		served <- err
	case <-time.After(d):
	}
}
