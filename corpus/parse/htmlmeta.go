package parse

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/pagedate"
	"golang.org/x/net/html"
)

// meta is what a page's head and frame say about its document.
type meta struct {
	title      string
	titleShown bool // a reader of the page sees it
	lang       corpus.Lang
	published  corpus.Date
	modified   corpus.Date
	shown      corpus.Date
	dateLines  []string // the short lines of the page that print its day
	authority  string
	number     string
	canonical  string
	base       *url.URL
}

func readMeta(doc *goquery.Document, in Input) meta {
	var m meta
	m.base, _ = url.Parse(in.URL)
	if href, ok := doc.Find("base[href]").Attr("href"); ok && m.base != nil {
		if b, err := m.base.Parse(href); err == nil {
			m.base = b
		}
	}
	named := namedMeta(doc)
	m.lang = corpus.Lang(firstOf(doc.Find("html").AttrOr("lang", ""), doc.Find("html").AttrOr("xml:lang", ""), named["content-language"], doc.Find("body").AttrOr("lang", "")))
	m.title, m.titleShown = titleOf(doc, named)
	m.authority = firstOf(named["contentsource"], named["dc.publisher"], named["dcterms.publisher"])
	if href, ok := resolve(m.base, doc.Find("link[rel=canonical]").AttrOr("href", "")); ok {
		m.canonical = href
	} else if href, ok := resolve(m.base, named["og:url"]); ok {
		m.canonical = href
	}
	m.days(doc, in)
	return m
}

// days reads what the page says of its own days. An address that redirects or carries none is helped
// by the page's own statement of its address.
func (m *meta) days(doc *goquery.Document, in Input) {
	page := pagedate.Page{URL: in.URL, Lang: m.lang, Zone: in.Hints.Zone, Fetched: in.Fetched}
	if page.URL == "" {
		page.URL = m.canonical
	}
	r := pagedate.Read(doc.Nodes[0], page)
	m.published, m.modified, m.shown, m.dateLines = r.Published.Day, r.Modified.Day, r.Shown, r.Lines
}

// namedMeta collects the meta elements by lower-case name, property or itemprop; the first wins.
func namedMeta(doc *goquery.Document) map[string]string {
	named := map[string]string{}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		content := block.Normalise(s.AttrOr("content", ""), false)
		for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
			name := strings.ToLower(strings.TrimSpace(s.AttrOr(key, "")))
			if name != "" && content != "" && named[name] == "" {
				named[name] = content
			}
		}
	})
	return named
}

// titleOf prefers the heading that the reader sees; the head's titles carry the site's name.
func titleOf(doc *goquery.Document, named map[string]string) (string, bool) {
	og := firstOf(named["og:title"], named["articletitle"], named["citation_title"], named["dc.title"])
	head := block.Normalise(doc.Find("head title").First().Text(), false)
	if fileName.MatchString(head) {
		head = "" // the Official Journal's pages are called like their files
	}
	if t := journalTitle(doc); t != "" {
		return t, false
	}
	var shown []string
	doc.Find("h1").Each(func(_ int, s *goquery.Selection) {
		if t := block.Normalise(textOf(s.Nodes[0]), false); t != "" && !hidden(s.Nodes[0]) {
			shown = append(shown, t)
		}
	})
	for _, h := range shown {
		if strings.Contains(head, h) || strings.Contains(og, h) {
			return h, true
		}
	}
	if len(shown) == 1 && utf8.RuneCountInString(shown[0]) >= 6 && (og == "" || utf8.RuneCountInString(shown[0]) >= 12) {
		return shown[0], true
	}
	t := cutSite(firstOf(og, head), named["og:site_name"])
	for _, h := range shown {
		if t == "" {
			return h, true
		}
	}
	return t, t != "" && bodyShows(doc, t)
}

var fileName = regexp.MustCompile(`^[\w.-]+\.(?:xml|html?|docx?|pdf)$|^[0-9]{5}[A-Z][0-9]{4}$`)

// journalTitle joins the lines in which the Official Journal sets the title of an act.
func journalTitle(doc *goquery.Document) string {
	var parts []string
	doc.Find(".eli-main-title p, p.oj-doc-ti, p.doc-ti").EachWithBreak(func(i int, s *goquery.Selection) bool {
		parts = append(parts, block.Normalise(s.Text(), false))
		return i < 2
	})
	return block.Normalise(strings.Join(parts, " "), false)
}

func bodyShows(doc *goquery.Document, t string) bool {
	b := doc.Find("body")
	return b.Length() > 0 && strings.Contains(block.Normalise(textOf(b.Nodes[0]), false), t)
}

// cutSite removes the site's name behind the last bar, dash or underscore of a title.
func cutSite(title, site string) string {
	if site != "" {
		if t := strings.TrimSuffix(title, site); t != title && t != "" {
			return strings.TrimRight(t, " |-–—_·｜")
		}
	}
	for _, sep := range []string{" | ", "｜", " - ", " – ", " — ", "_", " · ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 && utf8.RuneCountInString(title[:i]) >= 8 && utf8.RuneCountInString(title[i:]) <= 34 {
			return strings.TrimSpace(title[:i])
		}
	}
	if m := hanSite.FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return title
}

// hanSite is a title followed by the name of a Chinese site, with nothing but a dash between.
var hanSite = regexp.MustCompile(`^(.*\p{Han}.{6,}?)[-_—–|]{1,2}[^-_—–|]{0,14}(?:网|网站|官网|频道|新闻|日报|在线)$`)

// roughSize returns the bytes of text below n, and stops counting early.
func roughSize(n *html.Node) int {
	size := 0
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			size += len(c.Data)
		}
		return size <= 1000
	})
	return size
}
