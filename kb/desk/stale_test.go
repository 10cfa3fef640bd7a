package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// A source grows stale by the clock alone, though nothing is learned meanwhile.
func TestASourceGrowsStaleWithTime(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	seen := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	clock := seen.Add(time.Hour)
	store := memkb.New()
	doc := corpus.Document{ID: corpus.NewDocumentID("ministry", "https://ministry.example/1"), Source: "ministry", URL: "https://ministry.example/1", FirstSeen: seen, LastSeen: seen}
	if _, err := store.Commit(t.Context(), kb.Write{At: seen, Documents: []corpus.Document{doc}, Entries: []kb.Entry{{Kind: kb.DocumentAdded, Document: doc.ID, Summary: "a document"}}}); err != nil {
		t.Fatal(err)
	}
	d := desk.New(store, words, func() time.Time { return clock })
	for days, want := range map[int]bool{0: false, 3: false, 9: true} {
		clock = seen.AddDate(0, 0, days).Add(time.Hour)
		c, err := d.Coverage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(c.StaleSources, "ministry"); got != want {
			t.Errorf("after %d days the source is stale: %v, want %v", days, got, want)
		}
	}
}

// Where nothing was ever captured, no time is made up for it.
func TestCoverageOfNothing(t *testing.T) {
	c, err := newDesk(t).Coverage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(c)
	if err != nil || !strings.Contains(string(b), `"newest_capture":null`) {
		t.Errorf("%s, %v", b, err)
	}
}
