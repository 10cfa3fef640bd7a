package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
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
	if err == nil && res.Total.Value == 0 && s.typed != nil {
		if res.Spelling, err = s.misspelt(ctx, x.names); err == nil {
			res.AsQuestion, err = s.asQuestion(ctx, x.names)
		}
	}
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
	default:
		if !slices.Contains(index.Syntaxes(), r.Syntax) {
			return fail("syntax", fmt.Sprintf("%q is not a syntax; use lodestone, westlaw, lexis, lucene or plain", r.Syntax))
		}
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
	tree     query.Node // with the names of materials and, of a plain question, what laws write for its words
	expanded []index.Expansion
	across   []rank.Crossing // words of a plain question that texts in the other language answer too
	reader   api.IndexReader
	pieces   []*segment // what reader sees, see [asker.segments]
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
		s.typed, err = query.ParseAs(s.Syntax, s.Query)
	}
	if err != nil {
		return err
	}
	s.tree = s.typed
	if s.ExpandMaterials {
		s.tree, s.expanded = query.Expand(s.typed, names)
		if s.Syntax == index.Plain {
			var more []index.Expansion
			s.tree, more = query.ExpandChinese(s.tree, s.Query, names)
			s.expanded = append(s.expanded, more...)
		}
	}
	s.tree = query.Distinct(s.tree)
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

// open begins to read the index as it is now; its reader must be closed.
func (s *asker) open() error {
	engine, err := s.build.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	s.pieces = nil
	if s.reader, err = engine.Reader(); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

// misspelt opens the vocabulary for [asker.spelling].
func (s *asker) misspelt(ctx context.Context, names query.Names) (out *index.Spelling, err error) {
	if err := s.open(); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.reader.Close()) }()
	return s.spelling(ctx, names)
}

// answer asks the engine, and the evaluator where the engine does not know, and makes the page.
func (s *asker) answer(ctx context.Context) (res index.Result, err error) {
	if err := s.open(); err != nil {
		return res, err
	}
	defer func() { err = errors.Join(err, s.reader.Close()) }()

	if err := s.inLaws(); err != nil {
		return res, err
	}
	if err := s.acrossLanguages(); err != nil {
		return res, err
	}
	res.Hits = []index.Hit{}
	rows, total, documents, err := s.rows(ctx)
	if err != nil {
		return res, err
	}
	res.Total = total
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
	res.Documents = documents.total()
	if s.Facets {
		if res.Facets, err = documents.facets(); err != nil {
			return res, err
		}
	}
	if s.Explain {
		res.Explain = s.explain()
	}
	return res, nil
}

// rows finds the page that is asked for and one row more, the number of all, and the documents that
// answer.
func (s *asker) rows(ctx context.Context) (rows []row, total index.Total, documents *answers, err error) {
	plain := s.Syntax == index.Plain
	documents, err = s.matches(ctx, "document", "", !plain && s.tree != nil && !byDate(s.Sort))
	if err != nil {
		return nil, total, nil, err
	}
	listed := documents
	if plain {
		if listed, err = s.matches(ctx, "passage", fieldText, false); err != nil {
			return nil, total, nil, err
		}
	}
	total = index.Total{Value: listed.total(), Exact: true}
	switch {
	case byDate(s.Sort):
		rows, err = s.dated(ctx, listed, s.Limit+1)
	case s.tree == nil: // nothing is more relevant than another
		rows, err = s.dated(ctx, listed, s.cursor.Offset+s.Limit+1)
		rows = rows[min(s.cursor.Offset, len(rows)):]
	case plain:
		rows, err = s.best(ctx)
	default:
		rows, err = s.ranked(listed)
	}
	return rows, total, documents, err
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
	facts, err := s.view.FactsOf(ctx, d.ID)
	if err != nil {
		return nil, false, fmt.Errorf("search: %w", err)
	}
	doc.Title, doc.Authority, doc.Number = query.NewText(d.Title), query.NewText(d.Authority), query.NewText(d.Number)
	doc.Section, doc.Quote = query.Sections(&t.revision), query.Quotations(t.revision.Text)
	doc.Values, doc.Published = query.ValuesOf(facts), d.Published
	return doc, true, nil
}

func (s *asker) explain() *index.Explanation {
	if s.typed == nil {
		return &index.Explanation{Read: "every document", Tree: "every document\n"}
	}
	return &index.Explanation{Read: query.PrintFull(s.typed), Tree: query.Tree(s.typed), Expansions: s.expanded,
		Others: query.Others(s.Query, s.Syntax)}
}
