package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Every list tells what was learned since an entry of the log or a day: all of it since the
// beginning, nothing since now, and after one act was looked at again that act and what is its.
func TestChangedSince(t *testing.T) {
	d, store, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h, err := api.New(api.Options{Desk: d, Now: smallworld.Now, Health: health, Ledger: ledger})
	if err != nil {
		t.Fatal(err)
	}
	before, err := store.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	later := smallworld.Now()
	_, err = store.Commit(t.Context(), kb.Write{At: later, Entries: []kb.Entry{
		{Kind: kb.EffectRecorded, Instrument: "cn-mofcom-2024-46", By: "cn-mofcom-2025-72", Summary: "an effect"},
		{Kind: kb.TextEdited, Document: corpus.DocumentID(ruleID), Source: "gazette", Summary: "an edit"}}})
	if err != nil {
		t.Fatal(err)
	}
	seq := url.QueryEscape(string(mustJSON(t, before.Seq)))
	day := corpus.DateOf(later.UTC()).String()
	want := map[string]int{"/v1/instruments": 2, "/v1/measures": 2, "/v1/documents": 1, "/v1/changes?axis=record": 1, "/v1/sources": 1, "/v1/disputes": 0}
	for target, name := range lists() {
		if name == "revisions" {
			continue // of one document: the whole list is its history
		}
		whole := readList(t, get(h, target).Body.Bytes(), name)
		since := func(word string) list { return listSince(t, h, target, name, word) }
		bySeq, byDay := since(seq), since(day)
		if !slices.EqualFunc(bySeq.rows, byDay.rows, func(a, b json.RawMessage) bool { return string(a) == string(b) }) {
			t.Errorf("%s: %d rows since entry %s, %d since %s", target, bySeq.total, seq, byDay.total, day)
		}
		if bySeq.total > whole.total {
			t.Errorf("%s: %d rows since, %d in all", target, bySeq.total, whole.total)
		}
		if n, ok := want[target]; ok && bySeq.total != n {
			t.Errorf("%s since %s has %d rows, want %d", target, seq, bySeq.total, n)
		}
		if now := since(later.Add(time.Hour).Format(time.RFC3339)); now.total != 0 {
			t.Errorf("%s: %d rows since a time when nothing was learned", target, now.total)
		}
	}
	for _, bad := range []string{"999999", "soon", "2025-13-01", "-1"} {
		if w := get(h, "/v1/instruments?changed_since="+bad); w.Code != 422 {
			t.Errorf("changed_since=%s = %d", bad, w.Code)
		}
	}
}

// listSince reads a list with what was learned since a word.
func listSince(t *testing.T, h http.Handler, target, name, word string) list {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("changed_since", word)
	u.RawQuery = q.Encode()
	w := get(h, u.String())
	if w.Code != 200 {
		t.Fatalf("%s = %d %s", u, w.Code, w.Body)
	}
	return readList(t, w.Body.Bytes(), name)
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
