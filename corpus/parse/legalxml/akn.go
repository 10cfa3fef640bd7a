package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Akoma Ntoso (OASIS LegalDocML 1.0) is used by parliaments and courts. What is numbered has a <num>;
// what kind of thing it is, the name of the element says.

type akn struct {
	*writer
	pending  []block.Block // notes met in the line that is being written
	inserted []*node       // structures quoted in that line
	notes    int
	judgment bool
}

func readAKN(w *writer, d *document) {
	a := &akn{writer: w}
	w.page.Official = true
	a.fields(d.top())
	a.walk(d.root, place{})
	if w.page.Title == "" {
		a.titleFrom()
	}
}

// fields reads the metadata by the Functional Requirements for Bibliographic Records: the work's
// date and number, the expression's language.
func (a *akn) fields(top *node) {
	p := &a.page
	a.judgment = top.kid("judgment") != nil
	id := top.find("identification")
	work, expression := id.kid("FRBRWork"), id.kid("FRBRExpression")
	p.Title = firstOf(orEmpty(work.kid("FRBRalias")).attr("value"), orEmpty(work.kid("FRBRname")).attr("value"))
	p.Number = firstOf(top.find("cite").words(), top.find("neutralCitation").words(), orEmpty(work.kid("FRBRnumber")).attr("value"))
	p.Canonical = firstOf(orEmpty(expression.kid("FRBRuri")).attr("value"), orEmpty(work.kid("FRBRuri")).attr("value"))
	if day, err := corpus.ParseDate(civil(orEmpty(work.kid("FRBRdate")).attr("date"))); err == nil {
		p.Published = day
	}
	p.Lang = corpus.Lang(twoLetters(orEmpty(expression.kid("FRBRlanguage")).attr("language")))
	author := strings.TrimPrefix(orEmpty(work.kid("FRBRauthor")).attr("href"), "#")
	if refs := top.find("references"); refs != nil {
		for _, k := range refs.kids {
			if id := firstOf(k.attr("eId"), k.attr("id")); id == author && author != "" {
				p.Authority = k.attr("showAs")
			}
		}
	}
}

var languages = map[string]string{"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl", "cym": "cy", "wel": "cy", "zho": "zh",
	"chi": "zh", "jpn": "ja", "kor": "ko", "rus": "ru"}

func twoLetters(s string) string { return firstOf(languages[strings.ToLower(s)], s) }

func (a *akn) titleFrom() {
	for _, b := range a.page.Blocks {
		if b.Kind == block.Heading {
			a.page.Title = b.Text
			return
		}
	}
}

// hierarchy are the elements of the hierarchy that are cited by a word of their own.
var hierarchy = map[string]string{"section": "Section", "article": "Article", "rule": "Rule", "part": "Part", "chapter": "Chapter", "title": "Title", "book": "Book", "division": "Division",
	"subpart": "Subpart", "subchapter": "Subchapter", "subdivision": "Subdivision"}

// counted are those that the law counts through, whatever they stand in.
var counted = map[string]bool{"section": true, "article": true, "rule": true}

var inlineAKN = map[string]bool{"span": true, "ref": true, "rref": true, "mref": true, "i": true, "b": true, "u": true, "a": true, "sup": true, "sub": true, "def": true, "term": true,
	"date": true, "docDate": true, "docTitle": true, "docNumber": true, "docType": true, "docketNumber": true, "neutralCitation": true, "party": true, "role": true, "judge": true, "lawyer": true,
	"courtType": true, "person": true, "organization": true, "location": true, "quantity": true, "ins": true, "del": true, "eol": true, "marker": true, "noteRef": true, "authorialNote": true,
	"img": true, "inline": true, "abbr": true, "mod": true, "rmod": true, "quotedText": true, "remark": true, "omissis": true, "entity": true, "concept": true, "object": true, "event": true,
	"process": true, "session": true, "signature": true, "decoration": true, "placeholder": true, "fillIn": true, "docProponent": true, "docStage": true, "docStatus": true, "affectedDocument": true,
	"relatedDocument": true, "change": true, "shortTitle": true, "docAuthority": true, "docPurpose": true, "docCommittee": true, "docIntroducer": true, "legislature": true, "outcome": true}

func (a *akn) text(n *node) string {
	var b strings.Builder
	a.flatten(&b, n)
	return block.Normalise(b.String(), false)
}

