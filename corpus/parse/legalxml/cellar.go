package legalxml

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// A notice of CELLAR, the repository of the Publications Office, describes a work and holds no text of
// it: dates, languages, subjects, relations. It is read as a table of its fields, as they are named.

type cellar struct {
	*writer
	rows []([]cell)
	seen map[string]bool
}

const maxFields = 5000 // of one notice; trees repeat the same work in all its languages

func readCellar(w *writer, d *document) {
	c := &cellar{writer: w, seen: map[string]bool{}}
	top := d.top()
	w.page.Official = true
	for _, k := range top.elements() {
		c.thing(k)
	}
	c.fields(top)
	if w.page.Title == "" {
		w.err = block.Failf(block.Unsupported, "the notice of the Publications Office describes no titled work; the notice of an act, or the act itself, would be right")
		return
	}
	w.heading(w.page.Title, 1, "")
	if len(c.rows) > maxFields {
		w.page.Partly("the notice has %d fields; the first %d are kept", len(c.rows), maxFields)
		c.rows = c.rows[:maxFields]
	}
	c.table(append([][]cell{{{text: "Field"}, {text: "Value"}}}, c.rows...), 1, "", false)
}

// skipped are fields that tell of the record and not of the work.
var skipped = map[string]bool{"TYPE": true, "CREATIONDATE": true, "LASTMODIFICATIONDATE": true, "VERSION": true, "COMMENT_ON_DATE": true, "ANNOTATION": true, "TECHMD": true, "ALTLABEL": true,
	"OP-CODE": true, "INVERSE": true}

// thing writes the fields of a work, an expression or a dossier; other works that a notice embeds are
// relations, and told by their number alone.
func (c *cellar) thing(n *node) {
	for _, k := range n.elements() {
		switch {
		case k.name == "SAMEAS" || k.name == "URI":
			uri := k
			if k.name == "SAMEAS" {
				uri = orEmpty(k.kid("URI"))
			}
			if kind := uri.kid("TYPE").words(); kind != "cellar" && kind != "" {
				c.field(kind, uri.kid("IDENTIFIER").words())
			}
		case skipped[k.name]:
		case k.name == "WORK" || k.name == "EXPRESSION" || k.name == "DOSSIER" || k.name == "EVENT":
			c.thing(k)
		case k.kid("EXPRESSION", "WORK", "EVENT") != nil && k.kid("URI") == nil:
			c.thing(k)
		default:
			c.field(name(k.name), value(k))
		}
	}
}

// name writes RESOURCE_LEGAL_IN-FORCE as "resource legal in-force".
func name(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }

// value is what a field says: its words, the label of its concept, or the number of what it links to.
func value(n *node) string {
	if v := n.kid("VALUE").words(); v != "" {
		return v
	}
	if v := n.kid("PREFLABEL").words(); v != "" {
		return v
	}
	var labels []string
	for _, k := range n.elements() {
		if k.name == n.name || strings.HasPrefix(k.name, n.name+"_") {
			if v := value(k); v != "" {
				labels = append(labels, v)
			}
		}
	}
	if len(labels) > 0 {
		return strings.Join(slices.Compact(labels), " > ")
	}
	for _, k := range n.kids {
		if k.name == "SAMEAS" && k.kid("URI").kid("TYPE").words() == "celex" {
			return k.kid("URI").kid("IDENTIFIER").words()
		}
	}
	return firstOf(n.kid("IDENTIFIER").words(), n.kid("URI").kid("IDENTIFIER").words())
}

func (c *cellar) field(name, value string) {
	if value == "" || c.seen[name+"\t"+value] {
		return
	}
	c.seen[name+"\t"+value] = true
	c.rows = append(c.rows, []cell{{text: name}, {text: value}})
}

// fields reads what the page itself keeps. An act of the Official Journal (sector 3 of CELEX) is
// published days after its own date, so for it that date is not taken.
func (c *cellar) fields(top *node) {
	p := &c.page
	main := top.kid("WORK", "DOSSIER", "EVENT")
	if main == nil {
		main = top
	}
	p.Title, p.Lang = titleIn(top, top.attr("decoding"))
	for _, k := range main.kids {
		if k.name != "SAMEAS" {
			continue
		}
		switch id := k.kid("URI").kid("IDENTIFIER").words(); k.kid("URI").kid("TYPE").words() {
		case "celex":
			p.Number = id
		case "procedure":
			p.Number = firstOf(p.Number, id)
		}
	}
	p.Canonical = firstOf(main.kid("ELI").kid("VALUE").words(), main.kid("URI").kid("VALUE").words())
	if !strings.HasPrefix(p.Number, "3") {
		if day, err := corpus.ParseDate(civil(main.kid("WORK_DATE_DOCUMENT", "DATE_DOCUMENT").kid("VALUE").words())); err == nil {
			p.Published = day
		}
	}
	var agents []string
	for _, k := range main.kids {
		if k.name == "WORK_CREATED_BY_AGENT" || k.name == "CREATED_BY" {
			if v := value(k); v != "" && !slices.Contains(agents, v) && !strings.HasSuffix(k.kid("IDENTIFIER").words(), "DATPRO") {
				agents = append(agents, v)
			}
		}
	}
	p.Authority = strings.Join(agents, ", ")
}

// titleIn finds the title in the language of the notice, or in the first that has one.
func titleIn(top *node, lang string) (string, corpus.Lang) {
	var title, code string
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if k.name == "EXPRESSION" {
				t := k.kid("EXPRESSION_TITLE").kid("VALUE").words()
				l := strings.ToLower(k.kid("EXPRESSION_USES_LANGUAGE").kid("IDENTIFIER").words())
				if t != "" && (title == "" || l == lang && code != lang) {
					title, code = t, l
				}
			}
			walk(k)
		}
	}
	walk(top)
	if title == "" {
		t := orEmpty(top.kid("DOSSIER")).kid("TITLE")
		title, code = t.kid("VALUE").words(), t.kid("LANG").words()
	}
	return title, corpus.Lang(twoLetters(code))
}
