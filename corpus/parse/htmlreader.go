package parse

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mark is the attribute by which an element is known again in what reader mode returns.
const mark = "data-parse-mark"

// readerMode returns the elements that reader mode keeps, and its own tree of the article.
func readerMode(root, whole *html.Node, base *url.URL) (map[*html.Node]bool, *html.Node) {
	var all []*html.Node
	walk(whole, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: mark, Val: strconv.Itoa(len(all))})
			all = append(all, n)
		}
		return true
	})
	defer func() {
		for _, n := range all {
			n.Attr = n.Attr[:len(n.Attr)-1]
		}
	}()
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.DisableJSONLD = true
	parser.MaxElemsToParse = 30_000
	article, err := parser.ParseDocument(root, base)
	if err != nil || article.Node == nil {
		return nil, nil
	}
	kept := map[*html.Node]bool{}
	walk(article.Node, func(n *html.Node) bool {
		if i, err := strconv.Atoi(attr(n, mark)); err == nil && i >= 0 && i < len(all) {
			kept[all[i]] = true
		}
		return true
	})
	return kept, article.Node
}

// squeeze removes all blanks, so that words can be compared across different markup.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// linkShare is the share of the characters that are links.
func linkShare(n *html.Node) float64 {
	all, linked := 0, 0
	var visit func(n *html.Node, in bool)
	visit = func(n *html.Node, in bool) {
		if n.Type == html.TextNode {
			all += block.Inked(n.Data)
			if in {
				linked += block.Inked(n.Data)
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, in || n.DataAtom == atom.A)
		}
	}
	visit(n, false)
	return float64(linked) / float64(max(all, 1))
}
