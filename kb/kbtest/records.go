package kbtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

func testEmpty(t *testing.T, s kb.Store) {
	ctx := t.Context()
	same(t, "Version", must[kb.Version](t)(s.Version(ctx)), kb.Version{})
	_, err := s.Document(ctx, "d-none")
	wantError(t, "Document", err, kb.ErrNotFound)
	_, err = s.DocumentAt(ctx, "ministry", "https://ministry.example/1")
	wantError(t, "DocumentAt", err, kb.ErrNotFound)
	_, err = s.Revision(ctx, "d-none.1")
	wantError(t, "Revision", err, kb.ErrNotFound)
	_, err = s.Fact(ctx, "f-none")
	wantError(t, "Fact", err, kb.ErrNotFound)
	_, err = s.Outcome(ctx, "c-none")
	wantError(t, "Outcome", err, kb.ErrNotFound)
	_, err = s.Document(ctx, "")
	wantError(t, "Document without an id", err, kb.ErrNotFound)
	for what, n := range map[string]int{
		"Documents": len(must[[]corpus.Document](t)(s.Documents(ctx, "", 0))),
		"FactsOf":   len(must[[]kb.Fact](t)(s.FactsOf(ctx, "d-none"))),
		"Entries":   len(must[[]kb.Entry](t)(s.Entries(ctx, 0, 10))),
		"Outcomes":  len(must[[]kb.Outcome](t)(s.Outcomes(ctx, "", 0))),
		"Position":  len(must[string](t)(s.Position(ctx, "ingest"))),
	} {
		if n != 0 {
			t.Errorf("%s of an empty store has length %d", what, n)
		}
	}
	for _, at := range []time.Time{{}, noon} {
		law := must[kb.Law](t)(s.Law(ctx, at))
		if n := len(law.Instruments) + len(law.Measures) + len(law.Effects) + len(law.Disputes); n != 0 || law.Version != (kb.Version{}) {
			t.Errorf("Law(%v) of an empty store = %+v", at, law)
		}
	}
}

func testRoundTrip(t *testing.T, s kb.Store) {
	ctx, w := t.Context(), Notice(1)
	w.Disputes = []kb.Dispute{{ID: "dispute-1", Instrument: w.Instruments[0].ID, About: "text", Claims: []kb.Claim{{Says: "so", Basis: w.Instruments[0].Basis}, {Says: "not so"}}}}
	v := commit(t, s, w)
	same(t, "Commit", v, kb.Version{Seq: 1, RecordedAt: w.At})
	same(t, "Version", must[kb.Version](t)(s.Version(ctx)), v)
	same(t, "Document", must[corpus.Document](t)(s.Document(ctx, w.Documents[0].ID)), w.Documents[0])
	rev := w.Revisions[0]
	rev.RecordedAt = w.At
	same(t, "Revision", must[corpus.Revision](t)(s.Revision(ctx, rev.ID)), rev)
	for _, f := range w.Facts {
		same(t, "Fact", must[kb.Fact](t)(s.Fact(ctx, f.ID)), f)
	}
	outcome := w.Outcomes[0]
	outcome.RecordedAt = w.At
	same(t, "Outcome", must[kb.Outcome](t)(s.Outcome(ctx, outcome.Capture.ID)), outcome)
	entry := w.Entries[0]
	entry.Seq, entry.RecordedAt = 1, w.At
	same(t, "Entries", must[[]kb.Entry](t)(s.Entries(ctx, 0, 0)), []kb.Entry{entry})
	for _, stamp := range []*kb.Stamp{&w.Instruments[0].Stamp, &w.Measures[0].Stamp, &w.Effects[0].Stamp, &w.Disputes[0].Stamp} {
		stamp.RecordedAt, stamp.Seq = w.At, 1
	}
	same(t, "Law", must[kb.Law](t)(s.Law(ctx, time.Time{})), kb.Law{Version: v, Instruments: w.Instruments, Measures: w.Measures, Effects: w.Effects, Disputes: w.Disputes})

	newer := w.Documents[0]
	newer.Title, newer.State = "Another title", corpus.Gone
	commit(t, s, kb.Write{At: later(2), Documents: []corpus.Document{newer}})
	same(t, "a newer document", must[corpus.Document](t)(s.Document(ctx, newer.ID)), newer)
	corrected := w.Facts[0]
	corrected.Review, corrected.Current = kb.Corrected, false
	commit(t, s, kb.Write{At: later(2), Facts: []kb.Fact{corrected}})
	same(t, "a newer fact", must[kb.Fact](t)(s.Fact(ctx, corrected.ID)), corrected)
	if n := len(must[[]kb.Fact](t)(s.FactsOf(ctx, newer.ID))); n != len(w.Facts) {
		t.Errorf("%d facts after one was replaced, want %d", n, len(w.Facts))
	}
}

