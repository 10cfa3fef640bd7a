package bleveindex

import (
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
)

// maxClauses bounds the words that one query may stand for once beginnings and names are expanded.
const maxClauses = 10000

// inSegment finds the entries of one segment that may answer a tree.
type inSegment struct {
	*segment
	asked   string              // the query as typed, for errors
	clauses int                 // looked up so far
	leaves  []*leaf             // the terms met, with what decides about their places
	known   map[string][]string // what patterns stand for in this segment
	said    map[query.Node]*roaring.Bitmap
	titles  map[*query.Term]*roaring.Bitmap // entries that may hold a term in the title
	pairs   [][]uint32                      // of each two words side by side in every answer: the hashes of the pairs of their forms
}

// leaf is one word of a term in one field of one segment.
type leaf struct {
	term  *query.Term
	k     int
	field string
	forms []form
	sure  bool // every entry that is judged holds the only form: nobody need ask its bitmap
}

// form is one word that a word of a term stands for: which entries hold it, and its hash in their
// records.
type form struct {
	entries *roaring.Bitmap
	hash    uint64
}

// part is a part of a query in one segment, with the entries that may answer it.
type part struct {
	node  query.Node
	field string
	may   *roaring.Bitmap
	exact bool    // those do answer, deleted ones apart
	parts []*part // of an and, an or and a but-not
}

// find returns a part that is asked in a field.
func (c *inSegment) find(n query.Node, field string) (*part, error) {
	p := &part{node: n, field: field}
	var err error
	switch n := n.(type) {
	case *query.Term:
		p.may, p.exact, err = c.term(n, field)
	case *query.And:
		err = c.parts(p, n.Parts, intersection)
	case *query.Or:
		err = c.parts(p, n.Parts, either)
	case *query.ButNot:
		err = c.parts(p, []query.Node{n.Keep, n.Drop}, func(sets []*roaring.Bitmap) *roaring.Bitmap { return sets[0] })
		if err == nil && p.parts[1].exact { // what may answer cannot be taken away
			p.may = roaring.AndNot(p.may, p.parts[1].may)
		}
	case *query.Near:
		err = c.parts(p, []query.Node{n.Left, n.Right}, intersection)
		p.exact = false
	case *query.NotNear:
		err = c.parts(p, []query.Node{n.Left, n.Right}, func(sets []*roaring.Bitmap) *roaring.Bitmap { return sets[0] })
		p.exact = false
	case *query.AtLeast:
		err = c.parts(p, []query.Node{n.Word}, intersection)
		p.exact = p.exact && n.N == 1
	case *query.Field:
		return c.find(n.Part, n.Name)
	case *query.Value, *query.Published:
		p.may, err = c.says(n)
		p.exact = true
	default:
		err = fmt.Errorf("a part of type %T cannot be asked of the index", n)
	}
	return p, err
}

// parts finds the parts of a part, and what may answer of the sets that may answer them.
func (c *inSegment) parts(p *part, nodes []query.Node, join func([]*roaring.Bitmap) *roaring.Bitmap) error {
	var sets []*roaring.Bitmap
	p.exact = true
	for _, n := range nodes {
		q, err := c.find(n, p.field)
		if err != nil {
			return err
		}
		p.parts, sets, p.exact = append(p.parts, q), append(sets, q.may), p.exact && q.exact
	}
	p.may = join(sets)
	return nil
}

// says returns the entries of which a value or a date is true.
func (c *inSegment) says(n query.Node) (*roaring.Bitmap, error) {
	if set, ok := c.said[n]; ok {
		return set, nil
	}
	var conditions []condition
	switch n := n.(type) {
	case *query.Value:
		conditions = []condition{{field: valueOf + n.Field, passes: n.Matches}}
	case *query.Published:
		conditions = dates(n.From, n.To)
	}
	set, err := c.passing(conditions)
	if c.said == nil {
		c.said = make(map[query.Node]*roaring.Bitmap)
	}
	c.said[n] = set
	return set, err
}

// require marks the words that every entry holds that a part may be true of, and notes those that stand
// side by side in its text.
func (c *inSegment) require(n query.Node, field string) {
	switch n := n.(type) {
	case *query.Term:
		for k := range n.Words {
			if l := c.looked(n, k, field); l != nil && len(l.forms) == 1 {
				l.sure = true
			}
			if k > 0 && field == "" {
				c.pair(n, k)
			}
		}
	case *query.And:
		for _, p := range n.Parts {
			c.require(p, field)
		}
	case *query.Near:
		c.require(n.Left, field)
		c.require(n.Right, field)
	case *query.NotNear:
		c.require(n.Left, field)
	case *query.ButNot:
		c.require(n.Keep, field)
	case *query.AtLeast:
		c.require(n.Word, field)
	case *query.Field:
		c.require(n.Part, n.Name)
	}
}

