package legalxml

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// division writes a title, a chapter or a section, with the subject under its number. Articles count
// through, so they are not cited with their division.
func (f *formex) division(n *node, at place) {
	t := n.kid("TITLE")
	address := at.address
	if t != nil {
		ti := f.text(orEmpty(t.kid("TI")))
		own := capitalised(ti)
		if len(own) > 40 {
			own = ""
		}
		if own != "" && !at.quoted {
			address = strings.TrimPrefix(at.address+", "+own, ", ")
		}
		b := block.Block{Text: ti, Kind: block.Heading, Level: 2, Within: at.address}
		if own != "" {
			b.Address = address
		}
		f.put(b, at)
		if sti := t.kid("STI"); sti != nil {
			f.put(block.Block{Text: f.text(sti), Kind: block.Heading, Level: 2, Within: address}, at)
		}
	}
	f.walk(without(n, t), at.inside(address))
}

// capitalised writes ANNEX II as Annex II: the number stays as it is.
func capitalised(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		letters := strings.IndexFunc(w, unicode.IsLower) < 0
		if r := []rune(w); letters && len(r) > 3 && strings.Trim(w, "IVXLCDM") != "" {
			words[i] = string(r[0]) + strings.ToLower(string(r[1:]))
		}
	}
	return strings.Join(words, " ")
}

func (f *formex) article(n *node, at place) {
	ti := n.kid("TI.ART")
	name := f.text(orEmpty(ti))
	within := at.address
	inside := at
	if !at.quoted {
		inside = place{address: capitalised(firstOf(name, "Article "+strings.TrimLeft(n.attr("IDENTIFIER"), "0")))}
	}
	f.put(block.Block{Text: name, Kind: block.Article, Address: inside.address, Within: within}, at)
	sti := n.kid("STI.ART")
	if sti != nil {
		f.put(block.Block{Text: f.text(sti), Kind: block.Heading, Level: 3, Within: inside.address}, inside)
	}
	f.alineas(without(without(n, ti), sti), inside, "paragraph")
}

// paragraph writes a numbered paragraph of an article.
func (f *formex) paragraph(n *node, at place) {
	no := n.kid("NO.PARAG")
	address := under(at, no.words())
	rest := without(n, no)
	for i, k := range rest.kids {
		if k.name == "ALINEA" {
			f.first(no.words(), k, at, address, at.address)
			f.alineas(&node{kids: rest.kids[i+1:]}, at.inside(address), "subparagraph")
			return
		}
	}
	f.put(block.Block{Text: no.words(), Kind: block.Item, Address: address, Within: at.address}, at)
	f.walk(rest, at.inside(address))
}

var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

// alineas writes unnumbered paragraphs. Where there are several, each is cited by its place: Article
// 3(1), second subparagraph; behind a numbered paragraph the first was written with the number.
func (f *formex) alineas(n *node, at place, word string) {
	total, seen := 0, 0
	for _, k := range n.kids {
		if k.name == "ALINEA" {
			total++
		}
	}
	if word == "subparagraph" {
		seen = 1
	}
	for _, k := range n.kids {
		if k.name != "ALINEA" {
			f.walk(&node{kids: []*node{k}}, at)
			continue
		}
		seen++
		if total+seen < 3 && word == "paragraph" || at.quoted || seen > len(ordinals) {
			f.walk(k, at)
			continue
		}
		f.first("", k, at, at.address+", "+ordinals[seen-1]+" "+word, at.address)
	}
}

// annex opens an annex or an appendix.
func (f *formex) annex(n *node, at place) {
	t := n.kid("TITLE")
	var heads []string
	if t != nil {
		for _, k := range t.elements() {
			if ps := k.elements(); len(ps) > 1 && ps[0].name == "P" {
				for _, p := range ps {
					heads = append(heads, f.text(p))
				}
			} else {
				heads = append(heads, f.text(k))
			}
		}
	}
	name := "Annex"
	if len(heads) > 0 && len(heads[0]) <= 60 {
		name = capitalised(strings.Trim(heads[0], "‘’“”\" "))
	}
	inside := place{address: name, root: name}
	if at.quoted {
		inside = at
	}
	for i, h := range heads {
		b := block.Block{Text: h, Kind: block.Heading, Level: 1, Within: name}
		if i == 0 {
			b.Kind, b.Address, b.Within = block.Annex, name, ""
		}
		f.put(b, at)
	}
	if len(heads) == 0 {
		inside = place{address: name, root: name, quoted: at.quoted}
	}
	f.walk(without(n, t), inside)
}

var partHead = regexp.MustCompile(`^((?i:section|part|chapter|title|appendix|table|abschnitt|teil|kapitel|anlage)\s+[0-9A-Z]{1,6})\b`)

// sequence writes a group of an annex: numbered by its own element, by the head of its title, or not.
func (f *formex) sequence(n *node, at place) {
	if no := n.kid("NO.GR.SEQ"); no != nil {
		rest := without(n, no)
		address := under(at, no.words())
		for i, k := range rest.kids {
			if k.name != "" {
				f.first(no.words(), &node{kids: []*node{k}}, at, address, at.address)
				f.walk(&node{kids: rest.kids[i+1:]}, at.inside(address))
				return
			}
		}
	}
	t := n.kid("TITLE")
	if t == nil {
		f.walk(n, at)
		return
	}
	below := at
	for i, k := range t.elements() {
		text := f.text(k)
		b := block.Block{Text: text, Kind: block.Heading, Level: 2, Within: below.address}
		if i == 0 {
			if np := k.kid("NP"); np != nil {
				b.Address = under(at, f.text(orEmpty(np.kid("NO.P"))))
			} else if m := partHead.FindStringSubmatch(text); m != nil && at.address != "" {
				b.Address = at.address + ", " + capitalised(m[1])
				below.root = firstOf(b.Address)
			}
			below = below.inside(b.Address)
		}
		f.put(b, at)
	}
	f.walk(without(n, t), below)
}

// tbl reads a table: cells name their column, so that merged ones leave the right gaps.
func (f *formex) tbl(n *node, at place) {
	var rows [][]cell
	heads, body := 0, false
	for _, k := range n.kids {
		switch k.name {
		case "TITLE":
			f.title(k, at)
		case "GR.NOTES":
			for _, note := range k.elements() {
				f.note(note)
			}
		}
	}
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "ROW":
				if k.attr("TYPE") == "HEADER" && !body {
					heads++
				} else {
					body = true
				}
				rows = append(rows, f.row(k))
			case "TI.BLK", "STI.BLK":
				body = true
				rows = append(rows, []cell{{text: f.text(k)}})
			case "CORPUS", "BLK", "TGROUP":
				walk(k)
			}
		}
	}
	walk(n)
	if heads == len(rows) {
		heads = 0
	}
	notes := f.notes
	f.notes = nil
	f.table(rows, heads, at.address, at.quoted)
	for _, note := range notes {
		note.Within = at.address
		f.add(note)
	}
}

func (f *formex) row(n *node) []cell {
	var cells []cell
	col := 1
	for _, k := range n.kids {
		if k.name != "CELL" {
			continue
		}
		if c, err := strconv.Atoi(k.attr("COL")); err == nil && c <= 200 {
			for ; col < c; col++ {
				cells = append(cells, cell{})
			}
		}
		span := max(1, over(k.attr("COLSPAN")))
		cells = append(cells, cell{f.text(k), span})
		col += span
	}
	return cells
}
