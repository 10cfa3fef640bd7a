package parse

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// readTar returns the members of a packed folder by base name without extension.
func readTar(t *testing.T, file string) map[string][]byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	tr := tar.NewReader(zr)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(path.Base(h.Name), path.Ext(h.Name))] = b
	}
}

// eachJSON decodes the lines of a packed file.
func eachJSON[T any](t *testing.T, file string, visit func(T)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(zr)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		visit(v)
	}
}

var wordRE = regexp.MustCompile(`\w+`)

// shingles counts the runs of four words.
func shingles(s string) map[string]int {
	words := wordRE.FindAllString(s, -1)
	out := map[string]int{}
	for i := range max(1, len(words)-3) {
		out[strings.Join(words[i:min(len(words), i+4)], " ")]++
	}
	return out
}

// bodyText is the text without its title and the line that dates it, which people do not count as
// main text.
func bodyText(p Parsed) string {
	var out []string
	for _, v := range p.Provisions {
		dated := p.PublishedAt != nil && v.Start <= p.PublishedAt.Start && p.PublishedAt.End <= v.End && v.End-v.Start < 200
		if v.Address != "title" && !dated {
			out = append(out, p.Text[v.Start:v.End])
		}
	}
	return strings.Join(out, "\n")
}

// TestArticles compares the main text of news pages with what people took from them.
func TestArticles(t *testing.T) {
	pages := readTar(t, shared(t, "data", "article-extraction", "pages-dev.tar.gz"))
	var precision, recall float64
	n := 0
	eachJSON(t, shared(t, "data", "article-extraction", "truth-dev.jsonl.gz"), func(rec struct {
		ID, URL, ArticleBody string
	}) {
		n++
		p, err := Parse(context.Background(), Input{Bytes: pages[rec.ID], MediaType: "text/html", URL: rec.URL}, Options{})
		if err != nil {
			t.Logf("%s: %v", rec.URL, err)
			return
		}
		check(t, p)
		want, got := shingles(rec.ArticleBody), shingles(bodyText(p))
		both, all, found := 0, 0, 0
		for s, k := range want {
			all += k
			both += min(k, got[s])
		}
		for _, k := range got {
			found += k
		}
		pr, re := float64(both)/float64(max(found, 1)), float64(both)/float64(max(all, 1))
		precision, recall = precision+pr, recall+re
		if pr < 0.85 || re < 0.9 {
			t.Logf("%.2f %.2f %s %s", pr, re, rec.ID[:8], rec.URL)
		}
	})
	precision, recall = precision/float64(n), recall/float64(n)
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("articles: %d, precision %.3f, recall %.3f, F1 %.3f", n, precision, recall, f1)
}

// TestSegments looks for sentences that belong to the main text and for others that do not.
func TestSegments(t *testing.T) {
	pages := readTar(t, shared(t, "data", "web-pages", "pages-dev.tar.gz"))
	var tp, fn, fp, tn int
	eachJSON(t, shared(t, "data", "web-pages", "segments-dev.jsonl.gz"), func(rec struct {
		Page, URL     string
		With, Without []string
	}) {
		p, err := Parse(context.Background(), Input{Bytes: pages[rec.Page], MediaType: "text/html", URL: rec.URL}, Options{})
		if err != nil {
			t.Logf("%s: %v", rec.URL, err)
		}
		text := squash(p.Text)
		missed, extra := 0, 0
		for _, s := range rec.With {
			if strings.Contains(text, squash(s)) {
				tp++
			} else {
				fn++
				missed++
			}
		}
		for _, s := range rec.Without {
			if strings.Contains(text, squash(s)) {
				fp++
				extra++
			} else {
				tn++
			}
		}
		if missed > 0 || extra > 0 {
			t.Logf("missed %d/%d extra %d/%d %s %s", missed, len(rec.With), extra, len(rec.Without), rec.Page, rec.URL)
		}
	})
	pr, re := float64(tp)/float64(tp+fp), float64(tp)/float64(tp+fn)
	t.Logf("segments: precision %.3f recall %.3f F1 %.3f accuracy %.3f", pr, re, 2*pr*re/(pr+re), float64(tp+tn)/float64(tp+tn+fp+fn))
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestPublicationDates compares the day of publication with labels.
func TestPublicationDates(t *testing.T) {
	pages := readTar(t, shared(t, "data", "web-pages", "pages-dev.tar.gz"))
	right, wrong, silent, invented := 0, 0, 0, 0
	eachJSON(t, shared(t, "data", "web-pages", "dates-dev.jsonl.gz"), func(rec struct {
		Page, URL string
		Date      *string
	}) {
		p, err := Parse(context.Background(), Input{Bytes: pages[rec.Page], MediaType: "text/html", URL: rec.URL}, Options{})
		want := ""
		if rec.Date != nil {
			want = *rec.Date
		}
		got := p.Published.String()
		switch {
		case got == want:
			right++
		case got == "":
			silent++
			t.Logf("silent: %s want %s %s (%v)", rec.Page, want, rec.URL, err)
		case want == "":
			invented++
			t.Logf("invented: %s %s %s", rec.Page, got, rec.URL)
		default:
			wrong++
			t.Logf("wrong: %s %s want %s %s", rec.Page, got, want, rec.URL)
		}
	})
	t.Logf("dates: %d right, %d wrong, %d silent, %d invented", right, wrong, silent, invented)
}
