package check

import (
	"context"
	"errors"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// texts reads revisions, each hopefully once, without holding all texts at a time.
type texts struct {
	store kb.Reader
	held  map[corpus.RevisionID]*corpus.Revision
	bytes int
}

// maxTexts is how many bytes of text are kept at hand.
const maxTexts = 64 << 20

// revision returns a revision, or nil when it is not held.
func (t *texts) revision(ctx context.Context, id corpus.RevisionID) (*corpus.Revision, error) {
	if r, ok := t.held[id]; ok {
		return r, nil
	}
	r, err := t.store.Revision(ctx, id)
	if errors.Is(err, kb.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if t.bytes > maxTexts {
		clear(t.held)
		t.bytes = 0
	}
	t.held[id] = &r
	t.bytes += len(r.Text)
	return &r, nil
}
