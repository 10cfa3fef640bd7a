package api_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What may stand in Latin letters on a Chinese page, by kind: names of acts, documents and rules, codes
// of goods, symbols of elements, addresses, times, abbreviations, and the query language itself.
var latin = regexp.MustCompile(strings.Join([]string{
	`\b[a-z]{2}(?:-[A-Za-z0-9.]+)+(?:/[\w.*-]+)?`,            // an act or a measure
	`\bd-[a-z0-9]+|\b[a-z][a-z_-]*/\d+`,                      // a document, a rule
	`https?://\S+|/[a-z][\w./]*|[\w.-]+\.example\S*`,         // an address
	`\b[A-Z][A-Z0-9/.&-]*s?\b|\b\d+[A-Z]\d*(?:\.[a-z0-9]+)*`, // an abbreviation, a code of goods
	`（[A-Z][a-z]?）|\b[A-Z][a-z]?\b`,                          // a symbol
	`"[^"]*"|“[^”]*”|可用值：[a-z_, -]+|(?:检索|筛选|例如) ?[^。；]*`,    // what the reader wrote or may write
	`\b[a-z]+[.#][\w-]+|《[^》]*》|\b[0-9a-f]{32,}\b`,           // a part of a page, the title of a text, its checksum
	`\b(?:Lodestone|Atom|Markdown|[Ww]ebhook|UTF-8)\b`,       // names of programs and formats
}, "|"))

// A Chinese page speaks Chinese: what stands there in another language says so, as a quote or as the
// words of the register.
func TestChinesePagesSpeakChinese(t *testing.T) {
	h := holder(t)
	word := regexp.MustCompile(`[A-Za-z][A-Za-z’']+`)
	all := pages()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if name == "docs" { // of the interface for programs, which is described in English
			continue
		}
		path := all[name] + "?ui=zh"
		if strings.Contains(all[name], "?") {
			path = all[name] + "&ui=zh"
		}
		root, _ := open(t, h, path)
		for _, said := range chineseTexts(root) {
			if rest := latin.ReplaceAllString(said, " "); word.MatchString(rest) {
				t.Errorf("%s: %q, in %q", name, word.FindString(rest), said)
			}
		}
	}
}

// chineseTexts gathers what a page says in Chinese: texts and labels that are in no other language.
func chineseTexts(root *html.Node) []string {
	var out []string
	var walk func(n *html.Node, lang string)
	walk = func(n *html.Node, lang string) {
		if n.Type == html.TextNode {
			if said := strings.Join(strings.Fields(n.Data), " "); said != "" && strings.HasPrefix(lang, "zh") {
				out = append(out, said)
			}
			return
		}
		if l := attr(n, "lang"); l != "" {
			lang = l
		}
		switch n.DataAtom {
		case atom.Head, atom.Script, atom.Code, atom.Datalist:
			return
		}
		if class := strings.Fields(attr(n, "class")); slices.Contains(class, "id") || slices.Contains(class, "api") || slices.Contains(class, "out") {
			return
		}
		if strings.HasPrefix(lang, "zh") {
			for _, name := range []string{"title", "aria-label", "data-label"} {
				if said := attr(n, name); said != "" {
					out = append(out, said)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, lang)
		}
	}
	walk(root, "")
	return out
}
