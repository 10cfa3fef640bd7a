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

func TestProblems(t *testing.T) {
	h := handler(t, withAll)
	tests := []struct {
		name, method, target, body string
		status                     int
		parameter, detail          string
	}{
		{"unknown parameter", "GET", "/v1/status?materiel=Ga", "", 422, "materiel", "it takes material, destination"},
		{"unknown parameter of a list", "GET", "/v1/changes?page=2", "", 422, "page", "cursor"},
		{"unknown parameter where there are none", "GET", "/v1/coverage?x=1", "", 422, "x", "none"},
		{"parameter given twice", "GET", "/v1/status?material=Ga&material=Ge", "", 422, "material", "material may be given once"},
		{"parameter of a feed given twice", "GET", "/feeds/changes.atom?from=2025&from=2026", "", 422, "from", "may be given once"},
		{"parameter given twice beside one that may be", "GET", "/v1/facts?kind=date&kind=destination&limit=1&limit=2", "", 422, "limit", "may be given once"},
		{"kind of change unknown", "GET", "/v1/changes?kind=bogus", "", 422, "kind", "measure_repealed"},
		{"kind of change unknown to a feed", "GET", "/calendar.ics?kind=bogus", "", 422, "kind", "measure_repealed"},
		{"jurisdiction of acts unknown", "GET", "/v1/instruments?jurisdiction=QQ", "", 422, "jurisdiction", "country"},
		{"jurisdiction of measures unknown", "GET", "/v1/measures?jurisdiction=QQ", "", 422, "jurisdiction", "country"},
		{"jurisdiction of documents unknown", "GET", "/v1/documents?jurisdiction=CN&jurisdiction=QQ", "", 422, "jurisdiction", "country"},
		{"jurisdiction of facts unknown", "GET", "/v1/facts?jurisdiction=QQ", "", 422, "jurisdiction", "country"},
		{"restriction of a search unknown", "GET", "/v1/search?restriction=bogus", "", 422, "restriction", "vocabulary"},
		{"status of a search unknown", "GET", "/v1/search?q=x&status=valid", "", 422, "status", "lapsed_suspension"},
		{"day without a status", "GET", "/v1/search?q=x&on=2025-01-01", "", 422, "on", "status=in_force"},
		{"document to search in unknown", "GET", "/v1/search?q=x&document=d-none", "", 422, "document", "no document"},
		{"act that is cited unknown", "GET", "/v1/search?cites=none", "", 422, "cites", "cn-mofcom-2025-61"},
		{"period that lies either way", "GET", "/v1/search?q=x&from=3+months", "", 422, "from", "past 3 months"},
		{"kind of the other axis", "GET", "/v1/changes?axis=record&kind=measure_repealed", "", 422, "kind", "text_edited"},
		{"nothing searched for", "GET", "/v1/search?sort=newest", "", 422, "q", "name at least a query or a filter"},
		{"word that means nothing", "GET", "/v1/status?material=galium", "", 422, "material", "did you mean gallium?"},
		{"empty question", "GET", "/v1/status", "", 422, "material", "name at least"},
		{"month where a day is needed", "GET", "/v1/status?material=Ga&on=2025-10", "", 422, "on", "YYYY-MM-DD"},
		{"no such day", "GET", "/v1/status?material=Ga&on=2025-02-30", "", 422, "on", "does not exist"},
		{"range that ends before it begins", "GET", "/v1/changes?from=2026&to=2025", "", 422, "to", "ends before it begins"},
		{"unknown restriction", "GET", "/v1/changes?restriction=curse", "", 422, "restriction", "vocabulary"},
		{"filter of the other axis", "GET", "/v1/changes?axis=record&material=Ga", "", 422, "material", "axis=legal"},
		{"limit too high", "GET", "/v1/facts?limit=201", "", 422, "limit", "<= 200"},
		{"limit not a number", "GET", "/v1/facts?limit=many", "", 422, "limit", ""},
		{"cursor made up", "GET", "/v1/facts?cursor=%21%21", "", 422, "cursor", "without it"},
		{"cursor of another list", "GET", "/v1/facts?cursor=Zm9v", "", 422, "cursor", "start again without it"},
		{"value outside an enumeration", "GET", "/v1/instruments?status=dead", "", 422, "status", "in_force"},
		{"document not held", "GET", "/v1/documents/d-nothing", "", 404, "", "d-nothing"},
		{"revision not held", "GET", "/v1/documents/" + noticeID + "/text?revision=r", "", 404, "revision", "/revisions"},
		{"no previous revision", "GET", "/v1/documents/" + noticeID + "/text?revision=previous", "", 404, "revision", ""},
		{"nothing to compare with", "GET", "/v1/documents/" + noticeID + "/diff", "", 404, "from", ""},
		{"instrument not held", "GET", "/v1/instruments/xx-1", "", 404, "", "xx-1"},
		{"timeline of nothing", "GET", "/v1/instruments/xx-1/timeline", "", 404, "", "xx-1"},
		{"measure not held", "GET", "/v1/measures/cn-mofcom-2024-46/99", "", 404, "", "cn-mofcom-2024-46/99"},
		{"fact not held", "GET", "/v1/facts/f-1", "", 404, "", "f-1"},
		{"material unknown", "GET", "/v1/materials/galium", "", 404, "symbol", "gallium"},
		{"vocabulary unknown", "GET", "/v1/vocabularies/swearwords", "", 404, "name", "restrictions"},
		{"query wrong", "GET", "/v1/search?q=gallium+(x", "", 400, "q", "character 9"},
		{"no such address", "GET", "/v1/nothing", "", 404, "", "openapi.json"},
		{"no such page, for a program", "GET", "/nothing", "", 404, "", "openapi.json"},
		{"method not allowed", "DELETE", "/v1/status", "", 405, "", "GET"},
		{"method not allowed on a page", "POST", "/status", "", 405, "", "GET"},
		{"body is no JSON", "POST", "/v1/status", "{", 400, "body", "JSON"},
		{"body with an unknown field", "POST", "/v1/status", `{"questions":[{"material":"Ga","colour":"red"}]}`, 422, "questions[0].colour", ""},
		{"no questions", "POST", "/v1/status", `{"questions":[]}`, 422, "questions", ""},
		{"word in the second question", "POST", "/v1/status", `{"questions":[{"material":"Ga"},{"material":"galium"}]}`, 422, "questions[1].material", "gallium"},
		{"document that cannot be read", "POST", "/v1/extract", "fail", 422, "", "the archive holds no text"},
		{"panic", "POST", "/v1/extract", "panic", 500, "", "request id"},
		{"address too long", "GET", "/v1/status?material=" + strings.Repeat("x", 9000), "", 414, "", "bytes"},
		{"body too large", "POST", "/v1/extract", strings.Repeat("x", 9<<20), 413, "", "bytes"},
		{"questions too large", "POST", "/v1/status", strings.Repeat("x", 2<<20), 413, "", ""},
		{"changed since the future", "GET", "/v1/instruments?changed_since=999999", "", 422, "changed_since", "the log ends at"},
		{"changed since no date", "GET", "/v1/documents?changed_since=soon", "", 422, "changed_since", "2025-10-09"},
		{"export in no form", "GET", "/v1/exports?what=facts&format=docx", "", 422, "format", "jsonl"},
		{"text to cite is missing", "POST", "/v1/cite", `{"lang":"en"}`, 422, "body", "text"},
		{"quotation without words", "POST", "/v1/verify", `{"spans":[{"document":"d","start":0,"end":1,"quote":""}]}`, 422, "spans[0].quote", "length"},
		{"no quotations", "POST", "/v1/verify", `{"spans":[]}`, 422, "spans", ""},
		{"entry of the log that is not", "GET", "/log/proof?seq=999", "", 422, "seq", "no such entry"},
		{"proof of which entry", "GET", "/log/proof", "", 422, "seq", ""},
		{"saved work without a key", "GET", "/v1/alerts", "", 401, "", "scope write"},
		{"a key where there are none", "POST", "/v1/webhooks", `{}`, 401, "", "Bearer"},
		{"control characters", "GET", "/v1/status?material=%00%01", "", 422, "material", ""},
		{"not UTF-8", "GET", "/v1/status?material=%ff", "", 422, "material", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := ask(h, tt.method, tt.target, tt.body, header("Content-Type", "application/json"))
			var p api.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatalf("body is no JSON: %v: %.200s", err, w.Body)
			}
			if w.Code != tt.status || p.Status != tt.status || p.Parameter != tt.parameter || !strings.Contains(p.Detail, tt.detail) || p.Detail == "" {
				t.Errorf("%s %.80s = %d %+v; want %d, parameter %q, detail with %q", tt.method, tt.target, w.Code, p, tt.status, tt.parameter, tt.detail)
			}
			if got := w.Header().Get("Content-Type"); got != "application/problem+json" || p.Title == "" || p.RequestID == "" || p.RequestID != w.Header().Get("X-Request-Id") {
				t.Errorf("content type %q, title %q, request %q", got, p.Title, p.RequestID)
			}
			if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), ".go:") {
				t.Errorf("the answer leaks: %s", w.Body)
			}
		})
	}
}

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
	tests := []struct{ target, holds string }{
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
	for _, tt := range tests {
		w := get(h, tt.target)
		if w.Code != 200 || !strings.Contains(w.Body.String(), tt.holds) {
			t.Errorf("GET %s = %d %.600s; want 200 with %s", tt.target, w.Code, w.Body, tt.holds)
		}
		if strings.Contains(w.Body.String(), "$schema") {
			t.Errorf("GET %s has $schema in its body", tt.target)
		}
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
