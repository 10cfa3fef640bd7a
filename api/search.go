package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/ask"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Bounds of searching.
const (
	maxSearches   = 8
	maxSearchTime = 2 * time.Second
)

type searchInput struct {
	Conditional
	Q              string   `query:"q" maxLength:"4096" doc:"the query; empty: every document that passes the filters, of which there must then be one" example:"gallium /s licen!"`
	Syntax         string   `query:"syntax" enum:"lodestone,westlaw,lexis,lucene,plain" default:"lodestone" doc:"terms and connectors, as Lodestone or as another reads them, or plain words"`
	Lang           []string `query:"lang,explode" doc:"language tags; zh also finds zh-Hans"`
	Jurisdiction   []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
	Authority      []string `query:"authority,explode" doc:"ids of authorities, such as MOFCOM"`
	Kind           []string `query:"kind,explode" enum:"notice,regulation,news,analysis,annex,bill" doc:"kinds of documents"`
	Source         []string `query:"source,explode" doc:"ids of sources"`
	Material       []string `query:"material,explode" doc:"restricted by the document"`
	Restriction    []string `query:"restriction,explode" doc:"asserted in the document"`
	Destination    []string `query:"destination,explode" doc:"asserted in the document"`
	MaterialAll    bool     `query:"material.all" doc:"every material that is named, not only one of them"`
	RestrictionAll bool     `query:"restriction.all" doc:"every restriction that is named, not only one of them"`
	DestinationAll bool     `query:"destination.all" doc:"every destination that is named, not only one of them"`
	Document       []string `query:"document,explode" doc:"ids of documents: search inside of these"`
	Status         []string `query:"status,explode" doc:"texts of acts that have a measure in this status" example:"in_force"`
	On             string   `query:"on" doc:"the day of the status; today where none is named"`
	Cites          []string `query:"cites,explode" doc:"ids of acts: documents that cite one of them, or are the text of one that acts upon it" example:"cn-mofcom-2025-61"`
	From           string   `query:"from" maxLength:"40" doc:"first day of publication; or a period told from today, such as past 3 months"`
	To             string   `query:"to" maxLength:"40" doc:"last day of publication, inside; or a period"`
	Sort           string   `query:"sort" enum:"relevance,newest,oldest" default:"relevance" doc:"the order of hits"`
	Limit          int      `query:"limit" minimum:"1" maximum:"200" default:"20" doc:"hits on a page"`
	Cursor         string   `query:"cursor" maxLength:"4000" doc:"the next of the page before"`
	Expand         bool     `query:"expand" default:"true" doc:"a word that names a material finds its other names too"`
	Explain        bool     `query:"explain" doc:"tell how the query was read"`
	Facets         bool     `query:"facets" doc:"count the documents found by jurisdiction, authority, kind …"`
}

type searchView struct {
	Hits       []index.Hit        `json:"hits"`
	Total      index.Total        `json:"total" doc:"of hits, that is, passages"`
	Documents  int                `json:"documents" doc:"in which they are"`
	Next       *string            `json:"next" doc:"cursor of the next page; null on the last"`
	Facets     []index.Facet      `json:"facets,omitempty"`
	Explain    *index.Explanation `json:"explain,omitempty"`
	Spelling   *index.Spelling    `json:"spelling,omitempty" doc:"where nothing was found: words that stand in no text, and what was perhaps meant"`
	AsQuestion int                `json:"as_question,omitempty" doc:"where nothing was found: in how many documents the same words find something as a plain question, syntax=plain"`
	Note       string             `json:"note,omitempty" doc:"where no text is held at all: that the answer says nothing, and what to do"`
	IndexedSeq kb.Seq             `json:"indexed_seq" doc:"last entry of the log that the index has seen"`
	Coverage   desk.Coverage      `json:"coverage"`
}

func (s *server) searchRoutes(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/search", OperationID: "search", Tags: []string{"search"},
		Summary: "Which text says this, where exactly, and how does it read"}
	huma.Register(api, op, func(ctx context.Context, in *searchInput) (*reply[searchView], error) {
		r := &reply[searchView]{Status: http.StatusOK}
		if s.Search != nil {
			tag, err := s.searchTag(ctx)
			if err != nil {
				return nil, s.problem(err)
			}
			if tag != "" {
				r.ETag = `"` + tag + `"`
			}
		}
		if r.ETag != "" && matches(in.IfNoneMatch, r.ETag) {
			r.Status = http.StatusNotModified
			return r, nil
		}
		var err error
		if r.Body, err = s.search(ctx, in); err != nil {
			return nil, s.problem(err)
		}
		return r, nil
	})
}

func (s *server) search(ctx context.Context, in *searchInput) (searchView, error) {
	if s.Search == nil {
		return searchView{}, &Problem{Status: http.StatusServiceUnavailable, Detail: "this server runs without an index"}
	}
	words := in.words()
	if strings.TrimSpace(in.Q) == "" && !words.Narrowed() {
		return searchView{}, &desk.WordError{Parameter: "q", Detail: "name at least a query or a filter, for example q=gallium or jurisdiction=CN"}
	}
	r, err := words.Request(ctx, s.Desk)
	if err != nil {
		return searchView{}, err
	}
	found, err := s.limitedSearch(ctx, r)
	if err != nil {
		return searchView{}, err
	}
	v := searchView{Hits: full(found.Hits), Total: found.Total, Documents: found.Documents, Facets: found.Facets, Explain: found.Explain, Spelling: found.Spelling, AsQuestion: found.AsQuestion, IndexedSeq: found.IndexedSeq}
	if found.Next != "" {
		v.Next = &found.Next
	}
	if v.Coverage, err = s.Desk.Coverage(ctx); err != nil {
		return v, err
	}
	holds, err := s.Desk.HoldsTexts(ctx)
	if !holds {
		v.Note = desk.NoTexts
	}
	return v, err
}

// words are the parameters as a search.
func (in *searchInput) words() ask.Words {
	return ask.Words{Query: in.Q, Syntax: in.Syntax, From: in.From, To: in.To, Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit,
		Langs: in.Lang, Jurisdictions: in.Jurisdiction, Authorities: in.Authority, Kinds: in.Kind, Sources: in.Source,
		Materials: in.Material, Restrictions: in.Restriction, Destinations: in.Destination,
		AllMaterials: in.MaterialAll, AllRestrictions: in.RestrictionAll, AllDestinations: in.DestinationAll,
		Documents: in.Document, Statuses: in.Status, On: in.On, Cites: in.Cites, Explain: in.Explain, Facets: in.Facets, Literal: !in.Expand}
}

// limitedSearch runs a search within the bounds on time and number, for the API and the pages.
func (s *server) limitedSearch(ctx context.Context, r index.Request) (index.Result, error) {
	select {
	case s.searches <- struct{}{}:
		defer func() { <-s.searches }()
	default:
		return index.Result{}, &Problem{Status: http.StatusServiceUnavailable, Detail: "too many searches are running; try again in a moment", retryAfter: "1"}
	}
	ctx, cancel := context.WithTimeout(ctx, maxSearchTime)
	defer cancel()
	return s.Search.Search(ctx, r)
}

// queryProblem tells where a query is wrong.
func queryProblem(e *index.QueryError) *Problem {
	p := &Problem{Status: http.StatusBadRequest, Detail: e.Error(), Parameter: "q", Position: &e.Pos}
	if e.Suggestion != "" {
		p.Suggestions = []string{e.Suggestion}
	}
	return p
}
