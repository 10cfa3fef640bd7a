package fit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/lodestone-kb/lodestone/index/rank"
	"github.com/lodestone-kb/lodestone/index/rank/fit"
)

// rulebook makes passages about things that are done to goods, and questions about them: each asks with
// words that stand in no right passage, and its passage is followed by one that repeats its words.
func rulebook() (passages []rank.Candidate, questions []fit.Question) {
	r := rand.New(rand.NewPCG(3, 9))
	word := func(kind string, n int) string { return fmt.Sprintf("%s%c%c", kind, 'a'+r.IntN(n), 'a'+r.IntN(n)) }
	for i := range 400 {
		good, act, by := word("metal", 6), word("act", 6), word("body", 6)
		add := func(words ...string) {
			c := rank.Candidate{Text: "rulebook", Place: len(passages), Above: len(passages)}
			for _, w := range words {
				c.Keys = append(c.Keys, rank.Key(rank.Stem(w)))
			}
			passages = append(passages, c)
		}
		add(good, "must", act, "before", by, word("filler", 9), word("filler", 9))
		add(act, word("filler", 9), good, word("filler", 9), "explain", word("filler", 9), by)
		if i%2 == 0 {
			q := fit.Question{Right: []int{2 * i}}
			for _, w := range []string{"please", "explain", "how", good, act, by} {
				q.Words = append(q.Words, rank.Word{Term: w})
			}
			questions = append(questions, q)
		}
	}
	return passages, questions
}

// first counts the questions whose right passage comes first.
func first(passages []rank.Candidate, questions []fit.Question, m *rank.Model) int {
	holding := map[uint32]float64{}
	for _, p := range passages {
		seen := map[uint32]bool{}
		for _, k := range p.Keys {
			if !seen[k] {
				seen[k] = true
				holding[k]++
			}
		}
	}
	n := 0
	for _, q := range questions {
		all := make([]*rank.Candidate, len(passages))
		for i := range passages {
			c := passages[i]
			all[i] = &c
		}
		rank.New(q.Words, nil, rank.Collection{Passages: float64(len(passages)), Holding: func(s string) float64 { return holding[rank.Key(s)] }}, m).Order(all)
		if all[0].Place == q.Right[0] {
			n++
		}
	}
	return n
}

// TestLearn: what was learned puts right passages first that BM25 does not, and is the same each time.
func TestLearn(t *testing.T) {
	passages, questions := rulebook()
	learn, judge := questions[:150], questions[150:]
	m, err := fit.Learn(context.Background(), passages, learn)
	if err != nil {
		t.Fatal(err)
	}
	if w := m.Asking["explain"]; w >= 1 || w <= 0 {
		t.Errorf("explain, which no right passage holds, counts %v, want less than 1", w)
	}
	if got := first(passages, judge, m); got < 35 {
		t.Errorf("%d of %d right passages come first, want at least 35", got, len(judge))
	}
	again, err := fit.Learn(context.Background(), passages, learn)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []func(*rank.Model) ([]byte, error){
		func(m *rank.Model) ([]byte, error) { return m.Words.MarshalBinary() },
		func(m *rank.Model) ([]byte, error) { return m.Order.MarshalBinary() },
	} {
		a, err := f(m)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := f(again); err != nil || !bytes.Equal(a, b) {
			t.Errorf("learned twice, two files (%v)", err)
		}
	}
}

func TestStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	passages, questions := rulebook()
	if _, err := fit.Learn(ctx, passages, questions); !errors.Is(err, context.Canceled) {
		t.Errorf("learning that was given up: %v", err)
	}
}
