package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/check"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// keyFile holds the key of the folder's log. Whoever has it can sign for this log.
const keyFile = "log.key"

// key returns the signing key of the data folder, made when there is none.
func (h *house) key() (logtree.Key, error) {
	path := filepath.Join(h.dir, keyFile)
	b, err := os.ReadFile(path)
	var k logtree.Key
	if err == nil {
		if err := json.Unmarshal(b, &k); err != nil {
			return k, fmt.Errorf("read %s: %w", path, err)
		}
		return k, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if k, err = logtree.NewKey(rand.Reader, "lodestone"); err != nil {
		return k, fmt.Errorf("make a key for the log: %w", err)
	}
	if b, err = json.MarshalIndent(k, "", "  "); err != nil {
		return k, err
	}
	return k, writeWhole(path, b, 0o600)
}

// writeWhole writes a file so that it is there whole or not at all: aside, synced, renamed, and
// the folder synced.
func writeWhole(path string, b []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// sign keeps a checkpoint of the log as it stands, unless the last one says the same.
func (h *house) sign(ctx context.Context) error {
	size, root, err := h.store.TreeSize(ctx)
	if err != nil || size == 0 {
		return err
	}
	held, err := h.store.Checkpoints(ctx)
	if err != nil {
		return err
	}
	if n := len(held); n > 0 && held[n-1].Size == size {
		return nil
	}
	k, err := h.key()
	if err != nil {
		return err
	}
	signer, err := logtree.NewSigner(k.Private)
	if err != nil {
		return err
	}
	c, err := logtree.Sign(signer, size, root)
	if err != nil {
		return fmt.Errorf("sign the log: %w", err)
	}
	return h.store.AddCheckpoint(ctx, c)
}

// checkOptions gives the checker what it can look at besides the store.
func (h *house) checkOptions(ctx context.Context) (check.Options, error) {
	opt := check.Options{Archive: payloads{h}, Torn: os.DirFS(filepath.Join(h.dir, "archive", "torn"))}
	v, err := h.store.Version(ctx)
	if err != nil {
		return opt, err
	}
	if v.Seq > 0 { // an index of nothing is not made only to be looked at; it would tell of something lost
		i, err := h.searcher(ctx)
		if err != nil {
			return opt, err
		}
		opt.Index = passages{i}
	}
	if _, err := os.Stat(filepath.Join(h.dir, keyFile)); err == nil {
		k, err := h.key()
		if err != nil {
			return opt, err
		}
		if opt.Verifier, err = logtree.NewVerifier(k.Public); err != nil {
			return opt, err
		}
	}
	return opt, nil
}

// unfollowed holds the archive against the store: every capture up to the stored position has an
// outcome, and the archive reaches that position. It returns one sentence for each that fails.
func (h *house) unfollowed(ctx context.Context) ([]string, error) {
	taken, err := h.store.Position(ctx, ingest.Follower)
	if err != nil || taken == "" {
		return nil, err
	}
	var found []string
	end := archive.Position("")
	for rec, err := range h.archive.Walk(ctx, "") {
		if err != nil {
			return nil, err
		}
		end = rec.Position
		if rec.Capture == nil || rec.Position > archive.Position(taken) {
			continue
		}
		if _, err := h.store.Outcome(ctx, rec.Capture.ID); errors.Is(err, kb.ErrNotFound) {
			found = append(found, fmt.Sprintf("V2: capture %s of %s was passed over: the store holds no outcome of it", rec.Capture.ID, rec.Capture.URL))
		} else if err != nil {
			return nil, err
		}
	}
	if archive.Position(taken) > end {
		found = append(found, fmt.Sprintf("V1: the archive ends at %s, and captures up to %s were taken in: acknowledged bytes are missing from its end", end, taken))
	}
	return found, nil
}

// payloads shows the archive to the checker.
type payloads struct{ h *house }

func (p payloads) Has(ctx context.Context, hash corpus.Hash) (int64, bool, error) {
	b, err := p.h.archive.Payload(ctx, hash)
	if err != nil {
		return 0, false, err
	}
	return int64(len(b)), true, nil
}

// passages shows the index to the checker.
type passages struct{ i *bleveindex.Index }

func (p passages) Position(ctx context.Context) (kb.Seq, error) { return p.i.Position(ctx) }

func (p passages) Compare(ctx context.Context, store kb.Reader) (int, []string, error) {
	held, err := p.i.Contents(ctx)
	if err != nil {
		return 0, nil, err
	}
	differences, err := p.i.Verify(ctx, store)
	return len(held), differences, err
}

// Extract reads one document that is not kept, for the API.
func (h *house) Extract(ctx context.Context, data []byte, url, mediaType string, lang corpus.Lang) (any, error) {
	return extractOne(ctx, h.extractor, h.loose, data, url, mediaType, string(lang))
}

func printCheck(out io.Writer, r check.Report) {
	fmt.Fprintln(out, strings.TrimRight(r.String(), "\n"))
}
