package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/parse/worker"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// house is every room joined over one data folder.
type house struct {
	dir       string
	store     *boltkb.Store
	archive   *archive.Archive
	words     *lexicon.Lexicon
	extractor *extract.Extractor
	ingester  *ingest.Ingester
	desk      *desk.Desk
	parsers   *worker.Pool // reads what is taken in
	loose     *worker.Pool // reads what is not kept, beside it
	app       *app

	knows   sync.Mutex       // guards what follows
	sources []crawler.Source // that are declared, for those who ask how they do
	sample  bool             // they are those of the sample
	knower  *crawler.Crawler // made when first asked

	index *bleveindex.Index // opened when first needed
}

// open joins the rooms over the data folder, which is made where it is not there, and loads the
// register into it unless it is the demo's, which loads it last.
func (a *app) open(ctx context.Context, withRegister bool) (*house, error) {
	if err := os.MkdirAll(a.data, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	words, err := lexicon.New()
	if err != nil {
		return nil, fmt.Errorf("compile the lexicon: %w", err)
	}
	h := &house{dir: a.data, words: words, extractor: extract.New(words), app: a}
	if h.parsers, err = a.parsers(1); err != nil {
		return nil, err
	}
	if h.loose, err = a.parsers(2); err != nil {
		return nil, err
	}
	if h.store, err = boltkb.Open(a.data, boltkb.Options{}); err != nil {
		return nil, fmt.Errorf("open the data folder %s: %w", a.data, err)
	}
	if h.archive, err = archive.Open(filepath.Join(a.data, "archive"), archive.Options{Now: a.now, Scratch: a.data}); err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive: %w", err), h.store.Close())
	}
	if err := h.lost(ctx); err != nil {
		return nil, errors.Join(err, h.archive.Close(), h.store.Close())
	}
	h.desk = desk.New(h.store, words, a.now, desk.WithFacts(func(doc corpus.Document, r corpus.Revision) []kb.Fact {
		return h.extractor.Facts(extract.Input{Document: doc, Revision: r})
	}))
	h.ingester = ingest.New(ingest.Options{Store: h.store, Archive: h.archive, Extract: h.extractor, Parser: h.parsers, Now: a.now, Done: a.held})
	if withRegister {
		if err := h.loadRegister(ctx); err != nil {
			return nil, errors.Join(err, h.Close())
		}
		if _, err := h.follow(ctx); err != nil { // finishes what a run before was broken off in
			return nil, errors.Join(fmt.Errorf("finish what the archive holds: %w", err), h.Close())
		}
	}
	return h, nil
}

// lost tells of a folder whose knowledge base is gone: it holds nothing, and beside it stand an
// archive and what is only made once something was held. An empty answer would be a wrong one.
func (h *house) lost(ctx context.Context) error {
	v, err := h.store.Version(ctx)
	if err != nil || v.Seq > 0 || h.archive.Captures() == 0 {
		return err
	}
	for _, name := range []string{keyFile, "index"} {
		if _, err := os.Stat(filepath.Join(h.dir, name)); err == nil {
			return fmt.Errorf("the knowledge base of %s is empty, and its archive holds %d captures: %s was lost; put it back from a backup, or take the archive's files in again into a new folder", h.dir, h.archive.Captures(), boltkb.File)
		}
	}
	return nil
}

// held tells the user of each document that is stored for good.
func (a *app) held(o kb.Outcome) {
	if a.tell && (o.Disposition == kb.Ingested || o.Disposition == kb.Partial) {
		a.progress("held %s  %s", o.Document, o.Capture.URL)
	}
}

func (h *house) loadRegister(ctx context.Context) error {
	shipped, err := register.Shipped()
	if err != nil {
		return fmt.Errorf("read the shipped register: %w", err)
	}
	if held, err := h.store.Position(ctx, ingest.RegisterFollower); err != nil || held == shipped {
		return err
	}
	r, err := register.Load()
	if err != nil {
		return fmt.Errorf("read the shipped register: %w", err)
	}
	wrote, err := ingest.LoadRegister(ctx, h.store, r, h.app.now())
	if err != nil {
		return fmt.Errorf("load the register: %w", err)
	}
	if wrote {
		return h.sign(ctx)
	}
	return nil
}

// Close closes what is open.
func (h *house) Close() error {
	var errs []error
	if h.index != nil {
		errs = append(errs, h.index.Close())
	}
	return errors.Join(append(errs, h.parsers.Close(), h.loose.Close(), h.archive.Close(), h.store.Close())...)
}

// follow takes in what the archive holds, brings the index up to date, and signs the log.
func (h *house) follow(ctx context.Context) (ingest.Report, error) {
	r, err := h.ingester.Follow(ctx)
	if err != nil {
		return r, err
	}
	return r, h.sign(ctx)
}

// search returns the index, opened and up to date with the store.
func (h *house) searcher(ctx context.Context) (*bleveindex.Index, error) {
	if h.index == nil {
		i, err := bleveindex.Open(filepath.Join(h.dir, "index"), bleveindex.Options{Names: h.words})
		if err != nil {
			return nil, fmt.Errorf("open the index: %w", err)
		}
		h.index = i
	}
	if _, err := h.index.Follow(ctx, h.store); err != nil {
		return nil, fmt.Errorf("bring the index up to date: %w", err)
	}
	return h.index, nil
}
