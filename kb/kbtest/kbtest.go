package kbtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// TestStore runs the suite. The first function opens an empty store, a new one at each call; the
// second closes a store and opens it again, and is nil for an engine that keeps nothing.
func TestStore(t *testing.T, open func(t *testing.T) kb.Store, reopen func(t *testing.T, s kb.Store) kb.Store) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, s kb.Store)
	}{
		{"empty store", testEmpty},
		{"round trip", testRoundTrip},
		{"every kind of fact", testFactKinds},
		{"documents by id", testDocuments},
		{"documents by address", testAddresses},
		{"facts in text order", testFactOrder},
		{"outcomes", testOutcomes},
		{"positions", testPositions},
		{"odd bytes in names", testOddBytes},
		{"a held revision", testHeldRevision},
		{"all or nothing", testAllOrNothing},
		{"the log", testLog},
		{"record time", testRecordTime},
		{"versions of the law", testLaw},
		{"the law at one moment", testLawSameMoment},
		{"what is new in law", testLawSince},
		{"values are the caller's own", testOwnValues},
		{"readers beside a writer", testConcurrent},
		{"a cancelled context", testCancelled},
		{"the tree", testTree},
		{"checkpoints", testCheckpoints},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			defer shut(t, s)
			c.run(t, s)
		})
	}
	t.Run("after close", func(t *testing.T) { testClosed(t, open(t)) })
	if reopen != nil {
		t.Run("reopening", func(t *testing.T) { testReopen(t, open(t), reopen) })
	}
}

func shut(t *testing.T, s kb.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("Close() = %v", err)
	}
}

// noon is a record time; later(n) is n minutes after it.
var noon = time.Date(2025, 10, 9, 12, 0, 0, 0, time.UTC)

func later(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }

// Notice makes a whole write: a document of one revision with facts, the law they make, an outcome
// and an entry. Two notices of different n share no record.
func Notice(n int) kb.Write {
	text := fmt.Sprintf("Notice No. %d\nDysprosium and 镝 may be exported only with a licence from 2025-11-08.\n", n)
	doc := corpus.DocumentID(fmt.Sprintf("d-notice-%04d", n))
	hash := corpus.HashOf([]byte(text))
	rev := corpus.Revision{ID: corpus.NewRevisionID(doc, hash), Document: doc, Capture: corpus.CaptureID(fmt.Sprintf("c-%06d", n)), Hash: hash, Text: text, Parser: "plain/1",
		Provisions: []corpus.Provision{{Address: "¶ 1", Kind: corpus.Paragraph, Start: 0, End: len(text)}}, Sentences: []corpus.Range{{Start: 0, End: len(text)}}}
	instrument := kb.InstrumentID(fmt.Sprintf("cn-mofcom-2025-%d", n))
	cited := basis(rev, "only with a licence")
	return kb.Write{
		At:        later(n),
		Revisions: []corpus.Revision{rev},
		Documents: []corpus.Document{{ID: doc, Source: "ministry", URL: fmt.Sprintf("https://ministry.example/%d", n), FormerURLs: []string{}, Kind: corpus.Notice, Official: true,
			Title: fmt.Sprintf("Notice No. %d", n), Lang: "en", Published: day("2025-10-09"), State: corpus.Live, FirstSeen: noon, LastSeen: later(n), Revisions: []corpus.RevisionID{rev.ID}}},
		Facts: []kb.Fact{
			fact(rev, kb.MaterialValue{Material: "Dy"}, kb.RoleRestricted, "Dysprosium"),
			fact(rev, kb.MaterialValue{Material: "Dy"}, kb.RoleRestricted, "镝"),
			fact(rev, kb.DateValue{Date: day("2025-11-08"), Place: "CN"}, kb.RoleEffective, "2025-11-08"),
		},
		Instruments: []kb.Instrument{{ID: instrument, Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Kind: "announcement", Title: fmt.Sprintf("Notice No. %d", n),
			Published: day("2025-10-09"), Documents: []corpus.DocumentID{doc}, Basis: cited, Review: kb.Unreviewed}},
		Measures: []kb.Measure{{ID: kb.MeasureID(instrument) + "/1", Instrument: instrument, Provision: "1", Restriction: kb.LicenceRequirement, Direction: kb.Export,
			Items: []kb.Item{{Material: "Dy"}}, Destinations: []string{"*"}, EndUses: []kb.EndUse{}, Thresholds: []kb.Threshold{}, Basis: cited, Review: kb.Unreviewed}},
		Effects: []kb.Effect{{ID: kb.EffectID(instrument) + "-commences", Relation: kb.Commences, By: instrument, Target: instrument, From: day("2025-11-08"), Basis: cited, Review: kb.Unreviewed}},
		Outcomes: []kb.Outcome{{Capture: corpus.Capture{ID: rev.Capture, Source: "ministry", URL: fmt.Sprintf("https://ministry.example/%d", n), FetchedAt: later(n), Status: 200,
			PayloadHash: hash, Length: int64(len(text))}, Disposition: kb.Ingested, Document: doc, Revision: rev.ID}},
		Entries:   []kb.Entry{{Kind: kb.DocumentAdded, Document: doc, Revision: rev.ID, Capture: rev.Capture, Payload: hash, Summary: fmt.Sprintf("notice %d was published", n)}},
		Positions: map[string]string{"ingest": fmt.Sprint(n)},
	}
}

func day(s string) corpus.Date {
	d, err := corpus.ParseDate(s)
	if err != nil {
		panic("kbtest: " + err.Error())
	}
	return d
}

func basis(rev corpus.Revision, quote string) kb.Basis {
	return kb.Basis{Spans: []corpus.Span{span(rev, quote)}}
}

func span(rev corpus.Revision, quote string) corpus.Span {
	for i := range len(rev.Text) - len(quote) + 1 {
		if rev.Text[i:i+len(quote)] == quote {
			return rev.Span(i, i+len(quote))
		}
	}
	panic("kbtest: no " + quote + " in " + rev.Text)
}

func fact(rev corpus.Revision, v kb.Value, role kb.Role, quote string) kb.Fact {
	s := span(rev, quote)
	return kb.Fact{ID: kb.NewFactID(rev.Document, v, role, quote, 0), Value: v, AsPrinted: quote, Role: role, Assertion: kb.Asserted, Span: s, Context: corpus.Range{Start: s.Start, End: s.End},
		Rule: "test/1", Confidence: 0.9, Review: kb.Unreviewed, Source: "ministry", Language: "en", FirstSeen: noon, LastSeen: noon, Current: true}
}

// commit stores a write that must be taken.
func commit(t *testing.T, s kb.Store, w kb.Write) kb.Version {
	t.Helper()
	v, err := s.Commit(t.Context(), w)
	if err != nil {
		t.Fatalf("Commit() = %v", err)
	}
	return v
}

// must fails the test on an error and passes the value on.
func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("read %T: %v", v, err)
		}
		return v
	}
}

// same compares two values as readers see them.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	g, w := asJSON(t, got), asJSON(t, want)
	if g != w {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("write %T as JSON: %v", v, err)
	}
	return string(b)
}

func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: error %v, want one that is %q", what, err, want)
	}
}

func state(t *testing.T, s kb.Store) string {
	t.Helper()
	return must[string](t)(Snapshot(t.Context(), s))
}
