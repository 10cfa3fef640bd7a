package rank

import (
	"math"
	"slices"
	"strings"
)

// asked is a word of a question, where it first stands.
type asked struct {
	stem   string
	word   int     // its place among all words of the question
	place  int     // its place among those that count
	rarity float64 // inverse document frequency
	times  int     // that it stands in the question
}

// beforeWords are the common words that tell by standing before or after a word how much hangs on it.
var beforeWords = strings.Fields("of for in the to under by with a an and or as that which is are does should must regarding about from on when if")

// beside tells which of the words before a place stands there, as a number; 0 for any other.
func beside(words []Word, at int) float64 {
	if at < 0 || at >= len(words) {
		return float64(len(beforeWords) + 1)
	}
	return float64(slices.Index(beforeWords, words[at].Term) + 1)
}

// WordNames are the names of what [Question.WordFigures] tells of a word of a question.
func WordNames() []string {
	return []string{"rarity", "asking", "known", "where", "place", "rest", "places", "times", "upper", "before", "after", "rank",
		"share", "asking_before", "asking_after", "rarity_before", "rarity_after", "ing", "s", "ly", "length"}
}

// wordFigures tells of each word of a question what hints at whether a passage that answers holds it.
func wordFigures(all []asked, order []int, words []Word, asking map[string]float64) [][]float64 {
	less := func(i int) float64 {
		if i >= 0 && i < len(order) {
			if w, ok := asking[all[order[i]].stem]; ok {
				return w
			}
		}
		return 1
	}
	rarity := func(i int) float64 {
		if i >= 0 && i < len(order) {
			return all[order[i]].rarity
		}
		return -1
	}
	rarities := make([]float64, len(all))
	for i, a := range all {
		rarities[i] = a.rarity
	}
	slices.Sort(rarities)
	out := make([][]float64, len(all))
	for i, a := range all {
		w, known := asking[a.stem]
		if !known {
			w = 1
		}
		term := words[a.word].Term
		above, _ := slices.BinarySearch(rarities, math.Nextafter(a.rarity, math.Inf(1)))
		out[i] = []float64{a.rarity, w, flag(known), float64(a.word) / float64(len(words)), float64(a.place), float64(len(order) - a.place), float64(len(order)),
			float64(a.times), flag(words[a.word].Upper && a.word > 0), beside(words, a.word-1), beside(words, a.word+1), float64(len(rarities) - above),
			a.rarity / max(rarities[len(rarities)-1], 1e-9), less(a.place - 1), less(a.place + 1), rarity(a.place - 1), rarity(a.place + 1),
			flag(strings.HasSuffix(term, "ing")), flag(strings.HasSuffix(term, "s")), flag(strings.HasSuffix(term, "ly")), float64(len(term))}
	}
	return out
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
