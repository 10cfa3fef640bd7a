package legalxml

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// gpoTable reads a table in the vocabulary of the Government Publishing Office: heads are listed
// with their rank, and cells may reach over several columns.
func (f *federal) gpoTable(n *node) {
	home := f.home
	var rows [][]cell
	heads := 0
	var notes []*node
	for _, k := range n.kids {
		switch k.name {
		case "TTITLE", "TDESC":
			f.add(block.Block{Text: plain(f.line(k)), Kind: block.Heading, Level: 4, Within: home})
		case "BOXHD":
			if h := f.boxHead(k); len(h) > 0 {
				rows, heads = append(rows, h), 1
			}
		case "ROW":
			rows = append(rows, f.gpoRow(k))
		case "TNOTE", "SIGDAT":
			notes = append(notes, k)
		}
	}
	f.table(rows, heads, home, false)
	for _, k := range notes {
		f.add(block.Block{Text: note(plain(f.line(&node{name: "FTNT", kids: k.kids}))), Kind: block.Note, Within: home})
	}
}

// boxHead makes one head for each column: CHED elements have ranks, and those of a lower rank stand
// under the last of a higher one.
func (f *federal) boxHead(n *node) []cell {
	type head struct {
		rank int
		text string
	}
	var all []head
	for _, k := range n.kids {
		if k.name == "CHED" {
			rank := 1
			if h := k.attr("H"); len(h) == 1 && h[0] >= '1' && h[0] <= '9' {
				rank = int(h[0] - '0')
			}
			all = append(all, head{rank, block.Normalise(plain(f.line(k)), false)})
		}
	}
	var out []cell
	above := make([]string, 10)
	for i, h := range all {
		above[h.rank] = h.text
		if i+1 < len(all) && all[i+1].rank > h.rank {
			continue
		}
		var parts []string
		for _, t := range above[1 : h.rank+1] {
			if t != "" {
				parts = append(parts, t)
			}
		}
		out = append(out, cell{text: strings.Join(parts, " ")})
	}
	return out
}

func (f *federal) gpoRow(n *node) []cell {
	var cells []cell
	for _, k := range n.kids {
		if k.name == "ENT" {
			cells = append(cells, cell{plain(f.line(k)), 1 + over(k.attr("A"))})
		}
	}
	return cells
}

// over reads how many columns, or how many more, a cell reaches over: 2, 02, L02.
func over(s string) int {
	n := 0
	for _, c := range strings.TrimLeft(s, "LRJlrj") {
		if c < '0' || c > '9' || n > 9 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return min(n, 40)
}

// htmlTable reads a table of TR, TH and TD in either case; a cell that reaches over rows is repeated
// in none of them, one that reaches over columns leaves them empty.
func (w *writer) htmlTable(n *node, within string) {
	var rows [][]cell
	heads, body := 0, false
	var walk func(n *node, inHead bool)
	walk = func(n *node, inHead bool) {
		for _, k := range n.kids {
			switch name := strings.ToLower(k.name); name {
			case "caption", "tcap":
				w.add(block.Block{Text: k.words(), Kind: block.Heading, Level: 4, Within: within})
			case "tr":
				cells, allHead := htmlRow(k)
				if (inHead || allHead) && !body {
					heads++
				} else {
					body = true
				}
				rows = append(rows, cells)
			case "thead", "tbody", "tfoot", "tgroup":
				walk(k, name == "thead")
			}
		}
	}
	walk(n, false)
	if heads == len(rows) {
		heads = 0
	}
	w.table(rows, heads, within, false)
}

func htmlRow(n *node) (cells []cell, allHead bool) {
	allHead = true
	for _, k := range n.kids {
		name := strings.ToLower(k.name)
		if name != "td" && name != "th" {
			continue
		}
		allHead = allHead && name == "th"
		cells = append(cells, cell{spaced(k), over(k.attr("colspan"))})
	}
	return cells, allHead && len(cells) > 0
}

// spaced returns the words of an element, its elements of block kind set apart.
func spaced(n *node) string {
	var b strings.Builder
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			b.WriteString(k.text)
			if apart := setApart[strings.ToLower(k.name)]; apart {
				b.WriteByte(' ')
				walk(k)
				b.WriteByte(' ')
			} else {
				walk(k)
			}
		}
	}
	walk(n)
	return block.Normalise(b.String(), false)
}

var setApart = map[string]bool{"p": true, "br": true, "div": true, "li": true, "fp": true, "para": true, "text": true, "td": true, "tr": true}
