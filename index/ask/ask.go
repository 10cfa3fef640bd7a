package ask

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Words is a search as typed. Of a filter with several values any is enough, or all of them where its
// All is set; an empty value means none. From and To are dates, or periods such as "past 3 months".
type Words struct {
	Query, Syntax, From, To, Sort, Cursor             string
	Langs, Jurisdictions, Authorities, Kinds, Sources []string
	Materials, Restrictions, Destinations             []string
	AllMaterials, AllRestrictions, AllDestinations    bool
	Documents                                         []string // ids: search inside of these
	Statuses                                          []string // of the measures of an act that the document is a text of
	On                                                string   // the day of the statuses; empty: today
	Cites                                             []string // ids of acts: documents that cite one of them
	Limit                                             int
	Explain, Facets                                   bool
	Literal                                           bool // a word that names a material finds no other name of it
}

// Narrowed reports whether a filter is set.
func (w Words) Narrowed() bool {
	for _, words := range [][]string{w.Langs, w.Jurisdictions, w.Authorities, w.Kinds, w.Sources, w.Materials, w.Restrictions, w.Destinations,
		w.Documents, w.Statuses, w.Cites, {w.From, w.To}} {
		if strings.Join(words, "") != "" {
			return true
		}
	}
	return false
}

// Request reads the words. A word that means nothing is a [*desk.WordError].
func (w Words) Request(ctx context.Context, d *desk.Desk) (index.Request, error) {
	r := index.Request{Query: strings.TrimSpace(w.Query), Syntax: index.Syntax(w.Syntax), Sort: index.Sort(w.Sort), Limit: w.Limit, Cursor: w.Cursor,
		Explain: w.Explain, Facets: w.Facets, ExpandMaterials: !w.Literal,
		Authorities: given[string](w.Authorities), Lang: given[corpus.Lang](w.Langs), Sources: given[corpus.SourceID](w.Sources)}
	if err := w.closed(&r, d); err != nil {
		return r, err
	}
	if w.From != "" || w.To != "" {
		var err error
		if r.From, r.To, err = d.Range(w.From, w.To); err != nil {
			return r, err
		}
	}
	var err error
	if r.Jurisdictions, err = each(w.Jurisdictions, d.Jurisdiction); err != nil {
		return r, err
	}
	materials, err := each(w.Materials, d.Material)
	if err != nil {
		return r, err
	}
	destinations, err := each(w.Destinations, func(word string) (string, error) { return d.Place("destination", word) })
	if err != nil {
		return r, err
	}
	put(materials, w.AllMaterials, &r.Materials, &r.AllMaterials)
	put(destinations, w.AllDestinations, &r.Destinations, &r.AllDestinations)
	r.Documents, err = w.documents(ctx, d)
	return r, err
}

// closed reads the words that are on a list.
func (w Words) closed(r *index.Request, d *desk.Desk) error {
	for _, list := range []struct {
		parameter string
		given     []string
		allowed   []string
	}{
		{"syntax", []string{w.Syntax}, texts(index.Syntaxes())},
		{"sort", []string{w.Sort}, texts([]index.Sort{index.ByRelevance, index.Newest, index.Oldest})},
		{"kind", w.Kinds, texts([]corpus.DocumentKind{corpus.Notice, corpus.Regulation, corpus.News, corpus.Analysis, corpus.Annex, corpus.Bill})},
	} {
		for _, v := range given[string](list.given) {
			if !slices.Contains(list.allowed, v) {
				return &desk.WordError{Parameter: list.parameter, Value: v, Detail: "is none of " + strings.Join(list.allowed, ", ")}
			}
		}
	}
	r.Kinds = given[corpus.DocumentKind](w.Kinds)
	f, err := d.Filter(desk.ChangeWords{Types: given[string](w.Restrictions)})
	put(f.Restrictions, w.AllRestrictions, &r.Restrictions, &r.AllRestrictions)
	return err
}

// documents returns those in which alone is searched, nil for all. Documents, Statuses and Cites must
// all hold, so none may be left: then it is empty and not nil.
func (w Words) documents(ctx context.Context, d *desk.Desk) ([]corpus.DocumentID, error) {
	var only []corpus.DocumentID
	narrow := func(to []corpus.DocumentID) {
		if only == nil {
			only = to
			return
		}
		only = slices.DeleteFunc(only, func(id corpus.DocumentID) bool {
			_, in := slices.BinarySearch(to, id)
			return !in
		})
	}
	if ids := given[corpus.DocumentID](w.Documents); len(ids) > 0 {
		slices.Sort(ids)
		for _, id := range ids {
			if _, err := d.Store().Document(ctx, id); errors.Is(err, kb.ErrNotFound) {
				return nil, &desk.WordError{Parameter: "document", Value: string(id), Detail: "no document of this id is held; hits and /v1/documents have the ids"}
			} else if err != nil {
				return nil, err
			}
		}
		narrow(slices.Compact(ids))
	}
	statuses := given[string](w.Statuses)
	if len(statuses) == 0 && w.On != "" {
		return nil, &desk.WordError{Parameter: "on", Value: w.On, Detail: "is the day of a status; say which, for example status=in_force"}
	}
	if len(statuses) > 0 {
		ids, err := d.DocumentsInStatus(ctx, statuses, w.On)
		if err != nil {
			return nil, err
		}
		narrow(ids)
	}
	if acts := given[string](w.Cites); len(acts) > 0 {
		ids, err := d.DocumentsCiting(ctx, acts)
		if err != nil {
			return nil, err
		}
		narrow(ids)
	}
	return only, nil
}

// put files values under any of them or all of them.
func put[T any](values []T, every bool, some, all *[]T) {
	if every {
		*all = values
	} else {
		*some = values
	}
}

// given returns the words that are not blank, nil where there is none.
func given[T ~string](words []string) []T {
	var out []T
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, T(w))
		}
	}
	return out
}

// each reads each word; words that mean "any" are left out.
func each[T ~string](words []string, read func(string) (T, error)) ([]T, error) {
	var out []T
	for _, w := range given[string](words) {
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

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
