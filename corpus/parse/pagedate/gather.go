package pagedate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
)

// gatherer walks a page once, writes its lines and gathers the claims of its markup on the way.
type gatherer struct {
	page     Page
	lang     corpus.Lang
	latest   corpus.Date // zero: not known
	claims   []Claim
	lines    []line
	cur      line
	line     int // number of the current line
	frames   []frame
	verdicts map[string][2]bool // what [byName] says of names
	times    []timed
	size     int          // of the text so far
	scripts  []*html.Node // that hold no linked data
	title    string
	events   map[corpus.Date]bool // the days on which linked data say that something takes place
	told     []int                // paragraphs of the story in front of each line
}

// line is a line of text as a reader sees it, with the nodes that it is made of.
type line struct {
	text    string
	parts   []part
	outside bool // in a comment, a box of other articles, a menu
	beside  bool // in an element whose name says so, but names are used loosely
	heading atom.Atom
}

// frame is a run of lines below an element whose name says that it is not the document.
type frame struct {
	from, to, size int
	sure           bool // its name leaves no doubt
}

// part is a text node and where in the line it starts.
type part struct {
	start int
	node  *html.Node
}

// What is read of a page, and no more: a page may be hostile.
const (
	maxLines  = 20_000
	maxLine   = 4_000 // bytes
	maxClaims = 2_000
)

// walk visits a node and what is below it.
func (g *gatherer) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		g.text(n)
		return
	case html.ElementNode:
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			g.walk(c)
		}
		return
	}
	switch n.DataAtom {
	case atom.Meta:
		g.meta(n)
		return
	case atom.Script:
		if strings.Contains(attr(n, "type"), "ld+json") {
			g.linkedData(textOf(n, maxScript+1))
		} else {
			g.scripts = append(g.scripts, n)
		}
		return
	case atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Select, atom.Svg, atom.Textarea, atom.Button:
		return
	case atom.Title:
		if g.title == "" {
			g.title = squeeze(textOf(n, 400))
		}
		return
	case atom.Br:
		g.flush()
		return
	}
	g.element(n)
}

func (g *gatherer) element(n *html.Node) {
	out, sure := g.outsideOf(n)
	block := isBlock(n.DataAtom)
	if block || out {
		g.flush()
	}
	from, size := g.line, g.size
	g.marked(n)
	if said := machineTime(n); said != "" && len(g.times) < maxClaims {
		g.times = append(g.times, timed{n, g.line, said})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		g.walk(c)
	}
	if block {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			g.cur.heading = n.DataAtom
		}
	}
	if block || out {
		g.flush()
	}
	if out {
		g.frames = append(g.frames, frame{from, g.line, g.size - size, sure})
	}
}

// text adds a text node to the current line, blanks folded.
func (g *gatherer) text(n *html.Node) {
	if len(g.lines) >= maxLines || len(g.cur.text) >= maxLine {
		g.size += len(n.Data)
		return
	}
	var b strings.Builder
	blank := strings.HasSuffix(g.cur.text, " ") || g.cur.text == ""
	for _, r := range n.Data {
		switch {
		case r == '\u200b' || r == '\u00ad' || r == '\ufeff' || r == '\u200e' || r == '\u200f' || r == '\u2060':
		case unicode.IsSpace(r):
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
		default:
			b.WriteRune(r)
			blank = false
		}
	}
	if b.Len() == 0 {
		return
	}
	if k := len(g.cur.parts); k > 0 {
		if last := g.cur.parts[k-1].node; glued(g.cur.text, b.String()) && apart(last, n) || timeEdge(last, n) {
			g.cur.text += " "
		}
	}
	g.cur.parts = append(g.cur.parts, part{len(g.cur.text), n})
	g.cur.text += b.String()
	g.size += b.Len()
}

// glued reports whether a number and what stands beside it would run together. The ending of an
// ordinal belongs to its number: 21 and st.
func glued(a, b string) bool {
	if ordinalEnding.MatchString(b) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return unicode.IsDigit(last) && (unicode.IsLetter(first) && first < 0x2e80 || unicode.IsDigit(first)) || unicode.IsLetter(last) && last < 0x2e80 && unicode.IsDigit(first)
}

var ordinalEnding = regexp.MustCompile(`^(?:st|nd|rd|th|er|ª|º)(?:[^\pL]|$)`)

// apart reports whether two text nodes are in elements that the style of the page sets apart, such
// as two time elements, and not in one word of which a part is raised or bold.
func apart(a, b *html.Node) bool {
	a, b = below(a, b), below(b, a)
	for _, n := range []*html.Node{a, b} {
		switch n.DataAtom {
		case atom.Sup, atom.Sub, atom.B, atom.I, atom.U, atom.Em, atom.Strong, atom.Font:
			return false
		}
	}
	return a.Type == html.ElementNode || b.Type == html.ElementNode
}

// timeEdge reports whether a time element begins or ends between two text nodes: it is no part of a word.
func timeEdge(a, b *html.Node) bool {
	a, b = below(a, b), below(b, a)
	return holdsTime(a) != holdsTime(b)
}

// holdsTime reports whether an element is a time, or has one for its first or only element.
func holdsTime(n *html.Node) bool {
	for ; n != nil; n = firstElement(n) {
		if n.DataAtom == atom.Time {
			return true
		}
	}
	return false
}

