package bleveindex

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/query"

	bq "github.com/blevesearch/bleve/v2/search/query"
)

// What of a document, rather than of its words, speaks for or against a passage.

// maxNamed bounds the documents that the numbers of a question may name.
const maxNamed = 20

// named returns the documents whose number is in the question: No. 61 of 2025, 2025年第61号. Two figures
// that stand within four words of each other make a number, since one alone says too little.
func (s *asker) named() (map[corpus.DocumentID]bool, error) {
	out := map[corpus.DocumentID]bool{}
	tokens := query.NewText(s.Query).Tokens
	last := -1
	for i, t := range tokens {
		if strings.Trim(t.Term, "0123456789") != "" {
			continue
		}
		if last >= 0 && i-last <= 4 && tokens[last].Term != t.Term {
			q := bq.NewConjunctionQuery([]bq.Query{keyword(fieldNumber, tokens[last].Term), keyword(fieldNumber, t.Term)})
			if err := s.numbered(q, out); err != nil {
				return nil, err
			}
		}
		last = i
	}
	return out, nil
}

// numbered adds the documents that a query of numbers finds.
func (s *asker) numbered(q bq.Query, to map[corpus.DocumentID]bool) (err error) {
	p, err := s.matching(context.Background(), q, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	for p.at != never && len(to) < maxNamed {
		w, err := s.rowAt(found{entry: p.at})
		if err != nil {
			return err
		}
		if id, ok := strings.CutPrefix(w.entry, "d:"); ok {
			to[corpus.DocumentID(id)] = true
		}
		if err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// documentOf returns the document of which an entry is a passage: a revision is named after it.
func documentOf(entry string) corpus.DocumentID {
	r := string(revisionOf(entry))
	return corpus.DocumentID(r[:max(strings.LastIndexByte(r, '.'), 0)])
}

// press tells which of the entries are of reports and comments.
func (s *asker) press(ctx context.Context, all []found) (out map[uint64]bool, err error) {
	entries := make([]uint64, len(all))
	for i, f := range all {
		entries[i] = f.entry
	}
	slices.Sort(entries)
	out = map[uint64]bool{}
	for _, kind := range [...]corpus.DocumentKind{corpus.News, corpus.Analysis} {
		p, err := s.posting(ctx, fieldKind, string(kind), 0, false)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if err := p.seek(e); err != nil {
				return nil, errors.Join(err, p.close())
			}
			if p.at == e {
				out[e] = true
			}
		}
		if err := p.close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func sumOf(weights map[string]float64) float64 {
	sum := 1.0
	for _, w := range weights {
		sum += w
	}
	return sum
}
