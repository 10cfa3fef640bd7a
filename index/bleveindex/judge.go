package bleveindex

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/index/query"
)

// match is an entry that answers.
type match struct {
	segment int
	entry   uint32
	score   float64
}

// judge decides which entries of a segment answer a tree, and how well.
type judge struct {
	*inSegment
	tree    query.Node
	exact   bool       // every entry that it is given answers
	pair    *pair      // what is asked, where it is that
	weights []weightIn // nil: no scores are wanted
	leaders *leaders
	view    *view
	touched byte
}

// batch is how many entries are taken at a time.
const batch = 256

// judge returns those of some entries that answer a tree and, where weights are given, those of them that
// score as well as the best. Where exact is true all of them answer.
func (c *inSegment) judge(ctx context.Context, n query.Node, set *roaring.Bitmap, exact bool, weights []weight, best *leaders) (*roaring.Bitmap, []match, error) {
	j := &judge{inSegment: c, tree: n, exact: exact, leaders: best, view: newView(c)}
	var err error
	if j.view.table, err = c.tables.of(c.number, c.data); err != nil {
		return nil, nil, err
	}
	j.prepare(weights)
	stop := func() bool { return ctx.Err() != nil }
	answers, found := roaring.New(), []match(nil)
	it, buf := set.ManyIterator(), make([]uint32, batch)
	for {
		entries := buf[:it.NextMany(buf)]
		if ctx.Err() != nil {
			return nil, nil, fmt.Errorf("search: %w", ctx.Err())
		}
		if len(entries) == 0 {
			break
		}
		entries = j.sift(entries)
		kept := entries[:0]
		for _, e := range entries {
			holds, read, err := j.holds(e, stop)
			if err != nil {
				return nil, nil, err
			}
			if !holds {
				continue
			}
			kept = append(kept, e)
			if weights == nil {
				continue
			}
			score, leads, err := j.score(e, read)
			if err != nil {
				return nil, nil, err
			}
			if leads {
				found = append(found, match{entry: e, score: score})
			}
		}
		answers.AddMany(kept)
	}
	if exact {
		answers = set
	}
	return answers, found, nil
}

// prepare looks at what is asked before any entry is.
func (j *judge) prepare(weights []weight) {
	j.pair = j.pairOfWords(j.tree)
	for _, w := range weights {
		in := weightIn{weight: w, title: j.titles[w.term], answer: w.term == j.tree}
		for k := range w.term.Words {
			in.leaves = append(in.leaves, j.looked(w.term, k, ""))
		}
		j.weights = append(j.weights, in)
	}
}

// sift keeps of some entries, in place, those that may hold the phrases that every answer holds. What will
// be looked at is touched first: the memory brings many pieces at once, one after the other takes longer.
func (j *judge) sift(entries []uint32) []uint32 {
	t := j.view.table
	if t == nil {
		return entries
	}
	if len(j.pairs) > 0 || j.weights != nil {
		j.touched ^= t.outlines.touch(entries)
	}
	if j.exact {
		return entries
	}
	for _, forms := range j.pairs {
		entries = slices.DeleteFunc(entries, func(e uint32) bool {
			return !slices.ContainsFunc(forms, func(h uint32) bool { return t.outlines.has(e, h) })
		})
	}
	j.touched ^= t.touch(entries)
	return entries
}

// holds reports whether an entry answers, and whether its record was read for it.
func (j *judge) holds(e uint32, stop func() bool) (holds, read bool, err error) {
	if j.exact || j.pair != nil && j.view.table != nil && j.pair.inOnePiece(&j.view.table.outlines.of[e]) {
		return true, false, nil
	}
	if err := j.view.read(e); err != nil {
		return false, false, err
	}
	if j.pair != nil {
		return j.pair.holds(j.view), true, nil
	}
	return j.view.says.Holds(j.tree, j.view, stop), true, nil
}

