package legalxml

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// The Federal Register and the Code of Federal Regulations share one vocabulary of the Government
// Publishing Office (FRMergedXML.xsd, CFRMergedXML.xsd); the eCFR has its own around the same words.

// federal is the state of reading one document of the family.
type federal struct {
	*writer
	home     string  // address that undesignated text belongs to; empty where numbers decide
	sec      section // the section that the walk is in
	inSec    bool
	outer    *section // where the walk was in the section before the definition that it is in; or nil
	part     string   // address of the part, such as "Part 744"
	instruct string   // address of the last numbered instruction to amend
	listing  bool     // in a list of contents, which opens nothing
}

// inlineFR are the elements inside a line.
var inlineFR = map[string]bool{"E": true, "SU": true, "I": true, "B": true, "FTREF": true, "PRTPAGE": true, "FR": true, "AC": true, "em": true, "strong": true,
	"sup": true, "sub": true, "a": true, "XREF": true, "XXREF": true, "br": true, "BR": true, "fr": true, "img": true, "D": true, "PNU": true}

// line flattens an element: italics are marked for [designators], a mark of a footnote is put in
// brackets, and block elements inside are set apart.
func (f *federal) line(n *node) string {
	var b strings.Builder
	f.flatten(&b, n, 0)
	return b.String()
}

func (f *federal) flatten(b *strings.Builder, n *node, depth int) {
	for i, k := range n.kids {
		switch {
		case k.name == "":
			b.WriteString(k.text)
		case k.name == "PRTPAGE" || k.name == "FTREF" || k.name == "FTNT":
		case k.name == "SU" && (marks(n.kids[i+1:]) || n.name == "FTNT"):
			b.WriteString("[" + k.words() + "]")
		case k.name == "I" || k.name == "em" || k.name == "E" && (k.attr("T") == "03" || k.attr("T") == "7462"):
			b.WriteString(italicOn)
			f.flatten(b, k, depth+1)
			b.WriteString(italicOff)
		case k.name == "br" || k.name == "BR" || !inlineFR[k.name]:
			b.WriteByte(' ')
			f.flatten(b, k, depth+1)
			b.WriteByte(' ')
		default:
			f.flatten(b, k, depth+1)
		}
	}
}

// marks reports whether the next element says that the raised characters before it refer to a footnote.
func marks(behind []*node) bool {
	for _, k := range behind {
		if k.name != "" {
			return k.name == "FTREF"
		}
		if strings.TrimSpace(k.text) != "" {
			return false
		}
	}
	return false
}

// readFederal reads one document of the Federal Register.
func readFederal(w *writer, d *document) {
	f := &federal{writer: w}
	top := d.top()
	w.page.Official, w.page.Lang = true, corpus.Lang("en")
	f.fields(top)
	f.walk(d.root)
}

var (
	docNumber = regexp.MustCompile(`FR Doc\.?\s*(?:No\.?\s*:?\s*)?([A-Z]{0,2}\d?-?\d{2,4}-\d{1,6})`)
	agencyEnd = regexp.MustCompile(`[\s.,;]+$`)
)

// fields reads what the preamble says of the document. The day of filing and that of signing are not
// the day of publication, which the text of a single document does not hold.
func (f *federal) fields(top *node) {
	p := &f.page
	pre := top.find("PREAMB")
	if pre == nil {
		pre = top
	}
	p.Title = block.Normalise(plain(f.line(orEmpty(pre.find("SUBJECT")))), false)
	if p.Title == "" {
		p.Title = firstHeading(top)
	}
	var agencies []string
	for _, k := range pre.kids {
		if k.name == "AGENCY" || k.name == "SUBAGY" {
			agencies = append(agencies, agencyEnd.ReplaceAllString(k.words(), ""))
		}
	}
	p.Authority = strings.Join(agencies, ", ")
	if m := docNumber.FindStringSubmatch(orEmpty(top.find("FRDOC")).words()); m != nil {
		p.Number = m[1]
	}
}

// firstHeading is the title of what has no subject, such as a proclamation.
func firstHeading(top *node) string {
	for _, name := range []string{"HD", "HEAD"} {
		if h := top.find(name); h != nil {
			return h.words()
		}
	}
	return ""
}

func orEmpty(n *node) *node {
	if n == nil {
		return &node{}
	}
	return n
}

// plain removes the marks of italics.
func plain(s string) string {
	return strings.NewReplacer(italicOn, "", italicOff, "").Replace(s)
}

// readIssue reads a whole day of the Federal Register as one text; to read its documents one by one
// is the work of package container.
func readIssue(w *writer, d *document) {
	f := &federal{writer: w}
	top := d.top()
	w.page.Official, w.page.Lang = true, corpus.Lang("en")
	var head []string
	for _, k := range [][2]string{{"VOL", "Volume "}, {"NO", "No. "}, {"DATE", ""}} {
		if s := top.kid(k[0]).words(); s != "" {
			head = append(head, k[1]+s)
		}
	}
	w.page.Title = "Federal Register, " + strings.Join(head, ", ")
	w.page.Number = strings.Join(head[:max(0, len(head)-1)], ", ")
	w.page.Authority = "Office of the Federal Register"
	if found := dates.Find(top.kid("DATE").words(), "en"); len(found) > 0 {
		w.page.Published = found[0].Date
	}
	f.heading(w.page.Title, 1, "")
	f.walk(&node{kids: top.kids})
}

