package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

type materialList struct {
	Materials []holdings.Material `json:"materials"`
	Tail
}

// materialView says who restricts a material on the day.
type materialView struct {
	Material kb.Material   `json:"material"`
	Groups   []kb.Material `json:"groups" doc:"the groups that it belongs to"`
	desk.StatusAnswer
}

func (s *server) materialRoutes(api huma.API) {
	get(s, api, "/v1/materials", "list-materials", "law", "The materials that measures name", s.materials)
	get(s, api, "/v1/materials/{symbol}", "get-material", "law", "Who restricts this material on the day",
		func(ctx context.Context, in *struct {
			Conditional
			OnDay
			Symbol string `path:"symbol" maxLength:"100" example:"Ga" doc:"a symbol, a group or a name"`
		}) (materialView, error) {
			a, err := s.Desk.Status(ctx, desk.StatusWords{Material: in.Symbol, On: in.On, Known: in.Known})
			if err != nil {
				return materialView{}, unknownSymbol(err)
			}
			return materialView{a.Question.Material, groupsOf(a.Question.Material), a}, nil
		})
}

// unknownSymbol makes a material that means nothing a thing not found: it is the address here.
func unknownSymbol(err error) error {
	if word, ok := wordError(err); ok && word.Parameter == "material" {
		return &Problem{Status: http.StatusNotFound, Parameter: "symbol", Detail: word.Error(), Suggestions: word.Suggestions}
	}
	return err
}

func groupsOf(m kb.Material) []kb.Material {
	out := []kb.Material{}
	for _, g := range kb.Groups() {
		if slices.Contains(g.Members, m) {
			out = append(out, g.Name)
		}
	}
	return out
}

func (s *server) materials(ctx context.Context, in *struct {
	Conditional
	Paging
	Fresh
}) (materialList, error) {
	p, err := in.page()
	if err != nil {
		return materialList{}, err
	}
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return materialList{}, err
	}
	rows := holdings.Materials(body)
	since, err := s.Desk.Since(ctx, in.ChangedSince)
	if err != nil {
		return materialList{}, err
	}
	if since != nil {
		named := map[kb.Material]bool{}
		for _, m := range body.Law().Measures {
			for _, item := range m.Items {
				named[item.Material] = named[item.Material] || since.Measure(m.ID)
			}
		}
		rows = slices.DeleteFunc(rows, func(r holdings.Material) bool { return !named[r.Material] })
	}
	l, err := cut(rows, func(r holdings.Material) string { return string(r.Material) }, p)
	if err != nil {
		return materialList{}, err
	}
	l.Coverage, err = s.Desk.Coverage(ctx)
	return materialList{l.Rows, tailOf(l)}, err
}
