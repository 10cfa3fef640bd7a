package check_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/check"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
	"github.com/lodestone-kb/lodestone/kb/logtree"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// house is a store with five notices, a signed log, an archive and an index: all in order.
type house struct {
	kb.Store
	archive  payloads
	index    *passages
	torn     fs.FS
	signer   logtree.Signer
	verifier logtree.Verifier
}

func build(t *testing.T) *house {
	t.Helper()
	key, err := logtree.NewKey(strings.NewReader(strings.Repeat("k", 64)), "archive.example/log")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{Store: memkb.New(), archive: payloads{}, index: &passages{at: 5, count: 5},
		torn: fstest.MapFS{"000001.warc.gz.000000000400": {Data: []byte("x")}, "000001.warc.gz.000000000400.txt": {Data: []byte("It was torn.")}}}
	if h.signer, err = logtree.NewSigner(key.Private); err != nil {
		t.Fatal(err)
	}
	if h.verifier, err = logtree.NewVerifier(key.Public); err != nil {
		t.Fatal(err)
	}
	for n := range 5 {
		w := kbtest.Notice(n + 1)
		w.Entries[0].Kind, w.Entries[0].Spans = kb.CaptureRecorded, w.Measures[0].Basis.Spans
		for _, o := range w.Outcomes {
			h.archive[o.Capture.PayloadHash] = o.Capture.Length
		}
		h.commit(t, w)
		if n%2 == 0 {
			h.sign(t, 0)
		}
	}
	return h
}

func (h *house) commit(t *testing.T, w kb.Write) {
	t.Helper()
	if _, err := h.Commit(t.Context(), w); err != nil {
		t.Fatal(err)
	}
}

// sign signs the log as if it had more entries than it has.
func (h *house) sign(t *testing.T, more int64) {
	t.Helper()
	size, root, err := h.TreeSize(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := logtree.Sign(h.signer, size+more, root)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.AddCheckpoint(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func (h *house) check(t *testing.T, r kb.Reader) check.Report {
	t.Helper()
	report, err := check.Store(t.Context(), r, check.Options{Archive: h.archive, Index: h.index, Torn: h.torn, Verifier: h.verifier})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

type payloads map[corpus.Hash]int64

func (p payloads) Has(_ context.Context, h corpus.Hash) (int64, bool, error) {
	n, ok := p[h]
	if n < 0 {
		return 0, true, errors.New("its hash is another")
	}
	return n, ok, nil
}

type passages struct {
	at          kb.Seq
	count       int
	differences []string
}

func (p *passages) Position(context.Context) (kb.Seq, error) { return p.at, nil }
func (p *passages) Compare(context.Context, kb.Reader) (int, []string, error) {
	return p.count, p.differences, nil
}

func TestCleanStore(t *testing.T) {
	h := build(t)
	r := h.check(t, h)
	if !r.Clean() {
		t.Errorf("a store in order is not clean:\n%s", r)
	}
	for _, v := range r.Invariants {
		if v.Checked == 0 || v.LeftOut != "" {
			t.Errorf("%s looked at nothing: %+v", v.ID, v)
		}
	}
	if r.Version.Seq != 5 {
		t.Errorf("version %+v, want sequence 5", r.Version)
	}
}

func TestEmptyStore(t *testing.T) {
	r, err := check.Store(t.Context(), memkb.New(), check.Options{})
	if err != nil || !r.Clean() {
		t.Errorf("an empty store: %v\n%s", err, r)
	}
	for _, id := range []int{0, 3, 6} {
		if v := r.Invariants[id]; v.LeftOut == "" {
			t.Errorf("%s says nothing of being left out", v.ID)
		}
	}
}

// TestDefects puts one defect at a time into a house in order. Each must be found, by the
// invariant that promises against it.
func mustSign(s logtree.Signer, size int64) kb.Checkpoint {
	c, err := logtree.Sign(s, size, [32]byte{})
	if err != nil {
		panic(err)
	}
	return c
}

// TestDamage: what cannot be read is a finding, and the other invariants are still looked at.
func TestDamage(t *testing.T) {
	h := build(t)
	r := h.check(t, damaged{h.Store})
	if v := r.Invariants[4]; v.Wrong == 0 || !strings.Contains(v.Findings[len(v.Findings)-1], "cannot be read") {
		t.Errorf("damaged facts were not found: %+v", v)
	}
	if v := r.Invariants[5]; v.Checked == 0 || v.Wrong > 0 {
		t.Errorf("V6 after damage to facts: %+v", v)
	}
}

type damaged struct{ kb.Store }

func (damaged) FactsOf(context.Context, corpus.DocumentID) ([]kb.Fact, error) {
	return nil, fmt.Errorf("%w: read a stored fact", kb.ErrCorrupt)
}

func TestFindingsAreCapped(t *testing.T) {
	store := memkb.New()
	w := kb.Write{}
	for i := range check.MaxFindings + 20 {
		w.Documents = append(w.Documents, corpus.Document{ID: corpus.DocumentID(fmt.Sprint("d", i)), URL: fmt.Sprint(i)})
	}
	if _, err := store.Commit(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	r, err := check.Store(t.Context(), store, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if v := r.Invariants[1]; v.Wrong != check.MaxFindings+20 || len(v.Findings) != check.MaxFindings {
		t.Errorf("%d findings of %d", len(v.Findings), v.Wrong)
	}
	if !strings.Contains(r.String(), "and 20 more") {
		t.Errorf("the report does not tell of those it leaves out:\n%s", r)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := check.Store(ctx, memkb.New(), check.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Store() = %v, want %v", err, context.Canceled)
	}
}
