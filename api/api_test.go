package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
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
