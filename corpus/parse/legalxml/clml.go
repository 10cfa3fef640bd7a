package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// The Crown Legislation Markup Language is that of legislation.gov.uk
// (http://www.legislation.gov.uk/schema/legislation.xsd). Each provision says in its identifier how it
// is cited; what has none, such as words quoted for another act, has only its numbers.

// clml is the state of reading one document, or a piece cut out of one.
type clml struct {
	*writer
	commentary map[string]*node  // annotations and footnotes, by their identifier
	labels     map[string]string // those that were referred to so far, by their identifier
	count      map[string]int    // of labels so far, by their letter
	pending    []block.Block     // notes met in the line that is being written
	word       string            // how the provisions of the first rank are called
}

func readCLML(w *writer, d *document) {
	c := &clml{writer: w, commentary: map[string]*node{}, labels: map[string]string{}, count: map[string]int{}, word: "Section"}
	w.page.Official = true
	c.collect(d.root)
	c.fields(d.root)
	c.walk(d.root, place{})
}

// collect finds the annotations, which stand at the end.
func (c *clml) collect(n *node) {
	for _, k := range n.kids {
		if k.name == "Commentary" || k.name == "Footnote" {
			if id := k.attr("id"); id != "" {
				c.commentary[id] = k
			}
		}
		c.collect(k)
	}
}

// inlineCLML are the elements inside a line.
var inlineCLML = map[string]bool{"InternalLink": true, "ExternalLink": true, "Citation": true, "CitationSubRef": true, "CitationListRef": true, "Term": true, "Emphasis": true,
	"Strong": true, "SmallCaps": true, "Superior": true, "Inferior": true, "Uppercase": true, "Underline": true, "Expanded": true, "Strike": true, "Definition": true, "Abbreviation": true,
	"Acronym": true, "Proviso": true, "Span": true, "Character": true, "CommentaryRef": true, "FootnoteRef": true, "MarginNoteRef": true, "Addition": true, "Substitution": true, "Repeal": true,
	"InlineAmendment": true, "AppendText": true, "Reference": true, "DateText": true, "i": true, "b": true, "a": true, "sup": true, "sub": true}

func (c *clml) text(n *node) string {
	var b strings.Builder
	c.flatten(&b, n)
	return block.Normalise(b.String(), false)
}

func (c *clml) flatten(b *strings.Builder, n *node) {
	for _, k := range n.kids {
		switch {
		case k.name == "":
			b.WriteString(k.text)
		case k.name == "CommentaryRef" || k.name == "FootnoteRef":
			b.WriteString(c.mark(k.attr("Ref")))
		case k.name == "Character" && k.attr("Name") == "DotPadding":
			b.WriteString(" . . . ")
		case k.name == "Character":
			b.WriteByte(' ')
		case k.name == "Image" || k.name == "Math":
			c.drop("graphic "+k.attr("ResourceRef"), "a picture has no text")
		case !inlineCLML[k.name]:
			b.WriteByte(' ')
			c.flatten(b, k)
			b.WriteByte(' ')
		default:
			c.flatten(b, k)
		}
	}
}

// mark writes the mark of an annotation and keeps its text for behind the line. Annotations are
// lettered by what they tell (F for amendments, C for modifications, I for commencement), as the
// site shows them; footnotes are numbered.
func (c *clml) mark(id string) string {
	if label, ok := c.labels[id]; ok {
		return "[" + label + "]"
	}
	k, ok := c.commentary[id]
	if !ok {
		return ""
	}
	letter := k.attr("Type")
	c.count[letter]++
	label := letter + itoa(c.count[letter])
	c.labels[id] = label
	outer := c.pending
	c.pending = nil
	text := c.text(without(k, k.kid("Number")))
	c.pending = append(outer, c.pending...)
	c.pending = append(c.pending, block.Block{Text: "[" + label + "] " + text, Kind: block.Note})
	return "[" + label + "]"
}

// put writes a line and the annotations that it refers to.
func (c *clml) put(b block.Block, at place) {
	if at.quoted {
		b.Address, b.Within, b.Quoted = "", at.address, true
		if b.Kind == block.Article || b.Kind == block.Annex {
			b.Kind = block.Heading
		}
	}
	c.add(b)
	for _, n := range c.pending {
		n.Within = firstOf(b.Address, b.Within)
		c.add(n)
	}
	c.pending = nil
}

func (c *clml) walk(n *node, at place) {
	for _, k := range n.kids {
		if c.err != nil {
			return
		}
		if k.name == "" {
			c.put(block.Block{Text: k.text, Within: at.address}, at)
			continue
		}
		c.element(k, at)
	}
}

func (c *clml) element(k *node, at place) {
	switch k.name {
	case "Metadata", "Commentaries", "Footnotes", "Versions", "Resources", "MarginNotes", "Correction":
	case "Contents":
		c.contents(k, place{address: firstOf(at.address, "Contents"), quoted: true})
	case "Part", "Chapter", "Pblock", "PsubBlock", "Group", "EUPart", "EUTitle", "EUChapter", "EUSection", "EUSubsection", "Division":
		c.division(k, at)
	case "Schedule", "Annex", "Appendix", "Attachment":
		c.schedule(k, at)
	case "P1group", "P2group", "P3group":
		c.group(k, at)
	case "P1", "P2", "P3", "P4", "P5", "P6", "P7":
		c.numbered(k, at, "")
	case "BlockAmendment", "BlockExtract":
		c.amendment(k, at)
	case "AppendText":
		c.appendTo(k)
	case "Tabular":
		c.tabular(k, at)
	case "OrderedList", "UnorderedList", "KeyList":
		c.list(k, at)
	case "Title", "LongTitle", "TitleBlock", "Subtitle", "ContentsTitle":
		c.headings(k, at)
	case "Number", "MadeDate", "LaidDate", "ComingIntoForce", "DateOfEnactment", "Text", "Para1", "Signee", "Address", "DateSigned", "PersonName", "JobTitle", "Department", "Pnumber":
		c.put(block.Block{Text: c.text(k), Within: at.address}, at)
	case "ExplanatoryNotes", "EarlierOrders":
		c.walk(k, place{address: "Explanatory Note", quoted: true})
	case "SignedSection":
		c.walk(k, place{address: "Signature", quoted: true})
	case "Figure", "Image", "Formula":
		c.put(block.Block{Text: c.text(&node{kids: []*node{k}}), Within: at.address}, at)
	default:
		if len(k.elements()) == 0 || hasWords(k) {
			c.put(block.Block{Text: c.text(k), Within: at.address}, at)
			return
		}
		c.walk(k, at)
	}
}

// headings writes a title: that of the whole document opens it.
func (c *clml) headings(k *node, at place) {
	if k.name == "TitleBlock" {
		c.walk(k, at)
		return
	}
	c.put(block.Block{Text: c.text(k), Kind: block.Heading, Level: 2, Within: at.address}, at)
}

// contents writes a table of contents, one line for an entry.
func (c *clml) contents(n *node, at place) {
	var words []string
	flush := func() {
		if len(words) > 0 {
			c.put(block.Block{Text: strings.Join(words, " "), Within: at.address}, at)
			words = nil
		}
	}
	for _, k := range n.elements() {
		if k.name == "ContentsNumber" || k.name == "ContentsTitle" {
			words = append(words, c.text(k))
			continue
		}
		flush()
		c.contents(k, at)
	}
	flush()
}
