package diff_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// Two revisions with many edits at once: provisions that move, take another number, are split and lose
// a neighbour while a number in them changes, rows that change places, and notes under a table. What
// became of each was written down before it was asked.
func TestManyEditsAtOnce(t *testing.T) {
	files, err := filepath.Glob("testdata/pairs/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d pairs, %v", len(files), err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			parts := strings.Split(string(text), "\n--- ")
			if len(parts) != 4 {
				t.Fatalf("%d parts, want language, before, after, changes", len(parts))
			}
			lang := corpus.Lang(strings.TrimSpace(parts[0]))
			read := func(part, name string) corpus.Revision {
				text, ok := strings.CutPrefix(part, name+"\n")
				if !ok {
					t.Fatalf("part %q does not begin with %s", part, name)
				}
				if filepath.Ext(f) == ".html" {
					return pageIn(t, text, lang)
				}
				return revision(text, lang)
			}
			older, newer := read(parts[1], "before"), read(parts[2], "after")
			d := diff.Revisions(older, newer, diff.Options{Facts: reader(t, lang)})
			var got []string
			for _, c := range d.Changes {
				got = append(got, inShort(c))
			}
			want := strings.Split(strings.TrimSpace(strings.TrimPrefix(parts[3], "changes\n")), "\n")
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
				for _, c := range d.Changes {
					t.Log(told(c))
				}
			}
		})
	}
}

// pageIn reads a page as a revision.
func pageIn(t *testing.T, text string, lang corpus.Lang) corpus.Revision {
	t.Helper()
	doc, err := parse.Parse(t.Context(), parse.Input{Bytes: []byte("<html><body><main>" + text + "</main></body></html>"), MediaType: "text/html", Hints: corpus.Hints{Lang: lang}}, parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return corpus.Revision{ID: corpus.NewRevisionID("d-test", corpus.HashOf([]byte(doc.Text))), Document: "d-test", Text: doc.Text, Provisions: doc.Provisions, Sentences: doc.Sentences}
}

// inShort is what became of a provision, without the reasons.
func inShort(c diff.Change) string {
	var kinds []string
	for _, k := range c.Kinds {
		kinds = append(kinds, string(k))
	}
	at := func(all []diff.Place) string {
		var out []string
		for _, p := range all {
			out = append(out, p.Address)
		}
		return strings.Join(out, "+")
	}
	return fmt.Sprintf("%s [%s] [%s] %s", strings.Join(kinds, " "), at(c.From), at(c.To), c.Grade)
}
