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
	if one, sentence := r.Whole(); len(text.Tokens) > 0 && (one != (text.Paragraph[0] == text.Paragraph[len(text.Tokens)-1]) || sentence != (text.Sentence[0] == text.Sentence[len(text.Tokens)-1])) {
		t.Fatalf("%q: one paragraph %t, one sentence %t", text.Source, one, sentence)
	}
	marks := r.Marks(nil)
	where := map[string][]int32{}
	for i, tok := range text.Tokens {
		where[tok.Term] = append(where[tok.Term], int32(i))
		if marks[i] != uint16(places.Hash(tok.Term)) {
			t.Fatalf("token %d of %q has the mark of another word", i, text.Source)
		}
		if r.CaseOf(i) != query.CaseOf(text.Source[tok.Start:tok.End]) || r.Adjacent(i) != text.Adjacent(i) {
			t.Fatalf("token %d of %q: case %d, adjacent %t", i, text.Source, r.CaseOf(i), r.Adjacent(i))
		}
		from, to := r.Sentence(i)
		first, last := r.Paragraph(i)
		if from > i || i >= to || text.Sentence[from] != text.Sentence[i] || text.Sentence[to-1] != text.Sentence[i] ||
			first > from || last < to || text.Paragraph[first] != text.Paragraph[i] || text.Paragraph[last-1] != text.Paragraph[i] {
			t.Fatalf("token %d of %q: its sentence is %d-%d, its paragraph %d-%d", i, text.Source, from, to, first, last)
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
			r.Whole()
			r.Marks(nil)
			r.CaseOf(int(i))
			r.SentenceOf(int(i))
			from, to := r.Sentence(int(i))
			r.Find(id, from, to)
			from, to = r.Paragraph(int(i))
			r.Find(id, from, to)
			r.ParagraphOf(int(i))
		}
	})
}
