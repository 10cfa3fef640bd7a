package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Eval reports whether a document answers a query: the meaning of the language.
func Eval(n Node, d *Doc) bool {
	e := evaluator{source: d, words: d.Field(""), stop: d.Stop}
	return e.holds(n)
}

// Mark is one place in the text of a document that makes it answer a query.
type Mark struct {
	Range corpus.Range // bytes in the text
	Term  string       // the word of the query, as typed, that found it
}

// maxMarks bounds the places that are marked in one document.
const maxMarks = 100000

// Marks returns the places in the text that make a document answer a query, in text order, each
// range once, and at most some hundred thousand. A document that does not answer has none.
func Marks(n Node, d *Doc) []Mark {
	marks, _ := Answer(n, d)
	return marks
}

// Answer is [Eval] and [Marks] at once.
func Answer(n Node, d *Doc) (marks []Mark, answers bool) {
	e := evaluator{source: d, words: d.Field(""), stop: d.Stop, mark: true}
	if !Place(n) && !e.holds(n) || d.Body == nil {
		return nil, d.Body == nil && e.holds(n)
	}
	var out []Mark
	for w := range e.marked(n) {
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
	return slices.Compact(out), !Place(n) || len(out) > 0
}

// found is one occurrence of a term: its first and last token.
type found struct {
	start, end int32
	term       *Term
}

// place is one occurrence of a term, or of a group: the first and the last token of it, between which
// other words may stand. A group is of more than one term.
type place struct {
	start, end int32
	of, with   *made // what makes it, and makes it with that; only where it is to be marked
}

// made is what makes a place: one occurrence of a term, or two places that stand together.
type made struct {
	found
	left, right *made
	taken       bool // by [evaluator.marked]
}

type evaluator struct {
	source Source
	words  Words // of the field that is asked; nil for one that the document does not have
	stop   func() bool
	mark   bool // keep the words of places
	buffers
}

// holds says whether a node is true of the document.
func (e *evaluator) holds(n Node) bool {
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
		in := evaluator{source: e.source, words: e.source.Field(n.Name), stop: e.stop}
		return in.holds(n.Part)
	case *Value, *Published:
		return e.source.Says(n)
	case *Near:
		return e.words != nil && e.meets(n)
	}
	return len(e.places(n)) > 0
}

// marked returns the words in the text that make a true node true.
func (e *evaluator) marked(n Node) map[found]bool {
	out := make(map[found]bool)
	e.collect(n, out)
	return out
}

// collect adds to the words in the text those that make a true node true.
func (e *evaluator) collect(n Node, out map[found]bool) {
	switch n := n.(type) {
	case *And:
		for _, p := range n.Parts {
			e.collect(p, out)
		}
	case *Or:
		for _, p := range n.Parts {
			if e.holds(p) {
				e.collect(p, out)
			}
		}
	case *ButNot:
		e.collect(n.Keep, out)
	case *AtLeast:
		e.collect(n.Word, out)
	case *Field, *Value, *Published: // its words are not in the text
	default:
		for _, p := range e.places(n) {
			if len(out) >= maxMarks {
				return
			}
			p.of.take(out)
		}
	}
}

// take adds the words that make a place. Those that make many are taken once.
func (m *made) take(out map[found]bool) {
	switch {
	case m.taken:
		return
	case m.left == nil:
		out[m.found] = true
	default:
		m.left.take(out)
		m.right.take(out)
	}
	m.taken = true
}

// places returns where a node is true, in text order.
func (e *evaluator) places(n Node) []place {
	if e.words == nil {
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
		return e.notNear(n)
	}
	panic("query: a part that speaks of the document was asked for places")
}

// ordered sorts places and keeps one of those with the same ends.
func ordered(ps []place) []place {
	slices.SortFunc(ps, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	return slices.CompactFunc(ps, func(a, b place) bool { return a.start == b.start && a.end == b.end })
}

// term returns the occurrences of a word, phrase or pattern.
func (e *evaluator) term(t *Term) []place {
	first := e.buffers.phrase(e.words, t, 0)
	out := make([]place, len(first))
	for i, at := range first {
		start, end := at, at+int32(len(t.Words))-1
		out[i] = place{start: start, end: end}
		if e.mark {
			out[i].of = &made{found: found{start, end, t}}
		}
	}
	return out
}

// buffers are lists that are used again.
type buffers [4][]int32

// phrase returns the tokens at which an occurrence of a term begins. It uses buffer b and the last one.
func (u *buffers) phrase(w Words, t *Term, b int) []int32 {
	u[b] = w.Occurrences(u[b][:0], t, 0)
	first := u[b]
	for k := 1; k < len(t.Words) && len(first) > 0; k++ {
		last := len(u) - 1
		u[last] = w.Occurrences(u[last][:0], t, k)
		next := u[last]
		kept, j := first[:0], 0
		for _, i := range first {
			at := i + int32(k)
			for j < len(next) && next[j] < at {
				j++
			}
			if j < len(next) && next[j] == at && w.Adjacent(int(at)-1) {
				kept = append(kept, i)
			}
		}
		first = kept
	}
	return first
}

// forms returns the terms that word k of a term stands for: itself and, where it is neither quoted
// nor exact, its regular plurals; of a plain question all its regular forms.
func (t *Term) forms(k int) []string {
	w := t.Words[k]
	if t.Loose && !IsHan(w) {
		return inflections(w)
	}
	if t.Quoted || t.Exact || t.Capitals == AsSymbol || Wild(w) || IsHan(w) {
		return []string{w}
	}
	out := []string{w, w + "s", w + "es"}
	if stem, ok := strings.CutSuffix(w, "y"); ok {
		out = append(out, stem+"ies")
	}
	return out
}

// Forms returns, for each word of a term, the terms that it stands for in a text; of a pattern the
// pattern itself.
func (t *Term) Forms() [][]string {
	out := make([][]string, len(t.Words))
	for k := range t.Words {
		out[k] = t.forms(k)
	}
	return out
}
