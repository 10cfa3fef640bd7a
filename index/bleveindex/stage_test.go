package bleveindex

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	api "github.com/blevesearch/bleve_index_api"
)

// listed is a posting list in memory.
type listed struct {
	api.TermFieldReader
	hits []api.TermFieldDoc // with their numbers in ID
	at   int
}

func (l *listed) Next(to *api.TermFieldDoc) (*api.TermFieldDoc, error) {
	if l.at == len(l.hits) {
		return nil, nil
	}
	*to = l.hits[l.at]
	l.at++
	return to, nil
}

func (l *listed) Advance(id api.IndexInternalID, to *api.TermFieldDoc) (*api.TermFieldDoc, error) {
	for l.at < len(l.hits) && l.hits[l.at].ID.Value() < id.Value() {
		l.at++
	}
	return l.Next(to)
}

// TestStage holds the best entries against those that come of looking at every entry, on random lists.
func TestStage(t *testing.T) {
	const entries = 400
	r := rand.New(rand.NewPCG(7, 7))
	for round := range 300 {
		lists := make([]listed, 1+r.IntN(8))
		sums := make([]float64, entries)
		answer := make([]bool, entries)
		st := stage{mean: stageMean, bound: most, few: few{size: 1 + r.IntN(30)}}
		only := r.IntN(3) == 0
		if only {
			st.passes = func(e uint64) bool { return e%3 == 0 }
		}
		lengths := make([]float64, entries)
		for e := range lengths {
			lengths[e] = float64(1 + r.IntN(200))
		}
		for i := range lists {
			share := math.Pow(r.Float64(), 3)
			p := &posting{weight: 10 * r.Float64(), answers: i == 0 || r.IntN(4) > 0, terms: &lists[i]}
			for e := range uint64(entries) {
				if r.Float64() < share {
					lists[i].hits = append(lists[i].hits, api.TermFieldDoc{ID: api.NewIndexInternalID(nil, e), Freq: uint64(1 + r.IntN(5)), Norm: 1 / math.Sqrt(lengths[e])})
				}
			}
			for _, h := range lists[i].hits {
				e := h.ID.Value()
				sums[e] += (&posting{weight: p.weight, terms: p.terms, hit: h}).score(st.mean)
				answer[e] = answer[e] || p.answers
			}
			if err := p.next(); err != nil {
				t.Fatal(err)
			}
			st.postings = append(st.postings, p)
		}
		var want []found
		for e, sum := range sums {
			if answer[e] && (!only || e%3 == 0) {
				want = append(want, found{uint64(e), sum})
			}
		}
		slices.SortFunc(want, func(a, b found) int {
			if a.better(b) {
				return -1
			}
			return 1
		})
		got, err := st.run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != min(len(want), st.size) {
			t.Fatalf("round %d: %d entries, want %d", round, len(got), min(len(want), st.size))
		}
		for i, f := range got {
			if math.Abs(f.score-want[i].score) > 1e-9 {
				t.Fatalf("round %d, place %d: %v, want %v", round, i, f, want[i])
			}
		}
	}
}

// TestStageStops: a search whose time is over says so.
func TestStageStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	st := stage{mean: stageMean, bound: most, few: few{size: 1}, postings: []*posting{{at: 3, weight: 1, terms: &listed{}}}}
	if _, err := st.run(ctx); err == nil {
		t.Error("a search that was given up answered")
	}
}
