package extract_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

var update = flag.Bool("update", false, "write the facts of the stories anew")

// TestStories reads each story as a page of its address and compares all its facts, and the law
// made of them, with those written under "facts". What must be there and what must never be is
// said by hand, under "must" and "never": the first words of a line.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := factLines(readStory(t, part(a, "address"), part(a, "notice")))
			judge(t, got, part(a, "must"), part(a, "never"))
			text := strings.Join(got, "\n") + "\n"
			if *update {
				setPart(a, "facts", text)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := part(a, "facts"); want != text {
				t.Errorf("other facts than those written (-update writes them anew):\n%s", difference(want, text))
			}
		})
	}
}

// judge checks what is said by hand.
func judge(t *testing.T, got []string, must, never string) {
	t.Helper()
	has := func(line string) bool {
		for _, g := range got {
			if strings.HasPrefix(g, line) {
				return true
			}
		}
		return false
	}
	for line := range strings.Lines(must) {
		if line = strings.TrimSpace(line); line != "" && !has(line) {
			t.Errorf("missing: %s", line)
		}
	}
	for line := range strings.Lines(never) {
		if line = strings.TrimSpace(line); line != "" && has(line) {
			t.Errorf("must not be found: %s", line)
		}
	}
}

// newExtractor returns an extractor over the whole lexicon, which is compiled once.
func newExtractor(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var compiled = sync.OnceValues(func() (*extract.Extractor, error) {
	l, err := lexicon.New()
	if err != nil {
		return nil, err
	}
	return extract.New(l), nil
})

// readStory reads a text as a capture of an address would be read.
func readStory(t testing.TB, address, text string) ingest.Reading {
	t.Helper()
	return readBytes(t, newExtractor(t), strings.TrimSpace(address), []byte(text))
}

func readBytes(t testing.TB, x *extract.Extractor, address string, body []byte) ingest.Reading {
	t.Helper()
	r, err := ingest.Read(context.Background(), x, parse.InProcess{}, ingest.Loose{Body: body, URL: address})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readLang reads a sentence of a report in a language.
func readLang(t testing.TB, lang corpus.Lang, text string) ingest.Reading {
	t.Helper()
	r, err := ingest.Read(context.Background(), newExtractor(t), parse.InProcess{}, ingest.Loose{Body: []byte(text + "\n"), URL: "https://news.example.com/a", Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// factLines prints a reading, one fact, measure or effect a line.
func factLines(r ingest.Reading) []string {
	d := r.Document
	out := []string{fmt.Sprintf("document %s %s %s published %s", orDash(string(d.Kind)), orDash(string(d.Jurisdiction)), orDash(string(d.Lang)), orDash(d.Published.String()))}
	for _, f := range r.Facts {
		out = append(out, fmt.Sprintf("%s %s %s %s %q @%s", f.Value.Kind(), f.Value.Normal(), orDash(string(f.Role)), f.Assertion, f.Span.Quote, f.Span.Address))
	}
	for _, m := range r.Law.Measures {
		var items []string
		for _, i := range m.Items {
			items = append(items, string(i.Material)+strings.Join(append([]string{""}, i.ControlCodes...), " "))
		}
		out = append(out, fmt.Sprintf("measure %s %v [%s]", m.Restriction, m.Also, strings.Join(items, ", ")))
	}
	for _, e := range r.Law.Effects {
		out = append(out, effectLine(e))
	}
	return out
}

func effectLine(e kb.Effect) string {
	return fmt.Sprintf("effect %s %s %v from %s until %s", e.Relation, orDash(string(e.Target)), e.Provisions, orDash(e.From.String()), orDash(e.Until.String()))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func part(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func setPart(a *txtar.Archive, name, text string) {
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = []byte(text)
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(text)})
}

// difference lists the lines that only one of two texts has.
func difference(want, got string) string {
	var out strings.Builder
	only := func(mark, x, y string) {
		for line := range strings.Lines(x) {
			if !strings.Contains("\n"+y, "\n"+line) {
				out.WriteString(mark + line)
			}
		}
	}
	only("- ", want, got)
	only("+ ", got, want)
	return out.String()
}
