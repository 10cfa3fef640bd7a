package sources

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/lodestone-kb/lodestone/crawler"
)

var update = flag.Bool("update", false, "write what the manifests list into testdata")

// TestForms puts responses of the same form as those of the sources, in words of our own, through the
// manifests. A file of testdata names the sources and their entries that it is for, holds the body of
// a listing, and what must be listed of it.
func TestForms(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no forms in testdata: ", err)
	}
	covered, all := map[string]bool{}, shipped(t)
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := readForm(t, name, txtar.Parse(b))
		for _, who := range f.who {
			covered[who] = true
			t.Run(filepath.Base(name)+" "+who, func(t *testing.T) { f.check(t, all, who) })
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(f.archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for id, s := range all {
		for i, e := range s.Entries {
			if who := fmt.Sprintf("%s %d", id, i); e.Discovery != crawler.Page && s.Evidence.Word != crawler.Unseen && !covered[who] {
				t.Errorf("no form of testdata is for entry %s", who)
			}
		}
	}
}

// form is one file of testdata.
type form struct {
	archive *txtar.Archive
	who     []string // source and entry, as in "us-fr-bis 0"
	media   string
}

func readForm(t *testing.T, name string, a *txtar.Archive) form {
	t.Helper()
	f := form{archive: a}
	for line := range strings.Lines(string(a.Comment)) {
		line = strings.TrimSpace(line)
		if list, ok := strings.CutPrefix(line, "for: "); ok {
			f.who = strings.Split(list, ", ")
		}
		if media, ok := strings.CutPrefix(line, "media: "); ok {
			f.media = media
		}
	}
	if len(f.who) == 0 || f.media == "" {
		t.Fatalf("%s does not say for whom it is, or of which media type", name)
	}
	return f
}

// check compares what a source's entry makes of the form with what must come of it.
func (f form) check(t *testing.T, all map[string]crawler.Source, who string) {
	id, number, _ := strings.Cut(who, " ")
	s, ok := all[id]
	entry, err := strconv.Atoi(number)
	if !ok || err != nil {
		t.Fatalf("there is no source %q", who)
	}
	var p crawler.Preview
	for i := range f.archive.Files {
		part := &f.archive.Files[i]
		kind, address, _ := strings.Cut(part.Name, " ")
		if kind == "list" && address != f.own(who) {
			continue
		}
		got := ""
		switch kind {
		case "body":
			if p, err = s.Try(entry, f.media, part.Data); err != nil {
				t.Fatal(err)
			}
			continue
		case "item":
			p.Items = s.TryItem(address, mediaOf(part.Data), part.Data)
			continue
		case "list", "attached":
			got = rows(p.Items)
		case "next":
			got = lines(p.Next)
		case "unknown":
			got = lines(append(p.Unknown, p.Missing...))
		default:
			t.Fatalf("a part called %q", part.Name)
		}
		if *update {
			part.Data = []byte(got)
		}
		if diff := cmp.Diff(string(part.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", part.Name, diff)
		}
	}
}

// own returns the name of the list that is of one entry alone; empty where it has none.
func (f form) own(who string) string {
	for _, part := range f.archive.Files {
		if part.Name == "list "+who {
			return who
		}
	}
	return ""
}

func mediaOf(body []byte) string {
	if strings.HasPrefix(string(body), "{") {
		return "application/json"
	}
	return "text/html; charset=utf-8"
}

// rows prints items, one a line: day, number, kind, address, title; and the page for people, where the
// address leads to data.
func rows(items []crawler.PreviewItem) string {
	var out []string
	for _, it := range items {
		day := "-"
		if !it.Date.IsZero() {
			day = it.Date.String()
		}
		number := it.Number
		if number == "" {
			number = "-"
		}
		out = append(out, strings.TrimSpace(strings.Join([]string{day, number, string(it.Kind), it.URL, it.Title}, " ")))
		if it.Page != "" {
			out = append(out, "  page "+it.Page)
		}
	}
	return lines(out)
}

func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}
