package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
)

// identify finds the document that a capture shows: the one of the same source at the address
// asked for, at the address that answered, or at the item's stable address.
func (g *Ingester) identify(ctx context.Context, c corpus.Capture) (corpus.Document, bool, error) {
	for _, url := range []string{c.Hints.Canonical, c.URL, c.FinalURL} {
		if url == "" {
			continue
		}
		doc, err := g.opt.Store.DocumentAt(ctx, c.Source, url)
		if err == nil {
			return doc, true, nil
		}
		if !errors.Is(err, kb.ErrNotFound) {
			return doc, false, err
		}
	}
	return newDocument(c), false, nil
}

// newDocument is a document of which nothing is known but a capture.
func newDocument(c corpus.Capture) corpus.Document {
	first := cmp.Or(c.Hints.Canonical, c.FinalURL, c.URL)
	return corpus.Document{ID: corpus.NewDocumentID(c.Source, first), Source: c.Source, URL: first, FormerURLs: []string{},
		FirstSeen: c.FetchedAt, Sample: c.Sample, State: corpus.Live, Revisions: []corpus.RevisionID{}}
}

// moved notes a new address of a known document.
func (g *Ingester) moved(w *kb.Write, c corpus.Capture, doc *corpus.Document) {
	if c.FinalURL == "" || doc.IsAt(c.FinalURL) || c.Hints.Canonical == doc.URL || len(doc.Revisions) == 0 {
		return
	}
	if slices.Contains(doc.FormerURLs, c.FinalURL) && c.FinalURL == c.URL {
		return // an old address that answers again beside the new one
	}
	w.Entries = append(w.Entries, movedEntry(*doc, c.FinalURL))
	doc.FormerURLs = append(slices.Clone(doc.FormerURLs), doc.URL)
	doc.URL = c.FinalURL
}

func movedEntry(doc corpus.Document, to string) kb.Entry {
	return kb.Entry{Kind: kb.DocumentMoved, Document: doc.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: doc.Sample,
		Before: doc.URL, After: to, Summary: fmt.Sprintf("the page of %q moved from %s to %s", doc.Title, doc.URL, to)}
}

// back notes that the page of a document that was gone answers again.
func back(w *kb.Write, doc *corpus.Document) {
	if doc.State == corpus.Gone {
		w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentBack, Document: doc.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: doc.Sample,
			Before: string(corpus.Gone), After: string(corpus.Live), Summary: fmt.Sprintf("the page of %q is there again", doc.Title)})
	}
	doc.State = corpus.Live
}

// maxDrops bounds what is kept of the parts that were left out of a text, maxDrop the bytes of a name.
const (
	maxDrops = 30
	maxDrop  = 160
)

// extentOf keeps how much of the original was read.
func extentOf(p parse.Parsed) corpus.Extent {
	e := corpus.Extent{Kept: p.Kept, Visible: p.Visible, Dropped: []corpus.Drop{}, More: max(0, len(p.Dropped)-maxDrops)}
	for _, d := range p.Dropped[:min(len(p.Dropped), maxDrops)] {
		if len(d.What) > maxDrop {
			d.What = strings.ToValidUTF8(d.What[:maxDrop], "") + "…"
		}
		e.Dropped = append(e.Dropped, d)
	}
	return e
}

// document makes the write of a capture that could be read.
func (g *Ingester) document(ctx context.Context, c corpus.Capture, p parse.Parsed, doc corpus.Document, known bool) (kb.Write, error) {
	hash := corpus.HashOf([]byte(p.Text))
	rev := corpus.Revision{ID: corpus.NewRevisionID(doc.ID, hash), Document: doc.ID, Capture: c.ID, RecordedAt: g.opt.Now().UTC(), Hash: hash, Text: p.Text,
		Provisions: p.Provisions, Sentences: p.Sentences, Machine: p.Machine, Parser: p.Parser, Warnings: p.Warnings, Gaps: p.Gaps, Extent: extentOf(p)}
	same, err := g.sameWords(ctx, doc, rev, c.Hints.Body != "")
	if err != nil {
		return kb.Write{}, err
	}
	if !known {
		if held, ok, err := g.twin(ctx, c, rev); err != nil || ok {
			return g.copied(c, held), err
		}
	}
	if known && !same && slices.Contains(doc.Copies, c.FinalURL) {
		return g.parted(ctx, c, p, doc)
	}
	if known && !same && p.MediaType != "text/html" && c.Source != Files { // of pages the crawler tells it
		if why, err := g.otherLanguage(ctx, c, doc, rev); err != nil || why != "" {
			return refused(c, doc, why), err
		}
	}
	disposition, reason := kb.Ingested, ""
	switch {
	case same:
		disposition = kb.SameText
	case len(p.Warnings) > 0:
		disposition, reason = kb.Partial, strings.Join(p.Warnings, "; ")
	}
	w := outcome(c, disposition, reason)
	if same {
		rev.ID = doc.Latest()
	}
	w.Outcomes[0].Document, w.Outcomes[0].Revision = doc.ID, rev.ID
	w.Entries[0].Document, w.Entries[0].Revision = doc.ID, rev.ID
	g.moved(&w, c, &doc)
	doc.LastSeen = c.FetchedAt
	back(&w, &doc)
	if same {
		w.Documents = []corpus.Document{doc}
		return w, nil
	}
	err = g.newText(ctx, &w, c, p, doc, rev)
	return w, err
}

