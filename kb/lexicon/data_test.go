package lexicon_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

// TestDataIsClean: a name stands once in its file, without blanks around it, and names one thing.
func TestDataIsClean(t *testing.T) {
	files, err := filepath.Glob("data/*.tsv")
	if err != nil || len(files) < 9 {
		t.Fatalf("data files: %v, %v", files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]string{}
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			line = strings.TrimSuffix(line, "\n")
			if line == "" || strings.HasPrefix(line, "#") || filepath.Base(file) == "acts.tsv" {
				continue
			}
			cells := strings.Split(line, "\t")
			key := cells[0]
			if filepath.Base(file) == "laws.tsv" {
				key = cells[1]
			}
			here := map[string]bool{}
			for _, name := range strings.Split(cells[len(cells)-1], "|") {
				switch low := strings.ToLower(name); {
				case name != strings.TrimSpace(name):
					t.Errorf("%s, line %d: blanks around %q", file, n, name)
				case name == "":
				case here[name]:
					t.Errorf("%s, line %d: %q twice", file, n, name)
				case named[low] != "" && named[low] != key:
					t.Errorf("%s, line %d: %q names %s and %s", file, n, name, named[low], key)
				default:
					here[name], named[low] = true, key
				}
			}
		}
	}
}

// TestGroupsAndUsesAreNamed: what the closed lists hold can be asked for in both languages.
func TestGroupsAndUsesAreNamed(t *testing.T) {
	l := words(t)
	for _, m := range []kb.Material{"REE", "REE-medium-heavy", "PGM", "graphite", "superhard", "black_mass", "all dual-use items"} {
		han := strings.ContainsFunc(l.Name(string(m), "zh"), func(r rune) bool { return r >= 0x4e00 })
		if l.Name(string(m), "en") == "" || !han {
			t.Errorf("%s has the names %v", m, l.Names(m))
		}
	}
	for u := range kb.EndUses() {
		if got, ok := l.EndUse(string(u)); !ok || got != u {
			t.Errorf("EndUse(%q) = %q, %v", u, got, ok)
		}
	}
}
