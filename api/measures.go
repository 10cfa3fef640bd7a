package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

type measureList struct {
	Measures []desk.MeasureRow `json:"measures"`
	Tail
}

type measureView struct {
	desk.MeasureRow
	Coverage desk.Coverage `json:"coverage"`
}

type byMeasure struct {
	Conditional
	OnDay
	Instrument string `path:"instrument" maxLength:"200" example:"cn-mofcom-2025-61"`
	Provision  string `path:"provision" maxLength:"200" example:"1-1" doc:"the address of the clause; an id of a measure is instrument/provision"`
}

func (s *server) measureRoutes(api huma.API) {
	get(s, api, "/v1/measures", "list-measures", "law", "The operative clauses known, by id, each with its state on the day",
		func(ctx context.Context, in *actFilter) (measureList, error) {
			p, err := in.page()
			if err != nil {
				return measureList{}, err
			}
			words, err := s.acts(in)
			if err != nil {
				return measureList{}, err
			}
			l, err := s.Desk.Measures(ctx, words, p)
			return measureList{l.Rows, tailOf(l)}, err
		})
	get(s, api, "/v1/measures/{instrument}/{provision}", "get-measure", "law", "One operative clause with its chain", s.measure)
}

func (s *server) measure(ctx context.Context, in *byMeasure) (measureView, error) {
	id := kb.MeasureID(in.Instrument + "/" + in.Provision)
	v, err := s.Desk.Instrument(ctx, kb.InstrumentID(in.Instrument), in.On, in.Known)
	if err != nil {
		return measureView{}, err
	}
	i := slices.IndexFunc(v.Parts, func(m desk.MeasureRow) bool { return m.ID == id })
	if i < 0 {
		return measureView{}, fmt.Errorf("measure %s: %w", id, kb.ErrNotFound)
	}
	return measureView{v.Parts[i], v.Coverage}, nil
}
