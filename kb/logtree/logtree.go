// Package logtree is the signed tree over the log: a Merkle tree (RFC 6962, SHA-256) whose leaf
// n-1 is the entry with sequence n, and signed notes ("checkpoints") that state its size and root.
//
// The one idea needed to read it: a root names every leaf below it. Whoever kept a checkpoint can
// later have it proved that an entry was in the log that the checkpoint speaks of ([ProveEntry]),
// and that today's log still begins with that log ([ProvePrefix]); nobody can change, drop, insert
// or reorder an entry without one of the two failing.
//
// What it proves: that these bytes were in this archive when the checkpoint was signed, and are
// unaltered since. What it does not prove: that they are true, that the archive read everything
// there was to read, that the clock of the machine was right, or that the holder of the key signed
// no second, different log. The day on which a checkpoint was signed is known to those who kept it
// that day; the note itself names none.
//
// The bytes of a leaf are the entry as the store keeps it ([LeafBytes]); the hashes of the tree are
// stored in the numbering of golang.org/x/mod/sumdb/tlog, so that other tools can read them. An
// engine calls [Grow] for each new entry within the transaction that stores it.
package logtree

import (
	"context"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/lodestone-kb/lodestone/kb"
)

// Read returns the stored hashes at the given indexes.
type Read func(indexes []int64) ([][32]byte, error)

// LeafBytes returns the bytes of an entry that are stored and hashed: its JSON, whose fields stand
// in the order of [kb.Entry] without blanks. The entry must have its sequence and record time.
func LeafBytes(e kb.Entry) ([]byte, error) {
	b, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write entry %d as a leaf: %w", e.Seq, err)
	}
	return b, nil
}

// LeafHash returns the hash of a leaf.
func LeafHash(leaf []byte) [32]byte { return tlog.RecordHash(leaf) }

// Grow returns the hashes to store for a new leaf of a tree that has size leaves. They belong at
// the indexes from [StoredCount] of size on, in order.
func Grow(size int64, leaf []byte, read Read) ([][32]byte, error) {
	hs, err := tlog.StoredHashesForRecordHash(size, tlog.RecordHash(leaf), read.reader())
	if err != nil {
		return nil, fmt.Errorf("add leaf %d to the tree: %w", size, err)
	}
	return plain(hs), nil
}

// StoredCount returns how many hashes are stored for a tree of that size.
func StoredCount(size int64) int64 {
	if size == 0 {
		return 0
	}
	return tlog.StoredHashCount(size)
}

// Root returns the root of the first size leaves. The root of no leaves is the hash of nothing.
func Root(size int64, read Read) ([32]byte, error) {
	h, err := tlog.TreeHash(size, read.reader())
	if err != nil {
		return [32]byte{}, fmt.Errorf("compute the root over %d leaves: %w", size, err)
	}
	return h, nil
}

// Of returns the hashes of a store.
func Of(ctx context.Context, r kb.TreeReader) Read {
	return func(indexes []int64) ([][32]byte, error) { return r.TreeHashes(ctx, indexes) }
}

func (read Read) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hs, err := read(indexes)
		if err != nil {
			return nil, err
		}
		if len(hs) != len(indexes) {
			return nil, fmt.Errorf("%d hashes were read where %d were asked for", len(hs), len(indexes))
		}
		return hashed(hs), nil
	})
}
