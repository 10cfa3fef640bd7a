package parse

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/pagedate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
	m.number = labelledNumber(doc.Nodes[0])
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

// catalogueLabel names the number of a document in the catalogue of an authority in China, which stands in a table above
// the text, and chineseNumber is what may stand there.
var (
	catalogueLabel = regexp.MustCompile(`^(?:发文字号|发文文号|发文号|公文字号|文件字号|文号|公告文号|文件编号|發文字號)[:：]?(.*)$`)
	chineseNumber  = regexp.MustCompile(`^\p{Han}{0,30}(?:[〔\[【（(](?:19|20)\d\d[〕\]】）)]第?\d+[号號]|(?:19|20)\d\d年第\d+[号號]|第\d+[号號](?:令|公告)?)$`)
)

// labelledNumber reads the number of a document where the page labels it: behind the label, or in the next words.
func labelledNumber(root *html.Node) string {
	var number string
	labelled := false
	walk(root, func(n *html.Node) bool {
		if number != "" || n.Type == html.ElementNode && (invisible(n.DataAtom) || n.DataAtom == atom.A) {
			return false
		}
		if n.Type != html.TextNode || len(n.Data) > 400 {
			return true
		}
		t := strings.Join(strings.Fields(n.Data), "")
		if t == "" {
			return true
		}
		if m := catalogueLabel.FindStringSubmatch(t); m != nil {
			labelled, t = true, m[1]
		}
		if labelled && t != "" {
			labelled = false
			if chineseNumber.MatchString(t) {
				number = t
			}
		}
		return true
	})
	return number
}

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
