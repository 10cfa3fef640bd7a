package api

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
)

// revision finds the revision that a request names: an id, "previous", "latest", a day or nothing.
func (s *server) revision(ctx context.Context, doc, name string) (corpus.Revision, error) {
	_, r, err := s.Desk.Revision(ctx, corpus.DocumentID(doc), "revision", name)
	return r, err
}

type textReply struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// textRoute serves a text as JSON, or bare.
func (s *server) textRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/documents/{id}/text", OperationID: "get-text", Tags: []string{"documents"},
		Summary: "A document's text with its provisions; offsets of spans count its bytes"}
	schema := huma.SchemaFromType(api.OpenAPI().Components.Schemas, typeOf[corpus.Revision]())
	op.Responses = map[string]*huma.Response{"200": {Description: "the text", Content: map[string]*huma.MediaType{
		"application/json": {Schema: schema},
		"text/plain":       {Schema: &huma.Schema{Type: huma.TypeString}},
	}}}
	huma.Register(api, op, func(ctx context.Context, in *textOf) (*textReply, error) {
		r, err := s.revision(ctx, in.ID, in.Revision)
		if err != nil {
			return nil, s.problem(err)
		}
		if in.Format == "text" {
			return &textReply{"text/plain; charset=utf-8", []byte(r.Text)}, nil
		}
		b, err := json.Marshal(r)
		if err != nil {
			return nil, s.problem(fmt.Errorf("write revision %s: %w", r.ID, err))
		}
		return &textReply{"application/json", append(b, '\n')}, nil
	})
}

type originalReply struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

type originalOf struct {
	ID       string `path:"id" maxLength:"100"`
	Revision string `query:"revision" maxLength:"100" doc:"a revision's id, previous, latest, or a day: the newest then; empty: the latest"`
}

// originalRoute serves what the publisher sent, byte for byte and never as a page of ours: as a
// download that a browser neither shows nor runs.
func (s *server) originalRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/documents/{id}/original", OperationID: "get-original", Tags: []string{"documents"},
		Summary: "The bytes as they arrived, as a download"}
	op.Responses = map[string]*huma.Response{"200": {Description: "the bytes", Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	huma.Register(api, op, func(ctx context.Context, in *originalOf) (*originalReply, error) {
		r, err := s.revision(ctx, in.ID, in.Revision)
		if err != nil {
			return nil, s.problem(err)
		}
		c, ok, err := s.capture(ctx, r.Capture)
		if err != nil {
			return nil, s.problem(err)
		}
		if !ok || c.PayloadHash == "" {
			return nil, &Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("no original is held of revision %s", r.ID)}
		}
		b, err := s.Original(ctx, c.PayloadHash)
		if err != nil {
			return nil, s.problem(missing(err, "original", string(c.PayloadHash)))
		}
		return &originalReply{"application/octet-stream", mime.FormatMediaType("attachment", map[string]string{"filename": originalName(r.ID, c)}),
			"default-src 'none'; sandbox", b}, nil
	})
}

// originalName names the download by its revision, its type and the coding in which it came.
func originalName(id corpus.RevisionID, c corpus.Capture) string {
	media, _, err := mime.ParseMediaType(c.MediaType)
	if err != nil {
		media = ""
	}
	ending := map[string]string{"text/html": ".html", "application/pdf": ".pdf", "text/plain": ".txt", "application/json": ".json", "application/xml": ".xml", "text/xml": ".xml",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/msword": ".doc"}[media]
	if ending == "" {
		ending = ".bin"
	}
	coding := map[string]string{"gzip": ".gz", "br": ".br", "zstd": ".zst", "deflate": ".zz"}[strings.ToLower(c.Encoding)]
	return string(id) + ending + coding
}

type textOf struct {
	Conditional
	ID       string `path:"id" maxLength:"100"`
	Revision string `query:"revision" maxLength:"100" doc:"a revision's id, previous, latest, or a day: the newest then; empty: the latest"`
	Format   string `query:"format" enum:"json,text" default:"json" doc:"text is the bytes that the offsets of spans count"`
}
