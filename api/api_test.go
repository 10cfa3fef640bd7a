package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

var update = flag.Bool("update", false, "write the golden files anew")

// handler serves the small world.
func handler(t testing.TB, change ...func(*api.Options)) http.Handler {
	t.Helper()
	d, _, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := api.Options{Desk: d, Now: smallworld.Now, Version: "test", Health: health, Ledger: ledger}
	for _, c := range change {
		c(&o)
	}
	h, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// health and ledger are of a source that is declared, of which nothing is held.
func health(context.Context) ([]corpus.Health, error) {
	run := corpus.Run{Source: "watched", Found: 3, Alarms: []corpus.Alarm{{Kind: corpus.EmptyList, Detail: "the listing names not one item"}}, Lists: []corpus.ListState{}}
	return []corpus.Health{{Source: "watched", Name: "Watched", Fetcher: "direct", State: corpus.SourceAttention, LastRun: &run, Missing: []string{}}}, nil
}

func ledger(context.Context) ([]corpus.Ledger, error) {
	numbers := []corpus.LedgerNumber{{Number: 7, State: corpus.NumberSeen}, {Number: 8, State: corpus.NumberGap}, {Number: 9, State: corpus.NumberSeen}}
	var out []corpus.Ledger
	for _, year := range []string{"2026", "2025", "2024"} {
		out = append(out, corpus.Ledger{Source: "watched", Publisher: "Watched", Year: year, First: 7, Last: 9, Counts: map[string]int{"seen": 2, "gap": 1}, Numbers: numbers})
	}
	return out, nil
}

// withAll serves everything that can be served.
func withAll(o *api.Options) {
	withSearch(o)
	o.Extract = reader{}
	o.Judge = func(_ context.Context, j ingest.Judgement) (kb.Fact, error) {
		if j.By == "" {
			return kb.Fact{}, &ingest.JudgementError{Parameter: "by", Detail: "say who decides"}
		}
		return kb.Fact{ID: j.Fact, Value: kb.MaterialValue{Material: "Ga"}, Review: j.Verdict, Decision: &kb.Decision{By: j.By}}, nil
	}
	o.Exports = lines{}
	o.Pack = func(ctx context.Context, w io.Writer, q desk.StatusWords) error {
		if _, err := o.Desk.Status(ctx, q); err != nil {
			return err
		}
		_, err := io.WriteString(w, "a pack")
		return err
	}
	withSaved(theWork)(o)
	o.Citator = theCitator()
	o.Original = func(_ context.Context, h corpus.Hash) ([]byte, error) {
		if h == "" {
			return nil, kb.ErrNotFound
		}
		return []byte("<script>alert(1)</script>"), nil
	}
}

// reader is an extractor that counts, and that fails in each way there is.
type reader struct{}

// Extract answers with what it was given.
func (reader) Extract(_ context.Context, data []byte, url, media string, lang corpus.Lang) (any, error) {
	switch string(data) {
	case "panic":
		panic("secret: the key is under the mat")
	case "fail":
		return nil, errors.New("the archive holds no text")
	}
	return map[string]any{"bytes": len(data), "url": url, "type": media, "lang": lang}, nil
}

func ask(h http.Handler, method, target, body string, set ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host = "localhost:8080"
	for _, s := range set {
		s(r)
	}
	return answer(h, r)
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func newRequest(ctx context.Context, target string) *http.Request {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	r.Host = "localhost"
	return r
}

func get(h http.Handler, target string, set ...func(*http.Request)) *httptest.ResponseRecorder {
	return ask(h, http.MethodGet, target, "", set...)
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// noticeID and ruleID name the documents that the tests open.
var (
	noticeID = string(corpus.NewDocumentID("ministry", "https://ministry.example/2024/46"))
	ruleID   = string(corpus.NewDocumentID("gazette", "https://gazette.example/rule"))
)

// Every kind there is can be asked for, on its axis.
func TestEveryKindOfChange(t *testing.T) {
	h := handler(t)
	for _, k := range legal.ChangeKinds() {
		for _, path := range []string{"/v1/changes", "/v1/deadlines", "/feeds/changes.atom", "/calendar.ics"} {
			if w := get(h, path+"?kind="+string(k)); w.Code != 200 {
				t.Errorf("GET %s?kind=%s = %d %s", path, k, w.Code, w.Body)
			}
		}
	}
	for _, k := range kb.EntryKinds() {
		if w := get(h, "/v1/changes?axis=record&kind="+string(k)); w.Code != 200 {
			t.Errorf("kind %s = %d %s", k, w.Code, w.Body)
		}
	}
}

func TestAnswers(t *testing.T) {
	h := handler(t, withAll)
	for _, tt := range answers() {
		w := get(h, tt.target)
		if w.Code != 200 || !strings.Contains(w.Body.String(), tt.holds) {
			t.Errorf("GET %s = %d %.600s; want 200 with %s", tt.target, w.Code, w.Body, tt.holds)
		}
		if strings.Contains(w.Body.String(), "$schema") {
			t.Errorf("GET %s has $schema in its body", tt.target)
		}
	}
}

// answered is a question, and what its answer has in it.
type answered struct{ target, holds string }

func answers() []answered {
	return []answered{
		{"/v1/status?material=镓&destination=united+states", `"answer":"controlled"`},
		{"/v1/status?material=Dy", `"status":"lapsed_suspension"`},
		{"/v1/status?code=3C004", `"cn-mofcom-gacc-2023-23/1-1"`},
		{"/v1/status?material=W&on=2027-01-01", `"expected":true`},
		{"/v1/status?material=He", `"answer":"not_covered"`},
		{"/v1/status?material=Ga&known=2020-01-01", `"answer":"not_covered"`},
		{"/v1/documents?lang=zh&kind=notice&from=2025", `"total":{"value":1,"exact":true}`},
		{"/v1/documents?jurisdiction=US&jurisdiction=CN", `"total":{"value":3,"exact":true}`},
		{"/v1/documents/" + ruleID, `"instruments":["us-proc-20001"]`},
		{"/v1/documents/" + ruleID + "/text?revision=previous", `Nothing here.`},
		{"/v1/documents/" + ruleID + "/text?format=text", "§ 1(b) <script>"},
		{"/v1/documents/" + ruleID + "/revisions", `"media_type":"text/html; charset=utf-8"`},
		{"/v1/documents/" + ruleID + "/diff", `"op":"deleted"`},
		{"/v1/documents/" + ruleID + "/diff?from=latest&to=latest", `"pieces":[{"op":"same"`},
		{"/v1/instruments?jurisdiction=EU", `"eu-2026-1"`},
		{"/v1/instruments?jurisdiction=china", `"cn-mofcom-2024-46"`},
		{"/v1/search?jurisdiction=US", `"documents":1`},
		{"/v1/instruments/cn-mofcom-2024-46", `"status":"partly_suspended"`},
		{"/v1/instruments/cn-mofcom-2024-46?on=2025-01-01", `"status":"in_force"`},
		{"/v1/instruments/cn-mofcom-2025-61/status", `"status":"lapsed_suspension"`},
		{"/v1/instruments/cn-mofcom-2024-46/effects?direction=on", `"by":[]`},
		{"/v1/instruments/cn-mofcom-2025-72/effects?direction=by", `"on":[]`},
		{"/v1/instruments/cn-mofcom-2024-46/timeline", `"kind":"suspension_lapsed"`},
		{"/v1/instruments/us-proc-20001/timeline", `"outstanding":[{`},
		{"/v1/measures?status=suspended", `"cn-mofcom-2024-46/2"`},
		{"/v1/measures/cn-mofcom-2024-46/2", `"status":"suspended"`},
		{"/v1/measures/cn-mofcom-2024-46/2?on=2025-01-01", `"status":"in_force"`},
		{"/v1/facts?kind=date&kind=destination", `"total":{"value":2,"exact":true}`},
		{"/v1/facts?kind=control_code", `"list":"cn"`},
		{"/v1/changes?material=Ga&from=2025-11", `"by":"cn-mofcom-2025-72"`},
		{"/v1/changes?kind=suspension_lapsed", `"by":null`},
		{"/v1/changes?axis=record&kind=text_edited", `"kind":"text_edited"`},
		{"/v1/deadlines?material=W", `"legal_date":"2027-01-01"`},
		{"/v1/deadlines?to=2026-12-31", `"kind":"suspension_lapsed"`},
		{"/v1/disputes?open=true", `"about":"effective_date"`},
		{"/v1/disputes?instrument=xx", `"disputes":[]`},
		{"/v1/sources", `"source":"gazette"`}, {"/v1/sources", `"state":"attention"`}, {"/v1/ledger", `"state":"gap"`},
		{"/v1/materials", `"material":"Ga"`},
		{"/v1/materials/gallium", `"material":"Ga"`},
		{"/v1/vocabularies", `"restrictions"`},
		{"/v1/vocabularies/restrictions", `"strictness":100`},
		{"/v1/vocabularies/groups", `"members":["Sc"`},
		{"/v1/coverage", `"dispositions":{"ingested":3`},
		{"/v1/issues", `"reason":"the PDF asks for a password"`},
		{"/v1/issues?disposition=not_a_document", `https://gazette.example/list`},
		{"/v1/search?q=tungsten", `"documents":1`},
		{"/healthz", `"status":"ok"`},
		{"/readyz", `"corpus_version":11`},
	}
}

func TestExtract(t *testing.T) {
	w := ask(handler(t, withAll), "POST", "/v1/extract?lang=zh&url=https://a.example/", "hello", header("Content-Type", "text/plain"))
	if want := `{"bytes":5,"lang":"zh","type":"text/plain","url":"https://a.example/"}`; strings.TrimSpace(w.Body.String()) != want {
		t.Errorf("extract = %d %s, want %s", w.Code, w.Body, want)
	}
	if w := ask(handler(t), "POST", "/v1/extract", "hello"); w.Code != 404 {
		t.Errorf("without an extractor /v1/extract answers %d", w.Code)
	}
}

func TestOriginalIsADownload(t *testing.T) {
	w := get(handler(t, withAll), "/v1/documents/"+noticeID+"/original")
	h := w.Header()
	if w.Code != 200 || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename=d-") || h.Get("Content-Type") != "application/octet-stream" ||
		!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("original: %d %v", w.Code, h)
	}
	if w := get(handler(t), "/v1/documents/"+noticeID+"/original"); w.Code != 404 {
		t.Errorf("without originals the address answers %d", w.Code)
	}
}

func TestManyQuestions(t *testing.T) {
	ask100 := `{"questions":[` + strings.Repeat(`{"material":"Ga"},`, 99) + `{"material":"Dy"}]}`
	w := ask(handler(t), "POST", "/v1/status", ask100, header("Content-Type", "application/json"))
	var got struct {
		Answers []struct {
			Answer   string
			Question struct{ Material string }
		}
		CorpusVersion int `json:"corpus_version"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Answers) != 100 || got.Answers[99].Question.Material != "Dy" || got.CorpusVersion != 11 {
		t.Errorf("%d answers, last about %q, version %d", len(got.Answers), got.Answers[99].Question.Material, got.CorpusVersion)
	}
	more := strings.Replace(ask100, "[", `[{"material":"Ga"},`, 1)
	if w := ask(handler(t), "POST", "/v1/status", more, header("Content-Type", "application/json")); w.Code != 422 {
		t.Errorf("101 questions = %d", w.Code)
	}
}

func TestOpenAPI(t *testing.T) {
	w := get(handler(t, withAll), "/openapi.json")
	var doc any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "openapi.json", append(b, '\n'))
}

// golden compares with a file under testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs from what is served; look at the difference after go test ./api -update", file)
	}
}
