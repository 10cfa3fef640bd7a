package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/search"
	bq "github.com/blevesearch/bleve/v2/search/query"
	api "github.com/blevesearch/bleve_index_api"
)

// The parameters of BM25 for entries of the index, whose length counts common words too.
const (
	stageK1   = 1.2
	stageB    = 0.6
	stageMean = 65  // words of an English passage as a rule
	stageHan  = 220 // characters and pairs of a Chinese one
)

// What a term can add to an entry, for each of its weight: most is the limit for one that is said over and
// over; usual is what one said twice in a passage of middle length adds, beyond which next to none comes.
const (
	most  = stageK1 + 1
	usual = 2 * (stageK1 + 1) / (2 + stageK1)
)

// never is the place of a posting that has come to its end.
const never = ^uint64(0)

// posting walks over the entries that hold one term of a question, in the order of their numbers.
type posting struct {
	at      uint64  // the entry where it is; never at the end
	weight  float64 // what the term counts
	answers bool    // an entry that holds it answers; else it only adds to the score of one that does

	terms  api.TermFieldReader // of one word; nil where matches is set
	hit    api.TermFieldDoc
	target api.IndexInternalID

	matches search.Searcher // of a name of several words
	pool    *search.SearchContext
}

// posting opens the entries that hold one term in a field.
func (s *asker) posting(ctx context.Context, field, term string, weight float64, answers bool) (*posting, error) {
	r, err := s.reader.TermFieldReader(ctx, []byte(term), field, true, true, false)
	if err != nil {
		return nil, fmt.Errorf("read the entries with %q: %w", term, err)
	}
	p := &posting{weight: weight, answers: answers, terms: r}
	return p, p.next()
}

// matching opens the entries that a query finds, as if they were those of a term that each holds once.
func (s *asker) matching(ctx context.Context, q bq.Query, weight float64) (*posting, error) {
	m, err := q.Searcher(ctx, s.reader, s.build.bleve.Mapping(), search.SearcherOptions{})
	if err != nil {
		return nil, fmt.Errorf("read the entries with a name: %w", err)
	}
	p := &posting{weight: weight, answers: true, matches: m,
		pool: &search.SearchContext{DocumentMatchPool: search.NewDocumentMatchPool(m.DocumentMatchPoolSize()+1, 0), IndexReader: s.reader}}
	return p, p.next()
}

func (p *posting) close() error {
	if p.terms != nil {
		return p.terms.Close()
	}
	return p.matches.Close()
}

// next goes to the next entry.
func (p *posting) next() error {
	if p.terms == nil {
		m, err := p.matches.Next(p.pool)
		return p.came(m, err)
	}
	hit, err := p.terms.Next(&p.hit)
	return p.read(hit, err)
}

// seek goes to an entry, or the first after it; it does nothing where the posting is there or beyond.
func (p *posting) seek(entry uint64) error {
	if p.at >= entry {
		return nil
	}
	p.target = api.NewIndexInternalID(p.target, entry)
	if p.terms == nil {
		m, err := p.matches.Advance(p.pool, p.target)
		return p.came(m, err)
	}
	hit, err := p.terms.Advance(p.target, &p.hit)
	return p.read(hit, err)
}

func (p *posting) read(hit *api.TermFieldDoc, err error) error {
	if p.at = never; err == nil && hit != nil {
		p.at = hit.ID.Value()
	}
	return err
}

func (p *posting) came(m *search.DocumentMatch, err error) error {
	if p.at = never; err == nil && m != nil {
		p.at = m.IndexInternalID.Value()
		p.pool.DocumentMatchPool.Put(m)
	}
	return err
}

// score is what the term adds to the entry where the posting is.
func (p *posting) score(mean float64) float64 {
	n, length := 1.0, mean
	if p.terms != nil {
		n = float64(p.hit.Freq)
		if p.hit.Norm > 0 {
			length = 1 / (p.hit.Norm * p.hit.Norm) // how the engine keeps the length of a field
		}
	}
	return p.weight * n * (stageK1 + 1) / (n + stageK1*(1-stageB+stageB*length/mean))
}

// found is an entry with its score.
type found struct {
	entry uint64
	score float64
}

// better orders entries: the higher score first, then the lower number.
func (f found) better(o found) bool {
	return f.score > o.score || f.score == o.score && f.entry < o.entry
}

// stage finds the best entries for some postings among those that pass.
type stage struct {
	postings []*posting // the one that can add least first
	bound    float64    // what a term is taken to add at most: with most the best are exact, with usual soon found
	reach    []float64  // of each: what it and those before it can add together
	mean     float64    // length of an entry
	passes   func(entry uint64) bool
	few      // the best so far
}

// run returns the best entries, the best first. Once as many as are wanted were found, the terms that
// together cannot lift an entry above the worst of them are only asked about entries that others name
// (MAXSCORE: Turtle and Flood, 1995).
func (s *stage) run(ctx context.Context) ([]found, error) {
	slices.SortStableFunc(s.postings, func(a, b *posting) int { return cmp.Compare(a.weight, b.weight) })
	sum := 0.0
	for _, p := range s.postings {
		sum += p.weight * s.bound
		s.reach = append(s.reach, sum)
	}
	first := 0 // the postings from here on name entries
	for turn := 0; first < len(s.postings); turn++ {
		if turn%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		at := never
		for _, p := range s.postings[first:] {
			at = min(at, p.at)
		}
		if at == never {
			break
		}
		f, answers, err := s.sum(at, first)
		if err != nil {
			return nil, err
		}
		if answers && s.beats(f) && (s.passes == nil || s.passes(at)) {
			s.keep(f)
			for s.full() && first < len(s.postings) && s.reach[first] <= s.heap[0].score {
				first++
			}
		}
	}
	slices.SortFunc(s.heap, func(a, b found) int {
		if a.better(b) {
			return -1
		}
		return 1
	})
	return s.heap, nil
}

// sum adds up what the postings give an entry, and moves those beyond it that name entries.
func (s *stage) sum(at uint64, first int) (found, bool, error) {
	f, answers := found{entry: at}, false
	for _, p := range s.postings[first:] {
		if p.at != at {
			continue
		}
		f.score += p.score(s.mean)
		answers = answers || p.answers
		if err := p.next(); err != nil {
			return f, false, err
		}
	}
	for i := first - 1; i >= 0; i-- {
		if s.full() && f.score+s.reach[i] <= s.heap[0].score {
			return f, false, nil
		}
		p := s.postings[i]
		if err := p.seek(at); err != nil {
			return f, false, err
		}
		if p.at == at {
			f.score += p.score(s.mean)
			answers = answers || p.answers
		}
	}
	return f, answers, nil
}

// filter returns which entries pass the filters of the request; nil where there are none.
func (s *asker) filter(ctx context.Context) (func(entry uint64) bool, error) {
	r := s.Request
	if len(conditions(r)) == 0 {
		return nil, nil // the field of the postings is that of passages alone
	}
	all, err := s.segments()
	if err != nil {
		return nil, err
	}
	var passing []*roaring.Bitmap
	var from []uint64 // the number of the first entry of each segment
	next := uint64(0)
	for _, g := range all {
		c := inSegment{segment: g}
		set, err := c.filtered(r, "passage")
		if err != nil {
			return nil, err
		}
		passing, from = append(passing, set), append(from, next)
		next += g.data.Count()
	}
	return func(entry uint64) bool {
		i := sort.Search(len(from), func(i int) bool { return from[i] > entry }) - 1
		return i >= 0 && passing[i].Contains(uint32(entry-from[i]))
	}, nil
}
