package crawler

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/sample"
)

// TestSampleWeb reads the sample web day by day, as the demonstration does, and finds everything that
// it ever published.
func TestSampleWeb(t *testing.T) {
	web, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	var day corpus.Date
	server := httptest.NewServer(web.Handler(func() corpus.Date { return day }))
	defer server.Close()
	now := func() time.Time { return time.Date(day.Year, time.Month(day.Month), day.Day, 12, 0, 0, 0, time.UTC) }
	a, err := archive.Open(t.TempDir(), archive.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := New(Options{Archive: a, Now: now, Sample: true,
		Resolve: func(host string) (string, bool) {
			return server.Listener.Addr().String(), strings.HasSuffix(host, ".example")
		},
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var sources []Source
	for name, b := range web.Manifests() {
		s, err := ParseManifest(name, b)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	slices.SortFunc(sources, func(a, b Source) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, day = range web.Days() {
		for _, s := range sources {
			r, err := c.Run(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s %-24s %s, %d requests", day, s.ID, counts(r), r.Requests)
			for _, al := range r.Alarms {
				t.Logf("  alarm %s: %s", al.Kind, al.Detail)
			}
			if r.Failed > 0 || r.Skipped > 0 {
				t.Errorf("%s: %s %s, %d skipped", day, s.ID, counts(r), r.Skipped)
			}
		}
	}
	held := map[string]bool{}
	for rec, err := range a.Walk(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Capture != nil && rec.Capture.Status == 200 {
			held[rec.Capture.URL], held[rec.Capture.FinalURL] = true, true
		}
	}
	for _, p := range web.Publications() {
		if !held[p.URL] {
			t.Errorf("%s was published on %s and never found", p.URL, p.First)
		}
	}
}
