package query_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/index/query"
)

// shared returns a file of the labelled data beside the repository, and skips where there is none.
func shared(tb testing.TB, name string) string {
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		path := filepath.Join(filepath.Dir(dir), "shared", "data", name)
		if _, err := os.Stat(path); err == nil {
			return path
		} else if !errors.Is(err, fs.ErrNotExist) {
			tb.Fatal(err)
		}
	}
	tb.Skipf("the labelled data %s is not beside the repository", name)
	return ""
}

// lines decodes a file of compressed JSON lines.
func lines[T any](tb testing.TB, path string) []T {
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var out []T
	s := bufio.NewScanner(z)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			tb.Fatal(err)
		}
		out = append(out, v)
	}
	if err := s.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

var whole = flag.Bool("whole", false, "ask every labelled query in place of every fourth")

// TestConnectors asks labelled queries: what must be found is, and nothing but that and what may be.
func TestConnectors(t *testing.T) {
	type labelled struct {
		Q         string
		Must, May []string
	}
	type passage struct{ ID, Text string }
	queries := lines[labelled](t, shared(t, "connectors/queries-dev.jsonl.gz"))
	passages := lines[passage](t, shared(t, "obliqa/passages.jsonl.gz"))
	docs := make([]*query.Doc, len(passages))
	for i, p := range passages {
		r := corpus.Revision{Text: p.Text}
		r.Provisions, r.Sentences = parse.Structure(p.Text, "en")
		docs[i] = &query.Doc{Body: query.NewRevisionText(&r)}
	}
	step := 4
	switch {
	case *whole:
		step = 1
	case testing.Short():
		step = 40
	}
	for i := 0; i < len(queries); i += step {
		l := queries[i]
		n, err := query.Parse(l.Q)
		if err != nil {
			t.Errorf("Parse(%q): %v", l.Q, err)
			continue
		}
		allowed := append(slices.Clone(l.Must), l.May...)
		slices.Sort(allowed)
		found := make(map[string]bool)
		for k, d := range docs {
			if query.Eval(n, d) {
				found[passages[k].ID] = true
				if _, ok := slices.BinarySearch(allowed, passages[k].ID); !ok {
					t.Errorf("%s: found %s, which is not labelled: %q", l.Q, passages[k].ID, passages[k].Text)
				}
			}
		}
		for _, id := range l.Must {
			if !found[id] {
				k := slices.IndexFunc(passages, func(p passage) bool { return p.ID == id })
				t.Errorf("%s: did not find %s: %q", l.Q, id, passages[k].Text)
			}
		}
	}
}
