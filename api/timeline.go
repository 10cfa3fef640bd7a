package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// materialTimeline tells what happened to a material in law, in dated order, the calendar included.
type materialTimeline struct {
	Material    kb.Material   `json:"material"`
	Timeline    []Change      `json:"timeline"`
	Outstanding []kb.Effect   `json:"outstanding" doc:"what was announced or cannot be dated, and is not applied"`
	Coverage    desk.Coverage `json:"coverage"`
}

func (s *server) timelineRoutes(api huma.API) {
	get(s, api, "/v1/materials/{symbol}/timeline", "get-material-timeline", "law", "What happened to a material in law, by whom and when, in dated order", s.materialTimeline)
}

func (s *server) materialTimeline(ctx context.Context, in *struct {
	Conditional
	Symbol       string   `path:"symbol" maxLength:"100" example:"Ga" doc:"a symbol, a group or a name"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
}) (materialTimeline, error) {
	t := materialTimeline{Timeline: []Change{}, Outstanding: []kb.Effect{}}
	f, err := s.Desk.Filter(desk.ChangeWords{Materials: []string{in.Symbol}, Jurisdictions: in.Jurisdiction})
	if err != nil {
		return t, unknownSymbol(err)
	}
	t.Material = f.Materials[0]
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return t, err
	}
	for _, c := range body.Changes(corpus.Day(1, 1, 1), corpus.Day(9999, 12, 31), f) {
		t.Timeline = append(t.Timeline, legalChange(c))
	}
	t.Outstanding = outstanding(body, f)
	t.Coverage, err = s.Desk.Coverage(ctx)
	return t, err
}

// outstanding returns the effects upon the acts of the filter that are not applied.
func outstanding(body *legal.Body, f legal.Filter) []kb.Effect {
	out, seen := []kb.Effect{}, map[kb.InstrumentID]bool{}
	for _, m := range body.Matching(f) {
		if seen[m.Instrument] {
			continue
		}
		seen[m.Instrument] = true
		for _, e := range body.EffectsOn(m.Instrument) {
			if e.Announced || e.From.IsZero() {
				out = append(out, e)
			}
		}
	}
	return out
}
