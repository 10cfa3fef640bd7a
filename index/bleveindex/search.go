package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	bq "github.com/blevesearch/bleve/v2/search/query"
	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
)

// Search answers a request. In Lodestone syntax a hit is a document that answers, shown by its best
// passage; in plain syntax a hit is a passage. Errors about what was asked are [*index.QueryError]
// and [*index.RequestError].
func (x *Index) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if err := check(&r); err != nil {
		return index.Result{}, err
	}
	b, view, done, err := x.use()
	if err != nil {
		return index.Result{}, err
	}
	defer done()
	p, err := b.position()
	if err != nil {
		return index.Result{}, err
	}
	s := &asker{Request: r, build: b, view: view, texts: x.texts}
	if s.cursor, err = start(r, b.name, p.Seq); err != nil {
		return index.Result{}, err
	}
	if err := s.read(x.names); err != nil {
		return index.Result{}, err
	}
	res, err := s.answer(ctx)
	res.IndexedSeq = p.Seq
	return res, err
}

// check refuses a request that means nothing, and fills in what was left open.
func check(r *index.Request) error {
	fail := func(parameter, message string) error {
		return &index.RequestError{Parameter: parameter, Message: message}
	}
	switch r.Syntax {
	case "":
		r.Syntax = index.Lodestone
	case index.Lodestone, index.Plain:
	default:
		return fail("syntax", fmt.Sprintf("%q is not a syntax; use lodestone or plain", r.Syntax))
	}
	switch r.Sort {
	case "":
		r.Sort = index.ByRelevance
	case index.ByRelevance, index.Newest, index.Oldest:
	default:
		return fail("sort", fmt.Sprintf("%q is not an order; use relevance, newest or oldest", r.Sort))
	}
	switch {
	case r.Limit < 0 || r.Limit > index.MaxLimit:
		return fail("limit", fmt.Sprintf("the number of hits on a page must be from 1 to %d", index.MaxLimit))
	case r.Limit == 0:
		r.Limit = index.DefaultLimit
	}
	if !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From) {
		return fail("from", fmt.Sprintf("%s is after %s; the first day must not come after the last", r.From, r.To))
	}
	return nil
}

// asker answers one request on one build.
type asker struct {
	index.Request
	build  *build
	view   View
	texts  *texts
	cursor cursor

	typed    query.Node // as typed; nil: every document
	tree     query.Node // with the names of materials
	expanded []index.Expansion
	reader   api.IndexReader
}

// read turns the words of the query into trees.
func (s *asker) read(names query.Names) error {
	if strings.TrimSpace(s.Query) == "" {
		return nil
	}
	var err error
	if s.Syntax == index.Plain {
		s.typed, err = query.ParsePlain(s.Query)
	} else {
		s.typed, err = query.Parse(s.Query)
	}
	if err != nil {
		return err
	}
	s.tree = s.typed
	if s.ExpandMaterials {
		s.tree, s.expanded = query.Expand(s.typed, names)
	}
	return nil
}

// row is one entry of the index that answers.
type row struct {
	entry    string
	revision corpus.RevisionID
	passage  string // its range, for a passage
	score    float64
	figures  []float64 // of a passage that was ranked
	sort     []string
}

// answer asks the engine, and the evaluator where the engine does not know, and makes the page.
func (s *asker) answer(ctx context.Context) (res index.Result, err error) {
	engine, err := s.build.bleve.Advanced()
	if err != nil {
		return res, fmt.Errorf("search: %w", err)
	}
	if s.reader, err = engine.Reader(); err != nil {
		return res, fmt.Errorf("search: %w", err)
	}
	defer func() { err = errors.Join(err, s.reader.Close()) }()

	res.Hits = []index.Hit{}
	documents, exact, err := s.compile("document", fieldBody)
	if err != nil {
		return res, err
	}
	asked := documents
	if s.Syntax == index.Plain {
		if asked, _, err = s.compile("passage", fieldText); err != nil {
			return res, err
		}
		exact = true // a passage that holds one of the words answers
	}
	var rows []row
	switch {
	case s.Syntax == index.Plain && s.tree != nil && !byDate(s.Sort):
		rows, res.Total, err = s.best(ctx, asked)
	case exact:
		rows, res.Total, err = s.page(ctx, asked)
	default:
		rows, documents, res.Total, err = s.decide(ctx, asked)
	}
	if err != nil {
		return res, err
	}
	if len(rows) > s.Limit {
		rows = rows[:s.Limit]
		res.Next = s.next(rows).String()
	}
	for _, w := range rows {
		h, ok, err := s.hit(ctx, w)
		if err != nil {
			return res, err
		}
		if ok {
			res.Hits = append(res.Hits, h)
		} else {
			res.Total.Exact = false
		}
	}
	if res.Documents = res.Total.Value; s.Facets || s.Syntax == index.Plain {
		if res.Documents, res.Facets, err = s.count(ctx, documents); err != nil {
			return res, err
		}
	}
	if s.Explain {
		res.Explain = s.explain()
	}
	return res, nil
}

