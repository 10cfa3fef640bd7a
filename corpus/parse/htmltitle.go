package parse

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// titleOf prefers the heading that the reader sees; the head's titles carry the site's name.
func titleOf(doc *goquery.Document, named map[string]string) (string, bool) {
	og := firstOf(named["og:title"], named["articletitle"], named["citation_title"], named["dc.title"])
	head := block.Normalise(firstText(doc, "head title"), false)
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
	if len(shown) == 0 {
		if h := lowerHeading(doc, head, og, t); h != "" {
			return h, true
		}
	}
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
		parts = append(parts, block.Normalise(textOf(s.Nodes[0]), false))
		return i < 2
	})
	return block.Normalise(strings.Join(parts, " "), false)
}

// firstText is the text of the first element that a selector finds.
func firstText(doc *goquery.Document, selector string) string {
	if found := doc.Find(selector); found.Length() > 0 {
		return textOf(found.Nodes[0])
	}
	return ""
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

// fewestTitle is how many characters the title of a document has that tells it from others.
const fewestTitle = 12

// lowerHeading looks for the title of a page without a heading of the first level: what is marked as the
// headline, or a heading or an element called a title whose words stand in the head of the page; where the head
// tells nothing, the first heading.
func lowerHeading(doc *goquery.Document, head, og, title string) string {
	var first, found string
	doc.Find(`[itemprop=headline], h2, h3, h4, [class*=title], [class*=Title], [id*=title], [id*=Title]`).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		n := s.Nodes[0]
		if roughSize(n) > 1000 || hidden(n) || linkShare(n) > 0.5 || boilerplateAbove(n) != "" {
			return true
		}
		t := block.Normalise(textOf(n), false)
		length := utf8.RuneCountInString(t)
		switch {
		case length < 6 || length > 300:
		case attr(n, "itemprop") == "headline", length >= 8 && (strings.Contains(head, t) || strings.Contains(og, t)):
			found = t
		case first == "" && length >= fewestTitle && isHeading(n):
			first = t
		}
		return found == ""
	})
	if found == "" && utf8.RuneCountInString(title) < fewestTitle {
		return first
	}
	return found
}

func isHeading(n *html.Node) bool {
	return n.DataAtom == atom.H2 || n.DataAtom == atom.H3 || n.DataAtom == atom.H4
}

// underTitle returns the paragraphs that stand under the title outside of the body: of which act it is the text,
// by whom and when.
func (pg page) underTitle(title string, body *html.Node) []block.Block {
	const most = 3
	var heading *html.Node
	walk(pg.whole, func(n *html.Node) bool {
		if n == body || heading != nil {
			return false
		}
		if (n.DataAtom == atom.H1 || isHeading(n)) && block.Normalise(textOf(n), false) == title {
			heading = n
		}
		return true
	})
	if heading == nil || title == "" {
		return nil
	}
	var out []block.Block
	for n := heading.NextSibling; n != nil && len(out) < most; n = n.NextSibling {
		if n.Type != html.ElementNode || n.DataAtom != atom.P {
			if n.Type == html.ElementNode {
				break // a part of its own, which may be the body
			}
			continue
		}
		if t := block.Normalise(textOf(n), false); !hidden(n) && linkShare(n) == 0 && proseOf(t) > 0 && !isChromeText(t) {
			out = append(out, block.Block{Text: t})
		}
	}
	return out
}
