package parse

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

func TestAddressesOfLists(t *testing.T) {
	for _, c := range []struct{ name, lang, text, want string }{
		{"the heading of a list is missing", "zh-Hans", "1．甲；\n2．乙。\n（二）丙：\n1．丁；\n2．戊。\n（三）己。", "1|2|（二）|（二）1|（二）2|（三）"},
		{"letters with a wide stop", "zh-Hans", "一、甲：\n1．乙：\na．丙；\nb．丁。\n2．戊。", "一|一、1|一、1a|一、1b|一、2"},
		{"a list that begins anew", "zh-Hans", "（一）甲；\n（二）乙。\n（一）丙；\n（二）丁；\n（三）戊。", "（一）|（二）|（一）·2|（二）·2|（三）·2"},
		{"items of a list that began anew", "zh-Hans", "（一）甲；\n（一）乙：\n1. 丙；\n2. 丁。", "（一）|（一）·2|（一）·2、1|（一）·2、2"},
		{"chapters count anew", "zh-Hans", "第一章 总则\n一、甲。\n二、乙。\n第二章 附则\n一、丙。\n（一）丁；\n（二）戊。", "第一章|一|二|第二章|第二章，一|第二章，一、（一）|第二章，一、（二）"},
		{"articles count through", "zh-Hans", "第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。", "第一章|第一条|第二章|第二条"},
		{"paragraphs of a section", "en", "§ 744.99 Scope.\n(a) One.\n(1) Two.\n(i) Three.\n(ii) Four.\n(2) Five.\n(b) Six.", "§ 744.99|§ 744.99(a)|§ 744.99(a)(1)|§ 744.99(a)(1)(i)|§ 744.99(a)(1)(ii)|§ 744.99(a)(2)|§ 744.99(b)"},
		{"a chain that is printed in full", "en", "§ 744.99 Scope.\n(a)(1) One.\n(a)(2) Two.\n(b)(1) Three.", "§ 744.99|§ 744.99(a)(1)|§ 744.99(a)(2)|§ 744.99(b)(1)"},
		{"paragraphs of an article", "en", "Article 3\n1. One:\n(a) two;\n(b) three.\n2. Four:\n(a) five;\n(b) six.\nArticle 4\n1. Seven.\n2. Eight.",
			"Article 3|Article 3(1)|Article 3(1)(a)|Article 3(1)(b)|Article 3(2)|Article 3(2)(a)|Article 3(2)(b)|Article 4|Article 4(1)|Article 4(2)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(addresses(c.text, corpus.Lang(c.lang)), "|"); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// Headings without a number tell lists apart that count anew.
func TestHeadingsNameLists(t *testing.T) {
	lines, text := join([]block.Block{
		{Text: "物项", Kind: block.Heading, Level: 2}, {Text: "1. 甲。"}, {Text: "2. 乙。"},
		{Text: "技术", Kind: block.Heading, Level: 2}, {Text: "1. 丙。"}, {Text: "2. 丁。"},
	})
	provisions, _ := structure(text, lines, setting{lang: "zh-Hans"})
	var got []string
	for _, p := range provisions {
		got = append(got, p.Address)
	}
	if want := []string{"¶ 1", "1", "2", "¶ 2", "技术，1", "技术，2"}; !slices.Equal(got, want) {
		t.Errorf("addresses %q, want %q", got, want)
	}
}

// A footnote is known by its mark and belongs to the provision that calls it.
func TestFootnotesAreBound(t *testing.T) {
	lines, text := join([]block.Block{
		{Text: "Article 1"}, {Text: "1. The list [1] binds."}, {Text: "2. It ends [2] soon [3]."},
		{Text: "[1] OJ L 1.", Kind: block.Note}, {Text: "[2] In May.", Kind: block.Note}, {Text: "[3] In June.", Kind: block.Note}, {Text: "A note without a mark.", Kind: block.Note},
	})
	provisions, _ := structure(text, lines, setting{lang: "en"})
	var got []string
	for _, p := range provisions {
		if p.Kind == corpus.Footnote {
			got = append(got, p.Address+" in "+p.Parent)
		}
	}
	if want := []string{"footnote 1 in Article 1(1)", "footnote 2 in Article 1(2)", "footnote 3 in Article 1(2)", "¶ 1 in "}; !slices.Equal(got, want) {
		t.Errorf("footnotes %q, want %q", got, want)
	}
}

// A mark that is printed raised binds its footnote where one provision of the page alone has it; a paragraph that
// goes on over the page stands behind its footnotes. Where two may have it, nothing is guessed.
func TestRaisedMarksAreBound(t *testing.T) {
	lines, text := join([]block.Block{
		{Text: "Article 1"}, {Text: "1. The list1 binds."}, {Text: "2. It ends.2 Foil of 3.5 mm3 counts."}, {Text: "3. Alloys with CO4 count."},
		{Text: "1 OJ L 1.", Kind: block.Note}, {Text: "2. In May.", Kind: block.Note}, {Text: "4 In June.", Kind: block.Note}, {Text: "5 In July.", Kind: block.Note},
		{Text: "4. A gas4 is none,5 unless it goes on."}, {Text: "5. Wire1 counts, rods（2）2，too."},
		{Text: "1 Of tin.", Kind: block.Note}, {Text: "2 Of zinc.", Kind: block.Note}, {Text: "A note without a mark.", Kind: block.Note},
	})
	provisions, _ := structure(text, lines, setting{lang: "en"})
	var got []string
	for _, p := range provisions {
		if p.Kind == corpus.Footnote {
			got = append(got, p.Address+" in "+p.Parent)
		}
	}
	if want := []string{"footnote 1 in Article 1(1)", "footnote 2 in Article 1(2)", "footnote 4 in ", "footnote 5 in Article 1(4)",
		"footnote 1·2 in Article 1(5)", "footnote 2·2 in Article 1(5)", "¶ 1 in "}; !slices.Equal(got, want) {
		t.Errorf("footnotes\n%q, want\n%q", got, want)
	}
}

// Between two revisions the address of a numbered item stays, whatever paragraphs without a number
// were put in.
func TestAddressesAreStable(t *testing.T) {
	items := map[corpus.Lang][]string{
		"zh-Hans": {"第一条 甲。", "第二条 乙：", "（一）丙；", "（二）丁。", "1. 戊；", "2. 己。", "一、庚。", "二、辛。", "附件1", "第三条 壬。"},
		"en":      {"Article 1", "1. One.", "2. Two.", "(a) three;", "(b) four.", "§ 744.99 Five.", "Annex 1", "Article 2"},
	}
	added := map[corpus.Lang]string{"zh-Hans": "本段为说明文字。", "en": "This paragraph explains the text."}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]corpus.Lang{"zh-Hans", "en"}).Draw(t, "lang")
		before := rapid.SliceOfN(rapid.SampledFrom(items[lang]), 1, 14).Draw(t, "lines")
		var after []string
		for _, l := range before {
			if rapid.Bool().Draw(t, "a paragraph before") {
				after = append(after, added[lang])
			}
			after = append(after, l)
		}
		old, renewed := numberedIn(strings.Join(before, "\n"), lang), numberedIn(strings.Join(after, "\n"), lang)
		if !slices.Equal(old, renewed) {
			t.Fatalf("the addresses of\n%s\nare\n%q, and with paragraphs put in\n%q", strings.Join(before, "\n"), old, renewed)
		}
	})
}

// numberedIn lists the addresses of a text but those of unnumbered paragraphs.
func numberedIn(text string, lang corpus.Lang) []string {
	return slices.DeleteFunc(addresses(text, lang), func(a string) bool { return strings.Contains(a, "¶") })
}
