package sample

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// pageSize is how many publications a page of a listing holds.
const pageSize = 5

// listed is one line of a listing.
type listed struct {
	address string
	version
}

// standing returns what can be read on a day, newest first; annexes are found from their documents
// and stand in no listing.
func (s *site) standing(day corpus.Date) []listed {
	var out []listed
	for _, p := range s.pages {
		if v, ok := p.on(day); ok && v.form == formHTML {
			out = append(out, listed{p.address(day), v})
		}
	}
	slices.SortStableFunc(out, func(x, y listed) int { return y.published.Compare(x.published) })
	return out
}

// listingPath is where the publisher lists its publications.
func (s *site) listingPath() string {
	switch s.listing {
	case "json":
		return "/api/documents.json"
	case "atom":
		return "/feed.atom"
	case "rss":
		return "/rss.xml"
	case "sitemap":
		return "/sitemap.xml"
	}
	return "/list.html"
}

// list makes the n-th page of the listing, from 1; false where there is no such page. Feeds and
// site maps have one page.
func (s *site) list(day corpus.Date, n int) ([]byte, string, bool) {
	all := s.standing(day)
	switch s.listing {
	case "atom":
		return s.atom(all), "application/atom+xml; charset=utf-8", n == 1
	case "rss":
		return s.rss(all), "application/rss+xml; charset=utf-8", n == 1
	case "sitemap":
		return s.sitemap(all), "application/xml; charset=utf-8", n == 1
	}
	first := (n - 1) * pageSize
	if n < 1 || n > 1 && first >= len(all) {
		return nil, "", false
	}
	part, more := all[min(first, len(all)):min(first+pageSize, len(all))], first+pageSize < len(all)
	if s.listing == "json" {
		return s.json(part, len(all), n, more), "application/json; charset=utf-8", true
	}
	return s.htmlList(part, n, more), "text/html; charset=utf-8", true
}

func (s *site) htmlList(part []listed, n int, more bool) []byte {
	var b strings.Builder
	b.WriteString("<ul class=\"list\">\n")
	for _, l := range part {
		fmt.Fprintf(&b, "<li><a href=\"%s\" title=\"%s\">%s</a><span>%s</span></li>\n", l.address, html.EscapeString(l.title), html.EscapeString(l.title), l.published)
	}
	b.WriteString("</ul>\n")
	title, next := "Documents", "Next"
	if isChinese(s.lang) {
		title, next = "公告列表", "下一页"
	}
	if more {
		fmt.Fprintf(&b, "<div class=\"page\"><a class=\"next\" href=\"/list.html?page=%d\">%s</a></div>\n", n+1, next)
	}
	return []byte(s.page(s.lang, title, "", b.String()+s.footer(s.lang)))
}

func (s *site) json(part []listed, total, n int, more bool) []byte {
	type item struct {
		URL    string `json:"url"`
		Title  string `json:"title"`
		Date   string `json:"date"`
		Number string `json:"number"`
	}
	out := struct {
		Note  string `json:"note"`
		Total int    `json:"total"`
		Next  string `json:"next"`
		Items []item `json:"items"`
	}{Note: mark(s.lang), Total: total, Items: []item{}}
	for _, l := range part {
		out.Items = append(out.Items, item{"http://" + s.host + l.address, l.title, l.published.String(), l.number})
	}
	if more {
		out.Next = fmt.Sprintf("%s?page=%d", s.listingPath(), n+1)
	}
	b, _ := json.MarshalIndent(out, "", " ") // strings and numbers only: it cannot fail
	return append(b, '\n')
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

func (s *site) atom(all []listed) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>%s</title>\n<subtitle>%s</subtitle>\n<id>http://%s/feed.atom</id>\n",
		escapeXML(s.name), mark(s.lang), s.host)
	for _, l := range all {
		at := "http://" + s.host + l.address
		fmt.Fprintf(&b, "<entry><title>%s</title><link href=\"%s\"/><id>%s</id><published>%sT08:00:00Z</published><updated>%sT08:00:00Z</updated></entry>\n",
			escapeXML(l.title), at, at, l.published, l.from)
	}
	b.WriteString("</feed>\n")
	return []byte(b.String())
}

func (s *site) rss(all []listed) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel>\n<title>%s</title>\n<link>http://%s/</link>\n<description>%s</description>\n",
		escapeXML(s.name), s.host, mark(s.lang))
	for _, l := range all {
		at := "http://" + s.host + l.address
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"true\">%s</guid><pubDate>%02d %s %04d 08:00:00 GMT</pubDate></item>\n",
			escapeXML(l.title), at, at, l.published.Day, months[l.published.Month][:3], l.published.Year)
	}
	b.WriteString("</channel></rss>\n")
	return []byte(b.String())
}

func (s *site) sitemap(all []listed) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- %s -->\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", mark(s.lang))
	for _, l := range all {
		fmt.Fprintf(&b, "<url><loc>http://%s%s</loc><lastmod>%s</lastmod></url>\n", s.host, l.address, l.from)
	}
	b.WriteString("</urlset>\n")
	return []byte(b.String())
}
