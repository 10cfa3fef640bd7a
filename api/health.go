package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/web"
	"github.com/lodestone-kb/lodestone/kb"
)

type alive struct {
	Status string `json:"status"`
}

type ready struct {
	Status        string `json:"status"`
	CorpusVersion kb.Seq `json:"corpus_version"`
}

type checkpointReply struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (s *server) healthRoutes(api huma.API) {
	huma.Register(api, huma.Operation{Method: http.MethodGet, Path: "/healthz", OperationID: "healthz", Tags: []string{"service"}, Summary: "Whether the process answers"},
		func(context.Context, *struct{}) (*struct{ Body alive }, error) {
			return &struct{ Body alive }{alive{"ok"}}, nil
		})
	huma.Register(api, huma.Operation{Method: http.MethodGet, Path: "/readyz", OperationID: "readyz", Tags: []string{"service"}, Summary: "Whether the store answers, what is held was read into memory, and the server is not stopping"},
		func(ctx context.Context, _ *struct{}) (*struct{ Body ready }, error) {
			if s.Ending != nil && s.Ending() {
				return nil, &Problem{Status: http.StatusServiceUnavailable, Detail: "the server is stopping: what was begun is answered; ask another one, or this one when it is back", retryAfter: "5"}
			}
			if s.Warming != nil && s.Warming() {
				return nil, &Problem{Status: http.StatusServiceUnavailable, Detail: "the server is still reading what is held into memory: it answers, and those who ask first wait longer", retryAfter: "1"}
			}
			v, err := s.Desk.Store().Version(ctx)
			if err != nil {
				s.Log.Error("not ready", "err", err)
				return nil, &Problem{Status: http.StatusServiceUnavailable, Detail: "the store does not answer", retryAfter: "5"}
			}
			return &struct{ Body ready }{ready{"ready", v.Seq}}, nil
		})
	s.checkpointRoute(api)
	s.proofRoutes(api)
}

// checkpointRoute serves the newest signed statement of the log.
func (s *server) checkpointRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/log/checkpoint", OperationID: "get-checkpoint", Tags: []string{"service"},
		Summary: "The newest signed statement of the log's size and root, as a signed note"}
	op.Responses = map[string]*huma.Response{"200": {Description: "the note", Content: map[string]*huma.MediaType{
		"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}},
	}}}
	huma.Register(api, op, func(ctx context.Context, _ *struct{}) (*checkpointReply, error) {
		all, err := s.Desk.Store().Checkpoints(ctx)
		if err != nil {
			return nil, s.problem(err)
		}
		if len(all) == 0 {
			return nil, &Problem{Status: http.StatusNotFound, Detail: "nothing was signed yet"}
		}
		return &checkpointReply{"text/plain; charset=utf-8", []byte(all[len(all)-1].Note)}, nil
	})
}

// describe lists the routes for the page that people read.
func describe(o *huma.OpenAPI) []web.Route {
	var out []web.Route
	for path, item := range o.Paths {
		for method, op := range map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post} {
			if op == nil {
				continue
			}
			r := web.Route{Method: method, Path: path, Summary: op.Summary, Tag: strings.Join(op.Tags, " ")}
			for _, p := range op.Parameters {
				if p.In == "query" || p.In == "path" {
					r.Parameters = append(r.Parameters, web.Parameter{Name: p.Name, In: p.In, About: p.Description})
				}
			}
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(x, y web.Route) int {
		return strings.Compare(fmt.Sprintf("%s %s", x.Path, x.Method), fmt.Sprintf("%s %s", y.Path, y.Method))
	})
	return out
}
