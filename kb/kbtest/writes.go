package kbtest

import (
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

func testHeldRevision(t *testing.T, s kb.Store) {
	ctx, w := t.Context(), Notice(1)
	commit(t, s, w)
	again := w.Revisions[0]
	again.RecordedAt = later(99)
	v := commit(t, s, kb.Write{At: later(5), Revisions: []corpus.Revision{again, again}, Entries: []kb.Entry{{Kind: kb.RunRecorded}}})
	if v.Seq != 2 {
		t.Errorf("sequence %d after the same revision came again, want 2", v.Seq)
	}
	if got := must[corpus.Revision](t)(s.Revision(ctx, again.ID)); !got.RecordedAt.Equal(w.At) {
		t.Errorf("a revision that came again was recorded at %v, want %v as at first", got.RecordedAt, w.At)
	}
	// A fact may point into a revision that is held already.
	commit(t, s, kb.Write{At: later(6), Facts: []kb.Fact{fact(again, kb.MaterialValue{Material: "Dy"}, kb.RoleMentioned, "镝")}})
}

// testAllOrNothing commits writes that are good but for one thing, and looks that nothing of them is held.
func testAllOrNothing(t *testing.T, s kb.Store) {
	commit(t, s, Notice(1))
	before := state(t, s)
	for _, c := range []struct {
		name  string
		spoil func(w *kb.Write)
		want  error
	}{
		{"a quote that is not there", func(w *kb.Write) { w.Facts[2].Span.Quote = "Terbium" }, kb.ErrInvalid},
		{"a span before the text", func(w *kb.Write) { w.Facts[0].Span.Start = -1 }, kb.ErrInvalid},
		{"a span beyond the text", func(w *kb.Write) { w.Facts[0].Span.End = 1 << 40 }, kb.ErrInvalid},
		{"a span turned round", func(w *kb.Write) {
			w.Facts[0].Span.Start, w.Facts[0].Span.End = w.Facts[0].Span.End, w.Facts[0].Span.Start
		}, kb.ErrInvalid},
		{"half a character", func(w *kb.Write) { f := &w.Facts[1].Span; f.End--; f.Quote = f.Quote[:len(f.Quote)-1] }, kb.ErrInvalid},
		{"a revision that is not held", func(w *kb.Write) { w.Facts[0].Span.Revision = "d-none.00000000" }, kb.ErrInvalid},
		{"a revision of another document", func(w *kb.Write) { w.Facts[0].Span.Revision = Notice(1).Revisions[0].ID }, kb.ErrInvalid},
		{"a fact without a value", func(w *kb.Write) { w.Facts[0].Value = nil }, kb.ErrInvalid},
		{"a revision that differs from the held one", func(w *kb.Write) {
			r := Notice(1).Revisions[0]
			r.Parser = "plain/2"
			w.Revisions = append(w.Revisions, r)
		}, kb.ErrInvalid},
		{"a revision that differs from one in the write", func(w *kb.Write) {
			r := w.Revisions[0]
			r.Warnings = []string{"another"}
			w.Revisions = append(w.Revisions, r)
		}, kb.ErrInvalid},
		{"a text that is not UTF-8", func(w *kb.Write) {
			w.Revisions = append(w.Revisions, corpus.Revision{ID: "d-x.1", Document: "d-x", Text: "a\xffb"})
		}, kb.ErrInvalid},
		{"a document without an id", func(w *kb.Write) { w.Documents[0].ID = "" }, kb.ErrInvalid},
		{"a measure without an id", func(w *kb.Write) { w.Measures[0].ID = "" }, kb.ErrInvalid},
		{"a position of nobody", func(w *kb.Write) { w.Positions[""] = "1" }, kb.ErrInvalid},
		{"a number that JSON has not", func(w *kb.Write) { w.Facts[2].Confidence = math.NaN() }, nil},
	} {
		w := Notice(2)
		c.spoil(&w)
		_, err := s.Commit(t.Context(), w)
		if err == nil || (c.want != nil && !errors.Is(err, c.want)) {
			t.Errorf("%s: Commit() = %v, want an error that is %v", c.name, err, c.want)
		}
		if after := state(t, s); after != before {
			t.Fatalf("%s: a part of the write was stored:\n got %s\nwant %s", c.name, after, before)
		}
	}
	if v := commit(t, s, Notice(2)); v.Seq != 2 {
		t.Errorf("sequence %d after refused writes, want 2: they used some", v.Seq)
	}
}

func testConcurrent(t *testing.T, s kb.Store) {
	const writes, readers = 12, 3
	ctx, done := t.Context(), make(chan struct{})
	var group sync.WaitGroup
	for range readers {
		group.Go(func() {
			for {
				if err := consistent(ctx, s); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	var writers sync.WaitGroup
	for n := range writes {
		writers.Go(func() {
			if _, err := s.Commit(ctx, Notice(n+1)); err != nil {
				t.Errorf("Commit() = %v", err)
			}
		})
	}
	writers.Wait()
	close(done)
	group.Wait()
	if v := must[kb.Version](t)(s.Version(ctx)); v.Seq != writes {
		t.Errorf("sequence %d after %d writes", v.Seq, writes)
	}
}

// consistent reads a state that must be whole whenever it is read.
func consistent(ctx context.Context, s kb.Store) error {
	law, err := s.Law(ctx, time.Time{})
	if err != nil {
		return err
	}
	if n := int(law.Version.Seq); len(law.Instruments) != n || len(law.Measures) != n || len(law.Effects) != n {
		return errors.New("the law was read half of one state and half of another")
	}
	docs, err := s.Documents(ctx, "", 0)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if _, err := s.Revision(ctx, d.Latest()); err != nil {
			return err
		}
		if facts, err := s.FactsOf(ctx, d.ID); err != nil || len(facts) != 3 {
			return errors.Join(errors.New("a document is held without all its facts"), err)
		}
	}
	return nil
}

func testCancelled(t *testing.T, s kb.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Commit(ctx, Notice(1))
	wantError(t, "Commit", err, context.Canceled)
	_, err = s.Law(ctx, time.Time{})
	wantError(t, "Law", err, context.Canceled)
	_, err = s.Documents(ctx, "", 0)
	wantError(t, "Documents", err, context.Canceled)
	if v := must[kb.Version](t)(s.Version(t.Context())); v.Seq != 0 {
		t.Errorf("a cancelled commit was stored")
	}
}

func testClosed(t *testing.T, s kb.Store) {
	commit(t, s, Notice(1))
	shut(t, s)
	if _, err := s.Commit(t.Context(), Notice(2)); err == nil {
		t.Error("a closed store takes writes")
	}
	if _, err := s.Version(t.Context()); err == nil {
		t.Error("a closed store answers")
	}
}

func testReopen(t *testing.T, s kb.Store, reopen func(*testing.T, kb.Store) kb.Store) {
	for n := range 7 {
		commit(t, s, Notice(n+1))
	}
	if err := s.AddCheckpoint(t.Context(), kb.Checkpoint{Size: 7, Note: "seven"}); err != nil {
		t.Fatal(err)
	}
	before := state(t, s)
	s = reopen(t, s)
	defer func() { shut(t, s) }()
	if after := state(t, s); after != before {
		t.Errorf("after reopening:\n got %s\nwant %s", after, before)
	}
	v := commit(t, s, kb.Write{At: noon.Add(-time.Hour), Entries: []kb.Entry{{Kind: kb.RunRecorded}}})
	if v.Seq != 8 || !v.RecordedAt.Equal(later(7)) {
		t.Errorf("version %+v after reopening, want sequence 8 at %v", v, later(7))
	}
	checkTree(t, s)
}
