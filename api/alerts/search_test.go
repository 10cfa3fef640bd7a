package alerts_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb"
)

// publish adds a notice of one text to the store, and tells its revision.
func publish(t *testing.T, store kb.Store, id corpus.DocumentID, text string) corpus.RevisionID {
	t.Helper()
	r := corpus.Revision{Document: id, Text: text, Hash: corpus.HashOf([]byte(text))}
	r.ID = corpus.NewRevisionID(id, r.Hash)
	r.Provisions, r.Sentences = parse.Structure(text, "en")
	c := corpus.Document{ID: id, Title: "Notice " + string(id), Revisions: []corpus.RevisionID{r.ID}, Published: corpus.Day(2026, 1, 2)}
	if _, err := store.Commit(t.Context(), kb.Write{At: smallworld.Now(), Documents: []corpus.Document{c}, Revisions: []corpus.Revision{r},
		Entries: []kb.Entry{{Kind: kb.DocumentAdded, Document: id, Revision: r.ID, Summary: "a notice was published"}}}); err != nil {
		t.Fatal(err)
	}
	return r.ID
}

// TestSavedSearchIsToldByTheTexts: what a saved search finds in new texts is told whether the index has them
// or not, and each text once.
func TestSavedSearchIsToldByTheTexts(t *testing.T) {
	d, store, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	v, err := store.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	one := publish(t, store, "d-new1", "Forms are at the ministry. Vanadium leaves only with a licence.")
	publish(t, store, "d-new2", "Vanadium was mined. A licence is not needed.")
	x, err := bleveindex.Open(t.TempDir(), bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := x.Follow(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	two := publish(t, store, "d-new3", "No licence, no vanadium.")

	a := alerts.Alert{ID: "a", Filter: alerts.Filter{Query: "vanadium /s licen!"}}
	for name, search := range map[string]func(context.Context, index.Request) (index.Result, error){"an index that is behind": x.Search, "no index": nil} {
		w := alerts.Watch{Desk: d, Search: search}
		n, err := w.News(t.Context(), a, alerts.Position{Seq: v.Seq})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range n.Hits {
			got = append(got, fmt.Sprint(h.Document, " ", h.Revision, " ", len(h.Marks), " ", h.Snippet))
		}
		slices.Sort(got)
		want := []string{
			fmt.Sprint("d-new1 ", one, " 2 Vanadium leaves only with a licence."),
			fmt.Sprint("d-new3 ", two, " 2 No licence, no vanadium.")}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		now, err := store.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n, err := w.News(t.Context(), a, alerts.Position{Seq: now.Seq}); err != nil || !n.Empty() {
			t.Errorf("%s: told again: %+v, %v", name, n, err)
		}
	}
	a.Filter.Query = "(vanadium /s"
	if _, err := (alerts.Watch{Desk: d}).News(t.Context(), a, alerts.Position{Seq: v.Seq}); err == nil {
		t.Error("a query that cannot be read finds nothing, without a word")
	}
}
