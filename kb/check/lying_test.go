package check_test

import (
	"context"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
)

// lying is a store that lies about one thing.
type lying struct {
	kb.Store
	entry    func(*kb.Entry)
	document func(*corpus.Document)
	revision func(*corpus.Revision)
	fact     func(*kb.Fact)
	outcome  func(*kb.Outcome)
	law      func(*kb.Law)
	leaf     func(kb.Seq, []byte) []byte
	hash     func(index int64, h *[32]byte)
	root     func(*[32]byte)
	points   func(*kb.Checkpoint)
	missing  string // of which nothing is held
}

func each[T any](list []T, err error, change func(*T)) ([]T, error) {
	for i := range list {
		if change != nil {
			change(&list[i])
		}
	}
	return list, err
}

func (l lying) Entries(ctx context.Context, after kb.Seq, limit int) ([]kb.Entry, error) {
	list, err := l.Store.Entries(ctx, after, limit)
	return each(list, err, l.entry)
}

func (l lying) Documents(ctx context.Context, after corpus.DocumentID, limit int) ([]corpus.Document, error) {
	list, err := l.Store.Documents(ctx, after, limit)
	return each(list, err, l.document)
}

func (l lying) DocumentAt(ctx context.Context, source corpus.SourceID, url string) (corpus.Document, error) {
	if l.missing == url {
		return corpus.Document{}, kb.ErrNotFound
	}
	return l.Store.DocumentAt(ctx, source, url)
}

func (l lying) Document(ctx context.Context, id corpus.DocumentID) (corpus.Document, error) {
	if l.missing == string(id) {
		return corpus.Document{}, kb.ErrNotFound
	}
	return l.Store.Document(ctx, id)
}

func (l lying) Revision(ctx context.Context, id corpus.RevisionID) (corpus.Revision, error) {
	r, err := l.Store.Revision(ctx, id)
	if l.missing == string(id) {
		return r, kb.ErrNotFound
	}
	if l.revision != nil {
		l.revision(&r)
	}
	return r, err
}

func (l lying) FactsOf(ctx context.Context, doc corpus.DocumentID) ([]kb.Fact, error) {
	list, err := l.Store.FactsOf(ctx, doc)
	return each(list, err, l.fact)
}

func (l lying) Outcomes(ctx context.Context, after corpus.CaptureID, limit int) ([]kb.Outcome, error) {
	list, err := l.Store.Outcomes(ctx, after, limit)
	return each(list, err, l.outcome)
}

func (l lying) Outcome(ctx context.Context, id corpus.CaptureID) (kb.Outcome, error) {
	if l.missing == string(id) {
		return kb.Outcome{}, kb.ErrNotFound
	}
	return l.Store.Outcome(ctx, id)
}

func (l lying) Law(ctx context.Context, known time.Time) (kb.Law, error) {
	law, err := l.Store.Law(ctx, known)
	if l.law != nil {
		l.law(&law)
	}
	return law, err
}

func (l lying) Leaf(ctx context.Context, seq kb.Seq) ([]byte, error) {
	b, err := l.Store.Leaf(ctx, seq)
	if l.missing == fmt.Sprint("leaf ", seq) {
		return nil, kb.ErrNotFound
	}
	if l.leaf != nil {
		b = l.leaf(seq, b)
	}
	return b, err
}

func (l lying) TreeHashes(ctx context.Context, indexes []int64) ([][32]byte, error) {
	list, err := l.Store.TreeHashes(ctx, indexes)
	for i := range list {
		if l.hash != nil {
			l.hash(indexes[i], &list[i])
		}
	}
	return list, err
}

func (l lying) TreeSize(ctx context.Context) (int64, [32]byte, error) {
	n, root, err := l.Store.TreeSize(ctx)
	if l.root != nil {
		l.root(&root)
	}
	return n, root, err
}

func (l lying) Checkpoints(ctx context.Context) ([]kb.Checkpoint, error) {
	list, err := l.Store.Checkpoints(ctx)
	return each(list, err, l.points)
}

// ahead claims one entry more than there is.
type ahead struct{ kb.Store }

func (a ahead) Version(ctx context.Context) (kb.Version, error) {
	v, err := a.Store.Version(ctx)
	v.Seq++
	return v, err
}

// answering answers at every address with the first document.
type answering struct{ kb.Store }

func (a answering) DocumentAt(ctx context.Context, _ corpus.SourceID, _ string) (corpus.Document, error) {
	return a.Store.Document(ctx, kbtest.Notice(1).Documents[0].ID)
}

// withCheckpoints is one store with the checkpoints of another.
type withCheckpoints struct {
	kb.Store
	signed kb.Store
}

func (w withCheckpoints) Checkpoints(ctx context.Context) ([]kb.Checkpoint, error) {
	return w.signed.Checkpoints(ctx)
}
