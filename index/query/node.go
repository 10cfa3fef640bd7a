package query

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Node is a piece of a query as read.
type Node interface{ node() }

// Term is a word, a phrase or a pattern: Words in this order, next to one another. A word may hold
// the signs ! for any number of characters and * for one.
type Term struct {
	Text   string   // as typed, without quotes and marks
	Words  []string // the terms of the text; never empty
	Quoted bool     // as written: no plural
	Exact  bool     // exact(…): as written, and no other names of a material
	// Capitals are those that every occurrence must have.
	Capitals Capitals

	Loose bool // of a plain question: every regular form of the word will do

	// The rest is set by [Expand] on the names that it adds.
	Of       string      // the word that was typed
	Material kb.Material // what it names
}

// And is true of a document of which all parts are true.
type And struct{ Parts []Node }

// Or is true where any part is.
type Or struct{ Parts []Node }

// ButNot is true of a document of which Keep is true and Drop is not.
type ButNot struct{ Keep, Drop Node }

// Unit is what a proximity is measured in.
type Unit string

// The units.
const (
	InWords     Unit = "n"
	InSentence  Unit = "s"
	InParagraph Unit = "p"
)

// Near is true of places where Left and Right stand together.
type Near struct {
	Left, Right Node
	Unit        Unit
	N           int  // words, where the unit is words
	Ordered     bool // Left comes first
}

// NotNear is true of places where Left stands without any Right within N words.
type NotNear struct {
	Left, Right Node
	N           int
}

// AtLeast is true of a document that has the word N times or more.
type AtLeast struct {
	N    int
	Word Node
}

// Field asks its part in a field of the document in place of the text.
type Field struct {
	Name string
	Part Node
}

// Value is true of a document that was read to name a value: purity>=99.9%, hs:2846*, code:1C9*.
type Value struct {
	Field string // one of [Values]
	Op    string // >=, >, <=, < or =; of codes always =
	Text  string // the number, or the code without blanks, perhaps with a * for any ending
}

// Published is true of a document whose date of publication may lie in a range, both ends inside; a
// zero end is open. A coarse date means its whole period.
type Published struct{ From, To corpus.Date }

func (*Value) node()     {}
func (*Published) node() {}
func (*Term) node()      {}
func (*And) node()       {}
func (*Or) node()        {}
func (*ButNot) node()    {}
func (*Near) node()      {}
func (*NotNear) node()   {}
func (*AtLeast) node()   {}
func (*Field) node()     {}

// parts returns the children of a node in the order in which they are read.
func parts(n Node) []Node {
	switch n := n.(type) {
	case *And:
		return n.Parts
	case *Or:
		return n.Parts
	case *ButNot:
		return []Node{n.Keep, n.Drop}
	case *Near:
		return []Node{n.Left, n.Right}
	case *NotNear:
		return []Node{n.Left, n.Right}
	case *AtLeast:
		return []Node{n.Word}
	case *Field:
		return []Node{n.Part}
	}
	return nil
}

// Terms returns the terms of a query in the order in which they are read.
func Terms(n Node) []*Term {
	if t, ok := n.(*Term); ok {
		return []*Term{t}
	}
	var out []*Term
	for _, p := range parts(n) {
		out = append(out, Terms(p)...)
	}
	return out
}

// Place reports whether a node speaks of places in a text, so that it can stand inside a proximity,
// rather than of the whole document.
func Place(n Node) bool {
	switch n := n.(type) {
	case *Term, *Near, *NotNear:
		return true
	case *Or:
		for _, p := range n.Parts {
			if !Place(p) {
				return false
			}
		}
		return true
	}
	return false
}

// all joins parts with and, one level deep.
func all(nodes []Node) Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	var flat []Node
	for _, n := range nodes {
		if a, ok := n.(*And); ok {
			flat = append(flat, a.Parts...)
		} else {
			flat = append(flat, n)
		}
	}
	return &And{flat}
}

// anyOf joins parts with or, one level deep.
func anyOf(nodes []Node) Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	var flat []Node
	for _, n := range nodes {
		if o, ok := n.(*Or); ok {
			flat = append(flat, o.Parts...)
		} else {
			flat = append(flat, n)
		}
	}
	return &Or{flat}
}

// Wanted returns the terms that an answer holds in its text: neither those that it must not hold nor
// those asked in fields.
func Wanted(n Node) []*Term {
	switch n := n.(type) {
	case *Term:
		return []*Term{n}
	case *ButNot:
		return Wanted(n.Keep)
	case *NotNear:
		return Wanted(n.Left)
	case *Field:
		return nil
	}
	var out []*Term
	for _, p := range parts(n) {
		out = append(out, Wanted(p)...)
	}
	return out
}
