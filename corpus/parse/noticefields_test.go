package parse

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noticeGold are fields of a notice of the Federal Register, read off its markup by other means.
type noticeGold struct {
	ID       string   `json:"id"`
	Agencies []string `json:"agencies"`
	Docket   []string `json:"docket"`
	Subject  string   `json:"subject"`
	Dates    string   `json:"dates_text"`
	Sections []string `json:"amended_sections"`
	Doc      string   `json:"fr_doc"`
}

// TestNoticeFields holds what is read of the recorded notices against those fields: the number, the
// agencies, the title, the docket, the sentence on dates, and the sections that are amended.
func TestNoticeFields(t *testing.T) {
	body := recorded(t, filepath.Join(shared(t, "data", "fr-notices"), "gold-dev.jsonl"))
	held, sections, found := 0, 0, 0
	lines := bufio.NewScanner(bytes.NewReader(body))
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var g noticeGold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(shared(t, "data", "recorded"), "federal-register", "full-text-xml", g.ID+".xml")
		if _, err := os.Stat(file); err != nil {
			if _, err := os.Stat(file + ".gz"); err != nil {
				continue
			}
		}
		held++
		p, err := Parse(context.Background(), Input{Bytes: recorded(t, file)}, Options{})
		if err != nil {
			t.Errorf("%s: %v", g.ID, err)
			continue
		}
		if !strings.HasPrefix(g.Doc, p.Number) || p.Title != g.Subject && compact(p.Title) != compact(g.Subject) {
			t.Errorf("%s: number %q, title %q; want %q, %q", g.ID, p.Number, p.Title, g.Doc, g.Subject)
		}
		for _, a := range g.Agencies {
			if !strings.Contains(p.Authority, a) {
				t.Errorf("%s: authority %q lacks %q", g.ID, p.Authority, a)
			}
		}
		for _, d := range append(g.Docket, g.Dates) {
			if !strings.Contains(compact(p.Text), compact(d)) {
				t.Errorf("%s: the text lacks %q", g.ID, d)
			}
		}
		addresses := map[string]bool{}
		for _, v := range p.Provisions {
			addresses[v.Address] = true
		}
		for _, s := range g.Sections {
			if sections++; addresses["§ "+s] {
				found++
			} else {
				t.Logf("%s: no provision § %s", g.ID, s)
			}
		}
	}
	t.Logf("%d notices, %d of %d amended sections are provisions", held, found, sections)
	if held < 15 || found < sections {
		t.Errorf("%d notices, %d of %d amended sections", held, found, sections)
	}
}

// compact leaves out blanks: the source lost some at its tags.
func compact(s string) string { return strings.Join(strings.Fields(s), "") }
