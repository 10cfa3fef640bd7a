package ingest

import (
	"context"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Loose is one document that is read without being kept.
type Loose struct {
	Body      []byte
	URL       string
	MediaType string // as declared; empty: by content alone
	Lang      corpus.Lang
}

// Reading is what a loose document says.
type Reading struct {
	Document corpus.Document
	Revision corpus.Revision
	Facts    []kb.Fact
	Law      legal.Derived
}

// Read reads one document as Follow would, and stores nothing. A document that cannot be read is
// a [*parse.Error] with the reason.
func Read(ctx context.Context, x Extractor, p Parser, in Loose) (Reading, error) {
	c := corpus.Capture{Source: Files, URL: in.URL, FinalURL: in.URL, MediaType: in.MediaType, Hints: corpus.Hints{Lang: in.Lang}}
	read, err := p.Parse(ctx, parse.Input{Bytes: in.Body, MediaType: in.MediaType, URL: in.URL, Hints: c.Hints})
	if err != nil {
		return Reading{}, err
	}
	doc := corpus.Document{ID: corpus.NewDocumentID(Files, in.URL), Source: Files, URL: in.URL, State: corpus.Live}
	rev := corpus.Revision{Document: doc.ID, Hash: corpus.HashOf([]byte(read.Text)), Text: read.Text, Provisions: read.Provisions, Sentences: read.Sentences, Machine: read.Machine, Parser: read.Parser, Warnings: read.Warnings, Gaps: read.Gaps, Extent: extentOf(read)}
	rev.ID = corpus.NewRevisionID(doc.ID, rev.Hash)
	facts := readFacts(x, &doc, rev, c, read, noTime)
	return Reading{doc, rev, facts, legal.Derive(doc, rev, facts)}, nil
}
