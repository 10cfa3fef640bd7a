package extract_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// report is of the shape of a press report on controls of October 2025, in our own words: two
// dates, a ban by use, review by case, help forbidden, and countries that are only spoken of.
const report = `Beijing widens its rare earth export regime

On October 9, 2025, China announced broader export controls over rare earths and the technologies for them.

The Commerce Ministry spoke of the country's first extraterritorial regime. Any foreign company that ships goods with Chinese rare earths must obtain approval.

Exports for defense uses will be prohibited outright. Shipments for advanced semiconductor work are subject to case-by-case licence review.

Unauthorized overseas cooperation with Chinese firms of the sector is barred.

The step follows rules of April 2025, which require export permits for dysprosium, terbium and their alloys.

Buyers in the United States, Europe and Japan fear shortages. India has given assurances, and Malaysia talks of a refinery.
`

func TestReport(t *testing.T) {
	seedFacts(t, readStory(t, "https://news.example.com/rare-earths", report))
}

// TestSeedReport reads the report that the project began with, where it is at hand.
func TestSeedReport(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared(t), "seed", "*.txt"))
	if len(files) == 0 {
		t.Skip("the seed report is not at hand")
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		seedFacts(t, readBytes(t, newExtractor(t), "", body))
	}
}

// seedFacts is what a reader of the report marks, and what nobody should.
func seedFacts(t *testing.T, r ingest.Reading) {
	t.Helper()
	if fault := faultIn(r); fault != "" {
		t.Error(fault)
	}
	lines := factLines(r)
	judge(t, lines, `
document news
material Dy restricted asserted
material Tb restricted asserted
material REE restricted asserted
restriction licence_requirement - asserted
restriction prohibition - asserted
restriction end_use_ban - asserted
restriction case_by_case_review - asserted
restriction assistance_ban - asserted
restriction extraterritorial - asserted
end_use military included asserted
end_use advanced_semiconductor included asserted
date 2025-10-09
date 2025-04
authority CN
authority MOFCOM
destination *`, `
document_number
destination MY
destination IN
destination US
destination JP
destination EU
authority MY
authority IN
authority US
authority JP
authority EU
measure
effect`)
	ban := ""
	for _, f := range r.Facts {
		if v, ok := f.Value.(kb.RestrictionValue); ok && v.Type == kb.EndUseBan {
			ban = r.Revision.Text[f.Context.Start:f.Context.End]
		}
	}
	if !strings.Contains(ban, "defense") {
		t.Errorf("the ban by use stands in %q", ban)
	}
}

// shared is the folder of the project's shared data, found beside the repository.
func shared(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("the shared data are not at hand")
	return ""
}

// chineseText is one law or notice of the shared collection. The day of its start is what the
// collection claims.
type chineseText struct{ Title, URL, Text, Start string }

func chineseTexts(t *testing.T) []chineseText {
	t.Helper()
	f, err := os.Open(filepath.Join(shared(t), "data", "export-control", "cn-notices-zh.jsonl.gz"))
	if err != nil {
		t.Skip("the Chinese texts are not at hand")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []chineseText
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		var c struct {
			Title, URL, Text string
			Start            string `json:"upstream_effective_date"`
		}
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, chineseText(c))
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestChineseTexts reads 22 laws and notices and counts: texts whose articles are provisions, texts
// whose claimed start is found as an effective date, and laws named as the basis.
func TestChineseTexts(t *testing.T) {
	texts := chineseTexts(t)
	articled, claimed, found, bases, numbered := 0, 0, 0, 0, 0
	for _, c := range texts {
		r := readStory(t, c.URL, c.Title+"\n\n"+c.Text+"\n")
		if fault := faultIn(r); fault != "" {
			t.Errorf("%s: %s", c.Title, fault)
		}
		if slices.ContainsFunc(r.Revision.Provisions, func(p corpus.Provision) bool { return p.Kind == corpus.Article }) {
			articled++
		}
		var starts []string
		for _, f := range r.Facts {
			switch v := f.Value.(type) {
			case kb.DateValue:
				if f.Role == kb.RoleEffective {
					starts = append(starts, v.Normal())
				}
			case kb.LegalBasisValue:
				bases++
			case kb.CitationValue:
				if f.Rule == "citation.law/1" { // a law that others must act by
					bases++
				}
			case kb.DocumentNumberValue:
				numbered++
			}
		}
		if c.Start != "" && strings.Contains(c.Text, printed(c.Start)) { // some texts break off before
			claimed++
			if slices.Contains(starts, c.Start) {
				found++
			} else {
				t.Errorf("%s: starts %v, claimed %s", c.Title, starts, c.Start)
			}
		}
	}
	if len(texts) != 22 || articled < 7 || bases < 90 || numbered < 12 {
		t.Error("fewer than there were")
	}
	t.Logf("%d texts: %d with articles, %d of %d starts found, %d laws as basis, %d with a number", len(texts), articled, found, claimed, bases, numbered)
}

// printed is a day as a Chinese text prints it.
func printed(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.Format("2006年1月2日")
}
