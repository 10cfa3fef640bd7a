package ingest

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
)

// Archive is what ingest reads.
type Archive interface {
	Walk(ctx context.Context, after archive.Position) iter.Seq2[archive.Record, error]
	Payload(ctx context.Context, hash corpus.Hash) ([]byte, error)
}

// Extractor finds the facts of a document.
type Extractor interface {
	Facts(extract.Input) []kb.Fact
}

// Parser reads documents. What is wrong with a document is a [*parse.Error]; any other error is the
// parser's own, and nothing is then known of the document.
type Parser interface {
	Parse(ctx context.Context, in parse.Input) (parse.Parsed, error)
}

// Options says with what an Ingester works. All fields but Parser and Done are needed.
type Options struct {
	Store   kb.Store
	Archive Archive
	Extract Extractor
	Parser  Parser           // nil: the documents are read in this process
	Now     func() time.Time // the record clock
	// Done is told of each outcome once it is stored for good; nil: nobody is told.
	Done func(kb.Outcome)
}

// Follower is the name under which the position in the archive is kept.
const Follower = "ingest"

// Ingester takes captures from the archive into the store. One at a time may follow; decisions of
// people may come meanwhile.
type Ingester struct {
	work    sync.Mutex // one write at a time, with the reading that it rests on
	twins   twins
	reports reports
	opt     Options
	shut    map[asked]kb.Outcome // quarantined by this version of the parser; nil: not looked up yet
}

// New returns an ingester.
func New(opt Options) *Ingester {
	if opt.Parser == nil {
		opt.Parser = parse.InProcess{}
	}
	return &Ingester{opt: opt}
}

// Report tells what came of the captures of one call of Follow.
type Report struct {
	Captures  int                    `json:"captures"`
	Outcomes  map[kb.Disposition]int `json:"outcomes"`
	Documents []corpus.DocumentID    `json:"documents"` // added or edited
	Problems  []Problem              `json:"problems"`
	Version   kb.Version             `json:"version"`
}

// Problem is a capture that could not be taken in whole, and why.
type Problem struct {
	URL         string         `json:"url"`
	Disposition kb.Disposition `json:"disposition"`
	Reason      string         `json:"reason"`
}

