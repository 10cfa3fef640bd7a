package parse

import (
	"net/url"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// writer turns a tree into blocks. It is its own serialiser because the words of neighbouring
// elements must not fuse, and rows and lists must keep what the markup says of them.
type writer struct {
	base     *url.URL
	opt      Options
	keepAll  bool // nothing inside the body is dropped but what no reader sees
	news     bool // boxes that open over links are dropped all the same
	blocks   []block.Block
	origins  []origin // of each block
	links    []fileLink
	warnings []string
	dropped  map[*html.Node]string
	counts   map[*html.Node]int

	cur    strings.Builder
	at     *html.Node  // the block element that is open
	now    origin      // of the block being written
	next   block.Block // kind, level and marker of the block being written
	prefix string      // number that stands in a cell of its own before the block to come
	inLink int         // depth of open links
	strong int         // depth of open elements that stress
	linked int         // characters of links in cur
	tables int
	cells  int
	lists  []list // open lists, outermost first
}

// origin says where in the tree a block was written, and what stood in it beside words.
type origin struct {
	node     *html.Node // the block element
	links    int        // to pages
	stressed int        // characters in bold or italic
	images   int
}

// list is an open ol or ul.
type list struct {
	ordered bool
	kind    string // 1 a A i I
	n       int
	step    int
}

func (w *writer) write(n *html.Node) {
	if w.dropped == nil {
		w.dropped = map[*html.Node]string{}
	}
	w.counts = map[*html.Node]int{}
	w.at = n
	w.node(n)
	w.flush()
	for d := range w.dropped {
		w.counts[d] = visibleIn(d)
	}
}

func (w *writer) flush() {
	if t := block.Normalise(w.cur.String(), false); t != "" {
		b := w.next
		b.Text, b.Linked = w.prefix+t, w.linked
		w.prefix = ""
		if b.Marker != "" && printsNumber(b.Text) {
			b.Marker = ""
		}
		w.now.node = w.at
		w.put(b, w.now)
		w.next.Marker = "" // only the first line of an item has its number
	}
	w.cur.Reset()
	w.linked = 0
	w.now = origin{}
}

func (w *writer) put(b block.Block, from origin) {
	w.blocks = append(w.blocks, b)
	w.origins = append(w.origins, from)
}

// printsNumber reports whether the text of a list item already begins with a number of its own.
func printsNumber(text string) bool {
	_, ok := readMarker(text)
	return ok
}

func (w *writer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.cur.WriteString(n.Data)
		if w.inLink > 0 {
			w.linked += block.Inked(n.Data)
		}
		if w.strong > 0 {
			w.now.stressed += block.Inked(n.Data)
		}
		return
	case html.ElementNode:
	default:
		w.children(n)
		return
	}
	if why := w.skip(n); why != "" {
		if why != unseen {
			w.dropped[n] = why
		}
		return
	}
	w.element(n)
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *writer) element(n *html.Node) {
	if !isBlock(n.DataAtom) {
		w.inside(n)
		return
	}
	w.flush()
	outer := w.at
	w.at = n
	w.inside(n)
	w.flush()
	w.at = outer
}

