package rank

import "math"

// Candidate is a passage that may answer.
type Candidate struct {
	Keys  []uint32 // of its units in their order
	Heads []uint32 // of the units of the headings that it stands under, and of its document's title
	Text  string   // the text that it is a passage of, where that is known
	Place int      // which passage of that text; passages that follow each other have places that do
	Above int      // the place of the passage that holds its heading; its own where it has none
	Named bool     // the question gives the number of its document
	Press bool     // its document reports or comments on what others publish
	Lacks float64  // the share of the materials that the question names of which neither it nor its headings speak

	held    []bool  // which terms it holds
	plain   float64 // BM25 by rarities alone
	bm25    float64 // BM25 by weights
	figures [figures]float64
	score   float64
}

// place is a word of the question in a passage.
type place struct{ at, term int }

// window and narrow are how many words a place of a passage reaches over where all its words are
// counted together; nearby is how far a pair may be apart.
const (
	window = 20
	narrow = 8
	nearby = 4
)

// weigh finds the words of the question in a passage and gives it its BM25.
func (q *Question) weigh(c *Candidate, places []place, counts []int) []place {
	places = places[:0]
	clear(counts)
	for i, k := range c.Keys {
		if t, ok := q.byKey[k]; ok {
			counts[t]++
			places = append(places, place{i, t})
		}
	}
	usual, b := float64(mean), b
	if q.han {
		usual, b = hanMean, hanB
	}
	length := k1 * (1 - b + b*float64(len(c.Keys))/usual)
	c.held = make([]bool, len(q.terms))
	c.bm25, c.plain = 0, 0
	for t, n := range counts { // in one order, so that the same figures come out each time
		if n == 0 {
			continue
		}
		c.held[t] = true
		part := float64(n) * (k1 + 1) / (float64(n) + length)
		c.bm25 += q.terms[t].weight * part
		c.plain += q.terms[t].rarity * part
	}
	return places
}

// together is what the places of the question's words in a passage show.
type together struct {
	beside, near float64 // weight of the pairs that stand beside and near each other as in the question
	wide, narrow float64 // the most weight within one window
	run          float64 // the most weight of words that follow each other as in the question
}

// look walks over the places of the question's words in a passage.
func (q *Question) look(places []place) together {
	n := len(q.terms)
	var out together
	seenBeside, seenNear := make([]bool, n*n), make([]bool, n*n)
	in := make([]int, n) // the last place from which a term was counted, and one more
	run := 0.0
	for i, p := range places {
		in[p.term] = i + 1
		held, heldNarrow := q.terms[p.term].weight, q.terms[p.term].weight
		for _, o := range places[i+1:] {
			gap := o.at - p.at
			if gap > window {
				break
			}
			if at := p.term*n + o.term; gap == 1 && !seenBeside[at] {
				seenBeside[at] = true
				out.beside += q.beside[at]
			}
			if at := min(p.term, o.term)*n + max(p.term, o.term); gap <= nearby && !seenNear[at] {
				seenNear[at] = true
				out.near += q.close[at]
			}
			if in[o.term] != i+1 {
				in[o.term] = i + 1
				held += q.terms[o.term].weight
				if gap <= narrow {
					heldNarrow += q.terms[o.term].weight
				}
			}
		}
		out.wide, out.narrow = max(out.wide, held), max(out.narrow, heldNarrow)
		if i > 0 && places[i-1].at == p.at-1 && q.follows(places[i-1].term, p.term) {
			run += q.terms[p.term].weight
		} else {
			run = q.terms[p.term].weight
		}
		out.run = max(out.run, run)
	}
	return out
}

// follows reports whether one term stands right before another anywhere in the question.
func (q *Question) follows(s, t int) bool {
	return q.beside[s*len(q.terms)+t] > 0
}

// alone sets the figures that hang on one passage alone.
func (q *Question) alone(c *Candidate, places []place) {
	t := q.look(places)
	f := &c.figures
	total := max(q.total, 1e-9)
	f[fBM25], f[fBeside], f[fBesideShare], f[fNear], f[fNearShare] = c.bm25, t.beside, t.beside/max(q.pairs, 1), t.near, t.near/max(q.nears, 1)
	f[fWindow], f[fNarrow], f[fRun] = t.wide/total, t.narrow/total, t.run/total
	f[fLength], f[fTotal], f[fWords] = math.Log(1+float64(len(c.Keys))), q.total, float64(len(q.terms))
	f[fDensity] = float64(len(places)) / max(1, float64(len(c.Keys)))
	f[fFirst] = 1
	if len(places) > 0 {
		f[fFirst] = float64(places[0].at) / max(1, float64(len(c.Keys)))
	}
	heads := q.heads(c)
	var held, first, chances, either, above, likely float64
	for i, t := range q.terms {
		if c.held[i] {
			held += t.weight
			chances += t.chance
			likely += t.in
			if q.half[i] {
				first += t.weight
			}
		} else {
			likely += t.out
		}
		if heads[i] {
			above += t.weight
		}
		if heads[i] || c.held[i] {
			either += t.weight
		}
	}
	f[fCover], f[fEarly], f[fLate] = held/total, first/max(q.first, 1e-9), (held-first)/max(q.total-q.first, 1e-9)
	f[fEither], f[fHeads], f[fLikely], f[fChances] = either/total, above/total, likely, chances/max(q.chances, 1e-9)
	for i, t := range q.ranked {
		switch {
		case !c.held[t] && f[fMissing] == 0:
			f[fMissing] = q.terms[t].weight
			fallthrough
		case !c.held[t]:
			f[fMissed]++
		case i < 3:
			f[fRarest]++
		}
	}
}

// heads tells which terms stand in the headings of a passage.
func (q *Question) heads(c *Candidate) []bool {
	out := make([]bool, len(q.terms))
	for _, k := range c.Heads {
		if t, ok := q.byKey[k]; ok {
			out[t] = true
		}
	}
	return out
}
