package parse

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/pagedate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const htmlParser = "html/2"

// readHTML reads a web page: its head for what the markup claims, and the node that holds the
// document for the text.
func readHTML(ctx context.Context, in Input, opt Options) (block.Page, error) {
	text, warnings := block.Decode(in.Bytes, in.MediaType, true)
	p := block.Page{Parser: htmlParser, MediaType: string(formHTML), Warnings: warnings}
	root, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(true))
	if err != nil || tooDeep(root, 512) {
		return flatHTML(text, p, opt)
	}
	if ctx.Err() != nil {
		return block.Page{}, ctx.Err()
	}
	doc := goquery.NewDocumentFromNode(root)
	if _, err := time.LoadLocation(in.Hints.Zone); err != nil {
		p.Warn("the publisher's time zone %q is not known; instants in UTC keep their own day: %v", in.Hints.Zone, err)
	}
	m := readMeta(doc, in)
	p.Title, p.Lang, p.Published, p.Modified, p.Shown = m.title, m.lang, m.published, m.modified, m.shown
	p.Authority, p.Canonical, p.Number = m.authority, m.canonical, m.number
	pg := page{doc: doc, root: root, whole: bodyOf(doc), meta: m}
	p.Visible = visibleIn(root)
	body := chooseBody(pg, in, opt, &p)
	if body.news {
		if ok, err := pg.readNews(&p, in, opt); err != nil {
			return block.Page{}, err
		} else if !ok {
			body = densestBody(pg.whole)
		}
	}
	if body.node != nil {
		pg.readBody(&p, body, opt)
	}
	pg.readData(&p, opt)
	err = refuseShell(p, m)
	var e *block.Error
	if errors.As(err, &e) && e.Kind == BlockPage {
		p = block.Page{Parser: htmlParser, Published: pagedate.FromAddress(in.URL)} // nothing else is of the document
	}
	return p, err
}

// bodyOf returns the body element, or the root where there is none, as above a frameset.
func bodyOf(doc *goquery.Document) *html.Node {
	if b := doc.Find("body"); b.Length() > 0 {
		return b.Nodes[0]
	}
	return doc.Nodes[0]
}

// readBody writes the node that holds the document.
func (pg page) readBody(p *block.Page, body body, opt Options) {
	w := &writer{base: pg.meta.base, opt: opt, keepAll: body.declared || opt.KeepAllHTML, dropped: body.dropped}
	w.write(body.node)
	if listed := withoutListings(body.dropped); !w.holdsText() && len(listed) < len(body.dropped) {
		body.dropped = listed
		w = &writer{base: pg.meta.base, opt: opt, dropped: listed}
		w.write(body.node)
	}
	p.Blocks, p.Attachments = w.blocks, w.attachments(nil)
	if !body.declared {
		for _, l := range pg.filesBeside(body.node, pg.meta.base) {
			if !slices.ContainsFunc(p.Attachments, func(o block.Link) bool { return o.URL == l.URL }) {
				p.Attachments = append(p.Attachments, l)
			}
		}
	}
	p.Warnings = append(p.Warnings, w.warnings...)
	var head []string
	if !opt.KeepAllHTML {
		if !body.declared {
			p.Blocks, p.Dropped = trimEdges(p.Blocks, p.Title)
		}
		head = append([]string{p.Title}, pg.meta.dateLines...)
		under := pg.underTitle(p.Title, body.node)
		p.Blocks = withHead(*p, pg.meta, under...)
		for _, b := range under {
			head = append(head, b.Text)
		}
	}
	p.Dropped = append(dropsOf(w, body, head), p.Dropped...)
}

// readNews writes the blocks of a page that are its main content; false where hardly any are found.
func (pg page) readNews(p *block.Page, in Input, opt Options) (bool, error) {
	w := &writer{base: pg.meta.base, opt: opt}
	f, err := opt.forest, error(nil)
	if f == nil {
		f, err = contentForest()
	}
	if err != nil {
		return false, err
	}
	kept, dropped, ok := pg.judged(f, w, in.URL)
	if !ok {
		return false, nil
	}
	for _, i := range kept {
		p.Blocks = append(p.Blocks, w.blocks[i])
	}
	p.Attachments = w.attachments(kept)
	p.Warnings = append(p.Warnings, w.warnings...)
	p.Blocks = withHead(*p, pg.meta)
	p.Dropped = dropsOfBlocks(w, kept, dropped, strings.Join(append([]string{p.Title}, pg.meta.dateLines...), "\n"))
	return true, nil
}

// withHead puts the title and the lines that print the date before the body, where the page shows
// them outside of it: both must be citable. What stands under the title follows it.
func withHead(p block.Page, m meta, under ...block.Block) []block.Block {
	var head []block.Block
	has := func(s string) bool {
		for _, b := range p.Blocks {
			if strings.Contains(b.Text, s) {
				return true
			}
		}
		return false
	}
	if p.Title != "" && m.titleShown && !has(p.Title) {
		head = append(head, block.Block{Text: p.Title, Kind: block.Heading, Level: 1})
	}
	body := p.Blocks
	if len(head) == 0 && len(body) > 0 && body[0].Text == p.Title {
		head, body = append(head, body[0]), body[1:]
	}
	for _, line := range m.dateLines {
		if !has(line) {
			head = append(head, block.Block{Text: line, Kind: block.Dateline})
		}
	}
	return append(append(head, under...), body...)
}

