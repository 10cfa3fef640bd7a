package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// schema is what the test reads of the description.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Items      *schema           `json:"items"`
	Properties map[string]schema `json:"properties"`
	More       json.RawMessage   `json:"additionalProperties"`
}

type description struct {
	Paths map[string]map[string]struct {
		Responses map[string]struct {
			Content map[string]struct{ Schema schema } `json:"content"`
		} `json:"responses"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

// filledPaths has for each address of the description those that the test asks.
func filledPaths(path string) []string {
	held := map[string][]string{
		"/v1/documents/{id}":                    {noticeID, ruleID},
		"/v1/instruments/{id}":                  {"cn-mofcom-gacc-2023-23", "cn-mofcom-2024-46", "cn-mofcom-2025-61", "cn-mofcom-2025-72", "us-proc-20001", "eu-2026-1"},
		"/v1/materials/{symbol}":                {"Ga", "W", "He", "REE"},
		"/v1/measures/{instrument}/{provision}": {"cn-mofcom-2024-46/2", "us-proc-20001/1-a", "eu-2026-1/3"},
		"/v1/vocabularies/{name}":               {"restrictions", "groups", "statuses", "end_uses"},
		"/v1/status":                            {"/v1/status?material=Ga", "/v1/status?material=He", "/v1/status?jurisdiction=US", "/v1/status?material=Dy&known=2020-01-01"},
		"/v1/search":                            {"/v1/search?q=tungsten&facets=true&explain=true", "/v1/search?q=nothingofthekind", "/v1/search?jurisdiction=CN&facets=true"},
		"/v1/changes":                           {"/v1/changes", "/v1/changes?axis=record", "/v1/changes?from=1990&to=1991"},
		"/v1/crosswalk":                         {"/v1/crosswalk?q=Ga", "/v1/crosswalk?q=3C004"},
		"/log/proof":                            {"/log/proof?seq=1&size=1", "/log/proof?seq=2"},
		"/log/consistency":                      {"/log/consistency?from=1", "/log/consistency?from=2&to=2"},
		"/v1/issues":                            {"/v1/issues", "/v1/issues?source=none", "/v1/issues?disposition=not_a_document"},
	}
	if targets, ok := held[path]; ok && !strings.Contains(path, "{") {
		return targets
	}
	for _, known := range slices.Backward(slices.Sorted(maps.Keys(held))) {
		if rest, ok := strings.CutPrefix(path, known); ok && strings.Contains(known, "{") {
			var out []string
			for _, id := range held[known] {
				if rest == "/diff" && known != "/v1/documents/{id}" { // of the law on two days
					rest += "?from=2025-11-01"
				}
				out = append(out, known[:strings.Index(known, "{")]+id+rest)
			}
			return out
		}
	}
	return []string{path}
}

// No list is null, whatever is asked and however little is held.
func TestListsAreNeverNull(t *testing.T) {
	h := handler(t, withAll)
	var d description
	if err := json.Unmarshal(get(h, "/openapi.json").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	walked := 0
	for path, methods := range d.Paths {
		content, ok := methods["get"].Responses["200"].Content["application/json"]
		if !ok {
			continue
		}
		if slices.ContainsFunc([]string{"/v1/alerts", "/v1/register", "/v1/reviews", "/v1/webhooks"}, func(p string) bool { return strings.HasPrefix(path, p) }) {
			continue // they need a key; TestSavedWork and TestReviews ask for them
		}
		answered := false
		targets := filledPaths(path)
		if path == "/v1/facts/{id}" {
			targets = []string{"/v1/facts/" + factID(t, h)}
		}
		for _, target := range targets {
			w := get(h, target)
			var v any
			if w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &v) != nil {
				continue
			}
			answered = true
			for _, at := range d.nulls(content.Schema, v, "") {
				t.Errorf("GET %s: %s is null", target, at)
			}
			walked++
		}
		if !answered && !strings.HasSuffix(path, "/original") {
			t.Errorf("%s was never answered; the test needs an address for it", path)
		}
	}
	if walked < 40 {
		t.Errorf("only %d answers were looked at", walked)
	}
}

func factID(t *testing.T, h http.Handler) string {
	t.Helper()
	var l struct{ Facts []struct{ ID string } }
	if err := json.Unmarshal(get(h, "/v1/facts?limit=1").Body.Bytes(), &l); err != nil || len(l.Facts) == 0 {
		t.Fatalf("no fact: %v", err)
	}
	return l.Facts[0].ID
}

// nulls lists the places at which the schema wants a list and the value has none.
func (d *description) nulls(s schema, v any, at string) []string {
	if s.Ref != "" {
		s = d.Components.Schemas[s.Ref[strings.LastIndex(s.Ref, "/")+1:]]
	}
	kinds := fmt.Sprint(s.Type)
	if v == nil && strings.Contains(kinds, "array") {
		return []string{at}
	}
	var out []string
	if strings.Contains(kinds, "array") && strings.Contains(kinds, "null") {
		out = append(out, at+" (by its description)")
	}
	switch v := v.(type) {
	case []any:
		for i, row := range v {
			if s.Items != nil {
				out = append(out, d.nulls(*s.Items, row, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	case map[string]any:
		var more schema
		_ = json.Unmarshal(s.More, &more) // false where there are no more
		for name, value := range v {
			p, ok := s.Properties[name]
			if !ok {
				p = more
			}
			out = append(out, d.nulls(p, value, at+"."+name)...)
		}
	}
	return out
}
