package boltkb

import (
	"context"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// TreeSize implements [kb.TreeReader].
func (s *Store) TreeSize(ctx context.Context) (size int64, root [32]byte, err error) {
	err = s.read(ctx, "read the tree", func(tx *bolt.Tx) error {
		v, err := lastVersion(tx)
		if err != nil {
			return err
		}
		size = int64(v.Seq)
		root, err = logtree.Root(size, hashReader(tx))
		return err
	})
	return size, root, err
}

// TreeHashes implements [kb.TreeReader].
func (s *Store) TreeHashes(ctx context.Context, indexes []int64) ([][32]byte, error) {
	var out [][32]byte
	err := s.read(ctx, "read the tree", func(tx *bolt.Tx) (err error) {
		out, err = hashReader(tx)(indexes)
		return err
	})
	return out, err
}

func hashReader(tx *bolt.Tx) logtree.Read {
	return func(indexes []int64) ([][32]byte, error) {
		out := make([][32]byte, len(indexes))
		for i, n := range indexes {
			raw := get(tx, hashes, hashes.key(uint64(n)))
			switch {
			case raw == nil:
				return nil, fmt.Errorf("tree hash %d: %w", n, kb.ErrNotFound)
			case len(raw) != len(out[i]):
				return nil, fmt.Errorf("%w: tree hash %d has %d bytes", kb.ErrCorrupt, n, len(raw))
			}
			copy(out[i][:], raw)
		}
		return out, nil
	}
}

// Leaf implements [kb.TreeReader].
func (s *Store) Leaf(ctx context.Context, seq kb.Seq) ([]byte, error) {
	var leaf []byte
	err := s.read(ctx, "read a leaf", func(tx *bolt.Tx) error {
		leaf = hold(tx, entries, entries.key(uint64(seq)))
		return nil
	})
	if err == nil && leaf == nil {
		err = fmt.Errorf("entry %d: %w", seq, kb.ErrNotFound)
	}
	return leaf, err
}

// Checkpoints implements [kb.TreeReader].
func (s *Store) Checkpoints(ctx context.Context) ([]kb.Checkpoint, error) {
	return page[kb.Checkpoint](ctx, s, checkpoints, nil, 0)
}
