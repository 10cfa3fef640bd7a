package api_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// lines is an exporter of as many lines as the format says.
type lines struct{}

func (lines) Catalogue() ([]api.ExportSet, []api.ExportFormat) {
	return []api.ExportSet{{Name: "facts", Columns: []api.ExportColumn{{Name: "id", Type: "string", About: "its id"}}}}, []api.ExportFormat{{Name: "jsonl", MediaType: "application/x-ndjson", Ending: ".jsonl", Tables: true}}
}

func (lines) Write(_ context.Context, w io.Writer, what, format, since string) error {
	if format != "jsonl" {
		return &desk.WordError{Parameter: "format", Value: format, Detail: "want jsonl"}
	}
	switch what {
	case "nothing":
		return nil
	case "broken":
		_, err := io.WriteString(w, "{}\n")
		return errors.Join(err, errors.New("the disk is gone"))
	}
	_, err := io.WriteString(w, strings.Repeat("{\"since\":\""+since+"\"}\n", 3))
	return err
}

func TestExports(t *testing.T) {
	h := handler(t, func(o *api.Options) { o.Exports = lines{} })
	if w := get(h, "/v1/exports"); w.Code != 200 || !strings.Contains(w.Body.String(), `"about":"its id"`) {
		t.Errorf("catalogue: %d %s", w.Code, w.Body)
	}
	w := get(h, "/v1/exports?what=facts&format=jsonl&since=7")
	if w.Code != 200 || strings.Count(w.Body.String(), `{"since":"7"}`) != 3 || w.Header().Get("Lodestone-Corpus-Version") == "" ||
		w.Header().Get("Content-Type") != "application/x-ndjson" || w.Header().Get("Content-Disposition") != `attachment; filename="facts.jsonl"` {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := get(h, "/v1/exports?what=nothing&format=jsonl"); w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Lodestone-Corpus-Version") == "" {
		t.Errorf("nothing: %d %v %s", w.Code, w.Header(), w.Body)
	}
	for target, parameter := range map[string]string{"/v1/exports?what=facts&format=docx": "format", "/v1/exports?what=facts": "format", "/v1/exports?formats=csv": "formats"} {
		if w := get(h, target); w.Code != 422 || !strings.Contains(w.Body.String(), `"parameter":"`+parameter+`"`) || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %v %s", target, w.Code, w.Header(), w.Body)
		}
	}
	defer func() {
		if v := recover(); v != http.ErrAbortHandler {
			t.Errorf("half an export ended as if it were whole: %v", v)
		}
	}()
	get(h, "/v1/exports?what=broken&format=jsonl")
}
