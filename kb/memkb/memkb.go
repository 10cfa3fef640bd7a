// Package memkb is the engine of [kb.Store] that keeps everything in memory: for tests, and for
// reading what a store does without a database in the way. Package boltkb is the one that lasts.
//
// The one idea needed to read it: every record is kept as its JSON, so that what a caller gets is
// always its own and looks exactly as it would after a restart.
package memkb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/internal/admit"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Store is a store in memory. Its zero value is not usable; see [New].
type Store struct {
	mu          sync.RWMutex
	closed      bool
	clock       time.Time // of the last write that stored a record
	version     kb.Version
	documents   *table
	addresses   map[address]map[corpus.DocumentID]claim
	claims      int
	revisions   *table
	facts       *table
	factsOf     map[corpus.DocumentID]map[string]bool
	outcomes    *table
	instruments *history
	measures    *history
	effects     *history
	disputes    *history
	leaves      [][]byte // the JSON of entry n at n-1
	hashes      [][32]byte
	checkpoints []kb.Checkpoint
	positions   map[string]string
}

var _ kb.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{
		documents: newTable(), revisions: newTable(), facts: newTable(), outcomes: newTable(),
		addresses: map[address]map[corpus.DocumentID]claim{}, factsOf: map[corpus.DocumentID]map[string]bool{},
		instruments: newHistory(), measures: newHistory(), effects: newHistory(), disputes: newHistory(),
		positions: map[string]string{},
	}
}

var errClosed = errors.New("the store is closed")

// Commit implements [kb.Store].
func (s *Store) Commit(ctx context.Context, w kb.Write) (kb.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return kb.Version{}, err
	}
	a, err := admit.Write(w, admit.State{Version: s.version, Clock: s.clock, Revision: s.held})
	if err != nil {
		return kb.Version{}, fmt.Errorf("commit: %w", err)
	}
	puts, err := s.encode(a)
	if err != nil {
		return kb.Version{}, fmt.Errorf("commit: %w", err)
	}
	before := len(s.hashes)
	for i, leaf := range a.Leaves {
		hs, err := logtree.Grow(int64(len(s.leaves)+i), leaf, s.readHashes)
		if err != nil {
			s.hashes = s.hashes[:before]
			return kb.Version{}, fmt.Errorf("commit: %w", err)
		}
		s.hashes = append(s.hashes, hs...)
	}
	// Nothing below can fail: all of the write is stored.
	for _, put := range puts {
		put()
	}
	s.leaves = append(s.leaves, a.Leaves...)
	for follower, position := range a.Positions {
		s.positions[follower] = position
	}
	if a.Records() {
		s.clock = a.At
	}
	s.version = a.Version
	return s.version, nil
}

// encode turns every record of the write into JSON and returns what is then to be done.
func (s *Store) encode(a admit.Admitted) ([]func(), error) {
	e := encoder{}
	for _, r := range a.Revisions {
		e.add(r, func(raw []byte) { s.revisions.put(string(r.ID), raw) })
	}
	for _, d := range a.Documents {
		e.add(d, func(raw []byte) { s.putDocument(d, raw) })
	}
	for _, f := range a.Facts {
		e.add(f, func(raw []byte) { s.putFact(f, raw) })
	}
	for _, o := range a.Outcomes {
		e.add(o, func(raw []byte) { s.outcomes.put(string(o.Capture.ID), raw) })
	}
	for _, i := range a.Instruments {
		e.add(i, func(raw []byte) { s.instruments.put(string(i.ID), a.At, raw) })
	}
	for _, m := range a.Measures {
		e.add(m, func(raw []byte) { s.measures.put(string(m.ID), a.At, raw) })
	}
	for _, f := range a.Effects {
		e.add(f, func(raw []byte) { s.effects.put(string(f.ID), a.At, raw) })
	}
	for _, d := range a.Disputes {
		e.add(d, func(raw []byte) { s.disputes.put(string(d.ID), a.At, raw) })
	}
	return e.puts, e.err
}

type encoder struct {
	puts []func()
	err  error
}

func (e *encoder) add(v any, put func([]byte)) {
	raw, err := json.Marshal(v)
	if err != nil && e.err == nil {
		e.err = fmt.Errorf("write a %T as JSON: %w", v, err)
	}
	e.puts = append(e.puts, func() { put(raw) })
}

func (s *Store) putFact(f kb.Fact, raw []byte) {
	if old, ok := read[kb.Fact](s.facts, string(f.ID)); ok {
		delete(s.factsOf[old.Span.Document], string(f.ID))
	}
	s.facts.put(string(f.ID), raw)
	of := s.factsOf[f.Span.Document]
	if of == nil {
		of = map[string]bool{}
		s.factsOf[f.Span.Document] = of
	}
	of[string(f.ID)] = true
}

// AddCheckpoint implements [kb.Store].
func (s *Store) AddCheckpoint(ctx context.Context, c kb.Checkpoint) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	s.checkpoints = append(s.checkpoints, c)
	return nil
}

// Close makes every later call fail. What was held is forgotten with the store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (s *Store) usable(ctx context.Context) error {
	if s.closed {
		return errClosed
	}
	return ctx.Err()
}

func (s *Store) held(id corpus.RevisionID) (corpus.Revision, bool, error) {
	r, ok := read[corpus.Revision](s.revisions, string(id))
	return r, ok, nil
}

func (s *Store) readHashes(indexes []int64) ([][32]byte, error) {
	out := make([][32]byte, len(indexes))
	for i, n := range indexes {
		if n < 0 || n >= int64(len(s.hashes)) {
			return nil, fmt.Errorf("tree hash %d: %w", n, kb.ErrNotFound)
		}
		out[i] = s.hashes[n]
	}
	return out, nil
}
