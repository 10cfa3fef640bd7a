package parse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// popup is why a box that opens over a link is left out.
const popup = "a box of links that opens over a link"

// isPopup reports whether an element is a box that opens over the link before it, as pages of news
// hang on the names of persons and companies: style sheets hide it, but its words stand within the
// sentence. It holds two links or more and hardly other words, and shows a picture or repeats the
// words of the link.
func isPopup(n *html.Node) bool {
	if n.DataAtom != atom.Span && n.DataAtom != atom.Div {
		return false
	}
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if before == nil || before.DataAtom != atom.A || n.Parent == nil || isBlock(n.Parent.DataAtom) && n.Parent.DataAtom != atom.P {
		return false
	}
	links, pictures := 0, 0
	walk(n, func(c *html.Node) bool {
		switch c.DataAtom {
		case atom.A:
			links++
		case atom.Img:
			pictures++
		}
		return true
	})
	if links < 2 || linkShare(n) < 0.8 {
		return false
	}
	name := textOf(before)
	return pictures > 0 || name != "" && strings.Contains(textOf(n), name)
}