// below returns the ancestor of a node, or itself, right below the first one that another node has too.
func below(n, other *html.Node) *html.Node {
	for ; n.Parent != nil; n = n.Parent {
		for o := other; o != nil; o = o.Parent {
			if o == n.Parent {
				return n
			}
		}
	}
	return n
}

func (g *gatherer) flush() {
	if strings.TrimSpace(g.cur.text) != "" {
		g.lines = append(g.lines, g.cur)
		g.line++
	}
	g.cur = line{}
}

// leave marks the lines of frames as outside of the document and forgets the claims of the markup
// there. What holds the heading or a large part of all text is no frame, whatever its name.
func (g *gatherer) leave() {
	for _, f := range g.frames {
		lines := g.lines[f.from:f.to]
		if f.size*5 > g.size*2 || slices.ContainsFunc(lines, func(l line) bool { return l.heading == atom.H1 }) {
			continue
		}
		for i := range lines {
			lines[i].outside = lines[i].outside || f.sure
			lines[i].beside = true
		}
	}
	g.claims = slices.DeleteFunc(g.claims, func(c Claim) bool {
		return c.Source == Marked && c.order < len(g.lines) && g.lines[c.order].outside
	})
}

// nodeAt returns the text node in which an offset of the line lies.
func (l line) nodeAt(offset int) *html.Node {
	var found *html.Node
	for _, p := range l.parts {
		if p.start > offset {
			break
		}
		found = p.node
	}
	return found
}

// Names of elements that hold what is not the document, and names that are used loosely. They are
// looked for as parts of the class and the id, which is many times faster than an expression.
var (
	outsideNames = strings.Fields(`comment kommentar disqus answer related recent popular populaer mostread most-read latest archive calendar kalender breadcrumb carousel recommend
		twitter-tweet fb-post instagram-media trending promo ticker clock uhrzeit today copyright newsletter advert cookie meistgelesen verwandt aktuelle-news readmore read-more seealso see-also upcoming eventlist event-list`)
	besideNames = strings.Fields(`sidebar side-bar widget teaser footer menu slider banner share social topbar headerdate header-date`)
	insideNames = strings.Fields(`nosidebar no-sidebar withsidebar with-sidebar sidebar-left sidebar-right sidebar-none has- archivedate archive-date pageheader page-header`)
	partsOfPost = strings.Fields(`footer meta head info`)
	posts       = strings.Fields(`post entry article asset content item story node news`)
	outsideRole = regexp.MustCompile(`^(?:navigation|complementary|contentinfo|search|menu|alert|dialog)$`)
)

// byName judges the names of an element.
func byName(names string) (outside, sure bool) {
	names = strings.ToLower(names)
	sure = holdsAny(names, outsideNames)
	beside := sure || holdsAny(names, besideNames)
	for word := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }) {
		sure = sure || word == "ad" || word == "ads"
		beside = beside || strings.HasPrefix(word, "nav")
	}
	if !sure && !beside || holdsAny(names, insideNames) || ofPost(names) {
		return false, false
	}
	return true, sure
}

func holdsAny(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(s, part) })
}

// ofPost reports whether names speak of a part of the article itself: post-footer, entry_meta.
func ofPost(names string) bool {
	for _, part := range partsOfPost {
		for i := strings.Index(names, part); i >= 0; {
			before := strings.TrimRight(names[:i], "-_")
			if slices.ContainsFunc(posts, func(post string) bool { return strings.HasSuffix(before, post) }) {
				return true
			}
			next := strings.Index(names[i+1:], part)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
	return false
}

// outsideOf reports whether an element holds what is not the document, judged by its kind and name,
// and whether that is sure.
func (g *gatherer) outsideOf(n *html.Node) (outside, sure bool) {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Main, atom.Article, atom.H1, atom.Time, atom.A:
		return false, false
	case atom.Nav, atom.Blockquote: // what is quoted has its own dates: another's post
		return true, true
	case atom.Aside, atom.Footer:
		return true, !within(n, atom.Article, atom.Main)
	}
	if role := attr(n, "role"); role != "" && outsideRole.MatchString(role) || hidden(n) {
		return true, true
	}
	names := attr(n, "class") + " " + attr(n, "id")
	if len(names) == 1 || len(names) > 200 {
		return false, false
	}
	v, known := g.verdicts[names] // pages use few names, many times
	if !known {
		v[0], v[1] = byName(names)
		g.verdicts[names] = v
	}
	return v[0], v[1]
}

func hidden(n *html.Node) bool {
	if _, ok := lookup(n, "hidden"); ok {
		return true
	}
	style := attr(n, "style")
	if style == "" {
		return false
	}
	style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func within(n *html.Node, tags ...atom.Atom) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		for _, t := range tags {
			if a.DataAtom == t {
				return true
			}
		}
	}
	return false
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Div, atom.Dl, atom.Dt, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Th, atom.Tr, atom.Ul:
		return true
	}
	return false
}

func attr(n *html.Node, name string) string {
	s, _ := lookup(n, name)
	return s
}

func lookup(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// textOf returns the text below n up to a size, blanks folded for all but scripts.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode && b.Len() < limit {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil && b.Len() < limit; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return strings.TrimSpace(b.String())
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
