package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/web"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

type changeFilter struct {
	Conditional
	Paging
	Fresh
	LegalFilter
	Axis string `query:"axis" enum:"legal,record" default:"legal" doc:"legal: what is different in law; record: what was learned"`
}

// LegalFilter narrows what changed; feeds and calendars take the same.
type LegalFilter struct {
	From         string   `query:"from" maxLength:"10" doc:"first day: a year, a month or a day" example:"2025-10"`
	To           string   `query:"to" maxLength:"10" doc:"last day, inside" example:"2025-11"`
	Known        string   `query:"known" maxLength:"40" doc:"on the legal axis: as known at the end of this day"`
	Kind         []string `query:"kind,explode" enum:"measure_proposed,measure_announced,measure_commenced,measure_extended,measure_amended,measure_suspended,measure_resumed,suspension_extended,suspension_lapsed,measure_expired,measure_repealed,measure_superseded,measure_withdrawn,capture_recorded,document_added,text_edited,document_moved,document_gone,document_back,instrument_recorded,measure_recorded,effect_recorded,fact_corrected,re_extracted,dispute_opened,dispute_settled,number_missing,run_recorded,alarm_raised" doc:"kinds of changes, or of entries on the record axis"`
	Material     []string `query:"material,explode" doc:"symbols, groups or names"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
	Destination  []string `query:"destination,explode" doc:"countries or groups of countries"`
	Instrument   []string `query:"instrument,explode" doc:"ids of legal acts"`
	Restriction  []string `query:"restriction,explode" doc:"of the vocabulary restrictions"`
}

func (f *LegalFilter) words() desk.ChangeWords {
	return desk.ChangeWords{From: f.From, To: f.To, Known: f.Known, Kinds: f.Kind, Materials: f.Material,
		Jurisdictions: f.Jurisdiction, Destinations: f.Destination, Instruments: f.Instrument, Types: f.Restriction}
}

// Change is one row of either axis. Several rows of the legal axis can have one number of the log:
// an act is learned of whole.
type Change struct {
	Seq          kb.Seq              `json:"seq,omitempty" doc:"on the record axis: the entry's number; on the legal axis: the entry of the log with which the change was learned"`
	RecordedAt   time.Time           `json:"recorded_at,omitzero" doc:"when it was learned"`
	LegalDate    corpus.Date         `json:"legal_date"`
	Kind         string              `json:"kind"`
	Instrument   kb.InstrumentID     `json:"instrument,omitempty" doc:"whose state changed"`
	Measure      kb.MeasureID        `json:"measure,omitempty"`
	Title        string              `json:"title,omitempty"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction,omitempty"`
	Restriction  kb.RestrictionType  `json:"restriction,omitempty"`
	Materials    []kb.Material       `json:"materials"`
	Destinations []string            `json:"destinations"`
	Before       string              `json:"before"`
	After        string              `json:"after"`
	By           *kb.InstrumentID    `json:"by" doc:"the act that did it; null: the calendar, or an act that is not named"`
	Unnamed      bool                `json:"by_unnamed,omitempty" doc:"an act did it, and it is not named"`
	Until        corpus.Date         `json:"until"`
	Operated     bool                `json:"operated,omitempty"`
	Expected     bool                `json:"expected"`
	Summary      string              `json:"summary"`
	Spans        []corpus.Span       `json:"spans"`
	Document     corpus.DocumentID   `json:"document,omitempty"`
	Revision     corpus.RevisionID   `json:"revision,omitempty"`
	Source       corpus.SourceID     `json:"source,omitempty"`
	Reason       string              `json:"reason,omitempty"`
	Sample       bool                `json:"sample,omitempty"`
}

type changeList struct {
	Changes []Change `json:"changes"`
	Tail
}

func (s *server) changeRoutes(api huma.API) {
	get(s, api, "/v1/changes", "list-changes", "changes", "What changed between two days, in law or in what is known", s.changes)
	get(s, api, "/v1/deadlines", "list-deadlines", "changes", "What is still to come, where no day is given: starts, ends, lapses, ends of permissions, closings of comments", s.deadlines)
	s.digestRoutes(api)
	s.feedRoutes(api)
}

func (s *server) changes(ctx context.Context, in *changeFilter) (changeList, error) {
	p, err := in.page()
	if err != nil {
		return changeList{}, err
	}
	out := changeList{Changes: []Change{}}
	since, err := s.Desk.Since(ctx, in.ChangedSince)
	if err != nil {
		return out, err
	}
	if in.Axis == "record" {
		if err := in.recordOnly(); err != nil {
			return out, err
		}
		l, err := s.Desk.Entries(ctx, desk.EntryWords{From: in.From, To: in.To, Kinds: in.Kind, Since: since}, p)
		for _, e := range l.Rows {
			out.Changes = append(out.Changes, recordChange(e))
		}
		out.Tail = tailOf(l)
		return out, err
	}
	w := in.words()
	w.Since = since
	l, err := s.Desk.Changes(ctx, w, p)
	for _, c := range l.Rows {
		out.Changes = append(out.Changes, legalChange(c))
	}
	out.Tail = tailOf(l)
	return out, err
}

// recordOnly refuses filters that the record axis cannot apply, rather than ignore them.
func (in *changeFilter) recordOnly() error {
	given := map[string]bool{"known": in.Known != "", "material": len(in.Material) > 0, "jurisdiction": len(in.Jurisdiction) > 0,
		"destination": len(in.Destination) > 0, "instrument": len(in.Instrument) > 0, "restriction": len(in.Restriction) > 0}
	for _, name := range []string{"known", "material", "jurisdiction", "destination", "instrument", "restriction"} {
		if given[name] {
			return &desk.WordError{Parameter: name, Detail: "narrows the legal axis only; leave it out, or ask with axis=legal"}
		}
	}
	return nil
}

func legalChange(c legal.Change) Change {
	return Change{Seq: c.Seq, RecordedAt: c.RecordedAt, LegalDate: c.LegalDate, Kind: string(c.Kind), Instrument: c.Instrument, Measure: c.Measure, Title: c.Title,
		Jurisdiction: c.Jurisdiction, Restriction: c.Restriction, Materials: full(c.Materials), Destinations: full(c.Destinations),
		Before: string(c.Before), After: string(c.After), By: orNull(c.By), Unnamed: web.Unnamed(c), Until: c.Until, Operated: c.Operated, Expected: c.Expected,
		Summary: c.Summary, Spans: full(c.Spans), Sample: c.Sample}
}

func recordChange(e kb.Entry) Change {
	return Change{Seq: e.Seq, RecordedAt: e.RecordedAt, LegalDate: e.LegalDate, Kind: string(e.Kind), Instrument: e.Instrument,
		Measure: e.Measure, Jurisdiction: e.Jurisdiction, Materials: full(e.Materials), Destinations: []string{}, Before: e.Before,
		After: e.After, By: orNull(e.By), Summary: e.Summary, Spans: full(e.Spans), Document: e.Document, Revision: e.Revision,
		Source: e.Source, Reason: e.Reason, Sample: e.Sample}
}

func orNull(id kb.InstrumentID) *kb.InstrumentID {
	if id == "" {
		return nil
	}
	return &id
}
