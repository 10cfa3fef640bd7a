package parse

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// labelledPage is a page of which people marked what its main text is: the article itself, or
// segments that belong to it and segments that do not.
type labelledPage struct {
	id, url       string
	bytes         []byte
	article       string
	with, without []string
}

// labelledPages reads both sets of pages: whole articles, and segments.
func labelledPages(t *testing.T) []*labelledPage {
	t.Helper()
	var out []*labelledPage
	bytes := readTar(t, shared(t, "data", "article-extraction", "pages-dev.tar.gz"))
	eachJSON(t, shared(t, "data", "article-extraction", "truth-dev.jsonl.gz"), func(l struct{ ID, URL, ArticleBody string }) {
		out = append(out, &labelledPage{id: l.ID, url: l.URL, bytes: bytes[l.ID], article: l.ArticleBody})
	})
	bytes = readTar(t, shared(t, "data", "web-pages", "pages-dev.tar.gz"))
	eachJSON(t, shared(t, "data", "web-pages", "segments-dev.jsonl.gz"), func(l struct {
		Page          string
		With, Without []string
	}) {
		out = append(out, &labelledPage{id: l.Page, bytes: bytes[l.Page], with: l.With, without: l.Without})
	})
	return out
}

// contentFigures counts how well main text is found, the way lodestone-eval does.
type contentFigures struct {
	precision, recall        float64 // sums over the articles
	articles                 int
	in, out, strayed, stayed int
}

// read parses a page, with forest f or for nil the one that is shipped, and counts.
func (c *contentFigures) read(t *testing.T, l *labelledPage, f *forest) {
	t.Helper()
	p, err := Parse(context.Background(), Input{Bytes: l.bytes, MediaType: "text/html", URL: l.url}, Options{forest: f})
	if err != nil {
		t.Errorf("%s: %v", l.id, err)
	}
	check(t, p)
	if l.article == "" {
		text := textBeside(p, "dateline")
		for _, s := range l.with {
			if strings.Contains(text, s) {
				c.in++
			} else {
				c.out++
			}
		}
		for _, s := range l.without {
			if strings.Contains(text, s) {
				c.strayed++
			} else {
				c.stayed++
			}
		}
		return
	}
	found, want := shinglesOf(textBeside(p, "title", "dateline")), shinglesOf(l.article)
	right, missed, wrong := 0, 0, 0
	for k, n := range want {
		right += min(n, found[k])
		missed += max(0, n-found[k])
	}
	for k, n := range found {
		wrong += max(0, n-want[k])
	}
	c.articles++
	c.precision += float64(right) / float64(max(right+wrong, 1))
	c.recall += float64(right) / float64(max(right+missed, 1))
}

// lines writes the figures as the package documentation shows them.
func (c contentFigures) lines(what string) []string {
	f1 := func(p, r float64) float64 { return 2 * p * r / (p + r) }
	p, r := c.precision/float64(c.articles), c.recall/float64(c.articles)
	q, s := float64(c.in)/float64(c.in+c.strayed), float64(c.in)/float64(c.in+c.out)
	right := float64(c.in+c.stayed) / float64(c.in+c.out+c.strayed+c.stayed)
	return []string{
		fmt.Sprintf("articles, %-16s P %.3f  R %.3f  F1 %.3f", what, p, r, f1(p, r)),
		fmt.Sprintf("segments, %-16s P %.3f  R %.3f  F1 %.3f  accuracy %.3f", what, q, s, f1(q, s), right),
	}
}

// textBeside is the text without the provisions at these addresses, repeated ones ("dateline·2")
// included.
func textBeside(p Parsed, addresses ...string) string {
	out := p.Text
	for _, v := range slices.Backward(p.Provisions) {
		if address, _, _ := strings.Cut(v.Address, "·"); slices.Contains(addresses, address) {
			out = out[:v.Start] + out[v.End:]
		}
	}
	return out
}

// wordsIn parts a text into runs of letters, digits and marks.
func wordsIn(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
}

// shinglesOf counts the runs of four words; a shorter text is one run.
func shinglesOf(s string) map[string]int {
	w := wordsIn(s)
	out := map[string]int{}
	for i := 0; i < max(1, len(w)-3) && len(w) > 0; i++ {
		out[strings.Join(w[i:min(len(w), i+4)], " ")]++
	}
	return out
}

// TestMainContent measures on the labelled pages and holds the figures against the documentation.
func TestMainContent(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads 590 pages")
	}
	t.Parallel()
	var c contentFigures
	for _, l := range labelledPages(t) {
		c.read(t, l, nil)
	}
	documented(t, c.lines("learnt"))
}

// documented fails for every line of figures that doc.go does not show.
func documented(t *testing.T, lines []string) {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if !strings.Contains(string(doc), l) {
			t.Errorf("doc.go does not show %q", l)
		}
	}
}
