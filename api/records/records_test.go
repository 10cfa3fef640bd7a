package records_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/lodestone-kb/lodestone/api/records"
)

func TestUpdatesOfManyAreAllThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.json")
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			f := records.At[[]int](path, 0o600) // each its own, as processes have
			for j := range 5 {
				if err := f.Update(func(v *[]int) error { *v = append(*v, i*5+j); return nil }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := records.At[[]int](path, 0o600).Read()
	if err != nil || len(got) != 20 {
		t.Errorf("%d of 20 are there: %v", len(got), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestReadersSeeOtherProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.json")
	here, there := records.At[[]string](path, 0o600), records.At[[]string](path, 0o600)
	if got, err := here.Read(); err != nil || got != nil {
		t.Fatalf("no file gives %v, %v", got, err)
	}
	for _, word := range []string{"a", "b", "c"} {
		if err := there.Update(func(v *[]string) error { *v = append(*v, word); return nil }); err != nil {
			t.Fatal(err)
		}
		if got, err := here.Read(); err != nil || got[len(got)-1] != word {
			t.Errorf("after %q was added elsewhere: %v, %v", word, got, err)
		}
	}
	refused := errors.New("no")
	if err := here.Update(func(v *[]string) error { *v = nil; return refused }); !errors.Is(err, refused) {
		t.Errorf("a change that fails gives %v", err)
	}
	if got, err := there.Read(); err != nil || len(got) != 3 {
		t.Errorf("a change that failed was written: %v, %v", got, err)
	}
}

func TestDamagedAndNewerFilesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.json")
	for content, newer := range map[string]bool{`{"form":2,"records":[]}`: true, `{"form":1,`: false} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		f := records.At[[]string](path, 0o600)
		if _, err := f.Read(); err == nil || errors.Is(err, records.ErrNewer) != newer {
			t.Errorf("Read of %s: %v", content, err)
		}
		if err := f.Update(func(*[]string) error { return nil }); err == nil {
			t.Errorf("Update overwrote %s", content)
		}
	}
}
