package bleveindex

import (
	bq "github.com/blevesearch/bleve/v2/search/query"

	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
)

// allOf finds the passages that hold every word of a term.
func allOf(t *query.Term) bq.Query {
	var all []bq.Query
	for _, w := range passageWords(t) {
		all = append(all, keyword(fieldText, w))
	}
	return bq.NewConjunctionQuery(all)
}

// passageWords returns the words of passages that a term stands for, all of which must be there: its
// stems, and of Chinese characters in a row each two.
func passageWords(t *query.Term) []string {
	var out []string
	for k, w := range t.Words {
		switch {
		case !query.IsHan(w):
			out = append(out, rank.Stem(w))
		case k+1 < len(t.Words) && query.IsHan(t.Words[k+1]):
			out = append(out, w+t.Words[k+1])
		case k == 0 || !query.IsHan(t.Words[k-1]):
			out = append(out, w)
		}
	}
	return out
}

func keyword(field, value string) bq.Query {
	q := bq.NewTermQuery(value)
	q.SetField(field)
	return q
}
