package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// tally counts what came of the captures, and follows the log: there are more of them than of
// anything else that is held.
type tally struct {
	mu     sync.Mutex
	seq    kb.Seq
	begun  bool
	first  corpus.CaptureID // the last of those that were counted to begin with; ids ascend
	counts map[kb.Disposition]int
	// trouble are the captures that did not become a document whole. They are few, and of these only
	// another may come in a later try.
	trouble map[corpus.CaptureID]kb.Disposition
}

// troubles are the dispositions of captures that did not become a document whole.
var troubles = []kb.Disposition{kb.Partial, kb.Quarantined, kb.Unreadable, kb.Absent}

// Dispositions counts what came of the captures. The map is the caller's own.
func (d *Desk) Dispositions(ctx context.Context) (map[kb.Disposition]int, error) {
	d.tally.mu.Lock()
	defer d.tally.mu.Unlock()
	if err := d.tally.follow(ctx, d.store); err != nil {
		return nil, fmt.Errorf("count the captures: %w", err)
	}
	return maps.Clone(d.tally.counts), nil
}

// Issues returns the outcomes of the captures that did not become a document whole, by capture.
func (d *Desk) Issues(ctx context.Context) ([]kb.Outcome, error) {
	d.tally.mu.Lock()
	err := d.tally.follow(ctx, d.store)
	ids := slices.Sorted(maps.Keys(d.tally.trouble))
	d.tally.mu.Unlock()
	out := make([]kb.Outcome, 0, len(ids))
	for _, id := range ids {
		if err != nil {
			return nil, err
		}
		var o kb.Outcome
		if o, err = d.store.Outcome(ctx, id); err == nil && slices.Contains(troubles, o.Disposition) {
			out = append(out, o)
		}
	}
	return out, err
}

func (t *tally) follow(ctx context.Context, store kb.Reader) error {
	v, err := store.Version(ctx)
	if err != nil || t.begun && v.Seq == t.seq {
		return err
	}
	if !t.begun || v.Seq < t.seq { // nothing is counted, or of another log
		return t.begin(ctx, store, v.Seq)
	}
	entries, err := store.Entries(ctx, t.seq, 0)
	if err != nil {
		return err
	}
	looked := map[corpus.CaptureID]kb.Outcome{} // as it is now: what was tried twice counts once
	for _, e := range entries {
		if e.Kind != kb.CaptureRecorded || e.Capture == "" {
			continue
		}
		o, err := store.Outcome(ctx, e.Capture)
		if err != nil {
			return err
		}
		if _, tried := t.trouble[o.Capture.ID]; tried || o.Capture.ID > t.first {
			looked[o.Capture.ID] = o
		}
	}
	for _, o := range looked { // only now: what was broken off is counted again
		t.count(o)
	}
	if n := len(entries); n > 0 {
		t.seq = max(v.Seq, entries[n-1].Seq)
	}
	return nil
}

// begin counts all that is held.
func (t *tally) begin(ctx context.Context, store kb.Reader, seq kb.Seq) error {
	fresh := tally{counts: map[kb.Disposition]int{}, trouble: map[corpus.CaptureID]kb.Disposition{}}
	const atOnce = 10_000
	for after := corpus.CaptureID(""); ; {
		some, err := store.Outcomes(ctx, after, atOnce)
		if err != nil {
			return err
		}
		for _, o := range some {
			fresh.count(o)
			after, fresh.first = o.Capture.ID, o.Capture.ID
		}
		if len(some) < atOnce {
			break
		}
	}
	t.counts, t.trouble, t.first, t.seq, t.begun = fresh.counts, fresh.trouble, fresh.first, seq, true
	return nil
}

func (t *tally) count(o kb.Outcome) {
	if was, tried := t.trouble[o.Capture.ID]; tried {
		t.counts[was]--
		if t.counts[was] == 0 {
			delete(t.counts, was)
		}
		delete(t.trouble, o.Capture.ID)
	}
	t.counts[o.Disposition]++
	if slices.Contains(troubles, o.Disposition) {
		t.trouble[o.Capture.ID] = o.Disposition
	}
}
