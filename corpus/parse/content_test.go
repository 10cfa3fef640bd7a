package parse

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var all = flag.Bool("all", false, "judge every recorded page, not one in five")

// taken reports whether the record with this number is judged.
func taken(n int) bool { return *all || n%5 == 0 }

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
	n, k := 0, 0
	eachJSON(t, shared(t, "data", "article-extraction", "truth-dev.jsonl.gz"), func(rec struct {
		ID, URL, ArticleBody string
	}) {
		if k++; !taken(k) {
			return
		}
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
	if f1 < 0.94 {
		t.Errorf("F1 %.3f, want at least 0.94", f1)
	}
}

// TestWebPages reads pages in many languages once and judges two things: sentences that belong to
// the main text and others that do not, and the day of publication.
func TestWebPages(t *testing.T) {
	pages := readTar(t, shared(t, "data", "web-pages", "pages-dev.tar.gz"))
	read := map[string]Parsed{}
	parse := func(page, url string) Parsed {
		p, ok := read[page]
		if !ok {
			var err error
			if p, err = Parse(context.Background(), Input{Bytes: pages[page], MediaType: "text/html", URL: url}, Options{}); err != nil {
				t.Logf("%s: %v", url, err)
			} else {
				check(t, p)
			}
			read[page] = p
		}
		return p
	}
	t.Run("segments", func(t *testing.T) { judgeSegments(t, parse) })
	t.Run("dates", func(t *testing.T) { judgeDates(t, parse) })
}

func judgeSegments(t *testing.T, parse func(page, url string) Parsed) {
	var tp, fn, fp, tn, n int
	eachJSON(t, shared(t, "data", "web-pages", "segments-dev.jsonl.gz"), func(rec struct {
		Page, URL     string
		With, Without []string
	}) {
		if n++; !taken(n) {
			return
		}
		text := squash(parse(rec.Page, rec.URL).Text)
		for _, s := range rec.With {
			if strings.Contains(text, squash(s)) {
				tp++
			} else {
				fn++
			}
		}
		for _, s := range rec.Without {
			if strings.Contains(text, squash(s)) {
				fp++
			} else {
				tn++
			}
		}
	})
	precision, recall := float64(tp)/float64(tp+fp), float64(tp)/float64(tp+fn)
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("precision %.3f, recall %.3f, F1 %.3f, accuracy %.3f", precision, recall, f1, float64(tp+tn)/float64(tp+tn+fp+fn))
	if f1 < 0.87 {
		t.Errorf("F1 %.3f, want at least 0.87", f1)
	}
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

func judgeDates(t *testing.T, parse func(page, url string) Parsed) {
	right, wrong, silent, n := 0, 0, 0, 0
	eachJSON(t, shared(t, "data", "web-pages", "dates-dev.jsonl.gz"), func(rec struct {
		Page, URL string
		Date      *string
	}) {
		if n++; !taken(n) {
			return
		}
		want, got := "", parse(rec.Page, rec.URL).Published.String()
		if rec.Date != nil {
			want = *rec.Date
		}
		switch got {
		case want:
			right++
		case "":
			silent++
		default:
			wrong++
			t.Logf("%s: %s, want %s", rec.URL, got, want)
		}
	})
	t.Logf("%d right, %d wrong, %d silent", right, wrong, silent)
	if total := right + wrong + silent; right*100 < total*82 || wrong*100 > total*8 {
		t.Errorf("%d of %d right and %d wrong, want at least 82 and at most 8 in a hundred", right, total, wrong)
	}
}
