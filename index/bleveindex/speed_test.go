package bleveindex

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
)

var (
	manyPassages = flag.Int("passages", 5000, "how many passages the benchmarks of connectors index")
	keepIndex    = flag.String("keep-index", "", "a folder in which the benchmarks of connectors keep their index for the next run")
	writeCorpus  = flag.String("write-corpus", "", "a folder for the passages (corpus.tsv) and the queries (queries.jsonl) of the benchmarks, so that other engines can be asked the same")
)

// passagesFor returns texts for measuring: the labelled passages beside the repository, perturbed, or
// invented ones where there are none.
func passagesFor(tb testing.TB, n int) shelf {
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		f, err := os.Open(filepath.Join(filepath.Dir(dir), "shared", "data", "obliqa", "passages.jsonl.gz"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			tb.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			tb.Fatal(err)
		}
		var texts []string
		for d := json.NewDecoder(z); d.More(); {
			var p struct{ Text string }
			if err := d.Decode(&p); err != nil {
				tb.Fatal(err)
			}
			texts = append(texts, p.Text)
		}
		return perturbed(texts, n)
	}
	tb.Log("the labelled passages are not beside the repository; invented ones are measured")
	return perturbed(invented(min(n, 14000)), n)
}

// kinds are the queries that are measured, made of words drawn from the texts.
func kinds(d *draws) map[string][]string {
	out := make(map[string][]string)
	pair := func(kind, op string, i int) {
		w := d.window(3+i%6, 500)
		out[kind] = append(out[kind], fmt.Sprintf(`"%s" %s "%s"`, w[0], op, w[len(w)-1]))
	}
	for i := range 300 {
		p := d.window(3, 50)
		out["phrase"] = append(out["phrase"], `"`+strings.Join(p, " ")+`"`)
		w := d.window(9, 200)
		out["and3"] = append(out["and3"], fmt.Sprintf(`"%s" and "%s" and "%s"`, w[0], w[4], w[8]))
		pair("near", "/10", i)
		pair("sentence", "/s", i)
		pair("paragraph", "/p", i)
		pair("ordered", "+10", i)
	}
	return out
}

// BenchmarkConnectors indexes many passages and asks queries of each kind, as an engine answers them:
// the ten best and the number of all, without showing them. Run with -passages 200000 -benchtime 1x.
func BenchmarkConnectors(b *testing.B) {
	texts := passagesFor(b, *manyPassages)
	draws := newDraws(texts)
	asked := kinds(draws)
	if *writeCorpus != "" {
		writeFor(b, texts, asked)
	}
	dir := *keepIndex
	if dir == "" {
		dir = b.TempDir()
	}
	x, err := Open(dir, Options{View: texts})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := x.Close(); err != nil {
			b.Error(err)
		}
	})
	b.Run("index", func(b *testing.B) {
		start := processTime(b)
		if _, err := x.Follow(context.Background(), texts); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(processTime(b)-start)/1e6/float64(len(texts)), "ms/passage")
		// What was joined is removed from the disk when the index is opened again, if not before.
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
		if x, err = Open(dir, Options{View: texts}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(diskOf(b, x.dir))/float64(texts.bytes()), "bytes/byte")
	})
	if err := x.Warm(); err != nil { // as a server does at its start
		b.Fatal(err)
	}
	for _, kind := range []string{"and3", "phrase", "near", "ordered", "sentence", "paragraph"} {
		b.Run(kind, func(b *testing.B) { measure(b, x, asked[kind]) })
	}
}

// measure asks queries of one kind.
func measure(b *testing.B, x *Index, queries []string) {
	x.build.tables.worth = math.MaxUint64 // what was decided in the round before does not count
	hits := 0
	timed(b, 5, len(queries), func(i int) { hits += engineOnly(b, x, queries[i]) })
	hits /= 5
	b.ReportMetric(float64(hits), "hits")
	b.ReportMetric(0, "ns/op")
}

// timed does some things a few times, takes the least processor time of each, so that what else the machine
// does counts little, and reports the median and the worst of a hundred.
func timed(b *testing.B, rounds, n int, do func(i int)) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	best := make([]float64, n)
	for round := range rounds {
		for i := range n {
			start := threadTime(b)
			do(i)
			if took := float64(threadTime(b)-start) / 1e6; round == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	slices.Sort(best)
	b.ReportMetric(best[n/2], "p50-ms")
	b.ReportMetric(best[99*(n-1)/100], "p99-ms")
}

// engineOnly finds the first page of a query without making hits of it.
func engineOnly(tb testing.TB, x *Index, q string) int {
	s := &asker{Request: index.Request{Query: q, Limit: 10, Sort: index.ByRelevance, Syntax: index.Lodestone}, build: x.build, view: x.view, texts: x.texts}
	if err := s.read(nil); err != nil {
		tb.Fatal(err)
	}
	engine, err := x.build.bleve.Advanced()
	if err != nil {
		tb.Fatal(err)
	}
	if s.reader, err = engine.Reader(); err != nil {
		tb.Fatal(err)
	}
	_, total, _, err := s.rows(context.Background())
	if err = errors.Join(err, s.reader.Close()); err != nil {
		tb.Fatal(err)
	}
	return total.Value
}

func diskOf(tb testing.TB, dir string) int64 {
	var n int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		n += info.Size()
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// writeFor writes texts and queries in the form that the programs of other engines read.
func writeFor(tb testing.TB, texts shelf, asked map[string][]string) {
	var corpus, queries strings.Builder
	for i, t := range texts {
		fmt.Fprintf(&corpus, "%s\t%s\n", texts.id(i), strings.NewReplacer("\\", " ", "\"", "'", "\t", " ").Replace(t))
	}
	asked["nl"] = questionsOf(texts)
	for _, kind := range []string{"and3", "phrase", "near", "nl"} {
		for _, q := range asked[kind] {
			var words []string
			for _, w := range lettersOf(q) {
				if kind == "nl" || w != "and" && w != "10" {
					words = append(words, w)
				}
			}
			raw, err := json.Marshal(map[string]any{"kind": kind, "terms": words})
			if err != nil {
				tb.Fatal(err)
			}
			queries.Write(append(raw, '\n'))
		}
	}
	for name, text := range map[string]string{"corpus.tsv": corpus.String(), "queries.jsonl": queries.String()} {
		if err := os.WriteFile(filepath.Join(*writeCorpus, name), []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}