// score weighs an entry that answers. It leads where it scores no less than the last of the best so far;
// the score of one that does not is not worked out.
func (j *judge) score(e uint32, read bool) (score float64, leads bool, err error) {
	score, certain := j.most(e)
	if score < j.leaders.least() {
		return 0, false, nil
	}
	if !certain {
		if !read {
			if err := j.view.read(e); err != nil {
				return 0, false, err
			}
		}
		score = j.view.score(j.weights)
	}
	return score, j.leaders.offer(score), nil
}

// The weights of a document that answers a query of connectors: Okapi BM25 over the words of the
// query, a little less for long texts, and more where the title holds them.
const (
	docK1    = 1.2
	docB     = 0.5
	docWords = 400 // words that a document has as a rule; a fixed figure, so that scores stay
	inTitle  = 2   // what a word in the title counts, in times its rarity
)

// weight is a term that counts, and how much.
type weight struct {
	term   *query.Term
	rarity float64
}

// weightIn is a weight in one segment.
type weightIn struct {
	weight
	leaves []*leaf         // of its words in the text
	title  *roaring.Bitmap // entries that may hold it in the title; nil for none
	answer bool            // what answers holds it: it is all that is asked
}

// rarity is the inverse document frequency.
func rarity(all, holders uint64) float64 {
	return math.Log(1 + (float64(all)-float64(holders)+0.5)/(float64(holders)+0.5))
}

// held is what a text of so many words can have at most for each weight of a term that it holds n times.
func held(n float64, tokens int) float64 {
	return float64(n * (docK1 + 1) / (n + docK1*(1-docB+docB*float64(tokens)/docWords)))
}

// score weighs the entry.
func (v *view) score(weights []weightIn) float64 {
	body := &v.field[0]
	if !body.there {
		return 0
	}
	sum := 0.0
	for _, w := range weights {
		if n := float64(v.says.Count(body, w.term)); n > 0 {
			sum += w.rarity * held(n, body.record.Tokens)
		}
		if title := &v.field[1]; w.title != nil && title.there && v.says.Count(title, w.term) > 0 {
			sum += w.rarity * inTitle
		}
	}
	return sum
}

// most is the score of an entry as far as its outline tells: certain, or what it is at most.
func (j *judge) most(e uint32) (score float64, certain bool) {
	if j.view.table == nil {
		return math.Inf(1), false
	}
	o := &j.view.table.outlines.of[e]
	if o.tokens == 0 {
		return 0, true
	}
	certain = true
	for i := range j.weights {
		w := &j.weights[i]
		n, sure := j.times(e, w)
		certain = certain && sure
		if n > 0 {
			score += w.rarity * held(n, int(o.tokens))
		}
		if w.title != nil && w.title.Contains(e) {
			score += w.rarity * inTitle
			certain = certain && w.simple()
		}
	}
	return score, certain
}

// simple reports whether a term is one word in any case: an entry that has it in a set holds it.
func (w *weightIn) simple() bool { return len(w.leaves) == 1 && !w.term.HasCase() }

// fewForms is how many forms of a word are tried one by one.
const fewForms = 8

// times is how often an entry holds a term in its text; unless it is sure, how often at most.
func (j *judge) times(e uint32, w *weightIn) (n float64, sure bool) {
	all := &j.view.table.outlines
	n = float64(all.of[e].tokens)
	if !w.simple() {
		for _, l := range w.leaves {
			if l != nil && len(l.forms) == 1 {
				n = min(n, all.most(e, uint16(l.forms[0].hash)))
			}
		}
		return n, n == 1 && w.answer
	}
	l := w.leaves[0]
	if l == nil || len(l.forms) > fewForms {
		return n, false
	}
	n = 0
	forms := 0
	for _, f := range l.forms {
		if l.sure || f.entries.Contains(e) {
			n += all.most(e, uint16(f.hash))
			forms++
		}
	}
	return n, n == float64(forms)
}
