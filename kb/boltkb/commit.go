package boltkb

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/internal/admit"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Commit implements [kb.Store].
func (s *Store) Commit(ctx context.Context, w kb.Write) (kb.Version, error) {
	if err := ctx.Err(); err != nil {
		return kb.Version{}, err
	}
	var after kb.Version
	err := s.update(func(tx *bolt.Tx) error {
		state, err := s.state(tx)
		if err != nil {
			return err
		}
		a, err := admit.Write(w, state)
		if err != nil {
			return err
		}
		after = a.Version
		s.lately.note(state.Version.Seq, a)
		if err := s.putTexts(tx, a); err != nil {
			return err
		}
		if err := putLaw(tx, a); err != nil {
			return err
		}
		if err := putLog(tx, a, int64(state.Version.Seq)); err != nil {
			return err
		}
		if a.Records() {
			return put(tx, meta, meta.key("clock"), appendMoment(nil, a.At))
		}
		return nil
	})
	if err != nil {
		return kb.Version{}, fmt.Errorf("commit: %w", err)
	}
	return after, nil
}

// state is what the checks of a write need to know.
func (s *Store) state(tx *bolt.Tx) (admit.State, error) {
	v, err := lastVersion(tx)
	if err != nil {
		return admit.State{}, err
	}
	state := admit.State{Version: v, Revision: func(id corpus.RevisionID) (corpus.Revision, bool, error) {
		raw := get(tx, revisions, revisions.key(string(id)))
		if raw == nil {
			return corpus.Revision{}, false, nil
		}
		r, err := unpackRevision(s.open, raw)
		return r, err == nil, err
	}}
	if clock := get(tx, meta, meta.key("clock")); len(clock) == 12 {
		state.Clock = readMoment(clock)
	}
	return state, nil
}

// putTexts stores documents, revisions, facts and outcomes.
func (s *Store) putTexts(tx *bolt.Tx, a admit.Admitted) error {
	for _, r := range a.Revisions {
		raw, err := encode(r)
		if err != nil {
			return err
		}
		if err := put(tx, revisions, revisions.key(string(r.ID)), s.pack.EncodeAll(raw, nil)); err != nil {
			return err
		}
	}
	for _, d := range a.Documents {
		if err := putDocument(tx, d); err != nil {
			return err
		}
	}
	for _, f := range a.Facts {
		if err := putFact(tx, f); err != nil {
			return err
		}
	}
	return putAll(tx, outcomes, a.Outcomes, func(o kb.Outcome) []byte { return outcomes.key(string(o.Capture.ID)) })
}

func putFact(tx *bolt.Tx, f kb.Fact) error {
	doc, name := string(f.Span.Document), factDocuments.key(string(f.ID))
	if old := get(tx, factDocuments, name); old != nil && string(old) != doc {
		if err := tx.Bucket([]byte(facts.name)).Delete(facts.key(string(old), string(f.ID))); err != nil {
			return fmt.Errorf("take fact %s from document %s: %w", f.ID, old, err)
		}
	}
	raw, err := encode(f)
	if err != nil {
		return err
	}
	if err := put(tx, facts, facts.key(doc, string(f.ID)), raw); err != nil {
		return err
	}
	return put(tx, factDocuments, name, []byte(doc))
}

// putLaw stores new versions of legal records beside the old ones.
func putLaw(tx *bolt.Tx, a admit.Admitted) error {
	if err := putVersions(tx, instruments, a.At, a.Instruments, func(i kb.Instrument) string { return string(i.ID) }); err != nil {
		return err
	}
	if err := putVersions(tx, measures, a.At, a.Measures, func(m kb.Measure) string { return string(m.ID) }); err != nil {
		return err
	}
	if err := putVersions(tx, effects, a.At, a.Effects, func(e kb.Effect) string { return string(e.ID) }); err != nil {
		return err
	}
	return putVersions(tx, disputes, a.At, a.Disputes, func(d kb.Dispute) string { return string(d.ID) })
}

func putVersions[T any](tx *bolt.Tx, b bucket, at time.Time, list []T, id func(T) string) error {
	for _, v := range list {
		n, err := tx.Bucket([]byte(b.name)).NextSequence()
		if err != nil {
			return fmt.Errorf("number a version of %s: %w", id(v), err)
		}
		raw, err := encode(v)
		if err != nil {
			return err
		}
		if err := put(tx, b, b.key(id(v), at, n), raw); err != nil {
			return err
		}
	}
	return nil
}

// putLog appends the entries, grows the tree over them and keeps the followers' positions.
func putLog(tx *bolt.Tx, a admit.Admitted, size int64) error {
	for _, leaf := range a.Leaves {
		hs, err := logtree.Grow(size, leaf, hashReader(tx))
		if err != nil {
			return err
		}
		first := logtree.StoredCount(size)
		for i, h := range hs {
			if err := put(tx, hashes, hashes.key(uint64(first)+uint64(i)), h[:]); err != nil {
				return err
			}
		}
		size++
		if err := put(tx, entries, entries.key(uint64(size)), leaf); err != nil {
			return err
		}
	}
	for follower, position := range a.Positions {
		if err := put(tx, positions, positions.key(follower), []byte(position)); err != nil {
			return err
		}
	}
	return nil
}

// AddCheckpoint implements [kb.Store].
func (s *Store) AddCheckpoint(ctx context.Context, c kb.Checkpoint) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.update(func(tx *bolt.Tx) error {
		n, err := tx.Bucket([]byte(checkpoints.name)).NextSequence()
		if err != nil {
			return err
		}
		return putAll(tx, checkpoints, []kb.Checkpoint{c}, func(kb.Checkpoint) []byte { return checkpoints.key(n) })
	})
	if err != nil {
		return fmt.Errorf("keep a checkpoint over %d entries: %w", c.Size, err)
	}
	return nil
}

func putAll[T any](tx *bolt.Tx, b bucket, list []T, key func(T) []byte) error {
	for _, v := range list {
		raw, err := encode(v)
		if err != nil {
			return err
		}
		if err := put(tx, b, key(v), raw); err != nil {
			return err
		}
	}
	return nil
}

func put(tx *bolt.Tx, b bucket, key, value []byte) error {
	in := tx.Bucket([]byte(b.name))
	if b.appends {
		in.FillPercent = 0.9
	}
	if err := in.Put(key, value); err != nil {
		return fmt.Errorf("store in %s: %w", b.name, err)
	}
	return nil
}

// get returns bytes that are only good until the transaction ends; nil where there are none.
func get(tx *bolt.Tx, b bucket, key []byte) []byte {
	if len(key) == 0 {
		return nil
	}
	return tx.Bucket([]byte(b.name)).Get(key)
}

// hold returns a copy of what get finds.
func hold(tx *bolt.Tx, b bucket, key []byte) []byte { return slices.Clone(get(tx, b, key)) }

func encode(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write a %T as JSON: %w", v, err)
	}
	return raw, nil
}

// decode reads a value; one that cannot be read is damage.
func decode[T any](raw []byte) (T, error) {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("%w: read a stored %T: %w", kb.ErrCorrupt, v, err)
	}
	return v, nil
}