// Follow takes in everything that the archive holds after the stored position, one transaction
// for each record, and before it what an older parser could not read. It stops at the first error
// of store, archive or parser; what a page holds is no error.
func (g *Ingester) Follow(ctx context.Context) (Report, error) {
	r := Report{Outcomes: map[kb.Disposition]int{}, Documents: []corpus.DocumentID{}, Problems: []Problem{}}
	after, err := g.opt.Store.Position(ctx, Follower)
	if err != nil {
		return r, fmt.Errorf("read the position in the archive: %w", err)
	}
	if err := g.retryStarved(ctx, &r); err != nil {
		return r, err
	}
	tried, err := g.retry(ctx, &r, after == "")
	if err != nil {
		return r, err
	}
	for rec, err := range g.opt.Archive.Walk(ctx, archive.Position(after)) {
		if err != nil {
			return r, fmt.Errorf("walk the archive: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return r, err
		}
		if err := g.step(ctx, &r, rec, tried); err != nil {
			return r, err
		}
	}
	return r, nil
}

// step takes one record in.
func (g *Ingester) step(ctx context.Context, r *Report, rec archive.Record, tried string) error {
	g.work.Lock()
	defer g.work.Unlock()
	w, err := g.take(ctx, rec)
	if err != nil {
		return err
	}
	w.Positions = map[string]string{Follower: string(rec.Position), RetryFollower: tried}
	noteWaiting(&w)
	if err := g.commit(ctx, r, w); err != nil {
		return fmt.Errorf("store what came of %s: %w", nameOf(rec), err)
	}
	return nil
}

// commit stores a write and tells of it.
func (g *Ingester) commit(ctx context.Context, r *Report, w kb.Write) (err error) {
	w.At = g.opt.Now().UTC()
	if r.Version, err = g.opt.Store.Commit(ctx, w); err != nil {
		return err
	}
	r.count(w)
	for _, d := range w.Documents {
		g.twins.note(d)
	}
	if g.opt.Done != nil {
		for _, o := range w.Outcomes {
			g.opt.Done(o)
		}
	}
	return nil
}

func nameOf(rec archive.Record) string {
	if rec.Capture != nil {
		return rec.Capture.URL
	}
	return "a run record"
}

func (r *Report) count(w kb.Write) {
	for _, o := range w.Outcomes {
		r.Captures++
		r.Outcomes[o.Disposition]++
		switch o.Disposition {
		case kb.Ingested:
			r.Documents = append(r.Documents, o.Document)
		case kb.Partial:
			r.Documents = append(r.Documents, o.Document)
			r.Problems = append(r.Problems, Problem{o.Capture.URL, o.Disposition, o.Reason})
		case kb.Quarantined, kb.Unreadable, kb.Absent:
			r.Problems = append(r.Problems, Problem{o.Capture.URL, o.Disposition, o.Reason})
		}
	}
}

// take makes the write of one archive record.
func (g *Ingester) take(ctx context.Context, rec archive.Record) (kb.Write, error) {
	switch {
	case rec.Capture != nil:
		return g.capture(ctx, *rec.Capture)
	case rec.Run != nil:
		return kb.Write{Entries: []kb.Entry{runEntry(*rec.Run)}}, nil
	case rec.Alarm != nil:
		return kb.Write{Entries: []kb.Entry{alarmEntry(*rec.Alarm)}}, nil
	}
	return kb.Write{}, nil
}

// runEntry is a run as an entry of the log. That a source is healthy again is told, as its alarms were.
func runEntry(r corpus.Run) kb.Entry {
	e := kb.Entry{Kind: kb.RunRecorded, Source: r.Source, Sample: r.Sample,
		Summary: fmt.Sprintf("source %s was read: %d items found, %d new, %d unchanged, %d failed", r.Source, r.Found, r.New, r.Unchanged, r.Failed)}
	if r.Recovered > 0 {
		e.Summary = fmt.Sprintf("source %s was read: %d items found, %d new, %d unchanged, %d failed; it is healthy again, runs before it in a row that were not: %d",
			r.Source, r.Found, r.New, r.Unchanged, r.Failed, r.Recovered)
	}
	return e
}

// alarmEntry is an alarm as an entry of the log; a number that is missing has a kind of its own.
func alarmEntry(a corpus.Alarm) kb.Entry {
	e := kb.Entry{Kind: kb.AlarmRaised, Source: a.Source, Summary: fmt.Sprintf("source %s: %s", a.Source, a.Detail), Reason: string(a.Kind), Sample: a.Sample}
	if a.Kind == corpus.NumberMissing {
		e.Kind = kb.NumberMissing
	}
	return e
}

// capture decides what one capture is, and makes the write of it.
func (g *Ingester) capture(ctx context.Context, c corpus.Capture) (kb.Write, error) {
	doc, known, err := g.identify(ctx, c)
	if err != nil {
		return kb.Write{}, err
	}
	switch {
	case c.Purpose == corpus.ForListing || c.Purpose == corpus.ForRobots:
		return outcome(c, kb.NotADocument, "a "+string(c.Purpose)+" page"), nil
	case c.Failure != "":
		return outcome(c, kb.Unreadable, c.Failure), nil
	case c.Status == 404 || c.Status == 410:
		return g.absent(c, doc, known), nil
	case c.Status != 304 && (c.Status < 200 || c.Status > 299):
		return outcome(c, kb.Unreadable, fmt.Sprintf("the server answered with status %d", c.Status)), nil
	case c.Unchanged && known && len(doc.Revisions) > 0:
		return g.unchanged(c, doc), nil
	}
	return g.readBody(ctx, c, doc, known)
}

// outcome makes a write that only says what came of a capture.
func outcome(c corpus.Capture, d kb.Disposition, reason string) kb.Write {
	return kb.Write{
		Outcomes: []kb.Outcome{{Capture: c, Disposition: d, Reason: reason}},
		Entries: []kb.Entry{{Kind: kb.CaptureRecorded, Capture: c.ID, Payload: c.PayloadHash, Source: c.Source, Jurisdiction: c.Hints.Jurisdiction,
			Reason: reason, After: string(d), Summary: fmt.Sprintf("%s was fetched: %s", c.URL, plain(d)), Sample: c.Sample}},
	}
}

// plain is a disposition in words.
func plain(d kb.Disposition) string {
	return map[kb.Disposition]string{
		kb.Ingested: "taken in", kb.SameText: "the same text as before", kb.SameBytes: "unchanged", kb.Partial: "taken in, but for parts that could not be read",
		kb.Quarantined: "could not be read", kb.NotADocument: "not a document", kb.Absent: "not there any more", kb.Unreadable: "no answer to be had",
	}[d]
}

// unchanged notes that a document was seen again as it was.
func (g *Ingester) unchanged(c corpus.Capture, doc corpus.Document) kb.Write {
	w := outcome(c, kb.SameBytes, "")
	doc.LastSeen = c.FetchedAt
	back(&w, &doc)
	w.Outcomes[0].Document, w.Outcomes[0].Revision = doc.ID, doc.Latest()
	w.Entries[0].Document = doc.ID
	g.moved(&w, c, &doc)
	w.Documents = []corpus.Document{doc}
	return w
}

// absent notes that a page answers no longer. It says nothing of the law.
func (g *Ingester) absent(c corpus.Capture, doc corpus.Document, known bool) kb.Write {
	w := outcome(c, kb.Absent, fmt.Sprintf("the server answered with status %d", c.Status))
	if !known {
		return w
	}
	w.Outcomes[0].Document = doc.ID
	w.Entries[0].Document = doc.ID
	if withoutPage(&w, c, doc) {
		return w
	}
	if doc.State != corpus.Gone {
		doc.State = corpus.Gone
		w.Documents = []corpus.Document{doc}
		w.Entries = append(w.Entries, kb.Entry{Kind: kb.DocumentGone, Document: doc.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: doc.Sample,
			Before: string(corpus.Live), After: string(corpus.Gone),
			Summary: fmt.Sprintf("the page of %q is gone (status %d); what it said is kept, and its law is not touched", doc.Title, c.Status)})
	}
	return w
}
