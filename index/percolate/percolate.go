// Package percolate turns search around: saved searches are held against a new revision, as it comes,
// and against those of the past. It says what [index.Request] says over one document, by the evaluator
// of package query and the same filters as the index, so that an alert and a search cannot differ.
//
// The one idea needed to read it: a saved search is read once, and a revision is cut into words once
// for all of them. What answers now and did not answer in the revision before is news.
package percolate

import (
	"context"
	"errors"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/kb"
)

// Saved is a search that is kept. Order, page and explanation of the request mean nothing here.
type Saved struct {
	ID      string
	Request index.Request
}

// Set is some saved searches, read and ready. It is not changed after it was made and may be shared.
type Set struct{ searches []search }

type search struct {
	Saved
	tree query.Node // nil: every document that passes the filters
}

// New reads saved searches. Names widens words that name materials where a request wants it; it may be
// nil. The error names the search, and is an [*index.QueryError] behind that where its query is wrong.
func New(saved []Saved, names query.Names) (*Set, error) {
	s := &Set{}
	for _, one := range saved {
		c := search{Saved: one}
		if one.Request.Query != "" {
			syntax := one.Request.Syntax
			if syntax == "" {
				syntax = index.Lodestone
			}
			var err error
			if c.tree, err = query.ParseAs(syntax, one.Request.Query); err != nil {
				return nil, fmt.Errorf("saved search %q: %w", one.ID, err)
			}
			if one.Request.ExpandMaterials {
				c.tree, _ = query.Expand(c.tree, names)
			}
		}
		s.searches = append(s.searches, c)
	}
	return s, nil
}

// Match is a saved search that a revision answers.
type Match struct {
	ID    string       // of the search
	Marks []query.Mark // the places in the text that make it answer, in text order
}

// Match returns the searches that a revision of a document answers, with the facts that were read from
// it, in the order of the set.
func (s *Set) Match(d corpus.Document, r *corpus.Revision, facts []kb.Fact) []Match {
	doc, labels := query.NewDoc(d, r, facts), index.LabelsOf(facts)
	var out []Match
	for _, c := range s.searches {
		if !c.Request.Passes(d, labels) {
			continue
		}
		m := Match{ID: c.ID}
		if c.tree != nil {
			var answers bool
			if m.Marks, answers = query.Answer(c.tree, doc); !answers {
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// News returns of the searches that a revision answers those that the one before it did not.
func News(now, before []Match) []Match {
	had := make(map[string]bool, len(before))
	for _, m := range before {
		had[m.ID] = true
	}
	var out []Match
	for _, m := range now {
		if !had[m.ID] {
			out = append(out, m)
		}
	}
	return out
}

// View is what a rehearsal needs to see of the store.
type View interface {
	Entries(ctx context.Context, after kb.Seq, limit int) ([]kb.Entry, error)
	Document(ctx context.Context, id corpus.DocumentID) (corpus.Document, error)
	Revision(ctx context.Context, id corpus.RevisionID) (corpus.Revision, error)
	FactsOf(ctx context.Context, doc corpus.DocumentID) ([]kb.Fact, error)
}

// Hit is what a saved search would have told at an entry of the log.
type Hit struct {
	Entry kb.Entry
	Match
}

const entriesAtOnce = 500

// Rehearse goes over the log from the entry after one up to another, inside, and calls each for every
// search that a new revision answered and the revision before it did not, as the set would have told
// then. Titles, filters and facts are those of today: what was read from an old revision later is
// counted too. An error of each ends it.
func (s *Set) Rehearse(ctx context.Context, view View, after, to kb.Seq, each func(Hit) error) error {
	for after < to {
		entries, err := view.Entries(ctx, after, entriesAtOnce)
		if err != nil {
			return fmt.Errorf("rehearse the saved searches: %w", err)
		}
		if len(entries) == 0 {
			return nil
		}
		for _, e := range entries {
			if after = e.Seq; e.Seq > to {
				return nil
			}
			if e.Kind != kb.DocumentAdded && e.Kind != kb.TextEdited {
				continue
			}
			news, err := s.at(ctx, view, e)
			if err != nil {
				return fmt.Errorf("rehearse the saved searches at entry %d: %w", e.Seq, err)
			}
			for _, m := range news {
				if err := each(Hit{e, m}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// at returns the news of one entry.
func (s *Set) at(ctx context.Context, view View, e kb.Entry) ([]Match, error) {
	d, err := view.Document(ctx, e.Document)
	if err != nil {
		return nil, err
	}
	facts, err := view.FactsOf(ctx, e.Document)
	if err != nil {
		return nil, err
	}
	match := func(id corpus.RevisionID) ([]Match, error) {
		r, err := view.Revision(ctx, id)
		if errors.Is(err, kb.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return s.Match(d, &r, factsOf(facts, id)), nil
	}
	now, err := match(e.Revision)
	if err != nil || len(now) == 0 {
		return nil, err
	}
	for i, id := range d.Revisions {
		if id == e.Revision && i > 0 {
			before, err := match(d.Revisions[i-1])
			return News(now, before), err
		}
	}
	return now, nil
}

// factsOf returns the facts of one revision, as those that stood then.
func factsOf(facts []kb.Fact, id corpus.RevisionID) []kb.Fact {
	var out []kb.Fact
	for _, f := range facts {
		if f.Span.Revision == id {
			f.Current = true
			out = append(out, f)
		}
	}
	return out
}
