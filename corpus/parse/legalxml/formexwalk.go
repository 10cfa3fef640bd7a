package legalxml

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// walk writes everything below n. Text and inline elements between block elements are one line.
func (f *formex) walk(n *node, at place) {
	var run []*node
	flush := func() {
		if len(run) > 0 {
			f.put(block.Block{Text: f.text(&node{kids: run}), Within: at.address}, at)
			run = nil
		}
	}
	for _, k := range n.kids {
		if k.name == "" || inlineFormex[k.name] {
			run = append(run, k)
			continue
		}
		flush()
		if f.err != nil {
			return
		}
		f.element(k, at)
	}
	flush()
}

func (f *formex) element(k *node, at place) {
	switch k.name {
	case "BIB.INSTANCE", "BIB.DATA.CL", "INFO.CONSLEG", "INFO.PROD", "PDF", "BIB.INSTANCE.CONS", "NO.CELEX", "BIB.DATA":
		if t := k.kid("TITLE"); t != nil {
			f.title(t, at)
		}
	case "GR.MOD.ACT", "GR.CORRIG", "GR.MOD.ACT.CL":
		f.walk(k, place{address: "Amending acts", quoted: true})
	case "TITLE":
		f.title(k, at)
	case "VISA", "PREAMBLE.INIT", "GR.CONSID.INIT", "PREAMBLE.FINAL":
		f.put(block.Block{Text: f.text(k), Within: firstOf(at.address, "Preamble")}, at)
	case "CONSID":
		f.recital(k, at)
	case "DIVISION":
		f.division(k, at)
	case "ARTICLE":
		f.article(k, at)
	case "PARAG":
		f.paragraph(k, at)
	case "ALINEA":
		f.walk(k, at)
	case "NP", "CONTENTS.NP":
		f.point(k, at)
	case "GR.SEQ":
		f.sequence(k, at)
	case "ANNEX", "CONS.ANNEX":
		f.annex(k, at)
	case "TBL":
		f.tbl(k, at)
	case "QUOT.S":
		f.walk(k, place{address: at.address, quoted: true})
	case "TOC":
		f.walk(k, place{address: firstOf(at.address, "Contents"), quoted: true})
	case "TOC.ITEM", "SIGNATORY", "PL.DATE", "ITEM.CONT", "TI.BLK", "STI.BLK", "TI.ART", "STI.ART", "NO.GR.SEQ", "NO.PARAG", "NO.P", "TERM":
		f.lines(k, at)
	case "FINAL":
		f.walk(k, place{address: "Final provisions", quoted: true})
	case "DLIST.ITEM":
		sep := firstOf(k.attr("SEPARATOR"), ":")
		f.put(block.Block{Text: f.text(orEmpty(k.kid("TERM"))) + sep + " " + f.text(orEmpty(k.kid("DEFINITION"))), Kind: block.Item, Within: at.address}, at)
	case "FORMULA", "INCL.ELEMENT":
		f.put(block.Block{Text: f.text(&node{kids: []*node{k}}), Within: at.address}, at)
	case "GR.NOTES", "LOC.NOTES":
		for _, n := range k.elements() {
			f.note(n)
		}
		f.put(block.Block{Within: at.address}, at)
	case "LATEX":
	default:
		f.walk(k, at)
	}
}

// lines writes the paragraphs of an element that has some, or the whole as one line.
func (f *formex) lines(k *node, at place) {
	if k.name == "SIGNATORY" {
		at = place{address: "Signature", quoted: true}
	}
	if k.kid("P") == nil {
		f.put(block.Block{Text: f.text(k), Within: at.address}, at)
		return
	}
	f.walk(k, at)
}

// title writes the title of the whole, of a division or of an annex part as headings.
func (f *formex) title(n *node, at place) {
	for _, k := range n.elements() {
		f.put(block.Block{Text: f.text(k), Kind: block.Heading, Level: 1, Within: at.address}, at)
	}
}

// bare takes brackets, stops and dashes off a number: "(a)" gives a, "1." gives 1.
func bare(s string) string {
	return strings.Trim(strings.TrimSpace(s), "()[].:;‘’“”'\" \u00a0—–-•►◄▼")
}

var isLabel = regexp.MustCompile(`^[0-9A-Za-z]{1,8}(?:[./-][0-9A-Za-z]{1,5}){0,8}$`)

// under makes the address of a numbered thing inside another. A number of several parts, such as
// 4.1, counts from the root.
func under(at place, no string) string {
	label := bare(no)
	if !isLabel.MatchString(label) {
		return ""
	}
	bracketed := strings.HasPrefix(strings.TrimSpace(no), "(") || strings.HasSuffix(strings.TrimSpace(no), ")")
	switch {
	case at.address == "":
		return label
	case at.root == "" && strings.HasSuffix(at.address, "paragraph"):
		return at.address + ", point (" + label + ")"
	case at.root == "":
		return at.address + "(" + label + ")"
	case strings.Contains(label, "."):
		return at.root + ", " + label
	case bracketed && at.address != at.root:
		return at.address + "(" + label + ")"
	case bracketed:
		return at.address + ", (" + label + ")"
	}
	return at.address + ", " + label
}

// inside is the place below the address; where the address is empty the walk stays where it is.
func (p place) inside(address string) place {
	if address != "" && !p.quoted {
		p.address = address
	}
	return p
}

func (f *formex) recital(n *node, at place) {
	np := n.kid("NP")
	if np == nil {
		f.walk(n, place{address: firstOf(at.address, "Preamble"), quoted: at.quoted})
		return
	}
	no := np.kid("NO.P").words()
	f.numbered(np, no, at, "Recital "+bare(no), "Preamble")
}

// point writes a numbered paragraph: its number and its first words are one line.
func (f *formex) point(n *node, at place) {
	no := f.text(orEmpty(n.kid("NO.P")))
	f.numbered(n, no, at, under(at, no), at.address)
}

func (f *formex) numbered(n *node, no string, at place, address, within string) {
	below := at.inside(address)
	done := false
	var rest []*node
	for _, k := range n.kids {
		switch {
		case k.name == "NO.P":
		case k.name == "TXT" && !done:
			done = true
			f.first(no, k, at, address, within)
		default:
			rest = append(rest, k)
		}
	}
	if !done {
		f.put(block.Block{Text: no, Kind: block.Item, Address: address, Within: within}, at)
	}
	f.walk(&node{kids: rest}, below)
}

// first writes the number with the first line of its text; what is nested in the text follows.
func (f *formex) first(no string, n *node, at place, address, within string) {
	var head []*node
	i := 0
	for ; i < len(n.kids) && (n.kids[i].name == "" || inlineFormex[n.kids[i].name]); i++ {
		head = append(head, n.kids[i])
	}
	text := f.text(&node{kids: head})
	if text == "" && i < len(n.kids) && n.kids[i].name == "P" && !hasLists(n.kids[i]) {
		text = f.text(n.kids[i])
		i++
	}
	f.put(block.Block{Text: no + " " + text, Kind: block.Item, Address: address, Within: within}, at)
	f.walk(&node{kids: n.kids[i:]}, at.inside(address))
}

func hasLists(n *node) bool {
	for _, k := range n.elements() {
		if !inlineFormex[k.name] {
			return true
		}
	}
	return false
}
