package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/kb/diff"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// Every phrase that a template or the code of this package says stands in Chinese too, with the
// same places for its arguments; and nothing stands there that nobody says.
func TestEveryPhraseIsSaidInChinese(t *testing.T) {
	chinese, said := chinese(), map[string]bool{}
	for _, phrase := range append(phrasesOfTemplates(t), phrasesOfCode(t)...) {
		said[phrase] = true
		zh, ok := chinese[phrase]
		if !ok {
			t.Errorf("%q is not said in Chinese", phrase)
			continue
		}
		if verbs(phrase) != verbs(zh) {
			t.Errorf("%q takes %s, in Chinese %s", phrase, verbs(phrase), verbs(zh))
		}
		if !strings.ContainsFunc(zh, func(r rune) bool { return r > unicode.MaxLatin1 }) {
			t.Errorf("%q is %q in Chinese", phrase, zh)
		}
	}
	for phrase := range merged(chinesePhrases(), chineseKept(), chineseSeen(), chineseExtent()) {
		if !said[phrase] && !strings.HasSuffix(phrase, " confidence)") { // made from a register's word
			t.Errorf("%q is said nowhere", phrase)
		}
	}
}

var verb = regexp.MustCompile(`%(?:\[\d\])?[a-z]`)

func verbs(phrase string) string { return strings.Join(verb.FindAllString(phrase, -1), "") }

// phrasesOfTemplates finds {{t "…"}}, and the things that count and noun name.
func phrasesOfTemplates(t *testing.T) []string {
	call := regexp.MustCompile(`\bt ("(?:[^"\\]|\\.)*")|\b(?:count|noun) (?:\([^)]*\)|\S+) ("[^"]*")`)
	var out []string
	files, err := templates.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := templates.ReadFile("templates/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			out = append(out, unquote(t, m[1]+m[2]))
		}
	}
	return out
}

// phrasesOfCode finds the calls of t, count and noun with a phrase written out.
func phrasesOfCode(t *testing.T) []string {
	var out []string
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "t" && method.Sel.Name != "count" && method.Sel.Name != "noun" {
				return true
			}
			for i, arg := range call.Args {
				if word, ok := arg.(*ast.BasicLit); ok && word.Kind == token.STRING && (i == 0) == (method.Sel.Name == "t") {
					out = append(out, unquote(t, word.Value))
				}
			}
			return true
		})
	}
	return out
}

func unquote(t *testing.T, s string) string {
	u, err := strconv.Unquote(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return u
}

func TestLanguageOfAPage(t *testing.T) {
	for _, c := range []struct {
		address, cookie, accept string
		want                    wording.Language
	}{
		{"/", "", "", wording.English},
		{"/", "", "zh-CN,zh;q=0.9,en;q=0.8", wording.Chinese},
		{"/", "", "en-GB,en;q=0.9,zh;q=0.8", wording.English},
		{"/", "", "fr-FR,fr", wording.English},
		{"/", "", "fr, zh-Hant;q=0.5", wording.Chinese},
		{"/", "", ";;;;", wording.English},
		{"/", "zh", "en", wording.Chinese},
		{"/?ui=en", "zh", "zh", wording.English},
		{"/?ui=zh", "en", "", wording.Chinese},
		{"/?ui=xx", "zh", "", wording.Chinese},
	} {
		r := httptest.NewRequest(http.MethodGet, c.address, nil)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: languageCookie, Value: c.cookie})
		}
		if c.accept != "" {
			r.Header.Set("Accept-Language", c.accept)
		}
		if got := languageOf(r); got != c.want {
			t.Errorf("%s, cookie %q, accepting %q: %s, want %s", c.address, c.cookie, c.accept, got, c.want)
		}
	}
}

// What makes a difference of two texts weigh is told in the reader's language.
func TestReasonsOfDifferencesAreWorded(t *testing.T) {
	says := speech{Wording: wording.New(noNames{})[wording.Chinese], phrases: chinese()}
	for _, name := range diff.ReasonNames() {
		if says.t(name) == name {
			t.Errorf("the reason %q has no words in Chinese", name)
		}
	}
	row := says.diffRow(diff.Change{Reasons: []diff.Reason{{What: "force", Before: "must, must not", After: "may"}, {What: "wording", Before: "must", After: "May"}}})
	if row.Reasons[0] != (diff.Reason{What: "force", Before: "应当，不得", After: "可以"}) || row.Reasons[1].Before != "must" {
		t.Errorf("reasons %+v; want the commands worded and the quotes as they are", row.Reasons)
	}
}

// What was not looked up in depth stands under every page, in the reader's language.
func TestLimitsOfTheCorpusAreWorded(t *testing.T) {
	d, _, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Coverage(t.Context())
	if err != nil || len(c.NotCovered) == 0 {
		t.Fatalf("%d limits, %v", len(c.NotCovered), err)
	}
	says := speech{phrases: chinese()}
	for _, limit := range c.NotCovered {
		if says.t(limit) == limit {
			t.Errorf("%q is not said in Chinese", limit)
		}
	}
}
