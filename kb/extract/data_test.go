package extract

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

// TestDataTables reads every row of the tables: one that has lost a column would be passed over.
func TestDataTables(t *testing.T) {
	roles := map[string]bool{string(kb.RoleEffective): true, string(kb.RoleExpires): true, string(kb.RolePublished): true, string(kb.RoleSigned): true, string(kb.RoleCommentDeadline): true, string(kb.RoleEvent): true}
	for _, table := range []struct {
		name, text  string
		least, most int
		known       func(cells []string) bool
	}{
		{"heads", headTable, 2, 2, func(c []string) bool { return roles[c[0]] }},
		{"weekdays", weekTable, 8, 8, func(c []string) bool { return len(c[0]) == 2 }},
		{"cues", cueTable, 3, 4, func(c []string) bool { return kb.RestrictionType(c[1]).Info().Meaning != "" }},
		{"assertions", assertionTable, 3, 3, func(c []string) bool {
			return c[1] == string(kb.Negated) || c[1] == string(kb.Historic) || c[1] == string(kb.Proposed) || c[1] == string(kb.Reported)
		}},
	} {
		rows := 0
		for line := range strings.Lines(table.text) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			rows++
			cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if len(cells) < table.least || len(cells) > table.most || !table.known(cells) {
				t.Errorf("%s: %q is no row of the table", table.name, line)
			}
		}
		if rows == 0 {
			t.Errorf("%s: no rows", table.name)
		}
	}
}

// TestDayHead reads the part of a day off the word on which it hangs.
func TestDayHead(t *testing.T) {
	for _, c := range []struct {
		text, open string
		verbs      bool
		whole      bool
	}{
		{"ends", "send", false, false},
		{"lapses", "lapses", false, true},
		{"生效", "正式生效日", false, true},
	} {
		at := strings.Index(c.open, c.text)
		got := at >= 0 && wholeWord(c.open, at, at+len(c.text), false)
		if got != c.whole {
			t.Errorf("%q in %q is a word: %v, want %v", c.text, c.open, got, c.whole)
		}
	}
	if got := spread("entr* em vigor"); len(got) < 5 || got[0] != "entr em vigor" {
		t.Errorf("spread: %q", got)
	}
}
