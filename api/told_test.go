package api_test

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/kb/desk"
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
	tag := get(h, "/v1/digest?format=md").Header().Get("ETag")
	w := get(h, "/v1/digest?format=md", header("If-None-Match", tag))
	if tag == "" || w.Code != 304 || w.Body.Len() > 0 {
		t.Errorf("the same digest once more: %d with the tag %s", w.Code, tag)
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

func TestDifferences(t *testing.T) {
	h := handler(t)
	for format, want := range map[string][2]string{
		"json": {"application/json", `"grade":"obligation"`}, "text": {"text/plain; charset=utf-8", "OBLIGATION  edited"},
		"md": {"text/markdown; charset=utf-8", "<del>Nothing"}, "html": {"text/html; charset=utf-8", "<del>Nothing"},
	} {
		w := get(h, "/v1/documents/"+ruleID+"/diff?format="+format)
		if w.Code != 200 || w.Header().Get("Content-Type") != want[0] || !strings.Contains(w.Body.String(), want[1]) {
			t.Errorf("%s: %d %s, want %q in\n%s", format, w.Code, w.Header().Get("Content-Type"), want[1], w.Body)
		}
	}
	if b := get(h, "/v1/documents/"+ruleID+"/diff?only=added").Body.String(); strings.Contains(b, `"op":"deleted"`) || !strings.Contains(b, `"op":"added"`) {
		t.Errorf("only what was added: %s", b)
	}
	if w := get(h, "/v1/documents/"+ruleID+"/text?revision=2026-11-24&format=text"); w.Code != 200 || !strings.Contains(w.Body.String(), "tungsten") {
		t.Errorf("the text of a day: %d %s", w.Code, w.Body)
	}
	if w := get(h, "/v1/documents/"+ruleID+"/text?revision=2020-01-01"); w.Code != 404 {
		t.Errorf("the text of a day before it was held: %d", w.Code)
	}
	w := get(h, "/v1/instruments/cn-mofcom-2024-46/diff?from=2025-11-08&to=2025-11-09")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"before":{"status":"in_force"`) || !strings.Contains(w.Body.String(), `"after":{"status":"suspended"`) {
		t.Errorf("the law on two days: %d %s", w.Code, w.Body)
	}
	for target, code := range map[string]int{"/v1/instruments/xx-1/diff?from=2025-11-08": 404, "/v1/instruments/gallium/diff?from=2025-11-08": 404, "/v1/materials/gallium/diff?from=2025-11-08": 200,
		"/v1/materials/nothing/diff?from=2025-11-08": 404, "/v1/materials/Ga/diff": 422, "/v1/materials/Ga/diff?from=2025": 422, "/v1/materials/Ga/diff?from=2025-11-08&to=2025-11-01": 422,
		"/v1/documents/d-none/diff": 404, "/v1/documents/" + ruleID + "/diff?only=all": 422} {
		if w := get(h, target); w.Code != code {
			t.Errorf("GET %s = %d, want %d: %s", target, w.Code, code, w.Body)
		}
	}
}

func TestThresholdsAndCrosswalk(t *testing.T) {
	h := handler(t)
	for target, want := range map[string]string{
		"/v1/thresholds":                         `"words":"items of Chinese origin make up 0.1 % of the value or more"`,
		"/v1/thresholds?material=Dy":             `"number":null`,
		"/v1/thresholds?q=purity+%3E%3D+99.9%25": `"thresholds":[]`,
		"/v1/crosswalk?q=3C004":                  `"detail":"no official correspondence`,
		"/v1/crosswalk?q=gallium":                `"code":"8112929010"`,
	} {
		if w := get(h, target); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s = %d, lacks %s: %s", target, w.Code, want, w.Body)
		}
	}
	for _, target := range []string{"/v1/crosswalk", "/v1/crosswalk?q=kryptonite", "/v1/thresholds?q=pure", "/v1/thresholds?on=2025", "/v1/thresholds?status=nice"} {
		if w := get(h, target); w.Code != 422 {
			t.Errorf("GET %s = %d: %s", target, w.Code, w.Body)
		}
	}
}

func TestPacks(t *testing.T) {
	h := handler(t, func(o *api.Options) {
		o.Pack = func(_ context.Context, w io.Writer, q desk.StatusWords) error {
			_, err := io.WriteString(w, "pack about "+q.Material)
			return err
		}
	})
	w := get(h, "/v1/packs?material=Ga")
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/zip" || w.Body.String() != "pack about Ga" || !strings.Contains(w.Header().Get("Content-Disposition"), "evidence-2026-11-25.zip") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	begun, end := make(chan struct{}), make(chan struct{})
	h = handler(t, func(o *api.Options) {
		o.Pack = func(context.Context, io.Writer, desk.StatusWords) error {
			begun <- struct{}{}
			<-end
			return nil
		}
	})
	answered := make(chan int)
	for range 2 {
		go func() { answered <- get(h, "/v1/packs?material=Ga").Code }()
		<-begun
	}
	if w := get(h, "/v1/packs?material=Ga"); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("a third pack at once: %d", w.Code)
	}
	close(end)
	if a, b := <-answered, <-answered; a != 200 || b != 200 {
		t.Errorf("the first two: %d, %d", a, b)
	}
	if w := get(handler(t), "/v1/packs?material=Ga"); w.Code != 404 {
		t.Errorf("without packs: %d", w.Code)
	}
}
