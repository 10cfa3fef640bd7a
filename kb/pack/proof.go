package pack

import (
	"context"
	"errors"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Proofs are entries of the log with what proves that they are in it.
type Proofs struct {
	Size    int64   `json:"size"` // entries of the log that the checkpoint speaks of
	Entries []Proof `json:"entries"`
}

// Proof is one entry: the bytes of its leaf, which are JSON, and the hashes up to the root.
type Proof struct {
	Seq    kb.Seq   `json:"seq"`
	Leaf   string   `json:"leaf"`
	Hashes [][]byte `json:"hashes"` // of 32 bytes each, in base64
}

// proofs takes in the newest checkpoint and proofs of every entry about what the answer rests on.
func (p *packing) proofs(ctx context.Context, a desk.StatusAnswer) error {
	all, err := p.store.Checkpoints(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("the log has no signed checkpoint yet, so nothing can be proved")
	}
	last := all[len(all)-1]
	p.members["checkpoint.txt"] = []byte(last.Note)
	entries, err := p.store.Entries(ctx, 0, 0)
	if err != nil {
		return err
	}
	acts := map[kb.InstrumentID]bool{}
	for _, m := range a.Measures {
		acts[m.Instrument] = true
		for _, l := range m.Chain {
			acts[l.By], acts[l.Target] = true, true
		}
	}
	delete(acts, "")
	out := Proofs{Size: last.Size, Entries: []Proof{}}
	for _, e := range entries {
		if int64(e.Seq) > last.Size || !p.about(e, acts) {
			continue
		}
		leaf, err := p.store.Leaf(ctx, e.Seq)
		if err != nil {
			return fmt.Errorf("leaf %d: %w", e.Seq, err)
		}
		proof, err := logtree.ProveEntry(last.Size, e.Seq, logtree.Of(ctx, p.store))
		if err != nil {
			return err
		}
		hashes := make([][]byte, len(proof))
		for i, h := range proof {
			hashes[i] = h[:]
		}
		out.Entries = append(out.Entries, Proof{e.Seq, string(leaf), hashes})
	}
	return p.json("proofs.json", out)
}

// about reports whether an entry speaks of a text, a capture or an act that the answer rests on.
func (p *packing) about(e kb.Entry, acts map[kb.InstrumentID]bool) bool {
	_, text := p.revisions[e.Revision]
	_, capture := p.captures[e.Capture]
	return text || capture || acts[e.Instrument]
}

// attested are the hashes of texts and of payloads that proven entries state.
type attested struct {
	texts    map[corpus.RevisionID]corpus.Hash
	payloads map[corpus.Hash]bool
}
