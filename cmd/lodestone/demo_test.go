package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/sample"
)

// The whole house on the sample web, over real HTTP: what a newcomer runs first.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole demo takes seconds; the full run has it")
	}
	c := newCLI(t)
	out := c.want(0, "demo", "--once")
	for _, want := range []string{
		"SAMPLE", "WHAT CHANGED", "it has never applied", "needs review", "CONTROLLED", "UNCLEAR", "announced, not enacted", "[钬]",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the digest lacks %q", want)
		}
	}
	c.want(0, "verify")

	t.Run("statuses", func(t *testing.T) { demoStatuses(t, c) })
	t.Run("everything from the sample is marked", func(t *testing.T) { demoMarked(t, c) })
	t.Run("what happened to pages", func(t *testing.T) { demoPagesOverTime(t, c) })
	t.Run("no real document beside it", func(t *testing.T) { demoAlone(t, c) })
	t.Run("a demo that is done is told again", func(t *testing.T) {
		if again := c.want(0, "demo", "--once"); again != out {
			t.Errorf("told otherwise:\n%s", firstDifference(again, out))
		}
	})
	t.Run("a folder with other data is refused", demoElsewhere)
	t.Run("pages are searched whole", func(t *testing.T) { demoSearches(t, c) })
}

// demoStatuses: how clauses of the sample stand on known days.
func demoStatuses(t *testing.T, c cli) {
	for question, want := range map[string]string{
		"Ga US 2023-07-31": "cn-mofcom-gacc-2023-23/1 scheduled", "Ga US 2023-08-01": "cn-mofcom-gacc-2023-23/1 in_force",
		"Ga US 2025-11-10": "cn-mofcom-2024-46/2-1 suspended", "Ga US 2026-11-28": "cn-mofcom-2024-46/2-1 lapsed_suspension",
		"Ho * 2025-11-08": "cn-mofcom-gacc-2025-57/* suspended", "Co * 2025-10-16": "cd-arecoms-004-2025/2 in_force",
		"Li * 2023-01-05": "zw-si-213-2022/* superseded", "Mn * 2026-11-24": "ga-manganese-raw-ban-2029/* scheduled",
	} {
		q := strings.Fields(question)
		var a struct {
			Measures []struct {
				ID, Status string
				Sample     bool
			}
		}
		if err := json.Unmarshal([]byte(c.want(0, "status", "--material", q[0], "--destination", q[1], "--on", q[2], "--json")), &a); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, m := range a.Measures {
			found = found || m.ID+" "+m.Status == want
		}
		if !found {
			t.Errorf("%s: no %s", question, want)
		}
	}
}

// demoMarked: every fact from the sample says that it is one.
func demoMarked(t *testing.T, c cli) {
	var l struct {
		Facts []struct {
			ID, Source string
			Sample     bool
		}
	}
	if err := json.Unmarshal([]byte(c.want(0, "facts", "--json")), &l); err != nil {
		t.Fatal(err)
	}
	if len(l.Facts) < 300 {
		t.Errorf("only %d facts", len(l.Facts))
	}
	for _, f := range l.Facts {
		if !f.Sample {
			t.Fatalf("fact %s of %s is not marked", f.ID, f.Source)
		}
	}
}

// demoPagesOverTime: the log tells what happened to pages.
func demoPagesOverTime(t *testing.T, c cli) {
	log := c.want(0, "changes", "--axis", "record", "--from", "2023", "--to", "2026", "--kind", "text_edited,document_moved,document_gone,dispute_opened,alarm_raised,number_missing")
	for _, want := range []string{"was edited", "moved from", "is gone", "is told in"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q:\n%s", want, log)
		}
	}
}

// demoAlone: a real document is refused beside the sample.
func demoAlone(t *testing.T, c cli) {
	_, errs, code := c.run("Some text.\n", "ingest", "-")
	if code != exitFailed || !strings.Contains(errs, "holds the sample web") {
		t.Errorf("exit %d, said %q", code, errs)
	}
}

// demoElsewhere: a folder that holds other data is refused.
func demoElsewhere(t *testing.T) {
	other := newCLI(t)
	other.want(0, "instruments", "--limit", "1")
	_, errs, code := other.run("", "demo", "--once")
	if code != exitFailed || !strings.Contains(errs, "wants an empty one") {
		t.Errorf("exit %d, said %q", code, errs)
	}
}

// demoSearches: the pages of the sample are found, in both languages.
func demoSearches(t *testing.T, c cli) {
	web, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(web.Publications()); n < 40 || len(web.Hosts()) < 8 || len(web.Days()) < 12 {
		t.Errorf("%d publications of %d hosts on %d days", n, len(web.Hosts()), len(web.Days()))
	}
	for _, query := range []string{"镝", "holmium", "\"deemed export\"", "视同出口", "\"deemed export\" /s licen!", "视同出口 /s 许可", "cobalt", "bauxite or manganese"} {
		if out := c.want(0, "search", query); !strings.Contains(out, "[SAMPLE]") {
			t.Errorf("search %s: %s", query, fmt.Sprintf("%.200s", out))
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d lines and %d lines", len(x), len(y))
}
