package main

import (
	"strings"
	"testing"
)

// A stranger reads the list without knowing an id: each act is named once a day above its clauses,
// and materials by name. Programs read what they did before.
func TestChangesNameTheActs(t *testing.T) {
	c := newCLI(t)
	args := []string{"changes", "--from", "2025-10-16", "--to", "2025-10-16", "--jurisdiction", "CD"}
	text := c.want(0, args...)
	for _, want := range []string{"\n2025-10-16\n  CD: ", "\n    cd-arecoms-004-2025/2 (quota) takes effect — cobalt (Co)\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(text, "quotas from 16 October"); n != 1 {
		t.Errorf("the title of an act with two changes on a day stands %d times:\n%s", n, text)
	}
	if md := c.want(0, append(args, "--format", "md")...); !strings.Contains(md, "\n- **CD: ") || !strings.Contains(md, "\n  - cd-arecoms-004-2025/1 ") {
		t.Errorf("Markdown:\n%s", md)
	}
	if json := c.want(0, append(args, "--json")...); !strings.Contains(json, `"materials": [`) || strings.Contains(json, "cobalt (Co)") {
		t.Errorf("JSON:\n%s", json)
	}
}
