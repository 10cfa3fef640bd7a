package api

import (
	"bytes"
	"context"
	"fmt"

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

// digestRoutes serves what changed as a reader is told it.
func (s *server) digestRoutes(api huma.API) {
	getFormatted[digestFilter, desk.DigestAnswer](s, api, "/v1/digest", "get-digest", "changes",
		"What started, stopped, is suspended, is coming, was learned late, is disputed; the last seven days, where none is given", s.digest)
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
		return jsonOf(desk.DigestAnswer{Digest: d, Coverage: cover})
	}
	var b bytes.Buffer
	if err := digest.Write(&b, d, f); err != nil {
		return nil, fmt.Errorf("digest: %w", err)
	}
	return &formatted{ContentType: mediaTypes[in.Format], Body: b.Bytes()}, nil
}

// diaryRow is a change with what somebody who must act before it needs.
type diaryRow struct {
	Change
	Deadline deadline.Kind `json:"deadline" enum:"start,end,lapse,wind_down,comment_closing,announced,change"`
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
	Deadline []string `query:"deadline,explode" enum:"start,end,lapse,wind_down,comment_closing,announced,change" doc:"kinds of deadlines"`
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
