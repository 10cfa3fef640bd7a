package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb"
)

// Bounds of exports.
const (
	maxExports    = 2 // at once
	maxExportTime = 15 * time.Minute
	exportsPath   = "/v1/exports"
)

// Exporter writes what is held in bulk.
type Exporter interface {
	Catalogue() ([]ExportSet, []ExportFormat)
	// Write writes a dataset in a format: all of it, or the differences since a version or a day. A
	// request that means nothing is a [*desk.WordError], and nothing was written then.
	Write(ctx context.Context, w io.Writer, what, format, since string) error
}

// ExportSet is a dataset with its data dictionary.
type ExportSet struct {
	Name    string         `json:"name"`
	About   string         `json:"about"`
	Columns []ExportColumn `json:"columns"`
}

// ExportColumn is an entry of a data dictionary.
type ExportColumn struct {
	Name  string `json:"name"`
	Type  string `json:"type" doc:"string, integer, number, boolean, or list of strings"`
	About string `json:"about"`
}

// ExportFormat is a form of writing.
type ExportFormat struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Ending    string `json:"ending"`
	Tables    bool   `json:"tables" doc:"it takes any dataset; otherwise what is left out"`
}

type exportCatalogue struct {
	Datasets      []ExportSet    `json:"datasets"`
	Formats       []ExportFormat `json:"formats"`
	CorpusVersion kb.Seq         `json:"corpus_version"`
}

type exportInput struct {
	What   string `query:"what" maxLength:"40" doc:"a dataset; left out for the formats that have a content of their own" example:"measures"`
	Format string `query:"format" maxLength:"40" doc:"jsonl, csv, xlsx, parquet, ftm, jsonld, ics or warc; without it the answer is the list of datasets and formats" example:"jsonl"`
	Since  string `query:"since" maxLength:"40" doc:"only what was added, modified or deleted since this corpus_version or day"`
}

func (s *server) exportRoutes(api huma.API) {
	if s.Exports == nil {
		return
	}
	running := make(chan struct{}, maxExports)
	op := huma.Operation{Method: http.MethodGet, Path: exportsPath, OperationID: "export", Tags: []string{"exports"},
		Summary: "Bulk data, whole or as differences since a version; without a format, the datasets with their dictionaries"}
	op.Responses = map[string]*huma.Response{"200": {Description: "the data; the header Lodestone-Corpus-Version has the version to ask since next time",
		Headers: map[string]*huma.Param{versionHeader: {Schema: &huma.Schema{Type: huma.TypeInteger}}},
		Content: map[string]*huma.MediaType{"application/json": {Schema: api.OpenAPI().Components.Schemas.Schema(typeOf[exportCatalogue](), true, "")}, "application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	huma.Register(api, op, func(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
		v, err := s.Desk.Store().Version(ctx)
		if err != nil {
			return nil, s.problem(err)
		}
		sets, formats := s.Exports.Catalogue()
		if in.Format == "" && in.What == "" && in.Since == "" {
			return &huma.StreamResponse{Body: func(c huma.Context) {
				c.SetHeader("Content-Type", "application/json")
				s.give(c, api.Marshal(c.BodyWriter(), "application/json", exportCatalogue{sets, formats, v.Seq}))
			}}, nil
		}
		format := formatOf(formats, in.Format)
		select {
		case running <- struct{}{}:
		default:
			return nil, &Problem{Status: http.StatusServiceUnavailable, Detail: "other exports are running; try again in a moment", retryAfter: "10"}
		}
		return &huma.StreamResponse{Body: func(c huma.Context) {
			defer func() { <-running }()
			s.stream(c, in, format, v.Seq)
		}}, nil
	})
}

const versionHeader = "Lodestone-Corpus-Version"

func formatOf(all []ExportFormat, name string) ExportFormat {
	i := slices.IndexFunc(all, func(f ExportFormat) bool { return f.Name == name })
	if i < 0 {
		return ExportFormat{MediaType: "application/octet-stream"} // the exporter will refuse it
	}
	return all[i]
}

// stream writes an export. What fails before the first byte is a problem; what fails behind it breaks
// the connection, so that half an export is not taken for a whole one.
func (s *server) stream(c huma.Context, in *exportInput, f ExportFormat, v kb.Seq) {
	name := strings.TrimPrefix(in.What+f.Ending, ".")
	begin := func() {
		c.SetHeader("Content-Type", f.MediaType)
		c.SetHeader("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
		c.SetHeader(versionHeader, fmt.Sprint(v))
	}
	w := &lazily{begin: begin, to: c.BodyWriter()}
	err := s.Exports.Write(c.Context(), w, in.What, in.Format, in.Since)
	if err == nil && !w.begun {
		begin()
		c.SetStatus(http.StatusOK)
	}
	switch {
	case err == nil:
	case w.begun:
		s.Log.Error("export broke off", "request", requestID(c.Context()), "err", err)
		panic(http.ErrAbortHandler)
	default:
		s.refuse(c, err)
	}
}

// refuse writes a problem where Huma no longer does.
func (s *server) refuse(c huma.Context, err error) {
	p, ok := s.problem(err).(*Problem)
	if !ok {
		p = &Problem{Status: http.StatusInternalServerError, Detail: internalDetail}
	}
	c.SetHeader("Content-Type", problemType)
	if p.retryAfter != "" {
		c.SetHeader("Retry-After", p.retryAfter)
	}
	c.SetStatus(p.Status)
	s.give(c, writeJSON(c.BodyWriter(), p.complete(requestID(c.Context()))))
}

// give notes that an answer could not be given; mostly the client is gone.
func (s *server) give(c huma.Context, err error) {
	if err != nil {
		s.Log.Info("answer not given", "request", requestID(c.Context()), "err", err)
	}
}

// lazily begins the answer with its first byte.
type lazily struct {
	begin func()
	begun bool
	to    io.Writer
}

// Write begins, and writes.
func (l *lazily) Write(p []byte) (int, error) {
	if !l.begun {
		l.begin()
		l.begun = true
	}
	return l.to.Write(p)
}
