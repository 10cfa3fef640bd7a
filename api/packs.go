package api

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

type packReply struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// packRoutes serves evidence packs.
func (s *server) packRoutes(api huma.API) {
	if s.Pack == nil {
		return
	}
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/packs", OperationID: "get-pack", Tags: []string{"exports"},
		Summary: "An evidence pack for a question: the answer, the quotes, texts, original bytes and proofs, in a signed ZIP file that the verify command checks offline"}
	op.Responses = map[string]*huma.Response{"200": {Description: "the pack", Content: map[string]*huma.MediaType{"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	running := make(chan struct{}, maxExports) // packs are made in memory
	huma.Register(api, op, func(ctx context.Context, q *question) (*packReply, error) {
		select {
		case running <- struct{}{}:
			defer func() { <-running }()
		default:
			return nil, &Problem{Status: http.StatusServiceUnavailable, Detail: "other packs are being made; try again in a moment", retryAfter: "5"}
		}
		var b bytes.Buffer
		if err := s.Pack(ctx, &b, q.words()); err != nil {
			return nil, s.problem(err)
		}
		name := fmt.Sprintf("evidence-%s.zip", s.Desk.Today())
		return &packReply{"application/zip", mime.FormatMediaType("attachment", map[string]string{"filename": name}), b.Bytes()}, nil
	})
}
