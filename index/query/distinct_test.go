package query_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/index/query"
)

func TestDistinct(t *testing.T) {
	for _, c := range []struct{ q, want string }{
		{"gallium", "gallium"},
		{"gallium or gallium", "gallium"},
		{"gallium or Gallium", "gallium or Gallium"}, // marks show the word as it was typed
		{`gallium or "gallium"`, `gallium or "gallium"`},
		{"gallium and (tax or tax) and gallium", "gallium and tax"},
		{"(a1 /5 b1) and (a1 /5 b1) and (a1 /6 b1) and (a1 +5 b1)", "a1 /5 b1 and a1 /6 b1 and a1 +5 b1"},
		{"atleast2(tax or tax) or atleast3(tax)", "atleast2(tax) or atleast3(tax)"},
		{"title(tax tax) or tax", "title(tax) or tax"},
		{"(tax or tax) not w/3 (fee or fee) but not hs:28* and hs:28*", "tax not w/3 fee but not hs:28*"},
		{"caps(tax) and tax", "caps(tax) and tax"},
	} {
		n, err := query.Parse(c.q)
		if err != nil {
			t.Fatal(err)
		}
		want, err := query.Parse(c.want)
		if err != nil {
			t.Fatal(err)
		}
		before := query.PrintFull(n)
		if got := query.PrintFull(query.Distinct(n)); got != query.PrintFull(want) {
			t.Errorf("Distinct(%s) = %s, want %s", c.q, got, c.want)
		}
		if query.PrintFull(n) != before {
			t.Errorf("Distinct changed %s to %s", before, query.PrintFull(n))
		}
	}
}
