package query

// Evaluator is [Eval] for many documents in another form than [Doc], one after the other, without
// memory for each. It is not for several goroutines. The zero value is ready.
type Evaluator struct {
	lists buffers
	slow  evaluator
}

// Holds reports whether a document answers a query. Once stop, which may be nil, says true, the rest is
// given up and the answer means nothing.
func (e *Evaluator) Holds(n Node, s Source, stop func() bool) bool {
	if yes, ok := e.quick(n, s.Field("")); ok {
		return yes
	}
	e.slow.source, e.slow.words, e.slow.stop = s, s.Field(""), stop
	return e.slow.holds(n)
}

// Count returns how often a term stands in a text.
func (e *Evaluator) Count(w Words, t *Term) int { return len(e.lists.phrase(w, t, 0)) }

// quick decides what is asked most: a term, and two terms that stand together. Of two places the
// nearest on either side decide, since each unit grows with the distance.
func (e *Evaluator) quick(n Node, w Words) (yes, ok bool) {
	if w == nil {
		return false, false
	}
	switch n := n.(type) {
	case *Term:
		return len(e.lists.phrase(w, n, 0)) > 0, true
	case *Near:
		left, ok1 := n.Left.(*Term)
		right, ok2 := n.Right.(*Term)
		if !ok1 || !ok2 {
			return false, false
		}
		as := e.lists.phrase(w, left, 0)
		if len(as) == 0 {
			return false, true
		}
		bs := e.lists.phrase(w, right, 1)
		la, lb := int32(len(left.Words)), int32(len(right.Words))
		if e.follows(w, n, as, la, bs, lb) {
			return true, true
		}
		return !n.Ordered && e.follows(w, n, bs, lb, as, la), true
	}
	return false, false
}

// follows reports whether a place of bs, which are of lb words, stands after one of as and near it.
func (e *Evaluator) follows(w Words, n *Near, as []int32, la int32, bs []int32, lb int32) bool {
	j := 0
	for _, a := range as {
		end := a + la - 1
		for j < len(bs) && bs[j] <= end {
			j++
		}
		if j == len(bs) {
			return false
		}
		b := bs[j]
		switch n.Unit {
		case InWords:
			if int(b-end) <= n.N {
				return true
			}
		case InSentence:
			if w.SentenceOf(int(end)) == w.SentenceOf(int(b)) {
				return true
			}
		default:
			if w.ParagraphOf(int(end)) == w.ParagraphOf(int(b)) {
				return true
			}
		}
	}
	return false
}
