package logtree

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/lodestone-kb/lodestone/kb"
)

// ErrProof is returned where a proof does not prove what it should.
var ErrProof = errors.New("proof does not hold")

// ProveEntry returns the hashes that prove that the entry is in the log of the first size entries.
func ProveEntry(size int64, seq kb.Seq, read Read) ([][32]byte, error) {
	if seq == 0 || uint64(seq) > uint64(max(size, 0)) {
		return nil, fmt.Errorf("prove entry %d in a log of %d: %w", seq, size, kb.ErrNotFound)
	}
	p, err := tlog.ProveRecord(size, int64(seq)-1, read.reader())
	if err != nil {
		return nil, fmt.Errorf("prove entry %d in a log of %d: %w", seq, size, err)
	}
	return plain(p), nil
}

// CheckEntry returns nil if the proof shows that the leaf is that of the entry in the log with the
// size and root, and else an error that wraps [ErrProof]. It needs nothing but its arguments.
func CheckEntry(proof [][32]byte, size int64, root [32]byte, seq kb.Seq, leaf []byte) error {
	if seq == 0 || uint64(seq) > uint64(max(size, 0)) {
		return fmt.Errorf("%w: there is no entry %d in a log of %d", ErrProof, seq, size)
	}
	if err := tlog.CheckRecord(hashed(proof), size, root, int64(seq)-1, tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("%w: entry %d is not in the log of %d entries with that root", ErrProof, seq, size)
	}
	return nil
}

// ProvePrefix returns the hashes that prove that the log of the first older entries is the
// beginning of the log of the first size entries.
func ProvePrefix(older, size int64, read Read) ([][32]byte, error) {
	if older == 0 {
		return [][32]byte{}, nil // an empty log is the beginning of every log
	}
	if older < 0 || older > size {
		return nil, fmt.Errorf("prove that a log of %d entries begins one of %d: %w", older, size, kb.ErrNotFound)
	}
	p, err := tlog.ProveTree(size, older, read.reader())
	if err != nil {
		return nil, fmt.Errorf("prove that a log of %d entries begins one of %d: %w", older, size, err)
	}
	return plain(p), nil
}

// CheckPrefix returns nil if the proof shows that the older log is the beginning of the newer, and
// else an error that wraps [ErrProof].
func CheckPrefix(proof [][32]byte, size int64, root [32]byte, older int64, olderRoot [32]byte) error {
	if older == 0 {
		empty, err := Root(0, nil)
		if err != nil {
			return err
		}
		if len(proof) == 0 && olderRoot == empty {
			return nil
		}
		return fmt.Errorf("%w: that is not the root of an empty log", ErrProof)
	}
	if older < 0 || older > size {
		return fmt.Errorf("%w: a log of %d entries cannot begin one of %d", ErrProof, older, size)
	}
	if err := tlog.CheckTree(hashed(proof), size, root, older, olderRoot); err != nil {
		return fmt.Errorf("%w: the log of %d entries does not begin the one of %d", ErrProof, older, size)
	}
	return nil
}

func plain(hs []tlog.Hash) [][32]byte {
	out := make([][32]byte, len(hs))
	for i, h := range hs {
		out[i] = h
	}
	return out
}

func hashed(hs [][32]byte) []tlog.Hash {
	out := make([]tlog.Hash, len(hs))
	for i, h := range hs {
		out[i] = h
	}
	return out
}
