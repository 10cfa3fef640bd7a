package api_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/kb"
)

// lists has every list with the name of its rows.
func lists() map[string]string {
	return map[string]string{
		"/v1/documents": "documents", "/v1/documents/" + ruleID + "/revisions": "revisions", "/v1/instruments": "instruments", "/v1/measures": "measures",
		"/v1/facts": "facts", "/v1/materials": "materials", "/v1/changes": "changes", "/v1/changes?axis=record": "changes", "/v1/deadlines": "deadlines", "/v1/disputes": "disputes", "/v1/sources": "sources", "/v1/ledger": "ledgers",
		"/v1/issues?disposition=quarantined&disposition=not_a_document": "issues",
	}
}

type list struct {
	rows  []json.RawMessage
	next  *string
	total int
}

func readList(t *testing.T, body []byte, name string) list {
	t.Helper()
	var l list
	var all map[string]json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatalf("%v: %.200s", err, body)
	}
	var total struct {
		Value int
		Exact bool
	}
	for key, to := range map[string]any{name: &l.rows, "next": &l.next, "total": &total} {
		if err := json.Unmarshal(all[key], to); err != nil {
			t.Fatalf("%s: %v: %.200s", key, err, body)
		}
	}
	if _, ok := all["coverage"]; !ok || len(all) != 4 || !total.Exact {
		t.Errorf("%s has the keys %d, total exact %v", name, len(all), total.Exact)
	}
	l.total = total.Value
	return l
}

// Walking a list page by page, of whatever size, gives every row once and in order.
func TestPagesAreTheWholeList(t *testing.T) {
	h := handler(t)
	for target, name := range lists() {
		join := "?"
		if strings.Contains(target, "?") {
			join = "&"
		}
		whole := readList(t, get(h, target+join+"limit=200").Body.Bytes(), name)
		if len(whole.rows) != whole.total || whole.total == 0 || whole.next != nil {
			t.Errorf("%s: %d rows, total %d, next %v", target, len(whole.rows), whole.total, whole.next)
		}
		for _, size := range []string{"1", "2", "3"} {
			var walked []json.RawMessage
			at := target + join + "limit=" + size
			for pages := 0; ; pages++ {
				l := readList(t, get(h, at).Body.Bytes(), name)
				walked = append(walked, l.rows...)
				if l.next == nil || pages > whole.total {
					break
				}
				at = target + join + "limit=" + size + "&cursor=" + url.QueryEscape(*l.next)
			}
			if !slices.EqualFunc(walked, whole.rows, func(a, b json.RawMessage) bool { return string(a) == string(b) }) {
				t.Errorf("%s by %s: walked %d rows, the whole has %d", target, size, len(walked), len(whole.rows))
			}
		}
	}
}

func TestTagFollowsTheCorpusVersion(t *testing.T) {
	d, store, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	clock := smallworld.Now()
	h, err := api.New(api.Options{Desk: d, Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	const target = "/v1/status?material=gallium"
	first := get(h, target)
	tag := first.Header().Get("ETag")
	if first.Code != 200 || tag == "" {
		t.Fatalf("%d, tag %q", first.Code, tag)
	}
	for _, sent := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		w := get(h, target, header("If-None-Match", sent))
		if w.Code != 304 || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match %s = %d with %d bytes, tag %q", sent, w.Code, w.Body.Len(), w.Header().Get("ETag"))
		}
	}
	if w := get(h, "/v1/status?material=galium", header("If-None-Match", `"other"`)); w.Code != 422 || w.Header().Get("ETag") != "" {
		t.Errorf("an error has tag %q", w.Header().Get("ETag"))
	}
	if _, err := store.Commit(t.Context(), kb.Write{At: clock, Entries: []kb.Entry{{Kind: kb.RunRecorded, Summary: "a run"}}}); err != nil {
		t.Fatal(err)
	}
	if w := get(h, target, header("If-None-Match", tag)); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("after something was learned: %d, tag %q", w.Code, w.Header().Get("ETag"))
	}
}
