package rank

import (
	"cmp"
	"hash/fnv"
	"maps"
	"math"
	"slices"
)

// The parameters of Okapi BM25 (Robertson and Zaragoza, 2009), for passages.
const (
	k1   = 1.2 // how soon more of the same word counts no more
	b    = 0.6 // how much a long passage is held back
	mean = 38  // units that a passage has as a rule; a fixed figure, so that scores stay
	// Chinese texts have a unit for each character and one for each pair.
	hanMean = 220
	hanB    = 0.7
)

// hanAgain is how much more a unit of a Chinese question counts for each time that it is said, in natural
// logarithms.
const hanAgain = 0.3

// usualRarity is that of the rarest word in the collection to which the trees were grown. Rarities are
// brought to this scale, so that they mean the same in a small collection and in a large one.
const usualRarity = 9.5

// trust is how much more a word counts that a passage which answers is likely to hold: its weight is
// its rarity times that chance, over a half, to this power.
const trust = 0.6

// Collection is what is known of the passages among which a question is asked.
type Collection struct {
	Passages float64                   // how many there are
	Holding  func(stem string) float64 // how many of them hold a unit
}

// term is a different word of a question that the collection holds.
type term struct {
	stem   string
	rarity float64
	weight float64 // how much it counts
	chance float64 // that a passage which answers holds it
	in     float64 // the logarithm of how much likelier a passage is that holds it
	out    float64 // and of one that does not
}

// Question is a question made ready to be held against passages.
type Question struct {
	model   *Model
	terms   []term
	byKey   map[uint32]int // key → its term
	order   []int          // the terms in the order of the question
	half    []bool         // of each term: it stands in the first half of the question
	ranked  []int          // the terms, the weightiest first
	beside  []float64      // of two terms: the weight of the pair that stands side by side so
	close   []float64      // of two terms, the lower first: the weight of the pair within four words
	total   float64        // of the weights
	rarity  float64        // of all terms together
	first   float64        // of the weights of the first half
	chances float64        // of all terms together
	pairs   float64        // of beside
	nears   float64        // of close
	han     bool           // most of it is Chinese
	figures [][]float64    // of its words, for those that fit the model
	stems   []string       // to which the figures belong
}

// Key stands for a unit in a [Candidate]: 24 bits of its FNV-1a hash, which tell the few words of a
// question from all others well enough.
func Key(stem string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(stem)) // it never fails
	return h.Sum32() >> 8
}

// New makes a question of its words. Other names of a material stand for the one typed, by same. A nil
// model is the one that is built in.
func New(words []Word, same map[string]string, in Collection, m *Model) *Question {
	if m == nil {
		m = builtIn()
	}
	q := &Question{model: m, byKey: map[uint32]int{}}
	all, order := q.ask(words, same, in)
	if !q.han {
		q.figures = wordFigures(all, order, words, m.Asking)
	}
	at := make([]int, len(all)) // the term of a word; -1 where the collection lacks it
	for i, a := range all {
		q.stems = append(q.stems, a.stem)
		if at[i] = -1; a.rarity <= 0 {
			continue
		}
		t := term{stem: a.stem, rarity: a.rarity, chance: q.chance(i, a.stem)}
		t.weight = t.rarity * math.Pow(t.chance/0.5, trust)
		if q.han {
			t.weight *= 1 + hanAgain*math.Log(float64(a.times))
		}
		common := min(0.9, in.Holding(a.stem)/max(in.Passages, 1))
		t.in, t.out = math.Log(t.chance/max(common, 1e-9)), math.Log((1-t.chance)/(1-common))
		at[i] = len(q.terms)
		q.byKey[Key(a.stem)] = at[i]
		q.terms = append(q.terms, t)
	}
	for _, i := range order {
		if at[i] >= 0 {
			q.order = append(q.order, at[i])
		}
	}
	if q.han {
		q.stand(weighed(InLaws(words, in), in), in)
	}
	q.pair()
	return q
}

// stand lets units of laws stand in for words of the question. They are no words of it: they have no place
// in its order.
func (q *Question) stand(units map[string]float64, in Collection) {
	for _, s := range slices.Sorted(maps.Keys(units)) {
		rarity := in.rarity(s)
		if rarity <= 0 {
			continue
		}
		i, known := q.byKey[Key(s)]
		if !known {
			i = len(q.terms)
			q.byKey[Key(s)] = i
			q.terms = append(q.terms, term{stem: s, rarity: rarity})
		}
		q.terms[i].weight += units[s] * rarity
	}
}

// rarity is the inverse document frequency of a unit, on the scale of [usualRarity]; 0 where no passage
// holds it.
func (c Collection) rarity(stem string) float64 {
	n := c.Holding(stem)
	if n <= 0 {
		return 0
	}
	return usualRarity / math.Log(2+max(c.Passages, 0)) * math.Log(1+(c.Passages-n+0.5)/(n+0.5))
}

// ask lists the different words of a question, and which stands at each place.
func (q *Question) ask(words []Word, same map[string]string, in Collection) (all []asked, order []int) {
	seen := map[string]int{}
	han, units := 0, []string(nil)
	for w := range words {
		units = appendUnits(units[:0], words, w, same)
		for _, s := range units {
			if s[0] >= 0x80 {
				han++
			}
			i, known := seen[s]
			if !known {
				i = len(all)
				seen[s] = i
				all = append(all, asked{stem: s, word: w, place: len(order), rarity: in.rarity(s)})
			}
			all[i].times++
			order = append(order, i)
		}
	}
	q.han = han*2 > len(order)
	return all, order
}

// chance tells how likely a passage that answers is to hold a word of the question.
func (q *Question) chance(i int, stem string) float64 {
	if q.han {
		return hanChance(stem)
	}
	return min(max(q.model.Words.Score(q.figures[i]), 0.02), 0.98)
}

// pair weighs the pairs of words, and sums up.
func (q *Question) pair() {
	n := len(q.terms)
	q.beside, q.close, q.half = make([]float64, n*n), make([]float64, n*n), make([]bool, n)
	for i, t := range q.terms {
		q.total += t.weight
		q.rarity += t.rarity
		q.chances += t.chance
		q.ranked = append(q.ranked, i)
	}
	slices.SortStableFunc(q.ranked, func(x, y int) int { return cmp.Compare(q.terms[y].weight, q.terms[x].weight) })
	for i, s := range q.order {
		if i < len(q.order)/2 && !q.half[s] {
			q.half[s] = true
			q.first += q.terms[s].weight
		}
		for k := i + 1; k < min(i+5, len(q.order)); k++ {
			t := q.order[k]
			if s == t {
				continue
			}
			w := (q.terms[s].weight + q.terms[t].weight) / 2
			if k == i+1 && q.beside[s*n+t] == 0 {
				q.beside[s*n+t] = w
				q.pairs += w
			}
			if at := min(s, t)*n + max(s, t); q.close[at] == 0 {
				q.close[at] = w
				q.nears += w
			}
		}
	}
}

// Weights returns the different units of the question that the collection holds, with what each counts.
func (q *Question) Weights() map[string]float64 {
	out := make(map[string]float64, len(q.terms))
	for _, t := range q.terms {
		out[t.stem] = t.weight
	}
	return out
}

// Chinese reports whether most of the question is Chinese.
func (q *Question) Chinese() bool { return q.han }

// WordFigures returns the different units of the question and what is seen of each, by the names of
// [WordNames]; none for a Chinese question.
func (q *Question) WordFigures() (stems []string, figures [][]float64) { return q.stems, q.figures }
