package bleveindex_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

func follow(tb testing.TB, x *bleveindex.Index, store bleveindex.View) bleveindex.Report {
	tb.Helper()
	r, err := x.Follow(context.Background(), store)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// sound fails the test unless the index holds what the store says and nothing else.
func sound(tb testing.TB, x *bleveindex.Index, store bleveindex.Lister) {
	tb.Helper()
	problems, err := x.Verify(context.Background(), store)
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range problems {
		tb.Error(p)
	}
}

func TestFollow(t *testing.T) {
	store := library(t)
	x := open(t, t.TempDir(), store)
	sound(t, x, store)
	if r := follow(t, x, store); r.Written+r.Removed+r.Documents != 0 || r.From != 4 || r.To != 4 {
		t.Errorf("following again did %+v, want nothing", r)
	}
	put(t, store, paper{id: "ga", title: "Notice on gallium", text: "Notice on gallium\n\nGallium items are free.",
		edit: func(d *corpus.Document) { d.State, d.URL = corpus.Gone, "https://ministry.example/moved" }})
	if got := found(ask(t, x, index.Request{Query: "germanium"})); !slices.Equal(got, []string{"ga"}) {
		t.Errorf("before following, germanium finds %v, want the text that was indexed", got)
	}
	follow(t, x, store)
	sound(t, x, store)
	if got := found(ask(t, x, index.Request{Query: "germanium"})); got != nil {
		t.Errorf("germanium finds %v in a text that was edited, want nothing", got)
	}
	h := ask(t, x, index.Request{Query: "free"}).Hits
	if len(h) != 1 || h[0].State != corpus.Gone || h[0].URL != "https://ministry.example/moved" {
		t.Errorf("hits = %+v, want the page that is gone, at its last address", h)
	}
}

func TestFollowWritesOnlyWhatChanged(t *testing.T) {
	store := memkb.New()
	long := func(last string) string {
		var b strings.Builder
		for i := range 30 {
			fmt.Fprintf(&b, "Article %d\n%s\n", i+1, strings.Repeat("Exporters keep records of every shipment. ", 20))
		}
		return b.String() + last
	}
	put(t, store, paper{id: "law", text: long("Article 31\nThis law is in force.")})
	x := open(t, t.TempDir(), store)
	ctx := context.Background()
	d, err := store.Document(ctx, "d-law")
	if err != nil {
		t.Fatal(err)
	}
	d.URL = "https://ministry.example/elsewhere"
	if _, err := store.Commit(ctx, kb.Write{Documents: []corpus.Document{d},
		Entries: []kb.Entry{{Kind: kb.DocumentMoved, Document: d.ID, Summary: "moved"}}}); err != nil {
		t.Fatal(err)
	}
	if r := follow(t, x, store); r.Documents != 1 || r.Written != 0 || r.Removed != 0 {
		t.Errorf("a moved page made the index do %+v, want nothing written", r)
	}
	sound(t, x, store)
}

func TestReopen(t *testing.T) {
	store, dir := library(t), t.TempDir()
	x, err := bleveindex.Open(dir, bleveindex.Options{View: store})
	if err != nil {
		t.Fatal(err)
	}
	follow(t, x, store)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Search(context.Background(), index.Request{}); err == nil {
		t.Error("a closed index answers")
	}
	x, err = bleveindex.Open(dir, bleveindex.Options{View: store})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if p, err := x.Position(context.Background()); p != 4 || err != nil || x.Aside() != "" {
		t.Errorf("position = %d, %v, aside %q; want 4", p, err, x.Aside())
	}
	if got := found(ask(t, x, index.Request{Query: "gallium"})); !slices.Equal(got, []string{"ga"}) {
		t.Errorf("gallium finds %v after reopening, want ga", got)
	}
}

func TestLocked(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, library(t))
	_, err := bleveindex.Open(dir, bleveindex.Options{})
	if !errors.Is(err, kb.ErrLocked) {
		t.Fatalf("opening an open index: %v, want %v", err, kb.ErrLocked)
	}
}

func TestRebuild(t *testing.T) {
	store := library(t)
	x := open(t, t.TempDir(), store)
	first := ask(t, x, index.Request{Limit: 2, Sort: index.Newest})
	if r, err := x.Rebuild(context.Background(), store); err != nil || r.Documents != 4 {
		t.Fatalf("rebuild = %+v, %v", r, err)
	}
	sound(t, x, store)
	_, err := x.Search(context.Background(), index.Request{Limit: 2, Sort: index.Newest, Cursor: first.Next})
	if !errors.Is(err, index.ErrStaleCursor) {
		t.Errorf("a cursor of the index before: %v, want %v", err, index.ErrStaleCursor)
	}
}

func TestAnotherStore(t *testing.T) {
	dir := t.TempDir()
	x, err := bleveindex.Open(dir, bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	follow(t, x, library(t))
	for _, papers := range [][]paper{notices[:2], notices[2:], slices.Concat(notices[1:], notices[:1])} {
		other := memkb.New()
		for _, p := range papers {
			put(t, other, p)
		}
		if r := follow(t, x, other); r.Aside == "" || r.To != kb.Seq(len(papers)) {
			t.Errorf("following another log did %+v, want a new build", r)
		}
		sound(t, x, other)
	}
}

// TestDamage damages each file of an index in turn. Either opening notices, or the index still
// holds everything: no hit is ever wrong.
func TestDamage(t *testing.T) {
	store := library(t)
	dir := t.TempDir()
	x, err := bleveindex.Open(dir, bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	follow(t, x, store)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, rerr := filepath.Rel(dir, path)
			files, err = append(files, rel), rerr
		}
		return err
	})
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		for _, how := range []string{"gone", "empty", "half", "flipped", "one bit"} {
			t.Run(strings.ReplaceAll(f, "/", "_")+" "+how, func(t *testing.T) {
				broken := t.TempDir()
				if err := os.CopyFS(broken, os.DirFS(dir)); err != nil {
					t.Fatal(err)
				}
				spoil(t, filepath.Join(broken, f), how)
				x := open(t, broken, store)
				if strings.HasSuffix(f, ".zap") && x.Aside() == "" && (how == "flipped" || how == "one bit") {
					t.Error("a damaged segment went unnoticed")
				}
				sound(t, x, store)
				if got := found(ask(t, x, index.Request{Query: "gallium"})); !slices.Equal(got, []string{"ga"}) {
					t.Errorf("gallium finds %v, want ga", got)
				}
			})
		}
	}
}

