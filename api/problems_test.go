package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
)

// bad is a request that is refused, and how.
type bad struct {
	name, method, target, body string
	status                     int
	parameter, detail          string
}

// badWords are requests with a word that means nothing where it stands.
func badWords() []bad {
	return []bad{
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
	}
}

// badRequests ask for what is not there, or in a form that is none.
func badRequests() []bad {
	return []bad{
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
}

func TestProblems(t *testing.T) {
	h := handler(t, withAll)
	for _, tt := range slices.Concat(badWords(), badRequests()) {
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
