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

// Expand widens each word that names a material, and words side by side that name one together, to
// all names of it, and tells what it added. A word
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

// ExpandChinese lets other names of the materials answer that the Chinese of a plain question names, of which
// no blank parts a name from its neighbours, and tells what it added. The longest name at a place counts.
func ExpandChinese(n Node, question string, names Names) (Node, []index.Expansion) {
	if names == nil {
		return n, nil
	}
	x := expander{names: names}
	text := NewText(question)
	known := map[kb.Material]bool{}
	for i := 0; i < len(text.Tokens); {
		size := hanRun(text, i)
		for ; size > 0; size-- {
			word := question[text.Tokens[i].Start:text.Tokens[i+size-1].End]
			m, ok := names.Material(word)
			if !ok || size == 1 && strings.Contains(everydayHan, word) {
				continue
			}
			if !known[m] {
				known[m] = true
				n = x.stand(n, word, m)
			}
			break
		}
		i += max(size, 1)
	}
	return n, x.told
}

// everydayHan are the characters of elements that stand in many words of every day: 租金, 银行, 铁路.
const everydayHan = "金银铁锡碳氧氢氮硫磷氯"

// hanRun returns how many Chinese characters stand together from a token on, at most as many as a name has.
func hanRun(text *Text, from int) int {
	i := from
	for i < len(text.Tokens) && i < from+longestHan && IsHan(text.Tokens[i].Term) && (i == from || text.Adjacent(i-1)) {
		i++
	}
	return i - from
}

// longestHan is how many characters a Chinese name of a material has at most that is looked for.
const longestHan = 6