func (a *akn) flatten(b *strings.Builder, n *node) {
	for _, k := range n.kids {
		switch {
		case k.name == "":
			b.WriteString(k.text)
		case k.name == "authorialNote":
			a.notes++
			label := firstOf(bare(k.attr("marker")), itoa(a.notes))
			b.WriteString("[" + label + "]")
			a.pending = append(a.pending, block.Block{Text: "[" + label + "] " + spaced(k), Kind: block.Note})
		case k.name == "quotedStructure" || k.name == "embeddedStructure":
			a.inserted = append(a.inserted, k)
		case k.name == "marker" || k.name == "eol" || k.name == "br":
			b.WriteByte(' ')
			a.flatten(b, k)
		case k.name == "img":
			a.drop("graphic "+k.attr("src"), "a picture has no text")
		case k.name == "quotedText":
			b.WriteString(k.attr("startQuote"))
			a.flatten(b, k)
			b.WriteString(k.attr("endQuote"))
		case !inlineAKN[k.name]:
			b.WriteByte(' ')
			a.flatten(b, k)
			b.WriteByte(' ')
		default:
			a.flatten(b, k)
		}
	}
}

func (a *akn) put(b block.Block, at place) {
	if at.quoted {
		b.Address, b.Within, b.Quoted = "", at.address, true
		if b.Kind == block.Article || b.Kind == block.Annex {
			b.Kind = block.Heading
		}
	}
	a.add(b)
	for _, n := range a.pending {
		n.Within = firstOf(b.Address, b.Within)
		a.add(n)
	}
	a.pending = nil
	inserted := a.inserted
	a.inserted = nil
	for _, k := range inserted {
		a.walk(k, place{address: firstOf(b.Address, b.Within), quoted: true})
	}
}

// walk writes everything below n; text and inline elements between block elements are one line.
func (a *akn) walk(n *node, at place) {
	var run []*node
	flush := func() {
		a.put(block.Block{Text: a.text(&node{kids: run}), Within: at.address}, at)
		run = nil
	}
	for _, k := range n.kids {
		if k.name == "" || inlineAKN[k.name] {
			run = append(run, k)
			continue
		}
		flush()
		if a.err != nil {
			return
		}
		a.element(k, at)
	}
	flush()
}

func (a *akn) element(k *node, at place) {
	switch {
	case k.name == "meta" || k.name == "style" || k.name == "presentation" || k.name == "coverPage" && k.words() == "":
	case k.name == "table":
		a.htmlTable(k, at.address)
	case k.name == "quotedStructure" || k.name == "embeddedStructure":
		a.walk(k, place{address: at.address, quoted: true})
	case k.name == "toc":
		a.walk(k, place{address: firstOf(at.address, "Contents"), quoted: true})
	case k.name == "attachment" || k.name == "component" || k.name == "annex":
		a.attachment(k, at)
	case k.name == "heading" || k.name == "subheading" || k.name == "crossHeading":
		a.put(block.Block{Text: a.text(k), Kind: block.Heading, Level: 3, Within: at.address}, at)
	case k.name == "recital" || k.name == "hcontainer" || k.kid("num") != nil:
		a.numbered(k, at)
	default:
		a.walk(k, at)
	}
}

// attachment opens a schedule or an annex with its heading.
func (a *akn) attachment(k *node, at place) {
	head := firstOf(k.find("docTitle").words(), k.find("heading").words())
	if head == "" || len(head) > 80 {
		head = "Annex"
	}
	a.walk(k, place{address: capitalised(head), root: capitalised(head), quoted: at.quoted})
}

// numbered writes what has a number: with its heading, or with its first words.
func (a *akn) numbered(n *node, at place) {
	num, heading := n.kid("num"), n.kid("heading")
	no := a.text(orEmpty(num))
	word, isHead := hierarchy[n.name]
	b := block.Block{Text: no, Kind: block.Item, Within: at.address}
	label := bare(no)
	switch {
	case label == "":
	case strings.ContainsRune(label, ' '): // "Article 3", "PART 2"
		b.Address = capitalised(label)
	case isHead:
		b.Address = word + " " + label
	case a.judgment && at.address == "":
		b.Address = "[" + label + "]"
	default:
		b.Address = under(at, no)
	}
	if isHead {
		b.Kind = block.Heading
	}
	if counted[n.name] {
		b.Kind = block.Article
		if at.root != "" {
			b.Address = at.root + ", " + b.Address
		}
	} else if isHead && at.address != "" && b.Address != "" {
		b.Address = at.address + ", " + b.Address
	}
	rest := without(without(n, num), heading)
	if heading != nil {
		b.Text += " " + a.text(heading)
	} else if first := a.firstP(rest); first != nil {
		b.Text += " " + a.text(first)
	}
	a.put(b, at)
	a.walk(rest, at.inside(b.Address))
}

// firstP takes the first paragraph out of the content, if nothing stands before it.
func (a *akn) firstP(n *node) *node {
	for i, k := range n.kids {
		switch {
		case k.name == "" && strings.TrimSpace(k.text) == "":
			continue
		case k.name == "p" || k.name == "block":
			n.kids = append(append([]*node{}, n.kids[:i]...), n.kids[i+1:]...)
			return k
		case k.name == "content" || k.name == "intro":
			return a.firstP(k)
		}
		return nil
	}
	return nil
}
