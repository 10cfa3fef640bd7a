package crosswalk

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Kind says what a node is.
type Kind string

// The kinds of nodes.
const (
	Material Kind = "material"  // an element or a group
	Item     Kind = "item"      // a thing described, where no element is named with the code
	China    Kind = "cn"        // control code of China's dual-use list
	ECCN     Kind = "eccn"      // export control classification number of the United States
	EU       Kind = "eu"        // entry of an annex to the EU's regulation
	Control  Kind = "control"   // control code of another list, or of one that is not known
	Customs  Kind = "customs"   // national customs code, more than six digits
	HS       Kind = "hs6"       // subheading of the Harmonized System, six digits
	Heading  Kind = "hs_prefix" // chapter or heading of the Harmonized System
)

// targets are the kinds for which a correspondence is told, found or not.
var targets = []Kind{Material, China, Customs, HS, ECCN, EU}

// Node is a code or a material.
type Node struct {
	Kind    Kind                `json:"kind"`
	Code    string              `json:"code"`
	Form    string              `json:"form,omitempty"`    // of a material
	Issuer  corpus.Jurisdiction `json:"issuer,omitempty"`  // whose code it is
	Edition string              `json:"edition,omitempty"` // of the Harmonized System or tariff, where it is printed
}

// Link is two nodes that one item or row names.
type Link struct {
	From        Node              `json:"from"`
	To          Node              `json:"to"`
	Description string            `json:"description,omitempty"`
	Instrument  kb.InstrumentID   `json:"instrument"`
	Measure     kb.MeasureID      `json:"measure,omitempty"`
	Document    corpus.DocumentID `json:"document,omitempty"`
	Provision   string            `json:"provision,omitempty"`
	Basis       kb.Basis          `json:"basis"`
	// Derived says how a link follows from a code where nobody prints it.
	Derived string `json:"derived,omitempty"`
	Sample  bool   `json:"sample,omitempty"`
}

// Row is what one row of a text names.
type Row struct {
	Document   corpus.DocumentID
	Instrument kb.InstrumentID
	Issuer     corpus.Jurisdiction
	Address    string
	Facts      []kb.Fact
	Sample     bool
}

// Table holds every link. It is read-only.
type Table struct{ links []Link }

// New makes the links of the measures of a body of law and of the rows of texts.
func New(b *legal.Body, rows []Row) *Table {
	t := &Table{}
	for _, m := range b.Matching(legal.Filter{}) {
		act, _ := b.Instrument(m.Instrument)
		for _, i := range m.Items {
			t.join(ofItem(i, act.Jurisdiction), Link{Description: i.Description, Instrument: m.Instrument, Measure: m.ID, Provision: m.Provision, Basis: m.Basis, Sample: m.Sample})
		}
	}
	for _, r := range rows {
		var nodes []Node
		link := Link{Instrument: r.Instrument, Document: r.Document, Provision: r.Address, Sample: r.Sample}
		for _, f := range r.Facts {
			if n, ok := ofFact(f, r.Issuer); ok && !slices.Contains(nodes, n) {
				nodes = append(nodes, n)
				link.Basis.Spans = append(link.Basis.Spans, f.Span)
			}
		}
		t.join(nodes, link)
	}
	slices.SortStableFunc(t.links, func(x, y Link) int {
		return cmp.Or(compare(x.From, y.From), compare(x.To, y.To), cmp.Compare(x.Measure, y.Measure), cmp.Compare(x.Document, y.Document))
	})
	return t
}

func compare(x, y Node) int {
	return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Form, y.Form), cmp.Compare(x.Issuer, y.Issuer))
}

// join links each pair of nodes of one item, and each customs code with its subheading.
func (t *Table) join(nodes []Node, by Link) {
	for i, from := range nodes {
		for _, to := range nodes[i+1:] {
			if from.Kind != to.Kind {
				l := by
				l.From, l.To = from, to
				t.links = append(t.links, l)
			}
		}
		if from.Kind == Customs {
			l := by
			l.From, l.To, l.Derived = from, Node{Kind: HS, Code: from.Code[:6], Edition: from.Edition}, "the first six digits of a customs code are its subheading; the edition is the code's, where that is printed"
			t.links = append(t.links, l)
		}
	}
}

func ofItem(i kb.Item, issuer corpus.Jurisdiction) []Node {
	var out []Node
	switch {
	case i.Material != "":
		out = append(out, Node{Kind: Material, Code: string(i.Material), Form: i.Form})
	case i.Description != "":
		out = append(out, Node{Kind: Item, Code: i.Description})
	}
	for _, c := range i.ControlCodes {
		out = append(out, control(c, "", issuer))
	}
	for _, c := range i.CustomsCodes {
		out = append(out, customs(c, "", issuer))
	}
	return out
}

func ofFact(f kb.Fact, issuer corpus.Jurisdiction) (Node, bool) {
	switch v := f.Value.(type) {
	case kb.MaterialValue:
		return Node{Kind: Material, Code: string(v.Material), Form: v.Form}, v.Material != ""
	case kb.ControlCodeValue:
		return control(v.Code, v.List, issuer), true
	case kb.CustomsCodeValue:
		return customs(v.Code, v.Edition, issuer), len(v.Code) >= 4
	}
	return Node{}, false
}

// control tells whose list a control code is of: as the text says, else by the issuer's law.
func control(code, list string, issuer corpus.Jurisdiction) Node {
	if list == "" {
		list = map[corpus.Jurisdiction]string{"CN": "cn", "US": "eccn", "EU": "eu"}[issuer]
	}
	switch list {
	case "cn":
		return Node{Kind: China, Code: code, Issuer: "CN"}
	case "eccn":
		return Node{Kind: ECCN, Code: code, Issuer: "US"}
	case "eu":
		return Node{Kind: EU, Code: code, Issuer: "EU"}
	}
	return Node{Kind: Control, Code: code, Issuer: issuer}
}

// customs tells a national code from a subheading and from what is shorter.
func customs(code, edition string, issuer corpus.Jurisdiction) Node {
	switch {
	case len(code) < 6:
		return Node{Kind: Heading, Code: code, Edition: edition}
	case len(code) == 6:
		return Node{Kind: HS, Code: code, Edition: edition}
	}
	return Node{Kind: Customs, Code: code, Issuer: issuer, Edition: edition}
}

var (
	digits    = regexp.MustCompile(`^[0-9]{4,12}$`)
	classCode = regexp.MustCompile(`^[0-9][A-Z][0-9]{3}`)
)

// Code reads a code as people write it: blanks dropped, customs codes without points, letters as
// lists print them. It is false for what is no code.
func Code(word string) (string, bool) {
	s := strings.Join(strings.Fields(word), "")
	if plain := strings.NewReplacer(".", "", "-", "").Replace(s); digits.MatchString(plain) {
		return plain, true
	}
	head, tail, _ := strings.Cut(s, ".")
	s = strings.ToUpper(head)
	if tail != "" {
		s += "." + tail
	}
	return s, classCode.MatchString(s)
}
