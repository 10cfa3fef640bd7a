package diff_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// node is a provision of a regulation as its publisher keeps it, with what lies below it.
type node struct {
	Label    []string `json:"label"`
	Title    *string  `json:"title"`
	Text     string   `json:"text"`
	Children []node   `json:"children"`
}

func (n node) blocks(parent string) []block {
	text := strings.Join(strings.Fields(n.Text), " ")
	if n.Title != nil {
		text = strings.TrimSpace(*n.Title + " " + text)
	}
	address := strings.Join(n.Label, "-")
	out := []block{{corpus.Provision{Address: address, Kind: corpus.Item, Parent: parent}, text}}
	for _, c := range n.Children {
		out = append(out, c.blocks(address)...)
	}
	return out
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		if f, err = os.Open(path + ".gz"); err != nil {
			t.Fatal(err)
		}
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(f.Name(), ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := json.NewDecoder(r).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// Between two versions of a regulation every provision that its publisher says was added, deleted
// or modified is found.
func TestVersionsOfRegulations(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine compares versions of regulations; the full run does")
	}
	dir := filepath.Join("..", "..", "..", "shared", "data", "recorded", "labels", "us-amend-to-consolidated")
	all, err := filepath.Glob(filepath.Join(dir, "diff__*.json"))
	if err != nil || len(all) == 0 {
		t.Skip("the recorded versions are not here")
	}
	wanted, found, besides := 0, 0, 0
	for _, path := range all {
		part := strings.Split(strings.TrimSuffix(filepath.Base(path), ".json"), "__")
		if part[1] == "1012" { // one of its versions is not held
			continue
		}
		var labels map[string]struct{ Op string }
		readJSON(t, path, &labels)
		var older, newer node
		readJSON(t, filepath.Join(dir, "regulation__"+part[1]+"__"+part[2]+".json"), &older)
		readJSON(t, filepath.Join(dir, "regulation__"+part[1]+"__"+part[3]+".json"), &newer)
		d := diff.Revisions(built(older.blocks(""), "en"), built(newer.blocks(""), "en"), diff.Options{})
		seen := map[string]map[string]bool{"from": {}, "to": {}}
		for _, c := range d.Changes {
			for _, p := range c.From {
				seen["from"][p.Address] = true
			}
			for _, p := range c.To {
				seen["to"][p.Address] = true
			}
			if a := append(slices.Clone(c.From), c.To...)[0].Address; labels[a].Op == "" && !slices.Contains(c.Kinds, diff.Renumbered) && !slices.Contains(c.Kinds, diff.Moved) {
				besides++
				t.Logf("%s: besides, %.200s", filepath.Base(path), told(c))
			}
		}
		for label, l := range labels {
			wanted++
			if l.Op == "added" && seen["to"][label] || l.Op == "deleted" && seen["from"][label] || l.Op == "modified" && (seen["from"][label] || seen["to"][label]) {
				found++
			} else {
				t.Logf("%s: %s %s was not found", filepath.Base(path), label, l.Op)
			}
		}
	}
	t.Logf("%d pairs of versions: %d of %d found, %d besides", len(all), found, wanted, besides)
	if wanted == 0 || found < wanted || besides > 0 {
		t.Errorf("%d of %d found, %d besides", found, wanted, besides)
	}
}
