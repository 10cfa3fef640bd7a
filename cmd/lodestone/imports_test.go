package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lodestone-kb/lodestone"

// rooms is the import table of the house: which rooms the code of a room may know.
var rooms = map[string][]string{
	"corpus":  {"corpus"},
	"crawler": {"crawler", "corpus"},
	"kb":      {"kb", "corpus"},
	"index":   {"index", "kb", "corpus"},
	"api":     {"api", "index", "kb", "corpus"},
	"export":  {"export", "kb", "corpus"},
	"cmd":     {"cmd", "api", "export", "index", "kb", "crawler", "corpus"},
}

// alone says which package may import a technology.
var alone = map[string][]string{
	"go.etcd.io/bbolt":                    {"kb/boltkb"},
	"github.com/blevesearch/bleve":        {"index/bleveindex"},
	"github.com/blevesearch/snowballstem": {"index/rank"},
	"github.com/gin-gonic/gin":            {"api"},
	"github.com/danielgtaylor/huma":       {"api"},
	"github.com/spf13/cobra":              {"cmd/lodestone"},
	"github.com/chromedp":                 {"crawler/browser"},
	"github.com/klippa-app":               {"corpus/parse/pdf"},
	"github.com/landlock-lsm":             {"corpus/parse/worker"},
	"github.com/elastic":                  {"corpus/parse/worker"},
	"github.com/nlnwa/gowarc":             {"corpus/archive"},
	"github.com/parquet-go":               {"export"},
	"github.com/xuri/excelize":            {"export"},
	"github.com/modelcontextprotocol":     {"api/mcp"},
	"github.com/prometheus":               {"api"},
	"github.com/wneessen/go-mail":         {"api/mail"},
	"github.com/maypok86/otter":           {"kb/desk", "api", "api/web", "index/bleveindex"},
	"golang.org/x/mod/sumdb":              {"kb/logtree", "cmd/lodestone"},
}

func TestImportsPointDown(t *testing.T) {
	for pkg, imports := range packages(t) {
		room := strings.SplitN(pkg, "/", 2)[0]
		allowed, ok := rooms[room]
		if !ok {
			t.Errorf("package %s is in no room", pkg)
			continue
		}
		for _, imp := range imports {
			if rest, ours := strings.CutPrefix(imp, module+"/"); ours {
				if to := strings.SplitN(rest, "/", 2)[0]; !slices.Contains(allowed, to) {
					t.Errorf("%s imports %s: room %s may know only %v", pkg, rest, room, allowed)
				}
				continue
			}
			for tech, where := range alone {
				if strings.HasPrefix(imp, tech) && !slices.Contains(where, pkg) {
					t.Errorf("%s imports %s, which only %v may", pkg, imp, where)
				}
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	root := repository(t)
	for pkg := range packages(t) {
		files, err := filepath.Glob(filepath.Join(root, pkg, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(files, func(name string) bool {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments)
			return err == nil && f.Doc != nil && !strings.HasSuffix(name, "_test.go")
		})
		if !found {
			t.Errorf("package %s has no package comment", pkg)
		}
	}
}

// packages returns the imports of the non-test code of each package.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	root, out := repository(t), map[string][]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") && name != root {
			return filepath.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		for _, i := range f.Imports {
			imp, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			out[pkg] = append(out[pkg], imp)
		}
		if out[pkg] == nil {
			out[pkg] = []string{}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 10 {
		t.Fatalf("found only %d packages below %s", len(out), root)
	}
	return out
}

// repository is the folder that holds go.mod.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}
