package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cli runs the program as a user does, on a folder of its own.
type cli struct {
	t    *testing.T
	data string
}

func newCLI(t *testing.T) cli { return cli{t, filepath.Join(t.TempDir(), "data")} }

// fixedClock is the clock of the tests.
func fixedClock() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }

func (c cli) run(stdin string, args ...string) (out, errs string, code int) {
	c.t.Helper()
	var o, e bytes.Buffer
	code = run(c.t.Context(), append(args, "--data", c.data), streams{strings.NewReader(stdin), &o, &e}, fixedClock, func(string) string { return "" })
	return o.String(), e.String(), code
}

func (c cli) want(code int, args ...string) string {
	c.t.Helper()
	out, errs, got := c.run("", args...)
	if got != code {
		c.t.Fatalf("lodestone %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, code, out, errs)
	}
	return out
}

func TestStatusIsUsefulInTheFirstMinute(t *testing.T) {
	out := newCLI(t).want(0, "status", "--material", "gallium", "--destination", "美国", "--end-use", "military", "--on", "2025-11-10")
	for _, want := range []string{"CONTROLLED", "end use ban", "cn-mofcom-2024-46/1", "suspended since 2025-11-09 until 2026-11-27", "no text held; register"} {
		if !strings.Contains(out, want) {
			t.Errorf("the answer lacks %q:\n%s", want, out)
		}
	}
}

func TestStatusJSONHasThePromisedShape(t *testing.T) {
	var a map[string]any
	if err := json.Unmarshal([]byte(newCLI(t).want(0, "status", "--material", "Ho", "--on", "2026-11-11", "--jurisdiction", "CN", "--json")), &a); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"question", "answer", "measures", "disputes", "upcoming", "coverage"} {
		if _, ok := a[field]; !ok {
			t.Errorf("the answer lacks %q", field)
		}
	}
	if a["answer"] != "unclear" {
		t.Errorf("answer = %v, want unclear", a["answer"])
	}
	m := a["measures"].([]any)[0].(map[string]any)
	for _, field := range []string{"id", "instrument", "restriction", "direction", "status", "expected", "since", "until", "items", "destinations", "end_uses", "thresholds", "chain", "review"} {
		if _, ok := m[field]; !ok {
			t.Errorf("a measure lacks %q", field)
		}
	}
}

func TestMistakesGetOneClearSentence(t *testing.T) {
	c := newCLI(t)
	bad := filepath.Join(t.TempDir(), "bad")
	if err := os.MkdirAll(bad, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, content string) string {
		path := filepath.Join(bad, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"a material that does not exist", []string{"status", "--material", "unobtanium"}, 2, "did you mean"},
		{"a country that does not exist", []string{"status", "--material", "Ga", "--destination", "Atlantis"}, 2, "ISO 3166"},
		{"an end use that does not exist", []string{"status", "--material", "Ga", "--end-use", "gardening"}, 2, "want one of"},
		{"a month where a day is wanted", []string{"status", "--material", "Ga", "--on", "2025-10"}, 2, "name the day"},
		{"a day that does not exist", []string{"status", "--material", "Ga", "--on", "2025-02-30"}, 2, "does not exist"},
		{"a question without a subject", []string{"status"}, 2, "name at least"},
		{"a range that runs backwards", []string{"changes", "--from", "2025-10", "--to", "2025-09"}, 2, "before it begins"},
		{"an axis that does not exist", []string{"changes", "--axis", "sideways"}, 2, "legal"},
		{"an act that is not held", []string{"instruments", "xx-nobody-1"}, 1, "not held"},
		{"a flag that does not exist", []string{"status", "--colour", "red"}, 2, "colour"},
		{"a command that does not exist", []string{"divine"}, 2, "divine"},
		{"no file of that name", []string{"ingest", filepath.Join(bad, "nothing.html")}, 1, "no such file"},
		{"an empty file", []string{"ingest", write("empty.html", "")}, 1, "empty"},
		{"an empty page", []string{"ingest", write("blank.html", "<html><body>  </body></html>")}, 1, "nothing was taken in"},
		{"a truncated PDF", []string{"ingest", write("cut.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Cat")}, 1, "nothing was taken in"},
		{"JSON Lines with a wrong date", []string{"ingest", write("one.jsonl", `{"id":"1","title":"t","text":"x y z","published":"next week"}`)}, 1, "YYYY-MM-DD"},
		{"an address inside the machine", []string{"ingest", "http://127.0.0.1:9/notice"}, 1, "private or reserved"},
		{"an address that is none", []string{"ingest", "http://"}, 1, "nothing was taken in"},
		{"extract of nothing", []string{"extract", filepath.Join(bad, "nothing.html")}, 1, "no such file"},
		{"search without words", []string{"search"}, 2, "requires at least 1 arg"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, errs, code := cli{t, c.data}.run("", tt.args...)
			if code != tt.code || !strings.Contains(errs, tt.says) {
				t.Errorf("exit %d, said %q; want %d and %q", code, errs, tt.code, tt.says)
			}
			if n := strings.Count(errs, "\n"); n > 2 {
				t.Errorf("said %d lines, want one or two:\n%s", n, errs)
			}
		})
	}
	c.want(0, "verify")
}

