package bleveindex

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Contents returns all that the index holds: the id of each entry, with the hash of what was put
// into it.
func (x *Index) Contents(ctx context.Context) (map[string]string, error) {
	b, _, done, err := x.use()
	if err != nil {
		return nil, err
	}
	defer done()
	out := make(map[string]string)
	if err := b.walk(ctx, query.NewMatchAllQuery(), func(entry, hash string) { out[entry] = hash }); err != nil {
		return nil, fmt.Errorf("list the index: %w", err)
	}
	return out, nil
}

// Lister lists the documents of a store.
type Lister interface {
	View
	Documents(ctx context.Context, after corpus.DocumentID, limit int) ([]corpus.Document, error)
}

// Expected returns what an index that has followed the whole log of a store holds, computed from
// the store alone.
func Expected(ctx context.Context, store Lister) (map[string]string, error) {
	out := make(map[string]string)
	var after corpus.DocumentID
	for {
		docs, err := store.Documents(ctx, after, 100)
		if err != nil {
			return nil, fmt.Errorf("list documents: %w", err)
		}
		if len(docs) == 0 {
			return out, nil
		}
		for _, d := range docs {
			want, err := wanted(ctx, store, d.ID)
			if err != nil {
				return nil, fmt.Errorf("document %s: %w", d.ID, err)
			}
			for _, e := range want {
				out[e.doc.ID()] = e.hash
			}
			after = d.ID
		}
	}
}

// Verify compares the index with the store (invariant V4) and returns one sentence for each
// difference: none when the index has taken in the whole log and holds what it is to hold.
func (x *Index) Verify(ctx context.Context, store Lister) ([]string, error) {
	at, err := x.Position(ctx)
	if err != nil {
		return nil, err
	}
	v, err := store.Version(ctx)
	if err != nil {
		return nil, fmt.Errorf("compare the index with the store: %w", err)
	}
	var out []string
	if at != v.Seq {
		out = append(out, fmt.Sprintf("the index has taken in the log up to entry %d, the log ends at %d", at, v.Seq))
	}
	have, err := x.Contents(ctx)
	if err != nil {
		return nil, err
	}
	want, err := Expected(ctx, store)
	if err != nil {
		return nil, fmt.Errorf("compare the index with the store: %w", err)
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		switch hash, ok := have[id]; {
		case !ok:
			out = append(out, fmt.Sprintf("the index lacks %s", id))
		case hash != want[id]:
			out = append(out, fmt.Sprintf("the index holds %s in another state than the store", id))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[id]; !ok {
			out = append(out, fmt.Sprintf("the index holds %s, which the store has not", id))
		}
	}
	return out, nil
}
