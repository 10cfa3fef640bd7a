package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Text is a text prepared for evaluation: its words, and in which sentence and paragraph each
// stands. It is not changed after it was made and may be shared.
type Text struct {
	Source string
	Tokens []Token
	// Sentence and Paragraph number the sentence and the paragraph of each token, rising. A
	// paragraph end is always a sentence end too. A paragraph is a line: a block, a list item, a table
	// row with all its cells, since what stands in one row belongs together.
	Sentence  []int32
	Paragraph []int32
	where     map[string][]int32 // term → its tokens
}

// NewText prepares a text of which no sentences are known: each line is one sentence.
func NewText(s string) *Text { return prepare(s, nil, nil) }

// NewRevisionText prepares the text of a revision with its sentences and table rows.
func NewRevisionText(r *corpus.Revision) *Text { return prepare(r.Text, r.Sentences, r.Provisions) }

func prepare(s string, sentences []corpus.Range, provisions []corpus.Provision) *Text {
	t := &Text{Source: s, Tokens: Tokenize(s), where: make(map[string][]int32)}
	t.Sentence = make([]int32, len(t.Tokens))
	t.Paragraph = make([]int32, len(t.Tokens))
	var paragraph, sentence, last int32
	var end, si, pi int
	for i, tok := range t.Tokens {
		for pi < len(provisions) && provisions[pi].End <= tok.Start {
			pi++
		}
		gap := s[end:tok.Start]
		row := pi < len(provisions) && provisions[pi].Kind == corpus.Row && provisions[pi].Start <= tok.Start
		newParagraph := i > 0 && strings.Contains(gap, "\n")
		if newParagraph {
			paragraph++
		}
		for si < len(sentences) && sentences[si].End <= tok.Start {
			si++
		}
		here := int32(2 * si) // between two sentences
		if si < len(sentences) && sentences[si].Start <= tok.Start {
			here++
		}
		if i > 0 && (newParagraph || here != last || row && ends(gap, s[tok.Start:])) {
			sentence++
		}
		last, end = here, tok.End
		t.Sentence[i], t.Paragraph[i] = sentence, paragraph
		t.where[tok.Term] = append(t.where[tok.Term], int32(i))
	}
	return t
}

// ends reports whether a sentence ends in the gap between two words of a table row, which the parser
// does not cut into sentences: at a full stop before a blank and a capital, or a Chinese one.
func ends(gap, next string) bool {
	if strings.ContainsAny(gap, "。！？；") {
		return true
	}
	i := strings.IndexAny(gap, ".!?")
	r, _ := utf8.DecodeRuneInString(next)
	return i >= 0 && strings.ContainsAny(gap[i:], " \t\u00a0") && unicode.IsUpper(r)
}

// Adjacent reports whether token i+1 follows token i as the next word of a phrase: in the same
// paragraph and, between two Chinese characters, with nothing but blanks between.
func (t *Text) Adjacent(i int) bool {
	if i+1 >= len(t.Tokens) || t.Paragraph[i] != t.Paragraph[i+1] {
		return false
	}
	a, b := t.Tokens[i], t.Tokens[i+1]
	if !IsHan(a.Term) || !IsHan(b.Term) {
		return true
	}
	return strings.Trim(t.Source[a.End:b.Start], " \u3000\u00a0") == ""
}

// Doc is a document as the language sees it.
type Doc struct {
	Body, Title, Authority, Number *Text
	Section                        *Text // the addresses of its provisions, one a line
	Quote                          *Text // what the text sets in quotation marks, one a line
	// Values are those that it was read to name, by the names in [Values].
	Values    map[string][]string
	Published corpus.Date
	// Stop, where it is set, is asked now and then in long evaluations. Once it says true the rest
	// is given up, and what [Eval] and [Marks] return means nothing.
	Stop func() bool
}

// NewDoc prepares a revision of a document with the facts that it names.
func NewDoc(d corpus.Document, r *corpus.Revision, facts []kb.Fact) *Doc {
	return &Doc{Body: NewRevisionText(r), Title: NewText(d.Title), Authority: NewText(d.Authority), Number: NewText(d.Number),
		Section: Sections(r), Quote: Quotations(r.Text), Values: ValuesOf(facts), Published: d.Published}
}

// Field is that of [Source].
func (d *Doc) Field(name string) Words {
	t := map[string]*Text{"": d.Body, "title": d.Title, "authority": d.Authority, "number": d.Number,
		"section": d.Section, "quote": d.Quote}[name]
	if t == nil {
		return nil
	}
	return t
}

// Says is that of [Source].
func (d *Doc) Says(n Node) bool {
	switch n := n.(type) {
	case *Value:
		return slices.ContainsFunc(d.Values[n.Field], n.Matches)
	case *Published:
		return !d.Published.IsZero() && (n.From.IsZero() || d.Published.Last().Compare(n.From.First()) >= 0) &&
			(n.To.IsZero() || d.Published.First().Compare(n.To.Last()) <= 0)
	}
	return false
}

// Fields returns the names of the fields that a query may ask in, besides the text.
func Fields() []string { return []string{"title", "authority", "number", "section", "quote"} }

// Sections returns the field section of a revision: the address of each provision on a line.
func Sections(r *corpus.Revision) *Text {
	var b strings.Builder
	last := ""
	for _, p := range r.Provisions {
		if p.Address != last {
			b.WriteString(p.Address + "\n")
		}
		last = p.Address
	}
	return NewText(b.String())
}

// longestQuotation is how many bytes a quotation may have; what is longer is a mark that was not closed.
const longestQuotation = 2000

// Quotations returns the field quote of a text: each quotation in it, without its marks, on a line.
// Quotations in others are part of these.
func Quotations(text string) *Text {
	closing := map[rune]rune{'“': '”', '"': '"', '「': '」', '『': '』', '«': '»', '„': '“'}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		end, ok := closing[r]
		if !ok {
			continue
		}
		rest := text[i:min(len(text), i+longestQuotation)]
		n := strings.IndexRune(rest, end)
		if line := strings.IndexByte(rest, '\n'); n < 0 || line >= 0 && line < n {
			continue
		}
		b.WriteString(rest[:n] + "\n")
		i += n + utf8.RuneLen(end)
	}
	return NewText(b.String())
}
