package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

func (s *server) crosswalkRoutes(api huma.API) {
	get(s, api, "/v1/crosswalk", "get-crosswalk", "law", "Codes side by side: which stand beside a material or a code, and who says so; where nobody does, that too is said",
		func(ctx context.Context, in *struct {
			Conditional
			Q string `query:"q" required:"true" maxLength:"100" doc:"a material, a control code or a customs code" example:"1C902"`
		}) (desk.CrosswalkAnswer, error) {
			return s.Desk.Crosswalk(ctx, in.Q)
		})
}
