package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

func sortedJoin(words []string) string {
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// List is a page of rows. It is written as {"<name>": rows, "total", "next", "coverage"}.
type List[T any] struct {
	Rows     []T
	Total    Total
	Next     *string // an opaque cursor, nil on the last page
	Coverage Coverage
}

// Page bounds a list: at most Limit rows (0: all) after the row that the cursor names.
type Page struct {
	Limit  int
	Cursor string
}

// paginate cuts a sorted list after the cursor's key. Keys stay what they are when rows are
// added, so a cursor is stable under writes.
func paginate[T any](rows []T, key func(T) string, p Page, c Coverage) (List[T], error) {
	l := List[T]{Total: Total{len(rows), true}, Coverage: c}
	start := 0
	if p.Cursor != "" {
		i := slices.IndexFunc(rows, func(r T) bool { return key(r) == p.Cursor })
		if i < 0 {
			return l, &WordError{Parameter: "cursor", Value: p.Cursor, Detail: "names no row of this list; start again without it"}
		}
		start = i + 1
	}
	rows = rows[start:]
	if p.Limit > 0 && len(rows) > p.Limit {
		rows = rows[:p.Limit]
		next := key(rows[len(rows)-1])
		l.Next = &next
	}
	l.Rows = slices.Clone(rows)
	if l.Rows == nil {
		l.Rows = []T{}
	}
	return l, nil
}

// ChangeWords asks what changed.
type ChangeWords struct {
	From, To                                                          string
	Known                                                             string
	Kinds, Materials, Jurisdictions, Destinations, Instruments, Types []string
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
	return paginate(body.Changes(from, to, f), key, p, c)
}

// Filter reads the words of a filter.
func (d *Desk) Filter(w ChangeWords) (legal.Filter, error) {
	var f legal.Filter
	for _, k := range w.Kinds {
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

// FactWords asks for facts; several values of one field mean any of them.
type FactWords struct {
	Kinds, Values, Documents, Instruments, Materials, Jurisdictions, Assertions, Reviews []string
	From, To                                                                             string // of the document's publication
	Gone                                                                                 bool   // also facts that no longer stand in the latest revision
}

// Facts lists facts, by document and place in the text.
func (d *Desk) Facts(ctx context.Context, w FactWords, p Page) (List[kb.Fact], error) {
	var none List[kb.Fact]
	c, err := d.Coverage(ctx)
	if err != nil {
		return none, err
	}
	docs, err := d.documentsFor(ctx, w)
	if err != nil {
		return none, err
	}
	var rows []kb.Fact
	for _, doc := range docs {
		facts, err := d.store.FactsOf(ctx, doc.ID)
		if err != nil {
			return none, err
		}
		about, err := d.aboutMaterial(w.Materials, facts)
		if err != nil {
			return none, err
		}
		for _, f := range facts {
			if (f.Current || w.Gone) && about && anyOf(w.Kinds, string(f.Value.Kind())) && anyOf(w.Values, f.Value.Normal()) &&
				anyOf(w.Instruments, string(f.Instrument)) && anyOf(w.Assertions, string(f.Assertion)) && anyOf(w.Reviews, string(f.Review)) {
				rows = append(rows, f)
			}
		}
	}
	return paginate(rows, func(f kb.Fact) string { return string(f.ID) }, p, c)
}

func anyOf(wanted []string, have string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, have)
}

// aboutMaterial reports whether one of the facts names one of the materials asked for.
func (d *Desk) aboutMaterial(words []string, facts []kb.Fact) (bool, error) {
	if len(words) == 0 {
		return true, nil
	}
	for _, word := range words {
		m, err := d.material(word)
		if err != nil {
			return false, err
		}
		for _, f := range facts {
			if v, ok := f.Value.(kb.MaterialValue); ok && v.Material == m {
				return true, nil
			}
		}
	}
	return false, nil
}

func (d *Desk) documentsFor(ctx context.Context, w FactWords) ([]corpus.Document, error) {
	from, to, err := d.Range(w.From, w.To)
	if err != nil {
		return nil, err
	}
	docs, err := d.store.Documents(ctx, "", 0)
	if err != nil {
		return nil, err
	}
	bounded := w.From != "" || w.To != ""
	return slices.DeleteFunc(docs, func(doc corpus.Document) bool {
		if bounded && (doc.Published.IsZero() || doc.Published.Last().Compare(from) < 0 || doc.Published.First().Compare(to) > 0) {
			return true
		}
		return !anyOf(w.Documents, string(doc.ID)) || !anyOf(w.Jurisdictions, string(doc.Jurisdiction))
	}), nil
}

// InstrumentRow is an instrument with its state on the day of the question.
type InstrumentRow struct {
	kb.Instrument
	Status   kb.Status      `json:"status"`
	Expected bool           `json:"expected"`
	Measures []kb.MeasureID `json:"measures"`
}

// InstrumentWords asks for instruments.
type InstrumentWords struct {
	Jurisdictions, Statuses []string
	On                      string
}

// Instruments lists the instruments, by id, each with its state on the day (today where none is given).
func (d *Desk) Instruments(ctx context.Context, w InstrumentWords, p Page) (List[InstrumentRow], error) {
	var none List[InstrumentRow]
	on, err := d.day("on", w.On, d.Today())
	if err != nil {
		return none, err
	}
	body, c, err := d.present(ctx)
	if err != nil {
		return none, err
	}
	var rows []InstrumentRow
	for _, i := range body.Law().Instruments {
		s, _ := body.InstrumentOn(i.ID, on)
		if !anyOf(w.Jurisdictions, string(i.Jurisdiction)) || !anyOf(w.Statuses, string(s.Status)) {
			continue
		}
		row := InstrumentRow{Instrument: i, Status: s.Status, Expected: s.Expected, Measures: []kb.MeasureID{}}
		for _, m := range body.MeasuresOf(i.ID) {
			row.Measures = append(row.Measures, m.ID)
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(x, y InstrumentRow) int { return cmp.Compare(x.ID, y.ID) })
	return paginate(rows, func(r InstrumentRow) string { return string(r.ID) }, p, c)
}

// present returns the law as known now, and its coverage.
func (d *Desk) present(ctx context.Context) (*legal.Body, Coverage, error) {
	body, err := d.Body(ctx, time.Time{})
	if err != nil {
		return nil, Coverage{}, err
	}
	c, err := d.Coverage(ctx)
	return body, c, err
}

// InstrumentView is one instrument whole: its state, its measures with theirs, and its effects.
type InstrumentView struct {
	kb.Instrument
	Status   kb.Status         `json:"status"`
	Expected bool              `json:"expected"`
	Reasons  []string          `json:"reasons,omitempty"`
	On       corpus.Date       `json:"on"`
	Chain    []legal.Link      `json:"chain"`
	Upcoming []legal.Link      `json:"upcoming"`
	Parts    []MeasureRow      `json:"measures"`
	Effects  []kb.Effect       `json:"effects"` // what it does to others
	Held     []corpus.Document `json:"held"`    // the documents of which it is made
	Disputes []kb.Dispute      `json:"disputes"`
	Coverage Coverage          `json:"coverage"`
}

// MeasureRow is a measure with its state on the day of the question.
type MeasureRow struct {
	kb.Measure
	Status   kb.Status    `json:"status"`
	Operated bool         `json:"operated"`
	Expected bool         `json:"expected"`
	Since    corpus.Date  `json:"since"`
	Until    corpus.Date  `json:"until"`
	Reasons  []string     `json:"reasons,omitempty"`
	Chain    []legal.Link `json:"chain"`
}

func measureRow(body *legal.Body, m kb.Measure, on corpus.Date) MeasureRow {
	s, _ := body.StatusOn(m.ID, on)
	return MeasureRow{m, s.Status, s.Operated, s.Expected, s.Since, s.Until, s.Reasons, append(s.Chain, s.Ahead...)}
}

// Instrument returns one instrument as it stands on the day, as known at a time. An id that is
// not held gives [kb.ErrNotFound].
func (d *Desk) Instrument(ctx context.Context, id kb.InstrumentID, on, known string) (InstrumentView, error) {
	v := InstrumentView{Parts: []MeasureRow{}, Held: []corpus.Document{}, Disputes: []kb.Dispute{}}
	day, err := d.day("on", on, d.Today())
	if err != nil {
		return v, err
	}
	at, err := d.knownAt(known)
	if err != nil {
		return v, err
	}
	body, err := d.Body(ctx, at)
	if err != nil {
		return v, err
	}
	i, ok := body.Instrument(id)
	if !ok {
		return v, fmt.Errorf("instrument %s: %w", id, kb.ErrNotFound)
	}
	s, _ := body.InstrumentOn(id, day)
	v.Instrument, v.Status, v.Expected, v.Reasons, v.On, v.Chain, v.Upcoming = i, s.Status, s.Expected, s.Reasons, day, s.Chain, s.Ahead
	for _, m := range body.MeasuresOf(id) {
		v.Parts = append(v.Parts, measureRow(body, m, day))
	}
	v.Effects = body.EffectsBy(id)
	for _, x := range body.Law().Disputes {
		if x.Instrument == id {
			v.Disputes = append(v.Disputes, x)
		}
	}
	for _, doc := range i.Documents {
		held, err := d.store.Document(ctx, doc)
		if err != nil {
			return v, err
		}
		v.Held = append(v.Held, held)
	}
	v.Coverage, err = d.Coverage(ctx)
	return v, err
}

// Measures lists the measures, by id, each with its state on the day.
func (d *Desk) Measures(ctx context.Context, w InstrumentWords, p Page) (List[MeasureRow], error) {
	var none List[MeasureRow]
	on, err := d.day("on", w.On, d.Today())
	if err != nil {
		return none, err
	}
	body, c, err := d.present(ctx)
	if err != nil {
		return none, err
	}
	var rows []MeasureRow
	for _, m := range body.Law().Measures {
		row := measureRow(body, m, on)
		i, _ := body.Instrument(m.Instrument)
		if anyOf(w.Jurisdictions, string(i.Jurisdiction)) && anyOf(w.Statuses, string(row.Status)) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(x, y MeasureRow) int { return cmp.Compare(x.ID, y.ID) })
	return paginate(rows, func(r MeasureRow) string { return string(r.ID) }, p, c)
}

// EntryWords asks what was learned.
type EntryWords struct {
	From, To string // record time, days in UTC
	Kinds    []string
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
	entries, err := d.store.Entries(ctx, 0, 0)
	if err != nil {
		return none, err
	}
	rows := slices.DeleteFunc(entries, func(e kb.Entry) bool {
		day := corpus.DateOf(e.RecordedAt.UTC())
		return day.Compare(from) < 0 || day.Compare(to) > 0 || !anyOf(w.Kinds, string(e.Kind))
	})
	return paginate(rows, func(e kb.Entry) string { return fmt.Sprint(e.Seq) }, p, c)
}

// Object writes a list under its plural name, in the promised shape of lists.
func Object[T any](name string, l List[T]) map[string]any {
	return map[string]any{name: l.Rows, "total": l.Total, "next": l.Next, "coverage": l.Coverage}
}
