package rank

import (
	"cmp"
	"math"
	"slices"
)

// Figures are what is known of a passage against a question, and of it among the other candidates.
type Figures struct {
	BM25        float64 // Okapi BM25 over stems
	Share       float64 // of the best candidate's BM25
	Beside      float64 // weight of pairs that stand side by side as in the question
	BesideShare float64 // of all such pairs
	Near        float64 // weight of pairs within four words
	NearShare   float64 // of all such pairs
	Window      float64 // most of the question's weight within twenty words
	Cover       float64 // weight of the question's words that it holds, of all
	Length      float64 // logarithm of its length in words
	Rank        float64 // logarithm of its rank by BM25
	Best        float64 // the best candidate's BM25 for a unit of the question's weight
	Words       float64 // different words of the question
	Density     float64 // share of its words that are words of the question
}

// list returns the figures in the order of the weights.
func (f Figures) list() [13]float64 {
	return [13]float64{f.BM25, f.Share, f.Beside, f.BesideShare, f.Near, f.NearShare, f.Window, f.Cover, f.Length, f.Rank, f.Best, f.Words, f.Density}
}

// Names are the names of the figures, in the order in which [Candidate.Figures] returns them.
func Names() []string {
	return []string{"bm25", "share", "beside", "beside_share", "near", "near_share", "window", "cover", "length", "rank", "best", "words", "density"}
}

// Figures returns what [Question.Order] has seen of the candidate.
func (c *Candidate) Figures() []float64 {
	l := c.figures.list()
	return l[:]
}

// Score returns what [Question.Order] has given the candidate: the more, the better.
func (c *Candidate) Score() float64 { return c.score }

// Order sorts candidates, the best first. Those of equal standing keep their order.
func (q *Question) Order(all []*Candidate) {
	for _, c := range all {
		q.read(c)
	}
	slices.SortStableFunc(all, func(x, y *Candidate) int { return cmp.Compare(y.bm25, x.bm25) })
	if len(all) == 0 {
		return
	}
	best := max(all[0].bm25, 1e-9)
	for i, c := range all {
		f := &c.figures
		f.Share, f.Rank, f.Best = c.bm25/best, math.Log(1+float64(i)), best/max(q.total, 1e-9)
		if c.score = weigh(f.list()); q.han {
			c.score = c.bm25 // the weights were fitted to English questions
		}
	}
	slices.SortStableFunc(all, func(x, y *Candidate) int { return cmp.Compare(y.score, x.score) })
}