// newText adds to a write a text that is not the document's newest: what it says of itself, its
// facts, and what they change in law.
func (g *Ingester) newText(ctx context.Context, w *kb.Write, c corpus.Capture, p parse.Parsed, doc corpus.Document, rev corpus.Revision) error {
	now, old := rev.RecordedAt, doc.Latest()
	if err := g.parent(ctx, &doc, c); err != nil {
		return err
	}
	facts := readFacts(g.opt.Extract, &doc, rev, c, p, now)
	doc.Revisions = append(slices.Clone(doc.Revisions), rev.ID)
	law, err := g.opt.Store.Law(ctx, noTime)
	if err != nil {
		return err
	}
	facts = link(doc, rev, facts, law)
	if w.Facts, err = g.settle(ctx, doc, rev, facts, now); err != nil {
		return err
	}
	if !slices.Contains(doc.Revisions[:len(doc.Revisions)-1], rev.ID) {
		w.Revisions = []corpus.Revision{rev}
	}
	w.Documents = []corpus.Document{doc}
	w.Entries = append(w.Entries, g.arrival(ctx, doc, rev, old))
	return g.law(ctx, w, law, doc, rev, standing(w.Facts))
}

// sameWords reports whether a document's newest revision says the same, white space, marks that nobody sees
// and the width of characters apart. Where no
// manifest names the body node, what stands around the text may be read with it, in this place or in
// that: there the order of the lines does not count either.
func (g *Ingester) sameWords(ctx context.Context, doc corpus.Document, rev corpus.Revision, ordered bool) (bool, error) {
	if len(doc.Revisions) == 0 || doc.Latest() == rev.ID {
		return len(doc.Revisions) > 0, nil
	}
	was, err := g.opt.Store.Revision(ctx, doc.Latest())
	if err != nil {
		return false, err
	}
	if ordered {
		return withoutSpace(was.Text) == withoutSpace(rev.Text), nil
	}
	return slices.Equal(sortedLines(was.Text), sortedLines(rev.Text)), nil
}

func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			return -1
		case r > '\uff00' && r < '\uff5f': // as wide as a Han character
			return r - 0xfee0
		}
		return r
	}, s)
}

