package desk

import (
	"context"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// ChangeWords asks what changed.
type ChangeWords struct {
	From, To                                                          string
	Known                                                             string
	Kinds, Materials, Jurisdictions, Destinations, Instruments, Types []string
	Since                                                             *Touched // only changes of measures of which something was learned since; nil: all
}

// Changes lists what changed in law between two days, both inside.
func (d *Desk) Changes(ctx context.Context, w ChangeWords, p Page) (List[legal.Change], error) {
	var none List[legal.Change]
	from, to, err := d.Range(w.From, w.To)
	if err != nil {
		return none, err
	}
	f, err := d.Filter(w)
	if err != nil {
		return none, err
	}
	known, err := d.knownAt(w.Known)
	if err != nil {
		return none, err
	}
	body, err := d.Body(ctx, known)
	if err != nil {
		return none, err
	}
	c, err := d.Coverage(ctx)
	if err != nil {
		return none, err
	}
	key := func(c legal.Change) string {
		return c.LegalDate.String() + "|" + string(c.Measure) + "|" + string(c.Kind)
	}
	rows := slices.DeleteFunc(body.Changes(from, to, f), func(c legal.Change) bool { return !w.Since.Measure(c.Measure) })
	return paginate(rows, key, p, c)
}

// Filter reads the words of a filter.
func (d *Desk) Filter(w ChangeWords) (legal.Filter, error) {
	var f legal.Filter
	for _, k := range w.Kinds {
		if !slices.Contains(legal.ChangeKinds(), legal.ChangeKind(k)) {
			return f, &WordError{Parameter: "kind", Value: k, Detail: "no kind of change in law; want one of " + joined(legal.ChangeKinds())}
		}
		f.Kinds = append(f.Kinds, legal.ChangeKind(k))
	}
	for _, word := range w.Materials {
		m, err := d.material(word)
		if err != nil {
			return f, err
		}
		f.Materials = append(f.Materials, m)
	}
	for _, word := range w.Jurisdictions {
		j, err := d.jurisdiction(word)
		if err != nil {
			return f, err
		}
		f.Jurisdictions = append(f.Jurisdictions, j)
	}
	for _, word := range w.Destinations {
		c, err := d.place("destination", word)
		if err != nil {
			return f, err
		}
		if c != "" {
			f.Destinations = append(f.Destinations, c)
		}
	}
	for _, id := range w.Instruments {
		f.Instruments = append(f.Instruments, kb.InstrumentID(id))
	}
	for _, t := range w.Types {
		r := kb.RestrictionType(t)
		if !slices.ContainsFunc(kb.Restrictions(), func(i kb.RestrictionInfo) bool { return i.Type == r }) {
			return f, &WordError{Parameter: "restriction", Value: t, Detail: "not a restriction type; see the vocabulary of restrictions"}
		}
		f.Restrictions = append(f.Restrictions, r)
	}
	return f, nil
}

// EntryWords asks what was learned.
type EntryWords struct {
	From, To string // record time, days in UTC
	Kinds    []string
	Since    *Touched // only what was learned since; nil: all
}

// toldKinds are the entries that the record axis shows when no kind is asked for: what happened to
// documents and to what is known, without the bookkeeping.
var toldKinds = []string{
	string(kb.DocumentAdded), string(kb.TextEdited), string(kb.DocumentMoved), string(kb.DocumentGone), string(kb.DocumentBack), string(kb.InstrumentRecorded),
	string(kb.FactCorrected), string(kb.ReExtracted), string(kb.DisputeOpened), string(kb.DisputeSettled), string(kb.NumberMissing), string(kb.AlarmRaised),
}

// Entries lists what was learned, in the order of the log: the record axis of "what changed".
func (d *Desk) Entries(ctx context.Context, w EntryWords, p Page) (List[kb.Entry], error) {
	var none List[kb.Entry]
	from, to, err := d.Range(w.From, w.To)
	if err != nil {
		return none, err
	}
	c, err := d.Coverage(ctx)
	if err != nil {
		return none, err
	}
	entries, err := d.recordedSince(ctx, from)
	if err != nil {
		return none, err
	}
	kinds := w.Kinds
	for _, k := range kinds {
		if !slices.Contains(kb.EntryKinds(), kb.EntryKind(k)) {
			return none, &WordError{Parameter: "kind", Value: k, Detail: "no kind of entry; want one of " + joined(kb.EntryKinds())}
		}
	}
	if len(kinds) == 0 { // what a reader wants to learn of; the rest on request
		kinds = toldKinds
	}
	rows := slices.DeleteFunc(entries, func(e kb.Entry) bool {
		day := corpus.DateOf(e.RecordedAt.UTC())
		return w.Since != nil && e.Seq <= w.Since.After || day.Compare(from) < 0 || day.Compare(to) > 0 || !anyOf(kinds, string(e.Kind))
	})
	return paginate(rows, func(e kb.Entry) string { return fmt.Sprint(e.Seq) }, p, c)
}