func TestALockedFolderIsRefusedWithASentence(t *testing.T) {
	c := newCLI(t)
	a := &app{streams: streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}, now: fixedClock, data: c.data}
	h, err := a.open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	_, errs, code := c.run("", "status", "--material", "Ga")
	if code != exitFailed || !strings.Contains(errs, "in use by another process") {
		t.Errorf("exit %d, said %q", code, errs)
	}
}

// A text of our own, in the shape of a news report: who restricts, what, when, and who is only
// spoken of.
const report = `Ministry widens controls on rare earths
On October 9, 2025, China announced new export controls on rare earth magnets and technologies.
Under the rules any foreign company that ships goods with Chinese rare earths must obtain approval from the authorities.
Exports destined for defence uses are prohibited, while shipments for semiconductors are subject to case-by-case review.
Unauthorised overseas cooperation with domestic producers is now barred.
An earlier notice of April 2025 placed dysprosium and terbium under export licences.
Malaysia and India have said that they watch the matter, and buyers in Japan and Europe report delays.
`

func TestAReportIsReadAndLinkedToTheActsThatItSpeaksOf(t *testing.T) {
	c := newCLI(t)
	path := filepath.Join(t.TempDir(), "report.txt")
	if err := os.WriteFile(path, []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(0, "ingest", path)
	var list struct {
		Facts []struct {
			Kind, Value, Role, Assertion, Instrument string
			Span                                     struct {
				Start, End int
				Quote      string
			}
		}
	}
	if err := json.Unmarshal([]byte(c.want(0, "facts", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	has := func(kind, value, role, instrument string) bool {
		for _, f := range list.Facts {
			if f.Kind == kind && f.Value == value && (role == "" || f.Role == role) && (instrument == "" || f.Instrument == instrument) {
				return true
			}
		}
		return false
	}
	for _, want := range [][4]string{
		{"material", "Dy", "restricted", "cn-mofcom-gacc-2025-18"}, {"material", "Tb", "restricted", "cn-mofcom-gacc-2025-18"},
		{"restriction", "licence_requirement", "", "cn-mofcom-gacc-2025-18"}, {"restriction", "prohibition", "", "cn-mofcom-2025-61"},
		{"end_use", "military", "", "cn-mofcom-2025-61"}, {"restriction", "case_by_case_review", "", "cn-mofcom-2025-61"},
		{"end_use", "advanced_semiconductor", "", ""}, {"restriction", "assistance_ban", "", "cn-mofcom-2025-62"},
		{"restriction", "extraterritorial", "", "cn-mofcom-2025-61"}, {"date", "2025-10-09", "", ""}, {"date", "2025-04", "", "cn-mofcom-gacc-2025-18"},
		{"authority", "CN", "", ""}, {"citation", "cn-mofcom-2025-61", "cites", ""}, {"citation", "cn-mofcom-gacc-2025-18", "cites", ""},
	} {
		if !has(want[0], want[1], want[2], want[3]) {
			t.Errorf("no fact %v", want)
		}
	}
	for _, f := range list.Facts {
		if report[f.Span.Start:f.Span.End] != f.Span.Quote {
			t.Errorf("%s %s: text[%d:%d] is not %q", f.Kind, f.Value, f.Span.Start, f.Span.End, f.Span.Quote)
		}
		if (f.Kind == "authority" || f.Kind == "destination" && f.Value != "*") && f.Value != "CN" && f.Value != "MOFCOM" {
			t.Errorf("%s %s: it is only spoken of", f.Kind, f.Value)
		}
	}
	if out := c.want(0, "search", "terbium"); !strings.Contains(out, "[terbium]") {
		t.Errorf("search does not mark the word:\n%s", out)
	}
	c.want(0, "verify")
	c.want(0, "ingest", path)
}

func TestASearchOfNoTextsSaysWhatToDo(t *testing.T) {
	c := newCLI(t)
	for _, args := range [][]string{{"search", "terbium"}, {"search", "terbium", "--json"}} {
		out := c.want(0, args...)
		for _, want := range []string{"o text is held yet", "lodestone crawl", "lodestone ingest", "lodestone demo"} {
			if !strings.Contains(out, want) {
				t.Errorf("%v does not say %q:\n%s", args, want, out)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "report.txt")
	if err := os.WriteFile(path, []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(0, "ingest", path)
	if out := c.want(0, "search", "unobtainium"); !strings.Contains(out, "Nothing that is held says it.") || strings.Contains(out, "o text is held yet") {
		t.Errorf("with a text held:\n%s", out)
	}
}

func TestIngestingTwiceIsOnce(t *testing.T) {
	c := newCLI(t)
	path := filepath.Join(t.TempDir(), "report.txt")
	if err := os.WriteFile(path, []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(0, "ingest", path)
	facts := func() string {
		var l struct{ Facts json.RawMessage }
		if err := json.Unmarshal([]byte(c.want(0, "facts", "--json")), &l); err != nil {
			t.Fatal(err)
		}
		return string(l.Facts)
	}
	first := facts()
	if out := c.want(0, "ingest", path); !strings.Contains(out, "1 already held") {
		t.Errorf("the second time: %s", out)
	}
	if second := facts(); first != second || len(first) < 100 {
		t.Errorf("the facts differ after the second time:\n%s\n%s", first, second)
	}
}
