package api_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/index/bleveindex"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// A house without texts must not answer a search as though it had looked into some.
func TestASearchOfNoTextsSaysSo(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	empty := handler(t, func(o *api.Options) { o.Desk = desk.New(memkb.New(), words, smallworld.Now) }, withIndex(t))
	full := handler(t, withIndex(t))
	for path, want := range map[string]string{
		"/v1/search?q=gallium":    `"note":"no text is held yet`,
		"/search?q=gallium&ui=en": "No text is held yet",
		"/search?ui=en":           "lodestone ingest FILE",
		"/search?q=gallium&ui=zh": "目前尚未收录任何文本",
	} {
		accept := header("Accept", "text/html")
		if strings.HasPrefix(path, "/v1") {
			accept = header("Accept", "application/json")
		}
		if w := get(empty, path, accept); w.Code != 200 || !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), "No passage answers") {
			t.Errorf("GET %s without texts = %d, want %q:\n%s", path, w.Code, want, w.Body)
		}
		if w := get(full, path, accept); w.Code != 200 || strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s with texts = %d and says %q", path, w.Code, want)
		}
	}
}

// withIndex searches with the engine itself.
func withIndex(t *testing.T) func(*api.Options) {
	return func(o *api.Options) {
		x, err := bleveindex.Open(t.TempDir(), bleveindex.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := x.Close(); err != nil {
				t.Error(err)
			}
		})
		if _, err := x.Follow(t.Context(), o.Desk.Store()); err != nil {
			t.Fatal(err)
		}
		o.Search = x
	}
}
