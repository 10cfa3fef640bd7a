package extract_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/lodestone-kb/lodestone/kb/extract"
)

// BenchmarkShared reads real texts: rules of the Federal Register, of which most sentences hold
// nothing for us, Chinese notices, of which most sentences do, labelled pages, our own stories, and
// all of them together. MB/cpu-s are megabytes of text in a second of the thread's processor time.
//
// What is left is spread: on rules a quarter of the time is the gate's, a tenth the lexicon's, as much
// that of dates, and no expression takes more than three hundredths.
func BenchmarkShared(b *testing.B) {
	root := shared(b)
	x := newExtractor(b)
	var all []extract.Input
	for _, set := range []struct {
		name   string
		bodies func(testing.TB, string) []string
	}{{"rules", ruleTexts}, {"notices", noticeTexts}, {"pages", pageTexts}, {"stories", storyTexts}} {
		var inputs []extract.Input
		for _, body := range set.bodies(b, root) {
			r := readBytes(b, x, "https://www.ministry.example/a", []byte(body))
			inputs = append(inputs, extract.Input{Document: r.Document, Revision: r.Revision})
		}
		all = append(all, inputs...)
		b.Run(set.name, func(b *testing.B) { readAll(b, x, inputs) })
	}
	b.Run("all", func(b *testing.B) { readAll(b, x, all) })
}

// readAll reads some documents again and again, and reports how fast the quickest round was: what
// else the machine does can only slow one down.
func readAll(b *testing.B, x *extract.Extractor, inputs []extract.Input) {
	size := 0
	for _, in := range inputs {
		size += len(in.Revision.Text)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var best time.Duration
	for b.Loop() {
		began := threadTime(b)
		for _, in := range inputs {
			x.Facts(in)
		}
		if took := threadTime(b) - began; best == 0 || took < best {
			best = took
		}
	}
	b.ReportMetric(float64(size)/1e6/best.Seconds(), "MB/cpu-s")
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

func storyTexts(t testing.TB, _ string) []string {
	files, _ := filepath.Glob(filepath.Join("testdata", "stories", "*.txtar"))
	var out []string
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, part(a, "notice"))
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
