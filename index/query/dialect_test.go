package query_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
)

// TestPrintThenParseElsewhere: the same in every syntax, for all that it has words for.
func TestPrintThenParseElsewhere(t *testing.T) {
	said := map[index.Syntax]int{}
	rapid.Check(t, func(t *rapid.T) {
		n := drawNode(t, 3, false)
		for _, syntax := range []index.Syntax{index.Westlaw, index.Lexis, index.Lucene} {
			s, ok := query.PrintAs(syntax, n)
			if !ok {
				continue
			}
			said[syntax]++
			got, err := query.ParseAs(syntax, s)
			if err != nil {
				t.Fatalf("ParseAs(%s, %q): %v", syntax, s, err)
			}
			if !reflect.DeepEqual(got, n) {
				t.Fatalf("ParseAs(%s, %q) =\n%swant\n%s", syntax, s, query.Tree(got), query.Tree(n))
			}
		}
	})
	if said[index.Lucene] < 10 || said[index.Lexis] != said[index.Westlaw] {
		t.Errorf("trees said in each syntax: %v", said)
	}
}

// TestDialects shows how the same words are read in each syntax, for people to judge.
func TestDialects(t *testing.T) {
	var b strings.Builder
	for _, q := range []string{
		`gallium licence`, `export licence /s gallium`, `rare earth or gallium and permit`, `gallium w/5 licen! pre/3 permit`,
		`gallium w/seg permit`, `caps(AIDS) or allcaps(us) /p nocaps(may)`, `date(aft 2025-10 and bef 2026) hs:2846.90* code:1C9*`, `purity >= 99.9% and section("Article 3")`,
		`+gallium -draft licence`, `title:"export control" AND licen* OR te?t`, `"gallium licence"~5 NOT date:[2025-10 TO *]`, `quote("end use") % draft`,
		`wom*n #rule`, `gallium~2`, `a:b`, `NOT draft`, `title:(a`, `[1 TO 2]`, `gallium AND`, `镓 锗`,
	} {
		fmt.Fprintln(&b, q)
		for _, syntax := range index.Syntaxes() {
			if syntax == index.Plain {
				continue
			}
			read := ""
			if n, err := query.ParseAs(syntax, q); err != nil {
				read = err.Error()
			} else {
				read = query.PrintFull(n)
			}
			fmt.Fprintf(&b, "  %-9s  %s\n", syntax, read)
		}
	}
	golden(t, "dialects.txt", b.String())
}
