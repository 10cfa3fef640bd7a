package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is new since the last digest is told once, for each filter by itself.
func TestDigestSinceTheLast(t *testing.T) {
	c := newCLI(t)
	first := c.want(0, "digest", "--since-last", "--jurisdiction", "CN")
	if !strings.Contains(first, "2026-11-19 to 2026-11-25") {
		t.Errorf("the first digest is not that of the last seven days:\n%s", first)
	}
	again := c.want(0, "digest", "--since-last", "--jurisdiction", "CN")
	if !strings.Contains(again, "of the same day") || strings.Contains(again, "STARTED") {
		t.Errorf("the second digest of the day tells the first's again:\n%s", again)
	}
	var other struct {
		Since *struct{ Seq int }
		From  string
	}
	if err := json.Unmarshal([]byte(c.want(0, "digest", "--since-last", "--json")), &other); err != nil || other.Since != nil || other.From != "2026-11-19" {
		t.Errorf("another filter has its own mark: %+v, %v", other, err)
	}
	for _, args := range [][]string{{"--since-last", "--from", "2026"}, {"--format", "pdf"}, {"--material", "unobtanium"}, {"--from", "2026-02", "--to", "2026-01"}} {
		if _, errs, code := c.run("", append([]string{"digest"}, args...)...); code != 2 || strings.Count(errs, "\n") > 2 {
			t.Errorf("digest %v: exit %d, %q; want 2 and a sentence", args, code, errs)
		}
	}
	if err := os.WriteFile(filepath.Join(c.data, markFile), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := c.run("", "digest", "--since-last"); code != 1 || !strings.Contains(errs, "begin anew") {
		t.Errorf("a torn file of marks: exit %d, %q", code, errs)
	}
}

func TestDigestSaysWhatWasNotRead(t *testing.T) {
	out := newCLI(t).want(0, "digest", "--from", "2026-11-24", "--to", "2026-11-25", "--jurisdiction", "CN")
	if !strings.Contains(out, "Never read: cn-") || !strings.Contains(out, "not the same as nothing changed") || strings.Contains(out, "No change in law in this period") {
		t.Errorf("nothing was ever read, and the digest does not say so:\n%s", out)
	}
}

func TestDeadlines(t *testing.T) {
	c := newCLI(t)
	out := c.want(0, "deadlines", "--jurisdiction", "CN", "--deadline", "lapse")
	if !strings.Contains(out, "2026-11-28  in 3 days     lapse") || !strings.Contains(out, "cn-mofcom-2024-46") {
		t.Errorf("the suspension of No. 46 that runs out in three days is not there:\n%s", out)
	}
	if out := c.want(0, "deadlines", "--jurisdiction", "CN", "--format", "ics"); !strings.HasPrefix(out, "BEGIN:VCALENDAR\r\n") || !strings.Contains(out, "DTSTART;VALUE=DATE:20261128") {
		t.Errorf("no calendar:\n%.300s", out)
	}
	var l struct {
		Deadlines []struct {
			Deadline string
			LastDay  string `json:"last_day"`
			Days     *int
		}
		Total struct{ Value int }
	}
	if err := json.Unmarshal([]byte(c.want(0, "deadlines", "--deadline", "start,lapse", "--limit", "2", "--json")), &l); err != nil || len(l.Deadlines) != 2 || l.Total.Value < 4 || l.Deadlines[0].Days != nil || l.Deadlines[1].Days == nil || *l.Deadlines[1].Days != 3 {
		t.Errorf("%+v, %v", l, err)
	}
	if out := c.want(0, "deadlines", "--jurisdiction", "US", "--deadline", "announced"); !strings.Contains(out, "2027-01-11") || !strings.Contains(out, "announced and not enacted, last day 2027-01-10") {
		t.Errorf("what the US side said of the affiliates rule is not there:\n%s", out)
	}
	if _, errs, code := c.run("", "deadlines", "--deadline", "doom"); code != 2 || !strings.Contains(errs, "want one of start") {
		t.Errorf("exit %d, %q", code, errs)
	}
}

func TestDiff(t *testing.T) {
	c := newCLI(t)
	out := c.want(0, "diff", "cn-mofcom-2025-61", "--from", "2025-10-09", "--to", "2025-11-08")
	if !strings.Contains(out, "scheduled until 2025-11-06 → suspended until 2026-11-10") || !strings.Contains(out, "2025-11-07  cn-mofcom-2025-61/1-1") {
		t.Errorf("the law of an act on two days:\n%s", out)
	}
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"diff d-nothingofit": {1, "not held"}, "diff xx-none-1 --from 2025-01-01": {1, "not held"}, "diff gallium": {2, "name the day"}, "diff unobtanium --from 2025-01-01": {2, "did you mean"},
		"diff Ga --from 2025-01-01 --format html": {2, "is no document"}, "diff Ga --format pdf": {2, "want text"}, "diff": {2, "arg"},
	} {
		if _, errs, code := c.run("", strings.Fields(args)...); code != want.code || !strings.Contains(errs, want.says) {
			t.Errorf("%s: exit %d, %q; want %d and %q", args, code, errs, want.code, want.says)
		}
	}
}

func TestThresholdsAndCrosswalk(t *testing.T) {
	c := newCLI(t)
	for args, want := range map[string]string{
		"thresholds purity at least 99.9 %": "reaches part", "thresholds --jurisdiction CN --quantity value_share": ">= 0.1 %",
		"crosswalk 1C902": "no official correspondence", "crosswalk dysprosium": "Chinese control code  1C905", "crosswalk 8507.60.00": "Chinese control code  3A001",
	} {
		if out := c.want(0, strings.Fields(args)...); !strings.Contains(out, want) {
			t.Errorf("%s lacks %q:\n%s", args, want, out)
		}
	}
	for args, says := range map[string]string{"crosswalk unobtanium": "neither a material", "thresholds very pure": "as in", "thresholds --known lately": "known", "thresholds --quantity shininess": "want one of", "thresholds shininess at least 3 %": "want one of"} {
		if _, errs, code := c.run("", strings.Fields(args)...); code != 2 || !strings.Contains(errs, says) {
			t.Errorf("%s: exit %d, %q; want 2 and %q", args, code, errs, says)
		}
	}
}

// What was known on an earlier day is told of limits too, and the coverage below such an answer is said to be of today.
func TestAsKnownThen(t *testing.T) {
	c := newCLI(t)
	if out := c.want(0, "thresholds", "--material", "REE", "--known", "2020-01-01"); !strings.Contains(out, "is known on") {
		t.Errorf("limits are told as known before any was learned:\n%s", out)
	}
	if out := c.want(0, "status", "--material", "Ga", "--known", "2024-12-02"); !strings.Contains(out, "as known on 2024-12-02; the coverage is of what is held today") {
		t.Errorf("the coverage of today is not told apart:\n%s", out)
	}
	if out := c.want(0, "status", "--material", "Ga"); strings.Contains(out, "held today") {
		t.Errorf("the coverage of a plain answer is told apart:\n%s", out)
	}
}
