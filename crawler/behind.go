package crawler

import (
	"context"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// behind are the pages of a run that are on their way to the disk while the next ones are asked for:
// new items only, since of those nothing is compared. They are written in the order in which they came.
type behind struct {
	slots chan struct{} // as many as may be on their way; nil where none may
	wg    sync.WaitGroup

	mu   sync.Mutex // guards what follows
	keys map[mark]bool
	err  error
}

func newBehind(n int) *behind {
	b := &behind{keys: map[mark]bool{}}
	if n > 0 {
		b.slots = make(chan struct{}, n)
	}
	return b
}

// takes reports whether a capture may be written behind: it is of a new item, and whole.
func (b *behind) takes(c corpus.Capture, known bool) bool {
	return b.slots != nil && !known && c.Purpose == corpus.ForItem && c.Failure == "" && c.Status == 200
}

// store hands a capture over to be written, and returns it completed. It waits while too many are on
// their way, and fails as soon as one of them could not be written.
func (b *behind) store(ctx context.Context, c *Crawler, k mark, capture corpus.Capture, e archive.Exchange) (corpus.Capture, error) {
	ctx = context.WithoutCancel(ctx) // what was fetched is kept even when the run is being stopped
	b.slots <- struct{}{}
	capture, commit, err := c.opt.Archive.Begin(ctx, capture, e)
	if err != nil {
		<-b.slots
		return capture, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.keys[k] = true
	b.wg.Go(func() {
		err := commit()
		if err == nil {
			err = c.follow(ctx)
		}
		<-b.slots
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.keys, k)
		if b.err == nil {
			b.err = err
		}
	})
	return capture, b.err
}

// holds reports whether an address is on its way.
func (b *behind) holds(k mark) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.keys[k]
}

// wait returns when everything is on disk and remembered.
func (b *behind) wait() error {
	b.wg.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}
