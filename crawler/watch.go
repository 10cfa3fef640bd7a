package crawler

import (
	"context"
	"errors"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Each runs sources once, several at a time, and tells done of each as it ends, one after the other.
// A source that cannot go on ends the others; what they did is in the archive, and the next run of
// each takes it up. An error of done does the same.
func (c *Crawler) Each(ctx context.Context, sources []Source, atOnce int, done func(Source, corpus.Run) error) error {
	return c.together(ctx, sources, atOnce, func(ctx context.Context, s Source, turn turns) error {
		return c.runIn(ctx, s, turn, done)
	})
}

// Watch runs sources whenever they are due, several at a time, until the context ends, and tells done
// of each run. It returns the context's error, or the first that a source cannot go on with.
func (c *Crawler) Watch(ctx context.Context, sources []Source, atOnce int, done func(Source, corpus.Run) error) error {
	return c.together(ctx, sources, atOnce, func(ctx context.Context, s Source, turn turns) error {
		for {
			due, err := c.Due(ctx, s)
			if err != nil {
				return err
			}
			if wait := due.Sub(c.opt.Now()); !due.IsZero() && wait > 0 {
				if err := c.opt.Sleep(ctx, wait); err != nil {
					return err
				}
				continue // the clock may have been set, or somebody else has run it
			}
			if err := c.runIn(ctx, s, turn, done); err != nil {
				return err
			}
		}
	})
}

// turns are taken before a run and before its report, and given back after.
type turns struct {
	run    chan struct{}
	report chan struct{}
}

// together starts one goroutine for each source and waits for all. The first error ends them.
func (c *Crawler) together(ctx context.Context, sources []Source, atOnce int, work func(context.Context, Source, turns) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	turn := turns{make(chan struct{}, max(atOnce, 1)), make(chan struct{}, 1)}
	var wg sync.WaitGroup
	for _, s := range sources {
		wg.Go(func() {
			if err := work(ctx, s, turn); err != nil {
				stop(err)
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// runIn runs a source when it has its turn.
func (c *Crawler) runIn(ctx context.Context, s Source, turn turns, done func(Source, corpus.Run) error) error {
	select {
	case turn.run <- struct{}{}:
		defer func() { <-turn.run }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	r, err := c.Run(ctx, s)
	if err != nil {
		return err
	}
	if done == nil {
		return nil
	}
	turn.report <- struct{}{}
	defer func() { <-turn.report }()
	return done(s, r)
}

// Interrupted reports whether an error of Run, Each or Watch says that the run was stopped from
// outside, and not that something is wrong.
func Interrupted(err error) bool { return errors.Is(err, context.Canceled) }
