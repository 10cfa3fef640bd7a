package bleveindex

import (
	"fmt"
	"slices"
	"strings"

	bq "github.com/blevesearch/bleve/v2/search/query"
	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/kb"
)

// restrict returns the filters of a request, and that entries are of the given type, as one query.
func restrict(reader api.IndexReader, r index.Request, kind string) (bq.Query, error) {
	all := []bq.Query{keyword(fieldType, kind)}
	add := func(field string, values []string) {
		if len(values) > 0 {
			all = append(all, oneOf(values, field))
		}
	}
	add(fieldJurisdiction, words(r.Jurisdictions))
	add(fieldAuthorityID, r.Authorities)
	add(fieldKind, words(r.Kinds))
	add(fieldRestriction, words(r.Restrictions))
	add(fieldSource, words(r.Sources))
	for _, f := range []struct {
		field   string
		asked   []string
		reaches func(named, asked string) bool
	}{
		{fieldLanguage, words(r.Lang), speaks},
		{fieldMaterial, words(r.Materials), holds},
		{fieldDestination, r.Destinations, kb.Touches},
	} {
		if len(f.asked) == 0 {
			continue
		}
		named, err := reaching(reader, f.field, f.asked, f.reaches)
		if err != nil {
			return nil, err
		}
		all = append(all, oneOf(named, f.field))
	}
	if !r.From.IsZero() {
		least := float64(dayNumber(r.From.First()))
		q := bq.NewNumericRangeQuery(&least, nil)
		q.SetField(fieldLast)
		all = append(all, q)
	}
	if !r.To.IsZero() {
		most, inside := float64(dayNumber(r.To.Last())), true
		q := bq.NewNumericRangeInclusiveQuery(nil, &most, nil, &inside)
		q.SetField(fieldFirst)
		all = append(all, q)
	}
	return bq.NewConjunctionQuery(all), nil
}

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// reaching lists the values of a field that answer one of those asked for: a field holds few
// different ones.
func reaching(reader api.IndexReader, field string, asked []string, reaches func(named, asked string) bool) (out []string, err error) {
	dict, err := reader.FieldDict(field)
	if err != nil {
		return nil, fmt.Errorf("list the values of %s: %w", field, err)
	}
	defer func() {
		if cerr := dict.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("list the values of %s: %w", field, cerr)
		}
	}()
	for {
		e, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("list the values of %s: %w", field, err)
		}
		if e == nil {
			return out, nil
		}
		if slices.ContainsFunc(asked, func(a string) bool { return reaches(e.Term, a) }) {
			out = append(out, e.Term)
		}
	}
}

// speaks reports whether a language tag is the one asked for or an extension of it.
func speaks(tag, asked string) bool {
	return strings.EqualFold(tag, asked) || len(tag) > len(asked) && tag[len(asked)] == '-' && strings.EqualFold(tag[:len(asked)], asked)
}

// holds reports whether a material that a document names bears on the one asked for: itself, a
// group that it is in, or a member of the group that is asked for.
func holds(named, asked string) bool {
	if named == asked {
		return true
	}
	if g, ok := kb.GroupNamed(kb.Material(named)); ok && slices.Contains(g.Members, kb.Material(asked)) {
		return true
	}
	g, ok := kb.GroupNamed(kb.Material(asked))
	return ok && slices.Contains(g.Members, kb.Material(named))
}
