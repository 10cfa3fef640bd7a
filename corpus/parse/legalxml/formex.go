package legalxml

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Formex 4 is the vocabulary of the Official Journal of the European Union
// (http://formex.publications.europa.eu). Articles, paragraphs, points and quoted words are nested in
// it as they are in law, so every line has its address from the markup.

// formex is the state of reading one act.
type formex struct {
	*writer
	notes  []block.Block     // footnotes met in the line that is being written
	labels map[string]string // of footnotes, by their identifier
	count  map[string]int    // of footnotes so far, by their sort of number
}

// place is where in the act the walk is.
type place struct {
	address string // of the provision; "" before the first
	root    string // of the annex, or of the part of it that counts anew; "" in the articles
	quoted  bool   // inside words that are quoted for another act
}

func newFormex(w *writer) *formex {
	w.page.Official = true
	return &formex{writer: w, labels: map[string]string{}, count: map[string]int{}}
}

// readFormex reads an act, an annex or a consolidated act.
func readFormex(w *writer, d *document) {
	f := newFormex(w)
	for _, top := range d.root.elements() {
		f.fields(top)
		f.walk(&node{kids: []*node{top}}, place{})
	}
}

// readFormexIndex refuses what only names other files.
func readFormexIndex(w *writer, d *document) {
	top := d.top()
	if top.name == "PUBLICATION" {
		w.err = block.Failf(block.Unsupported, "the XML is the table of contents of an issue of the Official Journal; the acts in it, or the zip file of one, would be right")
		return
	}
	w.err = block.Failf(block.Unsupported, "the XML names the parts of an act (%s) and holds no text of it; those files, or the zip file with all of them, would be right",
		strings.Join(formexParts(top), ", "))
}

// formexParts lists the files that an act consists of, in order.
func formexParts(top *node) []string {
	var out []string
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if k.name == "REF.PHYS" && k.attr("TYPE") == "DOC.XML" && k.attr("FILE") != "" && len(out) < 1000 {
				out = append(out, k.attr("FILE"))
			}
			walk(k)
		}
	}
	walk(top)
	return out
}

var actNumber = regexp.MustCompile(`(?i)\b(?:(?:implementing|delegated)\s+)?(?:regulation|directive|decision|verordnung|richtlinie|beschluss|règlement|reglamento|regolamento)\s+\((?:EU|EC|EEC|EG|EWG|UE|CE|CFSP|GASP|EU, Euratom)\)\s+(?:No\.?\s|Nr\.?\s|n°\s?)?[0-9]{1,4}/[0-9]{1,4}|(?i)\b(?:directive|decision|richtlinie|beschluss)\s+(?:\(?[A-Z]{2,4}\)?\s+)?[0-9]{2,4}/[0-9]{1,4}(?:/[A-Z]{2,4})?`)

// fields reads what the head says of the act. The day on which an act was made is not the day on
// which it was published, and only the file that names the parts has that.
func (f *formex) fields(top *node) {
	p := &f.page
	bib := top.find("BIB.INSTANCE")
	p.Lang = corpus.Lang(strings.ToLower(firstOf(string(p.Lang), orEmpty(bib).kid("LG.DOC").words())))
	if p.Title != "" {
		return
	}
	from := top
	if cons := top.find("FAM.COMP"); cons != nil {
		from = cons
	}
	if t := from.find("TITLE"); t != nil {
		p.Title = block.Normalise(spaced(orEmpty(t.kid("TI"))), false)
	}
	p.Number = actNumber.FindString(p.Title)
	if init := top.find("PREAMBLE.INIT"); init != nil {
		p.Authority = strings.TrimRight(init.words(), ", ")
	}
	if i := top.find("INFO.CONSLEG"); i != nil {
		if day, err := corpus.ParseDate(civil(i.attr("START.DATE"))); err == nil {
			p.Published = day
			p.Canonical = celexAddress("0" + i.attr("CONSLEG.REF") + "-" + i.attr("START.DATE"))
		}
	}
}