// inside writes an element whose start is dealt with.
func (w *writer) inside(n *html.Node) {
	switch n.DataAtom {
	case atom.Br, atom.Hr:
		w.flush()
	case atom.Table:
		w.table(n)
	case atom.Ol, atom.Ul, atom.Menu:
		w.list(n)
	case atom.Li:
		w.item(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.flush()
		saved := w.next
		w.next = block.Block{Kind: block.Heading, Level: int(n.Data[1] - '0')}
		w.children(n)
		w.flush()
		w.next = saved
	case atom.A:
		w.link(n)
		depth := w.inLink
		if !isFile(n) {
			w.inLink++
			w.now.links++
		}
		w.children(n)
		w.inLink = depth
	case atom.B, atom.Strong, atom.I, atom.Em:
		w.strong++
		w.children(n)
		w.strong--
	case atom.Img:
		w.now.images++
	case atom.P:
		w.paragraph(n)
	case atom.Span:
		if meetsSpan(n) {
			w.cur.WriteByte(' ')
		}
		w.children(n)
	default:
		w.children(n)
	}
}

// meetsSpan reports whether a span touches the one before it with a capital: style sheets part
// such neighbours ("Author:Li" "Date:2025-08-29") though no blank does.
func meetsSpan(n *html.Node) bool {
	prev := n.PrevSibling
	if prev == nil || prev.DataAtom != atom.Span || attr(prev, "class") == "num" {
		return prev != nil && prev.DataAtom == atom.Span // "num" is the number of a paragraph, in proposals of the Union
	}
	a, b := textOf(prev), textOf(n)
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return len(a) > 3 && len(b) > 3 && unicode.IsUpper(first) && (unicode.IsLetter(last) || unicode.IsDigit(last)) && !unicode.Is(unicode.Han, last)
}

func (w *writer) list(n *html.Node) {
	w.flush()
	l := list{ordered: n.DataAtom == atom.Ol, kind: attr(n, "type"), n: 0, step: 1}
	if start := attr(n, "start"); start != "" {
		if v, used := leadNumber(start); used == len(start) {
			l.n = v - 1
		}
	}
	if style := strings.ToLower(attr(n, "style")); strings.Contains(style, "list-style") && strings.Contains(style, "none") {
		l.ordered = false
	}
	saved := w.next
	w.lists = append(w.lists, l)
	w.children(n)
	w.flush()
	w.lists = w.lists[:len(w.lists)-1]
	w.next = saved
}

func (w *writer) item(n *html.Node) {
	w.flush()
	saved := w.next
	w.next = block.Block{Kind: block.Item, Level: len(w.lists)}
	if len(w.lists) > 0 {
		l := &w.lists[len(w.lists)-1]
		if v, used := leadNumber(attr(n, "value")); used > 0 {
			l.n = v - l.step
		}
		l.n += l.step
		if l.ordered {
			w.next.Marker = generated(l.n, l.kind)
		}
	}
	w.children(n)
	w.flush()
	w.next = saved
}

// generated writes the number that a browser shows before the item of a list.
func generated(n int, kind string) string {
	switch {
	case n <= 0:
		return ""
	case kind == "a" && n <= 26:
		return "(" + string(rune('a'+n-1)) + ")"
	case kind == "A" && n <= 26:
		return string(rune('A'+n-1)) + "."
	case kind == "i" && n < 90:
		return "(" + romanOf(n) + ")"
	case kind == "I" && n < 90:
		return strings.ToUpper(romanOf(n)) + "."
	}
	return itoa(n) + "."
}

// unseen marks what no reader sees; it needs no report.
const unseen = "not shown"

// skip returns why an element is not part of the text, or "".
func (w *writer) skip(n *html.Node) string {
	if why, ok := w.dropped[n]; ok {
		return why
	}
	if invisible(n.DataAtom) || hidden(n) {
		return unseen
	}
	if w.news && isPopup(n) {
		return popup
	}
	if w.keepAll {
		return ""
	}
	return boilerplate(n)
}

func invisible(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed,
		atom.Select, atom.Textarea, atom.Button, atom.Input, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Datalist, atom.Noframes:
		return true
	}
	return false
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Table, atom.Tr, atom.Td, atom.Th,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre,
		atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Address, atom.Center, atom.Body, atom.Html, atom.Hr, atom.Details, atom.Summary,
		atom.Caption, atom.Thead, atom.Tbody, atom.Tfoot, atom.Title, atom.Dialog, atom.Legend:
		return true
	}
	return false
}

// visibleIn counts the non-blank characters that a reader sees in the tree.
func visibleIn(n *html.Node) int {
	total := 0
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			total += block.Inked(c.Data)
		}
		return !(c.Type == html.ElementNode && (invisible(c.DataAtom) || hidden(c)))
	})
	return total
}

// textOf returns the words of the tree, those of different blocks parted.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			return true
		}
		if c.Type == html.ElementNode && (isBlock(c.DataAtom) || c.DataAtom == atom.Br) {
			b.WriteByte(' ')
		}
		return !(c.Type == html.ElementNode && invisible(c.DataAtom))
	})
	return strings.TrimFunc(b.String(), unicode.IsSpace)
}

// rawText is what stands in an element that holds no others, such as a script.
func rawText(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// walk visits the tree in document order; visit returns whether to go inside.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func sortDrops(d []block.Drop) {
	sort.Slice(d, func(i, j int) bool { return d[i].What < d[j].What })
}
