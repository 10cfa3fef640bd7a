package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

type thresholdFilter struct {
	Conditional
	Paging
	Q            string   `query:"q" maxLength:"200" doc:"a range in words: only limits that reach a part of it" example:"purity at least 99.9 %"`
	Quantity     []string `query:"quantity,explode" doc:"what is measured, such as purity or duty_rate"`
	Material     []string `query:"material,explode" doc:"symbols, groups or names"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
	Status       []string `query:"status,explode" doc:"of the measure on the day" enum:"proposed,announced,scheduled,in_force,suspended,lapsed_suspension,expired,repealed,superseded,withdrawn,never_operated,unclear"`
	On           string   `query:"on" maxLength:"10" doc:"the day of the statuses; empty: today"`
	Known        string   `query:"known" maxLength:"40" doc:"as it was known at the end of this day, or at this RFC 3339 time; empty: now" example:"2025-12-01"`
}

type thresholdList struct {
	Thresholds []desk.ThresholdRow `json:"thresholds"`
	Note       string              `json:"note,omitempty" doc:"where no limit is known: what was looked for, and that none held is not none"`
	Tail
}

func (s *server) thresholdRoutes(api huma.API) {
	get(s, api, "/v1/thresholds", "list-thresholds", "law", "Floors and ceilings by regime, side by side: those of one quantity and unit together, the lowest first",
		func(ctx context.Context, in *thresholdFilter) (thresholdList, error) {
			p, err := in.page()
			if err != nil {
				return thresholdList{}, err
			}
			l, err := s.Desk.Thresholds(ctx, desk.ThresholdWords{Query: in.Q, Quantities: in.Quantity, Materials: in.Material, Jurisdictions: in.Jurisdiction, Statuses: in.Status, On: in.On, Known: in.Known}, p)
			return thresholdList{l.Rows, l.Note, tailOf(l)}, err
		})
}
