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

// readableBody asks the reader mode of browsers which elements are the article. It is made for news
// in languages that part words with blanks; it would throw the tables and lists of a notice away.
// Only its choice is used, not its tree: it rewrites pages and fuses words. What it leaves out
// inside the article is added to drop.
func readableBody(root, whole *html.Node, address string, enough int, drop map[*html.Node]string) (*html.Node, bool) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" {
		base = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	}
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
		return nil, false
	}
	kept := map[*html.Node]bool{}
	walk(article.Node, func(n *html.Node) bool {
		if i, err := strconv.Atoi(attr(n, mark)); err == nil && i >= 0 && i < len(all) {
			kept[all[i]] = true
		}
		return true
	})
	body := commonParent(whole, kept)
	if body == nil || visibleIn(article.Node) < enough {
		return nil, false
	}
	r := reading{kept: kept, text: squeeze(textOf(article.Node)), drop: drop}
	r.dropUnread(body)
	for n := body; n != nil; n = n.Parent {
		delete(drop, n)
	}
	return body, true
}

// reading is what reader mode took: elements, where they can be known again, and words.
type reading struct {
	kept map[*html.Node]bool
	text string
	drop map[*html.Node]string
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

// commonParent returns the smallest element that holds all that was kept.
func commonParent(whole *html.Node, kept map[*html.Node]bool) *html.Node {
	below := map[*html.Node]int{}
	var count func(n *html.Node) int
	count = func(n *html.Node) int {
		total := 0
		if kept[n] {
			total++
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			total += count(c)
		}
		below[n] = total
		return total
	}
	total := count(whole)
	if total == 0 {
		return nil
	}
	n := whole
	for !kept[n] {
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if below[c] == total {
				next = c
			}
		}
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// dropUnread marks what reader mode left out inside the body. It is overruled for tables of data
// and for lists that are not links: in a report on a notice they are the items.
func (r reading) dropUnread(n *html.Node) bool {
	read := r.kept[n]
	var unread []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if r.dropUnread(c) {
			read = true
			delete(r.drop, c) // its name or its links said otherwise
		} else {
			unread = append(unread, c)
		}
	}
	for _, c := range unread {
		if !read || r.drop[c] != "" || isContent(c) {
			continue
		}
		if words := squeeze(textOf(c)); len(words) >= 20 && strings.Contains(r.text, words) {
			continue // it was moved into an element of reader mode's own
		}
		r.drop[c] = "reader mode leaves it out"
	}
	return read
}

func isContent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Br, atom.Hr, atom.Strong, atom.B, atom.Em, atom.I, atom.Span, atom.Sup, atom.Sub:
		return true
	case atom.Table:
		rows := rowsOf(n)
		return len(rows) > 1 && !isLayout(n, rows) && linkShare(n) < 0.3
	case atom.Ul, atom.Ol, atom.Dl:
		return linkShare(n) < 0.2 && !isRelatedBox(n) && boilerplate(n) == ""
	}
	return false
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
