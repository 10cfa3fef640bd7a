package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/corpus"
)

func handler(t testing.TB, change ...func(*api.Options)) http.Handler {
	t.Helper()
	d, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := api.Options{Desk: d, Now: smallworld.Now, Version: "test"}
	for _, c := range change {
		c(&o)
	}
	h, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, target string, set ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Host = "localhost:8080"
	for _, s := range set {
		s(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEveryRoute(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/status", "/status?material=gallium&destination=US", "/changes", "/materials", "/materials/Ga", "/instruments", "/instruments/cn-mofcom-2024-46",
		"/documents", "/coverage", "/log", "/docs", "/search", "/style.css", "/v1/status?material=gallium", "/v1/changes", "/v1/instruments", "/v1/measures", "/v1/facts", "/v1/documents",
		"/v1/coverage", "/v1/issues", "/healthz", "/readyz", "/openapi.json", "/v1/materials", "/v1/materials/Ga", "/v1/vocabularies", "/v1/vocabularies/statuses"} {
		w := get(h, path)
		if w.Code != 200 {
			t.Errorf("GET %s = %d: %s", path, w.Code, w.Body)
		}
	}
}

// pages lists the pages that the tests open, by name.
func pages() map[string]string {
	return map[string]string{
		"home": "/", "status": "/status", "status-gallium": "/status?material=gallium&destination=US", "status-unclear": "/status?material=Dy",
		"status-mistaken": "/status?material=galium", "status-future": "/status?material=W&on=2027-02-01", "status-nothing": "/status?material=He",
		"changes": "/changes?from=2025-01-01", "search": "/search?q=tungsten&jurisdiction=US", "search-chinese": "/search?q=两用物项", "search-wrong": "/search?q=(a", "search-empty": "/search",
		"materials": "/materials", "material": "/materials/Ga", "instruments": "/instruments", "instrument": "/instruments/cn-mofcom-2024-46",
		"instrument-dispute": "/instruments/cn-mofcom-2025-61", "instrument-ahead": "/instruments/us-proc-20001", "documents": "/documents",
		"document-chinese": "/documents/" + string(corpus.NewDocumentID("ministry", "https://ministry.example/2024/46")) + "?mark=40-60",
		"document-hostile": "/documents/" + string(corpus.NewDocumentID("gazette", "https://gazette.example/rule")),
		"coverage":         "/coverage", "log": "/log", "docs": "/docs", "missing": "/instruments/nothing",
	}
}
