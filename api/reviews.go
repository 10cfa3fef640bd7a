package api

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/keys"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// Judge records a person's decision on a fact. What cannot be decided is an [*ingest.JudgementError].
type Judge func(ctx context.Context, j ingest.Judgement) (kb.Fact, error)

// reviewFilter narrows the queue.
type reviewFilter struct {
	Conditional
	Paging
	Document string `query:"document" maxLength:"100" doc:"id of a document"`
	Kind     string `query:"kind" maxLength:"40" doc:"kind of fact"`
}

type decisionInput struct {
	Body struct {
		Fact    string `json:"fact" minLength:"1" maxLength:"100" doc:"id of the fact"`
		Verdict string `json:"verdict" enum:"confirmed,corrected,rejected"`
		Value   string `json:"value,omitempty" maxLength:"200" doc:"of a correction: what the words mean, in normal form"`
		Role    string `json:"role,omitempty" maxLength:"40" doc:"of a correction: the part that the fact plays"`
		By      string `json:"by,omitempty" maxLength:"100" doc:"the person on whose behalf the key decides, beside the key, which is always recorded; the name of the key where nothing is said"`
		On      string `json:"on,omitempty" maxLength:"100" doc:"id of the official text on which the decision rests; the fact's own document where nothing is said"`
		Note    string `json:"note,omitempty" maxLength:"2000" doc:"why"`
	}
}

type reviewList struct {
	Reviews []desk.ReviewRow `json:"reviews"`
	Tail
}

// reviewRoutes serves the queue of facts that wait for a person, and takes decisions.
func (s *server) reviewRoutes(api huma.API) {
	get(s, api, "/v1/reviews", "list-reviews", "reviews", "The facts that wait for a person, the least sure first",
		func(ctx context.Context, in *reviewFilter) (reviewList, error) {
			p, err := in.page()
			if err != nil {
				return reviewList{}, err
			}
			l, err := s.Desk.Reviews(ctx, desk.ReviewWords{Document: in.Document, Kind: in.Kind}, p)
			return reviewList{l.Rows, tailOf(l)}, err
		})
	if s.Judge == nil {
		return
	}
	op := huma.Operation{Method: http.MethodPost, Path: "/v1/reviews", OperationID: "review", Tags: []string{"reviews"}, MaxBodyBytes: 64 << 10,
		Summary: "A person's decision on a fact: it is an entry of the log, and changes the law that rests on the fact"}
	huma.Register(api, op, func(ctx context.Context, in *decisionInput) (*struct{ Body kb.Fact }, error) {
		b, key := in.Body, callerOf(ctx).key
		j := ingest.Judgement{Fact: kb.FactID(b.Fact), Verdict: kb.Review(b.Verdict), Value: b.Value, Role: kb.Role(b.Role), By: cmp.Or(b.By, key.Name), Key: signature(key), On: corpus.DocumentID(b.On), Note: b.Note}
		f, err := s.Judge(ctx, j)
		var wrong *ingest.JudgementError
		if errors.As(err, &wrong) {
			status := http.StatusUnprocessableEntity
			if wrong.Parameter == "fact" {
				status = http.StatusNotFound
			}
			return nil, &Problem{Status: status, Parameter: wrong.Parameter, Detail: wrong.Detail}
		}
		if err != nil {
			return nil, s.problem(err)
		}
		return &struct{ Body kb.Fact }{f}, nil
	})
}

// signature is how a decision names the key it came with: id and name; empty where keys are not asked for.
func signature(k keys.Key) string {
	if k.ID == "" {
		return ""
	}
	return k.ID + " (" + k.Name + ")"
}
