package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
)

// formatted is an answer that may be asked for in several formats.
type formatted struct {
	Status      int
	ContentType string `header:"Content-Type"`
	ETag        string `header:"ETag"`
	Body        []byte
}

// mediaTypes are those of the formats for readers.
var mediaTypes = map[string]string{"text": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}

// jsonOf writes a value as other routes do: no list of it is null.
func jsonOf(v any) (*formatted, error) {
	whole, err := wholeLists(v)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(whole)
	if err != nil {
		return nil, fmt.Errorf("write the answer: %w", err)
	}
	return &formatted{ContentType: "application/json", Body: append(b, '\n')}, nil
}

// getFormatted registers a reading route that answers with the JSON of O, or for a reader. Its tag
// is made of the answer, which may follow from more than the corpus version.
func getFormatted[I, O any](s *server, api huma.API, path, id, tag, summary string, answer func(context.Context, *I) (*formatted, error)) {
	op := huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Tags: []string{tag}}
	word := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	op.Responses = map[string]*huma.Response{"200": {Description: "the answer", Content: map[string]*huma.MediaType{
		"application/json": {Schema: api.OpenAPI().Components.Schemas.Schema(typeOf[O](), true, "")}, "text/plain": word, "text/markdown": word, "text/html": word}}}
	huma.Register(api, op, func(ctx context.Context, in *I) (*formatted, error) {
		r, err := answer(ctx, in)
		if err != nil {
			return nil, s.problem(err)
		}
		r.Status, r.ETag = http.StatusOK, fmt.Sprintf(`"%.16s"`, corpus.HashOf(r.Body))
		if c, ok := any(in).(interface{ held() string }); ok && matches(c.held(), r.ETag) {
			return &formatted{Status: http.StatusNotModified, ETag: r.ETag}, nil
		}
		return r, nil
	})
}
