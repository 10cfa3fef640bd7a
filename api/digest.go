package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/digest"
)

type digestFilter struct {
	Conditional
	LegalFilter
	Format string `query:"format" enum:"json,text,md,html" default:"json" doc:"text, Markdown or a page of its own for a reader"`
}

// formatted is an answer that may be asked for in several formats.
type formatted struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

var mediaTypes = map[string]string{"text": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}

// digestRoutes serves what changed as a reader is told it.
func (s *server) digestRoutes(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/digest", OperationID: "get-digest", Tags: []string{"changes"},
		Summary: "What started, stopped, is suspended, is coming, was learned late, is disputed; the last seven days, where none is given"}
	schema := huma.SchemaFromType(api.OpenAPI().Components.Schemas, typeOf[desk.DigestAnswer]())
	word := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	op.Responses = map[string]*huma.Response{"200": {Description: "the digest", Content: map[string]*huma.MediaType{
		"application/json": {Schema: schema}, "text/plain": word, "text/markdown": word, "text/html": word}}}
	huma.Register(api, op, func(ctx context.Context, in *digestFilter) (*formatted, error) {
		r, err := s.digest(ctx, in)
		if err != nil {
			return nil, s.problem(err)
		}
		return r, nil
	})
}

func (s *server) digest(ctx context.Context, in *digestFilter) (*formatted, error) {
	w := desk.DigestWords{ChangeWords: in.words()}
	if s.Health != nil {
		var err error
		if w.Health, err = s.Health(ctx); err != nil {
			return nil, err
		}
	}
	d, cover, err := s.Desk.Digest(ctx, w)
	if err != nil {
		return nil, err
	}
	f := digest.Format(in.Format)
	if f == digest.JSON {
		b, err := json.Marshal(desk.DigestAnswer{Digest: d, Coverage: cover})
		return &formatted{"application/json", append(b, '\n')}, err
	}
	var b bytes.Buffer
	if err := digest.Write(&b, d, f); err != nil {
		return nil, fmt.Errorf("digest: %w", err)
	}
	return &formatted{mediaTypes[in.Format], b.Bytes()}, nil
}

// diaryRow is a change with what somebody who must act before it needs.
type diaryRow struct {
	change
	Deadline deadline.Kind `json:"deadline" enum:"start,end,lapse,wind_down,comment_closing,change"`
	LastDay  corpus.Date   `json:"last_day" doc:"the last day of the state before; of comments the closing day itself"`
	Days     *int          `json:"days" doc:"from today to the date, negative where it has passed; null where the date is no day"`
	UID      string        `json:"uid" doc:"stays the same when the date moves"`
}

type deadlineList struct {
	Deadlines []diaryRow `json:"deadlines"`
	Tail
}

type deadlineFilter struct {
	Conditional
	Paging
	Fresh
	LegalFilter
	DeadlineKinds
}

// DeadlineKinds narrows deadlines; the calendar takes the same.
type DeadlineKinds struct {
	Deadline []string `query:"deadline,explode" enum:"start,end,lapse,wind_down,comment_closing,change" doc:"kinds of deadlines"`
}

func (s *server) deadlines(ctx context.Context, in *deadlineFilter) (deadlineList, error) {
	p, err := in.page()
	if err != nil {
		return deadlineList{}, err
	}
	w := desk.DeadlineWords{ChangeWords: in.words(), Deadlines: in.Deadline}
	if w.Since, err = s.Desk.Since(ctx, in.ChangedSince); err != nil {
		return deadlineList{}, err
	}
	l, err := s.Desk.Deadlines(ctx, w, p)
	out := deadlineList{Deadlines: []diaryRow{}, Tail: tailOf(l)}
	for _, r := range l.Rows {
		row := diaryRow{legalChange(r.Change), r.Deadline, r.LastDay, r.Days, r.UID}
		row.Document = r.Document
		out.Deadlines = append(out.Deadlines, row)
	}
	return out, err
}
