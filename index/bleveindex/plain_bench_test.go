package bleveindex

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
)

// BenchmarkQuestions indexes many passages and asks questions in plain words made of words that stand
// near each other in the texts, as a user sees them: the ten best, shown, and the number of all. Run with
// -passages 200000 -benchtime 1x.
func BenchmarkQuestions(b *testing.B) {
	texts := passagesFor(b, *manyPassages)
	questions := questionsOf(texts)
	dir := *keepIndex
	if dir == "" {
		dir = b.TempDir()
	}
	x, err := Open(dir, Options{View: texts})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := x.Close(); err != nil {
			b.Error(err)
		}
	})
	if _, err := x.Follow(context.Background(), texts); err != nil {
		b.Fatal(err)
	}
	for _, size := range []struct {
		name  string
		limit int
	}{{"ten", 10}, {"hundred", 100}} {
		b.Run(size.name, func(b *testing.B) {
			x.build.tables.worth = math.MaxUint64 // what was decided in the round before does not count
			timed(b, 3, len(questions), func(i int) {
				if _, err := x.Search(context.Background(), index.Request{Query: questions[i], Syntax: index.Plain, Limit: size.limit}); err != nil {
					b.Fatal(err)
				}
			})
			b.ReportMetric(0, "ns/op")
		})
	}
}

// questionsOf makes questions of words that stand near each other in the texts.
func questionsOf(texts shelf) []string {
	draws := newDraws(texts)
	var out []string
	for range 300 {
		w := draws.window(24, 1)
		out = append(out, "What must "+strings.Join(w[:8], " ")+" when "+strings.Join(w[16:], " ")+"?")
	}
	return out
}