// sortedLines returns the lines of a text that hold something, without their white space, sorted.
func sortedLines(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = withoutSpace(line); line != "" {
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}

// readFacts describes the document and finds its facts. They are read twice where the first
// reading settled what kind of document it is, since that changes what its words mean.
func readFacts(x Extractor, doc *corpus.Document, rev corpus.Revision, c corpus.Capture, p parse.Parsed, now time.Time) []kb.Fact {
	describe(doc, c, p)
	facts := readable(x.Facts(extract.Input{Document: *doc, Revision: rev, At: now}), rev)
	before := *doc
	classify(doc, p, facts)
	if doc.Kind != before.Kind || doc.Jurisdiction != before.Jurisdiction || doc.Authority != before.Authority {
		facts = readable(x.Facts(extract.Input{Document: *doc, Revision: rev, At: now}), rev)
	}
	return facts
}

// readable leaves out the facts that stand in what a machine read off images: it takes 镝 for 镐, and
// an analyst must have read the page before its words bind anybody.
func readable(facts []kb.Fact, rev corpus.Revision) []kb.Fact {
	return slices.DeleteFunc(facts, func(f kb.Fact) bool {
		return slices.ContainsFunc(rev.Machine, func(r corpus.Range) bool { return f.Span.Start < r.End && r.Start < f.Span.End })
	})
}

// describe fills in what the page itself and the listing say of the document; the page goes first.
func describe(doc *corpus.Document, c corpus.Capture, p parse.Parsed) {
	h := c.Hints
	doc.Title = cmp.Or(p.Title, h.Title, doc.Title, c.URL)
	doc.Lang = cmp.Or(p.Lang, h.Lang, doc.Lang)
	doc.Authority = cmp.Or(h.Authority, doc.Authority)
	doc.Jurisdiction = cmp.Or(h.Jurisdiction, doc.Jurisdiction)
	doc.Kind = cmp.Or(h.Kind, doc.Kind)
	doc.Number = cmp.Or(p.Number, h.Number, doc.Number)
	doc.Attachments = p.Attachments
	doc.Published = p.Published
	if doc.Published.IsZero() || h.Published.Precision() == corpus.ToDay && doc.Published.Contains(h.Published) {
		doc.Published = h.Published
	}
	doc.Official = h.Official || officialAddress(c.FinalURL) || c.Source == Files && officialAddress(p.Canonical)
}

// Files is the source of what a user takes in by hand.
const Files corpus.SourceID = "files"

// parent finds the document of which this one is an annex.
func (g *Ingester) parent(ctx context.Context, doc *corpus.Document, c corpus.Capture) error {
	if c.Hints.Parent == "" {
		return nil
	}
	p, err := g.opt.Store.DocumentAt(ctx, c.Source, c.Hints.Parent)
	if errors.Is(err, kb.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	doc.Parent, doc.Kind = p.ID, corpus.Annex
	doc.Official = doc.Official || p.Official
	doc.Authority = cmp.Or(doc.Authority, p.Authority)
	if doc.Published.IsZero() {
		doc.Published = p.Published
	}
	return nil
}

// classify settles what the listing did not say: a text that carries a number of its own in its
// head is a notice, everything else is news.
func classify(doc *corpus.Document, p parse.Parsed, facts []kb.Fact) {
	own := false
	for _, f := range facts {
		v, ok := f.Value.(kb.DocumentNumberValue)
		if !ok {
			continue
		}
		own = true
		if doc.Number == "" {
			doc.Number = f.AsPrinted
		}
		if doc.Jurisdiction == "" && v.Names != "" {
			doc.Jurisdiction = corpus.Jurisdiction(strings.ToUpper(strings.SplitN(string(v.Names), "-", 2)[0]))
		}
	}
	if doc.Kind == "" {
		doc.Kind = corpus.News
		if own {
			doc.Kind = corpus.Notice
		} else if articles(p.Provisions) > 3 {
			doc.Kind = corpus.Regulation
		}
	}
	for _, f := range facts {
		if v, ok := f.Value.(kb.AuthorityValue); ok && doc.Authority == "" && doc.Kind != corpus.News {
			doc.Authority = v.Authority
		}
	}
}

func articles(ps []corpus.Provision) int {
	n := 0
	for _, p := range ps {
		if p.Kind == corpus.Article {
			n++
		}
	}
	return n
}

// arrival is the entry of a new document or a new revision.
func (g *Ingester) arrival(ctx context.Context, doc corpus.Document, rev corpus.Revision, old corpus.RevisionID) kb.Entry {
	e := kb.Entry{Kind: kb.DocumentAdded, Document: doc.ID, Revision: rev.ID, Capture: rev.Capture, Payload: rev.Hash, Source: doc.Source,
		Jurisdiction: doc.Jurisdiction, LegalDate: doc.Published, Sample: doc.Sample, Summary: fmt.Sprintf("%q was taken in from %s", doc.Title, doc.Source)}
	if old == "" {
		return e
	}
	e.Kind, e.Before, e.After = kb.TextEdited, string(old), string(rev.ID)
	e.Summary = fmt.Sprintf("the text of %q was edited", doc.Title)
	if was, err := g.opt.Store.Revision(ctx, old); err == nil {
		e.Spans = edited(was, rev)
	}
	return e
}

// maxQuotes bounds how many lines of each version an edit quotes.
const maxQuotes = 3

// edited returns the first lines that stand in the new revision and not in the old one, and behind
// them those of the old one that stand no more in the new: what is said, and what was.
func edited(was, is corpus.Revision) []corpus.Span {
	return append(linesNotIn(is, was), linesNotIn(was, is)...)
}

// linesNotIn returns the first lines of a revision that another one has not. White space counts for
// nothing.
func linesNotIn(rev, other corpus.Revision) []corpus.Span {
	held := map[string]bool{}
	for line := range strings.SplitSeq(other.Text, "\n") {
		held[strings.Join(strings.Fields(line), " ")] = true
	}
	var out []corpus.Span
	at := 0
	for line := range strings.SplitAfterSeq(rev.Text, "\n") {
		text := strings.TrimSuffix(line, "\n")
		if plain := strings.Join(strings.Fields(text), " "); plain != "" && !held[plain] && len(out) < maxQuotes {
			out = append(out, rev.Span(at, at+len(text)))
		}
		at += len(line)
	}
	return out
}