func spoil(t *testing.T, path, how string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	switch how {
	case "gone":
		err = os.Remove(path)
	case "empty":
		err = os.WriteFile(path, nil, 0o644)
	case "half":
		err = os.WriteFile(path, data[:len(data)/2], 0o644)
	case "one bit":
		data[len(data)/3] ^= 0x10
		err = os.WriteFile(path, data, 0o644)
	case "flipped":
		for i := len(data) / 2; i < min(len(data), len(data)/2+40); i++ {
			data[i] ^= 0x55
		}
		err = os.WriteFile(path, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestWalkOfAllPages(t *testing.T) {
	store := memkb.New()
	for i := range 23 {
		put(t, store, paper{id: fmt.Sprintf("%02d", i), text: fmt.Sprintf("Licences for gallium and item %d.\nA second line on licences.", i%3),
			edit: func(d *corpus.Document) {
				if i%4 > 0 {
					d.Published = corpus.Date{Year: 2020 + i%4, Month: i % 3}
				}
			}})
	}
	x := open(t, t.TempDir(), store)
	for _, sort := range []index.Sort{index.ByRelevance, index.Newest, index.Oldest} {
		for _, r := range []index.Request{{Query: "licence"}, {Query: "licence /s gallium"}, {Query: "gallium licence", Syntax: index.Plain}, {}} {
			r.Sort = sort
			r.Limit = index.MaxLimit
			all := ask(t, x, r)
			if all.Next != "" || len(all.Hits) != all.Total.Value || len(found(all)) != 23 {
				t.Fatalf("%+v: %d hits in one page of %+v", r, len(all.Hits), all.Total)
			}
			for _, size := range []int{1, 5, 23, 24} {
				r.Limit, r.Cursor = size, ""
				var walked []index.Hit
				for {
					res := ask(t, x, r)
					walked = append(walked, res.Hits...)
					if res.Total != all.Total {
						t.Fatalf("%+v: total %+v, want %+v", r, res.Total, all.Total)
					}
					if r.Cursor = res.Next; r.Cursor == "" {
						break
					}
				}
				if fmt.Sprint(walked) != fmt.Sprint(all.Hits) {
					t.Errorf("%+v: a walk in pages of %d is not the whole, or not in its order", r, size)
				}
			}
		}
		dates := ask(t, x, index.Request{Sort: sort, Limit: index.MaxLimit}).Hits
		if last := dates[len(dates)-1]; sort != index.ByRelevance && !last.Published.IsZero() {
			t.Errorf("sort %s: the last hit is of %s, want the unknown dates last", sort, last.Published)
		}
	}
}

func TestCursorsAndWrites(t *testing.T) {
	store := library(t)
	x := open(t, t.TempDir(), store)
	byScore := ask(t, x, index.Request{Limit: 1})
	byDate := ask(t, x, index.Request{Limit: 1, Sort: index.Newest})
	put(t, store, paper{id: "new", text: "new", edit: func(d *corpus.Document) { d.Published = corpus.Day(2026, 1, 1) }})
	follow(t, x, store)
	if _, err := x.Search(context.Background(), index.Request{Limit: 1, Cursor: byScore.Next}); !errors.Is(err, index.ErrStaleCursor) {
		t.Errorf("a cursor by relevance after a write: %v, want %v", err, index.ErrStaleCursor)
	}
	res := ask(t, x, index.Request{Sort: index.Newest, Cursor: byDate.Next})
	if got := found(res); !slices.Equal(got, []string{"ga", "hant", "zh"}) {
		t.Errorf("a walk by date goes on with %v after a write, want what stood behind the first", got)
	}
	_, err := x.Search(context.Background(), index.Request{Sort: index.Newest, Query: "other", Cursor: byDate.Next})
	var bad *index.RequestError
	if !errors.As(err, &bad) || bad.Parameter != "cursor" {
		t.Errorf("a cursor of another query: %v, want a RequestError", err)
	}
}

func TestClauseLimits(t *testing.T) {
	store := memkb.New()
	var b strings.Builder
	for i := range 2100 {
		fmt.Fprintf(&b, "abc%04d ", i)
	}
	put(t, store, paper{id: "many", text: b.String()})
	x := open(t, t.TempDir(), store)
	var bad *index.QueryError
	if _, err := x.Search(context.Background(), index.Request{Query: "x or abc!"}); !errors.As(err, &bad) || bad.Pos != 5 {
		t.Errorf("a beginning of 2100 words: %v, want a QueryError at 5", err)
	}
	if got := found(ask(t, x, index.Request{Query: "abc00!"})); len(got) != 1 {
		t.Errorf("a beginning of a hundred words finds %v", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := x.Search(ctx, index.Request{Query: "abc0001"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search given up: %v, want %v", err, context.Canceled)
	}
}
