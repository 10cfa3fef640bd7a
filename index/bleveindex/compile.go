package bleveindex

import (
	"fmt"
	"slices"
	"strings"

	bq "github.com/blevesearch/bleve/v2/search/query"
	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
)

// maxClauses bounds the words that one query may stand for once beginnings and names are expanded.
const maxClauses = 10000

// compiler turns a tree into a query of the engine. Where exact stays true the engine finds what
// the language means; else it finds that and more, and the evaluator decides.
type compiler struct {
	reader  api.IndexReader
	asked   string // the query as typed, for errors
	exact   bool
	clauses int
}

// node compiles a part that is asked in a field.
func (c *compiler) node(n query.Node, field string) (bq.Query, error) {
	switch n := n.(type) {
	case *query.Term:
		return c.term(n, field)
	case *query.And:
		return c.all(n.Parts, field)
	case *query.Or:
		qs, err := c.list(n.Parts, field)
		if err != nil {
			return nil, err
		}
		return bq.NewDisjunctionQuery(qs), nil
	case *query.ButNot:
		return c.butNot(n, field)
	case *query.Near:
		c.exact = false
		return c.all([]query.Node{n.Left, n.Right}, field)
	case *query.NotNear:
		c.exact = false
		return c.node(n.Left, field)
	case *query.AtLeast:
		if n.N > 1 {
			c.exact = false
		}
		return c.node(n.Word, field)
	case *query.Field:
		return c.node(n.Part, n.Name)
	}
	return nil, fmt.Errorf("a part of type %T cannot be asked of the index", n)
}

func (c *compiler) list(nodes []query.Node, field string) ([]bq.Query, error) {
	out := make([]bq.Query, len(nodes))
	for i, n := range nodes {
		q, err := c.node(n, field)
		if err != nil {
			return nil, err
		}
		out[i] = q
	}
	return out, nil
}

func (c *compiler) all(nodes []query.Node, field string) (bq.Query, error) {
	qs, err := c.list(nodes, field)
	if err != nil {
		return nil, err
	}
	return bq.NewConjunctionQuery(qs), nil
}

// butNot takes away only what the engine knows for certain: what it finds too much of cannot be
// taken away.
func (c *compiler) butNot(n *query.ButNot, field string) (bq.Query, error) {
	keep, err := c.node(n.Keep, field)
	if err != nil {
		return nil, err
	}
	was := c.exact
	c.exact = true
	drop, err := c.node(n.Drop, field)
	if err != nil {
		return nil, err
	}
	certain := c.exact
	c.exact = was && certain
	if !certain {
		return keep, nil
	}
	return bq.NewBooleanQuery([]bq.Query{keep}, nil, []bq.Query{drop}), nil
}

// term compiles a word, a phrase or a beginning.
func (c *compiler) term(t *query.Term, field string) (bq.Query, error) {
	if t.Cased {
		c.exact = false
	}
	forms, err := c.forms(t, field)
	if err != nil {
		return nil, err
	}
	for _, f := range forms {
		if c.clauses += len(f); c.clauses > maxClauses {
			return nil, &index.QueryError{Query: c.asked, Message: fmt.Sprintf("the query stands for more than %d words", maxClauses),
				Suggestion: "use fewer or longer beginnings"}
		}
	}
	if len(forms) == 1 {
		return oneOf(forms[0], field), nil
	}
	if field == fieldText { // passages keep no positions: every word is there, and that will do
		var all []bq.Query
		for _, f := range forms {
			all = append(all, oneOf(f, field))
		}
		return bq.NewConjunctionQuery(all), nil
	}
	if slices.ContainsFunc(forms, func(f []string) bool { return len(f) == 0 }) {
		return bq.NewMatchNoneQuery(), nil
	}
	return bq.NewMultiPhraseQuery(forms, field), nil
}

// forms returns the terms of the index that may stand at each word of a term. Two Chinese
// characters in a row are one term, which is at the place of the first.
func (c *compiler) forms(t *query.Term, field string) ([][]string, error) {
	forms := t.Forms()
	last := len(forms) - 1
	if field == fieldText { // passages hold stems
		for i, w := range t.Words {
			if !query.IsHan(w) {
				forms[i] = []string{rank.Stem(w)}
			}
		}
	}
	if t.Prefix && !query.IsHan(t.Words[last]) {
		expanded, err := c.expand(t, t.Words[last], field)
		if err != nil {
			return nil, err
		}
		forms[last] = expanded
	}
	paired := false
	for i := range last {
		paired = query.IsHan(t.Words[i]) && query.IsHan(t.Words[i+1])
		if paired {
			forms[i] = []string{t.Words[i] + t.Words[i+1]}
		}
	}
	if paired {
		forms = forms[:last]
	}
	return forms, nil
}

// expand lists the words of a field that begin like the last word of a term.
func (c *compiler) expand(t *query.Term, prefix, field string) (words []string, err error) {
	dict, err := c.reader.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, fmt.Errorf("list the words that begin with %q: %w", prefix, err)
	}
	defer func() {
		if cerr := dict.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("list the words that begin with %q: %w", prefix, cerr)
		}
	}()
	for {
		e, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("list the words that begin with %q: %w", prefix, err)
		}
		if e == nil {
			return words, nil
		}
		words = append(words, e.Term)
		if len(words) > query.MaxExpansion {
			return nil, &index.QueryError{Query: c.asked, Pos: max(0, strings.Index(c.asked, t.Text)),
				Message:    fmt.Sprintf("%s! stands for more than %d words", t.Text, query.MaxExpansion),
				Suggestion: "write more of the word before the !"}
		}
	}
}

// oneOf finds any of some terms.
func oneOf(terms []string, field string) bq.Query {
	if len(terms) == 0 {
		return bq.NewMatchNoneQuery()
	}
	qs := make([]bq.Query, len(terms))
	for i, t := range terms {
		qs[i] = keyword(field, t)
	}
	if len(qs) == 1 {
		return qs[0]
	}
	return bq.NewDisjunctionQuery(qs)
}

func keyword(field, value string) bq.Query {
	q := bq.NewTermQuery(value)
	q.SetField(field)
	return q
}
