package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// scraps are what texts are made of, good and bad: property tests put them in any order.
var scraps = []string{
	"商务部公告2031年第5号", "一、", "（一）", "1. ", "未经许可，不得出口", "镓", "镝铁合金", "1C117.d.", "（参考海关商品编号：2841801000、28418", "纯度99.99%以上", "自2031年8月1日起施行", "自公布之日起",
	"暂停实施以下公告：", "第二款", "原则上不予许可", "视同出口", "對日本", "。", "；", "\n", "\n\n", "\t",
	"Announcement No. 5 of 2031", "Nos. 55, 56 and 57 of 2031", "exports of ", "gallium", " and germanium (Ge)", " are prohibited", " to Japan", " from 1 August 2031", " until 30 June 2032.", " Article 2. ",
	"a licence is required", "case-by-case", "exempt", "not exceeding 50 μm", "25%", "HS 2504.10", "\xff\xfe", "\x00", "é", "𠀀", "ſ", "İ", " ", "’", "“", "(", ")", "《", "》",
}

// TestFactsHoldTogether: whatever the text, each fact quotes its words, the words lie in the
// sentence, ids are not given twice, and the same text gives the same facts.
func TestFactsHoldTogether(t *testing.T) {
	x := newExtractor(t)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 1, 40).Draw(t, "text"), "")
		address := rapid.SampledFrom([]string{ministry, "https://news.example.com/a"}).Draw(t, "address")
		in := ingest.Loose{Body: []byte(text), URL: address, MediaType: "text/plain"}
		r, err := ingest.Read(context.Background(), x, parse.InProcess{}, in)
		if err != nil {
			return // what cannot be read has no facts
		}
		if fault := faultIn(r); fault != "" {
			t.Fatal(fault)
		}
		again, err := ingest.Read(context.Background(), x, parse.InProcess{}, in)
		if err != nil || !reflect.DeepEqual(r.Facts, again.Facts) {
			t.Fatalf("the same text gave other facts (%v)", err)
		}
	})
}

// faultIn says what is wrong with the facts of a reading, if anything is.
func faultIn(r ingest.Reading) string {
	ids := map[kb.FactID]bool{}
	for i, f := range r.Facts {
		text := r.Revision.Text
		switch {
		case f.Span.Start < 0 || f.Span.End > len(text) || f.Span.Start >= f.Span.End:
			return "a span outside the text: " + string(f.Rule)
		case text[f.Span.Start:f.Span.End] != f.Span.Quote:
			return "a span that does not quote its words: " + string(f.Rule)
		case f.Span.Start < f.Context.Start || f.Span.End > f.Context.End:
			return "words outside their sentence: " + string(f.Rule)
		case !slices.Contains(r.Revision.Sentences, f.Context):
			return "a context that is no sentence: " + string(f.Rule)
		case ids[f.ID]:
			return "an id given twice: " + string(f.ID)
		case i > 0 && r.Facts[i-1].Span.Start > f.Span.Start:
			return "facts out of order"
		case !strings.Contains(string(f.Rule), "/"):
			return "a rule without a version: " + string(f.Rule)
		case f.Confidence <= 0 || f.Confidence > 1:
			return "a confidence outside 0 to 1"
		case f.Value.Normal() == "" || f.Assertion == "" || f.Review != kb.Unreviewed || !f.Current:
			return "a fact that says nothing: " + string(f.Rule)
		}
		ids[f.ID] = true
	}
	return ""
}

// FuzzFacts reads any text as a notice and as a report.
func FuzzFacts(f *testing.F) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(part(a, "notice"))
	}
	x := newExtractor(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, address := range []string{ministry, "https://news.example.com/a"} {
			r, err := ingest.Read(context.Background(), x, parse.InProcess{}, ingest.Loose{Body: []byte(text), URL: address, MediaType: "text/plain"})
			if err != nil {
				return
			}
			if fault := faultIn(r); fault != "" {
				t.Fatal(fault)
			}
		}
	})
}

// BenchmarkFacts reads all stories; the figure is bytes of text in a second.
func BenchmarkFacts(b *testing.B) {
	files, _ := filepath.Glob("testdata/stories/*.txtar")
	x := newExtractor(b)
	var inputs []extract.Input
	size := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		a := txtar.Parse(data)
		r := readBytes(b, x, strings.TrimSpace(part(a, "address")), []byte(part(a, "notice")))
		inputs = append(inputs, extract.Input{Document: r.Document, Revision: r.Revision})
		size += len(r.Revision.Text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, in := range inputs {
			x.Facts(in)
		}
	}
}
