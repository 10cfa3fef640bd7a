package desk_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/desk/grid"
)

// TestGrid asks each question of the grid; the head of testdata/grid.txt explains the rows.
func TestGrid(t *testing.T) {
	d := newDesk(t)
	for _, r := range readGrid(t) {
		t.Run(r.Text, func(t *testing.T) {
			a, err := d.Status(t.Context(), r.Ask)
			if r.Refused() {
				if err == nil {
					t.Errorf("line %d: answer %s, want an error that says what is wrong", r.Line, a.Answer.Answer)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, wrong := range r.Judge(a.Answer) {
				t.Errorf("line %d: %s", r.Line, wrong)
			}
			if t.Failed() {
				for _, m := range a.Measures {
					t.Logf("%s %s %s, depends on %v, via %q", m.ID, m.Restriction, m.Status, m.DependsOn, m.Via)
				}
			}
		})
	}
}

// readGrid reads all questions of the tree.
func readGrid(t *testing.T) (rows []grid.Row) {
	t.Helper()
	files, err := filepath.Glob("testdata/grid*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		some, err := grid.Read(string(text))
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		rows = append(rows, some...)
	}
	if len(rows) < 440 {
		t.Fatalf("the grid has %d rows", len(rows))
	}
	return rows
}