// body is the node that holds the document, and how it was found.
type body struct {
	node     *html.Node
	news     bool // the blocks are to be judged one by one; node is nil
	declared bool // by the manifest's selector
	how      string
	dropped  map[*html.Node]string // nodes inside that are not the document, with the reason
}

// refuseShell tells an error page, a challenge or a shell that needs scripts from a document.
func refuseShell(p block.Page, m meta) error {
	n := 0
	var all strings.Builder
	for _, b := range p.Blocks {
		n += block.Inked(b.Text)
		if all.Len() < 4000 {
			all.WriteString(strings.ToLower(b.Text) + "\n")
		}
	}
	words := strings.ToLower(m.title)
	if n < 300 {
		words += "\n" + all.String()
	}
	for _, b := range p.Blocks[:min(len(p.Blocks), 3)] {
		if b.Kind == block.Heading {
			words += "\n" + strings.ToLower(b.Text)
		}
	}
	if n < 1500 {
		for _, sign := range shellSigns {
			if strings.Contains(words, sign) {
				return block.Failf(BlockPage, "the page is not the document but a notice of the server (%q); the document itself would be right", sign)
			}
		}
	}
	if n == 0 {
		return block.Failf(Empty, "the page shows no words; a page with text in its HTML would be right")
	}
	return nil
}

// shellSigns are words of pages that stand in for a document. They count on very short pages, and
// in the headings of short ones.
var shellSigns = []string{
	"404 not found", "403 forbidden", "page not found", "502 bad gateway", "503 service", "500 internal server error", "access denied", "request rejected",
	"just a moment...", "checking your browser", "enable javascript and cookies", "please enable javascript", "you need to enable javascript",
	"verify you are human", "unusual traffic", "captcha", "attention required!", "your request has been blocked",
	"页面不存在", "页面未找到", "您访问的页面", "访问的页面不存在", "系统繁忙", "请求被拒绝", "请开启javascript", "安全验证", "访问被拒绝",
}

func tooDeep(root *html.Node, limit int) bool {
	depth, n := 0, root
	for n != nil {
		switch {
		case n.FirstChild != nil:
			n = n.FirstChild
			if depth++; depth > limit {
				return true
			}
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return false
}

// flatHTML reads a page whose nesting is out of bounds with the tokenizer alone: blocks become
// lines, nothing is judged.
func flatHTML(text string, p block.Page, opt Options) (block.Page, error) {
	p.Warn("the page nests more than 512 elements; its text was read without its structure")
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(int(min(opt.MaxBytes, 1<<30)))
	var cur strings.Builder
	skip := atom.Atom(0)
	flush := func() {
		if t := block.Normalise(cur.String(), false); t != "" {
			p.Blocks = append(p.Blocks, block.Block{Text: t})
		}
		cur.Reset()
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			flush()
			p.Visible = countBlocks(p.Blocks)
			return p, nil
		case html.TextToken:
			if skip == 0 {
				cur.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			a := atom.Lookup(tag)
			if skip == 0 && invisible(a) {
				skip = a
			}
			if isBlock(a) || a == atom.Br {
				flush()
			}
		case html.EndTagToken:
			tag, _ := z.TagName()
			a := atom.Lookup(tag)
			if a == skip {
				skip = 0
			}
			if isBlock(a) {
				flush()
			}
		}
	}
}

func countBlocks(blocks []block.Block) int {
	n := 0
	for _, b := range blocks {
		n += block.Inked(b.Text)
	}
	return n
}

// dropsOf reports the elements that were left out, by name. Those whose words stand at the head of
// the text all the same are not reported.
func dropsOf(w *writer, body body, head []string) []block.Drop {
	var out []block.Drop
	shown := squeeze(strings.Join(head, "\n"))
	for n, why := range w.dropped {
		if w.counts[n] > 0 && (w.counts[n] > 400 || !strings.Contains(shown, squeeze(textOf(n)))) {
			out = append(out, block.Drop{What: fmt.Sprintf("%s (%d characters)", nodeName(n), w.counts[n]), Why: why})
		}
	}
	sortDrops(out)
	if body.how != "" && body.node.Data != "body" {
		out = append(out, block.Drop{What: "the page around " + nodeName(body.node), Why: body.how})
	}
	return out
}

func nodeName(n *html.Node) string {
	s := n.Data
	if id := attr(n, "id"); id != "" {
		return s + "#" + id
	}
	if class, _, _ := strings.Cut(strings.TrimSpace(attr(n, "class")), " "); class != "" {
		return s + "." + class
	}
	return s
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// resolve makes an address absolute; false for what is no web address.
func resolve(base *url.URL, href string) (string, bool) {
	href = strings.TrimSpace(href)
	u, err := url.Parse(href)
	if err != nil || href == "" || strings.HasPrefix(href, "#") {
		return "", false
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	return u.String(), true
}

// plainOf removes markup from a short string, such as a title with <em> in it.
func plainOf(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return s
	}
	return textOf(root)
}