// values is one of each kind.
func values() []kb.Value {
	return []kb.Value{
		kb.MaterialValue{Material: "Dy", Form: "oxide"}, kb.RestrictionValue{Type: kb.Prohibition, Direction: kb.Export}, kb.DateValue{Date: day("2025-10"), Place: "CN", Derived: "month"},
		kb.DestinationValue{Destination: "*"}, kb.EndUseValue{EndUse: kb.Military}, kb.EndUserValue{Name: "defence <firms> & \u2028 others"},
		kb.ThresholdValue{Quantity: "purity", Comparison: ">=", Number: 99.99, Unit: "%", Subject: "gallium"}, kb.ControlCodeValue{Code: "1C902", List: "cn"},
		kb.CustomsCodeValue{Code: "28469019", Edition: "2025"}, kb.AuthorityValue{Authority: "MOFCOM"}, kb.DocumentNumberValue{Number: "2025-61", Names: "cn-mofcom-2025-61"},
		kb.LegalBasisValue{Law: "export control law", Names: "cn-npc-2020"}, kb.CitationValue{Cited: "2025-18", Target: "cn-mofcom-2025-18", Provision: "1", Passive: true},
	}
}

func testFactKinds(t *testing.T, s kb.Store) {
	w := Notice(1)
	w.Facts = nil
	kinds := []kb.Kind{}
	for _, v := range values() {
		w.Facts = append(w.Facts, fact(w.Revisions[0], v, kb.RoleMentioned, "Dysprosium"))
		kinds = append(kinds, v.Kind())
	}
	if !slices.Equal(kinds, kb.Kinds()) {
		t.Fatalf("the suite knows kinds %v, the house %v", kinds, kb.Kinds())
	}
	commit(t, s, w)
	for _, f := range w.Facts {
		got := must[kb.Fact](t)(s.Fact(t.Context(), f.ID))
		if got.Value != f.Value {
			t.Errorf("fact of kind %s: value %#v, want %#v", f.Value.Kind(), got.Value, f.Value)
		}
		same(t, string(f.Value.Kind()), got, f)
	}
}

func testDocuments(t *testing.T, s kb.Store) {
	ctx := t.Context()
	for _, n := range []int{3, 1, 5, 2, 4} {
		commit(t, s, Notice(n))
	}
	ids := func(after corpus.DocumentID, limit int) string {
		out := []string{}
		for _, d := range must[[]corpus.Document](t)(s.Documents(ctx, after, limit)) {
			out = append(out, strings.TrimPrefix(string(d.ID), "d-notice-000"))
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		after corpus.DocumentID
		limit int
		want  string
	}{
		{"", 0, "1 2 3 4 5"}, {"", 2, "1 2"}, {"d-notice-0002", 2, "3 4"}, {"d-notice-0004", 9, "5"}, {"d-notice-0005", 0, ""},
		{"d-notice-0002x", 1, "3"}, {"a", 1, "1"}, {"z", 0, ""},
	} {
		if got := ids(c.after, c.limit); got != c.want {
			t.Errorf("Documents(%q, %d) = %s, want %s", c.after, c.limit, got, c.want)
		}
	}
}

func testAddresses(t *testing.T, s kb.Store) {
	ctx := t.Context()
	at := func(source corpus.SourceID, url string) string {
		d, err := s.DocumentAt(ctx, source, url)
		if err != nil {
			wantError(t, "DocumentAt", err, kb.ErrNotFound)
			return "none"
		}
		return string(d.ID)
	}
	doc := func(id, url string, former ...string) corpus.Document {
		return corpus.Document{ID: corpus.DocumentID(id), Source: "s", URL: url, FormerURLs: former}
	}
	check := func(when string, want map[string]string) {
		t.Helper()
		for url, id := range want {
			if got := at("s", url); got != id {
				t.Errorf("%s: the document at %s is %s, want %s", when, url, got, id)
			}
		}
	}
	long := "https://s.example/" + strings.Repeat("x", 40_000)
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("a", "u1"), doc("l", long)}})
	check("at first", map[string]string{"u1": "a", "u2": "none", long: "l", long + "y": "none"})
	if got := at("other", "u1"); got != "none" {
		t.Errorf("another source has %s at the same address", got)
	}
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("a", "u2", "u1")}})
	check("after a move", map[string]string{"u1": "a", "u2": "a"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("b", "u1")}})
	check("when another stands at the old address", map[string]string{"u1": "b", "u2": "a"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("a", "u3", "u1", "u2")}})
	check("after a second move", map[string]string{"u1": "b", "u2": "a", "u3": "a"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("a", "u3", "u2")}})
	check("when an address was a mistake", map[string]string{"u1": "b", "u2": "a", "u3": "a"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("c", "u4", "u1", "u2")}})
	check("when a third was there too", map[string]string{"u1": "b", "u2": "c", "u4": "c"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("a", "u3", "u2")}})
	check("when the first is seen again", map[string]string{"u1": "b", "u2": "c", "u3": "a"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("b", "u5")}})
	check("when the one that stood there never did", map[string]string{"u1": "c", "u5": "b"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("b", "u2", "u5")}})
	check("when one moved to where others were", map[string]string{"u2": "b", "u5": "b"})
	copied := doc("e", "u6")
	copied.Copies = []string{"u7", "u2"}
	commit(t, s, kb.Write{Documents: []corpus.Document{copied}})
	check("when there are copies", map[string]string{"u6": "e", "u7": "e", "u2": "e"})
	commit(t, s, kb.Write{Documents: []corpus.Document{doc("e", "u7", "u6")}})
	check("when a copy is all that is left", map[string]string{"u6": "e", "u7": "e", "u2": "b"})
}

