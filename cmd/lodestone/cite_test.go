package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCiteResolvesWhatIsHeld(t *testing.T) {
	c := newCLI(t)
	const text = "Under Announcement No. 61 of 2025 of China and Regulation (EU) 2021/821 a licence is needed."
	out, errs, code := c.run(text, "cite", "-", "--json")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	var got citations
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, x := range got.Citations {
		if text[x.Start:x.End] != x.Quote {
			t.Errorf("text[%d:%d] = %q, not %q", x.Start, x.End, text[x.Start:x.End], x.Quote)
		}
		if x.Held {
			ids = append(ids, string(x.Instrument))
		}
	}
	if strings.Join(ids, " ") != "cn-mofcom-2025-61 eu-2021-821" {
		t.Errorf("resolved to %v", ids)
	}
	if _, errs, code := c.run("\x00\x01", "cite", "-"); code != 1 || !strings.Contains(errs, "no plain text") {
		t.Errorf("bytes that are no text: exit %d, %s", code, errs)
	}
}

func TestExtractExplainsItsRules(t *testing.T) {
	const text = "第一条 自2025年12月1日起，出口镓需要许可。"
	out, errs, code := newCLI(t).run(text, "extract", "-", "--type", "text/plain", "--explain", "--json")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	var e extraction
	if err := json.Unmarshal([]byte(out), &e); err != nil {
		t.Fatal(err)
	}
	if len(e.Explained) == 0 || len(e.Explained) != len(e.Facts) {
		t.Fatalf("%d rules explain %d facts", len(e.Explained), len(e.Facts))
	}
	for _, f := range e.Explained {
		if f.Rule == "" || e.Text[f.Start:f.End] != f.Quote || !strings.Contains(f.Sentence, f.Quote) {
			t.Errorf("%+v does not explain its fact", f)
		}
	}
	if out, _, _ := newCLI(t).run(text, "extract", "-", "--type", "text/plain", "--explain"); !strings.Contains(out, "  by ") {
		t.Errorf("no rule is named:\n%s", out)
	}
}
