package boltkb_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
)

func TestStore(t *testing.T) {
	dirs := map[kb.Store]string{}
	at := func(t *testing.T, dir string) kb.Store {
		t.Helper()
		s, err := boltkb.Open(dir, boltkb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		dirs[s] = dir
		return s
	}
	kbtest.TestStore(t,
		func(t *testing.T) kb.Store { return at(t, t.TempDir()) },
		func(t *testing.T, s kb.Store) kb.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return at(t, dirs[s])
		})
}