func testFactOrder(t *testing.T, s kb.Store) {
	w := Notice(1)
	rev := w.Revisions[0]
	at := func(id kb.FactID, start, end int, current bool) kb.Fact {
		f := fact(rev, kb.MaterialValue{Material: "Dy"}, kb.RoleMentioned, "Dysprosium")
		f.ID, f.Span, f.Current = id, rev.Span(start, end), current
		return f
	}
	w.Facts = []kb.Fact{at("f-z", 8, 12, true), at("f-b", 2, 9, true), at("f-a", 2, 9, true), at("f-c", 2, 5, false), at("f-y", 0, 1, true)}
	commit(t, s, w)
	commit(t, s, Notice(2))
	got := []kb.FactID{}
	for _, f := range must[[]kb.Fact](t)(s.FactsOf(t.Context(), rev.Document)) {
		got = append(got, f.ID)
	}
	if want := []kb.FactID{"f-y", "f-c", "f-a", "f-b", "f-z"}; !slices.Equal(got, want) {
		t.Errorf("FactsOf() = %v, want %v", got, want)
	}
	// A fact is of one document: a new version that points into another leaves the first.
	moved := at("f-y", 0, 1, true)
	other := Notice(2).Revisions[0]
	moved.Span = other.Span(0, 1)
	commit(t, s, kb.Write{Facts: []kb.Fact{moved}})
	here, there := must[[]kb.Fact](t)(s.FactsOf(t.Context(), rev.Document)), must[[]kb.Fact](t)(s.FactsOf(t.Context(), other.Document))
	if len(here) != 4 || len(there) != 4 {
		t.Errorf("after a fact moved, the documents have %d and %d facts, want 4 and 4", len(here), len(there))
	}
}

func testOutcomes(t *testing.T, s kb.Store) {
	ctx := t.Context()
	for _, n := range []int{2, 4, 1, 3} {
		o := kb.Outcome{Capture: corpus.Capture{ID: corpus.CaptureID(fmt.Sprintf("c-%d", n))}, Disposition: kb.Quarantined, Reason: "torn"}
		commit(t, s, kb.Write{At: later(n), Outcomes: []kb.Outcome{o}})
	}
	ids := func(after corpus.CaptureID, limit int) string {
		out := ""
		for _, o := range must[[]kb.Outcome](t)(s.Outcomes(ctx, after, limit)) {
			out += string(o.Capture.ID[2:])
		}
		return out
	}
	for _, c := range []struct {
		after corpus.CaptureID
		limit int
		want  string
	}{{"", 0, "1234"}, {"", 3, "123"}, {"c-1", 2, "23"}, {"c-3", 2, "4"}, {"c-4", 2, ""}} {
		if got := ids(c.after, c.limit); got != c.want {
			t.Errorf("Outcomes(%q, %d) = %q, want %q", c.after, c.limit, got, c.want)
		}
	}
	again := kb.Outcome{Capture: corpus.Capture{ID: "c-2"}, Disposition: kb.Ingested}
	commit(t, s, kb.Write{At: later(9), Outcomes: []kb.Outcome{again}})
	if got := must[kb.Outcome](t)(s.Outcome(ctx, "c-2")); got.Disposition != kb.Ingested || !got.RecordedAt.Equal(later(9)) {
		t.Errorf("outcome after a second try: %+v", got)
	}
}

