package memkb_test

import (
	"context"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

func ExampleNew() {
	ctx, store := context.Background(), memkb.New()
	text := "Dysprosium may be exported only with a licence."
	rev := corpus.Revision{ID: "d-notice.1", Document: "d-notice", Text: text, Hash: corpus.HashOf([]byte(text))}
	version, err := store.Commit(ctx, kb.Write{
		At:        time.Date(2025, 4, 4, 9, 0, 0, 0, time.UTC),
		Documents: []corpus.Document{{ID: "d-notice", Source: "ministry", URL: "https://ministry.example/18", Revisions: []corpus.RevisionID{rev.ID}}},
		Revisions: []corpus.Revision{rev},
		Facts: []kb.Fact{{ID: "f-1", Value: kb.MaterialValue{Material: "Dy"}, Role: kb.RoleRestricted, Assertion: kb.Asserted,
			Span: rev.Span(0, len("Dysprosium")), Current: true}},
		Entries: []kb.Entry{{Kind: kb.DocumentAdded, Document: "d-notice", Revision: rev.ID, Summary: "a notice on dysprosium was published"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	facts, err := store.FactsOf(ctx, "d-notice")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(version.Seq, facts[0].Value.Normal(), facts[0].Span.Quote)
	// Output: 1 Dy Dysprosium
}