// celexAddress is the address that the Publications Office gives to a CELEX number.
func celexAddress(celex string) string {
	return "http://publications.europa.eu/resource/celex/" + celex
}

// inlineFormex are the elements inside a line.
var inlineFormex = map[string]bool{"HT": true, "DATE": true, "FT": true, "REF.DOC.OJ": true, "REF.DOC": true, "REF.DOC.ECR": true, "NOTE": true, "QUOT.START": true, "QUOT.END": true,
	"IE": true, "EXPR": true, "OVER": true, "ROOT": true, "EXPONENT": true, "IND": true, "FORMULA.S": true, "ADDR": true, "LINK": true, "REF.NP": true, "KEYWORD": true, "BR": true,
	"NO.DOC.C": true, "CITATION": true, "OVERLINE": true, "REF.ONP": true, "REF.NP.ECR": true, "COM": true, "TXT.COL": true, "ITEM.REF": true, "TYPE.CASE": true}

// text flattens an element to one line.
func (f *formex) text(n *node) string {
	var b strings.Builder
	f.flatten(&b, n)
	return block.Normalise(b.String(), false)
}

func (f *formex) flatten(b *strings.Builder, n *node) {
	for _, k := range n.kids {
		switch k.name {
		case "":
			b.WriteString(k.text)
		case "NOTE":
			b.WriteString(f.note(k))
		case "QUOT.START", "QUOT.END":
			if code, err := strconv.ParseUint(k.attr("CODE"), 16, 32); err == nil && code > 0x20 && code < 0x10000 {
				b.WriteRune(rune(code))
			}
		case "OVER":
			b.WriteString(" / ")
		case "ROOT":
			b.WriteString("√")
		case "LATEX", "INCL.ELEMENT":
			f.picture(b, k)
		default:
			if !inlineFormex[k.name] {
				b.WriteByte(' ')
			}
			f.flatten(b, k)
			if !inlineFormex[k.name] {
				b.WriteByte(' ')
			}
		}
	}
}

// picture takes the words that the markup gives of a picture; the picture itself has none.
func (f *formex) picture(b *strings.Builder, n *node) {
	if n.name == "LATEX" {
		return // the formula again
	}
	f.drop("graphic "+n.attr("FILEREF"), "a picture has no text")
	f.flatten(b, n)
}

// note takes a footnote out of its line and returns the mark that stays there.
func (f *formex) note(n *node) string {
	id := firstOf(n.attr("NOTE.ID"), n.attr("NOTE.REF"))
	if label, ok := f.labels[id]; ok && id != "" {
		return "[" + label + "]"
	}
	sort := ""
	if s := n.attr("NUMBERING"); s == "STAR" || strings.HasPrefix(n.attr("NUMBER.ORG"), "*") {
		sort = "*"
	}
	f.count[sort]++
	label := sort + strconv.Itoa(f.count[sort])
	if id != "" {
		f.labels[id] = label
	}
	outer := f.notes
	f.notes = nil
	text := f.text(&node{kids: n.kids})
	f.notes = append(outer, f.notes...)
	if text != "" {
		f.notes = append(f.notes, block.Block{Text: "[" + label + "] " + text, Kind: block.Note})
	}
	return "[" + label + "]"
}

// put writes a line and the footnotes that it refers to.
func (f *formex) put(b block.Block, at place) {
	if at.quoted {
		b.Address, b.Within, b.Quoted = "", at.address, true
		if b.Kind == block.Article || b.Kind == block.Annex {
			b.Kind = block.Heading
		}
	}
	f.add(b)
	for _, n := range f.notes {
		n.Within = firstOf(b.Address, b.Within)
		f.add(n)
	}
	f.notes = nil
}

// isFormexIndex tells the file that names the parts of an act from other files whose top element is DOC.
func isFormexIndex(top *node) bool {
	return top.kid("FMX", "PUBLICATION.REF", "OJ") != nil
}