func testPositions(t *testing.T, s kb.Store) {
	ctx := t.Context()
	v := commit(t, s, kb.Write{At: noon, Positions: map[string]string{"ingest": "f1:10", "index": ""}})
	if v.Seq != 0 {
		t.Errorf("a position used sequence %d", v.Seq)
	}
	commit(t, s, kb.Write{At: noon, Positions: map[string]string{"ingest": "f1:20"}})
	for follower, want := range map[string]string{"ingest": "f1:20", "index": "", "nobody": "", "": ""} {
		if got := must[string](t)(s.Position(ctx, follower)); got != want {
			t.Errorf("Position(%q) = %q, want %q", follower, got, want)
		}
	}
	bad := kb.Write{At: noon, Facts: []kb.Fact{{ID: "f-bad", Value: kb.AuthorityValue{Authority: "X"}}}, Positions: map[string]string{"ingest": "f1:30"}}
	_, err := s.Commit(ctx, bad)
	wantError(t, "a position beside a bad fact", err, kb.ErrInvalid)
	if got := must[string](t)(s.Position(ctx, "ingest")); got != "f1:20" {
		t.Errorf("position %q moved although its effect was refused", got)
	}
}

func testOddBytes(t *testing.T, s kb.Store) {
	ctx := t.Context()
	names := []string{"\x00", "\x00\x01", "\x00\xc3\xbf", "a", "a\x00", "a\x00\x01b", "a\x01", "a\tb\n", "a/b", "ab", "é", "镝", "\U0010ffff"}
	w := kb.Write{At: noon, Positions: map[string]string{}}
	for i, name := range names {
		text := "text of " + name
		rev := corpus.Revision{ID: corpus.RevisionID(name), Document: corpus.DocumentID(name), Text: text}
		w.Revisions = append(w.Revisions, rev)
		w.Documents = append(w.Documents, corpus.Document{ID: rev.Document, Source: corpus.SourceID(name), URL: name})
		w.Facts = append(w.Facts, kb.Fact{ID: kb.FactID(fmt.Sprintf("%s-%d", name, i)), Value: kb.EndUserValue{Name: name}, Span: rev.Span(0, len(text))})
		w.Measures = append(w.Measures, kb.Measure{ID: kb.MeasureID(name)})
		w.Outcomes = append(w.Outcomes, kb.Outcome{Capture: corpus.Capture{ID: corpus.CaptureID(name)}})
		w.Positions[name] = name
	}
	commit(t, s, w)
	got := []string{}
	for _, d := range must[[]corpus.Document](t)(s.Documents(ctx, "", 0)) {
		got = append(got, string(d.ID))
	}
	if !slices.Equal(got, names) {
		t.Errorf("Documents() = %q, want %q", got, names)
	}
	for i, name := range names {
		facts := must[[]kb.Fact](t)(s.FactsOf(ctx, corpus.DocumentID(name)))
		if len(facts) != 1 || facts[0].ID != w.Facts[i].ID {
			t.Errorf("FactsOf(%q) = %d facts", name, len(facts))
		}
		same(t, "Fact", must[kb.Fact](t)(s.Fact(ctx, w.Facts[i].ID)), w.Facts[i])
		same(t, "DocumentAt", must[corpus.Document](t)(s.DocumentAt(ctx, corpus.SourceID(name), name)), w.Documents[i])
		same(t, "Position", must[string](t)(s.Position(ctx, name)), name)
		next := ""
		if i+1 < len(names) {
			next = names[i+1]
		}
		if page := must[[]kb.Outcome](t)(s.Outcomes(ctx, corpus.CaptureID(name), 1)); len(page) > 0 && string(page[0].Capture.ID) != next || len(page) == 0 && next != "" {
			t.Errorf("Outcomes after %q: %d, want %q", name, len(page), next)
		}
	}
	if n := len(must[kb.Law](t)(s.Law(ctx, time.Time{})).Measures); n != len(names) {
		t.Errorf("%d measures, want %d", n, len(names))
	}
}

func testOwnValues(t *testing.T, s kb.Store) {
	ctx, w := t.Context(), Notice(1)
	commit(t, s, w)
	before := state(t, s)
	// What the caller passed in.
	w.Documents[0].Revisions[0] = "changed"
	w.Revisions[0].Provisions[0].Address = "changed"
	w.Instruments[0].Authorities[0] = "changed"
	w.Measures[0].Items[0].Material = "Xx"
	w.Positions["ingest"] = "changed"
	// What the caller got.
	must[[]corpus.Document](t)(s.Documents(ctx, "", 0))[0].Revisions[0] = "changed"
	must[corpus.Revision](t)(s.Revision(ctx, w.Facts[0].Span.Revision)).Sentences[0].End = 1
	law := must[kb.Law](t)(s.Law(ctx, time.Time{}))
	law.Instruments[0].Documents[0], law.Measures[0].Destinations[0], law.Effects[0].Basis.Spans[0].Quote = "changed", "changed", "changed"
	leaf := must[[]byte](t)(s.Leaf(ctx, 1))
	leaf[0] = 'x'
	if after := state(t, s); after != before {
		t.Errorf("the store changed under a caller's hand:\n got %s\nwant %s", after, before)
	}
	if again := must[[]byte](t)(s.Leaf(ctx, 1)); again[0] != '{' {
		t.Errorf("the leaf changed under a caller's hand: %s", again)
	}
}
