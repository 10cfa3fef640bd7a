package rank

import (
	"cmp"
	"math"
	"slices"
)

// The figures by which a candidate is judged, in the order of [Names]. Weights are those of the
// question's words; a share is of the same figure of the best candidate.
const (
	fBM25        = iota // Okapi BM25 by weights
	fShare              // of it
	fPlainShare         // of BM25 by rarities alone
	fBeside             // weight of pairs that stand side by side as in the question
	fBesideShare        // of all such pairs of the question
	fNear               // weight of pairs within four words
	fNearShare          // of all such pairs of the question
	fWindow             // most of the question's weight within twenty words
	fNarrow             // within eight words
	fRun                // in words that follow each other as in the question
	fCover              // weight of the question's words that it holds, of all
	fLength             // logarithm of its length in units
	fRank               // logarithm of its rank by BM25
	fBest               // the best candidate's BM25 for a unit of the question's weight
	fTotal              // the question's weight
	fWords              // different words of the question
	fDensity            // share of its units that are words of the question
	fRarest             // how many of the three weightiest words it holds
	fEarly              // cover of the words of the question's first half
	fLate               // and of the others
	fMissing            // weight of the weightiest word that it lacks
	fMissed             // how many it lacks
	fFirst              // how far into it the first word of the question stands
	fEither             // cover by it and its headings together
	fHeads              // cover by its headings
	fBefore             // share that the passage before it has of the best BM25
	fAfter              // and the one after it
	fAround             // and the better one of those two places away
	fAbove              // and the one that holds its heading
	fSiblings           // share of its text in the BM25 of the twenty best, of the text with most; for a Chinese question in the squares of all
	fLikely             // logarithm of the odds by the chances of its words, taken as independent
	fChances            // cover, by chances
	fLikelyGap          // how far its odds are behind the best
	fLikelyRank         // logarithm of its rank by them
	fNearRank           // logarithm of its rank by near pairs
	figures
)

// Names are the names of the figures, in the order in which [Candidate.Figures] returns them.
func Names() []string {
	return []string{"bm25", "share", "plain_share", "beside", "beside_share", "near", "near_share", "window", "narrow", "run", "cover", "length",
		"rank", "best", "total", "words", "density", "rarest", "early", "late", "missing", "missed", "first", "either", "heads", "before", "after",
		"around", "above", "siblings", "likely", "chances", "likely_gap", "likely_rank", "near_rank"}
}

// Figures returns what [Question.Order] has seen of the candidate.
func (c *Candidate) Figures() []float64 { return c.figures[:] }

// Score returns what [Question.Order] has given the candidate: the more, the better. It is above 0 for
// those that were judged, and 0 for those that stand behind them.
func (c *Candidate) Score() float64 { return c.score }

// Judged is how many candidates, the best by BM25, are judged by all figures.
const Judged = 200

// Order sorts candidates, the best first. Those of equal standing keep their order.
func (q *Question) Order(all []*Candidate) {
	places := make([]place, 0, 64)
	counts := make([]int, len(q.terms))
	for _, c := range all {
		q.weigh(c, places, counts)
	}
	slices.SortStableFunc(all, func(x, y *Candidate) int { return cmp.Compare(y.bm25, x.bm25) })
	head := all[:min(len(all), Judged)]
	for _, c := range head {
		c.figures = [figures]float64{}
		q.alone(c, q.weigh(c, places, counts))
	}
	q.among(head)
	for _, c := range head {
		c.score = q.score(c)
	}
	slices.SortStableFunc(head, func(x, y *Candidate) int { return cmp.Compare(y.score, x.score) })
}

// press is by how much the odds of a report are below those of what it reports on, in logarithms: an
// announcement comes before an article that says the same.
const press = 0.7

// aside is by how much the odds of a passage about none of the materials of the question are below those of
// one about them, in logarithms, and hanAside the same for a Chinese question, of which the odds lie closer.
const (
	aside    = 15
	hanAside = 4
)

// steady is what each share of the question counts beside the trees. They learned from one kind of text,
// and little of passages that hardly answer; that one with more of the question is the better holds for
// all.
const steady = 2

// score makes one number of what is known of a candidate: from 0 to 1, and above that for a passage of a
// document whose number was asked for.
func (q *Question) score(c *Candidate) float64 {
	odds := 0.0
	if c.Press {
		odds -= press
	}
	if q.han {
		odds -= hanAside * c.Lacks
		odds += math.Log(hanScore(&c.figures) + 1e-9)
	} else {
		f := &c.figures
		odds -= aside * c.Lacks
		odds += q.model.Order.Score(f[:]) + steady*(f[fShare]+f[fBesideShare]+f[fNearShare]+f[fNarrow]+f[fRun]+f[fCover])
	}
	chance := 1 / (1 + math.Exp(-odds))
	if c.Named {
		chance++
	}
	return chance
}

// hanScore orders the passages of Chinese questions, of which there are none to learn from: by BM25, a little
// by how much of the question they hold and a little by how much their text answers. Of passages that say the same, the one comes first around which
// more is said of the question.
func hanScore(f *[figures]float64) float64 {
	return f[fShare] + 0.1*f[fCover] + 0.1*f[fSiblings] + 1e-4*(f[fBefore]+f[fAfter]+f[fAround])
}

// spot is where a passage stands.
type spot struct {
	text  string
	place int
}

// among sets the figures that hang on the other candidates, which come the best by BM25 first.
func (q *Question) among(all []*Candidate) {
	if len(all) == 0 {
		return
	}
	best, plain := max(all[0].bm25, 1e-9), 1e-9
	at := make(map[spot]float64, len(all))
	texts := map[string]float64{}
	most := 1e-9
	for i, c := range all {
		plain = max(plain, c.plain)
		if c.Text == "" {
			continue
		}
		at[spot{c.Text, c.Place}] = c.bm25
		switch {
		case q.han:
			texts[c.Text] += c.bm25 * c.bm25 / best
		case i < 20:
			texts[c.Text] += c.bm25
		}
		most = max(most, texts[c.Text])
	}
	for i, c := range all {
		f := &c.figures
		f[fShare], f[fPlainShare], f[fRank], f[fBest] = c.bm25/best, c.plain/plain, math.Log(1+float64(i)), best/max(q.total, 1e-9)
		if c.Text == "" {
			continue
		}
		f[fBefore], f[fAfter] = at[spot{c.Text, c.Place - 1}]/best, at[spot{c.Text, c.Place + 1}]/best
		f[fAround] = max(at[spot{c.Text, c.Place - 2}], at[spot{c.Text, c.Place + 2}]) / best
		if c.Above != c.Place {
			f[fAbove] = at[spot{c.Text, c.Above}] / best
		}
		f[fSiblings] = texts[c.Text] / most
	}
	ranked(all, fLikely, fLikelyRank)
	ranked(all, fNear, fNearRank)
	likeliest := math.Inf(-1)
	for _, c := range all {
		likeliest = max(likeliest, c.figures[fLikely])
	}
	for _, c := range all {
		c.figures[fLikelyGap] = c.figures[fLikely] - likeliest
	}
}

// ranked sets one figure to the logarithm of the rank by another.
func ranked(all []*Candidate, by, to int) {
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(x, y *Candidate) int { return cmp.Compare(y.figures[by], x.figures[by]) })
	for i, c := range order {
		c.figures[to] = math.Log(1 + float64(i))
	}
}
