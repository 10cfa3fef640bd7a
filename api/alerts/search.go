package alerts

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/percolate"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// hits returns what a saved search finds in documents that are new or of which something new was read. The
// texts themselves decide (package percolate), so that an index which is behind, or being built again, keeps
// no news from anybody; the index shows what it already has.
func (w Watch) hits(ctx context.Context, words string, touched *desk.Touched) ([]index.Hit, error) {
	r := index.Request{Query: words, Limit: index.MaxLimit, Sort: index.Newest, ExpandMaterials: true}
	set, err := percolate.New([]percolate.Saved{{ID: "saved", Request: r}}, w.Names)
	if err != nil {
		return nil, err
	}
	found := map[corpus.DocumentID]index.Hit{}
	for _, id := range touched.Documents() {
		if len(found) >= Most {
			break
		}
		h, answers, err := w.latest(ctx, set, id)
		if err != nil {
			return nil, fmt.Errorf("hold %s against the saved search: %w", id, err)
		}
		if answers {
			found[id] = h
			r.Documents = append(r.Documents, id)
		}
	}
	out := []index.Hit{}
	if len(found) == 0 {
		return out, nil
	}
	shown, err := w.show(ctx, r)
	if err != nil {
		return nil, err
	}
	for _, h := range shown {
		if here, ok := found[h.Document]; ok && here.Revision == h.Revision {
			out = append(out, h)
			delete(found, h.Document)
		}
	}
	for _, id := range r.Documents { // what the index does not have yet
		if h, ok := found[id]; ok {
			out = append(out, h)
		}
	}
	return out, nil
}

// show asks the index for the passages of what was found; none without an index.
func (w Watch) show(ctx context.Context, r index.Request) ([]index.Hit, error) {
	var out []index.Hit
	for w.Search != nil {
		found, err := w.Search(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, found.Hits...)
		if r.Cursor = found.Next; r.Cursor == "" {
			break
		}
	}
	return out, nil
}

// latest holds the latest text of a document against a saved search. A document without a text, or one that
// was never stored, answers nothing.
func (w Watch) latest(ctx context.Context, set *percolate.Set, id corpus.DocumentID) (h index.Hit, answers bool, err error) {
	store := w.Desk.Store()
	d, err := store.Document(ctx, id)
	if errors.Is(err, kb.ErrNotFound) || err == nil && len(d.Revisions) == 0 {
		return h, false, nil
	}
	if err != nil {
		return h, false, err
	}
	r, err := store.Revision(ctx, d.Revisions[len(d.Revisions)-1])
	if err != nil {
		return h, false, err
	}
	facts, err := store.FactsOf(ctx, id)
	if err != nil {
		return h, false, err
	}
	matches := set.Match(d, &r, facts)
	if len(matches) == 0 {
		return h, false, nil
	}
	h = index.Hit{Document: d.ID, Revision: r.ID, Title: d.Title, Authority: d.Authority, Published: d.Published, URL: d.URL, Source: d.Source,
		Jurisdiction: d.Jurisdiction, Kind: d.Kind, Lang: d.Lang, State: d.State, Sample: d.Sample, Partly: len(r.Gaps) > 0, Marks: []corpus.Range{}}
	if marks := matches[0].Marks; len(marks) > 0 {
		at := marks[0].Range
		if s, ok := r.SentenceAt(at.Start); ok {
			at = corpus.Range{Start: s.Start, End: max(s.End, at.End)}
		}
		h.Start, h.End, h.SnippetStart, h.Snippet = at.Start, at.End, at.Start, r.Text[at.Start:at.End]
		if p, ok := r.ProvisionAt(marks[0].Range.Start); ok {
			h.Address = p.Address
		}
		for _, m := range marks {
			if m.Range.Start >= at.Start && m.Range.End <= at.End {
				h.Marks = append(h.Marks, corpus.Range{Start: m.Range.Start - at.Start, End: m.Range.End - at.Start})
			}
		}
		h.Marks = slices.Compact(h.Marks)
	}
	return h, true, nil
}
