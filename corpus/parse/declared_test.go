package parse

import (
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// TestDeclared holds that the places which markup declares stand, that quoted numbers disturb
// nothing, and that what stands undeclared between them is still read by its numbers.
func TestDeclared(t *testing.T) {
	blocks := []block.Block{
		{Text: "1. The first number of the preamble."},
		{Text: "2. The second number of the preamble."},
		{Text: "Article 7 Scope", Kind: block.Article, Address: "Article 7"},
		{Text: "2. A paragraph with a number of its own.", Kind: block.Item, Address: "Article 7(2)", Within: "Article 7"},
		{Text: "Article 99 Words for another act", Quoted: true, Within: "Article 7(2)"},
		{Text: "Name\tCode", Kind: block.RowHead, Table: 1, Within: "Article 7"},
		{Text: "Tungsten\t8101", Kind: block.Row, Table: 1, Within: "Article 7"},
		{Text: "Annex II Goods", Kind: block.Annex, Address: "Annex II"},
		{Text: "1. A number of the annex."},
		{Text: "2. Another number of the annex."},
		{Text: "Gallium\t8112", Kind: block.Row, Table: 2},
		{Text: "A note", Kind: block.Note, Within: "Article 7"},
	}
	lines, text := join(blocks)
	provisions, sentences := structure(text, lines, setting{lang: "en"})
	checkCover(t, text, provisions, sentences)
	var got []string
	for _, p := range provisions {
		got = append(got, p.Address+" < "+p.Parent)
	}
	want := []string{"1 < ", "2 < ", "Article 7 < ", "Article 7(2) < Article 7", "¶ 1 < Article 7(2)", "Article 7, head < Article 7", "Article 7, row 1 < Article 7",
		"Annex II < ", "Annex II, 1 < Annex II", "Annex II, 2 < Annex II", "Annex II, row 1 < Annex II", "¶ 2 < Article 7"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}
