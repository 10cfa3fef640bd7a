package check_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// A defect is one way to spoil a data folder, with the invariant that must find it and words of what it says.
type defect struct {
	invariant, finding string
	spoil              func(h *house, l *lying)
}

func TestDefectsOfTheArchive(t *testing.T) {
	third := kbtest.Notice(3)
	findDefects(t, []defect{
		{"V1", "is not in the archive", func(h *house, _ *lying) { delete(h.archive, third.Revisions[0].Hash) }},
		{"V1", "bytes in the archive and should have", func(h *house, _ *lying) { h.archive[third.Revisions[0].Hash]++ }},
		{"V1", "is damaged", func(h *house, _ *lying) { h.archive[third.Revisions[0].Hash] = -1 }},
		{"V4", "only up to entry", func(h *house, _ *lying) { h.index.at = 4 }},
		{"V4", "has seen entry 6", func(h *house, _ *lying) { h.index.at = 6 }},
		{"V4", "passage 7 is not in the index", func(h *house, _ *lying) { h.index.differences = []string{"passage 7 is not in the index"} }},
		{"V7", "no reason is given", func(h *house, _ *lying) { h.torn = fstest.MapFS{"x": {Data: []byte("x")}} }},
		{"V7", "no reason is given", func(h *house, _ *lying) { h.torn = fstest.MapFS{"x": {}, "x.txt": {Data: []byte("\n")}} }},
	})
}

func TestDefectsOfTexts(t *testing.T) {
	third := kbtest.Notice(3)
	doc, rev, capture := third.Documents[0].ID, third.Revisions[0].ID, third.Outcomes[0].Capture.ID
	findDefects(t, []defect{
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
	})
}

func TestDefectsOfFacts(t *testing.T) {
	findDefects(t, []defect{
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
	})
}

func TestDefectsOfTheLog(t *testing.T) {
	findDefects(t, []defect{
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
	})
}

// findDefects builds a sound folder for each defect, spoils it, and asks whether the check finds that.
func findDefects(t *testing.T, defects []defect) {
	t.Helper()
	for _, c := range defects {
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
