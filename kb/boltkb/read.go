package boltkb

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Version implements [kb.Reader].
func (s *Store) Version(ctx context.Context) (kb.Version, error) {
	var v kb.Version
	err := s.read(ctx, "read the version", func(tx *bolt.Tx) (err error) {
		v, err = lastVersion(tx)
		return err
	})
	return v, err
}

// lastVersion returns the version after the last entry.
func lastVersion(tx *bolt.Tx) (kb.Version, error) {
	k, raw := tx.Bucket([]byte(entries.name)).Cursor().Last()
	if k == nil {
		return kb.Version{}, nil
	}
	e, err := decode[kb.Entry](raw)
	return kb.Version{Seq: e.Seq, RecordedAt: e.RecordedAt}, err
}

// Document implements [kb.Reader].
func (s *Store) Document(ctx context.Context, id corpus.DocumentID) (corpus.Document, error) {
	return one[corpus.Document](ctx, s, "document "+string(id), func(tx *bolt.Tx) ([]byte, error) { return hold(tx, documents, documents.key(string(id))), nil })
}

// DocumentAt implements [kb.Reader].
func (s *Store) DocumentAt(ctx context.Context, source corpus.SourceID, url string) (corpus.Document, error) {
	return one[corpus.Document](ctx, s, "document of source "+string(source)+" at "+url, func(tx *bolt.Tx) ([]byte, error) {
		id, err := documentAt(tx, source, url)
		return hold(tx, documents, documents.key(id)), err
	})
}

// Documents implements [kb.Reader].
func (s *Store) Documents(ctx context.Context, after corpus.DocumentID, limit int) ([]corpus.Document, error) {
	return page[corpus.Document](ctx, s, documents, documents.key(string(after)), limit)
}

// Revision implements [kb.Reader].
func (s *Store) Revision(ctx context.Context, id corpus.RevisionID) (corpus.Revision, error) {
	var raw []byte
	err := s.read(ctx, "read revision "+string(id), func(tx *bolt.Tx) error {
		raw = hold(tx, revisions, revisions.key(string(id)))
		return nil
	})
	if err != nil {
		return corpus.Revision{}, err
	}
	if raw == nil {
		return corpus.Revision{}, fmt.Errorf("revision %s: %w", id, kb.ErrNotFound)
	}
	r, err := unpackRevision(s.open, raw)
	if err != nil {
		return corpus.Revision{}, fmt.Errorf("revision %s: %w", id, err)
	}
	return r, nil
}

func unpackRevision(open *zstd.Decoder, packed []byte) (corpus.Revision, error) {
	raw, err := open.DecodeAll(packed, nil)
	if err != nil {
		return corpus.Revision{}, fmt.Errorf("%w: decompress a revision: %w", kb.ErrCorrupt, err)
	}
	return decode[corpus.Revision](raw)
}

// Fact implements [kb.Reader].
func (s *Store) Fact(ctx context.Context, id kb.FactID) (kb.Fact, error) {
	return one[kb.Fact](ctx, s, "fact "+string(id), func(tx *bolt.Tx) ([]byte, error) {
		doc := get(tx, factDocuments, factDocuments.key(string(id)))
		return hold(tx, facts, facts.key(string(doc), string(id))), nil
	})
}

// FactsOf implements [kb.Reader].
func (s *Store) FactsOf(ctx context.Context, doc corpus.DocumentID) ([]kb.Fact, error) {
	var rows [][]byte
	err := s.read(ctx, "read the facts of "+string(doc), func(tx *bolt.Tx) error {
		prefix := facts.key(string(doc))
		c := tx.Bucket([]byte(facts.name)).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			rows = append(rows, slices.Clone(v))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out, err := decodeAll[kb.Fact](rows)
	slices.SortFunc(out, func(a, b kb.Fact) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// Entries implements [kb.Reader].
func (s *Store) Entries(ctx context.Context, after kb.Seq, limit int) ([]kb.Entry, error) {
	return page[kb.Entry](ctx, s, entries, entries.key(uint64(after)), limit)
}

// Outcome implements [kb.Reader].
func (s *Store) Outcome(ctx context.Context, id corpus.CaptureID) (kb.Outcome, error) {
	return one[kb.Outcome](ctx, s, "outcome of capture "+string(id), func(tx *bolt.Tx) ([]byte, error) { return hold(tx, outcomes, outcomes.key(string(id))), nil })
}

// Outcomes implements [kb.Reader].
func (s *Store) Outcomes(ctx context.Context, after corpus.CaptureID, limit int) ([]kb.Outcome, error) {
	return page[kb.Outcome](ctx, s, outcomes, outcomes.key(string(after)), limit)
}

// Position implements [kb.Reader].
func (s *Store) Position(ctx context.Context, follower string) (string, error) {
	position := ""
	err := s.read(ctx, "read the position of "+follower, func(tx *bolt.Tx) error {
		position = string(get(tx, positions, positions.key(follower)))
		return nil
	})
	return position, err
}

// read runs a short transaction for reading.
func (s *Store) read(ctx context.Context, doing string, fn func(*bolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.view(fn); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// one returns the record whose bytes the function finds; it must return a copy.
func one[T any](ctx context.Context, s *Store, what string, find func(*bolt.Tx) ([]byte, error)) (T, error) {
	var none T
	var raw []byte
	if err := s.read(ctx, "read "+what, func(tx *bolt.Tx) (err error) { raw, err = find(tx); return err }); err != nil {
		return none, err
	}
	if raw == nil {
		return none, fmt.Errorf("%s: %w", what, kb.ErrNotFound)
	}
	v, err := decode[T](raw)
	if err != nil {
		return none, fmt.Errorf("%s: %w", what, err)
	}
	return v, nil
}

// page returns the records after a key, at most limit (0: all).
func page[T any](ctx context.Context, s *Store, b bucket, after []byte, limit int) ([]T, error) {
	var rows [][]byte
	err := s.read(ctx, "list "+b.name, func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte(b.name)).Cursor()
		k, v := c.Seek(after)
		if bytes.Equal(k, after) {
			k, v = c.Next()
		}
		for ; k != nil && (limit <= 0 || len(rows) < limit); k, v = c.Next() {
			rows = append(rows, slices.Clone(v))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return decodeAll[T](rows)
}

func decodeAll[T any](rows [][]byte) ([]T, error) {
	out := make([]T, 0, len(rows))
	for _, raw := range rows {
		v, err := decode[T](raw)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// versionAt returns the version that the store had at the time (zero: now).
func versionAt(tx *bolt.Tx, known time.Time) (kb.Version, error) {
	last, err := lastVersion(tx)
	if err != nil || known.IsZero() {
		return last, err
	}
	lo, hi := uint64(0), uint64(last.Seq) // the answer is in lo..hi; record times never decrease
	at := kb.Version{}
	for lo < hi {
		mid := hi - (hi-lo)/2
		e, err := decode[kb.Entry](get(tx, entries, entries.key(mid)))
		if err != nil {
			return kb.Version{}, fmt.Errorf("entry %d: %w", mid, err)
		}
		if e.RecordedAt.After(known) {
			hi = mid - 1
		} else {
			lo, at = mid, kb.Version{Seq: e.Seq, RecordedAt: e.RecordedAt}
		}
	}
	return at, nil
}
