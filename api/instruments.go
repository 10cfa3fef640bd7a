package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// actFilter asks for instruments or measures.
type actFilter struct {
	Conditional
	Paging
	Fresh
	Jurisdiction []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
	Status       []string `query:"status,explode" doc:"the state on the day; see /v1/vocabularies/statuses" enum:"proposed,announced,scheduled,in_force,suspended,lapsed_suspension,expired,repealed,superseded,withdrawn,never_operated,unclear,partly_suspended"`
	On           string   `query:"on" maxLength:"10" doc:"the day of the states; empty: today"`
}

// acts reads the filter; a word that means nothing is an error, not an empty list.
func (s *server) acts(f *actFilter) (desk.InstrumentWords, error) {
	whose, err := s.whose(f.Jurisdiction)
	return desk.InstrumentWords{Jurisdictions: whose, Statuses: f.Status, On: f.On, ChangedSince: f.ChangedSince}, err
}

// whose reads jurisdictions as their codes.
func (s *server) whose(words []string) ([]string, error) {
	return readAll(words, func(w string) (string, error) {
		j, err := s.Desk.Jurisdiction(w)
		return string(j), err
	})
}

// OnDay asks for one thing as it stands on a day, as known at a time.
type OnDay struct {
	On    string `query:"on" maxLength:"10" doc:"the day; empty: today"`
	Known string `query:"known" maxLength:"40" doc:"as known at the end of this day, or at this RFC 3339 time; empty: now"`
}

type byInstrument struct {
	Conditional
	OnDay
	ID string `path:"id" maxLength:"200" example:"cn-mofcom-2025-61"`
}

type instrumentList struct {
	Instruments []desk.InstrumentRow `json:"instruments"`
	Tail
}

// actStatus is the state of an instrument on a day.
type actStatus struct {
	Instrument kb.InstrumentID   `json:"instrument"`
	On         corpus.Date       `json:"on"`
	Known      string            `json:"known,omitempty"`
	Status     kb.Status         `json:"status"`
	Expected   bool              `json:"expected"`
	Reasons    []string          `json:"reasons"`
	Measures   []desk.MeasureRow `json:"measures"`
	Chain      []legal.Link      `json:"chain"`
	Upcoming   []legal.Link      `json:"upcoming"`
	Coverage   desk.Coverage     `json:"coverage"`
}

type disputeList struct {
	Disputes []kb.Dispute `json:"disputes"`
	Tail
}

type disputeFilter struct {
	Conditional
	Paging
	Fresh
	Instrument []string `query:"instrument,explode" doc:"ids of legal acts"`
	Open       bool     `query:"open" doc:"only those that are not settled"`
}

type effectList struct {
	On       []kb.Effect   `json:"on" doc:"what it and others do to it"`
	By       []kb.Effect   `json:"by" doc:"what it does to others"`
	Coverage desk.Coverage `json:"coverage"`
}

// timeline tells the life of an instrument in dated order, the calendar included.
type timeline struct {
	Instrument  kb.InstrumentID `json:"instrument"`
	Timeline    []Change        `json:"timeline"`
	Outstanding []kb.Effect     `json:"outstanding" doc:"what was announced or cannot be dated, and is not applied"`
	Coverage    desk.Coverage   `json:"coverage"`
}

func (s *server) instrumentRoutes(api huma.API) {
	get(s, api, "/v1/instruments", "list-instruments", "law", "The legal acts known, by id, each with its state on the day", s.instruments)
	get(s, api, "/v1/instruments/{id}", "get-instrument", "law", "One legal act: its state, its measures, what it does, where it is held",
		func(ctx context.Context, in *byInstrument) (desk.InstrumentView, error) {
			return s.Desk.Instrument(ctx, kb.InstrumentID(in.ID), in.On, in.Known)
		})
	get(s, api, "/v1/instruments/{id}/status", "get-instrument-status", "law", "The state of one legal act on a day", s.actStatus)
	get(s, api, "/v1/instruments/{id}/effects", "get-instrument-effects", "law", "What one legal act does to others, and others to it", s.effects)
	get(s, api, "/v1/instruments/{id}/timeline", "get-instrument-timeline", "law", "The life of one legal act in dated order", s.timeline)
	get(s, api, "/v1/disputes", "list-disputes", "law", "Contradictions that are kept open, each with what both sides say", s.disputes)
}

