package parse

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestNothingIsLost reads pages of the shapes that extractors are known to lose text of, and wants every
// word of the notice, in its order.
func TestNothingIsLost(t *testing.T) {
	frame := func(body string) string {
		return "<html><head><title>Notice on ores</title></head><body><nav><a href=/a>Home</a></nav><h1>Notice on ores</h1><div class=content><p>The exporter of an ore named below applies for a licence in writing, and waits for it.</p>" + body + "</div><footer>Ministry of Ores</footer></body></html>"
	}
	deep := strings.Repeat("<div>", 700) + "<p>The innermost clause binds.</p>" + strings.Repeat("</div>", 700)
	for _, c := range []struct {
		name, body string
		want       []string // in this order
	}{
		{"list within a cell", "<table><tr><th>Ore</th><th>Forms</th></tr><tr><td>Tin</td><td><ul><li>ingots</li><li>foil<table><tr><td>thin</td><td>thick</td></tr></table></li></ul></td></tr></table>", []string{"Ore", "Forms", "Tin", "ingots", "foil", "thin", "thick"}},
		{"second of two tables, of links", "<table><tr><th>Code</th><th>Name</th></tr><tr><td>1X1</td><td>Tin foil</td></tr></table><table><tr><th>Code</th><th>Name</th></tr><tr><td><a href=/x>1X2</a></td><td><a href=/y>Zinc foil</a></td></tr></table>", []string{"1X1", "Tin foil", "1X2", "Zinc foil"}},
		{"items in spans", "<ul><li><span>by sea</span></li><li><span>by <b>air</b></span></li></ul>", []string{"by sea", "by air"}},
		{"deep", deep, []string{"The innermost clause binds."}},
		{"two sections", "</div><div class=content><p>The second part says who must report each quarter, and to whom.</p>", []string{"applies for a licence", "who must report each quarter"}},
		{"footnotes by class", `<p>Foil<sup><a href="#fn1">1</a></sup> is controlled.</p><div class="footnotes"><p id="fn1">1 Thinner than a hair.</p></div>`, []string{"Foil", "is controlled", "Thinner than a hair."}},
		{"citation wrapped in tags", "<p>See <a href=/c><i>§ 12.3(a)</i></a>, as amended.</p>", []string{"See § 12.3(a), as amended."}},
		{"changes with a removal", "<p>The entry for lead has been removed from the list below.</p>", []string{"has been removed from the list"}},
		{"blanks of other widths", "<p>See §&nbsp;12.3(a), §&#8201;4 and §&#12288;5.</p>", []string{"See § 12.3(a), § 4 and § 5."}},
		{"blocks beside each other", "<div>one</div><div>two</div><dl><dt>Tin</dt><dd>Sn</dd></dl>", []string{"one\n", "two\n", "Tin", "Sn"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(context.Background(), Input{Bytes: []byte(frame(c.body)), MediaType: "text/html"}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, p)
			if told := slices.ContainsFunc(p.Warnings, func(w string) bool { return strings.Contains(w, "without its structure") }); told != (c.name == "deep") {
				t.Errorf("warnings %q", p.Warnings)
			}
			at := 0
			for _, w := range c.want {
				i := strings.Index(p.Text[at:], w)
				if i < 0 {
					t.Fatalf("%q is not in its place in %q; dropped %v", w, p.Text, p.Dropped)
				}
				at += i + len(w)
			}
		})
	}
}

// TestDropsAreCounted reads pages with much beside their documents: what a reader sees is in the text or
// among what was left out, with the reason and how much it is.
func TestDropsAreCounted(t *testing.T) {
	counted := regexp.MustCompile(`\((\d+) characters\)$`)
	for name, c := range map[string]struct{ page, selector string }{
		"news":               {newsPage(""), ""},
		"news with a box":    {newsPage(`<aside class="related"><h3>Related</h3><ul><li><a href="/a">Tin prices climb again in London</a></li></ul></aside>`), ""},
		"a part of the page": {newsPage(""), ".article-body"},
		"nothing beside":     {"<html><body><h1>Notice on ores</h1><p>The exporter of an ore applies for a licence in writing, and waits for it.</p></body></html>", "body"},
	} {
		p, err := Parse(context.Background(), Input{Bytes: []byte(c.page), MediaType: "text/html", URL: "https://news.example/a", Hints: corpus.Hints{Body: c.selector}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		left, around := 0, false
		for _, d := range p.Dropped {
			if d.What == "" || d.Why == "" {
				t.Errorf("%s: left out without a name or a reason: %+v", name, d)
			}
			around = around || strings.HasPrefix(d.What, "the page around ")
			if m := counted.FindStringSubmatch(d.What); m != nil {
				n, err := strconv.Atoi(m[1])
				if err != nil {
					t.Fatal(err)
				}
				left += n
			}
		}
		if !around && p.Kept+left != p.Visible {
			t.Errorf("%s: %d characters are kept and %d left out of %d: %+v", name, p.Kept, left, p.Visible, p.Dropped)
		}
		if around != (c.selector == ".article-body") || len(p.Dropped) == 0 != (name == "nothing beside") {
			t.Errorf("%s: left out %+v", name, p.Dropped)
		}
	}
}

// TestNoTextIsGlued holds the package to its own writer: the library's Text joins the words of neighbouring
// blocks. The tokenizer's method of that name is another.
func TestNoTextIsGlued(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	set := token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) > 0 {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "Text" {
				return true
			}
			if of, ok := f.X.(*ast.Ident); !ok || of.Name != "z" {
				t.Errorf("%s: use textOf, which parts blocks", set.Position(n.Pos()))
			}
			return true
		})
	}
	page := `<html><body><p class="oj-doc-ti">REGULATION (EU) 2031/7<br>of 4 May 2031</p><div><p class="oj-normal">Ores need a licence before they leave the country.</p></div></body></html>`
	p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html"}, Options{})
	if err != nil || p.Title != "REGULATION (EU) 2031/7 of 4 May 2031" {
		t.Errorf("title %q, %v", p.Title, err)
	}
}
