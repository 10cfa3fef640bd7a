package rank

import "math"

// The parameters of Okapi BM25 (Robertson and Zaragoza, 2009), for passages.
const (
	k1   = 1.2 // how soon more of the same word counts no more
	b    = 0.6 // how much a long passage is held back
	mean = 38  // units that a passage has as a rule; a fixed figure, so that scores stay
	// Chinese texts have a unit for each character and one for each pair.
	hanMean = 220
)

// Question is a question made ready to be held against passages.
type Question struct {
	words       []string           // stems in the order of the question, common words left out
	distinct    []string           // each once
	weights     map[string]float64 // of each stem: how rare it is, less where it only asks
	beside      map[[2]string]float64
	close       map[[2]string]float64 // pairs that stand within four words, in the order of the alphabet
	total       float64               // of the weights
	besideTotal float64
	closeTotal  float64
	han         bool // most of it is Chinese
}

// New makes a question of its stems. Rarity tells the inverse document frequency of a stem, 0 where
// no passage holds it.
func New(stems []string, rarity func(stem string) float64) *Question {
	q := &Question{weights: map[string]float64{}, beside: map[[2]string]float64{}, close: map[[2]string]float64{}}
	less := asking()
	han := 0
	for _, s := range stems {
		if s[0] >= 0x80 {
			han++
		}
		w, known := q.weights[s]
		if !known {
			w = rarity(s)
			if a, asks := less[s]; asks {
				w *= a
			}
			q.weights[s] = w
			q.distinct = append(q.distinct, s)
			q.total += w
		}
		if w > 0 {
			q.words = append(q.words, s)
		}
	}
	q.han = han*2 > len(stems)
	for i, s := range q.words {
		for k := i + 1; k < min(i+5, len(q.words)); k++ {
			t := q.words[k]
			if s == t {
				continue
			}
			w := (q.weights[s] + q.weights[t]) / 2
			if pair := [2]string{s, t}; k == i+1 && q.beside[pair] == 0 {
				q.beside[pair] = w
				q.besideTotal += w
			}
			if pair := sorted(s, t); q.close[pair] == 0 {
				q.close[pair] = w
				q.closeTotal += w
			}
		}
	}
	return q
}

func sorted(a, b string) [2]string {
	if a > b {
		return [2]string{b, a}
	}
	return [2]string{a, b}
}

// Candidate is a passage that may answer.
type Candidate struct {
	Stems   []string // of its words in their order, common words left out
	bm25    float64
	figures Figures
	score   float64
}

// place is a word of the question in a passage.
type place struct {
	at   int
	stem string
}

// window is how many words a place of a passage reaches over where all its words are counted together.
const window = 20

// read looks at one passage alone.
func (q *Question) read(c *Candidate) {
	counts := map[string]int{}
	var places []place
	for i, s := range c.Stems {
		if q.weights[s] > 0 {
			counts[s]++
			places = append(places, place{i, s})
		}
	}
	usual := float64(mean)
	if q.han {
		usual = hanMean
	}
	length := k1 * (1 - b + b*float64(len(c.Stems))/usual)
	covered := 0.0
	for _, s := range q.distinct { // in one order, so that the same figures come out each time
		n := counts[s]
		if n == 0 {
			continue
		}
		c.bm25 += q.weights[s] * float64(n) * (k1 + 1) / (float64(n) + length)
		covered += q.weights[s]
	}
	beside, near, most := q.together(places)
	total := max(q.total, 1e-9)
	c.figures = Figures{
		BM25: c.bm25, Beside: beside, BesideShare: beside / max(q.besideTotal, 1), Near: near, NearShare: near / max(q.closeTotal, 1),
		Window: most / total, Cover: covered / total, Length: math.Log(1 + float64(len(c.Stems))), Words: float64(len(q.weights)),
		Density: float64(len(places)) / max(1, float64(len(c.Stems))),
	}
}

// together weighs the words of the question that stand beside and near each other in a passage as they
// do in the question, and the most that one window holds.
func (q *Question) together(places []place) (beside, near, most float64) {
	seenBeside, seenNear := map[[2]string]bool{}, map[[2]string]bool{}
	for i, p := range places {
		in := map[string]bool{p.stem: true}
		held := q.weights[p.stem]
		for _, o := range places[i+1:] {
			gap := o.at - p.at
			if gap > window {
				break
			}
			if pair := [2]string{p.stem, o.stem}; gap == 1 && !seenBeside[pair] {
				seenBeside[pair] = true
				beside += q.beside[pair]
			}
			if pair := sorted(p.stem, o.stem); gap <= 4 && !seenNear[pair] {
				seenNear[pair] = true
				near += q.close[pair]
			}
			if !in[o.stem] {
				in[o.stem] = true
				held += q.weights[o.stem]
			}
		}
		most = max(most, held)
	}
	return beside, near, most
}
