package percolate_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/index/percolate"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

var saved = []percolate.Saved{
	{ID: "gallium", Request: index.Request{Query: "gallium /s licen!", ExpandMaterials: true}},
	{ID: "chinese", Request: index.Request{Query: "出口管制", Lang: []corpus.Lang{"zh"}}},
	{ID: "lucene", Request: index.Request{Query: `+licence -draft`, Syntax: index.Lucene}},
	{ID: "notices", Request: index.Request{Kinds: []corpus.DocumentKind{corpus.Notice}}},
	{ID: "2025", Request: index.Request{From: corpus.Date{Year: 2025}, To: corpus.Date{Year: 2025}}},
}

// put stores a document, or a new revision of it.
func put(t *testing.T, store *memkb.Store, d corpus.Document, text string) {
	t.Helper()
	r := corpus.Revision{Document: d.ID, Text: text, Hash: corpus.HashOf([]byte(text))}
	r.ID = corpus.NewRevisionID(d.ID, r.Hash)
	r.Provisions, r.Sentences = parse.Structure(text, d.Lang)
	e := kb.Entry{Kind: kb.DocumentAdded, Document: d.ID, Revision: r.ID, Summary: "a text came"}
	if old, err := store.Document(context.Background(), d.ID); err == nil {
		d, e.Kind = old, kb.TextEdited
	}
	d.Revisions = append(d.Revisions, r.ID)
	if _, err := store.Commit(context.Background(), kb.Write{Documents: []corpus.Document{d}, Revisions: []corpus.Revision{r}, Entries: []kb.Entry{e}}); err != nil {
		t.Fatal(err)
	}
}

func library(t *testing.T) *memkb.Store {
	store := memkb.New()
	put(t, store, corpus.Document{ID: "d-en", Lang: "en", Kind: corpus.Notice, Published: corpus.Day(2025, 10, 9)}, "Exports of gallium are free.")
	put(t, store, corpus.Document{ID: "d-zh", Lang: "zh-Hans", Published: corpus.Day(2024, 12, 3)}, "对镓实施出口管制。")
	put(t, store, corpus.Document{ID: "d-en"}, "Exports of gallium need a licence.")
	put(t, store, corpus.Document{ID: "d-en"}, "Exports of gallium need a licence, as before.")
	put(t, store, corpus.Document{ID: "d-draft", Lang: "en"}, "A draft licence.")
	return store
}

// TestRehearse: each search tells once, when a revision begins to answer it.
func TestRehearse(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	set, err := percolate.New(saved, words)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	store := library(t)
	tell := func(h percolate.Hit) error {
		got = append(got, fmt.Sprintf("%d %s %s", h.Entry.Seq, h.Entry.Document, h.ID))
		return nil
	}
	if err := set.Rehearse(context.Background(), store, 0, 99, tell); err != nil {
		t.Fatal(err)
	}
	want := []string{"1 d-en notices", "1 d-en 2025", "2 d-zh chinese", "3 d-en gallium", "3 d-en lucene"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	got = nil
	if err := set.Rehearse(context.Background(), store, 1, 2, tell); err != nil || len(got) != 1 {
		t.Errorf("the second entry alone told %q, %v", got, err)
	}
}

// TestAlertsAndSearchesAgree: what a saved search tells of the latest revisions is what the index finds.
func TestAlertsAndSearchesAgree(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	set, err := percolate.New(saved, words)
	if err != nil {
		t.Fatal(err)
	}
	ctx, store := context.Background(), library(t)
	x, err := bleveindex.Open(t.TempDir(), bleveindex.Options{Names: words})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Follow(ctx, store); err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for _, id := range []corpus.DocumentID{"d-draft", "d-en", "d-zh"} {
		d, err := store.Document(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		r, err := store.Revision(ctx, d.Latest())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range set.Match(d, &r, nil) {
			told[m.ID] = append(told[m.ID], string(id))
			for _, k := range m.Marks {
				if strings.TrimSpace(r.Text[k.Range.Start:k.Range.End]) == "" {
					t.Errorf("%s: a mark on nothing in %s", m.ID, id)
				}
			}
		}
	}
	for _, s := range saved {
		res, err := x.Search(ctx, s.Request)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, h := range res.Hits {
			found = append(found, string(h.Document))
		}
		slices.Sort(found)
		if !slices.Equal(found, told[s.ID]) {
			t.Errorf("%s: the index finds %q, the alert tells %q", s.ID, found, told[s.ID])
		}
	}
}

func TestWrongSearchIsNamed(t *testing.T) {
	_, err := percolate.New([]percolate.Saved{{ID: "mine", Request: index.Request{Query: "a /s"}}}, nil)
	var bad *index.QueryError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), `"mine"`) {
		t.Errorf("New = %v, want a QueryError that names the search", err)
	}
}
