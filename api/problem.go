package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Problem is the answer to a request that cannot be answered, as RFC 9457 writes it.
type Problem struct {
	Title       string   `json:"title" doc:"the HTTP status in words"`
	Status      int      `json:"status"`
	Detail      string   `json:"detail" doc:"what was wrong, and what would be right"`
	Parameter   string   `json:"parameter,omitempty" doc:"the parameter that is meant"`
	Suggestions []string `json:"suggestions,omitempty" doc:"what was perhaps meant"`
	Position    *int     `json:"position,omitempty" doc:"byte offset in the query at which it went wrong"`
	Errors      []Flaw   `json:"errors,omitempty" doc:"each thing that was wrong, where there are several"`
	RequestID   string   `json:"request_id,omitempty" doc:"name this when you ask about it"`

	retryAfter string
}

// Flaw is one of several things that were wrong.
type Flaw struct {
	Parameter string `json:"parameter"`
	Detail    string `json:"detail"`
}

// Error returns the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders returns the headers that go with the problem.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter != "" {
		h.Set("Retry-After", p.retryAfter)
	}
	return h
}

// ContentType is the media type of problems.
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// problem turns an error of the house into an answer: the one place that knows both.
func (s *server) problem(err error) error {
	var p *Problem
	var word *desk.WordError
	var revision *desk.RevisionError
	var query *index.QueryError
	var request *index.RequestError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &word):
		return &Problem{Status: http.StatusUnprocessableEntity, Detail: wordDetail(word), Parameter: word.Parameter, Suggestions: word.Suggestions}
	case errors.As(err, &query):
		return queryProblem(query)
	case errors.As(err, &request):
		return &Problem{Status: http.StatusUnprocessableEntity, Detail: request.Error(), Parameter: request.Parameter}
	case errors.As(err, &revision):
		return &Problem{Status: http.StatusNotFound, Parameter: revision.Parameter,
			Detail: fmt.Sprintf("document %s has no revision %q; /v1/documents/%s/revisions lists those it has", revision.Document, revision.Word, revision.Document)}
	case errors.Is(err, kb.ErrNotFound):
		return &Problem{Status: http.StatusNotFound, Detail: err.Error()}
	case errors.Is(err, context.DeadlineExceeded):
		return &Problem{Status: http.StatusServiceUnavailable, Detail: "the answer took too long; ask for less, or try again", retryAfter: "2"}
	case errors.Is(err, context.Canceled):
		return &Problem{Status: http.StatusServiceUnavailable, Detail: "the request was given up"}
	}
	s.Log.Error("request failed", "err", err)
	return &Problem{Status: http.StatusInternalServerError, Detail: internalDetail}
}

// internalDetail tells a caller all that a fault of ours may tell.
const internalDetail = "something went wrong here, not with your request; the log has it under the request id"

// toProblem gives every error the shape of a [Problem], Huma's own included.
func toProblem(ctx huma.Context, _ string, v any) (any, error) {
	switch e := v.(type) {
	case *Problem:
		return e.complete(requestID(ctx.Context())), nil
	case *huma.ErrorModel:
		p := &Problem{Status: e.Status, Detail: e.Detail}
		for _, f := range e.Errors {
			if f != nil {
				p.Errors = append(p.Errors, flawOf(ctx.Operation(), f))
			}
		}
		slices.SortFunc(p.Errors, func(x, y Flaw) int { return strings.Compare(x.Parameter, y.Parameter) })
		if len(p.Errors) > 0 {
			p.Parameter, p.Detail = p.Errors[0].Parameter, strings.TrimSpace(p.Errors[0].Parameter+" "+p.Errors[0].Detail)
		}
		if len(p.Errors) == 1 {
			p.Errors = nil
		}
		if e.Status >= http.StatusInternalServerError {
			p.Detail, p.Errors = internalDetail, nil
		}
		return p.complete(requestID(ctx.Context())), nil
	}
	return v, nil
}

// flawOf words one finding of Huma's.
func flawOf(op *huma.Operation, f *huma.ErrorDetail) Flaw {
	name := f.Location
	inBody := strings.HasPrefix(name, "body")
	for _, place := range []string{"query.", "path.", "header.", "body."} {
		name = strings.TrimPrefix(name, place)
	}
	if !inBody {
		name, _, _ = strings.Cut(name, "[") // which of the repeated values it was, its own words tell
	}
	detail := f.Message
	if strings.HasPrefix(detail, "unknown query parameter") {
		detail = "is no parameter of this address; it takes " + parameters(op)
	} else if detail == givenOnce {
		return Flaw{name, detail}
	} else if f.Value != nil && f.Value != "" {
		detail = fmt.Sprintf("is %v: %s", f.Value, detail)
	} else if name != "" {
		detail = ": " + detail
	}
	return Flaw{name, detail}
}

// givenOnce says what is wrong with a parameter of one value that has two.
const givenOnce = "may be given once"

// once refuses a parameter that takes one value and was given several: to answer for the first
// alone would be an answer to another question.
func once(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		u := ctx.URL()
		given := u.Query()
		var flaws []error
		for _, p := range ctx.Operation().Parameters {
			if p.In == "query" && len(given[p.Name]) > 1 && (p.Schema == nil || p.Schema.Type != huma.TypeArray) {
				flaws = append(flaws, &huma.ErrorDetail{Location: "query." + p.Name, Message: givenOnce})
			}
		}
		if len(flaws) == 0 {
			next(ctx)
			return
		}
		// A failure to write means that the client is gone; there is nobody left to tell.
		_ = huma.WriteErr(api, ctx, http.StatusUnprocessableEntity, "a parameter was given twice", flaws...)
	}
}

// parameters lists the query parameters of an operation in words.
func parameters(op *huma.Operation) string {
	var names []string
	for _, p := range op.Parameters {
		if p.In == "query" {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// wordDetail says what is wrong with a word, or that one is missing.
func wordDetail(w *desk.WordError) string {
	if w.Value == "" {
		return w.Parameter + ": " + w.Detail
	}
	return w.Error()
}

// wordError returns the error of a word that means nothing, where it is one.
func wordError(err error) (*desk.WordError, bool) {
	var word *desk.WordError
	return word, errors.As(err, &word)
}

func (p *Problem) complete(request string) *Problem {
	q := *p
	q.RequestID = request
	q.Title = http.StatusText(p.Status)
	return &q
}

// writeProblem answers outside of Huma: before routing, or where no route is.
func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	h := w.Header()
	h.Set("Content-Type", problemType)
	if p.retryAfter != "" {
		h.Set("Retry-After", p.retryAfter)
	}
	w.WriteHeader(p.Status)
	// The client may be gone; there is nobody left to tell.
	_ = writeJSON(w, p.complete(requestID(r.Context())))
}

func writeJSON(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }
