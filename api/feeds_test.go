package api_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFeeds(t *testing.T) {
	h := handler(t)
	for name, target := range map[string]string{"changes.atom": "/feeds/changes.atom?from=2025", "changes.json": "/feeds/changes.json?material=Ga", "calendar.ics": "/calendar.ics"} {
		w := get(h, target)
		if w.Code != 200 {
			t.Errorf("GET %s = %d %s", target, w.Code, w.Body)
		}
		golden(t, "feeds/"+name, w.Body.Bytes())
	}
	for _, target := range []string{"/feeds/changes.atom?x=1", "/calendar.ics?material=galium"} {
		if w := get(h, target); w.Code != 422 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("GET %s = %d %s", target, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

func TestAtomIsWellFormed(t *testing.T) {
	var f struct {
		Entries []struct {
			ID    string `xml:"id"`
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(get(handler(t), "/feeds/changes.atom").Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range f.Entries {
		if seen[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") {
			t.Errorf("entry %q has the id %q", e.Title, e.ID)
		}
		seen[e.ID] = true
	}
	if len(seen) == 0 {
		t.Error("no entries")
	}
}

// Lines of a calendar have at most 75 bytes, end in CRLF, and never cut a character.
func TestCalendarLines(t *testing.T) {
	body := get(handler(t), "/calendar.ics?from=2023").Body.String()
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
}
