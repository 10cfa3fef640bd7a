package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A fresh folder can be exported in every format, and a mistake writes nothing.
func TestExportOfTheRegister(t *testing.T) {
	c := newCLI(t)
	lines, err := csv.NewReader(strings.NewReader(c.want(0, "export", "--what", "measures", "--format", "csv"))).ReadAll()
	if err != nil || len(lines) < 100 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	out, errs, _ := c.run("", "export", "--what", "instruments")
	if !strings.Contains(errs, "corpus_version ") || !strings.Contains(out, `"cn-mofcom-2025-61"`) {
		t.Errorf("%s", errs)
	}
	since := strings.TrimPrefix(strings.TrimSpace(errs), "corpus_version ")
	if out := c.want(0, "export", "--what", "instruments", "--since", since); out != "" {
		t.Errorf("differences though nothing changed: %.200s", out)
	}
	file := filepath.Join(t.TempDir(), "x")
	for format, begin := range map[string]string{"xlsx": "PK", "parquet": "PAR1"} {
		c.want(0, "export", "--what", "measures", "--format", format, "--out", file)
		if b, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(b, []byte(begin)) {
			t.Errorf("%s: %v", format, err)
		}
	}
	var act map[string]any
	if err := json.Unmarshal([]byte(c.want(0, "export", "--format", "jsonld")), &act); err != nil || act["@context"] == nil {
		t.Errorf("jsonld: %v", err)
	}
	if out := c.want(0, "export", "--format", "ftm"); !strings.Contains(out, `"schema":"Sanction"`) {
		t.Error("ftm has no measure")
	}
	if out, errs, _ := c.run("", "export", "--format", "warc"); out != "" || !strings.Contains(errs, "holds no capture") {
		t.Errorf("warc of an empty archive: %d bytes, said %q", len(out), errs)
	}
	c.want(2, "export", "--format", "docx", "--out", file+"2")
	if _, err := os.Stat(file + "2"); err == nil {
		t.Error("a mistake made a file")
	}
	if out := c.want(0, "export", "--what", "facts", "--dictionary"); !strings.Contains(out, "as_printed") {
		t.Errorf("dictionary: %s", out)
	}
}
