package boltkb_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestAgainstMemory tells both engines the same, at random, bad writes among it. They must take
// and refuse the same, and show the same to readers, after a restart too.
func TestAgainstMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "boltkb")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		bolt, memory := openAt(t, dir), memkb.New()
		defer func() { _ = bolt.Close() }() // a failed check may leave it open
		for range rapid.IntRange(1, 8).Draw(t, "writes") {
			w := drawWrite(t)
			v1, err1 := bolt.Commit(t.Context(), w)
			v2, err2 := memory.Commit(t.Context(), w)
			if (err1 == nil) != (err2 == nil) || v1 != v2 {
				t.Fatalf("bolt: %+v, %v; memory: %+v, %v", v1, err1, v2, err2)
			}
			if rapid.IntRange(0, 5).Draw(t, "restart") == 0 {
				if err := bolt.Close(); err != nil {
					t.Fatal(err)
				}
				bolt = openAt(t, dir)
			}
		}
		got, err := kbtest.Snapshot(t.Context(), bolt)
		if err != nil {
			t.Fatal(err)
		}
		want, err := kbtest.Snapshot(t.Context(), memory)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Fatalf("bolt shows:\n%s\nmemory shows:\n%s", got, want)
		}
	})
}

func openAt(t *rapid.T, dir string) *boltkb.Store {
	s, err := boltkb.Open(dir, boltkb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func some[T any](t *rapid.T, label string, draw func() T) []T {
	out := make([]T, rapid.IntRange(0, 2).Draw(t, label))
	for i := range out {
		out[i] = draw()
	}
	return out
}

func pick(t *rapid.T, prefix string, n int) string {
	return fmt.Sprint(prefix, rapid.IntRange(1, n).Draw(t, prefix))
}

func drawWrite(t *rapid.T) kb.Write {
	w := kb.Write{At: time.Date(2025, 10, 9, 12, rapid.IntRange(0, 6).Draw(t, "minute"), 0, 0, time.UTC), Positions: map[string]string{"ingest": pick(t, "p", 9)}}
	stamp := func() kb.Stamp { return kb.Stamp{Removed: rapid.IntRange(0, 3).Draw(t, "removed") == 0} }
	for _, n := range some(t, "documents", func() int { return rapid.IntRange(1, 3).Draw(t, "document") }) {
		doc, text := corpus.DocumentID(fmt.Sprint("d", n)), strings.Repeat("镝 dysprosium ", n)
		rev := corpus.Revision{ID: corpus.NewRevisionID(doc, corpus.HashOf([]byte(text))), Document: doc, Hash: corpus.HashOf([]byte(text)), Text: text}
		if rapid.IntRange(0, 9).Draw(t, "other") == 0 {
			rev.Parser = "another" // refused where the revision is held already
		}
		w.Revisions = append(w.Revisions, rev)
		w.Documents = append(w.Documents, corpus.Document{ID: doc, Source: "s", URL: pick(t, "u", 4), FormerURLs: some(t, "former", func() string { return pick(t, "u", 4) }),
			Title: pick(t, "title", 9), Revisions: []corpus.RevisionID{rev.ID}})
		w.Facts = append(w.Facts, some(t, "facts", func() kb.Fact {
			start := rapid.IntRange(0, 6).Draw(t, "start") // inside a character, some of them
			return kb.Fact{ID: kb.FactID(pick(t, string(doc)+"-f", 4)), Value: kb.AuthorityValue{Authority: pick(t, "a", 3)}, Span: rev.Span(start, start+rapid.SampledFrom([]int{3, 5, 7}).Draw(t, "length"))}
		})...)
	}
	w.Outcomes = some(t, "outcomes", func() kb.Outcome {
		return kb.Outcome{Capture: corpus.Capture{ID: corpus.CaptureID(pick(t, "c", 5))}, Reason: pick(t, "r", 9)}
	})
	w.Instruments = some(t, "instruments", func() kb.Instrument {
		return kb.Instrument{Stamp: stamp(), ID: kb.InstrumentID(pick(t, "i", 3)), Title: pick(t, "title", 9)}
	})
	w.Measures = some(t, "measures", func() kb.Measure {
		return kb.Measure{Stamp: stamp(), ID: kb.MeasureID(pick(t, "m", 3)), Summary: pick(t, "s", 9)}
	})
	w.Effects = some(t, "effects", func() kb.Effect {
		return kb.Effect{Stamp: stamp(), ID: kb.EffectID(pick(t, "e", 3)), Scope: pick(t, "s", 9)}
	})
	w.Disputes = some(t, "disputes", func() kb.Dispute {
		return kb.Dispute{Stamp: stamp(), ID: kb.DisputeID(pick(t, "x", 3)), About: pick(t, "s", 9)}
	})
	w.Entries = some(t, "entries", func() kb.Entry { return kb.Entry{Kind: kb.RunRecorded, Summary: pick(t, "n", 99)} })
	return w
}
