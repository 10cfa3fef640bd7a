package legalxml

import (
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

func itoa(n int) string { return strconv.Itoa(n) }

// headWords are the words of an identifier that are followed by the number of what they name.
var headWords = map[string]string{"section": "Section", "regulation": "Regulation", "article": "Article", "rule": "Rule", "order": "Order", "schedule": "Schedule", "annex": "Annex",
	"appendix": "Appendix", "paragraph": "paragraph", "part": "Part", "chapter": "Chapter", "division": "division", "title": "Title", "attachment": "Attachment", "form": "Form"}

// addressOf reads the identifier of a provision: section-18-2-a is Section 18(2)(a), and
// schedule-2-paragraph-3-1 is Schedule 2, paragraph 3(1). What cannot be read so is "".
func addressOf(id string) string {
	var out strings.Builder
	numbers := 0
	for _, t := range strings.Split(id, "-") {
		word, isWord := headWords[t]
		switch {
		case t == "crossheading" || t == "wrapper" || strings.HasPrefix(t, "n") && len(t) > 1 && strings.Trim(t[1:], "0123456789") == "":
			return ""
		case isWord:
			if out.Len() > 0 {
				out.WriteString(", ")
			} else {
				word = strings.ToUpper(word[:1]) + word[1:]
			}
			out.WriteString(word)
			numbers = 0
		case out.Len() == 0 || t == "" || len(t) > 12:
			return ""
		case numbers == 0:
			out.WriteString(" " + t)
			numbers++
		default:
			out.WriteString("(" + t + ")")
		}
	}
	return out.String()
}

// printed writes a number as the site shows it: bare for a section, in brackets below it.
func printed(k *node, no string) string {
	p := orEmpty(k.kid("Pnumber"))
	if before, after := p.attr("PuncBefore"), p.attr("PuncAfter"); before != "" || after != "" {
		return before + no + after
	}
	if no == "" || k.name == "P1" || strings.ContainsAny(no, "().") {
		return no
	}
	return "(" + no + ")"
}

// group writes a title over provisions. With a single one below it is that one's heading, and both
// are one line: "4 Interpretation".
func (c *clml) group(n *node, at place) {
	title := n.kid("Title")
	var only *node
	for _, k := range n.elements() {
		if k.name == "P1" && only != nil {
			only = nil
			break
		}
		if k.name == "P1" {
			only = k
		}
	}
	if n.name != "P1group" || only == nil || title == nil {
		if title != nil {
			c.put(block.Block{Text: c.text(title), Kind: block.Heading, Level: 4, Within: at.address}, at)
		}
		c.walk(without(n, title), at)
		return
	}
	text := c.text(title)
	for _, k := range without(n, title).kids {
		if k == only {
			c.numbered(k, at, text)
		} else if k.name != "" {
			c.element(k, at)
		}
	}
}

// numbered writes a provision: its number with its heading, or with its first words.
func (c *clml) numbered(n *node, at place, heading string) {
	pn := n.kid("Pnumber")
	no := c.text(orEmpty(pn))
	label := bare(no)
	for i := strings.LastIndexByte(label, ']'); i >= 0; i = -1 {
		label = bare(label[i+1:]) // the mark of an annotation stands before the number
	}
	address := addressOf(n.attr("id"))
	switch {
	case address != "" || label == "" || at.quoted:
	case n.name == "P1" && at.root != "":
		address = at.root + ", paragraph " + label
	case n.name == "P1":
		address = c.word + " " + label
	case at.address != "":
		address = at.address + "(" + label + ")"
	}
	b := block.Block{Kind: block.Item, Address: address, Within: at.address}
	if n.name == "P1" && at.root == "" {
		b.Kind = block.Article
	}
	if n.attr("Status") != "" && !at.quoted {
		b.Text = "[" + n.attr("Status") + "] "
	}
	rest := without(n, pn)
	b.Text += printed(n, no)
	if heading != "" {
		b.Text += " " + heading
	} else if first := c.firstText(rest); first != nil {
		b.Text += " " + c.text(first)
	}
	c.put(b, at)
	c.walk(rest, at.inside(address))
}

// firstText takes the first text out of the paragraphs of a provision, if nothing stands before it.
func (c *clml) firstText(n *node) *node {
	for i, k := range n.kids {
		switch {
		case k.name == "" && strings.TrimSpace(k.text) == "":
			continue
		case k.name == "Text":
			kids := append([]*node{}, n.kids[:i]...)
			n.kids = append(kids, n.kids[i+1:]...)
			return k
		case strings.HasSuffix(k.name, "para") || k.name == "Para":
			return c.firstText(k)
		}
		return nil
	}
	return nil
}

// division writes a part, a chapter or a cross-heading. Sections count through it.
func (c *clml) division(n *node, at place) {
	number, title := n.kid("Number"), n.kid("Title")
	address := addressOf(n.attr("id"))
	if number != nil {
		c.put(block.Block{Text: c.text(number), Kind: block.Heading, Level: 1, Address: address, Within: at.address}, at)
	} else {
		address = ""
	}
	inside := at.inside(address)
	if title != nil {
		c.put(block.Block{Text: c.text(title), Kind: block.Heading, Level: 2, Within: inside.address}, inside)
	}
	c.walk(without(without(n, number), title), inside)
}

// schedule opens a schedule or an annex.
func (c *clml) schedule(n *node, at place) {
	number := n.kid("Number")
	text := c.text(orEmpty(number))
	address := firstOf(addressOf(n.attr("id")), capitalised(text), n.name)
	for i := strings.LastIndexByte(address, ']'); i >= 0; i = -1 {
		address = strings.TrimSpace(address[i+1:])
	}
	inside := place{address: address, root: address, quoted: at.quoted}
	if at.quoted {
		inside = at
	}
	if text != "" {
		c.put(block.Block{Text: text, Kind: block.Annex, Level: 1, Address: address}, at)
	}
	c.walk(without(n, number), inside)
}

// amendment writes words that are put into another act, between the marks that the site shows.
func (c *clml) amendment(n *node, at place) {
	from := len(c.page.Blocks)
	c.walk(n, place{address: at.address, quoted: true})
	open, end := "", ""
	switch n.attr("Format") {
	case "double":
		open, end = "“", "”"
	case "single":
		open, end = "‘", "’"
	}
	if open == "" || len(c.page.Blocks) == from {
		return
	}
	c.page.Blocks[from].Text = open + c.page.Blocks[from].Text
	c.page.Blocks[c.lastLine(from)].Text += end
}

// lastLine is the index of the last line that is no note, from the given one on.
func (c *clml) lastLine(from int) int {
	last := len(c.page.Blocks) - 1
	for last > from && c.page.Blocks[last].Kind == block.Note {
		last--
	}
	return last
}

// appendTo writes what follows the closing mark of an amendment onto its last line.
func (c *clml) appendTo(k *node) {
	if len(c.page.Blocks) == 0 {
		return
	}
	b := &c.page.Blocks[c.lastLine(0)]
	b.Text = block.Normalise(b.Text+c.text(k), b.Kind == block.Row)
}

func (c *clml) tabular(n *node, at place) {
	for _, k := range n.elements() {
		switch strings.ToLower(k.name) {
		case "table":
			c.htmlTable(k, at.address)
		case "number", "title", "tabletext", "headnote":
			c.put(block.Block{Text: c.text(k), Kind: block.Heading, Level: 4, Within: at.address}, at)
		default:
			c.element(k, at)
		}
	}
}

// list writes items with the numbers that the site generates for them.
func (c *clml) list(n *node, at place) {
	i := 0
	for _, k := range n.elements() {
		if k.name != "ListItem" {
			c.element(k, at)
			continue
		}
		i++
		no := k.attr("NumberOverride")
		if no == "" && n.name == "OrderedList" {
			no = decorated(ordinal(n.attr("Type"), i), n.attr("Decoration"))
		}
		first := c.firstText(k)
		b := block.Block{Text: no, Kind: block.Item, Within: at.address}
		if first != nil {
			b.Text = strings.TrimSpace(no + " " + c.text(first))
		}
		c.put(b, at)
		c.walk(k, at)
	}
}

// ordinal writes the number of an item: a, ii, 3.
func ordinal(kind string, i int) string {
	switch kind {
	case "alpha", "alphaupper":
		s := string(rune('a' + (i-1)%26))
		if kind == "alphaupper" {
			s = strings.ToUpper(s)
		}
		return strings.Repeat(s, 1+(i-1)/26%5)
	case "roman", "romanupper":
		for _, c := range []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"} {
			if i--; i == 0 {
				if kind == "romanupper" {
					return strings.ToUpper(c)
				}
				return c
			}
		}
		return ""
	}
	return itoa(i)
}

func decorated(no, how string) string {
	switch {
	case no == "":
		return ""
	case how == "parens":
		return "(" + no + ")"
	case how == "parenRight":
		return no + ")"
	case how == "brackets":
		return "[" + no + "]"
	case how == "period" || how == "colon":
		return no + "."
	}
	return no
}
