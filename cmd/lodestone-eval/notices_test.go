package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestNotices measures two documents, of which one is read and the other is none.
func TestNotices(t *testing.T) {
	dir := t.TempDir()
	text := "DEPARTMENT OF COMMERCE\n15 CFR Part 744\nRIN 0694-AK99\nLicences for Gallium\nAGENCY:\nCommerce.\nACTION:\nFinal rule.\nDATES:\nThis rule is effective May 1, 2026. The amendments to § 744.3 are effective May 1, 2026.\n"
	line, err := json.Marshal(map[string]string{"id": "a", "text": text})
	if err != nil {
		t.Fatal(err)
	}
	notices := file(t, dir, "notices.jsonl.gz", string(line)+"\n"+`{"id":"b","text":"Nothing of the kind."}`+"\n")
	gold := file(t, dir, "gold.jsonl", `{"id":"a","cfr_parts":[[15,"744"]],"rin":["0694-AK99"],"effective_dates":["2026-05-01"],"docket":["X-1"],"amended_sections":["744.3","744.9"]}`+"\n"+
		`{"id":"b","rin":["0694-AK98"]}`+"\n")
	got, out := figures(t, "notices", "--notices", notices, "--gold", gold)
	for field, want := range map[string]float64{"cfr_parts": 1, "effective_dates": 1, "docket": 0, "rin": 2.0 / 3, "amended_sections": 2.0 / 3, "amended_sections_in_text": 1} {
		if f := got[field].(map[string]any)["f1"].(float64); f != want {
			t.Errorf("%s: F1 %v, want %v", field, f, want)
		}
	}
	if n := strings.Count(out, "\n"); n != 2 {
		t.Errorf("%d lines were written, want one for each document", n)
	}
}
