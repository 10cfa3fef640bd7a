package boltkb_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
)

// A store that has read the law before tells after each write what one tells that was opened anew.
func TestLawAfterWrites(t *testing.T) {
	dir := t.TempDir()
	open := func() *boltkb.Store {
		s, err := boltkb.Open(dir, boltkb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	lawOf := func(s *boltkb.Store) kb.Law {
		law, err := s.Law(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return law
	}
	s := open()
	for seed := range uint64(4) { // the same ids each time, with other contents and some more of them
		if err := (kbtest.Large{Instruments: 5 + int(seed), Facts: 9, Seed: seed}).Fill(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if seed == 2 {
			law := lawOf(s)
			law.Measures[0].Removed = true
			if _, err := s.Commit(t.Context(), kb.Write{At: time.Date(2026, 1, 2, 3, 0, 6, 0, time.UTC), Measures: law.Measures[:1]}); err != nil {
				t.Fatal(err)
			}
		}
		got := lawOf(s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open()
		if want := lawOf(s); len(want.Measures) == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("seed %d: the law read again is\n%+v, opened anew\n%+v", seed, got, want)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
