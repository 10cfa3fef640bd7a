package bleveindex_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestWalkBeyondTheWeighed walks a plain question past the passages that are weighed again.
func TestWalkBeyondTheWeighed(t *testing.T) {
	store := memkb.New()
	for i := range 260 {
		put(t, store, paper{id: fmt.Sprintf("%03d", i), text: strings.Repeat("Licences for gallium. ", 1+i%5) + strings.Repeat("Other words stand here. ", i%7)})
	}
	x := open(t, t.TempDir(), store)
	for _, size := range []int{90, 200, 130} {
		r := index.Request{Query: "gallium licence", Syntax: index.Plain, Limit: size}
		seen := make(map[string]bool)
		last := 0.0
		for page := 0; ; page++ {
			res := ask(t, x, r)
			if res.Total.Value != 260 || res.Documents != 260 {
				t.Fatalf("total %+v in %d documents, want 260", res.Total, res.Documents)
			}
			for i, h := range res.Hits {
				if seen[string(h.Document)] {
					t.Fatalf("pages of %d: %s comes twice", size, h.Document)
				}
				seen[string(h.Document)] = true
				if (page > 0 || i > 0) && h.Score > last {
					t.Fatalf("pages of %d: score %f after %f", size, h.Score, last)
				}
				last = h.Score
			}
			if r.Cursor = res.Next; r.Cursor == "" {
				break
			}
		}
		if len(seen) != 260 {
			t.Errorf("pages of %d: a walk meets %d documents, want 260", size, len(seen))
		}
	}
}

// TestPlainRanks shows what a question in plain words brings first.
func TestPlainRanks(t *testing.T) {
	store := memkb.New()
	for _, p := range []paper{
		{id: "long", text: strings.Repeat("Many things are said here about trade and ministries and forms. ", 14) + "A licence."},
		{id: "short", text: "Exporting gallium requires a licence."},
		{id: "half", text: "Gallium is a metal."},
		{id: "none", text: "Nothing of it."},
	} {
		put(t, store, p)
	}
	x := open(t, t.TempDir(), store)
	for _, tt := range []struct{ q, want string }{
		{"What licences are required for gallium exports?", "short half long"},
		{"is it", "none half"}, // only common words
	} {
		var got []string
		for _, h := range ask(t, x, index.Request{Query: tt.q, Syntax: index.Plain}).Hits {
			got = append(got, strings.TrimPrefix(string(h.Document), "d-"))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s brings %q, want %q", tt.q, s, tt.want)
		}
	}
}
