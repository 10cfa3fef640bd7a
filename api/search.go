package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Bounds of searching.
const (
	maxSearches   = 8
	maxSearchTime = 2 * time.Second
)

type searchInput struct {
	Q            string   `query:"q" maxLength:"4096" doc:"the query; empty: every document that passes the filters, of which there must then be one" example:"gallium /s licen!"`
	Syntax       string   `query:"syntax" enum:"lodestone,westlaw,lexis,lucene,plain" default:"lodestone" doc:"terms and connectors, as Lodestone or as another reads them, or plain words"`
	Lang         []string `query:"lang,explode" doc:"language tags; zh also finds zh-Hans"`
	Jurisdiction []string `query:"jurisdiction,explode" doc:"whose: a country, EU or WTO"`
	Authority    []string `query:"authority,explode" doc:"ids of authorities, such as MOFCOM"`
	Kind         []string `query:"kind,explode" enum:"notice,regulation,news,analysis,annex,bill" doc:"kinds of documents"`
	Source       []string `query:"source,explode" doc:"ids of sources"`
	Material     []string `query:"material,explode" doc:"restricted by the document"`
	Restriction  []string `query:"restriction,explode" doc:"asserted in the document"`
	Destination  []string `query:"destination,explode" doc:"asserted in the document"`
	From         string   `query:"from" doc:"first day of publication"`
	To           string   `query:"to" doc:"last day of publication, inside"`
	Sort         string   `query:"sort" enum:"relevance,newest,oldest" default:"relevance" doc:"the order of hits"`
	Limit        int      `query:"limit" minimum:"1" maximum:"200" default:"20" doc:"hits on a page"`
	Cursor       string   `query:"cursor" maxLength:"4000" doc:"the next of the page before"`
	Expand       bool     `query:"expand" default:"true" doc:"a word that names a material finds its other names too"`
	Explain      bool     `query:"explain" doc:"tell how the query was read"`
	Facets       bool     `query:"facets" doc:"count the documents found by jurisdiction, authority, kind …"`
}

type searchView struct {
	Hits       []index.Hit        `json:"hits"`
	Total      index.Total        `json:"total" doc:"of hits, that is, passages"`
	Documents  int                `json:"documents" doc:"in which they are"`
	Next       *string            `json:"next" doc:"cursor of the next page; null on the last"`
	Facets     []index.Facet      `json:"facets,omitempty"`
	Explain    *index.Explanation `json:"explain,omitempty"`
	IndexedSeq kb.Seq             `json:"indexed_seq" doc:"last entry of the log that the index has seen"`
	Coverage   desk.Coverage      `json:"coverage"`
}

func (s *server) searchRoutes(api huma.API) {
	op := huma.Operation{Method: http.MethodGet, Path: "/v1/search", OperationID: "search", Tags: []string{"search"},
		Summary: "Which text says this, where exactly, and how does it read"}
	huma.Register(api, op, func(ctx context.Context, in *searchInput) (*struct{ Body searchView }, error) {
		v, err := s.search(ctx, in)
		if err != nil {
			return nil, s.problem(err)
		}
		return &struct{ Body searchView }{v}, nil
	})
}

func (s *server) search(ctx context.Context, in *searchInput) (searchView, error) {
	if s.Search == nil {
		return searchView{}, &Problem{Status: http.StatusServiceUnavailable, Detail: "this server runs without an index"}
	}
	if strings.TrimSpace(in.Q) == "" && !in.narrowed() {
		return searchView{}, &desk.WordError{Parameter: "q", Detail: "name at least a query or a filter, for example q=gallium or jurisdiction=CN"}
	}
	r, err := s.request(in)
	if err != nil {
		return searchView{}, err
	}
	found, err := s.limitedSearch(ctx, r)
	if err != nil {
		return searchView{}, err
	}
	v := searchView{Hits: full(found.Hits), Total: found.Total, Documents: found.Documents, Facets: found.Facets, Explain: found.Explain, IndexedSeq: found.IndexedSeq}
	if found.Next != "" {
		v.Next = &found.Next
	}
	v.Coverage, err = s.Desk.Coverage(ctx)
	return v, err
}

// narrowed reports whether a filter is set.
func (in *searchInput) narrowed() bool {
	for _, words := range [][]string{in.Lang, in.Jurisdiction, in.Authority, in.Kind, in.Source, in.Material, in.Restriction, in.Destination, {in.From, in.To}} {
		if strings.Join(words, "") != "" {
			return true
		}
	}
	return false
}

// request reads the parameters as the index wants them; words become codes.
func (s *server) request(in *searchInput) (index.Request, error) {
	r := index.Request{Query: in.Q, Syntax: index.Syntax(in.Syntax), Authorities: in.Authority, Sort: index.Sort(in.Sort), Limit: in.Limit,
		Cursor: in.Cursor, Explain: in.Explain, Facets: in.Facets, ExpandMaterials: in.Expand}
	if in.From != "" || in.To != "" {
		var err error
		if r.From, r.To, err = s.Desk.Range(in.From, in.To); err != nil {
			return r, err
		}
	}
	for _, l := range in.Lang {
		r.Lang = append(r.Lang, corpus.Lang(l))
	}
	for _, k := range in.Kind {
		r.Kinds = append(r.Kinds, corpus.DocumentKind(k))
	}
	for _, id := range in.Source {
		r.Sources = append(r.Sources, corpus.SourceID(id))
	}
	f, err := s.Desk.Filter(desk.ChangeWords{Types: in.Restriction})
	if err != nil {
		return r, err
	}
	r.Restrictions = f.Restrictions
	if r.Jurisdictions, err = readAll(in.Jurisdiction, s.Desk.Jurisdiction); err != nil {
		return r, err
	}
	if r.Materials, err = readAll(in.Material, s.Desk.Material); err != nil {
		return r, err
	}
	r.Destinations, err = readAll(in.Destination, func(w string) (string, error) { return s.Desk.Place("destination", w) })
	return r, err
}

// readAll reads each word; words that mean "any" are left out.
func readAll[T ~string](words []string, read func(string) (T, error)) ([]T, error) {
	var out []T
	for _, w := range words {
		v, err := read(w)
		if err != nil {
			return nil, err
		}
		if v != "" {
			out = append(out, v)
		}
	}
	return out, nil
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
