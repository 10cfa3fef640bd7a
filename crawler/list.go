package crawler

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/lodestone-kb/lodestone/corpus"
)

// readList reads a page of links by the selectors of the manifest.
func readList(s *Source, e *Entry, base, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	doc, err := parseHTML(body, mediaType)
	if err != nil {
		return out, err
	}
	prefix := baseOf(doc)
	titled, dated := 0, 0
	doc.Find(e.Item).Each(func(_ int, node *goquery.Selection) {
		f := s.readItem(e, node)
		if f.link != "" {
			f.link = prefix(f.link)
		}
		if f.title != "" {
			titled++
		}
		if !f.date.IsZero() {
			dated++
		}
		out.finds = append(out.finds, f)
	})
	if len(out.finds) > 0 {
		if titled == 0 {
			out.missing = append(out.missing, "title")
		}
		if dated == 0 && e.Date != "" {
			out.missing = append(out.missing, "date")
		}
	}
	if e.Next != "" {
		if href, ok := doc.Find(e.Next).First().Attr("href"); ok && usable(href) {
			out.next = append(out.next, prefix(href))
		}
	}
	return out, nil
}

// readItem reads one item of a list page.
func (s *Source) readItem(e *Entry, node *goquery.Selection) find {
	link := node.Find("a[href]").First()
	if goquery.NodeName(node) == "a" {
		link = node
	}
	if e.Link != "" {
		link = node.Find(e.Link).First()
	}
	f := find{}
	if href, ok := link.Attr("href"); ok && usable(href) {
		f.link = strings.TrimSpace(href)
	}
	if e.Title != "" {
		f.title = squeeze(node.Find(e.Title).First().Text())
	} else if f.title = squeeze(link.AttrOr("title", "")); f.title == "" {
		f.title = squeeze(link.Text()) // lists shorten the text and keep the whole in the attribute
	}
	if e.Date != "" {
		d := node.Find(e.Date).First()
		if f.date = s.hintDate(d.AttrOr("datetime", "")); f.date.IsZero() {
			f.date = s.hintDate(d.Text())
		}
	}
	if e.Number != "" {
		f.number = squeeze(node.Find(e.Number).First().Text())
	}
	return f
}

// usable reports whether a link leads to a page at all.
func usable(href string) bool {
	href = strings.ToLower(strings.TrimSpace(href))
	for _, scheme := range []string{"javascript:", "mailto:", "tel:", "data:"} {
		if strings.HasPrefix(href, scheme) {
			return false
		}
	}
	return href != "" && href != "#"
}

// baseOf returns what the page's base element makes of a link.
func baseOf(doc *goquery.Document) func(string) string {
	href, ok := doc.Find("base[href]").First().Attr("href")
	if !ok {
		return func(s string) string { return s }
	}
	return func(s string) string {
		if to, err := joinAddress(href, s); err == nil {
			return to
		}
		return s
	}
}

// attachments returns what is attached to an item's page: the links that the manifest's selector
// finds, or those in the body node with one of its extensions.
func (r *run) attachments(g got) []item {
	a := r.s.Attachments
	if a.Selector == "" && len(a.Extensions) == 0 || !isHTML(g.capture.MediaType, g.body) {
		return nil
	}
	doc, err := parseHTML(g.body, g.capture.MediaType)
	if err != nil {
		return nil
	}
	links := doc.Find("a[href]")
	if r.s.Body != "" && doc.Find(r.s.Body).Length() > 0 {
		links = doc.Find(r.s.Body).Find("a[href]")
	}
	if a.Selector != "" {
		links = doc.Find(a.Selector)
	}
	prefix := baseOf(doc)
	var out []item
	taken := map[string]bool{g.capture.URL: true, g.capture.FinalURL: true}
	links.Each(func(_ int, l *goquery.Selection) {
		href, ok := l.Attr("href")
		if !ok || !usable(href) {
			return
		}
		url, err := r.s.resolve(g.capture.FinalURL, prefix(href))
		if err != nil || taken[url] || a.Selector == "" && !hasExtension(url, a.Extensions) {
			return
		}
		taken[url] = true
		h := r.s.hints()
		h.Body, h.Kind, h.Parent = "", corpus.Annex, g.capture.FinalURL
		h.Title, h.Published = linkTitle(l), g.capture.Hints.Published
		out = append(out, item{url, h})
	})
	return out
}

// linkTitle is what a link calls the thing it leads to.
func linkTitle(l *goquery.Selection) string {
	if t := squeeze(l.Text()); t != "" {
		return t
	}
	return squeeze(l.AttrOr("title", ""))
}

func hasExtension(address string, extensions []string) bool {
	p := pathOf(address)
	for _, e := range extensions {
		if strings.HasSuffix(p, "."+strings.ToLower(strings.TrimPrefix(e, "."))) {
			return true
		}
	}
	return false
}

// plainText is what is left of a title in which a feed put markup.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return squeeze(s)
	}
	nodes, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return squeeze(s)
	}
	return squeeze(goquery.NewDocumentFromNode(nodes).Text())
}

func joinAddress(base, link string) (string, error) {
	b, err := parseAddress(base)
	if err != nil {
		return "", err
	}
	u, err := b.Parse(link)
	if err != nil {
		return "", fmt.Errorf("link %q: %w", link, err)
	}
	return u.String(), nil
}
