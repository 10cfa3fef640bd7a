package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestFigures recomputes the figures that the package comment states of the development data, and
// fails where one differs: they may be mended only by writing down what is measured.
func TestFigures(t *testing.T) {
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		t.Skip("the labelled data are not at hand beside the repository")
	}
	source, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	stated := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^//\t(\w+ \w+) +(\d\.\d{3})$`).FindAllStringSubmatch(string(source), -1) {
		stated[m[1]] = m[2]
	}
	if len(stated) == 0 {
		t.Fatal("the package comment states no figures")
	}
	measured := map[string]string{}
	for _, args := range [][]string{
		{"facts", "--texts", filepath.Join(data, "gold-dev", "texts"), "--gold", filepath.Join(data, "gold-dev", "gold.jsonl")},
		{"notices", "--notices", filepath.Join(data, "fr-notices", "notices-dev.jsonl.gz"), "--gold", filepath.Join(data, "fr-notices", "gold-dev.jsonl.gz")},
		{"xref", "--passages", filepath.Join(data, "obliqa", "passages.jsonl.gz"), "--sources", filepath.Join(data, "legal-xref", "sources-dev.jsonl.gz")},
	} {
		for kind, f1 := range f1s(t, args) {
			measured[args[0]+" "+kind] = fmt.Sprintf("%.3f", f1)
		}
	}
	for kind, figure := range measured {
		if stated[kind] != figure {
			t.Errorf("%s: measured %s, stated %q", kind, figure, stated[kind])
		}
	}
	for kind := range stated {
		if measured[kind] == "" {
			t.Errorf("%s is stated and not measured", kind)
		}
	}
}

// f1s runs a task and returns its figures by kind; a task of one kind calls it references.
func f1s(t *testing.T, args []string) map[string]float64 {
	t.Helper()
	figures, err := measure(context.Background(), args, io.Discard, clock())
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(figures)
	if err != nil {
		t.Fatal(err)
	}
	var kinds map[string]json.RawMessage
	if err := json.Unmarshal(b, &kinds); err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for kind, raw := range kinds {
		var f struct {
			F1 *float64 `json:"f1"`
		}
		if kind == "f1" {
			var one float64
			if err := json.Unmarshal(raw, &one); err != nil {
				t.Fatal(err)
			}
			out["references"] = one
		} else if json.Unmarshal(raw, &f) == nil && f.F1 != nil { // counts beside the kinds have none
			out[kind] = *f.F1
		}
	}
	return out
}
