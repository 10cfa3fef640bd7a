package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

// notAsked are reading routes that this test leaves out, each with the reason.
var notAsked = map[string]string{
	"/v1/facts/{id}": "ids of facts are made when the world is: asked below",
	"/v1/packs":      "a pack is a zip file, tested by itself",
	"/v1/exports":    "a stream of a form that the caller names, tested by itself",
}

// describedOtherwise are routes of which the description is known to be wrong, each with what; one that is
// mended must leave this list.
var describedOtherwise = map[string]string{
	"/v1/instruments/{id}":                  "provenance may be null",
	"/v1/instruments/{id}/status":           "provenance may be null",
	"/v1/instruments/{id}/diff":             "provenance may be null",
	"/v1/measures":                          "provenance may be null",
	"/v1/measures/{instrument}/{provision}": "provenance may be null",
	"/v1/status":                            "provenance may be null",
	"/v1/documents/{id}/revisions":          "capture may be null",
	"/v1/thresholds":                        "range may be null",
	"/v1/facts":                             "instrument may be null",
	"/v1/digest":                            "by may be null",
	"/v1/materials/{symbol}":                "by may be null",
	"/v1/materials/{symbol}/diff":           "by may be null",
	"/v1/deadlines":                         "the fields of the change are missing",
	"/feeds/changes.json":                   "an object is described as text",
}

// A client made of the description calls each reading route, and every answer, refusals too, is of the
// shape that the description promises.
func TestAnswersAreAsDescribed(t *testing.T) {
	h := handler(t, withAll)
	described := get(h, "/openapi.json").Body.Bytes()
	doc, err := libopenapi.NewDocument(described)
	if err != nil {
		t.Fatal(err)
	}
	v, flaws := validator.NewValidator(doc)
	if len(flaws) > 0 {
		t.Fatal(flaws)
	}
	wrong := map[string]bool{}
	check := func(path, target string) int {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+target, nil)
		w := get(h, target)
		if ok, flaws := v.ValidateHttpResponse(r, w.Result()); !ok {
			wrong[path] = true
			for _, f := range flaws {
				if describedOtherwise[path] != "" {
					continue
				}
				t.Errorf("GET %s = %d: %s: %s %v", target, w.Code, f.Message, f.Reason, f.SchemaValidationErrors)
			}
		}
		return w.Code
	}
	var d description
	if err := json.Unmarshal(described, &d); err != nil {
		t.Fatal(err)
	}
	answered := 0
	for path, methods := range d.Paths {
		if _, reads := methods["get"]; !reads || notAsked[path] != "" {
			continue
		}
		for _, target := range filledPaths(path) {
			if strings.Contains(target, "{") {
				t.Logf("%s is not asked: nothing is known to fill it with", target)
				continue
			}
			if check(path, target) == http.StatusOK {
				answered++
			}
		}
		if q := "?no_such_parameter=1"; !strings.Contains(path, "{") && !slices.Contains([]string{"/healthz", "/readyz"}, path) {
			check(path, path+q)
		}
	}
	if answered < 60 {
		t.Errorf("only %d requests were answered: the test looks away", answered)
	}
	for path, what := range describedOtherwise {
		if !wrong[path] {
			t.Errorf("%s is as described now (%s): take it off the list", path, what)
		}
	}
}
