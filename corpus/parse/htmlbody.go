package parse

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/language"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// knownBodies are the nodes in which widely used publishing systems put the document. The order
// matters: the first that holds text decides.
var knownBodies = mustSelectors(
	// Of official publishers: these are believed before reader mode.
	"#zoom", "#Zoom", "#UCAP-CONTENT", "#fontzoom", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".pages_content", "#pages_content",
	"#document1", "#textTabContent", "#fulltext_content_area", ".eli-container",
	// Of the press and of page builders.
	"#artibody", ".article-body", ".articleBody", ".art-con", ".art_con", ".article_con", "#js_content", "#divArticle",
	"[itemprop=articleBody]", "article", "main", "[role=main]",
)

// officialBodies is the number of leading selectors that official publishers use.
const officialBodies = 13

func mustSelectors(list ...string) []cascadia.Selector {
	var out []cascadia.Selector
	for _, s := range list {
		out = append(out, cascadia.MustCompile(s))
	}
	return out
}

// chooseBody finds the node that holds the document: the manifest's selector, else a node that
// publishing systems use, else the smallest node that holds nearly all running text.
func chooseBody(pg page, in Input, opt Options, p *block.Page) body {
	doc, whole := pg.doc, pg.whole
	if sel := in.Hints.Body; sel != "" {
		m, err := cascadia.Compile(sel)
		if err != nil {
			p.Warn("the body selector %q of the manifest is not valid CSS: %v", sel, err)
		} else if n := doc.FindMatcher(m); n.Length() > 0 && visibleIn(n.Nodes[0]) > 0 {
			return body{node: n.Nodes[0], declared: true, how: fmt.Sprintf("the manifest names %q as the body", sel)}
		} else {
			p.Warn("the body selector %q of the manifest matches nothing; the main content was looked for instead", sel)
		}
	}
	if opt.KeepAllHTML {
		return body{node: whole, how: "the whole page was asked for"}
	}
	var drop map[*html.Node]string
	var prose map[*html.Node]int
	for i, m := range knownBodies {
		if i == officialBodies && isNews(in, whole) {
			return body{news: true}
		}
		nodes := doc.FindMatcher(m).Nodes
		if len(nodes) > 0 && prose == nil {
			drop = map[*html.Node]string{}
			markLinkLists(whole, drop)
			prose = proseIn(whole, drop)
		}
		if n := largest(nodes, prose); n != nil && prose[n]*2 > prose[whole] {
			return body{node: n, how: "it lies outside the node that holds the document", dropped: drop}
		}
	}
	return densestBody(whole)
}

// isNews reports whether the page may be read as news: nothing says that it is a notice or that
// its publisher is an authority, its script parts words, and it is not made of articles of law.
func isNews(in Input, root *html.Node) bool {
	switch in.Hints.Kind {
	case "", corpus.News, corpus.Analysis:
	default:
		return false
	}
	if in.Hints.Kind == "" && (ofAuthority(in.URL) || actTitle.MatchString(titleIn(root))) {
		return false
	}
	switch language.Script(textOf(root)) {
	case "latin", "ru":
		return !in.Hints.Official && !isLegal(root)
	}
	return false
}

// authorityHost is how hosts of governments are named: gov.uk, mofcom.gov.cn, meti.go.jp, gouv.fr.
var authorityHost = regexp.MustCompile(`(?:^|\.)(?:gov|gouv|gob|govt|go|gc|mil|europa|federalregister)(?:\.|$)`)

// ofAuthority reports whether an address is that of a government.
func ofAuthority(address string) bool {
	u, err := url.Parse(address)
	return err == nil && authorityHost.MatchString(strings.ToLower(u.Hostname()))
}

