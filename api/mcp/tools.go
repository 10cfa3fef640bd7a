package mcp

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index/ask"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/citator"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Bounds of an answer, so that it fits a model's window.
const (
	defaultRows = 20
	maxRows     = 100
	maxPassage  = 16 << 10 // bytes
)

// rows reads a limit; 0 is the default.
func rows(limit int) (int, error) {
	if limit < 0 || limit > maxRows {
		return 0, &desk.WordError{Parameter: "limit", Value: fmt.Sprint(limit), Detail: fmt.Sprintf("want 1 to %d", maxRows)}
	}
	if limit == 0 {
		limit = defaultRows
	}
	return limit, nil
}

// tail is what every list carries.
type tail struct {
	Total    int      `json:"total"`
	Exact    bool     `json:"exact" jsonschema:"false: total is a lower bound"`
	Next     string   `json:"next,omitempty" jsonschema:"cursor of the next page"`
	Coverage coverage `json:"coverage"`
}

func tailOf[T any](l desk.List[T]) tail {
	t := tail{Total: l.Total.Value, Exact: l.Total.Exact, Coverage: coverageOf(l.Coverage)}
	if l.Next != nil {
		t.Next = *l.Next
	}
	return t
}

type coverage struct {
	Sources       int      `json:"sources"`
	NewestCapture string   `json:"newest_capture,omitempty"`
	StaleSources  []string `json:"stale_sources" jsonschema:"not read for seven days"`
	CorpusVersion uint64   `json:"corpus_version"`
	NotCovered    []string `json:"not_covered"`
	Sample        bool     `json:"sample,omitempty" jsonschema:"the folder holds an invented sample: nothing here is evidence"`
}

func coverageOf(c desk.Coverage) coverage {
	out := coverage{Sources: c.Sources, StaleSources: idents(c.StaleSources), CorpusVersion: uint64(c.CorpusVersion), NotCovered: c.NotCovered, Sample: c.Sample}
	if c.NewestCapture != nil {
		out.NewestCapture = c.NewestCapture.UTC().Format(time.RFC3339)
	}
	return out
}

func (s *Server) coverage(ctx context.Context, _ struct{}) (coverage, error) {
	c, err := s.Desk.Coverage(ctx)
	return coverageOf(c), err
}

type searchInput struct {
	Query        string `json:"query" jsonschema:"terms and connectors, or plain words"`
	Syntax       string `json:"syntax,omitempty" jsonschema:"lodestone (terms and connectors, the default) or plain"`
	Jurisdiction string `json:"jurisdiction,omitempty" jsonschema:"whose: a country, EU or WTO"`
	From         string `json:"from,omitempty" jsonschema:"first day of publication"`
	To           string `json:"to,omitempty" jsonschema:"last day of publication"`
	Limit        int    `json:"limit,omitempty" jsonschema:"passages, at most 100"`
	Cursor       string `json:"cursor,omitempty"`
}

type hit struct {
	Document  string  `json:"document"`
	Revision  string  `json:"revision"`
	Start     int     `json:"start" jsonschema:"of the passage, for get_passage"`
	End       int     `json:"end"`
	Address   string  `json:"address,omitempty"`
	Published string  `json:"published,omitempty"`
	Authority string  `json:"authority,omitempty"`
	URL       string  `json:"untrusted_url,omitempty"`
	Score     float64 `json:"score"`
	Title     Marked  `json:"title"`
	Snippet   Marked  `json:"snippet"`
}

type hits struct {
	Hits []hit  `json:"hits"`
	Note string `json:"note,omitempty"` // where no text is held at all
	tail
}