// forget lets go of what was required.
func (c *inSegment) forget() {
	c.pairs = nil
	for _, l := range c.leaves {
		l.sure = false
	}
}

// pair notes a word of a term and the one before it, unless they have many forms.
func (c *inSegment) pair(t *query.Term, k int) {
	before, l := c.looked(t, k-1, ""), c.looked(t, k, "")
	if before == nil || l == nil || len(before.forms)*len(l.forms) > fewForms {
		return
	}
	var forms []uint32
	for _, a := range before.forms {
		for _, b := range l.forms {
			forms = append(forms, pairOf(uint16(a.hash), uint16(b.hash)))
		}
	}
	c.pairs = append(c.pairs, forms)
}

// term returns the entries that hold every word of a term, and every pair of Chinese characters.
func (c *inSegment) term(t *query.Term, field string) (*roaring.Bitmap, bool, error) {
	var sets []*roaring.Bitmap
	if field == fieldText { // passages have no places: every word is there, and that will do
		for _, w := range passageWords(t) {
			set, err := c.any(fieldText, []string{w})
			if err != nil {
				return nil, false, err
			}
			sets = append(sets, set)
		}
		return intersection(sets), true, nil
	}
	for k := range t.Words {
		l, err := c.leaf(t, k, field)
		if err != nil {
			return nil, false, err
		}
		holders := make([]*roaring.Bitmap, len(l.forms))
		for i, f := range l.forms {
			holders[i] = f.entries
		}
		sets = append(sets, either(holders))
		if k > 0 && query.IsHan(t.Words[k-1]) && query.IsHan(t.Words[k]) {
			pair, err := c.any(fieldOf(field), []string{t.Words[k-1] + t.Words[k]})
			if err != nil {
				return nil, false, err
			}
			sets = append(sets, pair)
		}
	}
	return intersection(sets), len(t.Words) == 1 && !t.HasCase(), nil
}

// fieldOf returns the field of the index that holds the words of a field of the language.
func fieldOf(name string) string {
	if name == "" {
		return fieldBody
	}
	return name
}

// leaf looks up what a word of a term stands for in a field.
func (c *inSegment) leaf(t *query.Term, k int, field string) (*leaf, error) {
	if l := c.looked(t, k, field); l != nil {
		return l, nil
	}
	words := t.Forms()[k]
	if query.Wild(t.Words[k]) {
		var err error
		if words, err = c.expand(t, t.Words[k], fieldOf(field)); err != nil {
			return nil, err
		}
	}
	if c.clauses += len(words); c.clauses > maxClauses {
		return nil, &index.QueryError{Query: c.asked, Message: fmt.Sprintf("the query stands for more than %d words", maxClauses),
			Suggestion: "use fewer or longer beginnings"}
	}
	l := &leaf{term: t, k: k, field: field}
	for _, w := range words {
		set, err := c.entries(fieldOf(field), w)
		if err != nil {
			return nil, err
		}
		if set != nil {
			l.forms = append(l.forms, form{set, places.Hash(w)})
		}
	}
	c.leaves = append(c.leaves, l)
	return l, nil
}

// looked returns a leaf that was looked up before; nil for none.
func (c *inSegment) looked(t *query.Term, k int, field string) *leaf {
	for _, l := range c.leaves {
		if l.term == t && l.k == k && l.field == field {
			return l
		}
	}
	return nil
}

// expand lists the words of a field that a pattern stands for.
func (c *inSegment) expand(t *query.Term, pattern, field string) ([]string, error) {
	if words, ok := c.known[field+"\x00"+pattern]; ok {
		return words, nil
	}
	var words []string
	start := query.FixedStart(pattern)
	err := c.each(field, start, after(start), func(word string) bool {
		if query.Matches(pattern, word) {
			words = append(words, word)
		}
		return len(words) <= query.MaxExpansion
	})
	if err != nil {
		return nil, err
	}
	if len(words) > query.MaxExpansion {
		return nil, &index.QueryError{Query: c.asked, Pos: max(0, strings.Index(c.asked, t.Text)),
			Message:    fmt.Sprintf("%s stands for more than %d words", t.Text, query.MaxExpansion),
			Suggestion: "write more of the word"}
	}
	c.known[field+"\x00"+pattern] = words
	return slices.Clip(words), nil
}
