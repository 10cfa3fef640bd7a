package ingest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// choosy is a parser that cannot read pages with some word in them.
type choosy struct {
	word  string
	err   error
	asked int
}

func (c *choosy) Parse(ctx context.Context, in parse.Input) (parse.Parsed, error) {
	c.asked++
	if strings.Contains(string(in.Bytes), c.word) {
		return parse.Parsed{}, c.err
	}
	return parse.Parse(ctx, in, parse.Options{})
}

func (w *world) with(p ingest.Parser) *ingest.Ingester {
	w.t.Helper()
	l, err := words()
	if err != nil {
		w.t.Fatal(err)
	}
	return ingest.New(ingest.Options{Store: w.store, Archive: w.archive, Extract: extract.New(l), Parser: p, Now: w.now})
}

func (w *world) outcomes() []kb.Outcome {
	w.t.Helper()
	all, err := w.store.Outcomes(w.t.Context(), "", 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func slow() *block.Error {
	return &block.Error{Kind: block.TooSlow, Reason: "it takes too long", Stage: "read text/plain", Limit: block.CPU, Cause: errors.New("killed")}
}

// A page that cannot be read is put aside with all that is known of why, and the run goes on.
func TestQuarantine(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "https://m.example/bad", body: "poison"})
	w.see(page{url: "https://m.example/57", body: holmium})
	w.in = w.with(&choosy{word: "poison", err: slow()})
	r := w.follow()
	if r.Outcomes[kb.Quarantined] != 1 || r.Outcomes[kb.Ingested] != 1 {
		t.Fatalf("outcomes %v, want one quarantined and one ingested", r.Outcomes)
	}
	q := w.outcomes()[0].Quarantine
	want := kb.Quarantine{Stage: "read text/plain", Kind: "too_slow", Limit: "cpu", Parser: parse.Version, Tries: 1, Detail: "killed"}
	if q == nil || *q != want {
		t.Errorf("quarantine %+v, want %+v", q, want)
	}
}

// The stack of a reader that failed is kept with what is known of the page.
func TestQuarantineKeepsTheStack(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "https://m.example/bad", body: "poison"})
	w.in = w.with(&choosy{word: "poison", err: &block.Error{Kind: block.Crashed, Reason: "its reader failed", Stage: "read text/plain", Cause: errors.New("index out of range"), Trace: "goroutine 1:\nreadPlain"}})
	w.follow()
	o := w.outcomes()[0]
	if o.Quarantine == nil || o.Capture.URL != "https://m.example/bad" || o.Quarantine.Detail != "index out of range\ngoroutine 1:\nreadPlain" {
		t.Errorf("outcome %+v with %+v", o, o.Quarantine)
	}
}

// The same bytes seen again are not read again by the same parser, but for one second try where time or
// memory ran out: a page that takes its whole time would take it at every crawl.
func TestQuarantinedBytesAreNotReadTwice(t *testing.T) {
	damaged := &block.Error{Kind: block.Damaged, Reason: "it is damaged", Stage: "read text/plain"}
	for _, c := range []struct {
		err  *block.Error
		want int
	}{{slow(), 2}, {damaged, 1}} {
		w := newWorld(t)
		p := &choosy{word: "poison", err: c.err}
		w.see(page{url: "https://m.example/bad", body: "poison"})
		w.in = w.with(p)
		w.follow()
		if p.asked != 1 {
			t.Errorf("%s: the page was read %d times at first", c.err.Reason, p.asked)
		}
		for range 3 {
			w.see(page{url: "https://m.example/bad", body: "poison"})
			w.in = w.with(p) // a new process
			w.follow()
			w.follow()
		}
		if p.asked != c.want {
			t.Errorf("%s: the page was read %d times, want %d", c.err.Reason, p.asked, c.want)
		}
		all := w.outcomes()
		if len(all) != 4 || all[3].Disposition != kb.Quarantined || all[3].Quarantine == nil || all[3].Quarantine.Limit != string(c.err.Limit) {
			t.Errorf("%s: outcomes %+v", c.err.Reason, all)
		}
	}
}

// What had no time on a busy machine is read on the next run, though the parser is the same.
func TestStarvedIsReadOnTheNextRun(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "https://m.example/57", body: holmium})
	w.in = w.with(&choosy{word: "第57号", err: slow()})
	if r := w.follow(); r.Outcomes[kb.Quarantined] != 1 {
		t.Fatalf("outcomes %v", r.Outcomes)
	}
	calm := &choosy{word: "no such word", err: slow()}
	w.in = w.with(calm)
	if r := w.follow(); r.Outcomes[kb.Ingested] != 1 || calm.asked != 1 {
		t.Errorf("on the next run: %v after %d tries", r.Outcomes, calm.asked)
	}
	w.follow()
	if calm.asked != 1 {
		t.Errorf("it was read %d times", calm.asked)
	}
}

