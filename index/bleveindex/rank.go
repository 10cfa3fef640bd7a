package bleveindex

import (
	"cmp"
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
	"github.com/lodestone-kb/lodestone/kb"
)

// The best passages of a plain question are weighed again by Okapi BM25 over their own words, since
// the engine's weights know no good length of a passage. What stands behind them stays as it is.
const (
	weighed  = 200  // passages that are weighed again
	bm25K1   = 1.5  // how soon more of the same word counts no more
	bm25B    = 0.75 // how much a long passage is held back
	bm25Mean = 70   // words that a passage has as a rule: a fixed figure, so that scores stay
)

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

// weigh gives rows their BM25 scores and sorts them, the best first; equal ones keep their order.
func (s *asker) weigh(ctx context.Context, rows []row) error {
	terms := query.Terms(s.tree)
	factors, err := s.factors(terms)
	if err != nil {
		return err
	}
	for i := range rows {
		w := &rows[i]
		t, err := s.texts.get(ctx, s.view, w.revision)
		if errors.Is(err, kb.ErrNotFound) {
			w.score = 0
			continue
		}
		if err != nil {
			return err
		}
		var p corpus.Range
		if _, err := fmt.Sscanf(w.passage, "%d-%d", &p.Start, &p.End); err != nil {
			return fmt.Errorf("entry %s has no range: %w", w.entry, err)
		}
		toks := t.words.Tokens
		from := sort.Search(len(toks), func(i int) bool { return toks[i].Start >= p.Start })
		to := sort.Search(len(toks), func(i int) bool { return toks[i].Start >= p.End })
		w.score = 0
		length := bm25K1 * (1 - bm25B + bm25B*float64(to-from)/bm25Mean)
		for _, f := range factors {
			if n := float64(f.times(t.words, from, to)); n > 0 {
				w.score += f.weight * n * (bm25K1 + 1) / (n + length)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.score, a.score) })
	return nil
}

// factor is a term of a question with its weight, and of its forms those that any passage holds.
type factor struct {
	forms  [][]string
	weight float64
}

// times counts a term among the tokens from and to.
func (f factor) times(t *query.Text, from, to int) int {
	n := 0
	for _, at := range t.Find(f.forms[0], false) {
		i := int(at)
		if i < from || i+len(f.forms) > to {
			continue
		}
		whole := true
		for k := 1; k < len(f.forms) && whole; k++ {
			whole = t.Adjacent(i+k-1) && slices.Contains(f.forms[k], t.Tokens[i+k].Term)
		}
		if whole {
			n++
		}
	}
	return n
}

// factors tells how rare each term is among the passages. A phrase is as rare as its rarest word.
func (s *asker) factors(terms []*query.Term) ([]factor, error) {
	all, err := s.frequency(fieldType, "passage")
	if err != nil {
		return nil, err
	}
	var out []factor
	for _, t := range terms {
		f := factor{forms: t.Forms()}
		least := all
		for k, forms := range f.forms {
			sum := 0.0
			var held []string
			for _, term := range forms {
				n, err := s.frequency(fieldText, term)
				if err != nil {
					return nil, err
				}
				if n > 0 {
					sum += n
					held = append(held, term)
				}
			}
			f.forms[k] = held
			least = min(least, sum)
		}
		if len(f.forms) == 2 && query.IsHan(t.Words[0]) && query.IsHan(t.Words[1]) {
			if least, err = s.frequency(fieldText, t.Words[0]+t.Words[1]); err != nil {
				return nil, err
			}
		}
		if least > 0 {
			f.weight = math.Log(1 + (all-least+0.5)/(least+0.5))
			out = append(out, f)
		}
	}
	return out, nil
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
