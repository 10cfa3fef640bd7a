package query

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
)

// Names says what texts call materials.
type Names interface {
	// Material returns the material that a word names.
	Material(word string) (kb.Material, bool)
	// Names returns what texts call a material, in every language.
	Names(m kb.Material) []string
}

// Expand widens each word that names a material to all names of it, and tells what it added. A word
// in quotes, a beginning and what stands in exact(…) stay as they are. The tree given is not
// changed.
func Expand(n Node, names Names) (Node, []index.Expansion) {
	if names == nil {
		return n, nil
	}
	x := expander{names: names}
	out := x.expand(n)
	return out, x.told
}

type expander struct {
	names Names
	told  []index.Expansion
}

func (x *expander) expand(n Node) Node {
	switch n := n.(type) {
	case *Term:
		return x.term(n)
	case *And:
		return &And{x.list(n.Parts)}
	case *Or:
		return &Or{x.list(n.Parts)}
	case *ButNot:
		return &ButNot{x.expand(n.Keep), x.expand(n.Drop)}
	case *Near:
		return &Near{x.expand(n.Left), x.expand(n.Right), n.Unit, n.N, n.Ordered}
	case *NotNear:
		return &NotNear{x.expand(n.Left), x.expand(n.Right), n.N}
	case *AtLeast:
		return &AtLeast{n.N, x.expand(n.Word)}
	case *Field:
		return &Field{n.Name, x.expand(n.Part)}
	}
	return n
}

func (x *expander) list(nodes []Node) []Node {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		out[i] = x.expand(n)
	}
	return out
}

func (x *expander) term(t *Term) Node {
	if t.Quoted || t.Exact || t.Prefix {
		return t
	}
	m, ok := x.names.Material(t.Text)
	if !ok || !meant(t.Text, m) {
		return t
	}
	told := index.Expansion{Word: t.Text, Material: m}
	nodes := []Node{t}
	seen := [][]string{t.Words}
	for _, name := range x.names.Names(m) {
		e := &Term{Text: name, Of: t.Text, Material: m, Cased: name == string(m) && m.IsElement()}
		if e.Cased && likeWord(m) {
			continue
		}
		for _, tok := range Tokenize(name) {
			e.Words = append(e.Words, tok.Term)
		}
		if len(e.Words) == 0 || slices.ContainsFunc(seen, func(w []string) bool { return slices.Equal(w, e.Words) }) {
			continue
		}
		seen = append(seen, e.Words)
		nodes = append(nodes, e)
		told.Names = append(told.Names, name)
	}
	if len(nodes) == 1 {
		return t
	}
	x.told = append(x.told, told)
	return &Or{nodes}
}

// meant reports whether a typed word can mean the material: a symbol only as it is written, so that
// "in" and "as" stay the words that they are, and never one that begins a sentence every day.
func meant(word string, m kb.Material) bool {
	if !m.IsElement() || !strings.EqualFold(word, string(m)) {
		return true
	}
	switch m {
	case "As", "At", "Be", "He", "I", "In", "No", "Am":
		return false
	}
	return word == string(m)
}

// likeWord reports whether texts use the letters of a symbol, capitals included, for other things:
// words at the beginning of a sentence, names, initials and abbreviations. Such a symbol is not
// searched for when its name is.
func likeWord(m kb.Material) bool {
	if len(m) == 1 {
		return true
	}
	switch m {
	case "Ac", "Al", "Am", "As", "At", "Be", "Ca", "Cf", "Co", "Es", "Fm", "He", "Ho", "In", "La", "Lr",
		"Md", "Mo", "Ne", "No", "Os", "Pa", "Po", "Pr", "Ra", "Re":
		return true
	}
	return false
}