// walk writes the lines of everything below n.
func (f *federal) walk(n *node) {
	var run []*node // text and inline elements that stand between block elements
	flush := func() {
		if len(run) > 0 {
			f.paragraph(&node{name: n.name, kids: run}, nil)
			run = nil
		}
	}
	for i := 0; i < len(n.kids); i++ {
		k := n.kids[i]
		if k.name == "" || inlineFR[k.name] {
			run = append(run, k)
			continue
		}
		flush()
		if f.err != nil {
			return
		}
		i += f.element(k, n.kids[i+1:])
	}
	flush()
}

// element writes one block element and returns how many of the nodes behind it it took.
func (f *federal) element(k *node, behind []*node) int {
	switch k.name {
	case "HD", "HEAD", "HED", "SECHD", "UNITNAME", "PTITLE", "TITLE3", "SJ":
		return f.head(k, behind)
	case "SECTNO", "PTS", "SJDOC", "DOC":
		return f.pair(k, behind)
	case "SECTION":
		f.section(k)
	case "PART", "SUBPART", "APPENDIX", "REGTEXT", "DIV5", "DIV6", "DIV8", "DIV9":
		f.division(k)
	case "AMDPAR":
		f.amendment(k)
	case "FTNT":
		f.add(block.Block{Text: note(plain(f.footnote(k))), Kind: block.Note, Within: f.home})
	case "GPOTABLE":
		f.gpoTable(k)
	case "TABLE", "table":
		f.htmlTable(k, f.home)
	case "STARS":
		f.add(block.Block{Text: "* * * * *", Within: f.home})
	case "SIG":
		f.signature(k)
	case "FRDOC":
		f.leave()
		f.add(block.Block{Text: f.line(k), Address: "FR Doc. " + f.page.Number})
	case "EAR":
		f.drop("running heads", "they repeat on the printed page where the reader is")
	case "GPH", "MATH", "GID":
		f.drop("graphic "+orEmpty(k.find("GID")).words(), "a picture has no text")
	case "FDSYS", "INCLUDES", "CNTNTS", "CONTENTS", "TOC":
		f.contents(k)
	case "MID", "LSTSUB", "AGY", "ACT", "SUM", "DATES", "ADD", "FURINF", "EFFDATE", "AUTH", "SOURCE", "EXTRACT", "NOTE", "EDNOTE", "CROSSREF", "SUPLINF", "PREAMB":
		f.walk(k)
	default:
		if hasBlocks(k) {
			f.walk(k)
		} else {
			f.paragraph(k, behind)
		}
	}
	return 0
}

func hasBlocks(n *node) bool {
	for _, k := range n.kids {
		if k.name != "" && !inlineFR[k.name] || hasBlocks(k) {
			return true
		}
	}
	return false
}

// leave closes the section that the walk is in.
func (f *federal) leave() { f.home, f.inSec, f.sec, f.outer = "", false, section{}, nil }

// head writes a heading. One that ends in a colon is printed at the head of its first paragraph:
// "DATES: This rule is effective …".
func (f *federal) head(k *node, behind []*node) int {
	text := block.Normalise(plain(f.line(k)), false)
	if strings.HasSuffix(text, ":") && (k.name == "HED" || k.attr("SOURCE") == "HED") {
		for i, b := range behind {
			if (b.name == "P" || b.name == "PSPACE" || b.name == "FP") && b.words() != "" {
				f.say(text + " " + plain(f.line(b)))
				return i + 1
			}
			if b.name != "" || strings.TrimSpace(b.text) != "" {
				break
			}
		}
	}
	level := 2
	if s := k.attr("SOURCE"); strings.HasPrefix(s, "HD") && len(s) == 3 {
		level = int(s[2]-'0') + 1
	}
	if name, ok := annexName(text); ok && !f.listing {
		f.leave()
		f.add(block.Block{Text: text, Kind: block.Annex, Address: name, Level: level})
		return 0
	}
	f.add(block.Block{Text: text, Kind: block.Heading, Level: max(1, level), Within: f.home, Quoted: f.listing})
	return 0
}

var annexHead = regexp.MustCompile(`^((?i:supplement|appendix|appendices|schedule)(?: (?i:no\. ?)?[0-9A-Z]{1,4})? (?i:to (?:part|subpart|chapter|§) ?)[0-9A-Z.]*[0-9A-Z])\b`)

// annexName reads "Supplement No. 4 to Part 744" at the head of a heading.
func annexName(text string) (string, bool) {
	m := annexHead.FindStringSubmatch(text)
	if m == nil || len(text) > 300 {
		return "", false
	}
	return m[1], true
}

// say writes a line that belongs to the provision the walk is in.
func (f *federal) say(text string) { f.add(block.Block{Text: text, Within: f.home, Quoted: f.listing}) }

// pair writes the number of a section with its subject, or an entry of the contents with its page, in one line.
func (f *federal) pair(k *node, behind []*node) int {
	text, took := plain(f.line(k)), 0
	for i, b := range behind {
		if b.name == "SUBJECT" || b.name == "PGS" || b.name == "FRDOCBP" {
			text, took = text+" "+plain(f.line(b)), i+1
			if b.name == "SUBJECT" {
				break
			}
		} else if b.name != "" || strings.TrimSpace(b.text) != "" {
			break
		}
	}
	f.add(block.Block{Text: text, Quoted: true, Within: f.home})
	return took
}
