package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/index"
)

// ParsePlain reads a question in plain words: any of them may be in a passage. Nothing in it is a
// connector. Chinese characters are taken in pairs. The commonest English words are left out unless
// there are no others.
func ParsePlain(question string) (Node, error) {
	if len(question) > MaxBytes {
		return nil, &index.QueryError{Query: question, Pos: MaxBytes,
			Message: fmt.Sprintf("the question is longer than %d bytes", MaxBytes), Suggestion: "ask a shorter one"}
	}
	if !utf8.ValidString(question) {
		return nil, &index.QueryError{Query: strings.ToValidUTF8(question, "?"), Message: "the question is not valid UTF-8"}
	}
	text := NewText(question)
	var nodes, common []Node
	for i, tok := range text.Tokens {
		t := &Term{Text: question[tok.Start:tok.End], Words: []string{tok.Term}, Loose: true}
		if IsHan(tok.Term) {
			if i+1 < len(text.Tokens) && IsHan(text.Tokens[i+1].Term) && text.Adjacent(i) {
				t.Text += question[tok.End:text.Tokens[i+1].End]
				t.Words = append(t.Words, text.Tokens[i+1].Term)
			} else if i > 0 && IsHan(text.Tokens[i-1].Term) && text.Adjacent(i-1) {
				continue // the second of a pair
			}
		}
		same := func(n Node) bool { return slices.Equal(n.(*Term).Words, t.Words) }
		switch {
		case slices.ContainsFunc(nodes, same) || slices.ContainsFunc(common, same):
		case slices.Contains(commonWords, tok.Term):
			common = append(common, t)
		default:
			nodes = append(nodes, t)
		}
	}
	if len(nodes) == 0 {
		nodes = common
	}
	switch {
	case len(nodes) == 0:
		return nil, &index.QueryError{Query: question, Message: "the question holds no letter or digit", Suggestion: "type a word, such as gallium"}
	case len(nodes) > MaxLeaves:
		return nil, &index.QueryError{Query: question, Message: fmt.Sprintf("the question holds more than %d different words", MaxLeaves), Suggestion: "ask a shorter one"}
	}
	return anyOf(nodes), nil
}

// commonWords say nothing about what a question is about. They are left out of plain questions
// only: in legal text "no" and "not" count, but a question that has one of them is not about "No. 61".
var commonWords = strings.Fields(`a an the of to in on at by for with from and or is are was were be been it its this that
	these those as which what who when where how do does did no not can could i we you they he she there any`)

// AsksFields reports whether a query asks for anything besides the text.
func AsksFields(n Node) bool {
	if n == nil {
		return false
	}
	switch n.(type) {
	case *Field, *Value, *Published:
		return true
	}
	return slices.ContainsFunc(parts(n), AsksFields)
}
