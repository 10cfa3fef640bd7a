package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// clock goes on by one millisecond each time it is read.
func clock() func() time.Time {
	t := time.Date(2025, 10, 9, 0, 0, 0, 0, time.UTC)
	return func() time.Time { t = t.Add(time.Millisecond); return t }
}

// file writes a file and returns its name; a name in .gz is packed.
func file(t *testing.T, dir, name, content string) string {
	t.Helper()
	b := []byte(content)
	if strings.HasSuffix(name, ".gz") {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		b = z.Bytes()
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// page is a web page with a menu around its text.
func page(title, published, text string) string {
	return "<html><head><title>" + title + `</title><meta property="article:published_time" content="` + published + `"></head><body>` +
		`<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Log in or register</a></li></ul></nav><article><h1>` + title + "</h1><p>" +
		strings.ReplaceAll(text, "\n", "</p><p>") + "</p></article></body></html>"
}

const story = "The ministry said on Thursday that exporters of gallium need a licence from the first of December.\n" +
	"Traders in three ports had filled their stores before the notice was printed, and prices rose by a tenth within the week."

// pack is a tar of a page that can be read and one that holds nothing.
func pack(t *testing.T, dir, name string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range [][2]string{{"pages/good.html", page("Gallium now needs a licence", "2025-10-09T08:00:00Z", story)}, {"pages/empty.html", ""}} {
		if err := w.WriteHeader(&tar.Header{Name: m[0], Mode: 0o600, Size: int64(len(m[1])), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, dir, name, b.String())
}

// figures runs the program, which must end well, and reads what it prints and what it writes.
func figures(t *testing.T, args ...string) (map[string]any, string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "found.jsonl")
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), append(args, "--out", out), &stdout, &stderr, clock()); code != done {
		t.Fatalf("%v: status %d: %s", args, code, &stderr)
	}
	var f map[string]any
	if err := json.Unmarshal(stdout.Bytes(), &f); err != nil {
		t.Fatalf("%v printed %q: %v", args, &stdout, err)
	}
	found, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return f, string(found)
}

// same compares the figures that are named.
func same(t *testing.T, got map[string]any, want map[string]any) {
	t.Helper()
	for k, w := range want {
		if got[k] != w {
			t.Errorf("%s = %v, want %v", k, got[k], w)
		}
	}
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func TestText(t *testing.T) {
	dir := t.TempDir()
	truth := `{"id":"good","url":"https://news.example/1","articleBody":` + quoted(story) + "}\n" +
		`{"id":"empty","url":"https://news.example/2","articleBody":"words that nobody found here"}` + "\n" +
		`{"id":"absent","url":"https://news.example/3","articleBody":"words that nobody found here"}` + "\n"
	args := []string{"text", "--pages", pack(t, dir, "p.tar.gz"), "--truth"}
	got, found := figures(t, append(args, file(t, dir, "truth.jsonl.gz", truth))...)
	third := round(1. / 3)
	same(t, got, map[string]any{"precision": third, "recall": third, "f1": third, "pages": 3.0, "failed": 2.0, "pages_per_s": 1000.0})
	if want := "{\"id\":\"empty\",\"text\":\"\"}\n{\"id\":\"absent\",\"text\":\"\"}\n"; !strings.HasSuffix(found, want) || strings.Count(found, "\n") != 3 {
		t.Errorf("found:\n%s\nwant it to end in\n%s", found, want)
	}
	blank := strings.NewReplacer(quoted(story), `""`, "words that nobody found here", "").Replace(truth)
	if _, again := figures(t, append(args, file(t, dir, "blank.jsonl", blank))...); again != found {
		t.Errorf("what is found depends on the truth:\n%s\nand\n%s", found, again)
	}
}

func TestSegments(t *testing.T) {
	dir := t.TempDir()
	list := `{"page":"good","url":"hard::news.html","with":["exporters of gallium need","from the first of December. Traders in three"],"without":["Log in or register"]}
{"page":"empty","url":"recall::x","with":["never there"],"without":["nor this"]}`
	got, found := figures(t, "segments", "--pages", pack(t, dir, "p.tar"), "--segments", file(t, dir, "s.jsonl", list))
	same(t, got, map[string]any{"precision": 1.0, "recall": round(1. / 3), "accuracy": 0.6, "f1": 0.5, "pages": 2.0, "failed": 1.0})
	same(t, got["folded"].(map[string]any), map[string]any{"precision": 1.0, "recall": round(2. / 3), "accuracy": 0.8, "f1": 0.8})
	if !strings.HasPrefix(found, `{"page":"good","url":"hard::news.html","text":"`) || !strings.HasSuffix(found, `{"page":"empty","url":"recall::x","text":""}`+"\n") {
		t.Errorf("found:\n%s", found)
	}
}

func TestPublicationDates(t *testing.T) {
	dir := t.TempDir()
	list := `{"page":"good","url":"https://news.example/1","date":"2025-10-09"}
{"page":"good","url":"https://news.example/1","date":"2025-10-10"}
{"page":"empty","url":"https://news.example/2","date":null}`
	got, found := figures(t, "dates", "--pages", pack(t, dir, "p.tar.gz"), "--truth", file(t, dir, "d.jsonl.gz", list))
	same(t, got, map[string]any{"precision": 0.5, "recall": 0.5, "accuracy": round(1. / 3), "failed": 1.0})
	line := `{"page":"good","url":"https://news.example/1","date":"2025-10-09"}` + "\n"
	if want := line + line + `{"page":"empty","url":"https://news.example/2","date":null}` + "\n"; found != want {
		t.Errorf("found:\n%s\nwant\n%s", found, want)
	}
}

const shelf = `{"id":"p-1","text":"Exporting gallium requires a licence."}
{"id":"p-2","text":"Germanium is a metal.\n\nIts licences are old."}
{"id":3,"name":"Article 3","text":"Nothing of it stands here."}
`

func TestRetrieval(t *testing.T) {
	dir := t.TempDir()
	questions := `{"qid":"q1","question":"Which licence is required for exporting gallium?","rel":["p-1"]}
{"qid":2,"question":"What is article three about?","rel":[3]}
{"qid":"q3","question":"zirconium","rel":["p-1"]}`
	args := []string{"retrieval", "--passages", file(t, dir, "p.jsonl.gz", shelf), "--questions", file(t, dir, "q.jsonl", questions)}
	got, found := figures(t, args...)
	two := round(2. / 3)
	same(t, got, map[string]any{"recall_at_10": two, "map_at_10": two, "ndcg_at_10": two, "p50_ms": 1.0, "p99_ms": 1.0, "questions": 3.0, "failed": 0.0})
	if want := "{\"qid\":\"q1\",\"ids\":[\"p-1\",\"p-2\"]}\n{\"qid\":2,\"ids\":[3]}\n{\"qid\":\"q3\",\"ids\":[]}\n"; found != want {
		t.Errorf("found:\n%s\nwant\n%s", found, want)
	}
	got, found = figures(t, append(args, "--k", "1")...)
	same(t, got, map[string]any{"recall_at_1": two})
	if !strings.HasPrefix(found, `{"qid":"q1","ids":["p-1"]}`) {
		t.Errorf("with one place:\n%s", found)
	}
}

func TestRetrievalInChinese(t *testing.T) {
	dir := t.TempDir()
	passages := file(t, dir, "p.jsonl", `{"id":1,"name":"第一条","text":"出口镓应当取得许可。"}`+"\n"+`{"id":2,"name":"第二条","text":"夫妻共同偿还债务。"}`)
	questions := file(t, dir, "q.jsonl", `{"qid":0,"question":"夫妻债务谁偿还？","rel":[2]}`)
	got, _ := figures(t, "retrieval", "--passages", passages, "--questions", questions, "--lang", "zh")
	same(t, got, map[string]any{"recall_at_10": 1.0, "map_at_10": 1.0, "ndcg_at_10": 1.0})
}

func TestSearch(t *testing.T) {
	dir := t.TempDir()
	queries := `{"qid":"c1","q":"licence","must":["p-1"],"may":["p-2"]}
{"qid":"c2","q":"gallium /p licen!","must":["p-1","p-2"],"may":[]}
{"qid":"c3","q":"Ga"}
{"qid":"c4","q":"(gallium","must":[],"may":[]}`
	got, found := figures(t, "search", "--passages", file(t, dir, "p.jsonl", shelf), "--queries", file(t, dir, "q.jsonl.gz", queries))
	same(t, got, map[string]any{"queries": 4.0, "failed": 1.0, "found": 3.0, "labelled": 3.0, "exact_queries": 2.0, "missing": 1.0, "unexpected": 0.0})
	rest, ok := strings.CutPrefix(found, `{"qid":"c1","ids":[`)
	if !ok || !strings.Contains(rest, `"p-2"`) ||
		!strings.HasSuffix(rest, "{\"qid\":\"c2\",\"ids\":[\"p-1\"]}\n{\"qid\":\"c3\",\"ids\":[]}\n{\"qid\":\"c4\",\"ids\":[]}\n") {
		t.Errorf("found:\n%s", found) // Ga finds nothing: names of materials are not widened
	}
}

// TestSearchFindsAll asks for more passages than one page of an answer holds.
func TestSearchFindsAll(t *testing.T) {
	dir := t.TempDir()
	passages := file(t, dir, "p.jsonl", strings.Repeat(`{"id":"p","text":"A licence is needed."}`+"\n", 450))
	got, _ := figures(t, "search", "--passages", passages, "--queries", file(t, dir, "q.jsonl", `{"qid":"c","q":"licence /s needed"}`))
	same(t, got, map[string]any{"found": 450.0, "labelled": 0.0})
}

func TestFacts(t *testing.T) {
	dir := t.TempDir()
	file(t, dir, "001.html", page("Notice on gallium", "2025-10-09", "From 1 December 2025, exporters of gallium must obtain a licence. No gallium may be exported without a licence."))
	gold := `{"n":1,"url":"https://ministry.example/1","gold":{"published":"2025-10-09","elements":["Ga"],"restriction_types":["licence_requirement"],"destinations":["*"],"end_uses":[],"dates":[{"date":"2025-12-01","role":"effective"}]}}
{"n":2,"url":"https://ministry.example/2","gold":{"published":null,"elements":["W"],"restriction_types":[],"destinations":[],"end_uses":[],"dates":[]}}`
	got, found := figures(t, "facts", "--texts", dir, "--gold", file(t, dir, "gold.jsonl", gold))
	same(t, got, map[string]any{"documents": 2.0, "failed": 1.0})
	same(t, got["materials"].(map[string]any), map[string]any{"precision": 1.0, "recall": 0.5, "right": 1.0, "missed": 1.0})
	same(t, got["published"].(map[string]any), map[string]any{"f1": 1.0})
	if !strings.HasPrefix(found, `{"n":1,"published":"2025-10-09","facts":[{"id":"f-`) || !strings.HasSuffix(found, `{"n":2,"published":null,"facts":[]}`+"\n") {
		t.Errorf("found:\n%s", found)
	}
}

func TestUsage(t *testing.T) {
	dir := t.TempDir()
	p, broken := file(t, dir, "p.jsonl", shelf), file(t, dir, "broken.jsonl", "{\"id\":\"a\"}\n{\"id\":")
	for _, tt := range []struct {
		args string
		code int
		says string
	}{
		{"", usage, "name one of the tasks"},
		{"-h", done, "lodestone-eval facts --texts"},
		{"text -h", done, "lodestone-eval text --pages"},
		{"notes", usage, `"notes" is not one of the tasks`},
		{"notices --notices x", usage, "--gold is missing"},
		{"text --truth x", usage, "--pages is missing"},
		{"dates --pages x", usage, "--truth is missing"},
		{"facts --texts x more", usage, `flags only, not "more"`},
		{"facts --wrong", usage, "not defined: -wrong"},
		{"retrieval --passages x --questions y --lang fr", usage, "en or zh"},
		{"retrieval --passages x --questions y --k 0", usage, "--k is from 1"},
		{"search --passages " + p + " --queries " + filepath.Join(dir, "none"), failed, "no such file"},
		{"search --passages " + broken + " --queries " + p, failed, "item 2: unexpected EOF"},
		{"search --passages " + p + " --queries " + p + " --out " + filepath.Join(dir, "no", "folder"), failed, "no such file"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(context.Background(), strings.Fields(tt.args), &stdout, &stderr, clock()); code != tt.code || !strings.Contains(stderr.String(), tt.says) || stdout.Len() > 0 {
			t.Errorf("%q: status %d, printed %q, said %q; want status %d and %q", tt.args, code, &stdout, &stderr, tt.code, tt.says)
		}
	}
}

func TestStopsWhenTold(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var stdout, stderr bytes.Buffer
	args := []string{"dates", "--pages", pack(t, dir, "p.tar"), "--truth", file(t, dir, "d.jsonl", `{"page":"good"}`)}
	if code := run(ctx, args, &stdout, &stderr, clock()); code != failed || stdout.Len() > 0 {
		t.Errorf("status %d, printed %q", code, &stdout)
	}
}
