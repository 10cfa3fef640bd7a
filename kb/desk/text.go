package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/maypok86/otter/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/digest"
)

// How much is kept of what was read or worked out before.
const (
	maxTexts   = 64 << 20 // bytes of texts
	maxDigests = 64
)

// memory keeps what is dear to make and asked for again: texts, which never change, and digests of one
// state of the store.
type memory struct {
	texts   *otter.Cache[corpus.RevisionID, *corpus.Revision]
	digests *otter.Cache[string, digest.Digest]
}

func newMemory() memory {
	return memory{
		texts: otter.Must(&otter.Options[corpus.RevisionID, *corpus.Revision]{MaximumWeight: maxTexts, Weigher: func(_ corpus.RevisionID, r *corpus.Revision) uint32 {
			const provision, sentence = 160, 16 // bytes of one in memory, about
			return uint32(min(len(r.Text)+provision*len(r.Provisions)+sentence*len(r.Sentences)+1, maxTexts))
		}}),
		digests: otter.Must(&otter.Options[string, digest.Digest]{MaximumSize: maxDigests}),
	}
}

// Text returns a revision. It is shared: callers do not change it.
func (d *Desk) Text(ctx context.Context, id corpus.RevisionID) (*corpus.Revision, error) {
	return d.memory.texts.Get(ctx, id, otter.LoaderFunc[corpus.RevisionID, *corpus.Revision](func(ctx context.Context, id corpus.RevisionID) (*corpus.Revision, error) {
		r, err := d.store.Revision(ctx, id)
		return &r, err
	}))
}

// made returns the digest of an input, worked out once for each state of the store and day. It is
// shared: callers do not change it.
func (d *Desk) made(ctx context.Context, seq kb.Seq, w DigestWords, in digest.Input) (digest.Digest, error) {
	key, err := json.Marshal([]any{seq, in.Body.Version().Seq, d.Today(), in.From, in.To, w.Known, in.Filter, in.Words, in.Since, in.Unread})
	if err != nil {
		return digest.Digest{}, fmt.Errorf("name a digest: %w", err)
	}
	return d.memory.digests.Get(ctx, string(key), otter.LoaderFunc[string, digest.Digest](func(context.Context, string) (digest.Digest, error) {
		return digest.Make(in), nil
	}))
}
