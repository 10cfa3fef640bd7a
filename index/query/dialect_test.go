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

// TestPrintThenParseElsewhere: the same in every syntax, for all that it has words for. Each syntax is
// given trees until it has words for one: Lucene has none for most of what the others say, they say all.
func TestPrintThenParseElsewhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, syntax := range []index.Syntax{index.Westlaw, index.Lexis, index.Lucene} {
			n, s := drawSaid(t, syntax)
			got, err := query.ParseAs(syntax, s)
			if err != nil {
				t.Fatalf("ParseAs(%s, %q): %v", syntax, s, err)
			}
			if !reflect.DeepEqual(got, n) {
				t.Fatalf("ParseAs(%s, %q) =\n%swant\n%s", syntax, s, query.Tree(got), query.Tree(n))
			}
		}
	})
}

// drawSaid draws a tree that a syntax has words for, and those words.
func drawSaid(t *rapid.T, syntax index.Syntax) (query.Node, string) {
	for range 200 {
		n := drawNode(t, 3, false)
		if s, ok := query.PrintAs(syntax, n); ok {
			return n, s
		} else if syntax != index.Lucene {
			t.Fatalf("%s has no words for\n%s", syntax, query.Tree(n))
		}
	}
	t.Fatalf("%s has words for none of 200 trees", syntax)
	return nil, ""
}

// TestDialects shows how the same words are read in each syntax, for people to judge.
func TestDialects(t *testing.T) {
	var b strings.Builder
	for _, q := range []string{
		`gallium licence`, `export licence /s gallium`, `rare earth or gallium and permit`, `gallium w/5 licen! pre/3 permit`,
		`gallium w/seg permit`, `caps(AIDS) or allcaps(us) /p nocaps(may)`, `date(aft 2025-10 and bef 2026) hs:2846.90* code:1C9*`, `purity >= 99.9% and section("Article 3")`,
		`+gallium -draft licence`, `title:"export control" AND licen* OR te?t`, `"gallium licence"~5 NOT date:[2025-10 TO *]`, `quote("end use") % draft`,
		`wom*n #rule`, `gallium~2`, `a:b`, `NOT draft`, `title:(a`, `[1 TO 2]`, `gallium AND`, `镓 锗`,
		`ti(gallium) da(aft 2024)`, `gallium onear/4 export`, `date aft 2024 and gallium`, `date > 1/1/2024`, `date of export`,
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
