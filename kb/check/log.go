package check

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

var noTime time.Time

// log is V3.
func (c *checker) log(ctx context.Context, v *Invariant) error {
	var last kb.Version
	err := c.entries(ctx, func(e kb.Entry) error {
		v.Checked++
		if e.Seq != last.Seq+1 {
			v.found("after entry %d comes entry %d", last.Seq, e.Seq)
		}
		if e.RecordedAt.Before(last.RecordedAt) {
			v.found("entry %d was recorded at %s, before entry %d at %s", e.Seq, stamp(e.RecordedAt), last.Seq, stamp(last.RecordedAt))
		}
		last = kb.Version{Seq: e.Seq, RecordedAt: e.RecordedAt}
		return nil
	})
	if err != nil {
		return err
	}
	if last.Seq != c.version.Seq || !last.RecordedAt.Equal(c.version.RecordedAt) {
		v.found("the store says that its last entry is %d of %s, but the log ends with entry %d of %s",
			c.version.Seq, stamp(c.version.RecordedAt), last.Seq, stamp(last.RecordedAt))
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// tree is V6: it builds the tree anew out of the leaves and compares every stored hash, the root
// and all checkpoints with it.
func (c *checker) tree(ctx context.Context, v *Invariant) error {
	size, root, err := c.store.TreeSize(ctx)
	if errors.Is(err, kb.ErrNotFound) {
		v.found("the root cannot be computed: %v", err)
		size = int64(c.version.Seq)
	} else if err != nil {
		return err
	}
	if size != int64(c.version.Seq) {
		v.found("the tree has %d leaves and the log %d entries", size, c.version.Seq)
	}
	anew := &memory{}
	err = c.entries(ctx, func(e kb.Entry) error {
		v.Checked++
		return c.leaf(ctx, v, anew, e)
	})
	if err != nil {
		return err
	}
	if err := c.stored(ctx, v, anew); err != nil {
		return err
	}
	want, err := logtree.Root(anew.size, anew.read)
	if err != nil {
		return err
	}
	if root != want {
		v.found("the root over %d leaves is %x and recomputes to %x", size, root[:6], want[:6])
	}
	return c.checkpoints(ctx, v, anew)
}

// leaf compares the leaf of an entry with the entry, and grows the new tree by it.
func (c *checker) leaf(ctx context.Context, v *Invariant, anew *memory, e kb.Entry) error {
	leaf, err := c.store.Leaf(ctx, e.Seq)
	if errors.Is(err, kb.ErrNotFound) {
		v.found("entry %d has no leaf", e.Seq)
		return nil
	}
	if err != nil {
		return err
	}
	// The bytes may be of an older version of the program, so the entries are compared and not the bytes.
	var attested kb.Entry
	if err := json.Unmarshal(leaf, &attested); err != nil {
		v.found("the leaf of entry %d cannot be read: %v", e.Seq, err)
	}
	a, err := logtree.LeafBytes(attested)
	if err != nil {
		return err
	}
	b, err := logtree.LeafBytes(e)
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		v.found("entry %d says other than its leaf", e.Seq)
	}
	return anew.grow(leaf)
}

// stored compares the stored hashes with the new ones.
func (c *checker) stored(ctx context.Context, v *Invariant, anew *memory) error {
	for first := 0; first < len(anew.hashes); first += pageSize {
		want := anew.hashes[first:min(first+pageSize, len(anew.hashes))]
		indexes := make([]int64, len(want))
		for i := range indexes {
			indexes[i] = int64(first + i)
		}
		got, err := c.store.TreeHashes(ctx, indexes)
		if errors.Is(err, kb.ErrNotFound) {
			v.found("stored hashes are missing: %v", err)
			continue
		}
		if err != nil {
			return err
		}
		for i := range got {
			if got[i] != want[i] {
				v.found("stored hash %d of the tree is %x and recomputes to %x", first+i, got[i][:6], want[i][:6])
			}
		}
	}
	return nil
}

// checkpoints looks whether every checkpoint states a beginning of the log.
func (c *checker) checkpoints(ctx context.Context, v *Invariant, anew *memory) error {
	all, err := c.store.Checkpoints(ctx)
	if err != nil {
		return err
	}
	read := logtree.Claimed
	if c.opt.Verifier != nil {
		read = func(p kb.Checkpoint) (logtree.Head, error) { return logtree.Open(c.opt.Verifier, p) }
	} else if len(all) > 0 {
		v.LeftOut = fmt.Sprintf("the signatures of %d checkpoints, since no public key was given", len(all))
	}
	last := int64(0)
	for _, p := range all {
		v.Checked++
		h, err := read(p)
		if err != nil {
			v.found("a checkpoint cannot be relied on: %v", err)
			continue
		}
		if h.Size > anew.size {
			v.found("a checkpoint was signed over %d entries, and the log has only %d", h.Size, anew.size)
			continue
		}
		if h.Size < last {
			v.found("after a checkpoint over %d entries one over %d was signed", last, h.Size)
		}
		last = h.Size
		root, err := logtree.Root(h.Size, anew.read)
		if err != nil {
			return err
		}
		if root != h.Root {
			v.found("the checkpoint over %d entries states the root %x, and the log's first entries have %x: they were changed", h.Size, h.Root[:6], root[:6])
		}
	}
	return nil
}

// memory is a tree that is built anew.
type memory struct {
	size   int64
	hashes [][32]byte
}

func (m *memory) grow(leaf []byte) error {
	hs, err := logtree.Grow(m.size, leaf, m.read)
	m.size, m.hashes = m.size+1, append(m.hashes, hs...)
	return err
}

func (m *memory) read(indexes []int64) ([][32]byte, error) {
	out := make([][32]byte, len(indexes))
	for i, n := range indexes {
		if n < 0 || n >= int64(len(m.hashes)) {
			return nil, fmt.Errorf("tree hash %d: %w", n, kb.ErrNotFound)
		}
		out[i] = m.hashes[n]
	}
	return out, nil
}
