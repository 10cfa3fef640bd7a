package query

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/index"
)

// The levels of binding, the loosest first.
const (
	levelButNot = iota
	levelAnd
	levelParagraph
	levelSentence
	levelWords
	levelOr
	levelTerm
)

func level(n Node) int {
	switch n := n.(type) {
	case *ButNot:
		return levelButNot
	case *And:
		return levelAnd
	case *Near:
		switch n.Unit {
		case InParagraph:
			return levelParagraph
		case InSentence:
			return levelSentence
		}
		return levelWords
	case *NotNear:
		return levelWords
	case *Or:
		return levelOr
	}
	return levelTerm
}

// Print writes a tree as a query that reads as the same tree, with no more brackets than needed.
func Print(n Node) string { return printer{}.print(n) }

// PrintFull writes a tree with every binding shown by brackets.
func PrintFull(n Node) string { return printer{full: true}.print(n) }

type printer struct {
	full   bool
	syntax index.Syntax
}

func (p printer) print(n Node) string {
	switch n := n.(type) {
	case *Term:
		return p.term(n)
	case *And:
		return p.list(n.Parts, p.sign(" and "), levelAnd+1)
	case *Or:
		return p.list(n.Parts, " or ", levelOr+1)
	case *ButNot:
		return p.at(n.Keep, levelButNot) + p.sign(" but not ") + p.at(n.Drop, levelButNot+1)
	case *Near, *NotNear:
		l, c := parts(n), level(n)
		return p.at(l[0], c) + " " + p.sign(connector(n)) + " " + p.at(l[1], c+1)
	case *AtLeast:
		return fmt.Sprintf("atleast%d(%s)", n.N, p.print(n.Word))
	case *Field:
		return fmt.Sprintf("%s(%s)", n.Name, p.print(n.Part))
	case *Value:
		return printValue(n)
	case *Published:
		return printDates(n)
	}
	panic(fmt.Sprintf("query: a node of type %T cannot be printed", n))
}

// connector writes what stands between the parts of a proximity.
func connector(n Node) string {
	switch n := n.(type) {
	case *NotNear:
		return fmt.Sprintf("not w/%d", n.N)
	case *Near:
		sign, what := "/", string(n.Unit)
		if n.Ordered {
			sign = "+"
		}
		if n.Unit == InWords {
			what = strconv.Itoa(n.N)
		}
		return sign + what
	}
	return ""
}

func (p printer) list(nodes []Node, sep string, least int) string {
	words := make([]string, len(nodes))
	for i, n := range nodes {
		words[i] = p.at(n, least)
	}
	return strings.Join(words, sep)
}

// at prints a part where nothing looser than the level may stand without brackets.
func (p printer) at(n Node, least int) string {
	s, l := p.print(n), level(n)
	if l < least || p.full && l < levelTerm {
		return "(" + s + ")"
	}
	return s
}

func (p printer) term(t *Term) string {
	s := p.words(t)
	if t.Quoted {
		s = `"` + t.Text + `"`
	}
	if t.HasCase() && t.Capitals != AsSymbol {
		s = string(t.Capitals) + "(" + s + ")"
	}
	if t.Exact {
		s = "exact(" + s + ")"
	}
	return s
}

// Tree writes a tree one node a line, the parts of a node indented under it.
func Tree(n Node) string {
	var b strings.Builder
	tree(&b, n, 0)
	return b.String()
}

func tree(b *strings.Builder, n Node, depth int) {
	b.WriteString(strings.Repeat("  ", depth))
	switch n := n.(type) {
	case *Term, *Value, *Published:
		b.WriteString(Print(n))
	case *And:
		b.WriteString("and")
	case *Or:
		b.WriteString("or")
	case *ButNot:
		b.WriteString("but not")
	case *Near, *NotNear:
		b.WriteString(connector(n))
	case *AtLeast:
		fmt.Fprintf(b, "at least %d times", n.N)
	case *Field:
		b.WriteString("in " + n.Name)
	}
	b.WriteByte('\n')
	for _, p := range parts(n) {
		tree(b, p, depth+1)
	}
}
