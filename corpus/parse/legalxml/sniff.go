package legalxml

import (
	"bytes"
	"strings"
)

// Sniff reports whether bytes that are text begin like XML: with a declaration, or with the top
// element of a vocabulary of this package. XHTML is a web page, and no XML to this package.
func Sniff(b []byte) bool {
	name, declared := root(b[:min(len(b), 64<<10)])
	if name == "" || strings.EqualFold(name, "html") {
		return false
	}
	if declared {
		return true
	}
	if name == "rss" || name == "feed" || name == "RDF" {
		return true
	}
	for _, v := range vocabularies() {
		for _, r := range v.roots {
			if r == name && !strings.EqualFold(r, "section") && !strings.EqualFold(r, "title") {
				return true
			}
		}
	}
	return false
}

// Root returns the local name of the top element, or "" where the bytes do not begin like XML.
func Root(b []byte) string {
	text, _ := Text(b[:min(len(b), 64<<10)])
	name, _ := root([]byte(text))
	return name
}

// root returns the local name of the top element, and whether an XML declaration stands before it.
func root(b []byte) (name string, declared bool) {
	for range 1000 {
		b = bytes.TrimLeft(b, "\xef\xbb\xbf \t\r\n")
		if !bytes.HasPrefix(b, []byte("<")) || len(b) < 2 {
			return "", declared
		}
		end := ">"
		switch {
		case bytes.HasPrefix(b, []byte("<?xml ")):
			declared = true
		case bytes.HasPrefix(b, []byte("<!--")):
			end = "-->"
		case b[1] == '!' && bytes.IndexByte(b[:max(bytes.IndexByte(b, '>'), 0)], '[') > 0:
			end = "]>"
		case b[1] != '?' && b[1] != '!':
			stop := bytes.IndexAny(b, " \t\r\n/>")
			if stop < 2 {
				return "", declared
			}
			name = string(b[1:stop])
			return name[strings.IndexByte(name, ':')+1:], declared
		}
		i := bytes.Index(b, []byte(end))
		if i < 0 {
			return "", declared
		}
		b = b[i+len(end):]
	}
	return "", declared
}
