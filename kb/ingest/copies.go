package ingest

import (
	"context"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
)

// A publication that a source shows at several addresses is one document. Its copies are known by
// their text; what a user takes in by hand is told apart by address alone.

// minCopied is the shortest text, in bytes, by which two addresses are taken for one document.
const minCopied = 200

// twins finds documents by source and text.
type twins struct {
	of map[string][]corpus.DocumentID // by source and beginning of the text's hash
}

func twinKey(source corpus.SourceID, rev corpus.RevisionID) string {
	s := string(rev)
	return string(source) + " " + s[max(0, len(s)-8):]
}

// note takes in the newest text of a document.
func (t *twins) note(d corpus.Document) {
	if t.of == nil || d.Source == Files || d.Latest() == "" {
		return
	}
	k := twinKey(d.Source, d.Latest())
	if !slices.Contains(t.of[k], d.ID) {
		t.of[k] = append(t.of[k], d.ID)
	}
}

// load reads what is held, once.
func (t *twins) load(ctx context.Context, s kb.Reader) error {
	if t.of != nil {
		return nil
	}
	docs, err := s.Documents(ctx, "", 0)
	if err != nil {
		return fmt.Errorf("list the documents: %w", err)
	}
	t.of = map[string][]corpus.DocumentID{}
	for _, d := range docs {
		t.note(d)
	}
	return nil
}

// twin returns the document of the same source that has the text of a new address.
func (g *Ingester) twin(ctx context.Context, c corpus.Capture, rev corpus.Revision) (corpus.Document, bool, error) {
	var none corpus.Document
	if c.Source == Files || c.Hints.Parent != "" || len(rev.Text) < minCopied {
		return none, false, nil
	}
	if err := g.twins.load(ctx, g.opt.Store); err != nil {
		return none, false, err
	}
	for _, id := range g.twins.of[twinKey(c.Source, rev.ID)] {
		d, err := g.opt.Store.Document(ctx, id)
		if err != nil {
			return none, false, err
		}
		if d.Parent != "" || twinKey(d.Source, d.Latest()) != twinKey(c.Source, rev.ID) {
			continue
		}
		held, err := g.opt.Store.Revision(ctx, d.Latest())
		if err != nil {
			return none, false, err
		}
		if held.Hash == rev.Hash {
			return d, true, nil
		}
	}
	return none, false, nil
}

// copied makes the write of an address at which a held document was found: a copy of it, or, where its
// own page is gone, its new address.
func (g *Ingester) copied(c corpus.Capture, doc corpus.Document) kb.Write {
	w := outcome(c, kb.SameText, fmt.Sprintf("the same text as at %s", doc.URL))
	w.Outcomes[0].Document, w.Outcomes[0].Revision = doc.ID, doc.Latest()
	w.Entries[0].Document, w.Entries[0].Revision = doc.ID, doc.Latest()
	if doc.State == corpus.Gone {
		g.moved(&w, c, &doc)
	} else {
		doc.Copies = append(slices.Clone(doc.Copies), c.FinalURL)
	}
	doc.LastSeen, doc.State = c.FetchedAt, corpus.Live
	w.Documents = []corpus.Document{doc}
	return w
}

// parted makes the write of a copy that says something else than its document now. A copy that still
// shows an earlier text of it is no news; any other text makes it a document of its own.
func (g *Ingester) parted(ctx context.Context, c corpus.Capture, p parse.Parsed, doc corpus.Document) (kb.Write, error) {
	if earlier := corpus.NewRevisionID(doc.ID, corpus.HashOf([]byte(p.Text))); slices.Contains(doc.Revisions, earlier) {
		w := outcome(c, kb.SameText, fmt.Sprintf("a copy that shows an earlier text of %s", doc.URL))
		w.Outcomes[0].Document, w.Outcomes[0].Revision = doc.ID, earlier
		w.Entries[0].Document, w.Entries[0].Revision = doc.ID, earlier
		return w, nil
	}
	doc.Copies = slices.DeleteFunc(slices.Clone(doc.Copies), func(u string) bool { return u == c.FinalURL })
	w, err := g.document(ctx, c, p, newDocument(c), false)
	w.Documents = append([]corpus.Document{doc}, w.Documents...)
	w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentMoved, Document: doc.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: doc.Sample,
		Before: c.FinalURL, After: doc.URL, Summary: fmt.Sprintf("%s is no copy of %q any more: it says something else now, and is a document of its own", c.FinalURL, doc.Title)})
	return w, err
}

// withoutPage notes that one of a document's addresses answers no longer while others may.
func withoutPage(w *kb.Write, c corpus.Capture, doc corpus.Document) bool {
	left := slices.DeleteFunc(slices.Clone(doc.Copies), func(u string) bool { return u == c.FinalURL || u == c.URL })
	switch {
	case len(left) < len(doc.Copies):
		doc.Copies = left
	case len(left) > 0 && c.URL == doc.URL:
		w.Entries = append(w.Entries, movedEntry(doc, left[0]))
		doc.FormerURLs = append(slices.Clone(doc.FormerURLs), doc.URL)
		doc.URL, doc.Copies = left[0], left[1:]
	default:
		return false
	}
	w.Documents = []corpus.Document{doc}
	return true
}
