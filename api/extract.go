package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
)

type extractInput struct {
	URL         string `query:"url" maxLength:"4000" doc:"the address that the document has, for its links"`
	Type        string `query:"type" maxLength:"200" doc:"its media type; empty: the Content-Type of the request, then what the bytes look like"`
	Lang        string `query:"lang" maxLength:"40" doc:"its language, where it does not say"`
	ContentType string `header:"Content-Type"`
	RawBody     []byte `contentType:"application/octet-stream"`
}

// extractRoutes serves the stateless tool: one document in, what it says out, nothing kept.
func (s *server) extractRoutes(api huma.API) {
	if s.Extract == nil {
		return
	}
	op := huma.Operation{Method: http.MethodPost, Path: "/v1/extract", OperationID: "extract", Tags: []string{"tools"}, MaxBodyBytes: maxBody,
		Summary: "One document in; its text, provisions and facts out. Nothing is kept"}
	huma.Register(api, op, func(ctx context.Context, in *extractInput) (*struct{ Body any }, error) {
		media := in.Type
		if media == "" && in.ContentType != "application/octet-stream" {
			media = in.ContentType
		}
		out, err := s.Extract.Extract(ctx, in.RawBody, in.URL, media, corpus.Lang(in.Lang))
		if err == nil {
			return &struct{ Body any }{out}, nil
		}
		if ctx.Err() != nil {
			return nil, s.problem(ctx.Err())
		}
		var p *Problem
		if errors.As(err, &p) {
			return nil, p
		}
		return nil, &Problem{Status: http.StatusUnprocessableEntity, Detail: "the document could not be read: " + err.Error()}
	})
}
