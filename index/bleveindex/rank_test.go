package bleveindex_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// TestWalkBeyondTheWeighed walks a plain question past the passages that are weighed again.
func TestWalkBeyondTheWeighed(t *testing.T) {
	store := memkb.New()
	for i := range 260 {
		put(t, store, paper{id: fmt.Sprintf("%03d", i), text: strings.Repeat("Licences for gallium. ", 1+i%5) + strings.Repeat("Other words stand here. ", i%7)})
	}
	x := open(t, t.TempDir(), store)
	for _, size := range []int{90, 200, 130} {
		r := index.Request{Query: "gallium licence", Syntax: index.Plain, Limit: size}
		seen := make(map[string]bool)
		last := 0.0
		for page := 0; ; page++ {
			res := ask(t, x, r)
			if res.Total.Value != 260 || res.Documents != 260 {
				t.Fatalf("total %+v in %d documents, want 260", res.Total, res.Documents)
			}
			for i, h := range res.Hits {
				if seen[string(h.Document)] {
					t.Fatalf("pages of %d: %s comes twice", size, h.Document)
				}
				seen[string(h.Document)] = true
				if (page > 0 || i > 0) && h.Score > last {
					t.Fatalf("pages of %d: score %f after %f", size, h.Score, last)
				}
				last = h.Score
			}
			if r.Cursor = res.Next; r.Cursor == "" {
				break
			}
		}
		if len(seen) != 260 {
			t.Errorf("pages of %d: a walk meets %d documents, want 260", size, len(seen))
		}
	}
}

// TestPlainRanks shows what a question in plain words brings first.
func TestPlainRanks(t *testing.T) {
	store := memkb.New()
	for _, p := range []paper{
		{id: "long", text: strings.Repeat("Many things are said here about trade and ministries and forms. ", 14) + "A licence."},
		{id: "short", text: "Exporting gallium requires a licence."},
		{id: "half", text: "Gallium is a metal."},
		{id: "none", text: "Nothing of it."},
	} {
		put(t, store, p)
	}
	x := open(t, t.TempDir(), store)
	for _, tt := range []struct{ q, want string }{
		{"What licences are required for gallium exports?", "short half long"},
		{"is it", "none half"}, // only common words
	} {
		var got []string
		for _, h := range ask(t, x, index.Request{Query: tt.q, Syntax: index.Plain}).Hits {
			got = append(got, strings.TrimPrefix(string(h.Document), "d-"))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s brings %q, want %q", tt.q, s, tt.want)
		}
	}
}

// TestWhoSpeaks: the document that a question names comes first, then what an authority says before what
// is written about it.
func TestWhoSpeaks(t *testing.T) {
	store := memkb.New()
	kind := func(k corpus.DocumentKind, number string) func(*corpus.Document) {
		return func(d *corpus.Document) { d.Kind, d.Number = k, number }
	}
	for _, p := range []paper{
		{id: "a-news", text: "The ministry said exporters of samarium need a licence, in its Announcement No. 18 of 2025, and No. 61 of 2025 as well.", edit: kind(corpus.News, "")},
		{id: "b-note", text: "Exporters of samarium need a licence from the ministry.", edit: kind(corpus.Analysis, "")},
		{id: "c-law", text: "Exporters of samarium need a licence from the ministry.", edit: kind(corpus.Notice, "Announcement No. 18 of 2025")},
		{id: "d-other", text: "Announcement No. 61 of 2025. Parts made abroad of samarium need a licence too.", edit: kind(corpus.Notice, "Announcement No. 61 of 2025")},
		{id: "e-zh", text: "商务部公告2025年第62号。对稀土相关技术实施出口管制。", edit: kind(corpus.Notice, "商务部公告2025年第62号")},
		{id: "f-zh", text: "报道：商务部发布公告2025年第62号，对稀土相关技术实施出口管制。", edit: kind(corpus.News, "")},
		{id: "g-zh", text: "商务部公告2025年第61号。对境外相关稀土物项实施出口管制。", edit: kind(corpus.Notice, "商务部公告2025年第61号")},
	} {
		put(t, store, p)
	}
	x := open(t, t.TempDir(), store)
	for _, tt := range []struct{ q, first string }{
		{"which exporters of samarium need a licence from the ministry", "c-law"},
		{"what does No. 61 of 2025 say about samarium", "d-other"},
		{"No. 18 of 2025 licence", "c-law"},
		{"2025年第61号 稀土", "g-zh"},
		{"商务部公告2025年第62号", "e-zh"},
		{"对稀土相关技术的出口管制", "e-zh"},
	} {
		hits := ask(t, x, index.Request{Query: tt.q, Syntax: index.Plain}).Hits
		if len(hits) == 0 || string(hits[0].Document) != "d-"+tt.first {
			t.Errorf("%s: %d hits, want %s first", tt.q, len(hits), tt.first)
			for _, h := range hits {
				t.Logf("%s %.3f", h.Document, h.Score)
			}
		}
	}
}

