package holdings

import (
	"context"
	"fmt"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Shelf keeps the list of documents of one state of the store, so that lists and pages need not
// read them all again for every request. It may be used by many goroutines.
type Shelf struct {
	desk *desk.Desk

	mu   sync.Mutex
	seq  kb.Seq
	full bool
	docs []corpus.Document
}

// NewShelf returns a shelf over the desk's store.
func NewShelf(d *desk.Desk) *Shelf { return &Shelf{desk: d} }

// Documents returns every document by id. The slice is shared: callers do not change it.
func (s *Shelf) Documents(ctx context.Context) ([]corpus.Document, error) {
	v, err := s.desk.Store().Version(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full && s.seq == v.Seq {
		return s.docs, nil
	}
	docs, err := s.desk.Store().Documents(ctx, "", 0)
	if err != nil {
		return nil, fmt.Errorf("list the documents: %w", err)
	}
	s.docs, s.seq, s.full = docs, v.Seq, true
	return docs, nil
}
