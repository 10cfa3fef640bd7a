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
	Note     string // what an empty list means, in a sentence; empty where it says itself
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
	ChangedSince            string // only those of which something was learned since; see [Desk.Since]
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
	since, err := d.Since(ctx, w.ChangedSince)
	if err != nil {
		return none, err
	}
	var rows []InstrumentRow
	for _, i := range body.Law().Instruments {
		s, _ := body.InstrumentOn(i.ID, on)
		if !since.Instrument(i.ID) || !anyOf(w.Jurisdictions, string(i.Jurisdiction)) || !anyOf(w.Statuses, string(s.Status)) {
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
	since, err := d.Since(ctx, w.ChangedSince)
	if err != nil {
		return none, err
	}
	var rows []MeasureRow
	for _, m := range body.Law().Measures {
		row := measureRow(body, m, on)
		i, _ := body.Instrument(m.Instrument)
		if since.Measure(m.ID) && anyOf(w.Jurisdictions, string(i.Jurisdiction)) && anyOf(w.Statuses, string(row.Status)) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(x, y MeasureRow) int { return cmp.Compare(x.ID, y.ID) })
	return paginate(rows, func(r MeasureRow) string { return string(r.ID) }, p, c)
}

// Object writes a list under its plural name, in the promised shape of lists.
func Object[T any](name string, l List[T]) map[string]any {
	o := map[string]any{name: l.Rows, "total": l.Total, "next": l.Next, "coverage": l.Coverage}
	if l.Note != "" {
		o["note"] = l.Note
	}
	return o
}
