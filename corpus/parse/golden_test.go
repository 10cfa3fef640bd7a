package parse

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads the pages of testdata and compares everything that came out.
func TestGolden(t *testing.T) {
	for _, name := range []string{"notice-zh.html", "news-en.html", "regulation-en.html"} {
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			in := Input{Bytes: page, MediaType: "text/html", URL: "http://www.ministry.example/zwgk/2025/art_99.html"}
			in.Hints.Zone = "UTC"
			p, err := Parse(context.Background(), in, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, p)
			golden(t, filepath.Join("testdata", "golden", name+".txt"), show(p))
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the test with -update and read the difference. Got:\n%s", file, got)
	}
}

// show prints a result for people.
func show(p Parsed) string {
	var b strings.Builder
	fmt.Fprintf(&b, "type       %s, %s\ntitle      %s\nlanguage   %s\npublished  %s", p.MediaType, p.Parser, p.Title, p.Lang, p.Published)
	if p.PublishedAt != nil {
		fmt.Fprintf(&b, " read from %q", p.Text[p.PublishedAt.Start:p.PublishedAt.End])
	}
	fmt.Fprintf(&b, "\nnumber     %s\nauthority  %s\ncanonical  %s\nkept       %d of %d\n", p.Number, p.Authority, p.Canonical, p.Kept, p.Visible)
	for _, l := range p.Attachments {
		fmt.Fprintf(&b, "attachment %s %q\n", l.URL, l.Text)
	}
	for _, d := range p.Dropped {
		fmt.Fprintf(&b, "dropped    %s: %s\n", d.What, d.Why)
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "warning    %s\n", w)
	}
	for _, v := range p.Provisions {
		fmt.Fprintf(&b, "\n[%s] %s", v.Address, v.Kind)
		if v.Parent != "" {
			fmt.Fprintf(&b, " in %s", v.Parent)
		}
		if v.Columns != nil {
			fmt.Fprintf(&b, " under %s", strings.Join(v.Columns, " | "))
		}
		for _, f := range v.Force {
			fmt.Fprintf(&b, ", %s %q", f.Kind, p.Text[f.Start:f.End])
		}
		b.WriteString("\n")
		for _, s := range p.Sentences {
			if v.Start <= s.Start && s.End <= v.End {
				fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(p.Text[s.Start:s.End], "\t", " → "))
			}
		}
	}
	return b.String()
}

// addresses lists the addresses of a text's provisions.
func addresses(text string, lang corpus.Lang) []string {
	provisions, _ := Structure(text, lang)
	var out []string
	for _, v := range provisions {
		out = append(out, v.Address)
	}
	return out
}
