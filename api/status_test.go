package api_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// BenchmarkStatus answers the decision question over the shipped register, from the request to the
// last byte of the JSON; the connection is left out.
func BenchmarkStatus(b *testing.B) {
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	store, err := boltkb.Open(b.TempDir(), boltkb.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	r, err := register.Load()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := ingest.LoadRegister(b.Context(), store, r, now); err != nil {
		b.Fatal(err)
	}
	words, err := lexicon.New()
	if err != nil {
		b.Fatal(err)
	}
	clock := func() time.Time { return now }
	h, err := api.New(api.Options{Desk: desk.New(store, words, clock), Now: clock})
	if err != nil {
		b.Fatal(err)
	}
	materials := []string{"gallium", "germanium", "dysprosium", "tungsten", "graphite", "cobalt", "lithium"}
	for n, bytes := 0, 0; b.Loop(); n++ {
		w := get(h, fmt.Sprintf("/v1/status?material=%s&destination=US&jurisdiction=CN&on=2025-%02d-%02d", materials[n%len(materials)], 1+n%12, 1+n%28))
		if w.Code != 200 {
			b.Fatalf("%d %s", w.Code, w.Body)
		}
		bytes += w.Body.Len()
		b.ReportMetric(float64(bytes)/float64(n+1), "bytes/answer")
	}
}
