package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A fact is taken in, waits, is corrected, and the answer changes; and again reads the same.
func TestReview(t *testing.T) {
	c := newCLI(t)
	notice := filepath.Join(t.TempDir(), "notice.jsonl")
	line := `{"id":"57","url":"https://www.mofcom.gov.cn/test/57.html","title":"商务部公告2031年第57号","text":"商务部公告2031年第57号\n一、金属钬，未经许可，不得出口。\n本公告自2031年2月1日起正式实施。\n2031年1月9日","published":"2031-01-09"}`
	if err := os.WriteFile(notice, []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(0, "ingest", notice)
	var facts struct {
		Facts []struct {
			ID, Value, Role, Instrument string
		} `json:"facts"`
	}
	if err := json.Unmarshal([]byte(c.want(0, "facts", "--kind", "date", "--json")), &facts); err != nil {
		t.Fatal(err)
	}
	id := ""
	for _, f := range facts.Facts {
		if f.Role == "effective" && id == "" {
			id = f.ID
		}
	}
	if id == "" {
		t.Fatalf("no text names a start: %+v", facts)
	}
	c.want(0, "review", "list")
	c.want(2, "review", "list", "--kind", "bogus")
	c.want(2, "review", "accept", id)
	c.want(1, "review", "accept", "f-0", "--by", "A. Counsel")
	c.want(2, "review", "correct", id, "--by", "A. Counsel", "--value", "soon")
	if out := c.want(0, "review", "correct", id, "--by", "A. Counsel", "--value", "2031-03-01"); !strings.Contains(out, "corrected: date 2031-03-01, by A. Counsel") {
		t.Errorf("the decision reads %q", out)
	}
	if out := c.want(0, "facts", "--kind", "date"); !strings.Contains(out, "2031-03-01") {
		t.Errorf("the corrected date is not listed:\n%s", out)
	}
	if out := c.want(0, "reextract"); !strings.Contains(out, " 0 changed") {
		t.Errorf("reading again with the same rules: %s", out)
	}
	c.want(0, "reindex")
	c.want(0, "verify")
}
