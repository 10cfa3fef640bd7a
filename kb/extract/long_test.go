package extract_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/extract"
)

// oneSentence is a revision that is one sentence, as a broken page without full stops is.
func oneSentence(text string) extract.Input {
	whole := corpus.Range{Start: 0, End: len(text)}
	return extract.Input{
		Document: corpus.Document{ID: "d", Lang: "en", Kind: corpus.News},
		Revision: corpus.Revision{Text: text, Sentences: []corpus.Range{whole}, Provisions: []corpus.Provision{{End: len(text), Kind: corpus.Paragraph}}},
		At:       time.Unix(0, 0),
	}
}

// longLines are lines of which each word asks for a look around.
var longLines = map[string]string{
	"materials": "tungsten ",
	"firms":     "Huayou Cobalt, ",
	"forms":     "gallium oxide ",
	"places":    "exports to Japan ",
	"exempt":    "except gallium, ",
	"titles":    "《镓出口管制 ",
	"numbers":   "商务部公告2031年第5号，",
	"dates":     "until 1 August 2031, ",
	"bodies":    "the Ministry of Commerce, ",
	"limits":    "a quota of 25 tonnes, ",
	"codes":     "1C117 HS 2504.10, ",
	"years":     "HS codes 2031 and 2032, in 2019, ",
	"shares":    "97 2031 20190 ",
}

// TestLongLines reads tens of thousands of bytes without a full stop, which the suite would not live
// to see if the work grew with the square of the length. Every material is still found.
func TestLongLines(t *testing.T) {
	x := newExtractor(t)
	for name, word := range longLines {
		t.Run(name, func(t *testing.T) {
			n := 40_000 / len(word)
			if name == "materials" {
				n = 100_000 / len(word)
			}
			facts := x.Facts(oneSentence(strings.Repeat(word, n)))
			if name == "materials" && count(facts, kb.KindMaterial) != n {
				t.Errorf("%d materials, want %d", count(facts, kb.KindMaterial), n)
			}
		})
	}
}

func count(facts []kb.Fact, kind kb.Kind) int {
	n := 0
	for _, f := range facts {
		if f.Value.Kind() == kind {
			n++
		}
	}
	return n
}

// BenchmarkLongLine shows how the work grows: the time per byte is to stay about the same.
func BenchmarkLongLine(b *testing.B) {
	x := newExtractor(b)
	for _, n := range []int{500, 1000, 2000, 8000} {
		in := oneSentence(strings.Repeat("tungsten ", n))
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(in.Revision.Text)))
			for b.Loop() {
				x.Facts(in)
			}
		})
	}
}

// TestPiecesKeepTheirSentence: what a long sentence is read in is of no matter to its facts.
func TestPiecesKeepTheirSentence(t *testing.T) {
	in := oneSentence(strings.Repeat("钨、", 20_000) + "tungsten")
	for _, f := range newExtractor(t).Facts(in) {
		if f.Context != in.Revision.Sentences[0] || in.Revision.Text[f.Span.Start:f.Span.End] != f.Span.Quote {
			t.Fatalf("%+v in %+v", f.Span, f.Context)
		}
	}
}
