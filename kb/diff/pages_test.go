package diff_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

func page(t *testing.T, path string) corpus.Revision {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	p, err := parse.Parse(t.Context(), parse.Input{Bytes: b, MediaType: "text/html"}, parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hash := corpus.HashOf([]byte(p.Text))
	return corpus.Revision{ID: corpus.NewRevisionID("d-test", hash), Document: "d-test", Text: p.Text, Hash: hash, Provisions: p.Provisions, Sentences: p.Sentences}
}

// Pages of which people said that they changed in noise only show no change of duty.
func TestNoiseOfRecordedPagesIsNoChangeOfDuty(t *testing.T) {
	older, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "recorded", "changed-pages", "pairs", "*-a.html*"))
	if err != nil || len(older) == 0 {
		t.Skip("the recorded pages are not here")
	}
	facts := reader(t, "en")
	for _, path := range older {
		name := filepath.Base(path)
		d := diff.Revisions(page(t, path), page(t, strings.Replace(path, "-a.html", "-b.html", 1)), diff.Options{Facts: facts})
		t.Logf("%s: %s %v", name, d.Grade, d.Counts)
		for _, c := range d.Changes {
			if c.Grade == diff.Obligation && strings.HasPrefix(name, "falsepos") {
				t.Errorf("%s: %.300s", name, told(c))
			} else if testing.Verbose() {
				t.Logf("   %.200s", told(c))
			}
		}
	}
}