// A newer parser reads what an older one could not, once.
func TestNewerParserTriesAgain(t *testing.T) {
	w := newWorld(t)
	old := &choosy{word: "第57号", err: slow()} // both notices name it
	w.see(page{url: "https://m.example/57", body: holmium})
	w.see(page{url: "https://m.example/bad", body: "poison"})
	w.see(page{url: "https://m.example/70", body: pause})
	w.in = w.with(both{old, &choosy{word: "poison", err: slow()}})
	w.follow()
	w.age(t)
	now := &choosy{word: "poison", err: slow()}
	before := len(w.kinds())
	w.in = w.with(now)
	r := w.follow()
	if now.asked != 3 || r.Outcomes[kb.Ingested] != 2 || r.Outcomes[kb.Quarantined] != 1 {
		t.Errorf("asked %d times with outcomes %v; want all three of the quarantine tried, two of them read", now.asked, r.Outcomes)
	}
	if count(w.kinds()[before:], kb.DocumentAdded) == 0 {
		t.Error("no document was added by the newer parser")
	}
	again := &choosy{word: "poison", err: slow()}
	w.in = w.with(again)
	w.follow()
	w.follow()
	if again.asked != 1 {
		t.Errorf("the same parser tried the quarantine again: %d documents, want the one that had no time, once", again.asked)
	}
}

// both refuses what either refuses.
type both [2]*choosy

func (b both) Parse(ctx context.Context, in parse.Input) (parse.Parsed, error) {
	if _, err := b[0].Parse(ctx, in); err != nil {
		return parse.Parsed{}, err
	}
	return b[1].Parse(ctx, in)
}

// age makes the store what an older parser left.
func (w *world) age(t *testing.T) {
	t.Helper()
	var older []kb.Outcome
	for _, o := range w.outcomes() {
		if o.Quarantine != nil {
			o.Quarantine.Parser--
			older = append(older, o)
		}
	}
	if _, err := w.store.Commit(t.Context(), kb.Write{At: w.clock, Outcomes: older, Positions: map[string]string{ingest.RetryFollower: "1"}}); err != nil {
		t.Fatal(err)
	}
}

// What a later capture said is not replaced by what an earlier one turns out to say.
func TestLateReadingDoesNotTurnBack(t *testing.T) {
	w := newWorld(t)
	first := strings.Replace(holmium, "氧化铒", "氧化铒（旧）", 1)
	w.see(page{url: "https://m.example/57", body: first})
	w.in = w.with(&choosy{word: "（旧）", err: slow()})
	w.follow()
	w.clock = w.clock.AddDate(0, 0, 1)
	w.see(page{url: "https://m.example/57", body: holmium})
	w.follow()
	w.age(t)
	w.in = w.with(parse.InProcess{})
	w.follow()
	doc, err := w.store.DocumentAt(t.Context(), "ministry", "https://m.example/57")
	if err != nil {
		t.Fatal(err)
	}
	rev, err := w.store.Revision(t.Context(), doc.Latest())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(rev.Text, "（旧）") {
		t.Error("the older text became the latest revision")
	}
}

// An error of the parser itself says nothing of the document: nothing is stored, and the next start
// reads it again.
func TestParserThatCannotStart(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "https://m.example/57", body: holmium})
	w.in = w.with(&choosy{word: "第57号", err: errors.New("no process could be started")})
	if _, err := w.in.Follow(t.Context()); err == nil {
		t.Fatal("Follow = nil, want the parser's error")
	}
	if n := len(w.outcomes()); n != 0 {
		t.Fatalf("%d outcomes are held, want none", n)
	}
	w.in = w.with(parse.InProcess{})
	if r := w.follow(); !slices.Contains([]int{r.Outcomes[kb.Ingested], r.Outcomes[kb.Partial]}, 1) {
		t.Errorf("outcomes %v, want the document", r.Outcomes)
	}
}

// A run that is stopped in the middle of a document leaves no word about it.
func TestStoppedIsNoQuarantine(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: "https://m.example/57", body: holmium})
	ctx, cancel := context.WithCancel(t.Context())
	w.in = w.with(stopping{cancel})
	if _, err := w.in.Follow(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("Follow = %v, want %v", err, context.Canceled)
	}
	if n := len(w.outcomes()); n != 0 {
		t.Errorf("%d outcomes are held, want none", n)
	}
}

type stopping struct{ stop func() }

func (s stopping) Parse(ctx context.Context, in parse.Input) (parse.Parsed, error) {
	s.stop()
	return parse.Parse(ctx, in, parse.Options{})
}
