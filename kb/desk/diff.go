package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/diff"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Option changes how a desk answers.
type Option func(*Desk)

// WithFacts lets the desk read what a revision asserts, current or not; without it two revisions
// are compared by their words alone.
func WithFacts(read func(corpus.Document, corpus.Revision) []kb.Fact) Option {
	return func(d *Desk) { d.facts = read }
}

// Revision finds the revision that a word names: an id, "latest" (or nothing), "previous", or a day,
// on the evening of which (UTC) it was the newest one recorded. The error is a [*WordError] where
// the day does not exist, and a [*RevisionError] where the document has no such revision.
func (d *Desk) Revision(ctx context.Context, doc corpus.DocumentID, parameter, word string) (corpus.Document, corpus.Revision, error) {
	held, err := d.store.Document(ctx, doc)
	if err != nil {
		return held, corpus.Revision{}, fmt.Errorf("document %s: %w", doc, err)
	}
	id := corpus.RevisionID(word)
	switch n := len(held.Revisions); {
	case word == "" || word == "latest":
		id = held.Latest()
	case word == "previous" && n > 1:
		id = held.Revisions[n-2]
	case !slices.Contains(held.Revisions, id) && len(word) == len("2006-01-02"):
		day, err := d.day(parameter, word, corpus.Date{})
		if err != nil {
			return held, corpus.Revision{}, err
		}
		r, err := d.revisionOn(ctx, held, day)
		return held, r, err
	}
	if !slices.Contains(held.Revisions, id) {
		return held, corpus.Revision{}, &RevisionError{Parameter: parameter, Document: doc, Word: word, Held: held.Revisions}
	}
	r, err := d.store.Revision(ctx, id)
	return held, r, err
}

// RevisionError is a revision that a document does not have. It is a [kb.ErrNotFound].
type RevisionError struct {
	Parameter string
	Document  corpus.DocumentID
	Word      string // as asked
	Held      []corpus.RevisionID
}

// Error names the revisions that there are.
func (e *RevisionError) Error() string {
	return fmt.Sprintf("document %s has no revision %q; it has %s", e.Document, e.Word, joined(e.Held))
}

// Unwrap makes it a thing that is not held.
func (e *RevisionError) Unwrap() error { return kb.ErrNotFound }

// revisionOn returns the newest revision that was recorded by the end of the day.
func (d *Desk) revisionOn(ctx context.Context, doc corpus.Document, day corpus.Date) (corpus.Revision, error) {
	end := time.Date(day.Year, time.Month(day.Month), day.Day+1, 0, 0, 0, 0, time.UTC)
	for i := len(doc.Revisions) - 1; i >= 0; i-- {
		r, err := d.store.Revision(ctx, doc.Revisions[i])
		if err != nil {
			return r, err
		}
		if r.RecordedAt.Before(end) {
			return r, nil
		}
	}
	return corpus.Revision{}, fmt.Errorf("document %s on %s: nothing of it was recorded by then: %w", doc.ID, day, kb.ErrNotFound)
}

// DiffWords asks how two revisions of a document differ.
type DiffWords struct {
	Document    corpus.DocumentID
	From, To    string // revisions, see [Desk.Revision]; from is the one before the latest where it is empty
	IgnoreSpace bool
	Only        string // added or removed; empty: both
}

// DocumentDiff is the answer of /v1/documents/{id}/diff.
type DocumentDiff struct {
	Document corpus.DocumentID `json:"document"`
	Title    string            `json:"title"`
	diff.Difference
	Sample   bool     `json:"sample,omitempty"`
	Coverage Coverage `json:"coverage"`

	Titles diff.Titles `json:"-"`
}

// Diff compares two revisions of a document.
func (d *Desk) Diff(ctx context.Context, w DiffWords) (DocumentDiff, error) {
	var v DocumentDiff
	op, ok := map[string]diff.Op{"": "", "added": diff.Added, "removed": diff.Deleted}[w.Only]
	if !ok {
		return v, &WordError{Parameter: "only", Value: w.Only, Detail: "want added or removed"}
	}
	if w.From == "" {
		w.From = "previous"
	}
	doc, older, err := d.Revision(ctx, w.Document, "from", w.From)
	if err != nil {
		return v, err
	}
	_, newer, err := d.Revision(ctx, w.Document, "to", w.To)
	if err != nil {
		return v, err
	}
	opt := diff.Options{IgnoreSpace: w.IgnoreSpace}
	if d.facts != nil {
		opt.Facts = func(r corpus.Revision) []kb.Fact { return d.facts(doc, r) }
	}
	v = DocumentDiff{Document: doc.ID, Title: doc.Title, Difference: diff.Revisions(older, newer, opt), Sample: doc.Sample,
		Titles: diff.Titles{Title: doc.Title, From: diff.Recorded(older), To: diff.Recorded(newer), Sample: doc.Sample}}
	if op != "" {
		v.Difference = v.Only(op)
	}
	v.Coverage, err = d.Coverage(ctx)
	return v, err
}

// States is how the law on an instrument or a material differs between two days.
type States struct {
	Instrument kb.InstrumentID `json:"instrument,omitempty"`
	Material   kb.Material     `json:"material,omitempty"`
	From       corpus.Date     `json:"from"`
	To         corpus.Date     `json:"to"`
	Measures   []legal.Between `json:"measures"`
	Coverage   Coverage        `json:"coverage"`
}

// States compares the law on two days: on an instrument, where the word is the id of one that is
// held, and else on a material. The second day is today where it is not given.
func (d *Desk) States(ctx context.Context, word, from, to string) (States, error) {
	var s States
	if from == "" {
		return s, &WordError{Parameter: "from", Detail: "name the day to compare with, as YYYY-MM-DD"}
	}
	var err error
	if s.From, err = d.day("from", from, corpus.Date{}); err != nil {
		return s, err
	}
	if s.To, err = d.day("to", to, d.Today()); err != nil {
		return s, err
	}
	if s.To.Compare(s.From) < 0 {
		return s, &WordError{Parameter: "to", Value: to, Detail: "lies before the day to compare with"}
	}
	body, c, err := d.present(ctx)
	if err != nil {
		return s, err
	}
	s.Coverage = c
	var f legal.Filter
	if i, ok := body.Instrument(kb.InstrumentID(word)); ok {
		s.Instrument, f.Instruments = i.ID, []kb.InstrumentID{i.ID}
	} else {
		if s.Material, err = d.material(word); err != nil {
			if strings.ContainsAny(word, "-0123456789") {
				return s, fmt.Errorf("%s: neither a document, an instrument nor a material: %w", word, kb.ErrNotFound)
			}
			return s, err
		}
		f.Materials = []kb.Material{s.Material}
	}
	s.Measures = body.Between(s.From, s.To, f)
	return s, nil
}
