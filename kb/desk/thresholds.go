package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/limit"
)

// ThresholdRow is one limit of a measure, with the range of numbers in which the measure binds.
type ThresholdRow struct {
	Quantity     string              `json:"quantity"` // empty where the limit is known in words only
	Comparison   string              `json:"comparison"`
	Number       *float64            `json:"number"`
	Unit         string              `json:"unit"`
	Subject      string              `json:"subject,omitempty"`
	Range        *limit.Range        `json:"range"` // null where the comparison is not known
	Words        string              `json:"words"`
	Narrows      bool                `json:"narrows"`           // the measure binds nothing beyond it
	Reaches      limit.Reach         `json:"reaches,omitempty"` // how much of the range that was asked for
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction"`
	Instrument   kb.InstrumentID     `json:"instrument"`
	Measure      kb.MeasureID        `json:"measure"`
	Title        string              `json:"title"`
	Restriction  kb.RestrictionType  `json:"restriction"`
	Materials    []kb.Material       `json:"materials"`
	Status       kb.Status           `json:"status"` // of the measure on the day
	// TakenOver is set where another act has taken the control over: the limit holds as it says there.
	TakenOver *legal.Successor `json:"taken_over_by,omitempty"`
	Basis     kb.Basis         `json:"basis"`
	Sample    bool             `json:"sample,omitempty"`
}

// ThresholdWords asks for limits. Several values of one field mean any of them.
type ThresholdWords struct {
	Query                                string // a range in words: "purity at least 99.9 %"
	Quantities, Materials, Jurisdictions []string
	Statuses                             []string // of the measure on the day
	On                                   string
	Known                                string // a day, at the end of which it was known; empty: now
}

// Thresholds lists the limits of measures so that those of one quantity and unit stand together,
// the lowest first. With a range asked for, only those that reach a part of it.
func (d *Desk) Thresholds(ctx context.Context, w ThresholdWords, p Page) (List[ThresholdRow], error) {
	var none List[ThresholdRow]
	var asked *limit.Range
	if w.Query != "" {
		r, err := limit.Ask(w.Query)
		if err != nil {
			return none, &WordError{Parameter: "q", Value: w.Query, Detail: err.Error()}
		}
		asked = &r
	}
	on, err := d.day("on", w.On, d.Today())
	if err != nil {
		return none, err
	}
	f, err := d.Filter(ChangeWords{Materials: w.Materials, Jurisdictions: w.Jurisdictions})
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
	all := limits(body, f, on)
	if err := knownQuantities(w, asked, all); err != nil {
		return none, err
	}
	var rows []ThresholdRow
	for _, r := range all {
		if !anyOf(w.Quantities, r.Quantity) || !anyOf(w.Statuses, string(r.Status)) {
			continue
		}
		if asked != nil {
			if r.Range == nil {
				continue
			}
			reach, ok := r.Range.Reaches(*asked)
			if !ok || reach == limit.Nil {
				continue
			}
			r.Reaches = reach
		}
		rows = append(rows, r)
	}
	key := func(r ThresholdRow) string { return string(r.Measure) + "|" + r.Quantity + "|" + r.Words }
	l, err := paginate(rows, key, p, c)
	if len(rows) == 0 {
		l.Note = w.nothing(on)
	}
	return l, err
}

// nothing says what was looked for where no limit is known: that none is held is not that there is none.
func (w ThresholdWords) nothing(on corpus.Date) string {
	of := func(what string, words []string) string {
		if len(words) == 0 {
			return ""
		}
		return fmt.Sprintf(what, strings.ReplaceAll(strings.Join(words, " or "), "_", " "))
	}
	looked := "limit" + of(" of %s", w.Quantities)
	if w.Query != "" {
		looked += fmt.Sprintf(" that reaches “%s”", w.Query)
	}
	looked += of(" for %s", w.Materials) + of(" in the law of %s", w.Jurisdictions) + of(" in measures that are %s", w.Statuses)
	return fmt.Sprintf("No %s is known on %s. That none is held does not say that there is none: the texts of some acts are not held, and their limits may stand in lists that are not held either.", looked, on)
}

// knownQuantities refuses a quantity that no limit has, rather than answer that there is no limit.
func knownQuantities(w ThresholdWords, asked *limit.Range, all []ThresholdRow) error {
	var have []string
	for _, r := range all {
		if r.Quantity != "" && !slices.Contains(have, r.Quantity) {
			have = append(have, r.Quantity)
		}
	}
	if len(have) == 0 || len(w.Materials)+len(w.Jurisdictions) > 0 { // nothing to tell a mistake by
		return nil
	}
	for _, q := range w.Quantities {
		if !slices.Contains(have, q) {
			return &WordError{Parameter: "quantity", Value: q, Detail: "no limit that is held measures it; want one of " + sortedJoin(have)}
		}
	}
	if asked != nil && asked.Quantity != "" && !slices.Contains(have, asked.Quantity) {
		return &WordError{Parameter: "q", Value: w.Query, Detail: "no limit that is held measures “" + strings.ReplaceAll(asked.Quantity, "_", " ") + "”; want one of " + sortedJoin(have)}
	}
	return nil
}

// limits returns every limit of the measures that the filter lets through.
func limits(body *legal.Body, f legal.Filter, on corpus.Date) []ThresholdRow {
	var rows []ThresholdRow
	for _, m := range body.Matching(f) {
		act, _ := body.Instrument(m.Instrument)
		s, _ := body.StatusOn(m.ID, on)
		next, taken := body.Successor(m.ID, on)
		for _, t := range m.Thresholds {
			r := ThresholdRow{Words: t.Words, Narrows: t.Narrows, Jurisdiction: act.Jurisdiction, Instrument: m.Instrument, Measure: m.ID, Title: act.Title, Restriction: m.Restriction,
				Materials: []kb.Material{}, Status: s.Status, Basis: m.Basis, Sample: m.Sample}
			for _, i := range m.Items {
				if i.Material != "" && !slices.Contains(r.Materials, i.Material) {
					r.Materials = append(r.Materials, i.Material)
				}
			}
			if taken {
				r.TakenOver = &next
			}
			if v := t.Value; v != nil {
				r.Quantity, r.Comparison, r.Number, r.Unit, r.Subject = v.Quantity, v.Comparison, &v.Number, v.Unit, v.Subject
				if x, ok := limit.Of(*v); ok {
					r.Range = &x
				}
			}
			rows = append(rows, r)
		}
	}
	number := func(r ThresholdRow) float64 {
		if r.Number == nil {
			return 0
		}
		return *r.Number
	}
	slices.SortStableFunc(rows, func(x, y ThresholdRow) int {
		if (x.Quantity == "") != (y.Quantity == "") { // in words only: last
			return strings.Compare(y.Quantity, x.Quantity)
		}
		return cmp.Or(cmp.Compare(x.Quantity, y.Quantity), cmp.Compare(x.Unit, y.Unit), cmp.Compare(number(x), number(y)), cmp.Compare(x.Measure, y.Measure), cmp.Compare(x.Words, y.Words))
	})
	return rows
}
