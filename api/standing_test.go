package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
)

// placed is a search that counts how often it is asked, and knows how far it is.
type placed struct {
	asked *int
	at    *kb.Seq
}

func (p placed) Search(context.Context, index.Request) (index.Result, error) {
	*p.asked++
	return index.Result{IndexedSeq: *p.at}, nil
}

func (p placed) Position(context.Context) (kb.Seq, error) { return *p.at, nil }

// What was answered is answered again without asking, until the index or the store is further; each
// reader gets the answer in the coding and the language that it can read.
func TestAnswersStand(t *testing.T) {
	asked, at := 0, kb.Seq(3)
	var store kb.Store
	h := handler(t, func(o *api.Options) {
		o.Search, store = placed{&asked, &at}, o.Desk.Store().(kb.Store)
	})
	const target = "/v1/search?q=gallium"
	tag := ""
	for _, c := range []struct {
		name string
		do   func()
		want int
	}{{"first", func() {}, 1}, {"again", func() {}, 1}, {"the index is further", func() { at++ }, 2}, {"again", func() {}, 2},
		{"something was learned", func() {
			if _, err := store.Commit(t.Context(), kb.Write{At: smallworld.Now(), Entries: []kb.Entry{{Kind: kb.DocumentMoved, Document: corpus.DocumentID(ruleID)}}}); err != nil {
				t.Fatal(err)
			}
		}, 3}} {
		c.do()
		w := get(h, target)
		if w.Code != http.StatusOK || asked != c.want || w.Header().Get("X-Request-Id") == "" || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d, asked %d times, want %d; %v", c.name, w.Code, asked, c.want, w.Header())
		}
		if c.want > 1 && c.name != "again" && w.Header().Get("ETag") == tag {
			t.Errorf("%s: the tag is still %s", c.name, tag)
		}
		tag = w.Header().Get("ETag")
	}
	if w := get(h, target, header("If-None-Match", tag)); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("what is held already = %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestPagesHaveTags(t *testing.T) {
	h := handler(t, withAll)
	for _, path := range []string{"/", "/status?material=gallium", "/materials/Ga", "/instruments"} {
		english, chinese := get(h, path), get(h, path, header("Accept-Language", "zh"))
		tag := english.Header().Get("ETag")
		if tag == "" || tag == chinese.Header().Get("ETag") || english.Body.String() == chinese.Body.String() {
			t.Errorf("%s: tags %q and %q", path, tag, chinese.Header().Get("ETag"))
		}
		if w := get(h, path); w.Body.String() != english.Body.String() || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: the second answer is another", path)
		}
		if w := get(h, path, header("If-None-Match", tag)); w.Code != http.StatusNotModified {
			t.Errorf("%s: with its tag = %d", path, w.Code)
		}
	}
	for _, path := range []string{"/sources", "/digest", "/changes", "/alerts", "/materials/nothing"} {
		if tag := get(h, path).Header().Get("ETag"); tag != "" {
			t.Errorf("%s has the tag %s, and follows from more than the version", path, tag)
		}
	}
}

// The page of changes begins where its reader looked last: it is kept for each such day apart, and only a
// look that is another day's, or the first, is remembered anew.
func TestChangesStand(t *testing.T) {
	h := handler(t)
	page := func(target, cookie string) (tag, remembers string) {
		t.Helper()
		w := get(h, target, header("Cookie", cookie))
		if w.Code != http.StatusOK {
			t.Fatalf("%s = %d", target, w.Code)
		}
		return w.Header().Get("ETag"), w.Header().Get("Set-Cookie")
	}
	today := corpus.DateOf(smallworld.Now().UTC()).String()
	if tag, remembers := page("/changes?from=2025-01-01", ""); tag == "" || remembers != "" {
		t.Errorf("days that are named: tag %q, remembers %q", tag, remembers)
	}
	if tag, remembers := page("/changes", ""); tag != "" || !strings.HasPrefix(remembers, "looked=."+today) {
		t.Errorf("the first look: tag %q, remembers %q", tag, remembers)
	}
	again, remembers := page("/changes", "looked=."+today)
	if again == "" || remembers != "" {
		t.Errorf("again on that day: tag %q, remembers %q", again, remembers)
	}
	if other, remembers := page("/changes", "looked=2025-01-01."+today); other == "" || other == again || remembers != "" {
		t.Errorf("another reader: tag %q like %q, remembers %q", other, again, remembers)
	}
}
