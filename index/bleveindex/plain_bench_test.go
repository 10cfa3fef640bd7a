package bleveindex_test

import (
	"context"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
)

// BenchmarkPlain asks labelled questions in plain words, each once in turn, for ten passages.
func BenchmarkPlain(b *testing.B) {
	x := open(b, b.TempDir(), obliqa(b))
	questions := lines[struct{ Question string }](b, shared(b, "obliqa/questions-tune.jsonl.gz"))
	i := 0
	for b.Loop() {
		if _, err := x.Search(context.Background(), index.Request{Query: questions[i%len(questions)].Question, Syntax: index.Plain, Limit: 10}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
