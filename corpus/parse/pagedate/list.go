package pagedate

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fewest is how many elements of one kind make a list of other pages, teaser how long the words of an item
// are at most, in bytes, and maxSiblings how many beside one are looked at.
const (
	fewest      = 3
	teaser      = 600
	maxSiblings = 200
)

// ofListed reports whether a node stands in an item of a list of other pages: one of several elements of
// one kind beside each other, each with a link as its heading or, in lists and tables, a link at all.
func ofListed(node *html.Node) bool {
	for a, n := node.Parent, 0; a != nil && a.DataAtom != atom.Body && n < 6; a, n = a.Parent, n+1 {
		leads := leadsOn(a)
		if leads == nil || a.Parent == nil {
			continue
		}
		if !leads(a) || len(textOf(a, teaser+1)) > teaser || !linksBeside(a, node) {
			continue
		}
		same, all := 0, 0
		for c := a.Parent.FirstChild; c != nil && all < maxSiblings; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			if all++; c.DataAtom == a.DataAtom && leads(c) && holdsNoTitle(c) {
				same++
			}
		}
		if same >= fewest && (a.DataAtom != atom.Tr || holdsNoTitle(a.Parent)) {
			return true
		}
	}
	return false
}

// leadsOn returns what tells that an element of a kind is an item that leads to another page; nil
// where elements of the kind are no items.
func leadsOn(n *html.Node) func(*html.Node) bool {
	switch n.DataAtom {
	case atom.Li, atom.Tr:
		return linked
	case atom.Article, atom.Div, atom.Section:
		return headsLink
	case atom.P:
		if class := attr(n, "class"); class != "" { // of others, those of a story may all have links
			return func(o *html.Node) bool { return attr(o, "class") == class && linked(o) }
		}
	}
	return nil
}

// headsLink reports whether an element has a heading that is a link.
func headsLink(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5:
			if linked(c) {
				return true
			}
		case atom.A:
			if first := firstElement(c); first != nil && (first.DataAtom == atom.H2 || first.DataAtom == atom.H3 || first.DataAtom == atom.H4) {
				return true
			}
		case atom.Div, atom.Header:
			if headsLink(c) {
				return true
			}
		}
	}
	return false
}

// linksBeside reports whether an element has a link with words that does not hold a node.
func linksBeside(n, node *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if _, ok := lookup(c, "href"); ok && c.DataAtom == atom.A {
			if !holdsNode(c, node) && textOf(c, 20) != "" {
				return true
			}
		} else if linksBeside(c, node) {
			return true
		}
	}
	return false
}

func firstElement(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

// holdsNoTitle reports whether there is no heading of the first rank in an element: a table that lays
// out the whole page is no list.
func holdsNoTitle(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.H1 || !holdsNoTitle(c) {
			return false
		}
	}
	return true
}

// headOfColumn returns the head of the column of a table in which a node stands, or "".
func headOfColumn(node *html.Node) string {
	cell := node
	for n := 0; cell != nil && cell.DataAtom != atom.Td && n < 6; n++ {
		cell = cell.Parent
	}
	if cell == nil || cell.DataAtom != atom.Td || cell.Parent == nil {
		return ""
	}
	column := 0
	for c := cell.PrevSibling; c != nil; c = c.PrevSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			column++
		}
	}
	table := cell.Parent
	for table != nil && table.DataAtom != atom.Table {
		table = table.Parent
	}
	row := firstRow(table)
	if row == nil || row == cell.Parent {
		return ""
	}
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Th {
			if c.DataAtom == atom.Td {
				return ""
			}
			continue
		}
		if column == 0 {
			return strings.TrimSpace(textOf(c, 80))
		}
		column--
	}
	return ""
}

func firstRow(n *html.Node) *html.Node {
	if n == nil || n.DataAtom == atom.Tr {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if row := firstRow(c); row != nil {
			return row
		}
	}
	return nil
}

// holdsNode reports whether a node is an element or lies below it.
func holdsNode(n, node *html.Node) bool {
	for ; node != nil; node = node.Parent {
		if node == n {
			return true
		}
	}
	return false
}
