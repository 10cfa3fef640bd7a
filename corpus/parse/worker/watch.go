package worker

import (
	"context"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// look is how often a child is looked at. Memory can grow by about 100 MiB in that time.
const look = 20 * time.Millisecond

// handOver is the stage before the child's first.
const handOver = "hand over"

// watch holds one child to its limits while it reads one document.
type watch struct {
	child *child
	done  chan struct{}
	ended sync.WaitGroup

	again chan Limits // begins anew, with these limits

	mu    sync.Mutex
	stage string
	limit block.Limit // what was passed
	used  time.Duration

	asked  time.Time     // since when the parent reads an image for it; zero: it does not
	asking time.Duration // how long it did before
}

// watch begins to watch. The caller stops it.
func (c *child) watch(ctx context.Context) *watch {
	w := &watch{child: c, done: make(chan struct{}), again: make(chan Limits, 2), stage: handOver}
	before, _, _ := usage(c.process.Process.Pid)
	w.ended.Go(func() { w.run(ctx, before) })
	return w
}

func (w *watch) run(ctx context.Context, before time.Duration) {
	limits, began := w.child.limits, time.Now()
	often := time.NewTicker(look)
	defer often.Stop()
	for {
		select {
		case <-w.done:
			return
		case <-ctx.Done():
			w.child.kill()
			return
		case limits = <-w.again:
			began = time.Now()
			w.forget()
			before, _, _ = usage(w.child.process.Process.Pid)
		case <-often.C:
			if time.Since(began)-w.waited() > limits.Wall {
				w.over(block.Wall)
				return
			}
			cpu, resident, ok := usage(w.child.process.Process.Pid)
			if !ok {
				continue
			}
			w.mu.Lock()
			w.used = cpu - before
			room := w.child.room()
			w.mu.Unlock()
			switch {
			case cpu-before > limits.CPU:
				w.over(block.CPU)
				return
			case resident > room:
				w.over(block.Memory)
				return
			}
		}
	}
}

// pause stops and starts the clock that stands while the parent works for the child.
func (w *watch) pause(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if on {
		w.asked = time.Now()
		return
	}
	w.asking += time.Since(w.asked)
	w.asked = time.Time{}
}

// forget begins to count anew how long the parent works for the child.
func (w *watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asking = 0
}

func (w *watch) waited() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.asked.IsZero() {
		return w.asking
	}
	return w.asking + time.Since(w.asked)
}

func (w *watch) over(l block.Limit) {
	w.mu.Lock()
	w.limit = l
	w.mu.Unlock()
	w.child.kill()
}

// begins notes the stage that the child has come to.
func (w *watch) begins(stage string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case stage == startStage && !w.child.pdf: // once in the life of a child
		w.child.pdf = true
		generous := w.child.limits
		generous.CPU, generous.Wall = startFactor*generous.CPU, startFactor*generous.Wall
		w.again <- generous
	case w.stage == startStage:
		w.again <- w.child.limits
	}
	w.stage = stage
}

// startFactor is how many times the limits of a document the PDF library may take to start.
const startFactor = 10

// verdict is the stage the child was in, the limit it passed, if any, and its processor time.
func (w *watch) verdict() (string, block.Limit, time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stage, w.limit, w.used
}

// stop ends the watch and waits for it. It may be called again.
func (w *watch) stop() {
	w.mu.Lock()
	select {
	case <-w.done:
	default:
		close(w.done)
	}
	w.mu.Unlock()
	w.ended.Wait()
}
