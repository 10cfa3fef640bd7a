package api

import (
	"context"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/citator"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

type citeInput struct {
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"1000000" doc:"the text whose citations are wanted; offsets of the answer count its bytes in UTF-8"`
		Lang string `json:"lang,omitempty" maxLength:"40" doc:"its language, where it is known"`
	}
}

type citationList struct {
	Citations []citator.Citation `json:"citations"`
	Total     desk.Total         `json:"total"`
	Coverage  desk.Coverage      `json:"coverage"`
}

// citeRoutes serves the stateless tools that look at what a caller has.
func (s *server) citeRoutes(api huma.API) {
	if s.Citator != nil {
		op := huma.Operation{Method: http.MethodPost, Path: "/v1/cite", OperationID: "cite", Tags: []string{"tools"}, MaxBodyBytes: maxBody,
			Summary: "Every citation in a text, with its place, resolved to the legal acts known. Nothing is kept"}
		huma.Register(api, op, func(ctx context.Context, in *citeInput) (*struct{ Body citationList }, error) {
			l, err := s.citations(ctx, in.Body.Text, corpus.Lang(in.Body.Lang))
			if err != nil {
				return nil, s.problem(err)
			}
			return &struct{ Body citationList }{l}, nil
		})
	}
	op := huma.Operation{Method: http.MethodPost, Path: "/v1/verify", OperationID: "verify", Tags: []string{"tools"}, MaxBodyBytes: 1 << 20,
		Summary: "Whether quotations stand where they are said to stand: each span against the revision held. Nothing is kept"}
	huma.Register(api, op, func(ctx context.Context, in *verifyInput) (*struct{ Body verdicts }, error) {
		v, err := s.verify(ctx, in.Body.Spans)
		if err != nil {
			return nil, s.problem(err)
		}
		return &struct{ Body verdicts }{v}, nil
	})
}

func (s *server) citations(ctx context.Context, text string, lang corpus.Lang) (citationList, error) {
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return citationList{}, err
	}
	rows := s.Citator.Cite(text, lang, body.Law().Instruments)
	c, err := s.Desk.Coverage(ctx)
	return citationList{rows, desk.Total{Value: len(rows), Exact: true}, c}, err
}

type verifyInput struct {
	Body struct {
		Spans []spanClaim `json:"spans" minItems:"1" maxItems:"200" doc:"as answers of this API give them"`
	}
}

// spanClaim is a quotation that somebody has.
type spanClaim struct {
	Document string `json:"document" minLength:"1" maxLength:"100"`
	Revision string `json:"revision,omitempty" maxLength:"100" doc:"empty: the latest"`
	Start    int    `json:"start" minimum:"0" doc:"byte offset into the revision's text"`
	End      int    `json:"end" minimum:"0"`
	Quote    string `json:"quote" minLength:"1" maxLength:"100000"`
}

// verdict says what became of one quotation.
type verdict struct {
	Holds    bool              `json:"holds" doc:"the text reads so at that place"`
	Reason   string            `json:"reason,omitempty" doc:"why it does not hold"`
	Revision corpus.RevisionID `json:"revision,omitempty" doc:"that was looked at"`
	Latest   bool              `json:"latest" doc:"that revision is the document's latest"`
	At       []int             `json:"at" doc:"where else in that text the quotation stands, as byte offsets; at most ten"`
	Hash     corpus.Hash       `json:"hash,omitempty" doc:"SHA-256 of the text"`
}

type verdicts struct {
	Verdicts []verdict     `json:"verdicts" doc:"in the order of the spans"`
	Hold     bool          `json:"hold" doc:"all of them do"`
	Coverage desk.Coverage `json:"coverage"`
}

func (s *server) verify(ctx context.Context, spans []spanClaim) (verdicts, error) {
	out := verdicts{Hold: true}
	for _, c := range spans {
		v, err := s.verdictOn(ctx, c)
		if err != nil {
			return out, err
		}
		out.Hold = out.Hold && v.Holds
		out.Verdicts = append(out.Verdicts, v)
	}
	var err error
	out.Coverage, err = s.Desk.Coverage(ctx)
	return out, err
}

// verdictOn looks one quotation up. What is not held is a verdict, not an error of the request.
func (s *server) verdictOn(ctx context.Context, c spanClaim) (verdict, error) {
	d, err := s.Desk.Store().Document(ctx, corpus.DocumentID(c.Document))
	if isMissing(err) {
		return verdict{Reason: "no document of that id is held", At: []int{}}, nil
	} else if err != nil {
		return verdict{}, err
	}
	r, err := s.revision(ctx, c.Document, c.Revision)
	if p, ok := err.(*Problem); ok && p.Status == http.StatusNotFound {
		return verdict{Reason: p.Detail, At: []int{}}, nil
	} else if err != nil {
		return verdict{}, err
	}
	v := verdict{Revision: r.ID, Latest: r.ID == d.Latest(), Hash: r.Hash, At: []int{}}
	for at := 0; len(v.At) < 10; {
		n := strings.Index(r.Text[at:], c.Quote)
		if n < 0 {
			break
		}
		if at+n != c.Start {
			v.At = append(v.At, at+n)
		}
		at += n + len(c.Quote)
	}
	switch {
	case c.End <= c.Start || c.End > len(r.Text):
		v.Reason = "the offsets lie outside the text"
	case !utf8.ValidString(r.Text[c.Start:c.End]):
		v.Reason = "the offsets cut a character; they count bytes"
	case r.Text[c.Start:c.End] != c.Quote:
		v.Reason = "the text reads otherwise there"
	default:
		v.Holds = true
	}
	return v, nil
}
