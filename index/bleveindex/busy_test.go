package bleveindex_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
)

// TestSearchWhileWriting searches while documents arrive and the index is built again: every answer
// is whole.
func TestSearchWhileWriting(t *testing.T) {
	store := library(t)
	x := open(t, t.TempDir(), store)
	ctx, cancel := context.WithCancel(context.Background())
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for ctx.Err() == nil {
				for _, q := range []string{"gallium", "gallium /s licen!"} {
					res, err := x.Search(context.Background(), index.Request{Query: q})
					if err != nil || res.Total.Value == 0 || !res.Total.Exact {
						t.Errorf("Search(%s) = %+v, %v", q, res.Total, err)
						return
					}
				}
			}
		})
	}
	for i := range 4 {
		put(t, store, paper{id: "busy", text: fmt.Sprintf("Text %d.", i)})
		follow(t, x, store)
		if i == 2 {
			if _, err := x.Rebuild(context.Background(), store); err != nil {
				t.Error(err)
			}
		}
	}
	cancel()
	readers.Wait()
	sound(t, x, store)
}

// TestSizeAfterManyEdits: an index of texts that were edited many times is not much larger than one
// that was built at once.
func TestSizeAfterManyEdits(t *testing.T) {
	store := library(t)
	dir := t.TempDir()
	x, err := bleveindex.Open(dir, bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i := range 40 {
		for j := range 5 {
			put(t, store, paper{id: fmt.Sprint("edited", j), text: fmt.Sprintf("Edition %d of text %d. %s", i, j, notices[1].text)})
		}
		follow(t, x, store)
	}
	// Segments are merged and removed in the background: what counts is what it comes to.
	edited := size(t, dir)
	for wait := 0; wait < 100 && edited > 500<<10; wait++ {
		time.Sleep(100 * time.Millisecond)
		edited = size(t, dir)
	}
	if _, err := x.Rebuild(context.Background(), store); err != nil {
		t.Fatal(err)
	}
	if fresh := size(t, dir); edited > 2*fresh+400<<10 {
		t.Errorf("after 40 editions the index takes %d bytes, built at once %d", edited, fresh)
	}
}

func size(t *testing.T, dir string) int64 {
	var sum int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		var info fs.FileInfo
		if err == nil && !e.IsDir() {
			if info, err = e.Info(); err == nil {
				sum += info.Size()
			}
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil // merged away meanwhile
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
