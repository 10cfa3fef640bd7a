package desk

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// bodyKey names a prepared body of law.
type bodyKey struct {
	seq   kb.Seq    // 0 where the time of knowledge has passed: nothing learned later changes it
	known time.Time // zero: now
	today corpus.Date
}

// maxBodies bounds how many states of knowledge are kept prepared.
const maxBodies = 16

// Body returns the law as known at the given time; the zero time means now. After something was
// learned, the body held before is carried on with that alone.
func (d *Desk) Body(ctx context.Context, known time.Time) (*legal.Body, error) {
	v, err := d.store.Version(ctx)
	if err != nil {
		return nil, err
	}
	key := bodyKey{v.Seq, known, d.Today()}
	if !known.IsZero() && known.Before(v.RecordedAt) {
		key.seq = 0
	}
	if body, ok := d.heldBody(key); ok {
		return body, nil
	}
	d.prepare.Lock()
	defer d.prepare.Unlock()
	if body, ok := d.heldBody(key); ok { // made while we waited
		return body, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	body, err := d.makeBody(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("read the law: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	// What was made for an earlier version or day is not asked for again, and a body of law is large.
	maps.DeleteFunc(d.bodies, func(k bodyKey, _ *legal.Body) bool {
		return k.seq != 0 && k.seq != v.Seq || k.today != key.today
	})
	if len(d.bodies) >= maxBodies {
		clear(d.bodies)
	}
	d.bodies[key] = body
	if known.IsZero() {
		d.newest = body
	}
	return body, nil
}

func (d *Desk) makeBody(ctx context.Context, key bodyKey) (*legal.Body, error) {
	d.mu.Lock()
	newest := d.newest
	d.mu.Unlock()
	if key.known.IsZero() && newest != nil {
		if v := newest.Version(); v.Seq == key.seq { // only the day is another
			return newest.With(kb.Law{Version: v}, key.today), nil
		}
		news, ok, err := d.store.LawSince(ctx, newest.Version().Seq)
		if err != nil {
			return nil, err
		}
		if ok {
			return newest.With(news, key.today), nil
		}
	}
	law, err := d.store.Law(ctx, key.known)
	if err != nil {
		return nil, err
	}
	return legal.New(law, key.today), nil
}

func (d *Desk) heldBody(key bodyKey) (*legal.Body, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	body, ok := d.bodies[key]
	return body, ok
}
