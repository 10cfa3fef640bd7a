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
	"/v1/packs":   "a pack is a zip file, tested by itself",
	"/v1/exports": "a stream of a form that the caller names, tested by itself",
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
	check := func(target string) int {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+target, nil)
		w := get(h, target)
		if ok, flaws := v.ValidateHttpResponse(r, w.Result()); !ok {
			for _, f := range flaws {
				t.Errorf("GET %s = %d: %s: %s %v", target, w.Code, f.Message, f.Reason, f.SchemaValidationErrors)
			}
		}
		return w.Code
	}
	var d description
	if err := json.Unmarshal(described, &d); err != nil {
		t.Fatal(err)
	}
	var facts struct{ Facts []struct{ ID string } }
	if err := json.Unmarshal(get(h, "/v1/facts?limit=1").Body.Bytes(), &facts); err != nil || len(facts.Facts) != 1 {
		t.Fatal(facts, err)
	}
	answered := 0
	for path, methods := range d.Paths {
		if _, reads := methods["get"]; !reads || notAsked[path] != "" {
			continue
		}
		for _, target := range filledPaths(strings.Replace(path, "/v1/facts/{id}", "/v1/facts/"+facts.Facts[0].ID, 1)) {
			if strings.Contains(target, "{") {
				t.Logf("%s is not asked: nothing is known to fill it with", target)
				continue
			}
			if check(target) == http.StatusOK {
				answered++
			}
		}
		if q := "?no_such_parameter=1"; !strings.Contains(path, "{") && !slices.Contains([]string{"/healthz", "/readyz"}, path) {
			check(path + q)
		}
	}
	if answered < 60 {
		t.Errorf("only %d requests were answered: the test looks away", answered)
	}
}
