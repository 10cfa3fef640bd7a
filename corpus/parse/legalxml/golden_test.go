package legalxml

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

var update = flag.Bool("update", false, "write the golden files")

var testLimits = block.Limits{Bytes: 1 << 20, Cells: 10_000}

// TestGolden reads a small document of each vocabulary, in words of our own, and holds every line,
// its address and the fields against what a person checked.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(files) == 0 {
		t.Fatal("no sample files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := render(Read(b, testLimits))
			golden := strings.TrimSuffix(file, ".xml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

var kindNames = map[block.Kind]string{block.Para: "para", block.Heading: "head", block.Item: "item", block.Row: "row", block.RowHead: "rowhead", block.Note: "note",
	block.Article: "article", block.Annex: "annex"}

// render writes a page as text: its fields, then a line for each block.
func render(p block.Page, err error) string {
	var b strings.Builder
	var e *block.Error
	if errors.As(err, &e) {
		return fmt.Sprintf("refused: %s: %s\n", e.Kind, e.Reason)
	}
	fmt.Fprintf(&b, "%s %s | %s | %s | %s | %s | %s | %s\n", p.Parser, p.MediaType, p.Title, p.Lang, p.Published, p.Authority, p.Number, p.Canonical)
	for _, l := range p.Blocks {
		fmt.Fprintf(&b, "%-7s %-30s < %-20s %s %s\n", kindNames[l.Kind], l.Address, l.Within, map[bool]string{true: "quoted", false: "-"}[l.Quoted], strings.ReplaceAll(l.Text, "\t", " | "))
		if l.Columns != nil {
			fmt.Fprintf(&b, "        columns %q\n", l.Columns)
		}
	}
	for _, a := range p.Attachments {
		fmt.Fprintf(&b, "attached %s %s\n", a.URL, a.Text)
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "warning %s\n", w)
	}
	for _, d := range p.Dropped {
		fmt.Fprintf(&b, "dropped %s: %s\n", d.What, d.Why)
	}
	return b.String()
}
