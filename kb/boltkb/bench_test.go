package boltkb

import (
	"fmt"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
)

// large is one document of 8 KiB with 20 facts, as ingest commits it.
func large(n int) kb.Write {
	w := kbtest.Notice(n)
	rev := &w.Revisions[0]
	for i := 0; len(rev.Text) < 8<<10; i++ {
		rev.Text += fmt.Sprintf("Article %d. Exporters of item 1C%03d shall apply for a licence before %d days have passed.\n", i, i*7%1000, i*13)
	}
	rev.Hash = corpus.HashOf([]byte(rev.Text))
	rev.ID = corpus.NewRevisionID(rev.Document, rev.Hash)
	w.Facts, w.Instruments, w.Measures, w.Effects = nil, nil, nil, nil
	for i := range 20 {
		w.Facts = append(w.Facts, kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%06d-%02d", n, i)), Value: kb.ControlCodeValue{Code: fmt.Sprintf("1C%03d", i)}, Role: kb.RoleMentioned,
			Assertion: kb.Asserted, Span: rev.Span(200+i*20, 210+i*20), Rule: "code/1", Current: true})
	}
	return w
}

func BenchmarkCommit(b *testing.B) {
	s, err := Open(b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for n := 0; b.Loop(); n++ {
		if _, err := s.Commit(b.Context(), large(n)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLaw(b *testing.B) {
	s, err := Open(b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	w := kb.Write{}
	for n := range 200 {
		one := kbtest.Notice(n)
		w.Revisions, w.Instruments, w.Measures, w.Effects = append(w.Revisions, one.Revisions...), append(w.Instruments, one.Instruments...), append(w.Measures, one.Measures...), append(w.Effects, one.Effects...)
	}
	for range 3 { // three versions of each
		if _, err := s.Commit(b.Context(), w); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if law, err := s.Law(b.Context(), time.Time{}); err != nil || len(law.Measures) != 200 {
			b.Fatal(len(law.Measures), err)
		}
	}
}
