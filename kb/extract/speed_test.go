package extract_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/extract"
)

// BenchmarkShared reads real texts: rules of the Federal Register, of which most sentences hold
// nothing for us, labelled pages, and Chinese notices, of which most sentences do.
//
// With go test ./kb/extract -run xxx -bench Shared on a busy machine of two cores, best of two runs:
// rules 9.3, pages 2.0 and notices 3.7 MB/s. What is left is the limits of numbers, a large
// expression that is run whole, and the two automata of words.
func BenchmarkShared(b *testing.B) {
	root := shared(b)
	x := newExtractor(b)
	for _, set := range []struct {
		name   string
		bodies func(testing.TB, string) []string
	}{{"rules", ruleTexts}, {"pages", pageTexts}, {"notices", noticeTexts}} {
		var inputs []extract.Input
		size := 0
		for _, body := range set.bodies(b, root) {
			r := readBytes(b, x, "https://www.ministry.example/a", []byte(body))
			inputs = append(inputs, extract.Input{Document: r.Document, Revision: r.Revision})
			size += len(r.Revision.Text)
		}
		b.Run(set.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, in := range inputs {
					x.Facts(in)
				}
			}
		})
	}
}

func ruleTexts(t testing.TB, root string) []string {
	return jsonTexts(t, filepath.Join(root, "data", "fr-notices", "notices-dev.jsonl.gz"))
}

func noticeTexts(t testing.TB, root string) []string {
	return jsonTexts(t, filepath.Join(root, "data", "export-control", "cn-notices-zh.jsonl.gz"))
}

func pageTexts(t testing.TB, root string) []string {
	files, _ := filepath.Glob(filepath.Join(root, "data", "gold-dev", "texts", "*"))
	var out []string
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(body))
	}
	return out
}

// jsonTexts reads the field text of each line.
func jsonTexts(t testing.TB, file string) []string {
	f, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 16<<20)
	var out []string
	for s.Scan() {
		var l struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l.Text)
	}
	return out
}
