package index_test

import (
	"errors"
	"testing"

	"github.com/lodestone-kb/lodestone/index"
)

func TestErrorsCountCharacters(t *testing.T) {
	e := &index.QueryError{Query: "镓 /s", Pos: len("镓 "), Message: "a word is missing", Suggestion: "add one"}
	if got, want := e.Error(), "query, character 3: a word is missing; add one"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	far := &index.QueryError{Query: "a", Pos: 99, Message: "m"}
	if got, want := far.Error(), "query, character 2: m"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	r := &index.RequestError{Parameter: "cursor", Message: "begin again", Err: index.ErrStaleCursor}
	if !errors.Is(r, index.ErrStaleCursor) || r.Error() != "cursor: begin again" {
		t.Errorf("RequestError = %q", r)
	}
}
