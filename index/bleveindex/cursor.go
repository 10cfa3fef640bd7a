package bleveindex

import (
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
)

// cursor is where a page ended. A walk by relevance counts hits, and holds as long as nothing is
// written to the index, because scores speak of the whole of it. A walk by date goes on after a
// key, and survives writes.
type cursor struct {
	Build   string   `json:"b"`
	Request string   `json:"r"` // hash of what was asked
	Seq     kb.Seq   `json:"s,omitempty"`
	Offset  int      `json:"o,omitempty"`
	After   []string `json:"a,omitempty"` // date and entry
}

func (c cursor) String() string {
	raw, err := json.Marshal(c)
	if err != nil {
		panic("bleveindex: a cursor cannot be written: " + err.Error()) // strings and numbers always can
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// fingerprint tells one question from another; pages of different sizes are the same question.
func fingerprint(r index.Request) string {
	r.Limit, r.Cursor, r.Explain, r.Facets = 0, "", false, false
	raw, err := json.Marshal(r)
	if err != nil {
		panic("bleveindex: a request cannot be written: " + err.Error())
	}
	return string(corpus.HashOf(raw))[:16]
}

// start reads the cursor of a request.
func start(r index.Request, build string, seq kb.Seq) (cursor, error) {
	fresh := cursor{Build: build, Request: fingerprint(r)}
	if !byDate(r.Sort) {
		fresh.Seq = seq
	}
	if r.Cursor == "" {
		return fresh, nil
	}
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(r.Cursor)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || c.Offset < 0 || len(c.After) != 0 && len(c.After) != 2 {
		return c, &index.RequestError{Parameter: "cursor", Message: "this is not a cursor that a search has given; take the next one from an answer"}
	}
	if c.Request != fresh.Request {
		return c, &index.RequestError{Parameter: "cursor", Message: "this cursor belongs to another query, filter or order; repeat those it was made with"}
	}
	if c.Build != fresh.Build || c.Seq != fresh.Seq {
		return c, &index.RequestError{Parameter: "cursor", Err: index.ErrStaleCursor,
			Message: fmt.Sprintf("%v; begin again from the first page, or sort by date to walk while documents arrive", index.ErrStaleCursor)}
	}
	return c, nil
}

func byDate(s index.Sort) bool { return s == index.Newest || s == index.Oldest }