func (s *server) instruments(ctx context.Context, in *actFilter) (instrumentList, error) {
	p, err := in.page()
	if err != nil {
		return instrumentList{}, err
	}
	words, err := s.acts(in)
	if err != nil {
		return instrumentList{}, err
	}
	l, err := s.Desk.Instruments(ctx, words, p)
	return instrumentList{l.Rows, tailOf(l)}, err
}

func (s *server) actStatus(ctx context.Context, in *byInstrument) (actStatus, error) {
	v, err := s.Desk.Instrument(ctx, kb.InstrumentID(in.ID), in.On, in.Known)
	if err != nil {
		return actStatus{}, err
	}
	return actStatus{v.ID, v.On, in.Known, v.Status, v.Expected, full(v.Reasons), v.Parts, full(v.Chain), full(v.Upcoming), v.Coverage}, nil
}

func (s *server) disputes(ctx context.Context, in *disputeFilter) (disputeList, error) {
	p, err := in.page()
	if err != nil {
		return disputeList{}, err
	}
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return disputeList{}, err
	}
	since, err := s.Desk.Since(ctx, in.ChangedSince)
	if err != nil {
		return disputeList{}, err
	}
	rows := slices.DeleteFunc(slices.Clone(body.Law().Disputes), func(d kb.Dispute) bool {
		return !since.Dispute(d.ID) || !anyOf(in.Instrument, string(d.Instrument)) || in.Open && d.Settled != ""
	})
	slices.SortFunc(rows, func(x, y kb.Dispute) int { return cmp.Compare(x.ID, y.ID) })
	l, err := cut(rows, func(d kb.Dispute) string { return string(d.ID) }, p)
	if err != nil {
		return disputeList{}, err
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return disputeList{l.Rows, tailOf(l)}, err
}

// full writes a missing list as an empty one.
func full[T any](rows []T) []T {
	if rows == nil {
		return []T{}
	}
	return rows
}

func (s *server) effects(ctx context.Context, in *struct {
	Conditional
	ID        string `path:"id" maxLength:"200"`
	Direction string `query:"direction" enum:"on,by" doc:"only effects on it, or only those by it; empty: both"`
}) (effectList, error) {
	l := effectList{On: []kb.Effect{}, By: []kb.Effect{}}
	id := kb.InstrumentID(in.ID)
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return l, err
	}
	if _, ok := body.Instrument(id); !ok {
		return l, fmt.Errorf("instrument %s: %w", id, kb.ErrNotFound)
	}
	if in.Direction != "by" {
		l.On = full(body.EffectsOn(id))
	}
	if in.Direction != "on" {
		l.By = full(body.EffectsBy(id))
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return l, err
}

func (s *server) timeline(ctx context.Context, in *struct {
	Conditional
	ID string `path:"id" maxLength:"200"`
}) (timeline, error) {
	id := kb.InstrumentID(in.ID)
	t := timeline{Instrument: id, Timeline: []Change{}, Outstanding: []kb.Effect{}}
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return t, err
	}
	if _, ok := body.Instrument(id); !ok {
		return t, fmt.Errorf("instrument %s: %w", id, kb.ErrNotFound)
	}
	for _, c := range body.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), legal.Filter{Instruments: []kb.InstrumentID{id}}) {
		t.Timeline = append(t.Timeline, legalChange(c))
	}
	for _, e := range body.EffectsOn(id) {
		if e.Announced || e.From.IsZero() {
			t.Outstanding = append(t.Outstanding, e)
		}
	}
	t.Coverage, err = s.Desk.Coverage(ctx)
	return t, err
}

// readAll reads each word; words that mean "any" are left out.
func readAll[T ~string](words []string, read func(string) (T, error)) ([]T, error) {
	var out []T
	for _, w := range words {
		v, err := read(w)
		if err != nil {
			return nil, err
		}
		if v != "" {
			out = append(out, v)
		}
	}
	return out, nil
}