// TestLawsAnswerWordsOfLaymen: a passage that shares no pair of characters with the question answers where
// laws write so; the answer tells why, and marks what was found. Where passages hold the word itself, they
// alone answer.
func TestLawsAnswerWordsOfLaymen(t *testing.T) {
	store := memkb.New()
	law := "承租人未经出租人同意，不得把租赁物交给他人使用。"
	put(t, store, paper{id: "law", text: law})
	put(t, store, paper{id: "fee", text: "申请人缴纳费用后领取文件。"})
	x := open(t, t.TempDir(), store)
	res := ask(t, x, index.Request{Query: "房东怎么办", Syntax: index.Plain, Explain: true})
	if len(res.Hits) != 1 || res.Hits[0].Document != "d-law" || res.Total.Value != 1 {
		t.Fatalf("hits %+v of %+v, want the law alone", res.Hits, res.Total)
	}
	if !slices.ContainsFunc(res.Hits[0].Marks, func(m corpus.Range) bool { return law[m.Start:m.End] == "出租人" }) {
		t.Errorf("marks %v, want 出租人", res.Hits[0].Marks)
	}
	if e := res.Explain.Expansions; len(e) != 1 || e[0].Word != "房东" || e[0].Material != "" || !slices.Contains(e[0].Names, "出租人") {
		t.Errorf("expansions %+v, want 出租人 for 房东", e)
	}
	if res := ask(t, x, index.Request{Query: "房东", Syntax: index.Lodestone}); res.Total.Value != 0 {
		t.Errorf("terms and connectors find %d, want what was typed alone", res.Total.Value)
	}
	for i := range 6 {
		put(t, store, paper{id: fmt.Sprint("own", i), text: "房东来了。"})
	}
	if _, err := x.Follow(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	if res := ask(t, x, index.Request{Query: "房东", Syntax: index.Plain, Explain: true}); res.Total.Value != 6 || len(res.Explain.Expansions) != 0 {
		t.Errorf("%d passages and expansions %+v, want the six that hold the word and none", res.Total.Value, res.Explain.Expansions)
	}
}

// TestQuestionsCrossLanguages: a question finds what texts in the other language say, and what speaks of its
// material comes before what speaks of others; the answer tells which words were asked too.
func TestQuestionsCrossLanguages(t *testing.T) {
	store := memkb.New()
	for _, p := range []paper{
		{id: "zh", text: "镝相关物项未经许可不得出口。"},
		{id: "en", text: "Exporters of bauxite need a licence, and the export licence for bauxite takes a month."},
		{id: "in", text: "A quota for indium exports is kept by the ministry."},
		{id: "metal", text: "金属市场平稳，出口配额未变。"},
	} {
		put(t, store, p)
	}
	x := open(t, t.TempDir(), store)
	for _, tt := range []struct{ q, first, crossed string }{
		{"how long does an export licence for dysprosium take", "zh", "export 出口"},
		{"镝的出口许可", "zh", "出口 export"},
		{"铟出口配额", "in", "配额 quota"},
	} {
		res := ask(t, x, index.Request{Query: tt.q, Syntax: index.Plain, ExpandMaterials: true, Explain: true})
		if len(res.Hits) == 0 || string(res.Hits[0].Document) != "d-"+tt.first {
			t.Errorf("%s: %+v, want %s first", tt.q, res.Hits, tt.first)
		}
		if !slices.ContainsFunc(res.Explain.Expansions, func(e index.Expansion) bool { return e.Word+" "+strings.Join(e.Names, " ") == tt.crossed }) {
			t.Errorf("%s: expansions %+v, want %s", tt.q, res.Explain.Expansions, tt.crossed)
		}
	}
	if res := ask(t, x, index.Request{Query: "export licence for dysprosium", Syntax: index.Plain}); res.Total.Value != 2 {
		t.Errorf("the words as typed find %d passages, want the two English ones that have them", res.Total.Value)
	}
	if res := ask(t, x, index.Request{Query: "no licence", Syntax: index.Plain}); res.Total.Value != 1 {
		t.Errorf("%d passages answer, want the one with a licence", res.Total.Value)
	}
}
