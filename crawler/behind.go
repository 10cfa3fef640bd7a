package crawler

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
)

// New pages of a run are brought from the system's memory to the disk in batches: when one is full, or
// some time after the last one. So of a source that is asked with a delay each page goes at once.
const (
	maxBatch   = 64
	maxBatches = 16 // that may be on their way: a disk that is busy for a moment holds nobody up
	maxWait    = 50 * time.Millisecond
)

// behind are the new pages of a run that are written and not yet on disk while the next ones are asked
// for: of new pages nothing is compared, so nobody misses them meanwhile. The death of the process cannot
// lose them, and a loss of power costs the repeated requests for them.
type behind struct {
	c     *Crawler
	queue chan []handed
	wg    sync.WaitGroup // of the batches on their way

	batch []handed  // what is not on its way yet; of the run
	sent  time.Time // when a batch was sent last

	mu   sync.Mutex // guards what follows
	keys map[mark]int
	err  error
}

// handed is a page that was written, and how to wait until it is on disk.
type handed struct {
	mark mark
	wait func() error
}

// newBehind starts to follow the pages of a run. close must be called at its end.
func newBehind(ctx context.Context, c *Crawler) *behind {
	b := &behind{c: c, queue: make(chan []handed, maxBatches), keys: map[mark]int{}}
	go b.follow(context.WithoutCancel(ctx)) // what was fetched is kept even when the run is being stopped
	return b
}

// takes reports whether a capture may be on disk later: it is of a new item, and whole.
func (b *behind) takes(c corpus.Capture, known bool) bool {
	return !known && c.Purpose == corpus.ForItem && c.Failure == "" && c.Status == 200
}

// store writes a capture, and returns it completed. It waits while too many are on their way, and fails
// as soon as one of them did not reach the disk.
func (b *behind) store(ctx context.Context, k mark, capture corpus.Capture, e archive.Exchange) (corpus.Capture, error) {
	capture, wait, err := b.c.opt.Archive.Begin(context.WithoutCancel(ctx), capture, e)
	if err != nil {
		return capture, err
	}
	b.mu.Lock()
	b.keys[k]++
	err = b.err
	b.mu.Unlock()
	b.batch = append(b.batch, handed{k, wait})
	if now := capture.FetchedAt; len(b.batch) == maxBatch || now.Sub(b.sent) >= maxWait {
		b.sent = now
		b.send()
	}
	return capture, err
}

// send sends what was written on its way to the disk. It waits while too much is.
func (b *behind) send() {
	if len(b.batch) == 0 {
		return
	}
	b.wg.Add(1)
	b.queue <- b.batch
	b.batch = nil
}

// follow sees to it that what was written is on disk and remembered, in its order.
func (b *behind) follow(ctx context.Context) {
	for batch := range b.queue {
		var err error
		for _, h := range batch {
			err = errors.Join(err, h.wait())
		}
		if err == nil {
			err = b.c.follow(ctx)
		}
		b.mu.Lock()
		for _, h := range batch {
			if b.keys[h.mark]--; b.keys[h.mark] == 0 {
				delete(b.keys, h.mark)
			}
		}
		if b.err == nil {
			b.err = err
		}
		b.mu.Unlock()
		b.wg.Done()
	}
}

// holds reports whether an address is on its way.
func (b *behind) holds(k mark) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.keys[k] > 0
}

// wait returns when everything is on disk and remembered.
func (b *behind) wait() error {
	b.send()
	b.wg.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// close ends the following, when everything is on disk or could not be.
func (b *behind) close() {
	b.send()
	b.wg.Wait()
	close(b.queue)
}
