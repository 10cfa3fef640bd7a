package api

import (
	"encoding/base64"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Paging is embedded by the inputs of lists; Huma reads embedded fields of exported types only.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"rows on a page"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"the next of the page before"`
}

// Fresh is embedded by the inputs of lists that tell what was learned since.
type Fresh struct {
	ChangedSince string `query:"changed_since" maxLength:"40" doc:"only rows of which something was learned after this entry of the log (a corpus_version), or from this day or RFC 3339 time on" example:"2025-10-09"`
}

// page reads the cursor: the desk's, written so that nobody takes it for something to build.
func (p Paging) page() (desk.Page, error) {
	raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || !utf8.Valid(raw) {
		return desk.Page{}, &desk.WordError{Parameter: "cursor", Value: p.Cursor, Detail: "is not one that was given out; take next from the page before, or start without it"}
	}
	return desk.Page{Limit: p.Limit, Cursor: string(raw)}, nil
}

// opaque writes the desk's cursor as the API gives it out.
func opaque(next *string) *string {
	if next == nil {
		return nil
	}
	s := base64.RawURLEncoding.EncodeToString([]byte(*next))
	return &s
}

// Tail is what every list carries besides its rows.
type Tail struct {
	Total    desk.Total    `json:"total"`
	Next     *string       `json:"next" doc:"cursor of the next page; null on the last"`
	Coverage desk.Coverage `json:"coverage"`
}

func tailOf[T any](l desk.List[T]) Tail {
	return Tail{l.Total, opaque(l.Next), l.Coverage}
}

// cut pages a list that was made here, by its rows' keys.
func cut[T any](rows []T, key func(T) string, p desk.Page) (desk.List[T], error) {
	l := desk.List[T]{Total: desk.Total{Value: len(rows), Exact: true}, Rows: []T{}}
	start := 0
	if p.Cursor != "" {
		for start < len(rows) && key(rows[start]) != p.Cursor {
			start++
		}
		if start++; start > len(rows) {
			return l, &desk.WordError{Parameter: "cursor", Value: p.Cursor, Detail: "names no row of this list; start again without it"}
		}
	}
	end := min(start+p.Limit, len(rows))
	l.Rows = append(l.Rows, rows[start:end]...)
	if end < len(rows) && end > start {
		next := key(rows[end-1])
		l.Next = &next
	}
	return l, nil
}
