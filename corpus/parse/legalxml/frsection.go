package legalxml

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

var (
	sectionNo  = regexp.MustCompile(`^§+\s*([0-9]+[A-Za-z]?(?:[.\-–][0-9A-Za-z]+)*(?:\s*(?:through|-|–|—)\s*[0-9]+\.[0-9A-Za-z.\-]+)?)`)
	partNo     = regexp.MustCompile(`(?i)^(?:\[?reserved\]?\s*)?parts?\s+([0-9]+[A-Za-z]?(?:\s*[-–]\s*[0-9]+)?)`)
	subpartNo  = regexp.MustCompile(`(?i)^subparts?\s+([A-Z]{1,3})\b`)
	instructNo = regexp.MustCompile(`^\s*([0-9]{1,3}|[a-z]{1,2}|[ivx]{1,5})\.`)
)

// section writes a section of the annual Code or of an amendment: its number and subject are one line.
func (f *federal) section(n *node) {
	no, subject := n.kid("SECTNO", "PTNO"), n.kid("SUBJECT", "RESERVED")
	text := block.Normalise(plain(f.line(orEmpty(no)))+" "+plain(f.line(orEmpty(subject))), false)
	f.open(text)
	rest := &node{name: n.name}
	for _, k := range n.kids {
		if k != no && k != subject {
			rest.kids = append(rest.kids, k)
		}
	}
	f.paragraphs(rest)
}

