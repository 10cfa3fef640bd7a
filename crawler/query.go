package crawler

import (
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Query are the parameters of an entry's address, written one a line so that they can be read. They
// are sent in the order in which they stand there; of a list each value is sent under the same name.
type Query []Parameter

// Parameter is one name with its values. {from}, {to}, {year} and {page} in a value stand for what they
// stand for in an address.
type Parameter struct {
	Name   string
	Values []string
}

// UnmarshalYAML reads the parameters in their order. The error points at what is wrong.
func (q *Query) UnmarshalYAML(n ast.Node) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return &yaml.SyntaxError{Message: "want parameters, one a line, as in name: value", Token: n.GetToken()}
	}
	for it := m.MapRange(); it.Next(); {
		p := Parameter{Name: it.Key().GetToken().Value}
		switch v := it.Value().(type) {
		case *ast.SequenceNode:
			for _, one := range v.Values {
				p.Values = append(p.Values, scalar(one))
			}
		case ast.ScalarNode:
			p.Values = []string{scalar(v)}
		default:
			return &yaml.SyntaxError{Message: p.Name + ": want a value or a list of values", Token: it.Value().GetToken()}
		}
		*q = append(*q, p)
	}
	return nil
}

// scalar is a value as it stands in the manifest, so that a number keeps its zeros.
func scalar(n ast.Node) string {
	if l, ok := n.(*ast.LiteralNode); ok { // written over several lines
		return l.Value.Value
	}
	if t := n.GetToken(); t != nil {
		return t.Value
	}
	return ""
}

// on returns an address with the parameters after it.
func (q Query) on(address string) string {
	var b strings.Builder
	b.WriteString(address)
	mark := byte('?')
	if strings.Contains(address, "?") {
		mark = '&'
	}
	for _, p := range q {
		for _, v := range p.Values {
			b.WriteByte(mark)
			b.WriteString(url.QueryEscape(p.Name) + "=" + keepMarks.Replace(url.QueryEscape(v)))
			mark = '&'
		}
	}
	return b.String()
}

// keepMarks puts back the marks that are filled in later.
var keepMarks = strings.NewReplacer("%7Bfrom%7D", "{from}", "%7Bto%7D", "{to}", "%7Bpage%7D", "{page}", "%7Byear%7D", "{year}")
