package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	bq "github.com/blevesearch/bleve/v2/search/query"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
	"github.com/lodestone-kb/lodestone/kb"
)

// weighed is how many of the best passages of a plain question are ordered again by their words, since
// the engine's weights know no good length of a passage. What stands behind them stays as it is.
const weighed = 200

// best asks for one page and one row more of a plain question by relevance.
func (s *asker) best(ctx context.Context, q bq.Query) ([]row, index.Total, error) {
	req := s.request(q, weighed)
	res, err := s.build.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, index.Total{}, fmt.Errorf("search: %w", err)
	}
	total := index.Total{Value: int(min(res.Total, math.MaxInt32)), Exact: true}
	var head []row
	for _, h := range res.Hits {
		head = append(head, rowOf(h))
	}
	if err := s.weigh(ctx, head); err != nil {
		return nil, total, err
	}
	from, to := s.cursor.Offset, s.cursor.Offset+s.Limit+1
	rows := slices.Clone(head[min(from, len(head)):min(to, len(head))])
	if to > weighed && len(head) == weighed {
		more := s.request(q, to-max(from, weighed))
		more.From = max(from, weighed)
		res, err := s.build.bleve.SearchInContext(ctx, more)
		if err != nil {
			return nil, total, fmt.Errorf("search: %w", err)
		}
		for _, h := range res.Hits {
			w := rowOf(h)
			w.score = 0 // not weighed
			rows = append(rows, w)
		}
	}
	return rows, total, nil
}

// weigh orders rows by what rank makes of their words, the best first; equal ones keep their order.
func (s *asker) weigh(ctx context.Context, rows []row) error {
	q, same, err := s.question()
	if err != nil {
		return err
	}
	all := make([]*rank.Candidate, len(rows))
	of := make(map[*rank.Candidate]row, len(rows))
	for i := range rows {
		w := &rows[i]
		all[i] = &rank.Candidate{}
		t, err := s.texts.get(ctx, s.view, w.revision)
		switch {
		case err == nil:
			var p corpus.Range
			if _, err := fmt.Sscanf(w.passage, "%d-%d", &p.Start, &p.End); err != nil {
				return fmt.Errorf("entry %s has no range: %w", w.entry, err)
			}
			all[i].Stems = rank.Units(wordsOf(t.words, p), same)
		case !errors.Is(err, kb.ErrNotFound):
			return err
		}
		of[all[i]] = *w
	}
	q.Order(all)
	for i, c := range all {
		rows[i] = of[c]
		rows[i].score, rows[i].figures = c.Score(), c.Figures()
	}
	return nil
}

// question makes the question ready for ranking. Other names of a material stand for the one typed.
func (s *asker) question() (*rank.Question, map[string]string, error) {
	same := map[string]string{}
	for _, e := range s.expanded {
		typed := query.NewText(e.Word)
		if len(typed.Tokens) != 1 {
			continue
		}
		stem := rank.Stem(typed.Tokens[0].Term)
		for _, name := range e.Names {
			words := query.NewText(name).Tokens
			if len(words) == 1 || len(words) == 2 && query.IsHan(words[0].Term) && query.IsHan(words[1].Term) {
				same[joined(words)] = stem
			}
		}
	}
	text := query.NewText(s.Query)
	all, err := s.frequency(fieldType, "passage")
	if err != nil {
		return nil, nil, err
	}
	var failed error
	q := rank.New(rank.Units(wordsOf(text, corpus.Range{End: len(s.Query)}), same), func(stem string) float64 {
		n, err := s.frequency(fieldText, stem)
		if err != nil {
			failed = errors.Join(failed, err)
		}
		if n == 0 {
			return 0
		}
		return math.Log(1 + (all-n+0.5)/(n+0.5))
	})
	return q, same, failed
}

func joined(words []query.Token) string {
	term := ""
	for _, w := range words {
		term += w.Term
	}
	return term
}

// wordsOf returns the words of a text within a range.
func wordsOf(t *query.Text, at corpus.Range) []rank.Word {
	from := sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= at.Start })
	to := sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= at.End })
	out := make([]rank.Word, 0, to-from)
	for i := from; i < to; i++ {
		term := t.Tokens[i].Term
		out = append(out, rank.Word{Term: term, Han: query.IsHan(term), Joined: i+1 < to && t.Adjacent(i)})
	}
	return out
}

// frequency counts the entries that hold a term in a field.
func (s *asker) frequency(field, term string) (float64, error) {
	r, err := s.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return 0, fmt.Errorf("count %q: %w", term, err)
	}
	n := r.Count()
	if err := r.Close(); err != nil {
		return 0, fmt.Errorf("count %q: %w", term, err)
	}
	return float64(n), nil
}