// open writes the line that opens a section, and makes it the home of what follows.
func (f *federal) open(text string) {
	f.leave()
	within := f.part
	b := block.Block{Text: text, Kind: block.Article, Within: within}
	if m := sectionNo.FindStringSubmatch(text); m != nil {
		b.Address = "§ " + m[1]
	} else {
		b.Kind = block.Heading
	}
	f.add(b)
	f.home, f.inSec, f.sec = firstOf(b.Address, within), b.Address != "", section{address: b.Address}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// paragraphs writes what is below a section, and leaves it.
func (f *federal) paragraphs(n *node) {
	f.walk(n)
	f.leave()
}

// paragraph writes one line; inside a section its designators say where it belongs. behind are the
// elements that follow.
func (f *federal) paragraph(n *node, behind []*node) {
	raw := f.line(n)
	if !f.inSec {
		f.say(plain(raw))
		return
	}
	run, rest := designators(raw)
	if len(run) == 0 {
		f.undesignated(raw)
		return
	}
	if f.goesOn(run[0]) {
		f.sec, f.outer, f.home = *f.outer, nil, f.outer.address
	}
	next := f.ahead(behind)
	// "(a) General. (1) The first": the heading in italics is a line of its own, so that both can be cited.
	if head, tail, ok := headed(rest); ok {
		if more, _ := designators(tail); len(more) > 0 && opens(more[0]) {
			address := f.sec.enter(run, append(more[:len(more):len(more)], next...))
			f.item(raw[:len(raw)-len(rest)]+head, address)
			f.item(tail, f.sec.enter(more, next))
			return
		}
	}
	f.item(raw, f.sec.enter(run, next))
}

var defined = regexp.MustCompile(`^\s*` + italicOn + `\s*([^` + italicOn + italicOff + `]{2,120}?)[\s.,:—-]*` + italicOff + `.{0,120}?\b(?:means?|includes?|has the meaning|refers? to)\b`)

// undesignated writes a paragraph without a designator. One that defines a term has numbers of its
// own, which are cited with the term: § 1015.2, “Servicer”(1).
func (f *federal) undesignated(raw string) {
	m := defined.FindStringSubmatch(raw)
	if m == nil {
		f.say(plain(raw))
		return
	}
	if f.outer == nil {
		outer := f.sec
		f.outer = &outer
	}
	within := f.outer.address
	f.sec = section{address: within + ", “" + block.Normalise(m[1], false) + "”"}
	f.home = f.sec.address
	f.add(block.Block{Text: plain(raw), Kind: block.Item, Address: f.sec.address, Within: within})
}

// goesOn reports whether the letter goes on with the paragraphs of the section behind a definition
// that stands among them.
func (f *federal) goesOn(d designator) bool {
	if f.outer == nil || f.outer.ord[lowerLetter] == 0 {
		return false
	}
	letter := levelsOf(d)[lowerLetter]
	return letter == f.outer.ord[lowerLetter]+1 && letter != f.sec.ord[lowerLetter]+1 && f.sec.ord[romanNumeral] == 0
}

func (f *federal) item(raw, address string) {
	f.add(block.Block{Text: plain(raw), Kind: block.Item, Address: address, Within: f.sec.parent()})
}

// opens reports whether the designator begins a list.
func opens(d designator) bool {
	for _, ord := range levelsOf(d) {
		if ord == 1 {
			return true
		}
	}
	return false
}

// headed splits a paragraph behind its heading in italics.
func headed(s string) (head, tail string, ok bool) {
	t := strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(t, italicOn) {
		return "", "", false
	}
	end := strings.Index(t, italicOff)
	if end < 0 || end > 300 {
		return "", "", false
	}
	end += len(italicOff) + len(s) - len(t)
	tail = s[end:]
	dash := len(tail) - len(strings.TrimLeft(tail, "—–-. "))
	return s[:end+dash], tail[dash:], true
}

// ahead returns the designators of the next paragraphs.
func (f *federal) ahead(behind []*node) []designator {
	var out []designator
	for _, k := range behind[:min(len(behind), 120)] {
		if k.name != "P" && k.name != "FP" {
			continue
		}
		run, rest := designators(f.line(k))
		if _, tail, ok := headed(rest); ok {
			more, _ := designators(tail)
			run = append(run, more...)
		}
		if out = append(out, run...); len(out) > 60 {
			break
		}
	}
	return out
}

// division opens a part, a subpart, an appendix or the amended text of one.
func (f *federal) division(n *node) {
	head := n.kid("HEAD", "HD")
	text := block.Normalise(plain(f.line(orEmpty(head))), false)
	if n.name == "DIV8" {
		f.open(text)
		f.paragraphs(without(n, head))
		return
	}
	outer := f.part
	switch {
	case f.listing:
		f.walk(n)
		return
	case n.name == "REGTEXT":
		if p := n.attr("PART"); p != "" {
			f.part = "Part " + p
		}
		head = nil
	case partNo.MatchString(text):
		f.part = "Part " + partNo.FindStringSubmatch(text)[1]
		f.add(block.Block{Text: text, Kind: block.Heading, Level: 1, Address: f.part})
	case subpartNo.MatchString(text):
		within := f.part
		f.part = strings.TrimPrefix(within+", Subpart "+subpartNo.FindStringSubmatch(text)[1], ", ")
		f.add(block.Block{Text: text, Kind: block.Heading, Level: 2, Address: f.part, Within: within})
	case n.name == "APPENDIX" || n.name == "DIV9":
		name, ok := annexName(text)
		if !ok {
			name = firstOf(n.attr("N"), text)
		}
		f.leave()
		f.add(block.Block{Text: text, Kind: block.Annex, Address: name, Within: f.part})
	default:
		head = nil
	}
	f.home = ""
	if n.name == "PART" || n.name == "DIV5" || n.name == "SUBPART" || n.name == "DIV6" {
		f.home = f.part
	}
	f.walk(without(n, head))
	f.leave()
	f.part = outer
}

func without(n, child *node) *node {
	out := &node{name: n.name, attrs: n.attrs}
	for _, k := range n.kids {
		if k != child {
			out.kids = append(out.kids, k)
		}
	}
	return out
}

// amendment writes an instruction that amends the Code: "2. In § 744.11, revise paragraph (a) …".
func (f *federal) amendment(n *node) {
	f.leave()
	text := plain(f.line(n))
	b := block.Block{Text: text, Kind: block.Item, Quoted: true}
	if m := instructNo.FindStringSubmatch(text); m != nil && m[1][0] <= '9' {
		b.Address = "Instruction " + m[1]
		f.instruct = b.Address
	} else if m != nil && f.instruct != "" {
		b.Address, b.Within = f.instruct+"("+m[1]+")", f.instruct
	}
	f.add(b)
	// What is set out behind an instruction for one section is that section's text.
	if one := only(sectionsIn.FindAllStringSubmatch(text, 20)); one != "" {
		f.home, f.inSec, f.sec = one, true, section{address: one}
	}
}

var sectionsIn = regexp.MustCompile(`(?:§|[Ss]ection)\s*([0-9]+[A-Za-z]?\.[0-9]+[A-Za-z]?(?:-[0-9]+)?)`)

// only returns the section that the text names, if it names just one.
func only(found [][]string) string {
	name := ""
	for _, m := range found {
		if name != "" && name != "§ "+m[1] {
			return ""
		}
		name = "§ " + m[1]
	}
	return name
}

// signature writes the lines under which an officer signed.
func (f *federal) signature(n *node) {
	f.leave()
	for i, k := range n.elements() {
		b := block.Block{Text: plain(f.line(k)), Within: "Signature"}
		if i == 0 {
			b.Address, b.Within = "Signature", ""
		}
		f.add(b)
	}
}

// contents writes a list of contents: its numbers are those of other places.
func (f *federal) contents(n *node) {
	if n.name == "FDSYS" {
		return // read as fields
	}
	f.listing = true
	f.walk(n)
	f.listing = false
}

func (f *federal) footnote(n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteByte(' ')
		if k.name == "P" || k.name == "FP" {
			f.flatten(&b, &node{name: "FTNT", kids: k.kids}, 0)
		} else {
			b.WriteString(k.words())
		}
	}
	return b.String()
}

var bareMark = regexp.MustCompile(`^\s*\[([^\]\s]{1,4})\]\s*`)

// note writes a footnote with its mark as the text has it.
func note(s string) string {
	if m := bareMark.FindStringSubmatch(s); m != nil {
		return "[" + m[1] + "] " + s[len(m[0]):]
	}
	return s
}
