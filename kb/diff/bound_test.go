package diff_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/diff"
)

// Texts of many lines that are all alike, and long lines, are compared in bounded work.
func TestAlikeLinesAreBounded(t *testing.T) {
	for name, pair := range map[string][2]string{
		"alike lines": {strings.Repeat("(a) item one of the list\n\n", 4000), strings.Repeat("(a) item one of a list\n\n", 4000)},
		"short lines": {strings.Repeat("a\n\n", 4000), strings.Repeat("a b\n\n", 4000)},
		"long line":   {strings.Repeat("镓锗", 20000), strings.Repeat("锗镓 ", 20000)},
	} {
		older, newer := revision(pair[0], "en"), revision(pair[1], "en")
		if d := diff.Revisions(older, newer, diff.Options{}); len(d.Pieces) == 0 {
			t.Errorf("%s: no pieces", name)
		}
	}
}
