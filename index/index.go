package index

import (
	"errors"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// MaxLimit is the largest number of hits on one page.
const MaxLimit = 200

// DefaultLimit is the number of hits on a page when the request names none.
const DefaultLimit = 20

// Syntax names a way to read the words of a query.
type Syntax string

// The syntaxes.
const (
	// Lodestone is terms and connectors: complete and exact. It is what an empty Syntax means.
	Lodestone Syntax = "lodestone"
	// Westlaw, Lexis and Lucene read a query as those are used to: words side by side mean or, a
	// phrase, or.
	Westlaw Syntax = "westlaw"
	Lexis   Syntax = "lexis"
	Lucene  Syntax = "lucene"
	// Plain takes every word as a word, any of which may be there, the best passages first.
	Plain Syntax = "plain"
)

// Syntaxes returns all of them.
func Syntaxes() []Syntax { return []Syntax{Lodestone, Westlaw, Lexis, Lucene, Plain} }

// Sort names an order of hits. Every order is total: what it leaves open, the score, the date of
// publication and the passage decide, in this order.
type Sort string

// The orders.
const (
	ByRelevance Sort = "relevance" // best first; what an empty Sort means
	Newest      Sort = "newest"    // by date of publication, newest first, unknown dates last
	Oldest      Sort = "oldest"    // by date of publication, oldest first, unknown dates last
)

// Request is a question to the index. Within one filter any of the values is enough; all filters
// that are given must hold. An empty query with filters finds every document that passes them.
type Request struct {
	Query         string
	Syntax        Syntax
	Lang          []corpus.Lang // a tag finds its extensions too: zh finds zh-Hans
	Jurisdictions []corpus.Jurisdiction
	Authorities   []string
	Kinds         []corpus.DocumentKind
	Materials     []kb.Material        // asserted in the document as restricted
	Restrictions  []kb.RestrictionType // asserted in the document
	Destinations  []string             // asserted in the document
	// Of these every value must be asserted in the document, not only one.
	AllMaterials    []kb.Material
	AllRestrictions []kb.RestrictionType
	AllDestinations []string
	// Documents are those to search in. Nil is all of them; empty and not nil is none of them, which
	// finds nothing.
	Documents []corpus.DocumentID
	Sources   []corpus.SourceID
	From, To  corpus.Date // published: both inside, a coarse date means its whole period
	Sort      Sort
	Limit     int    // 0: [DefaultLimit]; more than [MaxLimit] is refused
	Cursor    string // of the answer before; empty: from the beginning
	Explain   bool   // fill Result.Explain
	Facets    bool   // fill Result.Facets
	// ExpandMaterials lets a word that names a material find its other names too.
	ExpandMaterials bool
}

// Hit is one passage that answers. Snippet is text[SnippetStart:SnippetStart+len(Snippet)] of the
// revision, and each mark is a range into Snippet.
type Hit struct {
	Document     corpus.DocumentID `json:"document"`
	Revision     corpus.RevisionID `json:"revision"`
	Address      string            `json:"address"` // of the provision in which the first mark lies
	Title        string            `json:"title"`
	Authority    string            `json:"authority,omitempty"`
	Published    corpus.Date       `json:"published"`
	Snippet      string            `json:"snippet"`
	SnippetStart int               `json:"snippet_start"`
	Marks        []corpus.Range    `json:"marks"`
	Start        int               `json:"start"` // of the passage in the revision
	End          int               `json:"end"`
	Score        float64           `json:"score"`
	// Figures is what the order of a plain question rests on, by the names of package rank; only where
	// an explanation was asked for.
	Figures      map[string]float64  `json:"figures,omitempty"`
	URL          string              `json:"url"`
	Source       corpus.SourceID     `json:"source"`
	Jurisdiction corpus.Jurisdiction `json:"jurisdiction,omitempty"`
	Kind         corpus.DocumentKind `json:"kind"`
	Lang         corpus.Lang         `json:"language"`
	// State is that of the document's page. A page that is gone is still evidence and still found.
	State  corpus.DocumentState `json:"state"`
	Sample bool                 `json:"sample,omitempty"`
	// Partly says that parts of the original could not be read, such as pages that are scans: what is not
	// found may stand on them. The revision lists them.
	Partly bool `json:"partly_read,omitempty" doc:"parts of the original could not be read, so that what is not found may stand on them; its revision lists them"`
}

// Total is a number of hits. Exact is false when the number is only a lower bound.
type Total struct {
	Value int  `json:"value"`
	Exact bool `json:"exact"`
}

// Facet counts the documents that were found by one value of one field.
type Facet struct {
	Field  string       `json:"field"` // jurisdiction, authority, kind, language, source, material, restriction, destination, year
	Values []FacetValue `json:"values"`
}

// FacetValue is one value with the number of documents that have it.
type FacetValue struct {
	Value     string `json:"value"`
	Documents int    `json:"documents"`
}

// Explanation tells how a query was read.
type Explanation struct {
	Read       string      `json:"read"` // the query as read, every binding shown by parentheses
	Tree       string      `json:"tree"` // the same, one node a line, indented
	Expansions []Expansion `json:"expansions,omitempty"`
	Others     []Reading   `json:"others,omitempty"` // how other syntaxes read the same words, where they differ
}

// Reading is how one syntax reads the words of a query.
type Reading struct {
	Syntax  Syntax `json:"syntax"`
	Read    string `json:"read,omitempty"`    // in Lodestone syntax, every binding shown by parentheses
	Refused string `json:"refused,omitempty"` // why it cannot be read; empty where it can
}

// Expansion tells which other names of a material were searched for with a word, or what laws, or texts in the
// other language, write for a word of a plain question.
type Expansion struct {
	Word     string      `json:"word"`     // as typed
	Material kb.Material `json:"material"` // empty where the word names none
	Names    []string    `json:"names"`
}

// Spelling tells which words of a query that found nothing stand in no text, and what was perhaps meant.
type Spelling struct {
	Query string     `json:"query,omitempty"` // the query with the first of each, where that finds something; else empty
	Words []Misspelt `json:"words"`
}

// Misspelt is a word that stands in no text, with words of the texts that are near to it.
type Misspelt struct {
	Word string   `json:"word"`
	Near []string `json:"near"` // best first, three at most
}

// Result is the answer to a request.
type Result struct {
	Hits      []Hit        `json:"hits"`
	Total     Total        `json:"total"`     // of hits: documents, or in plain syntax passages
	Documents int          `json:"documents"` // in which they are
	Next      string       `json:"next"`      // cursor of the next page; empty after the last
	Facets    []Facet      `json:"facets,omitempty"`
	Explain   *Explanation `json:"explain,omitempty"`
	Spelling  *Spelling    `json:"spelling,omitempty"` // only where nothing was found
	// AsQuestion is in how many documents the same words, read as a plain question, find something; only
	// where they are words side by side and nothing was found that has them all.
	AsQuestion int    `json:"as_question,omitempty"`
	IndexedSeq kb.Seq `json:"indexed_seq"` // last entry of the log that the index has seen
}

// QueryError says where a query is wrong and what would be right.
type QueryError struct {
	Query      string
	Pos        int // byte offset into Query
	Message    string
	Suggestion string // a query or a phrase that would be right; may be empty
}

// Error tells the position as a count of characters from 1, because people count so.
func (e *QueryError) Error() string {
	at := len([]rune(e.Query[:min(max(e.Pos, 0), len(e.Query))])) + 1
	s := fmt.Sprintf("query, character %d: %s", at, e.Message)
	if e.Suggestion != "" {
		s += "; " + e.Suggestion
	}
	return s
}

// RequestError says which part of a request, other than the query, is wrong.
type RequestError struct {
	Parameter string // limit, cursor, sort, syntax, from
	Message   string // what would be right
	Err       error  // the kind, such as [ErrStaleCursor]; may be nil
}

// Error returns the parameter and the message.
func (e *RequestError) Error() string { return e.Parameter + ": " + e.Message }

// Unwrap returns the kind of the error.
func (e *RequestError) Unwrap() error { return e.Err }

// ErrStaleCursor is the kind of a [RequestError] about a cursor that another state of the index
// made, so that a walk over its pages could lose or repeat hits.
var ErrStaleCursor = errors.New("the index has changed since this cursor was made")
