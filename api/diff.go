package api

import (
	"bytes"
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

type diffOf struct {
	Conditional
	ID          string `path:"id" maxLength:"100"`
	From        string `query:"from" maxLength:"100" doc:"the older revision's id, previous, latest or a day; empty: the one before the latest"`
	To          string `query:"to" maxLength:"100" doc:"the newer revision's id, previous, latest or a day; empty: the latest"`
	IgnoreSpace bool   `query:"ignore_space" doc:"leave out what differs in blanks and line ends only"`
	Only        string `query:"only" enum:"added,removed" doc:"only what was added, or only what was removed; empty: both"`
	Format      string `query:"format" enum:"json,text,md,html" default:"json" doc:"text, Markdown or a page of its own for a reader"`
}

// statesOf asks for the law on two days.
type statesOf struct {
	Conditional
	ID   string `path:"id" maxLength:"200" example:"cn-mofcom-2025-61"`
	From string `query:"from" required:"true" maxLength:"10" doc:"the day to compare with" example:"2025-10-09"`
	To   string `query:"to" maxLength:"10" doc:"the other day; empty: today" example:"2025-11-08"`
}

// diffRoutes serves differences: of texts, and of the law on two days.
func (s *server) diffRoutes(api huma.API) {
	getFormatted[diffOf, desk.DocumentDiff](s, api, "/v1/documents/{id}/diff", "diff-document", "documents",
		"How two texts of a document differ: provisions inserted, deleted, moved, renumbered, edited, each graded with its reasons, and the words", s.diff)
	get(s, api, "/v1/instruments/{id}/diff", "diff-instrument", "law", "How the law of one act differs on two days", s.instrumentStates)
	get(s, api, "/v1/materials/{symbol}/diff", "diff-material", "law", "How the law on a material differs on two days",
		func(ctx context.Context, in *struct {
			Conditional
			Symbol string `path:"symbol" maxLength:"100" example:"Ga" doc:"a symbol, a group or a name"`
			From   string `query:"from" required:"true" maxLength:"10" doc:"the day to compare with" example:"2025-10-09"`
			To     string `query:"to" maxLength:"10" doc:"the other day; empty: today" example:"2025-11-08"`
		}) (desk.States, error) {
			if _, err := s.Desk.Material(in.Symbol); err != nil {
				return desk.States{}, unknownSymbol(err)
			}
			return s.Desk.States(ctx, in.Symbol, in.From, in.To)
		})
}

func (s *server) diff(ctx context.Context, in *diffOf) (*formatted, error) {
	v, err := s.Desk.Diff(ctx, desk.DiffWords{Document: corpus.DocumentID(in.ID), From: in.From, To: in.To, IgnoreSpace: in.IgnoreSpace, Only: in.Only})
	if err != nil {
		return nil, err
	}
	f := diff.Format(in.Format)
	if f == diff.JSON {
		return jsonOf(v)
	}
	var b bytes.Buffer
	if err := diff.Write(&b, v.Difference, v.Titles, f); err != nil {
		return nil, fmt.Errorf("difference of %s: %w", in.ID, err)
	}
	return &formatted{ContentType: mediaTypes[in.Format], Body: b.Bytes()}, nil
}

func (s *server) instrumentStates(ctx context.Context, in *statesOf) (desk.States, error) {
	v, err := s.Desk.States(ctx, in.ID, in.From, in.To)
	if word, ok := wordError(err); v.Instrument == "" && (err == nil || ok && word.Parameter == "material") {
		return v, fmt.Errorf("instrument %s: %w", in.ID, kb.ErrNotFound)
	}
	return v, err
}
