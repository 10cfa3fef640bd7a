package api_test

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestDigestInEachFormat(t *testing.T) {
	h := handler(t)
	for format, want := range map[string][2]string{
		"json": {"application/json", `"suspended":[{`}, "text": {"text/plain; charset=utf-8", "SUSPENDED"},
		"md": {"text/markdown; charset=utf-8", "## Suspended"}, "html": {"text/html; charset=utf-8", "<h2>Suspended</h2>"},
	} {
		w := get(h, "/v1/digest?from=2025-11&to=2025-11&format="+format)
		if w.Code != 200 || w.Header().Get("Content-Type") != want[0] || !strings.Contains(w.Body.String(), want[1]) {
			t.Errorf("%s: %d %s, want %q in\n%.500s", format, w.Code, w.Header().Get("Content-Type"), want[1], w.Body)
		}
		if !strings.Contains(w.Body.String(), "names not one item") {
			t.Errorf("%s: the source that could not be read is not named", format)
		}
	}
	for _, bad := range []string{"format=pdf", "material=galium", "from=2026-02&to=2026-01", "x=1"} {
		if w := get(h, "/v1/digest?"+bad); w.Code != 422 {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}

func TestDeadlinesAndTimelines(t *testing.T) {
	h := handler(t)
	var l struct {
		Deadlines []struct{ Deadline, Instrument string }
		Timeline  []struct{ Kind, Instrument string }
		Material  string
	}
	read := func(target string) {
		t.Helper()
		l.Deadlines, l.Timeline = nil, nil
		if err := json.Unmarshal(get(h, target).Body.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
	}
	read("/v1/deadlines?deadline=lapse")
	if len(l.Deadlines) != 1 || l.Deadlines[0].Instrument != "cn-mofcom-2024-46" {
		t.Errorf("lapses: %+v, want that of No. 46", l.Deadlines)
	}
	read("/v1/materials/gallium/timeline?jurisdiction=CN")
	if l.Material != "Ga" || len(l.Timeline) < 5 {
		t.Errorf("timeline of %s: %+v", l.Material, l.Timeline)
	}
	for i := range l.Timeline {
		if l.Timeline[i].Instrument == "cn-mofcom-2025-61" {
			t.Error("the timeline of gallium has an act on dysprosium")
		}
	}
	if w := get(h, "/v1/materials/kryptonite/timeline"); w.Code != 404 {
		t.Errorf("a material that means nothing: %d", w.Code)
	}
}
