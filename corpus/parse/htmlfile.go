package parse

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// isFile reports whether the link leads to a file rather than to a page: by the end of its address, by the name
// of a file in it or in the words of the link, or by what the markup says.
func isFile(n *html.Node) bool {
	u, err := url.Parse(strings.TrimSpace(attr(n, "href")))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	if fileKind(u.Path) || fileKinds[path.Base(u.Path)] || strings.HasPrefix(attr(n, "type"), "application/") {
		return true
	}
	if u.RawQuery != "" {
		for _, values := range u.Query() {
			if slices.ContainsFunc(values, fileKind) {
				return true
			}
		}
	}
	return u.Path != "" && path.Ext(u.Path) != ".htm" && path.Ext(u.Path) != ".html" && (fileKind(attr(n, "download")) || fileKind(attr(n, "title")) || roughSize(n) < 400 && fileKind(textOf(n)))
}

// fileKinds are last parts of addresses that deliver a file.
var fileKinds = setOf("pdf PDF doc docx xls xlsx")

// fileKind reports whether a name ends as those of documents do.
func fileKind(name string) bool {
	switch strings.ToLower(path.Ext(strings.TrimSpace(name))) {
	case ".pdf", ".doc", ".docx", ".docm", ".wps", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".zip", ".rar", ".7z", ".rtf", ".ofd", ".ods", ".odt", ".csv", ".txt", ".hwp", ".hwpx", ".ppt", ".pptx":
		return true
	}
	return false
}

// fileAreas are words in the names of elements in which publishing systems list the files of a document.
var fileAreas = setOf("file files attach attachs attachment attachments attached annex annexes download downloads fujian adjunto adjuntos anexo anexos unduh unduhan lampiran appendix")

const (
	fileAreaDepth = 5  // elements between a link and the area in which it stands
	maxBeside     = 50 // files taken from beside the body
)

// filesBeside returns the files that a page lists in an area for them outside of the body.
func (pg page) filesBeside(body *html.Node, base *url.URL) []block.Link {
	var out []block.Link
	walk(pg.whole, func(n *html.Node) bool {
		if n == body || len(out) >= maxBeside || n.Type == html.ElementNode && (invisible(n.DataAtom) || hidden(n)) {
			return false
		}
		if n.DataAtom != atom.A || !isFile(n) {
			return true
		}
		address, ok := resolve(base, attr(n, "href"))
		area := fileArea(n)
		if !ok || area == nil || boilerplateAbove(area) != "" || slices.ContainsFunc(out, func(l block.Link) bool { return l.URL == address }) {
			return false
		}
		l := block.Link{URL: address, Text: block.Normalise(textOf(n), false), Lang: corpus.Lang(attr(n, "hreflang"))}
		if before, _, found := strings.Cut(block.Normalise(textOf(area), false), l.Text); found {
			r := []rune(strings.TrimSpace(before))
			l.Label = string(r[:min(len(r), maxLabel)])
		}
		out = append(out, l)
		return false
	})
	return out
}

// fileArea returns the element above a link that is named as one for files, or nil.
func fileArea(n *html.Node) *html.Node {
	for range fileAreaDepth {
		n = n.Parent
		if n == nil || n.DataAtom == atom.Body {
			return nil
		}
		words := strings.FieldsFunc(strings.ToLower(attr(n, "class")+" "+attr(n, "id")), func(r rune) bool { return r == ' ' || r == '-' || r == '_' })
		if slices.ContainsFunc(words, func(w string) bool { return fileAreas[w] }) {
			return n
		}
	}
	return nil
}