// compile makes the query of the engine for one type of entry, whose words are in the given field.
func (s *asker) compile(kind, field string) (bq.Query, bool, error) {
	filter, err := restrict(s.reader, s.Request, kind)
	if err != nil {
		return nil, false, err
	}
	if s.tree == nil {
		q := bq.NewBooleanQuery([]bq.Query{bq.NewMatchAllQuery()}, nil, nil)
		q.AddFilter(filter)
		return q, true, nil
	}
	c := compiler{reader: s.reader, asked: s.Query, exact: true}
	must, err := c.node(s.tree, field)
	if err != nil {
		return nil, false, err
	}
	q := bq.NewBooleanQuery([]bq.Query{must}, nil, nil)
	if s.Sort == index.ByRelevance && kind == "document" {
		for _, t := range query.Terms(s.typed) { // a title that holds the words speaks of them
			if !t.Prefix && len(t.Words) == 1 {
				q.AddShould(oneOf(t.Forms()[0], fieldTitle))
			}
		}
	}
	q.AddFilter(filter)
	return q, c.exact, nil
}

// request makes a search in the order of the request, which is total.
func (s *asker) request(q bq.Query, size int) *bleve.SearchRequest {
	req := bleve.NewSearchRequestOptions(q, size, 0, false)
	req.Fields = []string{fieldRevision, fieldRange}
	switch s.Sort {
	case index.Newest:
		req.SortBy([]string{"-" + fieldPublished, "_id"})
	case index.Oldest:
		req.SortBy([]string{fieldPublished, "_id"})
	default:
		req.SortBy([]string{"-_score", "-" + fieldPublished, "_id"})
	}
	if byDate(s.Sort) {
		req.Score = "none"
	}
	return req
}

// page asks for one page and one row more of a query that the engine answers exactly.
func (s *asker) page(ctx context.Context, q bq.Query) ([]row, index.Total, error) {
	req := s.request(q, s.Limit+1)
	if byDate(s.Sort) {
		req.SearchAfter = s.cursor.After
	} else {
		req.From = s.cursor.Offset
	}
	res, err := s.build.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, index.Total{}, fmt.Errorf("search: %w", err)
	}
	var rows []row
	for _, h := range res.Hits {
		rows = append(rows, rowOf(h))
	}
	return rows, index.Total{Value: int(min(res.Total, math.MaxInt32)), Exact: true}, nil
}

func rowOf(h *search.DocumentMatch) row {
	w := row{entry: h.ID, score: h.Score, sort: h.Sort}
	if v, ok := h.Fields[fieldRevision].(string); ok {
		w.revision = corpus.RevisionID(v)
	}
	if v, ok := h.Fields[fieldRange].(string); ok {
		w.passage = v
		w.revision = revisionOf(h.ID)
	}
	return w
}

// decide asks for every candidate and lets the evaluator decide. It returns the rows of the page
// and one more, a query for all documents that answer, and their number.
func (s *asker) decide(ctx context.Context, q bq.Query) ([]row, bq.Query, index.Total, error) {
	var none index.Total
	n, err := s.build.bleve.DocCount()
	if err != nil {
		return nil, nil, none, fmt.Errorf("search: %w", err)
	}
	res, err := s.build.bleve.SearchInContext(ctx, s.request(q, int(max(n, 1))))
	if err != nil {
		return nil, nil, none, fmt.Errorf("search: %w", err)
	}
	var rows []row
	var ids []string
	skipped := 0
	for _, h := range res.Hits {
		w := rowOf(h)
		doc, ok, err := s.doc(ctx, w)
		if err != nil {
			return nil, nil, none, err
		}
		answers := ok && query.Eval(s.tree, doc)
		if err := ctx.Err(); err != nil {
			return nil, nil, none, fmt.Errorf("search: %w", err)
		}
		if !answers {
			continue
		}
		ids = append(ids, w.entry)
		if !s.after(w, skipped) {
			skipped++
			continue
		}
		if len(rows) <= s.Limit {
			rows = append(rows, w)
		}
	}
	return rows, bq.NewDocIDQuery(ids), index.Total{Value: len(ids), Exact: true}, nil
}

// after reports whether a row, before which so many were skipped, lies beyond the cursor.
func (s *asker) after(w row, skipped int) bool {
	if !byDate(s.Sort) {
		return skipped >= s.cursor.Offset
	}
	if s.cursor.After == nil {
		return true
	}
	date := strings.Compare(w.sort[0], s.cursor.After[0])
	if s.Sort == index.Newest {
		date = -date
	}
	return date > 0 || date == 0 && w.sort[1] > s.cursor.After[1]
}

// next returns the cursor of the page after the one that ends with the last of the rows.
func (s *asker) next(rows []row) cursor {
	c := s.cursor
	if byDate(s.Sort) {
		c.After = rows[len(rows)-1].sort
	} else {
		c.Offset += len(rows)
	}
	return c
}

// doc prepares a document for the evaluator. It is false for one that the store does not hold.
func (s *asker) doc(ctx context.Context, w row) (*query.Doc, bool, error) {
	t, err := s.texts.get(ctx, s.view, w.revision)
	if errors.Is(err, kb.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	doc := &query.Doc{Body: t.words, Stop: func() bool { return ctx.Err() != nil }}
	if !query.AsksFields(s.tree) {
		return doc, true, nil
	}
	d, err := s.view.Document(ctx, t.revision.Document)
	if errors.Is(err, kb.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("search: %w", err)
	}
	doc.Title, doc.Authority, doc.Number = query.NewText(d.Title), query.NewText(d.Authority), query.NewText(d.Number)
	return doc, true, nil
}

func (s *asker) explain() *index.Explanation {
	if s.typed == nil {
		return &index.Explanation{Read: "every document", Tree: "every document\n"}
	}
	return &index.Explanation{Read: query.PrintFull(s.typed), Tree: query.Tree(s.typed), Expansions: s.expanded}
}
