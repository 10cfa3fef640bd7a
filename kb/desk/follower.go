package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// follower keeps something of every document and follows the log: after a write it reads again only
// the documents that the new entries name, so that what is asked while documents come in does not
// read all that is held each time. The zero value but for read keeps nothing yet.
type follower[T any] struct {
	what string // is kept, for errors
	read func(context.Context, kb.Reader, corpus.DocumentID) (T, error)

	mu   sync.Mutex
	held *kept[T]
}

// kept is what was kept of the documents at one state of the log, in the order of their ids. It is
// shared and never changed.
type kept[T any] struct {
	seq  kb.Seq
	ids  []corpus.DocumentID
	rows []T
}

// of returns what is kept of one document.
func (k *kept[T]) of(id corpus.DocumentID) (T, bool) {
	i, ok := slices.BinarySearch(k.ids, id)
	if !ok {
		var none T
		return none, false
	}
	return k.rows[i], true
}

// now returns what is kept of the documents in a state of the store that is at least as new as the
// one it had when asked.
func (f *follower[T]) now(ctx context.Context, store kb.Reader) (*kept[T], error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, err := store.Version(ctx)
	if err != nil {
		return nil, err
	}
	if f.held != nil && f.held.seq == v.Seq {
		return f.held, nil
	}
	next, err := f.next(ctx, store, v.Seq)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.what, err)
	}
	f.held = next
	return next, nil
}

// next returns what is kept after a version that the store has passed. Documents that are written
// meanwhile may be newer; they are read again when their entries are.
func (f *follower[T]) next(ctx context.Context, store kb.Reader, seq kb.Seq) (*kept[T], error) {
	held, changed := f.held, []corpus.DocumentID(nil)
	var err error
	if held == nil || held.seq > seq { // nothing is kept, or of another log
		held = &kept[T]{}
		changed, err = allDocuments(ctx, store)
	} else {
		changed, err = namedSince(ctx, store, held.seq)
	}
	if err != nil {
		return nil, err
	}
	out := &kept[T]{seq: seq, ids: make([]corpus.DocumentID, 0, len(held.ids)+len(changed)), rows: make([]T, 0, len(held.ids)+len(changed))}
	at := 0
	take := func(to int) {
		out.ids, out.rows = append(out.ids, held.ids[at:to]...), append(out.rows, held.rows[at:to]...)
		at = to
	}
	for _, id := range changed {
		place, known := slices.BinarySearch(held.ids, id)
		take(place)
		if known {
			at++
		}
		row, err := f.read(ctx, store, id)
		if errors.Is(err, kb.ErrNotFound) { // an entry may name what was not stored
			continue
		}
		if err != nil {
			return nil, err
		}
		out.ids, out.rows = append(out.ids, id), append(out.rows, row)
	}
	take(len(held.ids))
	return out, nil
}

// allDocuments returns the ids of all documents, in order.
func allDocuments(ctx context.Context, store kb.Reader) ([]corpus.DocumentID, error) {
	docs, err := store.Documents(ctx, "", 0)
	out := make([]corpus.DocumentID, len(docs))
	for i, d := range docs {
		out[i] = d.ID
	}
	return out, err
}

// namedSince returns the ids of the documents that entries after one name, in order. Each write of a
// document comes with an entry that names it, a look that found nothing new too.
func namedSince(ctx context.Context, store kb.Reader, after kb.Seq) ([]corpus.DocumentID, error) {
	entries, err := store.Entries(ctx, after, 0)
	var out []corpus.DocumentID
	for _, e := range entries {
		if e.Document != "" {
			out = append(out, e.Document)
		}
	}
	return inOrder(out), err
}

// Warm reads what the desk keeps, so that the first who ask need not wait for it.
func (d *Desk) Warm(ctx context.Context) error {
	_, _, err := d.present(ctx)
	if err != nil {
		return err
	}
	if _, err := d.gists.now(ctx, d.store); err != nil {
		return err
	}
	_, err = d.Dispositions(ctx)
	return err
}

// readDocument is what the list of documents keeps.
func readDocument(ctx context.Context, store kb.Reader, id corpus.DocumentID) (*corpus.Document, error) {
	d, err := store.Document(ctx, id)
	return &d, err
}

// Documents returns every document, in the order of their ids. The slice and the documents are
// shared: callers do not change them.
func (d *Desk) Documents(ctx context.Context) ([]*corpus.Document, error) {
	held, err := d.documents.now(ctx, d.store)
	if err != nil {
		return nil, err
	}
	return held.rows, nil
}
