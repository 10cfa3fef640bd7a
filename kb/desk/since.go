package desk

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Touched is what was learned of since a state of the log. A nil Touched touches everything: nobody
// asked since when.
type Touched struct {
	After       kb.Seq // the last entry of the log that was known already
	documents   map[corpus.DocumentID]bool
	instruments map[kb.InstrumentID]bool
	measures    map[kb.MeasureID]bool
	disputes    map[kb.DisputeID]bool
	captures    map[corpus.CaptureID]bool
	sources     map[corpus.SourceID]bool
}

// Since reads what was learned after an entry of the log, given by its number, or from a day (a
// month: from its first day) or an RFC 3339 time on. A bare number is one of the log, never a year.
// The empty word returns nil.
func (d *Desk) Since(ctx context.Context, word string) (*Touched, error) {
	if word = strings.TrimSpace(word); word == "" {
		return nil, nil
	}
	after, err := d.sequence(ctx, word)
	if err != nil {
		return nil, err
	}
	entries, err := d.store.Entries(ctx, after, 0)
	if err != nil {
		return nil, err
	}
	t := &Touched{after, map[corpus.DocumentID]bool{}, map[kb.InstrumentID]bool{}, map[kb.MeasureID]bool{}, map[kb.DisputeID]bool{}, map[corpus.CaptureID]bool{}, map[corpus.SourceID]bool{}}
	effects := map[kb.EffectID]bool{}
	for _, e := range entries {
		t.captures[e.Capture], t.sources[e.Source] = true, true
		t.instruments[e.Instrument], t.instruments[e.By] = true, true
		t.measures[e.Measure], t.disputes[e.Dispute] = true, true
		effects[e.Effect] = true
		if e.Kind != kb.CaptureRecorded { // a look at a page that found nothing new
			t.documents[e.Document] = true
		}
	}
	err = d.reached(ctx, t, effects)
	delete(t.documents, "")
	delete(t.instruments, "")
	delete(t.measures, "")
	delete(t.sources, "")
	return t, err
}

// reached adds what the new effects act upon, and the measures of the acts that are touched: their
// state may be another.
func (d *Desk) reached(ctx context.Context, t *Touched, effects map[kb.EffectID]bool) error {
	body, err := d.Body(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, e := range body.Law().Effects {
		if effects[e.ID] {
			t.instruments[e.Target], t.instruments[e.By] = true, true
		}
	}
	for _, m := range body.Law().Measures {
		if t.instruments[m.Instrument] {
			t.measures[m.ID] = true
		}
	}
	return nil
}

// sequence reads a number of the log, or the number of the last entry before a time.
func (d *Desk) sequence(ctx context.Context, word string) (kb.Seq, error) {
	v, err := d.store.Version(ctx)
	if err != nil {
		return 0, err
	}
	bad := func(detail string) error {
		return &WordError{Parameter: "changed_since", Value: word, Detail: detail}
	}
	if n, err := strconv.ParseUint(word, 10, 63); err == nil {
		if kb.Seq(n) > v.Seq {
			return 0, bad(fmt.Sprintf("the log ends at %d; give a corpus_version of an answer, or a date such as 2025-10-09", v.Seq))
		}
		return kb.Seq(n), nil
	}
	from, notTime := time.Parse(time.RFC3339, word)
	if notTime != nil {
		day, err := corpus.ParseDate(word)
		if err != nil {
			return 0, bad("want a number of the log, as corpus_version gives it, or a date such as 2025-10-09")
		}
		day = day.First()
		from = time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC)
	}
	return d.lastBefore(ctx, v.Seq, from)
}

// lastBefore returns the number of the last entry that was recorded before a time: record times never
// decrease, so it is found by halving.
func (d *Desk) lastBefore(ctx context.Context, newest kb.Seq, from time.Time) (kb.Seq, error) {
	var err error
	n := sort.Search(int(newest), func(i int) bool {
		e, one := d.store.Entries(ctx, kb.Seq(i), 1)
		if one != nil {
			err = one
		}
		return one != nil || len(e) == 0 || !e[0].RecordedAt.Before(from)
	})
	return kb.Seq(n), err
}

// recordedSince returns the entries that were recorded on a day, in UTC, or later.
func (d *Desk) recordedSince(ctx context.Context, day corpus.Date) ([]kb.Entry, error) {
	v, err := d.store.Version(ctx)
	if err != nil {
		return nil, err
	}
	day = day.First()
	after, err := d.lastBefore(ctx, v.Seq, time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC))
	if err != nil {
		return nil, err
	}
	return d.store.Entries(ctx, after, 0)
}

// Document reports whether something was learned of a document: it is new, its text or its facts
// are, or its page moved or went.
func (t *Touched) Document(id corpus.DocumentID) bool { return t == nil || t.documents[id] }

// Documents returns the documents of which something was learned, in order; nil for a nil Touched.
func (t *Touched) Documents() []corpus.DocumentID {
	if t == nil {
		return nil
	}
	out := make([]corpus.DocumentID, 0, len(t.documents))
	for id := range t.documents {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// Instrument reports whether something was learned of a legal act, or of what is done to it.
func (t *Touched) Instrument(id kb.InstrumentID) bool { return t == nil || t.instruments[id] }

// Measure reports whether something was learned of a measure or its act.
func (t *Touched) Measure(id kb.MeasureID) bool { return t == nil || t.measures[id] }

// Dispute reports whether a dispute was opened or settled.
func (t *Touched) Dispute(id kb.DisputeID) bool { return t == nil || t.disputes[id] }

// Capture reports whether the capture was looked at.
func (t *Touched) Capture(id corpus.CaptureID) bool { return t == nil || t.captures[id] }

// Source reports whether a source was read.
func (t *Touched) Source(id corpus.SourceID) bool { return t == nil || t.sources[id] }
