package parse

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// meta is what a page's head and frame say about its document.
type meta struct {
	title      string
	titleShown bool // a reader of the page sees it
	lang       corpus.Lang
	published  corpus.Date
	dateLine   string // the short line of the page that prints the date of publication
	authority  string
	number     string
	canonical  string
	base       *url.URL
}

// publishedNames are the names of meta elements for the day of publication, the surest first.
// Modified times are another role.
var publishedNames = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "pubdate", "publishdate", "publish_date", "publication_date", "firstpublishedtime",
	"dc.date.issued", "dcterms.issued", "dcterms.created", "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "dc.date", "dcterms.date", "publish-date", "published", "date",
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
	ld := linkedData(doc)
	m.lang = corpus.Lang(firstOf(doc.Find("html").AttrOr("lang", ""), doc.Find("html").AttrOr("xml:lang", ""), named["content-language"], doc.Find("body").AttrOr("lang", "")))
	m.title, m.titleShown = titleOf(doc, named)
	for _, name := range publishedNames {
		if d, ok := civilDate(named[name], in.Hints.Zone); ok && m.published.IsZero() {
			m.published = d
		}
	}
	for _, claim := range []string{ld["datePublished"], microdata(doc)} {
		if d, ok := civilDate(claim, in.Hints.Zone); ok && m.published.IsZero() {
			m.published = d
		}
	}
	if d, ok := timeElement(doc, in.Hints.Zone); ok && m.published.IsZero() {
		m.published = d
	}
	m.dateLine = dateLine(doc, tidyLang(m.lang))
	m.authority = firstOf(named["contentsource"], named["dc.publisher"], named["dcterms.publisher"])
	if href, ok := resolve(m.base, doc.Find("link[rel=canonical]").AttrOr("href", "")); ok {
		m.canonical = href
	} else if href, ok := resolve(m.base, named["og:url"]); ok {
		m.canonical = href
	}
	return m
}

// namedMeta collects the meta elements by lower-case name, property or itemprop; the first wins.
func namedMeta(doc *goquery.Document) map[string]string {
	named := map[string]string{}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		content := block.Normalise(s.AttrOr("content", ""), false)
		for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
			name := strings.ToLower(strings.TrimSpace(s.AttrOr(key, "")))
			if name == "datepublished" {
				name = "publication_date"
			}
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

// brokenLD finds the one member that matters where the script is not valid JSON, as happens.
var brokenLD = regexp.MustCompile(`"datePublished"\s*:\s*"([^"\\]{8,40})"`)

// microdata returns the first date that an element of the page marks as that of publication.
func microdata(doc *goquery.Document) string {
	found := ""
	doc.Find("[itemprop=datePublished], [property='schema:datePublished'], [property='datePublished'], [property='schema:dateCreated'], abbr.published, .dt-published, time.published, time.entry-date").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		for _, claim := range []string{s.AttrOr("datetime", ""), s.AttrOr("content", ""), s.AttrOr("title", ""), block.Normalise(s.Text(), false)} {
			if _, ok := civilDate(claim, ""); ok && found == "" {
				found = claim
			}
		}
		return found == ""
	})
	return found
}

// linkedData reads what is needed of the JSON-LD scripts: the first of each key, anywhere.
func linkedData(doc *goquery.Document) map[string]string {
	out := map[string]string{}
	doc.Find(`script[type="application/ld+json"]`).Each(func(i int, s *goquery.Selection) {
		text := s.Text()
		if i > 20 || len(text) > 1<<20 {
			return
		}
		var v any
		if json.Unmarshal([]byte(text), &v) == nil {
			gather(v, out, 0)
		} else if m := brokenLD.FindStringSubmatch(text); m != nil && out["datePublished"] == "" {
			out["datePublished"] = m[1]
		}
	})
	return out
}

func gather(v any, out map[string]string, depth int) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			gather(e, out, depth+1)
		}
	case map[string]any:
		if s, ok := v["datePublished"].(string); ok && out["datePublished"] == "" {
			out["datePublished"] = s
		}
		for _, e := range v {
			switch e.(type) {
			case []any, map[string]any:
				gather(e, out, depth+1)
			}
		}
	}
}

