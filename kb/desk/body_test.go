package desk_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// counted is a store that counts how often the law is read, and lets it be read when told to.
type counted struct {
	kb.Reader
	reads atomic.Int32
	open  chan struct{}
}

func (c *counted) Law(ctx context.Context, known time.Time) (kb.Law, error) {
	c.reads.Add(1)
	<-c.open
	return c.Reader.Law(ctx, known)
}

// Those who ask while a body of law is made wait for it, and do not each make one of their own.
func TestBodyIsMadeOnce(t *testing.T) {
	small := newDesk(t)
	store := &counted{Reader: small.Store(), open: make(chan struct{})}
	d := desk.New(store, nil, func() time.Time { return loaded })
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if b, err := d.Body(t.Context(), time.Time{}); err != nil || len(b.Law().Measures) == 0 {
				t.Errorf("body: %v, %v", b, err)
			}
		})
	}
	close(store.open)
	wg.Wait()
	if n := store.reads.Load(); n != 1 {
		t.Errorf("the law was read %d times, want once", n)
	}
	if _, err := d.Body(t.Context(), loaded.Add(time.Hour)); err != nil { // another state of knowledge
		t.Fatal(err)
	}
	if _, err := d.Body(t.Context(), time.Time{}); err != nil {
		t.Fatal(err)
	}
	if n := store.reads.Load(); n != 2 {
		t.Errorf("the law was read %d times for two states of knowledge", n)
	}
}