// stand lets the names of a material that is named in a question answer it.
func (x *expander) stand(question Node, word string, m kb.Material) Node {
	told := index.Expansion{Word: word, Material: m}
	nodes := []Node{question}
	if o, ok := question.(*Or); ok {
		nodes = slices.Clone(o.Parts)
	}
	for _, name := range append([]string{word}, x.names.Names(m)...) {
		e := named(word, m, name)
		if e == nil || len(nodes) >= MaxLeaves {
			continue
		}
		if !slices.ContainsFunc(nodes, func(o Node) bool { t, ok := o.(*Term); return ok && slices.Equal(t.Words, e.Words) }) {
			nodes = append(nodes, e)
		}
		if name != word {
			told.Names = append(told.Names, name)
		}
	}
	x.told = append(x.told, told)
	return anyOf(nodes)
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
		return x.and(n)
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

// longestName is how many words side by side are tried as one name: rare earth elements.
const longestName = 4

// and widens words side by side that name a material together, the longest name first, and the
// others one by one.
func (x *expander) and(n *And) Node {
	var out []Node
	for i := 0; i < len(n.Parts); {
		size := min(longestName, len(n.Parts)-i)
		for ; size > 1; size-- {
			if wide, ok := x.name(n.Parts[i : i+size]); ok {
				out = append(out, wide)
				break
			}
		}
		if size == 1 {
			out = append(out, x.expand(n.Parts[i]))
		}
		i += size
	}
	return all(out)
}

// name widens some words that are a name together. It is false where they are not.
func (x *expander) name(nodes []Node) (Node, bool) {
	var words []string
	for _, n := range nodes {
		t, ok := n.(*Term)
		if !ok || fixed(t) || len(t.Words) != 1 {
			return nil, false
		}
		words = append(words, t.Text)
	}
	typed := strings.Join(words, " ")
	m, ok := x.names.Material(typed)
	if !ok {
		return nil, false
	}
	wide := x.widen(&And{nodes}, typed, m)
	_, ok = wide.(*Or)
	return wide, ok
}

// fixed reports whether a term is to be taken as it stands.
func fixed(t *Term) bool {
	return t.Quoted || t.Exact || t.HasCase() || slices.ContainsFunc(t.Words, Wild)
}

func (x *expander) term(t *Term) Node {
	if g, ok := members(t); ok {
		return x.group(t, g)
	}
	if fixed(t) {
		return t
	}
	m, ok := x.names.Material(t.Text)
	if !ok || !meant(t.Text, m) {
		return t
	}
	return x.widen(t, t.Text, m)
}

// members returns the group whose members are asked for: REE*.
func members(t *Term) (kb.Group, bool) {
	name, star := strings.CutSuffix(t.Text, string(anySign))
	if !star || t.Quoted || t.Exact || t.HasCase() {
		return kb.Group{}, false
	}
	g, ok := kb.GroupNamed(kb.Material(name))
	return g, ok && len(g.Members) > 0
}

// group widens the name of a group with a star to the names of the group and of all its members.
func (x *expander) group(t *Term, g kb.Group) Node {
	told := index.Expansion{Word: t.Text, Material: g.Name}
	var nodes []Node
	add := func(m kb.Material, name string) {
		if n := named(t.Text, m, name); n != nil && !slices.ContainsFunc(nodes, func(o Node) bool { return slices.Equal(o.(*Term).Words, n.Words) }) {
			nodes = append(nodes, n)
			told.Names = append(told.Names, name)
		}
	}
	add(g.Name, string(g.Name))
	for _, m := range slices.Concat([]kb.Material{g.Name}, g.Members) {
		for _, name := range x.names.Names(m) {
			add(m, name)
		}
	}
	x.told = append(x.told, told)
	return anyOf(nodes)
}

// otherWord reports whether a name of a material in one language is a word of every day in another: who
// searches for gold does not search for or, which it is in French. Such a name is not widened either: it is found as it is
// typed.
func otherWord(name string) bool {
	switch strings.ToLower(name) {
	case "or", "argent", "bore", "boro", "bromo", "cer", "curio", "emas", "radio", "seng", "titan":
		return true
	}
	return false
}

// OrAny lets what stands in for a word of a plain question answer as well: any of it will do. Where the
// question would hold more than [MaxLeaves] words, the rest is left out.
func OrAny(question Node, word string, others []string) Node {
	nodes := []Node{question}
	if o, ok := question.(*Or); ok {
		nodes = slices.Clone(o.Parts)
	}
	for _, other := range others {
		t := &Term{Text: other, Of: word, Words: words(other, false), Loose: true}
		same := func(n Node) bool {
			o, ok := n.(*Term)
			return ok && slices.Equal(o.Words, t.Words)
		}
		if len(nodes) < MaxLeaves && len(t.Words) > 0 && !slices.ContainsFunc(nodes, same) {
			nodes = append(nodes, t)
		}
	}
	return anyOf(nodes)
}

// named makes the term of a name of a material; nil for one that texts use for other things.
func named(typed string, m kb.Material, name string) *Term {
	e := &Term{Text: name, Of: typed, Material: m}
	if otherWord(name) {
		return nil
	}
	if name == string(m) && m.IsElement() {
		if likeWord(m) {
			return nil
		}
		e.Capitals = AsSymbol
	}
	e.Words = words(name, false)
	if len(e.Words) == 0 {
		return nil
	}
	return e
}

// widen adds the other names of a material to what was typed.
func (x *expander) widen(typed Node, text string, m kb.Material) Node {
	told := index.Expansion{Word: text, Material: m}
	nodes := []Node{typed}
	var seen [][]string
	if t, ok := typed.(*Term); ok {
		seen = append(seen, t.Words)
	}
	for _, name := range x.names.Names(m) {
		e := named(text, m, name)
		if e == nil || slices.ContainsFunc(seen, func(w []string) bool { return slices.Equal(w, e.Words) }) {
			continue
		}
		seen = append(seen, e.Words)
		nodes = append(nodes, e)
		told.Names = append(told.Names, name)
	}
	if len(nodes) == 1 {
		return typed
	}
	x.told = append(x.told, told)
	return &Or{nodes}
}

// meant reports whether a typed word can mean the material: a symbol only as it is written, so that
// "in" and "as" stay the words that they are, and never one that begins a sentence every day.
func meant(word string, m kb.Material) bool {
	if otherWord(word) {
		return false
	}
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