func (s *Server) search(ctx context.Context, in searchInput) (hits, error) {
	n, err := rows(in.Limit)
	if err != nil {
		return hits{}, err
	}
	words := ask.Words{Query: in.Query, Syntax: in.Syntax, From: in.From, To: in.To, Limit: n, Cursor: in.Cursor}
	if in.Jurisdiction != "" {
		words.Jurisdictions = []string{in.Jurisdiction}
	}
	r, err := words.Request(ctx, s.Desk)
	if err != nil {
		return hits{}, err
	}
	found, err := s.Search(ctx, r)
	if err != nil {
		return hits{}, err
	}
	out := hits{Hits: []hit{}, tail: tail{Total: found.Total.Value, Exact: found.Total.Exact, Next: found.Next}}
	for _, h := range found.Hits {
		out.Hits = append(out.Hits, hit{string(h.Document), string(h.Revision), h.Start, h.End, ident(h.Address), h.Published.String(), ident(h.Authority), address(h.URL), h.Score, marked(h.Title), marked(h.Snippet)})
	}
	holds, err := s.Desk.HoldsTexts(ctx)
	if err != nil {
		return hits{}, err
	}
	if !holds {
		out.Note = desk.NoTexts
	}
	c, err := s.Desk.Coverage(ctx)
	out.Coverage = coverageOf(c)
	return out, err
}

type passageInput struct {
	Document string `json:"document" jsonschema:"id, as search gives it"`
	Revision string `json:"revision,omitempty" jsonschema:"empty: the latest"`
	Start    int    `json:"start,omitempty" jsonschema:"first byte"`
	End      int    `json:"end,omitempty" jsonschema:"byte behind the last; 0: as much as fits, 16 KiB"`
}

type passage struct {
	quoted
	Title     Marked `json:"title"`
	URL       string `json:"untrusted_url,omitempty"`
	Published string `json:"published,omitempty"`
	Length    int    `json:"length" jsonschema:"bytes of the whole text"`
	Latest    bool   `json:"latest" jsonschema:"it is the latest text of the document"`
}

func (s *Server) passage(ctx context.Context, in passageInput) (passage, error) {
	d, err := s.Desk.Store().Document(ctx, corpus.DocumentID(in.Document))
	if err != nil {
		return passage{}, fmt.Errorf("document %s: %w", ident(in.Document), kb.ErrNotFound)
	}
	id := corpus.RevisionID(in.Revision)
	if id == "" {
		id = d.Latest()
	}
	r, err := s.Desk.Store().Revision(ctx, id)
	if err != nil || r.Document != d.ID {
		return passage{}, fmt.Errorf("revision %s of document %s: %w", ident(in.Revision), d.ID, kb.ErrNotFound)
	}
	start, end := max(0, min(in.Start, len(r.Text))), min(in.End, len(r.Text))
	if end <= 0 {
		end = len(r.Text)
	}
	end = min(max(end, start), start+maxPassage)
	for start > 0 && start < len(r.Text) && !utf8.RuneStart(r.Text[start]) {
		start--
	}
	for end < len(r.Text) && !utf8.RuneStart(r.Text[end]) {
		end--
	}
	end = max(end, start)
	return passage{quoted{marked(r.Text[start:end]), string(d.ID), string(r.ID), start, end, ""}, marked(d.Title), address(d.URL), d.Published.String(), len(r.Text), r.ID == d.Latest()}, nil
}

type citeInput struct {
	Text string `json:"text" jsonschema:"your text; offsets of the answer count its bytes in UTF-8"`
}

type citation struct {
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Cited      Marked `json:"cited"`
	Kind       string `json:"kind"`
	Instrument string `json:"instrument,omitempty"`
	Held       bool   `json:"held"`
	Title      Marked `json:"title"`
}

type citations struct {
	Citations []citation `json:"citations"`
	Coverage  coverage   `json:"coverage"`
}

func (s *Server) cite(ctx context.Context, in citeInput) (citations, error) {
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return citations{}, err
	}
	out := citations{Citations: []citation{}}
	for _, c := range s.Citator.Cite(in.Text, "", body.Law().Instruments) {
		out.Citations = append(out.Citations, citationOf(c))
	}
	c, err := s.Desk.Coverage(ctx)
	out.Coverage = coverageOf(c)
	return out, err
}

func citationOf(c citator.Citation) citation {
	return citation{c.Start, c.End, marked(c.Cited), string(c.Kind), ident(string(c.Instrument)), c.Held, marked(c.Title)}
}
