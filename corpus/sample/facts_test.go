package sample

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// instruments reads the facts that the pages were written from, where they are at hand.
func instruments(t *testing.T) map[string]string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	b, err := os.ReadFile(filepath.Join(filepath.Dir(dir), "shared", "facts", "instruments.json"))
	if err != nil {
		t.Skip("the folder with the facts is not beside the repository")
	}
	var file struct {
		Instruments []json.RawMessage `json:"instruments"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, raw := range file.Instruments {
		var r struct {
			ID     string  `json:"id"`
			Number *string `json:"document_number"`
		}
		if err := json.Unmarshal(raw, &r); err != nil {
			t.Fatal(err)
		}
		out[r.ID] = string(raw)
		if r.Number != nil {
			out[*r.Number] = string(raw)
		}
	}
	return out
}

var (
	englishNumber = regexp.MustCompile(`^Announcement No\. (\d+) of (\d{4}) of the Ministry of Commerce( and the General Administration of Customs)?$`)
	chineseDay    = regexp.MustCompile(`(20\d\d)年(\d+)月(\d+)日`)
	englishDay    = regexp.MustCompile(`\b(\d{1,2}) ([A-Z][a-z]+) (20\d\d)\b`)
	americanDay   = regexp.MustCompile(`\b([A-Z][a-z]+) (\d{1,2}), (20\d\d)\b`)
)

// daysIn finds the days that a text prints.
func daysIn(text string) []corpus.Date {
	var out []corpus.Date
	add := func(year string, month int, day string) {
		y, _ := strconv.Atoi(year) // digits by the patterns
		d, _ := strconv.Atoi(day)
		if month > 0 {
			out = append(out, corpus.Day(y, month, d))
		}
	}
	for _, m := range chineseDay.FindAllStringSubmatch(text, -1) {
		month, _ := strconv.Atoi(m[2])
		add(m[1], month, m[3])
	}
	for _, m := range englishDay.FindAllStringSubmatch(text, -1) {
		add(m[3], slices.Index(months[:], m[2]), m[1])
	}
	for _, m := range americanDay.FindAllStringSubmatch(text, -1) {
		add(m[3], slices.Index(months[:], m[1]), m[2])
	}
	return out
}

// TestDaysAreTheRegisters compares the days that a numbered act prints with what is known of it.
func TestDaysAreTheRegisters(t *testing.T) {
	known := instruments(t)
	// What the page prints and the record of the same act does not hold.
	except := map[string][]string{
		"/en/2025-61.html":         {"2025-12-08"}, // the slip of the translation
		"/decisions/004-2025.html": {"2025-10-15"}, // in the record of the first decision
		"/reg/2022/1.html":         {"2022-01-07"}, // the record has no day of its start
	}
	compared := 0
	for _, s := range load(t).sites {
		for _, p := range s.pages {
			for _, v := range p.versions {
				number := v.number
				if m := englishNumber.FindStringSubmatch(number); m != nil {
					number = map[bool]string{true: "cn-mofcom-gacc-", false: "cn-mofcom-"}[m[3] != ""] + m[2] + "-" + m[1]
				}
				record, ok := known[number]
				if !ok {
					continue
				}
				compared++
				for _, d := range daysIn(v.body) {
					if !strings.Contains(record, d.String()) && !slices.Contains(except[p.path], d.String()) {
						t.Errorf("%s%s prints %s, which the record of %s does not hold", s.host, p.path, d, number)
					}
				}
			}
		}
	}
	if compared < 30 {
		t.Errorf("only %d pages were compared", compared)
	}
}
