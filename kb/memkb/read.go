package memkb

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Version implements [kb.Reader].
func (s *Store) Version(ctx context.Context) (kb.Version, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.version, s.usable(ctx)
}

// Document implements [kb.Reader].
func (s *Store) Document(ctx context.Context, id corpus.DocumentID) (corpus.Document, error) {
	return one[corpus.Document](ctx, s, s.documents, "document", string(id))
}

// DocumentAt implements [kb.Reader].
func (s *Store) DocumentAt(ctx context.Context, source corpus.SourceID, url string) (corpus.Document, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return corpus.Document{}, err
	}
	id := s.documentAt(address{source, url})
	if id == "" {
		return corpus.Document{}, fmt.Errorf("document of source %s at %s: %w", source, url, kb.ErrNotFound)
	}
	return decode[corpus.Document](s.documents.rows[string(id)]), nil
}

// Documents implements [kb.Reader].
func (s *Store) Documents(ctx context.Context, after corpus.DocumentID, limit int) ([]corpus.Document, error) {
	return page[corpus.Document](ctx, s, s.documents, string(after), limit)
}

// Revision implements [kb.Reader].
func (s *Store) Revision(ctx context.Context, id corpus.RevisionID) (corpus.Revision, error) {
	return one[corpus.Revision](ctx, s, s.revisions, "revision", string(id))
}

// Fact implements [kb.Reader].
func (s *Store) Fact(ctx context.Context, id kb.FactID) (kb.Fact, error) {
	return one[kb.Fact](ctx, s, s.facts, "fact", string(id))
}

// FactsOf implements [kb.Reader].
func (s *Store) FactsOf(ctx context.Context, doc corpus.DocumentID) ([]kb.Fact, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	out := []kb.Fact{}
	for id := range s.factsOf[doc] {
		out = append(out, decode[kb.Fact](s.facts.rows[id]))
	}
	slices.SortFunc(out, func(a, b kb.Fact) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Law implements [kb.Reader].
func (s *Store) Law(ctx context.Context, at time.Time) (kb.Law, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return kb.Law{}, err
	}
	return kb.Law{
		Version:     s.versionAt(at),
		Instruments: known(s.instruments, at, func(i kb.Instrument) bool { return i.Removed }),
		Measures:    known(s.measures, at, func(m kb.Measure) bool { return m.Removed }),
		Effects:     known(s.effects, at, func(e kb.Effect) bool { return e.Removed }),
		Disputes:    known(s.disputes, at, func(d kb.Dispute) bool { return d.Removed }),
	}, nil
}

// LawSince implements [kb.Reader].
func (s *Store) LawSince(ctx context.Context, after kb.Seq) (kb.Law, bool, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return kb.Law{}, false, err
	}
	var now time.Time
	return kb.Law{
		Version:     s.version,
		Instruments: known(s.instruments, now, func(i kb.Instrument) bool { return i.Seq < after }),
		Measures:    known(s.measures, now, func(m kb.Measure) bool { return m.Seq < after }),
		Effects:     known(s.effects, now, func(e kb.Effect) bool { return e.Seq < after }),
		Disputes:    known(s.disputes, now, func(d kb.Dispute) bool { return d.Seq < after }),
	}, true, nil
}

// versionAt returns the version that the store had at the time (zero: now).
func (s *Store) versionAt(at time.Time) kb.Version {
	if at.IsZero() {
		return s.version
	}
	n := sort.Search(len(s.leaves), func(i int) bool { return decode[kb.Entry](s.leaves[i]).RecordedAt.After(at) })
	if n == 0 {
		return kb.Version{}
	}
	e := decode[kb.Entry](s.leaves[n-1])
	return kb.Version{Seq: e.Seq, RecordedAt: e.RecordedAt}
}

// Entries implements [kb.Reader].
func (s *Store) Entries(ctx context.Context, after kb.Seq, limit int) ([]kb.Entry, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	leaves := s.leaves[min(uint64(after), uint64(len(s.leaves))):]
	if limit > 0 {
		leaves = leaves[:min(limit, len(leaves))]
	}
	out := make([]kb.Entry, len(leaves))
	for i, raw := range leaves {
		out[i] = decode[kb.Entry](raw)
	}
	return out, nil
}

// Outcome implements [kb.Reader].
func (s *Store) Outcome(ctx context.Context, id corpus.CaptureID) (kb.Outcome, error) {
	return one[kb.Outcome](ctx, s, s.outcomes, "outcome of capture", string(id))
}

// Outcomes implements [kb.Reader].
func (s *Store) Outcomes(ctx context.Context, after corpus.CaptureID, limit int) ([]kb.Outcome, error) {
	return page[kb.Outcome](ctx, s, s.outcomes, string(after), limit)
}

// Position implements [kb.Reader].
func (s *Store) Position(ctx context.Context, follower string) (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.positions[follower], s.usable(ctx)
}

// TreeSize implements [kb.TreeReader].
func (s *Store) TreeSize(ctx context.Context) (int64, [32]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return 0, [32]byte{}, err
	}
	size := int64(len(s.leaves))
	root, err := logtree.Root(size, s.readHashes)
	return size, root, err
}

// TreeHashes implements [kb.TreeReader].
func (s *Store) TreeHashes(ctx context.Context, indexes []int64) ([][32]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	return s.readHashes(indexes)
}

// Leaf implements [kb.TreeReader].
func (s *Store) Leaf(ctx context.Context, seq kb.Seq) ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	if seq == 0 || uint64(seq) > uint64(len(s.leaves)) {
		return nil, fmt.Errorf("entry %d: %w", seq, kb.ErrNotFound)
	}
	return slices.Clone(s.leaves[seq-1]), nil
}

// Checkpoints implements [kb.TreeReader].
func (s *Store) Checkpoints(ctx context.Context) ([]kb.Checkpoint, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]kb.Checkpoint{}, s.checkpoints...), s.usable(ctx)
}

// one returns a record by its id.
func one[T any](ctx context.Context, s *Store, t *table, what, id string) (T, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var none T
	if err := s.usable(ctx); err != nil {
		return none, err
	}
	v, ok := read[T](t, id)
	if !ok {
		return none, fmt.Errorf("%s %s: %w", what, id, kb.ErrNotFound)
	}
	return v, nil
}

// page returns records in the order of their ids.
func page[T any](ctx context.Context, s *Store, t *table, after string, limit int) ([]T, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	out := []T{}
	for _, id := range t.after(after, limit) {
		out = append(out, decode[T](t.rows[id]))
	}
	return out, nil
}
