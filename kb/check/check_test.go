package check_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

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
func TestDefects(t *testing.T) {
	third := kbtest.Notice(3)
	doc, rev, capture := third.Documents[0].ID, third.Revisions[0].ID, third.Outcomes[0].Capture.ID
	for _, c := range []struct {
		invariant, finding string
		spoil              func(h *house, l *lying)
	}{
		{"V1", "is not in the archive", func(h *house, _ *lying) { delete(h.archive, third.Revisions[0].Hash) }},
		{"V1", "bytes in the archive and should have", func(h *house, _ *lying) { h.archive[third.Revisions[0].Hash]++ }},
		{"V1", "is damaged", func(h *house, _ *lying) { h.archive[third.Revisions[0].Hash] = -1 }},
		{"V2", "which is not held", func(_ *house, l *lying) { l.missing = string(rev) }},
		{"V2", "is not the one that was hashed", func(_ *house, l *lying) {
			l.revision = func(r *corpus.Revision) {
				if r.ID == rev {
					r.Text += "A new sentence.\n"
				}
			}
		}},
		{"V2", "has no revision", func(_ *house, l *lying) { l.document = func(d *corpus.Document) { d.Revisions = nil } }},
		{"V2", "which is of document", func(_ *house, l *lying) {
			l.document = func(d *corpus.Document) { d.Revisions = []corpus.RevisionID{rev} }
		}},
		{"V2", "does not have the name", func(_ *house, l *lying) {
			l.revision = func(r *corpus.Revision) { r.Text = "other"; r.Hash = corpus.HashOf([]byte(r.Text)) }
		}},
		{"V2", "not found at its own address", func(_ *house, l *lying) { l.missing = third.Documents[0].URL }},
		{"V2", "stands document", func(_ *house, l *lying) {
			l.document = func(d *corpus.Document) { d.URL = third.Documents[0].URL + "?"; l.missing = "" }
			l.Store = answering{l.Store}
		}},
		{"V2", "no entry of the log tells of revision", func(_ *house, l *lying) { l.entry = func(e *kb.Entry) { e.Revision = "" } }},
		{"V2", "no entry of the log tells what came of capture", func(_ *house, l *lying) { l.entry = func(e *kb.Entry) { e.Capture = "" } }},
		{"V2", "of which no outcome is held", func(_ *house, l *lying) { l.missing = string(capture) }},
		{"V2", "names document", func(_ *house, l *lying) { l.missing = string(doc) }},
		{"V2", "names no document", func(_ *house, l *lying) { l.outcome = func(o *kb.Outcome) { o.Revision = "" } }},
		{"V2", "tells of fact", func(_ *house, l *lying) { l.entry = func(e *kb.Entry) { e.Fact = "f-none" } }},
		{"V3", "comes entry", func(_ *house, l *lying) {
			l.entry = func(e *kb.Entry) {
				if e.Seq == 3 {
					e.Seq = 2
				}
			}
		}},
		{"V3", "before entry", func(_ *house, l *lying) {
			l.entry = func(e *kb.Entry) {
				if e.Seq == 3 {
					e.RecordedAt = e.RecordedAt.Add(-time.Hour)
				}
			}
		}},
		{"V3", "but the log ends with", func(_ *house, l *lying) { l.Store = ahead{l.Store} }},
		{"V4", "only up to entry", func(h *house, _ *lying) { h.index.at = 4 }},
		{"V4", "has seen entry 6", func(h *house, _ *lying) { h.index.at = 6 }},
		{"V4", "passage 7 is not in the index", func(h *house, _ *lying) { h.index.differences = []string{"passage 7 is not in the index"} }},
		{"V5", "does not stand at", func(_ *house, l *lying) { l.fact = func(f *kb.Fact) { f.Span.Start++ } }},
		{"V5", "does not stand at", func(_ *house, l *lying) { l.fact = func(f *kb.Fact) { f.Span.Quote = "Terbium" } }},
		{"V5", "points into revision", func(_ *house, l *lying) { l.fact = func(f *kb.Fact) { f.Span.Revision = "d-none.0" } }},
		{"V5", "marks no words", func(_ *house, l *lying) { l.fact = func(f *kb.Fact) { f.Span.End, f.Span.Quote = f.Span.Start, "" } }},
		{"V5", "which is not known", func(_ *house, l *lying) { l.fact = func(f *kb.Fact) { f.Rule = "by hand" } }},
		{"V5", "points into document", func(_ *house, l *lying) { l.fact = func(f *kb.Fact) { f.Span.Document = "d-other" } }},
		{"V5", "latest text", func(_ *house, l *lying) {
			l.document = func(d *corpus.Document) { d.Revisions = append(d.Revisions, "d-x.1") }
		}},
		{"V5", "an entry of the log", func(_ *house, l *lying) {
			l.entry = func(e *kb.Entry) {
				for i := range e.Spans {
					e.Spans[i].Quote = "without a licence"
				}
			}
		}},
		{"V5", "measure cn-mofcom-2025-1/1 quotes", func(_ *house, l *lying) {
			l.law = func(law *kb.Law) { law.Measures[0].Basis.Spans[0].Start-- }
		}},
		{"V5", "effect ", func(_ *house, l *lying) {
			l.law = func(law *kb.Law) { law.Effects[0].Basis.Spans[0].Revision = "d-none.0" }
		}},
		{"V6", "says other than its leaf", func(_ *house, l *lying) { l.entry = func(e *kb.Entry) { e.Summary += "!" } }},
		{"V6", "and recomputes to", func(_ *house, l *lying) {
			l.leaf = func(n kb.Seq, b []byte) []byte {
				return slices.Concat(b[:len(b)-1], []byte(" }"))
			}
		}},
		{"V6", "has no leaf", func(_ *house, l *lying) { l.missing = "leaf 4" }},
		{"V6", "cannot be read", func(_ *house, l *lying) { l.leaf = func(kb.Seq, []byte) []byte { return []byte("{") } }},
		{"V6", "stored hash 2", func(_ *house, l *lying) {
			l.hash = func(i int64, h *[32]byte) {
				if i == 2 {
					h[0]++
				}
			}
		}},
		{"V6", "the root over 5 leaves", func(_ *house, l *lying) { l.root = func(h *[32]byte) { h[31]++ } }},
		{"V6", "they were changed", func(_ *house, l *lying) {
			// A whole log that was written anew is in order with itself, but not with what was signed.
			other := memkb.New()
			for n := range 5 {
				w := kbtest.Notice(n + 1)
				w.Entries[0].Summary = "history as it should have been"
				if _, err := other.Commit(context.Background(), w); err != nil {
					panic(err)
				}
			}
			l.Store = withCheckpoints{other, l.Store}
		}},
		{"V6", "the log has only 5", func(h *house, l *lying) { h.sign(t, 1) }},
		{"V6", "after a checkpoint over", func(h *house, l *lying) {
			l.points = func(c *kb.Checkpoint) {
				if c.Size == 1 {
					*c = mustSign(h.signer, 4)
				}
			}
		}},
		{"V6", "cannot be relied on", func(_ *house, l *lying) {
			l.points = func(c *kb.Checkpoint) { c.Note = strings.Replace(c.Note, "A", "B", 1) }
		}},
		{"V7", "no reason is given", func(h *house, _ *lying) { h.torn = fstest.MapFS{"x": {Data: []byte("x")}} }},
		{"V7", "no reason is given", func(h *house, _ *lying) { h.torn = fstest.MapFS{"x": {}, "x.txt": {Data: []byte("\n")}} }},
	} {
		t.Run(c.invariant+" "+c.finding, func(t *testing.T) {
			h := build(t)
			l := lying{Store: h.Store}
			c.spoil(h, &l)
			r := h.check(t, l)
			if r.Clean() || !slices.ContainsFunc(r.Findings(), func(f string) bool { return strings.HasPrefix(f, c.invariant+": ") && strings.Contains(f, c.finding) }) {
				t.Errorf("%s did not find %q:\n%s", c.invariant, c.finding, r)
			}
		})
	}
}

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
