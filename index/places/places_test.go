package places_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/places"
	"github.com/lodestone-kb/lodestone/index/query"
)

// draw makes a text of words, capitals, Chinese characters and ends of every kind.
func draw(t *rapid.T) *query.Text {
	signs := []string{"gallium ", "Gallium ", "GA ", "the ", "kWh ", "U ", "镓", "锗", "、", "。", ". ", "\n", "5A002.a ", "rule's "}
	s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(signs), 0, 80).Draw(t, "text"), "")
	r := corpus.Revision{Text: s}
	start := 0
	for i, c := range s {
		if c == '.' || c == '。' {
			r.Sentences = append(r.Sentences, corpus.Range{Start: start, End: i + len(string(c))})
			start = i + len(string(c))
		}
	}
	return query.NewRevisionText(&r)
}

// TestRecordIsTheText: what a record tells is what the text tells.
func TestRecordIsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { same(t, draw(t)) })
}

// TestLongTexts holds records with wider hashes and numbers against their texts.
func TestLongTexts(t *testing.T) {
	var b strings.Builder
	for i := range 70000 {
		b.WriteString("w" + strings.Repeat("x", i%3) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + string(rune('a'+i/17576)) + " ")
		if i == 300 || i == 5000 || i == 69999 {
			same(t, query.NewText(b.String()))
		}
	}
}

type failer interface{ Fatalf(string, ...any) }

func same(t failer, text *query.Text) {
	b, err := places.Encode(text)
	if err != nil {
		t.Fatalf("Encode: %v", err)
	}
	var r places.Record
	if err := r.Read(b); err != nil {
		t.Fatalf("Read: %v", err)
	}
	if r.Tokens != len(text.Tokens) {
		t.Fatalf("%d tokens, want %d", r.Tokens, len(text.Tokens))
	}
	where := map[string][]int32{}
	for i, tok := range text.Tokens {
		where[tok.Term] = append(where[tok.Term], int32(i))
		if r.CaseOf(i) != query.CaseOf(text.Source[tok.Start:tok.End]) || r.Adjacent(i) != text.Adjacent(i) {
			t.Fatalf("token %d of %q: case %d, adjacent %t", i, text.Source, r.CaseOf(i), r.Adjacent(i))
		}
		if i > 0 && ((r.SentenceOf(i) == r.SentenceOf(i-1)) != (text.SentenceOf(i) == text.SentenceOf(i-1)) ||
			(r.ParagraphOf(i) == r.ParagraphOf(i-1)) != (text.ParagraphOf(i) == text.ParagraphOf(i-1))) {
			t.Fatalf("token %d of %q: other ends", i, text.Source)
		}
	}
	n := 0
	for word, want := range where {
		if n++; n > 200 {
			break
		}
		id, ok := r.Has(places.Hash(word))
		if got := r.Places(nil, id); !ok || !slices.Equal(got, want) {
			t.Fatalf("%q in %q is at %v, want %v", word, text.Source, got, want)
		}
	}
}

// FuzzRead: no bytes make reading a record panic, whatever it is asked.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "Gallium of the U.S.\n镓、锗。a", strings.Repeat("a b ", 200)} {
		b, err := places.Encode(query.NewText(s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var r places.Record
		if r.Read(b) != nil {
			return
		}
		id, _ := r.Has(places.Hash("gallium"))
		for _, i := range append(r.Places(nil, id), 0) {
			r.Adjacent(int(i))
			r.CaseOf(int(i))
			r.SentenceOf(int(i))
			r.ParagraphOf(int(i))
		}
	})
}
