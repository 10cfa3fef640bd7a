package crawler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// readList reads a page of links by the selectors of the manifest.
func readList(s *Source, e *Entry, base, mediaType string, body []byte) (listing, error) {
	out := listing{total: -1}
	body, mediaType, err := e.markup(body, mediaType)
	if err != nil {
		return out, err
	}
	doc, err := parseHTML(body, mediaType)
	if err != nil {
		return out, err
	}
	if err := e.readAround(doc, &out); err != nil {
		return out, err
	}
	prefix := baseOf(doc)
	titled, dated, numbered := 0, 0, 0
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
		if f.number != "" {
			numbered++
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
		if numbered == 0 && e.Number != "" {
			out.missing = append(out.missing, "number")
		}
	}
	if e.Next != "" {
		if href, ok := doc.Find(e.Next).First().Attr("href"); ok && usable(href) {
			out.next = append(out.next, prefix(href))
		}
	}
	return out, nil
}

// markup returns the page itself where it is a text inside a JSON answer, as portals send them.
func (e *Entry) markup(body []byte, mediaType string) ([]byte, string, error) {
	if e.Within == "" {
		return body, mediaType, nil
	}
	text, err := toUTF8(body, mediaType)
	if err != nil {
		return nil, "", err
	}
	whole, err := jsonTree(text)
	if err != nil {
		return nil, "", err
	}
	page, ok := lookUp(whole, e.Within).(string)
	if !ok {
		return nil, "", fmt.Errorf("%w: there is no text at %q", errNotListing, e.Within)
	}
	return []byte(page), "text/html; charset=utf-8", nil
}

// readAround reads what stands around the items of a list page: their number and the headings.
func (e *Entry) readAround(doc *goquery.Document, out *listing) error {
	if e.Total != "" {
		selector, attribute, _ := strings.Cut(e.Total, "@")
		node := doc.Find(selector).First()
		text := squeeze(node.Text())
		if attribute != "" {
			text = squeeze(node.AttrOr(attribute, ""))
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return fmt.Errorf("%w: there is no number at %q", errNotListing, e.Total)
		}
		out.total = n
	}
	if e.Columns.Header == "" {
		return nil
	}
	seen := map[string]bool{}
	doc.Find(e.Columns.Header).Each(func(_ int, cell *goquery.Selection) {
		name := squeeze(cell.Text())
		if seen[name] = true; !slices.Contains(e.Columns.Names, name) {
			out.unknown = append(out.unknown, fmt.Sprintf("column %q", name))
		}
	})
	for _, name := range e.Columns.Names {
		if !seen[name] {
			out.missing = append(out.missing, fmt.Sprintf("column %q", name))
		}
	}
	return nil
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
		if f.date = s.dateIn(e, d.AttrOr("datetime", "")); f.date.IsZero() {
			f.date = s.dateIn(e, d.Text())
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
