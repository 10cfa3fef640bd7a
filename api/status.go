package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// question is the decision question as parameters.
type question struct {
	Conditional
	Material     string `query:"material" maxLength:"200" doc:"an element, a group or a name of either, in English or Chinese" example:"gallium"`
	Destination  string `query:"destination" maxLength:"100" doc:"a country or a group of countries" example:"US"`
	EndUse       string `query:"end_use" maxLength:"100" doc:"one of the end uses of /v1/vocabularies/end_uses" example:"military"`
	Jurisdiction string `query:"jurisdiction" maxLength:"100" doc:"whose law: a country, EU or WTO; empty: everybody's" example:"CN"`
	Code         string `query:"code" maxLength:"50" doc:"a control code or a customs code" example:"3C004"`
	On           string `query:"on" maxLength:"40" doc:"the day asked about; empty: today" example:"2026-01-15"`
	Known        string `query:"known" maxLength:"40" doc:"answer as it was known at the end of this day, or at this RFC 3339 time; empty: now" example:"2025-12-01"`
}

func (q *question) words() desk.StatusWords {
	return desk.StatusWords{Material: q.Material, Destination: q.Destination, EndUse: q.EndUse, Jurisdiction: q.Jurisdiction, Code: q.Code, On: q.On, Known: q.Known}
}

type questions struct {
	Body struct {
		Questions []questionBody `json:"questions" minItems:"1" maxItems:"100" doc:"answered in this order, all from one corpus version"`
	}
}

type questionBody struct {
	Material     string `json:"material,omitempty" maxLength:"200"`
	Destination  string `json:"destination,omitempty" maxLength:"100"`
	EndUse       string `json:"end_use,omitempty" maxLength:"100"`
	Jurisdiction string `json:"jurisdiction,omitempty" maxLength:"100"`
	Code         string `json:"code,omitempty" maxLength:"50"`
	On           string `json:"on,omitempty" maxLength:"40"`
	Known        string `json:"known,omitempty" maxLength:"40"`
}

type answers struct {
	Answers       []desk.StatusAnswer `json:"answers"`
	CorpusVersion kb.Seq              `json:"corpus_version"`
}

func (s *server) statusRoutes(api huma.API) {
	get(s, api, "/v1/status", "get-status", "law", "What binds this material, for this destination and end use, on this day, and which words say so",
		func(ctx context.Context, q *question) (desk.StatusAnswer, error) {
			return s.Desk.Status(ctx, q.words())
		})
	huma.Register(api, huma.Operation{Method: http.MethodPost, Path: "/v1/status", OperationID: "post-status", Tags: []string{"law"},
		Summary: "Up to 100 questions, answered in order from one corpus version", MaxBodyBytes: 1 << 20},
		func(ctx context.Context, in *questions) (*struct{ Body answers }, error) {
			a, err := s.answerAll(ctx, in.Body.Questions)
			if err != nil {
				return nil, s.problem(err)
			}
			return &struct{ Body answers }{a}, nil
		})
}

// answerAll answers the questions from one version: where something was learned meanwhile, it
// begins again.
func (s *server) answerAll(ctx context.Context, asked []questionBody) (answers, error) {
	const tries = 5
	for range tries {
		before, err := s.Desk.Store().Version(ctx)
		if err != nil {
			return answers{}, err
		}
		a := answers{CorpusVersion: before.Seq, Answers: make([]desk.StatusAnswer, 0, len(asked))}
		for i, q := range asked {
			one, err := s.Desk.Status(ctx, desk.StatusWords(q))
			if err != nil {
				return answers{}, nth(err, i)
			}
			a.Answers = append(a.Answers, one)
		}
		after, err := s.Desk.Store().Version(ctx)
		if err != nil {
			return answers{}, err
		}
		if after.Seq == before.Seq {
			return a, nil
		}
	}
	return answers{}, &Problem{Status: http.StatusServiceUnavailable, Detail: "too much is being learned just now to answer all from one version; try again", retryAfter: "2"}
}

// nth says in which question a word was wrong.
func nth(err error, i int) error {
	var word *desk.WordError
	if !errors.As(err, &word) {
		return err
	}
	w := *word
	w.Parameter = fmt.Sprintf("questions[%d].%s", i, word.Parameter)
	return &w
}
