package parse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// densestBody takes the smallest node that holds nearly all running text.
func densestBody(whole *html.Node) body {
	drop := map[*html.Node]string{}
	markLinkLists(whole, drop)
	n := densest(whole, proseIn(whole, drop), drop)
	return body{node: n, how: "it lies outside the node that holds nearly all running text", dropped: drop}
}

// densest goes down from the whole page as long as one child holds most of the running text, and what
// stands beside it is not of the document: a page without a frame may have its long part in an element of
// its own, and the paragraphs, lists and tables before and after it beside.
func densest(whole *html.Node, prose map[*html.Node]int, drop map[*html.Node]string) *html.Node {
	n := whole
	for {
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if prose[c]*100 >= prose[whole]*85 && prose[c] > 0 {
				next = c
			}
		}
		if next == nil || !isBlock(next.DataAtom) || next.DataAtom == atom.P || next.DataAtom == atom.Ul || next.DataAtom == atom.Ol || next.DataAtom == atom.Tr {
			return n
		}
		if next.DataAtom == atom.Table || besideDocument(n, next, prose, drop) {
			return n
		}
		n = next
	}
}

// besideDocument reports whether a child of n other than next is a part of a document: a paragraph of running
// text, a numbered list of such, or a table of data.
func besideDocument(n, next *html.Node, prose map[*html.Node]int, drop map[*html.Node]string) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c == next || c.Type != html.ElementNode || drop[c] != "" || invisible(c.DataAtom) || hidden(c) || boilerplate(c) != "" {
			continue
		}
		switch c.DataAtom {
		case atom.P, atom.Ol:
			if prose[c] > 0 && linkShare(c) < 0.3 && !isChromeText(textOf(c)) {
				return true
			}
		case atom.Table:
			if isData(c) {
				return true
			}
		case atom.Div, atom.Section, atom.Center, atom.Figure:
			if t := onlyTable(c); t != nil && isData(t) {
				return true
			}
		}
	}
	return false
}

// onlyTable returns the table that is all of an element, as a frame that scrolls has it.
func onlyTable(n *html.Node) *html.Node {
	var table *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "", c.Type == html.CommentNode:
		case c.Type == html.ElementNode && c.DataAtom == atom.Table && table == nil:
			table = c
		default:
			return nil
		}
	}
	return table
}

// isData recognises a table of at least three rows and two columns that is no frame and no list of links.
func isData(table *html.Node) bool {
	rows := rowsOf(table)
	return len(rows) >= 3 && !isLayout(table, rows) && linkShare(table) < 0.3
}
