package bleveindex

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/query"
)

// text is a revision prepared for evaluation and for showing.
type text struct {
	revision corpus.Revision
	words    *query.Text
}

// texts keeps the prepared texts that were used last. Revisions never change, so nothing in it
// grows old.
type texts struct {
	mu    sync.Mutex
	limit int // bytes of text
	size  int
	order *list.List // of *text, the one used last in front
	byID  map[corpus.RevisionID]*list.Element
}

func newTexts(limit int) *texts {
	if limit <= 0 {
		limit = 64 << 20
	}
	return &texts{limit: limit, order: list.New(), byID: make(map[corpus.RevisionID]*list.Element)}
}

// errNoView is what a search answers that has nowhere to read texts from.
var errNoView = errors.New("the index has no store to read texts from; follow one first")

// get returns a prepared text, read through the view where it is not held.
func (t *texts) get(ctx context.Context, view View, id corpus.RevisionID) (*text, error) {
	t.mu.Lock()
	if e, ok := t.byID[id]; ok {
		t.order.MoveToFront(e)
		t.mu.Unlock()
		return e.Value.(*text), nil
	}
	t.mu.Unlock()
	if view == nil {
		return nil, errNoView
	}
	r, err := view.Revision(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read revision %s: %w", id, err)
	}
	v := &text{revision: r}
	v.words = query.NewRevisionText(&v.revision)
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.byID[id]; !ok {
		t.byID[id] = t.order.PushFront(v)
		t.size += cost(v)
		for t.size > t.limit && t.order.Len() > 1 {
			last := t.order.Back()
			old := t.order.Remove(last).(*text)
			delete(t.byID, old.revision.ID)
			t.size -= cost(old)
		}
	}
	return v, nil
}

// cost is about what a prepared text takes in memory.
func cost(t *text) int { return len(t.revision.Text) + 64*len(t.words.Tokens) }
