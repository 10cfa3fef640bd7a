package parse

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// shared finds the folder of recorded data that may stand beside the repository.
func shared(t *testing.T, elem ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("the repository's root was not found")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the recorded data are not here: %v", err)
	}
	return path
}

// TestGoldPages reads the labelled pages and compares the day of publication with the label.
func TestGoldPages(t *testing.T) {
	dir := shared(t, "data", "gold-dev")
	f, err := os.Open(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	right, wrong, silent, invented := 0, 0, 0, 0
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var rec struct {
			N    int
			URL  string
			Lang corpus.Lang
			Gold struct{ Published *string }
		}
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		name := "00" + itoa(rec.N)
		page, err := os.ReadFile(filepath.Join(dir, "texts", name[len(name)-3:]+".html"))
		if err != nil {
			t.Fatal(err)
		}
		// The labels say what the text shows, and nothing of what an address tells.
		p, err := Parse(context.Background(), Input{Bytes: page, MediaType: "text/html"}, Options{})
		if err != nil {
			t.Errorf("page %d: %v", rec.N, err)
			continue
		}
		check(t, p)
		want := ""
		if rec.Gold.Published != nil {
			want = *rec.Gold.Published
		}
		got := p.Published.String()
		switch {
		case got == want:
			right++
		case got == "":
			silent++
			t.Logf("page %d: published not found, want %s", rec.N, want)
		case want == "":
			invented++
			t.Logf("page %d: published %s, want none", rec.N, got)
		default:
			wrong++
			t.Logf("page %d: published %s, want %s", rec.N, got, want)
		}
		if !sameLang(p.Lang, rec.Lang) {
			t.Logf("page %d: language %s, want %s", rec.N, p.Lang, rec.Lang)
		}
		t.Logf("page %d: kept %d of %d, title %q", rec.N, p.Kept, p.Visible, p.Title)
	}
	t.Logf("published: %d right, %d wrong, %d silent, %d invented", right, wrong, silent, invented)
	if wrong+invented > 1 {
		t.Errorf("%d wrong and %d invented days of publication", wrong, invented)
	}
}

func sameLang(a, b corpus.Lang) bool {
	x, _, _ := strings.Cut(string(a), "-")
	y, _, _ := strings.Cut(string(b), "-")
	return x == y
}

// TestChineseNotices reads real laws and notices: every 第N条 at the head of a line is an article.
func TestChineseNotices(t *testing.T) {
	f, err := os.Open(shared(t, "data", "export-control", "cn-notices-zh.jsonl.gz"))
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
	texts, articles := 0, 0
	for sc.Scan() {
		var rec struct{ Title, Text string }
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		texts++
		p, err := Parse(context.Background(), Input{Bytes: []byte(rec.Title + "\n" + rec.Text)}, Options{})
		if err != nil {
			t.Fatalf("%s: %v", rec.Title, err)
		}
		check(t, p)
		byStart := map[int]corpus.Provision{}
		for _, v := range p.Provisions {
			byStart[v.Start] = v
		}
		offset := 0
		for line := range strings.SplitSeq(p.Text, "\n") {
			if m, ok := readMarker(line); ok && m.style == zhArticle && strings.IndexAny(line[m.size:]+" ", " \u3000") == 0 {
				articles++
				if v := byStart[offset]; v.Kind != corpus.Article || !strings.HasPrefix(v.Address, m.label) && !strings.HasSuffix(v.Address, m.label) && !strings.Contains(v.Address, "，"+m.label) {
					t.Errorf("%s: line %.40q is %s %q, want an article", rec.Title, line, v.Kind, v.Address)
				}
			}
			offset += len(line) + 1
		}
	}
	t.Logf("%d texts, %d articles", texts, articles)
}

// check holds what is true of everything that was parsed.
func check(t testing.TB, p Parsed) {
	t.Helper()
	checkCover(t, p.Text, p.Provisions, p.Sentences)
	if at := p.PublishedAt; at != nil && (at.Start < 0 || at.End > len(p.Text) || at.Start >= at.End) {
		t.Errorf("published at %v, outside the text", *at)
	}
	if p.Kept > p.Visible {
		t.Errorf("kept %d of %d visible characters", p.Kept, p.Visible)
	}
}

func checkCover(t testing.TB, text string, provisions []corpus.Provision, sentences []corpus.Range) {
	t.Helper()
	if err := coverError(text, provisions, sentences); err != "" {
		t.Fatal(err)
	}
}

// coverError says what is wrong with provisions or sentences: they must be in order, disjoint,
// leave out nothing but blanks, and have addresses of their own.
func coverError(text string, provisions []corpus.Provision, sentences []corpus.Range) string {
	seen := map[string]bool{}
	var ranges []corpus.Range
	for _, v := range provisions {
		if seen[v.Address] || v.Address == "" {
			return fmt.Sprintf("address %q is empty or used twice", v.Address)
		}
		seen[v.Address] = true
		ranges = append(ranges, corpus.Range{Start: v.Start, End: v.End})
	}
	for _, r := range sentences {
		if strings.Contains(text[r.Start:r.End], "\n") {
			return fmt.Sprintf("sentence %q crosses a line", text[r.Start:r.End])
		}
	}
	return firstOf(gap("provision", text, ranges), gap("sentence", text, sentences))
}

func gap(what, text string, ranges []corpus.Range) string {
	last := 0
	for _, r := range ranges {
		if r.Start < last || r.End <= r.Start || r.End > len(text) {
			return fmt.Sprintf("%s %v after %d in a text of %d bytes", what, r, last, len(text))
		}
		if left := strings.TrimSpace(text[last:r.Start]); left != "" {
			return fmt.Sprintf("no %s holds %q", what, left)
		}
		last = r.End
	}
	if left := strings.TrimSpace(text[last:]); left != "" {
		return fmt.Sprintf("no %s holds %q", what, left)
	}
	return ""
}