// actTitle is how notices and acts are headed, which nothing may be left out of. Words that news begin with too
// count with the number of an act behind them.
var actTitle = regexp.MustCompile(`(?i)^\s*(?:(?:(?:public|trade|general|legal|official) )?(?:notice (?:to|no|of|\d)|notice$|circular|notification no|announcement no|order\b|decree|directive|regulation|proclamation|general (?:export )?licen[cs]e|open general export licence|statutory instrument|ordinance|resolution no|decision no)` +
	`|(?:arrêté|décret|ordonnance|loi|décision|communiqué officiel|decreto|resolución|orden|ley|acuerdo|portaria|instrução normativa|resolução|lei|legge|verordnung|gesetz|bekanntmachung|peraturan|keputusan|undang-undang|thông tư|nghị định|quyết định)\b[^.;]{0,80}?(?:n\.?\s*[.°ºo]+\s*|nr\.? ?|no\.? ?|nomor |số )?\d+[/-]?\d*` +
	`|(?:приказ|постановлени|распоряжени|указ|федеральный закон|закон|наказ|постанова|розпорядження|бұйрық|қаулы)\p{L}*[^.;]{0,120}№|(?:об? утверждении|о внесении изменений|про затвердження|про внесення змін)\s` +
	`|[^.;:]{4,160}\((?:amendment|export|import|control)[^)]{0,60}\) (?:act|regulations|order|rules)\b|[^.;:]{4,160}\b(?:act|regulations|rules|order),? (?:no\.? ?\d+ of )?(?:19|20)\d\d\s*$)`)

// titleIn is the first heading of a page, or its title.
func titleIn(root *html.Node) string {
	doc := goquery.NewDocumentFromNode(root)
	return firstOf(firstText(doc, "h1"), firstText(doc, "title"))
}

// isLegal reports whether several lines of the page begin like articles or sections of a law.
func isLegal(root *html.Node) bool {
	articles := 0
	walk(root, func(n *html.Node) bool {
		if n.Type == html.TextNode && n.Parent != nil {
			t := strings.TrimSpace(n.Data[:min(len(n.Data), 60)])
			if m, ok := readMarker(t); ok && m.root() {
				articles++
			}
		}
		return articles < 4 && !(n.Type == html.ElementNode && (invisible(n.DataAtom) || n.DataAtom == atom.A))
	})
	return articles >= 4
}

func largest(nodes []*html.Node, prose map[*html.Node]int) *html.Node {
	var best *html.Node
	for _, n := range nodes {
		if prose[n] > 0 && (best == nil || prose[n] > prose[best]) {
			best = n
		}
	}
	return best
}

// proseIn counts, for every element, the characters of running text below it: text outside of
// links and boilerplate that is long enough and punctuated like sentences. Rows of data count too.
func proseIn(root *html.Node, drop map[*html.Node]string) map[*html.Node]int {
	prose := map[*html.Node]int{}
	var visit func(n *html.Node) int
	visit = func(n *html.Node) int {
		if n.Type == html.TextNode {
			return proseOf(n.Data)
		}
		if n.Type == html.ElementNode && (invisible(n.DataAtom) || hidden(n) || n.DataAtom == atom.A || boilerplate(n) != "" || drop[n] != "") {
			return 0
		}
		total := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			total += visit(c)
		}
		prose[n] = total
		return total
	}
	visit(root)
	return prose
}

// proseOf weighs one run of text.
func proseOf(s string) int {
	t := strings.TrimSpace(s)
	n := utf8.RuneCountInString(t)
	han := strings.IndexFunc(t, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
	switch {
	case han && (n >= 15 || n >= 6 && strings.ContainsAny(t, "，。；：、")):
		return n
	case !han && n >= 40:
		return n
	}
	return 0
}

// linkList is the reason for leaving out a list that is nothing but links.
const linkList = "a list of links"

// markLinkLists marks the lists that are nothing but links, unless they are links to files.
func markLinkLists(root *html.Node, drop map[*html.Node]string) {
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if invisible(n.DataAtom) || n.DataAtom == atom.Table {
			return false
		}
		switch n.DataAtom {
		case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.Dl, atom.P:
			if isRelatedBox(n) {
				drop[n] = "other pages"
				return false
			}
			if isLinkList(n) {
				drop[n] = linkList
				return false
			}
		}
		return true
	})
}

