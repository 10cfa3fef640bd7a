package bleveindex_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// shared returns a file of the labelled data beside the repository, and skips where there is none.
func shared(tb testing.TB, name string) string {
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		path := filepath.Join(filepath.Dir(dir), "shared", "data", name)
		if _, err := os.Stat(path); err == nil {
			return path
		} else if !errors.Is(err, fs.ErrNotExist) {
			tb.Fatal(err)
		}
	}
	tb.Skipf("the labelled data %s is not beside the repository", name)
	return ""
}

// lines decodes a file of compressed JSON lines.
func lines[T any](tb testing.TB, path string) []T {
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var out []T
	s := bufio.NewScanner(z)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			tb.Fatal(err)
		}
		out = append(out, v)
	}
	if err := s.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// obliqa is a store that holds each labelled passage as a document.
func obliqa(tb testing.TB) *memkb.Store {
	store := memkb.New()
	var w kb.Write
	for _, p := range lines[struct{ ID, Text string }](tb, shared(tb, "obliqa/passages.jsonl.gz")) {
		id := corpus.DocumentID(p.ID)
		r := corpus.Revision{Document: id, Text: p.Text, Hash: corpus.HashOf([]byte(p.Text))}
		r.ID = corpus.NewRevisionID(id, r.Hash)
		r.Provisions, r.Sentences = parse.Structure(p.Text, "en")
		w.Documents = append(w.Documents, corpus.Document{ID: id, Lang: "en", Revisions: []corpus.RevisionID{r.ID}})
		w.Revisions = append(w.Revisions, r)
		w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentAdded, Document: id, Revision: r.ID, Summary: p.ID})
	}
	if _, err := store.Commit(context.Background(), w); err != nil {
		tb.Fatal(err)
	}
	return store
}

func BenchmarkFollow(b *testing.B) {
	store := obliqa(b)
	documents := 0
	for b.Loop() {
		x, err := bleveindex.Open(b.TempDir(), bleveindex.Options{})
		if err != nil {
			b.Fatal(err)
		}
		r, err := x.Follow(context.Background(), store)
		if err != nil {
			b.Fatal(err)
		}
		documents += r.Documents
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(documents)/b.Elapsed().Seconds(), "documents/s")
}

func BenchmarkSearch(b *testing.B) {
	store := obliqa(b)
	x := open(b, b.TempDir(), store)
	for _, r := range []index.Request{
		{Query: "authorised and person and capital"},
		{Query: `"authorised person"`},
		{Query: "capital /5 requirement"},
		{Query: "capital /s requirement"},
		{Query: "licen! but not fund"},
		{Query: "What must an authorised person do to keep client money apart?", Syntax: index.Plain},
	} {
		b.Run(r.Query, func(b *testing.B) {
			r.Limit = 10
			for b.Loop() {
				if _, err := x.Search(context.Background(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func ExampleIndex_Search() {
	ctx, store := context.Background(), memkb.New()
	text := "Gallium may be exported only with a licence. Forms are at the ministry."
	rev := corpus.Revision{ID: "d-notice.1", Document: "d-notice", Text: text, Hash: corpus.HashOf([]byte(text))}
	rev.Provisions, rev.Sentences = parse.Structure(text, "en")
	_, err := store.Commit(ctx, kb.Write{
		Documents: []corpus.Document{{ID: "d-notice", Title: "Notice 23", Revisions: []corpus.RevisionID{rev.ID}}},
		Revisions: []corpus.Revision{rev},
		Entries:   []kb.Entry{{Kind: kb.DocumentAdded, Document: "d-notice", Revision: rev.ID, Summary: "a notice was published"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "index")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	x, err := bleveindex.Open(dir, bleveindex.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer x.Close()
	if _, err := x.Follow(ctx, store); err != nil {
		fmt.Println(err)
		return
	}
	res, err := x.Search(ctx, index.Request{Query: "gallium /s licen!"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range res.Hits {
		fmt.Println(h.Title, h.Address, h.Snippet)
		for _, m := range h.Marks {
			fmt.Println(h.Snippet[m.Start:m.End])
		}
	}
	// Output:
	// Notice 23 ¶ 1 Gallium may be exported only with a licence. Forms are at the ministry.
	// Gallium
	// licence
}
