package desk_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The paragraph of an answer, in both languages, word for word: it is pasted into letters.
func TestParagraph(t *testing.T) {
	d := newDesk(t)
	var out strings.Builder
	for _, w := range []desk.StatusWords{
		{Material: "dysprosium", Destination: "DE", On: "2025-05-01"},
		{Material: "gallium", Destination: "US", EndUse: "military", On: "2025-11-10"},
		{Material: "holmium", Jurisdiction: "CN", On: "2025-11-08"},
		{Material: "cobalt", Jurisdiction: "CD", On: "2025-10-16"},
		{Material: "xenon", On: "2025-10-16"},
		{Code: "1C905", On: "2025-05-01"},
		{Material: "uranium", Destination: "US", Jurisdiction: "RU", On: "2025-05-01"},
		{Material: "holmium", Jurisdiction: "CN", Destination: "KR", On: "2026-11-11"},
		{Material: "cobalt", Jurisdiction: "EU", Destination: "CN", On: "2026-11-24"},
		{Material: "lithium", Jurisdiction: "CN", Destination: "CN", On: "2025-11-24"},
		{Material: "chromium", Jurisdiction: "ZA", On: "2026-01-01"},
		{Code: "1C909.a", Destination: "JP", On: "2025-11-07"},
	} {
		a, err := d.Status(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(a.Paragraph["en"] + "\n" + a.Paragraph["zh"] + "\n\n")
	}
	golden := filepath.Join("testdata", "paragraphs.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("the paragraphs read\n%s\nwant\n%s", out.String(), want)
	}
}