func isLinkList(n *html.Node) bool {
	all, linked, links, files := 0, 0, 0, 0
	var visit func(n *html.Node, in bool)
	visit = func(n *html.Node, in bool) {
		if n.Type == html.TextNode {
			c := block.Inked(n.Data)
			all += c
			if in {
				linked += c
			}
			return
		}
		if n.Type == html.ElementNode && (invisible(n.DataAtom) || hidden(n)) {
			return
		}
		if n.DataAtom == atom.A {
			in = true
			links++
			if isFile(n) {
				files++
			}
		}
		if n.DataAtom == atom.H1 {
			links -= 1000
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, in)
		}
	}
	visit(n, false)
	return links >= 3 && files == 0 && all > 0 && linked*100 >= all*75
}

// boilerplateOf gives the reason for each name under which pages keep what is not the document.
var boilerplateOf = map[string]string{
	"navigation":    "nav navbar navigation menu breadcrumb pagenum nav-pg breadcrumbs crumb crumbs pagination pager path skip topbar subnav mainnav",
	"site frame":    "footer foot ftr copyright masthead toolbar sitefooter siteheader",
	"other pages":   "related similar rel recommend recommended recommendation sidebar hot rank ranking trending popular latest readmore moreon mostread teaser teasers outbrain taboola",
	"sharing":       "share sharing social sns addthis sharethis bdsharebuttonbox weixin",
	"advertising":   "ad ads adslot advert advertisement advertisements sponsor sponsored promo banner",
	"notices":       "cookie cookies ck consent gdpr popup modal login signin paywall",
	"subscriptions": "newsletter subscribe subscription signup donate",
	"comments":      "comment comments disqus respond",
}

// reasonByName turns boilerplateOf round.
var reasonByName = func() map[string]string {
	out := map[string]string{}
	for why, names := range boilerplateOf {
		for name := range strings.FieldsSeq(names) {
			out[name] = why
		}
	}
	return out
}()

func reasonFor(words []string) string {
	for _, w := range words {
		if why := reasonByName[w]; why != "" {
			return why
		}
	}
	return ""
}

// boilerplate returns why an element is not part of a document, judged by its name alone.
func boilerplate(n *html.Node) string {
	switch n.DataAtom {
	case atom.Nav:
		return "navigation"
	case 0:
		if n.Data == "amp-sidebar" || n.Data == "amp-ad" {
			return "navigation"
		}
	case atom.Footer:
		return "site frame"
	case atom.Aside:
		return "other pages"
	case atom.Header:
		if !holds(n, atom.H1) {
			return "site frame"
		}
		return ""
	case atom.Body, atom.Html, atom.Main, atom.Article, atom.H1, atom.H2, atom.P, atom.Td, atom.Tr, atom.Tbody, atom.Table:
		return ""
	}
	switch attr(n, "role") {
	case "navigation", "search":
		return "navigation"
	case "banner", "contentinfo":
		return "site frame"
	case "complementary":
		return "other pages"
	}
	if n.Type != html.ElementNode || attr(n, "class") == "" && attr(n, "id") == "" {
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(attr(n, "class")+" "+attr(n, "id")), func(r rune) bool { return r == ' ' || r == '-' || r == '_' })
	if len(words) > 12 {
		return ""
	}
	why := reasonFor(words)
	if why != "" && (holds(n, atom.H1) || holds(n, atom.Article) || holds(n, atom.Main) || holdsProse(n)) {
		return ""
	}
	return why
}

// holdsProse reports whether an element holds several long paragraphs: then it frames an article,
// whatever its name says ("content-with-sidebar", "paywall").
func holdsProse(n *html.Node) bool {
	long := 0
	walk(n, func(c *html.Node) bool {
		if c.DataAtom == atom.P && roughSize(c) > 200 && linkShare(c) < 0.3 {
			long++
		}
		return long < 4
	})
	return long >= 4
}

func holds(n *html.Node, a atom.Atom) bool {
	found := false
	walk(n, func(c *html.Node) bool {
		found = found || c != n && c.DataAtom == a
		return !found
	})
	return found
}
