package ask_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/ask"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// newDesk holds an act that ended when a second repealed it, and a page about nothing.
func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	names, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	w := kb.Write{At: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
	for _, id := range []corpus.DocumentID{"old", "new", "page"} {
		w.Documents = append(w.Documents, corpus.Document{ID: id, Source: "s", URL: "https://s.example/" + string(id), Kind: corpus.Notice, State: corpus.Live})
	}
	w.Instruments = []kb.Instrument{{ID: "a-1", Documents: []corpus.DocumentID{"old"}}, {ID: "a-2", Documents: []corpus.DocumentID{"new"}}}
	for _, e := range []kb.Effect{{Relation: kb.Adopts, By: "a-1", Target: "a-1", From: corpus.Day(2024, 1, 1)}, {Relation: kb.Commences, By: "a-1", Target: "a-1", From: corpus.Day(2024, 1, 1)},
		{Relation: kb.Adopts, By: "a-2", Target: "a-2", From: corpus.Day(2025, 1, 1)}, {Relation: kb.Commences, By: "a-2", Target: "a-2", From: corpus.Day(2025, 1, 1)},
		{Relation: kb.Repeals, By: "a-2", Target: "a-1", From: corpus.Day(2025, 1, 1)}} {
		e.ID = kb.EffectID(string(e.Relation) + string(e.By))
		w.Effects = append(w.Effects, e)
	}
	store := memkb.New()
	if _, err := store.Commit(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	return desk.New(store, names, func() time.Time { return time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC) })
}

func TestWordsBecomeARequest(t *testing.T) {
	d := newDesk(t)
	r, err := ask.Words{Query: " licence ", Materials: []string{"gallium", "锗", ""}, AllMaterials: true, Destinations: []string{"United States", "*"}, Jurisdictions: []string{"China"},
		From: "past 1 month", Kinds: []string{"notice"}}.Request(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if r.Query != "licence" || !slices.Equal(r.AllMaterials, []kb.Material{"Ga", "Ge"}) || r.Materials != nil || !slices.Equal(r.Destinations, []string{"US"}) || r.AllDestinations != nil ||
		!slices.Equal(r.Jurisdictions, []corpus.Jurisdiction{"CN"}) || r.From != corpus.Day(2026, 10, 25) || r.To != corpus.Day(2026, 11, 25) || r.Documents != nil || !r.ExpandMaterials {
		t.Errorf("request %+v", r)
	}
}

func TestWhatTheLawKnowsBecomesDocuments(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name  string
		words ask.Words
		want  []corpus.DocumentID
	}{
		{"no such filter", ask.Words{Query: "x"}, nil},
		{"inside", ask.Words{Documents: []string{"page", "old", "page"}}, []corpus.DocumentID{"old", "page"}},
		{"in force then", ask.Words{Statuses: []string{"in_force"}, On: "2024-06-01"}, []corpus.DocumentID{"old"}},
		{"in force today", ask.Words{Statuses: []string{"in_force"}}, []corpus.DocumentID{"new"}},
		{"either", ask.Words{Statuses: []string{"in_force", "repealed"}}, []corpus.DocumentID{"new", "old"}},
		{"citing", ask.Words{Cites: []string{"a-1"}}, []corpus.DocumentID{"new"}},
		{"both", ask.Words{Cites: []string{"a-1"}, Statuses: []string{"in_force"}}, []corpus.DocumentID{"new"}},
		{"none is left", ask.Words{Cites: []string{"a-1"}, Documents: []string{"page"}}, []corpus.DocumentID{}},
	} {
		r, err := c.words.Request(t.Context(), d)
		if err != nil || !slices.Equal(r.Documents, c.want) || (r.Documents == nil) != (c.want == nil) {
			t.Errorf("%s: %v %v, want %v", c.name, r.Documents, err, c.want)
		}
	}
}

func TestNoDocumentPassesWhereNoneIsLeft(t *testing.T) {
	page := corpus.Document{ID: "page"}
	for _, c := range []struct {
		only []corpus.DocumentID
		want bool
	}{{nil, true}, {[]corpus.DocumentID{}, false}, {[]corpus.DocumentID{"other"}, false}, {[]corpus.DocumentID{"other", "page"}, true}} {
		if got := (index.Request{Documents: c.only}).Passes(page, index.Labels{}); got != c.want {
			t.Errorf("only %v: passes is %v", c.only, got)
		}
	}
}

func TestAWordThatMeansNothingIsRefused(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		parameter, says string
		words           ask.Words
	}{
		{"syntax", "westlaw", ask.Words{Syntax: "klingon"}},
		{"sort", "newest", ask.Words{Sort: "best"}},
		{"kind", "bill", ask.Words{Kinds: []string{"poem"}}},
		{"restriction", "vocabulary", ask.Words{Restrictions: []string{"bogus"}}},
		{"material", "lexicon", ask.Words{Materials: []string{"kryptonite"}}},
		{"destination", "ISO 3166", ask.Words{Destinations: []string{"Mordor"}}},
		{"document", "no document", ask.Words{Documents: []string{"d-0"}}},
		{"status", "in_force", ask.Words{Statuses: []string{"valid"}}},
		{"on", "status=in_force", ask.Words{On: "2025-01-01"}},
		{"on", "YYYY-MM-DD", ask.Words{Statuses: []string{"in_force"}, On: "2025"}},
		{"cites", "cn-mofcom-2025-61", ask.Words{Cites: []string{"No. 61"}}},
		{"from", "two ways", ask.Words{From: "3 months"}},
	} {
		_, err := c.words.Request(t.Context(), d)
		var word *desk.WordError
		if !errors.As(err, &word) || word.Parameter != c.parameter || !strings.Contains(word.Error(), c.says) {
			t.Errorf("%s: %v, want a refusal that says %q", c.parameter, err, c.says)
		}
	}
}
