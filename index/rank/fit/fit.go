package fit

import (
	"context"
	"math"
	"slices"

	"github.com/lodestone-kb/lodestone/index/rank"
	"github.com/lodestone-kb/lodestone/index/rank/trees"
)

// Question is one to learn from.
type Question struct {
	Words []rank.Word
	Right []int // the passages that answer it, as their places in the list
}

// most is how many of the right passages of a question are looked at to learn about its words.
const most = 3

// leastAsked is how many questions must hold a word before anything is learned of it by name.
const leastAsked = 3

// shelf is a list of passages that can be asked.
type shelf struct {
	passages []rank.Candidate
	holding  map[uint32][]int32 // key → the passages that hold it
}

func newShelf(passages []rank.Candidate) *shelf {
	s := &shelf{passages, map[uint32][]int32{}}
	for i, p := range passages {
		for _, k := range p.Keys {
			if l := s.holding[k]; len(l) == 0 || l[len(l)-1] != int32(i) {
				s.holding[k] = append(l, int32(i))
			}
		}
	}
	return s
}

func (s *shelf) holds(passage int, stem string) bool {
	_, ok := slices.BinarySearch(s.holding[rank.Key(stem)], int32(passage))
	return ok
}

func (s *shelf) question(words []rank.Word, m *rank.Model) *rank.Question {
	return rank.New(words, nil, rank.Collection{Passages: float64(len(s.passages)),
		Holding: func(stem string) float64 { return float64(len(s.holding[rank.Key(stem)])) }}, m)
}

// Learn makes a model of questions about a list of passages.
func Learn(ctx context.Context, passages []rank.Candidate, questions []Question) (*rank.Model, error) {
	s := newShelf(passages)
	halves := [2][]Question{}
	for i, q := range questions {
		halves[i%2] = append(halves[i%2], q)
	}
	var seen judged
	var words wordRows
	for i, asked := range halves {
		other := halves[1-i]
		here, there := s.asking(asked, leastAsked), s.asking(other, leastAsked)
		half := s.words(asked, there)
		words.figures, words.held = append(words.figures, half.figures...), append(words.held, half.held...)
		rest := s.words(other, here)
		m := &rank.Model{Asking: there, Words: trees.Learn(rest.figures, rest.held, wordOptions), Order: &trees.Forest{}}
		if err := s.judge(ctx, asked, m, &seen); err != nil {
			return nil, err
		}
	}
	order := orderOptions
	order.Groups = seen.groups
	return &rank.Model{Asking: s.asking(questions, leastAsked), Words: trees.Learn(words.figures, words.held, wordOptions),
		Order: trees.Learn(seen.figures, seen.right, order)}, nil
}

// How the trees are grown.
var (
	wordOptions  = trees.Options{Trees: 150, Leaves: 15, Least: 50, Rate: 0.05, Ridge: 5}
	orderOptions = trees.Options{Trees: 200, Leaves: 15, Least: 60, Rate: 0.05, Ridge: 1}
)

// asking weighs the words by which people ask: the square root of how often the right passages hold a
// word, against all words, where it is asked often enough.
func (s *shelf) asking(questions []Question, least float64) map[string]float64 {
	const hold = 4 // how many questions of the usual kind are added, so that few do not say much
	asked, held := map[string]float64{}, map[string]float64{}
	var allAsked, allHeld float64
	for _, q := range questions {
		stems := rank.Units(q.Words, nil)
		slices.Sort(stems)
		for _, t := range slices.Compact(stems) {
			share := s.share(q, t)
			asked[t]++
			held[t] += share
			allAsked++
			allHeld += share
		}
	}
	usual := allHeld / max(allAsked, 1)
	out := map[string]float64{}
	for t, n := range asked {
		if n >= least {
			w := math.Sqrt((held[t] + hold*usual) / (n + hold) / max(usual, 1e-9))
			out[t] = math.Round(w*100) / 100
		}
	}
	return out
}

// share tells how many of the right passages of a question hold a word.
func (s *shelf) share(q Question, stem string) float64 {
	right := q.Right[:min(len(q.Right), most)]
	n := 0.0
	for _, r := range right {
		if s.holds(r, stem) {
			n++
		}
	}
	return n / max(float64(len(right)), 1)
}

// wordRows are words of questions: what is seen of each, and how many of the right passages hold it.
type wordRows struct {
	figures [][]float64
	held    []float64
}

func (s *shelf) words(questions []Question, asking map[string]float64) wordRows {
	var out wordRows
	m := &rank.Model{Asking: asking, Words: &trees.Forest{}, Order: &trees.Forest{}}
	for _, q := range questions {
		stems, figures := s.question(q.Words, m).WordFigures()
		for i, f := range figures {
			if len(s.holding[rank.Key(stems[i])]) > 0 {
				out.figures, out.held = append(out.figures, f), append(out.held, s.share(q, stems[i]))
			}
		}
	}
	return out
}

// judged are candidates of questions: what is seen of each, whether it is right, and how many each
// question has.
type judged struct {
	figures [][]float64
	right   []float64
	groups  []int
}

// judge ranks the passages for each question and adds those that are judged.
func (s *shelf) judge(ctx context.Context, questions []Question, m *rank.Model, to *judged) error {
	for _, q := range questions {
		if err := ctx.Err(); err != nil {
			return err
		}
		all := s.ask(q.Words, m)
		for _, c := range all {
			right := 0.0
			if slices.Contains(q.Right, c.at) {
				right = 1
			}
			to.figures, to.right = append(to.figures, slices.Clone(c.candidate.Figures())), append(to.right, right)
		}
		to.groups = append(to.groups, len(all))
	}
	return nil
}

// ranked is a passage with its place in the list.
type ranked struct {
	candidate *rank.Candidate
	at        int
}

// ask returns the passages that are judged for a question, the best first.
func (s *shelf) ask(words []rank.Word, m *rank.Model) []ranked {
	q := s.question(words, m)
	holds := map[int32]bool{}
	for _, t := range rank.Units(words, nil) {
		for _, p := range s.holding[rank.Key(t)] {
			holds[p] = true
		}
	}
	all := make([]*rank.Candidate, 0, len(holds))
	at := make(map[*rank.Candidate]int, len(holds))
	for i := range s.passages {
		if holds[int32(i)] {
			c := s.passages[i]
			all = append(all, &c)
			at[&c] = i
		}
	}
	q.Order(all)
	out := make([]ranked, min(len(all), rank.Judged))
	for i := range out {
		out[i] = ranked{all[i], at[all[i]]}
	}
	return out
}