// timeElement reads the first time element that is marked as publication or stands in an article's
// head, and is not marked as an update.
func timeElement(doc *goquery.Document, zone string) (corpus.Date, bool) {
	var found corpus.Date
	doc.Find("time").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		around := strings.ToLower(s.AttrOr("class", "") + " " + s.AttrOr("itemprop", "") + " " + s.Parent().AttrOr("class", ""))
		if strings.Contains(around, "updat") || strings.Contains(around, "modif") || otherRole.MatchString(textBefore(s.Nodes[0])) || inFrame(s.Nodes[0]) {
			return true
		}
		if d, ok := civilDate(s.AttrOr("datetime", ""), zone); ok && d.Precision() == corpus.ToDay {
			found = d
			return false
		}
		if d, ok := dates.Read(block.Normalise(s.Text(), false)); ok && d.Precision() == corpus.ToDay {
			found = d
			return false
		}
		return true
	})
	return found, !found.IsZero()
}

// textBefore returns the text that stands directly before the element in its parent.
func textBefore(n *html.Node) string {
	if n.PrevSibling != nil && n.PrevSibling.Type == html.TextNode {
		return n.PrevSibling.Data
	}
	return ""
}

// inFrame reports whether an element above is boilerplate.
func inFrame(n *html.Node) bool {
	for a := n; a != nil; a = a.Parent {
		if a.Type == html.ElementNode && boilerplate(a) != "" && a.DataAtom != atom.Header {
			return true
		}
	}
	return false
}

var dateClass = regexp.MustCompile(`(?i)dat[aeou]m?\b|date|time|fecha|tanggal|datum|publi|byline|meta|source|info|dateline|wzxx|fbsj|laiyuan`)

// dateLine finds the short line that prints the day of publication: one with a label, else the
// first in an element whose name speaks of dates.
func dateLine(doc *goquery.Document, lang corpus.Lang) string {
	var labelledLine, namedLine, bareLine *html.Node
	checked := 0
	doc.Find("time, span, p, div, td, li, em, i, small, font, h5, h6").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		n := s.Nodes[0]
		if checked++; checked > 20_000 {
			return false
		}
		if size := roughSize(n); size < 8 || size > 400 || hidden(n) {
			return true
		}
		text, single := lineOf(n)
		if !single || utf8.RuneCountInString(text) > 120 || len(dates.Find(text, lang)) == 0 || inFrame(n) {
			return true
		}
		if m := publishedLabel.FindStringIndex(text); m != nil && !ofAnother(text[:m[0]]) {
			if f := dates.Find(text[m[1]:], lang); len(f) > 0 && f[0].Start <= 3 {
				labelledLine = n
				return false
			}
		}
		name := attr(n, "class") + " " + attr(n, "id") + " " + n.Data
		if namedLine == nil && dateClass.MatchString(name) && !endsSentence(text) {
			namedLine = n
		}
		if bareLine == nil && datesAlone(text, lang) && besideTitle(n) {
			bareLine = n
		}
		return true
	})
	for _, n := range []*html.Node{labelledLine, namedLine, bareLine} {
		if n != nil {
			text, _ := lineOf(n)
			return text
		}
	}
	return ""
}

// lineOf writes an element as the text would have it; false when it has not exactly one line.
func lineOf(n *html.Node) (string, bool) {
	w := &writer{keepAll: true}
	w.write(n)
	if len(w.blocks) != 1 {
		return "", false
	}
	return w.blocks[0].Text, true
}

// datesAlone reports whether a short line has one day in it and no sentence around it.
func datesAlone(text string, lang corpus.Lang) bool {
	found := dates.Find(text, lang)
	return len(found) == 1 && found[0].Date.Precision() == corpus.ToDay && utf8.RuneCountInString(text) <= 60 &&
		!endsSentence(text) && !otherRole.MatchString(text[:found[0].Start])
}

// besideTitle reports whether a heading of the first rank stands at most three levels up.
func besideTitle(n *html.Node) bool {
	up := n.Parent
	for range 3 {
		if up == nil || up.DataAtom == atom.Body {
			return up != nil && n.Parent == up && holds(up, atom.H1)
		}
		if holds(up, atom.H1) {
			return true
		}
		up = up.Parent
	}
	return false
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
