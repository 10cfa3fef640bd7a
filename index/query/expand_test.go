package query_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/index/query"
)

// TestOrAny: what stands in for a word answers like the words of the question, comes once, and a question
// never grows beyond the words it may hold.
func TestOrAny(t *testing.T) {
	typed, err := query.ParsePlain("房东")
	if err != nil {
		t.Fatal(err)
	}
	tree := query.OrAny(typed, "房东", []string{"出租人", "房东", "出租人", "…"})
	doc := &query.Doc{Body: query.NewText("出租人，房东，租人")}
	var marked []string
	for _, m := range query.Marks(tree, doc) {
		marked = append(marked, doc.Body.Source[m.Range.Start:m.Range.End])
	}
	if got := strings.Join(marked, " "); got != "出租人 房东" {
		t.Errorf("marks %s, want 出租人 房东", got)
	}
	if terms := query.Terms(tree); len(terms) != 2 {
		t.Errorf("%d terms, want each once and none of no word", len(terms))
	}
	if terms := query.Terms(typed); len(terms) != 1 {
		t.Errorf("the question that was given has %d terms, want the one it had", len(terms))
	}
	var many []string
	for i := range 2 * query.MaxLeaves {
		many = append(many, fmt.Sprintf("word%d", i))
	}
	if terms := query.Terms(query.OrAny(typed, "房东", many)); len(terms) != query.MaxLeaves {
		t.Errorf("%d terms, want %d at most", len(terms), query.MaxLeaves)
	}
}
