package bleveindex

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
)

// faint is the weight of a word that only says which passages answer, not how well.
const faint = 1e-6

// best asks for one page and one row more of a plain question by relevance. The passages are found by
// the BM25 of their words, and the best of them ordered by package rank.
func (s *asker) best(ctx context.Context) ([]row, error) {
	asked, err := s.question()
	if err != nil {
		return nil, err
	}
	from, to := s.cursor.Offset, s.cursor.Offset+s.Limit+1
	head, err := s.find(ctx, asked, rank.Judged, usual)
	if err != nil {
		return nil, err
	}
	rows, err := s.judge(ctx, asked, head)
	if err != nil {
		return nil, err
	}
	if to > len(rows) && len(head) == rank.Judged {
		rest, err := s.behind(ctx, asked, head, to)
		if err != nil {
			return nil, err
		}
		rows = append(rows, rest...)
	}
	return rows[min(from, len(rows)):min(to, len(rows))], nil
}

// judge makes rows of what was found, in the order of package rank.
func (s *asker) judge(ctx context.Context, asked question, all []found) ([]row, error) {
	press, err := s.press(ctx, all)
	if err != nil {
		return nil, err
	}
	rows, err := s.name(all)
	if err != nil {
		return nil, err
	}
	reports := make(map[string]bool, len(press))
	for i, f := range all {
		reports[rows[i].entry] = press[f.entry]
	}
	byScore(rows)
	return rows, s.weigh(rows, asked, reports)
}

// behind returns the passages behind those that were judged, by BM25 alone, so many that there are
// enough with those. Their scores are 0.
func (s *asker) behind(ctx context.Context, asked question, head []found, enough int) ([]row, error) {
	judged := make(map[uint64]bool, len(head))
	for _, f := range head {
		judged[f.entry] = true
	}
	all, err := s.find(ctx, asked, enough, most)
	if err != nil {
		return nil, err
	}
	rows, err := s.name(slices.DeleteFunc(all, func(f found) bool { return judged[f.entry] }))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].score = 0
	}
	return rows, nil
}

// name makes rows of what was found.
func (s *asker) name(all []found) ([]row, error) {
	rows := make([]row, len(all))
	for i, f := range all {
		var err error
		if rows[i], err = s.rowAt(f); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// byScore sorts rows, the best first, equal ones by their names.
func byScore(rows []row) {
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.entry, b.entry))
	})
}

// find returns the best passages by BM25. Those that answer hold a word of the tree; the other units of
// the question only add to the score. Bound is that of [stage].
func (s *asker) find(ctx context.Context, q question, size int, bound float64) (out []found, err error) {
	st := stage{mean: stageMean, few: few{size: size}, bound: bound}
	if q.Chinese() {
		st.mean = stageHan
	}
	defer func() {
		for _, p := range st.postings {
			err = errors.Join(err, p.close())
		}
	}()
	weights := q.Weights()
	opened := map[string]bool{}
	open := func(p *posting, err error) error {
		if p != nil {
			st.postings = append(st.postings, p)
		}
		return err
	}
	for _, t := range query.Terms(s.tree) {
		words := query.NewText(strings.Join(t.Words, " ")).Tokens
		term, weight := unit(words), faint
		if typed, ok := q.same[spaced(words)]; ok && typed != "" {
			weight = max(weight, weights[typed])
		} else {
			weight = max(weight, weights[term])
		}
		if term == "" {
			if err := open(s.matching(ctx, allOf(t), weight)); err != nil {
				return nil, err
			}
		} else if !opened[term] {
			opened[term] = true
			if err := open(s.posting(ctx, fieldText, term, weight, true)); err != nil {
				return nil, err
			}
		}
	}
	for _, term := range slices.Sorted(maps.Keys(weights)) {
		if !opened[term] {
			if err := open(s.posting(ctx, fieldText, term, weights[term], false)); err != nil {
				return nil, err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(q.named)) { // all that answers in them comes first
		if err := open(s.posting(ctx, fieldDocument, string(id), 100*sumOf(weights), false)); err != nil {
			return nil, err
		}
	}
	if st.passes, err = s.filter(ctx); err != nil {
		return nil, err
	}
	if out, err = st.run(ctx); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return out, nil
}

// rowAt names the entry that was found.
func (s *asker) rowAt(f found) (row, error) {
	id, err := s.reader.ExternalID(api.NewIndexInternalID(nil, f.entry))
	if err != nil {
		return row{}, fmt.Errorf("name entry %d of the index: %w", f.entry, err)
	}
	return row{entry: id, revision: revisionOf(id), score: f.score}, nil
}

// weigh orders rows by what rank makes of their words, the best first; equal ones keep their order.
func (s *asker) weigh(rows []row, q question, reports map[string]bool) error {
	all := make([]*rank.Candidate, len(rows))
	of := make(map[*rank.Candidate]row, len(rows))
	var err error
	for i := range rows {
		if all[i], err = s.candidate(rows[i].entry, q); err != nil {
			return err
		}
		all[i].Press, all[i].Named = reports[rows[i].entry], q.named[documentOf(rows[i].entry)]
		of[all[i]] = rows[i]
	}
	q.Order(all)
	for i, c := range all {
		rows[i] = of[c]
		rows[i].score, rows[i].figures = c.Score(), c.Figures()
	}
	return nil
}

// candidate returns the passage of an entry as package rank sees it.
func (s *asker) candidate(entry string, q question) (*rank.Candidate, error) {
	doc, err := s.reader.Document(entry)
	if err != nil || doc == nil {
		return nil, errors.Join(fmt.Errorf("the index does not hold its entry %s", entry), err)
	}
	var c rank.Candidate
	err = errPacked // until they are read
	doc.VisitFields(func(f api.Field) {
		if f.Name() == fieldUnits {
			c, err = unpack(f.Value())
		}
	})
	if err != nil {
		return nil, fmt.Errorf("entry %s of the index: %w", entry, err)
	}
	c.Text, c.Place = string(revisionOf(entry)), placeOf(entry)
	c.Above += c.Place
	c.Lacks = q.lacks(&c)
	if len(q.alike) > 0 {
		for i, k := range c.Keys {
			if other, ok := q.alike[k]; ok {
				c.Keys[i] = other
			}
		}
	}
	return &c, nil
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
