package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// writer writes documents, their facts and what came of captures, at random.
type writer struct {
	r     *rand.Rand
	store *memkb.Store
	at    time.Time
	n     int
}

func (w *writer) write(t *testing.T) {
	t.Helper()
	w.n++
	w.at = w.at.Add(time.Minute)
	home := corpus.Jurisdiction([]string{"CN", "US", "EU"}[w.r.IntN(3)])
	doc := corpus.Document{ID: corpus.DocumentID(fmt.Sprintf("d-%02d", w.r.IntN(9))), Source: corpus.SourceID("s-" + strings.ToLower(string(home))), LastSeen: w.at, Jurisdiction: home,
		Kind: []corpus.DocumentKind{corpus.Notice, corpus.News}[w.r.IntN(2)], Published: corpus.Day(2025, 1+w.r.IntN(12), 3)}
	text := fmt.Sprintf("Text %d: gallium and tungsten, and notice 61. Comments close on 3 May.", w.n)
	rev := corpus.Revision{ID: corpus.RevisionID(fmt.Sprintf("%s.%d", doc.ID, w.n)), Document: doc.ID, Hash: corpus.HashOf([]byte(text)), Text: text}
	doc.Revisions = []corpus.RevisionID{rev.ID}
	write := kb.Write{At: w.at, Documents: []corpus.Document{doc}, Revisions: []corpus.Revision{rev}}
	held, err := w.store.FactsOf(t.Context(), doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range held {
		f.Current = w.r.IntN(4) == 0
		if w.r.IntN(5) == 0 {
			f.Review = kb.Rejected
		}
		write.Facts = append(write.Facts, f)
	}
	for i, v := range []kb.Value{kb.MaterialValue{Material: "Ga"}, kb.MaterialValue{Material: "W"}, kb.CitationValue{Cited: "61", Target: "cn-61"}, kb.DateValue{Date: corpus.Day(2026, 5, 3)}} {
		if w.r.IntN(3) == 0 {
			continue
		}
		word := []string{"gallium", "tungsten", "notice 61", "3 May"}[i]
		start := strings.Index(text, word)
		f := kb.Fact{ID: kb.FactID(fmt.Sprintf("f-%d-%d", w.n, i)), Value: v, AsPrinted: word, Span: rev.Span(start, start+len(word)), Rule: "test/1", Confidence: w.r.Float64(),
			Assertion: []kb.Assertion{kb.Asserted, kb.Reported}[w.r.IntN(2)], Review: kb.Unreviewed, Current: true, Instrument: kb.InstrumentID([]string{"", "cn-61", "us-7"}[w.r.IntN(3)])}
		if i == 3 {
			f.Role = kb.RoleCommentDeadline
		}
		write.Facts = append(write.Facts, f)
	}
	capture := corpus.CaptureID(fmt.Sprintf("c-%09d", w.n-w.r.IntN(2)*min(1, w.n-1))) // now and then the one before again
	came := []kb.Disposition{kb.Ingested, kb.SameBytes, kb.Quarantined, kb.Partial}[w.r.IntN(4)]
	// What was read whole is not tried again.
	if o, err := w.store.Outcome(t.Context(), capture); err != nil || o.Disposition == kb.Quarantined || o.Disposition == kb.Partial {
		write.Outcomes = []kb.Outcome{{Capture: corpus.Capture{ID: capture}, Disposition: came}}
		write.Entries = append(write.Entries, kb.Entry{Kind: kb.CaptureRecorded, Capture: capture, After: string(came), Summary: "looked at"})
	}
	write.Entries = append(write.Entries, kb.Entry{Kind: kb.TextEdited, Document: doc.ID, Summary: "another text"})
	if _, err := w.store.Commit(t.Context(), write); err != nil {
		t.Fatal(err)
	}
}

// told is what a desk answers from what it keeps of the documents.
type told struct {
	Documents []*corpus.Document
	Coverage  desk.Coverage
	Counts    map[kb.Disposition]int
	Issues    []kb.Outcome
	Facts     [][]kb.Fact
	Citing    []corpus.DocumentID
	Closing   int
	Waiting   []kb.FactID
}

var someFacts = []desk.FactWords{{}, {Kinds: []string{"material"}}, {Values: []string{"Ga", "nothing"}}, {Values: []string{"nothing"}}, {Instruments: []string{"us-7"}}, {Materials: []string{"tungsten"}},
	{Assertions: []string{"reported"}}, {Reviews: []string{"rejected"}}, {Gone: true}, {Jurisdictions: []string{"CN", "EU"}, From: "2025-03"}, {Documents: []string{"d-03", "d-04"}}}

func tell(t *testing.T, d *desk.Desk) told {
	t.Helper()
	var out told
	var err error
	check := func() {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	out.Documents, err = d.Documents(t.Context())
	check()
	out.Coverage, err = d.Coverage(t.Context())
	check()
	out.Counts, err = d.Dispositions(t.Context())
	check()
	out.Issues, err = d.Issues(t.Context())
	check()
	for _, w := range someFacts {
		l, err := d.Facts(t.Context(), w, desk.Page{})
		if err != nil {
			t.Fatal(err)
		}
		out.Facts = append(out.Facts, l.Rows)
	}
	out.Citing, err = d.DocumentsCiting(t.Context(), []string{"cn-61"})
	if len(out.Citing) > 0 {
		check()
	}
	ahead, err := d.Deadlines(t.Context(), desk.DeadlineWords{ChangeWords: desk.ChangeWords{From: "2020"}}, desk.Page{})
	check()
	out.Closing = len(ahead.Rows)
	waiting, err := d.Reviews(t.Context(), desk.ReviewWords{}, desk.Page{})
	check()
	for _, r := range waiting.Rows {
		out.Waiting = append(out.Waiting, r.Fact.ID)
	}
	return out
}

// plainly chooses facts by reading all of them.
func plainly(t *testing.T, store kb.Reader, w desk.FactWords) []kb.FactID {
	t.Helper()
	out := []kb.FactID{}
	docs, err := store.Documents(t.Context(), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	any := func(wanted []string, have string) bool { return len(wanted) == 0 || slices.Contains(wanted, have) }
	for _, doc := range docs {
		facts, err := store.FactsOf(t.Context(), doc.ID)
		if err != nil {
			t.Fatal(err)
		}
		named := len(w.Materials) == 0 || slices.ContainsFunc(facts, func(f kb.Fact) bool { return f.Value == kb.Value(kb.MaterialValue{Material: "W"}) })
		if !named || !any(w.Documents, string(doc.ID)) || !any(w.Jurisdictions, string(doc.Jurisdiction)) || w.From != "" && doc.Published.Month < 3 {
			continue
		}
		for _, f := range facts {
			rejected := f.Current && slices.Contains(w.Reviews, "rejected")
			if (f.Stands() || w.Gone || rejected) && any(w.Kinds, string(f.Value.Kind())) && any(w.Values, f.Value.Normal()) && any(w.Instruments, string(f.Instrument)) &&
				any(w.Assertions, string(f.Assertion)) && any(w.Reviews, string(f.Review)) {
				out = append(out, f.ID)
			}
		}
	}
	return out
}

// A desk that followed the log says what a new desk says, and what reading everything says; pages of
// facts put together are the list, whatever the size of a page.
func TestFollowingIsRebuilding(t *testing.T) {
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(4) {
		w := &writer{r: rand.New(rand.NewPCG(seed, 1)), store: memkb.New(), at: time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)}
		now := func() time.Time { return w.at }
		old := desk.New(w.store, words, now)
		for step := range 60 {
			w.write(t)
			if w.r.IntN(3) == 0 {
				continue
			}
			got := tell(t, old)
			if diff := cmp.Diff(tell(t, desk.New(w.store, words, now)), got, cmp.AllowUnexported(kb.DateValue{})); diff != "" {
				t.Fatalf("seed %d, step %d: following is not rebuilding:\n%s", seed, step, diff)
			}
			for i, q := range someFacts {
				if diff := cmp.Diff(plainly(t, w.store, q), ids(got.Facts[i])); diff != "" {
					t.Fatalf("seed %d, step %d, %+v:\n%s", seed, step, q, diff)
				}
				if diff := cmp.Diff(ids(got.Facts[i]), ids(paged(t, old, q, 1+w.r.IntN(5), len(got.Facts[i])))); diff != "" {
					t.Fatalf("seed %d, step %d, pages of %+v:\n%s", seed, step, q, diff)
				}
			}
		}
	}
}

func ids(facts []kb.Fact) []kb.FactID {
	out := []kb.FactID{}
	for _, f := range facts {
		out = append(out, f.ID)
	}
	return out
}

// paged walks through the pages of a list; each tells the total.
func paged(t *testing.T, d *desk.Desk, w desk.FactWords, limit, total int) []kb.Fact {
	t.Helper()
	var out []kb.Fact
	for p := (desk.Page{Limit: limit}); ; {
		l, err := d.Facts(t.Context(), w, p)
		if err != nil {
			t.Fatal(err)
		}
		if l.Total.Value != total || len(l.Rows) > limit {
			t.Fatalf("a page of %d of %+v has %d rows of %d, want %d", limit, w, len(l.Rows), l.Total.Value, total)
		}
		out = append(out, l.Rows...)
		if l.Next == nil {
			return out
		}
		p.Cursor = *l.Next
	}
}
