package bleveindex

import (
	"context"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/simple"
	"github.com/blevesearch/bleve/v2/search"
	bq "github.com/blevesearch/bleve/v2/search/query"
)

// BenchmarkBleve asks what BenchmarkConnectors and BenchmarkQuestions ask of Bleve as it comes, with one field
// of words that is mapped as Bleve's makers advise: not stored, with places. It has no proximity: words within
// ten are looked for among the places of all that hold both.
func BenchmarkBleve(b *testing.B) {
	texts := passagesFor(b, *manyPassages)
	asked := kinds(newDraws(texts))
	asked["question"] = questionsOf(texts)
	words := bleve.NewTextFieldMapping()
	words.Analyzer, words.Store, words.DocValues, words.IncludeInAll = simple.Name, false, false, false
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping = bleve.NewDocumentStaticMapping()
	mapping.DefaultMapping.AddFieldMappingsAt("text", words)
	dir := b.TempDir()
	x, err := bleve.New(dir+"/plain", mapping)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := x.Close(); err != nil {
			b.Error(err)
		}
	})
	b.Run("index", func(b *testing.B) {
		start := processTime(b)
		for i := 0; i < len(texts); {
			batch := x.NewBatch()
			for ; i < len(texts) && batch.Size() < 1000; i++ {
				if err := batch.Index(string(texts.id(i)), map[string]string{"text": texts[i]}); err != nil {
					b.Fatal(err)
				}
			}
			if err := x.Batch(batch); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(processTime(b)-start)/1e6/float64(len(texts)), "ms/passage")
		b.ReportMetric(float64(diskOf(b, dir))/float64(texts.bytes()), "bytes/byte")
	})
	for _, kind := range []string{"and3", "phrase", "near", "question"} {
		b.Run(kind, func(b *testing.B) {
			timed(b, 3, len(asked[kind]), func(i int) { plainBleve(b, x, kind, asked[kind][i]) })
			b.ReportMetric(0, "ns/op")
		})
	}
}

// plainBleve asks one query for its ten best.
func plainBleve(b *testing.B, x bleve.Index, kind, query string) {
	var terms []string
	for _, w := range lettersOf(query) {
		if kind == "question" || w != "and" && w != "10" {
			terms = append(terms, w)
		}
	}
	var q bq.FieldableQuery = bleve.NewMatchQuery(strings.Join(terms, " "))
	switch kind {
	case "phrase":
		q = bleve.NewMatchPhraseQuery(strings.Join(terms, " "))
	case "and3", "near":
		all := bq.NewMatchQuery(strings.Join(terms, " "))
		all.SetOperator(bq.MatchQueryOperatorAnd)
		q = all
	}
	q.SetField("text")
	r := bleve.NewSearchRequestOptions(q, 10, 0, false)
	if kind == "near" {
		r.Size, r.IncludeLocations = *manyPassages, true
	}
	res, err := x.SearchInContext(context.Background(), r)
	if err != nil {
		b.Fatal(err)
	}
	if kind == "near" {
		n := 0
		for _, h := range res.Hits {
			if withinTen(h.Locations["text"], terms[0], terms[len(terms)-1]) {
				n++
			}
		}
	}
}

func withinTen(at search.TermLocationMap, a, b string) bool {
	for _, x := range at[a] {
		for _, y := range at[b] {
			if x.Pos <= y.Pos+10 && y.Pos <= x.Pos+10 {
				return true
			}
		}
	}
	return false
}
