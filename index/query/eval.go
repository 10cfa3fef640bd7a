package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Eval reports whether a document answers a query: the meaning of the language.
func Eval(n Node, d *Doc) bool { return evaluator{d, d.Body}.holds(n) }

// Mark is one place in the text of a document that makes it answer a query.
type Mark struct {
	Range corpus.Range // bytes in the text
	Term  string       // the word of the query, as typed, that found it
}

// Marks returns the places in the text that make a document answer a query, in text order, each
// range once. A document that does not answer has none.
func Marks(n Node, d *Doc) []Mark {
	if !Eval(n, d) {
		return nil
	}
	e := evaluator{d, d.Body}
	var out []Mark
	for _, w := range e.marked(n) {
		toks := d.Body.Tokens
		term := w.term.Text
		if w.term.Of != "" {
			term = w.term.Of
		}
		out = append(out, Mark{corpus.Range{Start: toks[w.start].Start, End: toks[w.end].End}, term})
	}
	slices.SortFunc(out, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Range.Start, b.Range.Start), cmp.Compare(a.Range.End, b.Range.End), cmp.Compare(a.Term, b.Term))
	})
	return slices.Compact(out)
}

// found is one occurrence of a term: its first and last token.
type found struct {
	start, end int
	term       *Term
}

// place is one occurrence of a term, or of a group: the words that make it, and the first and the
// last token of them. Between the words of a group other words may stand.
type place struct {
	start, end int
	words      []found
}

type evaluator struct {
	doc  *Doc
	text *Text // the field that is asked
}

// holds says whether a node is true of the document.
func (e evaluator) holds(n Node) bool {
	switch n := n.(type) {
	case *And:
		return !slices.ContainsFunc(n.Parts, func(p Node) bool { return !e.holds(p) })
	case *Or:
		return slices.ContainsFunc(n.Parts, e.holds)
	case *ButNot:
		return e.holds(n.Keep) && !e.holds(n.Drop)
	case *AtLeast:
		return len(e.places(n.Word)) >= n.N
	case *Field:
		return evaluator{e.doc, e.doc.field(n.Name)}.holds(n.Part)
	}
	return len(e.places(n)) > 0
}

// marked returns the words in the text that make a true node true.
func (e evaluator) marked(n Node) []found {
	var out []found
	switch n := n.(type) {
	case *And:
		for _, p := range n.Parts {
			out = append(out, e.marked(p)...)
		}
		return out
	case *Or:
		for _, p := range n.Parts {
			if e.holds(p) {
				out = append(out, e.marked(p)...)
			}
		}
		return out
	case *ButNot:
		return e.marked(n.Keep)
	case *AtLeast:
		return e.marked(n.Word)
	case *Field:
		return nil // its words are not in the text
	}
	for _, p := range e.places(n) {
		out = append(out, p.words...)
	}
	return out
}

// places returns where a node is true, in text order.
func (e evaluator) places(n Node) []place {
	if e.text == nil {
		return nil
	}
	switch n := n.(type) {
	case *Term:
		return e.term(n)
	case *Or:
		var out []place
		for _, p := range n.Parts {
			out = append(out, e.places(p)...)
		}
		return ordered(out)
	case *Near:
		return e.near(n)
	case *NotNear:
		left, right := e.places(n.Left), e.places(n.Right)
		one, wide := whole(right), longest(right)
		return slices.DeleteFunc(left, func(a place) bool {
			next := right
			if one {
				next = around(right, a, wide)
			}
			return slices.ContainsFunc(next, func(b place) bool {
				return !overlap(a, b) && distance(a, b) <= n.N
			})
		})
	}
	panic("query: a part that speaks of the document was asked for places")
}

// ordered sorts places and keeps one of those with the same ends.
func ordered(ps []place) []place {
	slices.SortStableFunc(ps, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	return slices.CompactFunc(ps, func(a, b place) bool { return a.start == b.start && a.end == b.end })
}

// term returns the occurrences of a word, phrase or prefix.
func (e evaluator) term(t *Term) []place {
	var out []place
	for _, i := range e.text.Find(t.forms(0), t.Prefix && len(t.Words) == 1) {
		end, ok := e.follow(t, int(i))
		if ok && (!t.Cased || e.asWritten(t, int(i), end)) {
			out = append(out, place{int(i), end, []found{{int(i), end, t}}})
		}
	}
	return out
}

// follow reports whether the words of a term stand at token i and after it, and where they end.
func (e evaluator) follow(t *Term, i int) (int, bool) {
	for k := 1; k < len(t.Words); k++ {
		if !e.text.Adjacent(i) {
			return 0, false
		}
		i++
		term := e.text.Tokens[i].Term
		prefix := t.Prefix && k == len(t.Words)-1 && strings.HasPrefix(term, t.Words[k])
		if !prefix && !slices.Contains(t.forms(k), term) {
			return 0, false
		}
	}
	return i, true
}

func (e evaluator) asWritten(t *Term, from, to int) bool {
	toks := e.text.Tokens
	return e.text.Source[toks[from].Start:toks[to].End] == t.Text
}

// Find returns the tokens that are one of the terms, or with prefix begin with one, in text order.
func (t *Text) Find(terms []string, prefix bool) []int32 {
	var out []int32
	if prefix {
		for term, at := range t.where {
			if slices.ContainsFunc(terms, func(p string) bool { return strings.HasPrefix(term, p) }) {
				out = append(out, at...)
			}
		}
	} else {
		for _, term := range terms {
			out = append(out, t.where[term]...)
		}
	}
	slices.Sort(out)
	return out
}

// forms returns the terms that word k of a term stands for: itself and, where it is neither quoted
// nor exact, its regular plurals; of a plain question all its regular forms.
func (t *Term) forms(k int) []string {
	w := t.Words[k]
	if t.Loose && !IsHan(w) {
		return inflections(w)
	}
	if t.Quoted || t.Exact || t.Cased || t.Prefix || IsHan(w) {
		return []string{w}
	}
	out := []string{w, w + "s", w + "es"}
	if stem, ok := strings.CutSuffix(w, "y"); ok {
		out = append(out, stem+"ies")
	}
	return out
}

// Forms returns, for each word of a term, the terms that it stands for in a text.
func (t *Term) Forms() [][]string {
	out := make([][]string, len(t.Words))
	for k := range t.Words {
		out[k] = t.forms(k)
	}
	return out
}
