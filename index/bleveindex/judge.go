package bleveindex

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lodestone-kb/lodestone/index/query"
)

// match is an entry that answers.
type match struct {
	segment int
	entry   uint32
	score   float64
}

// judge says how well entries of a segment answer.
type judge struct {
	*inSegment
	weights []weightIn
	leaders *leaders
	view    *view
	touched byte
}

// judge returns those of the entries that answer a tree that score as well as the best.
func (c *inSegment) judge(ctx context.Context, n query.Node, answers *roaring.Bitmap, weights []weight, best *leaders) ([]match, error) {
	j := &judge{inSegment: c, leaders: best, view: newView(c)}
	var err error
	if j.view.table, err = c.tables.of(c.segment); err != nil {
		return nil, err
	}
	c.require(n, "")
	for _, w := range weights {
		in := weightIn{weight: w, title: c.titles[w.term], answer: w.term == n}
		for k := range w.term.Words {
			in.leaves = append(in.leaves, c.looked(w.term, k, ""))
		}
		j.weights = append(j.weights, in)
	}
	var out []match
	err = inBatches(ctx, answers, func(entries []uint32) error {
		if t := j.view.table; t != nil {
			j.touched ^= t.outlines.touch(entries)
		}
		for _, e := range entries {
			score, leads, err := j.score(e)
			if err != nil {
				return err
			}
			if leads {
				out = append(out, match{entry: e, score: score})
			}
		}
		return nil
	})
	return out, err
}

// score weighs an entry that answers. It leads where it scores no less than the last of the best so far;
// the score of one that does not is not worked out.
func (j *judge) score(e uint32) (score float64, leads bool, err error) {
	score, certain := j.most(e)
	if score < j.leaders.least() {
		return 0, false, nil
	}
	if !certain {
		if err := j.view.read(e); err != nil {
			return 0, false, err
		}
		if score = j.view.score(j.weights); j.view.failed != nil {
			return 0, false, j.view.failed
		}
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
	body := v.body
	if body == nil {
		return 0
	}
	sum := 0.0
	for i := range weights {
		w := &weights[i]
		if n := float64(v.times(w)); n > 0 {
			sum += w.rarity * held(n, body.record.Tokens)
		}
		if w.title != nil && w.title.Contains(v.entry) {
			if title := v.prepare(1); title != nil && v.says.Count(title, w.term) > 0 {
				sum += w.rarity * inTitle
			}
		}
	}
	return sum
}

// times is how often a term stands in the text of the entry.
func (v *view) times(w *weightIn) int {
	if !v.body.record.Long() || !w.simple() || w.leaves[0] == nil {
		return len(v.phrase(w.leaves))
	}
	n := 0
	for _, f := range w.leaves[0].forms {
		if id, ok := v.body.has(w.leaves[0], f); ok {
			n += v.body.record.Times(id)
		}
	}
	return n
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
