package bleveindex

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/bleve_index_api"

	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
)

// Bounds of spelling: a query that found nothing may be long, and a vocabulary is large.
const (
	mostUnknown = 8  // words of a query that are looked at
	mostNear    = 3  // words that are offered for one
	leastLength = 4  // characters of a word; a shorter one is near too many others
	mostLength  = 24 // a longer run is no word that was misspelt, and costs much to compare
	secondFrom  = 6  // characters from which two mistakes are looked for
)

// spelling tells, of a query that found nothing, which of its words stand in no text and which words of
// the index are near to them. The query with the best of them in their place is offered where it finds
// something under the same filters. It is nil where every word is known or none is near.
func (s *asker) spelling(ctx context.Context, names query.Names) (*index.Spelling, error) {
	all, err := s.segments()
	if err != nil {
		return nil, err
	}
	out := &index.Spelling{}
	corrected := s.Query
	for _, w := range unsure(s.typed) {
		near, err := s.near(all, w)
		if err != nil {
			return nil, err
		}
		if len(near) == 0 {
			continue
		}
		out.Words = append(out.Words, index.Misspelt{Word: w, Near: near})
		corrected = inPlace(corrected, w, near[0])
	}
	if len(out.Words) == 0 {
		return nil, nil
	}
	if corrected == s.Query {
		return out, nil
	}
	found, err := s.again(ctx, names, corrected, s.Syntax)
	if len(found.Hits) > 0 {
		out.Query = corrected
	}
	return out, err
}

// asQuestion counts the documents in which the words of a query that found nothing find something as a plain
// question. Of a query that says more than words it is 0.
func (s *asker) asQuestion(ctx context.Context, names query.Names) (int, error) {
	all, ok := s.typed.(*query.And)
	if !ok || s.Syntax == index.Plain {
		return 0, nil
	}
	for _, n := range all.Parts {
		if t, ok := n.(*query.Term); !ok || len(t.Words) > 1 || t.HasCase() || slices.ContainsFunc(t.Words, query.Wild) {
			return 0, nil
		}
	}
	found, err := s.again(ctx, names, s.Query, index.Plain)
	return found.Documents, err
}

// again asks another query under the same filters. One that cannot be asked, as it would cost too much, finds
// nothing.
func (s *asker) again(ctx context.Context, names query.Names, asked string, syntax index.Syntax) (index.Result, error) {
	again := &asker{Request: s.Request, build: s.build, view: s.view, texts: s.texts}
	again.Query, again.Syntax, again.Limit, again.Cursor, again.Explain, again.Facets = asked, syntax, 1, "", false, false
	err := again.read(names)
	if err == nil {
		return again.answer(ctx)
	}
	var q *index.QueryError
	if errors.As(err, &q) {
		err = nil
	}
	return index.Result{}, err
}

// unsure returns the words of a query that a reader may have misspelt: those in letters that are no
// pattern, each once.
func unsure(n query.Node) []string {
	var out []string
	for _, t := range query.Terms(n) {
		for _, w := range t.Words {
			letters := !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) })
			length := utf8.RuneCountInString(w)
			if letters && leastLength <= length && length <= mostLength && !slices.Contains(out, w) && len(out) < mostUnknown {
				out = append(out, w)
			}
		}
	}
	return out
}

// near returns the words of the index that are near to one that stands in no text, the best first: with
// fewer mistakes (a letter wrong, missing, too many, or two exchanged), then in more documents.
func (s *asker) near(all []*segment, word string) ([]string, error) {
	for _, form := range []string{word, word + "s", word + "es", strings.TrimSuffix(word, "y") + "ies"} {
		if n, err := documentsWith(all, form); err != nil || n > 0 {
			return nil, err
		}
	}
	most := 1
	if utf8.RuneCountInString(word) >= secondFrom {
		most = 2
	}
	for mistakes := 1; mistakes <= most; mistakes++ {
		words, err := s.within(word, mistakes)
		if err != nil {
			return nil, err
		}
		held := make(map[string]uint64, len(words))
		for _, w := range words {
			if held[w], err = documentsWith(all, w); err != nil {
				return nil, err
			}
		}
		words = slices.DeleteFunc(words, func(w string) bool { return held[w] == 0 }) // of deleted documents alone
		if len(words) > 0 {
			slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(held[b], held[a]), cmp.Compare(a, b)) })
			return words[:min(len(words), mostNear)], nil
		}
	}
	return nil, nil
}

// within lists the words of the texts that differ from one by so many mistakes at most.
func (s *asker) within(word string, mistakes int) (out []string, err error) {
	reader, ok := s.reader.(api.IndexReaderFuzzy)
	if !ok {
		return nil, fmt.Errorf("words near %q: the index cannot be asked for them", word)
	}
	list, err := reader.FieldDictFuzzy(fieldBody, word, mistakes, "")
	if err != nil {
		return nil, fmt.Errorf("words near %q: %w", word, err)
	}
	defer func() { err = errors.Join(err, list.Close()) }()
	for {
		e, err := list.Next()
		if err != nil {
			return nil, fmt.Errorf("words near %q: %w", word, err)
		}
		if e == nil {
			return out, nil
		}
		out = append(out, e.Term)
	}
}

// documentsWith counts the documents in whose text a word stands.
func documentsWith(all []*segment, word string) (uint64, error) {
	var n uint64
	for _, g := range all {
		set, err := g.entries(fieldBody, word)
		if err != nil {
			return 0, err
		}
		if set != nil && g.deleted != nil {
			set = roaring.AndNot(set, g.deleted)
		}
		if set != nil {
			n += set.GetCardinality()
		}
	}
	return n, nil
}

// inPlace puts a word in the place of another wherever that stands as a whole word, whatever its case.
func inPlace(text, word, instead string) string {
	var out strings.Builder
	for at := 0; at < len(text); {
		size := strings.IndexFunc(text[at:], func(r rune) bool { return !unicode.IsLetter(r) })
		if size < 0 {
			size = len(text) - at
		}
		if run := text[at : at+size]; strings.EqualFold(run, word) {
			out.WriteString(instead)
		} else {
			out.WriteString(run)
		}
		at += size
		if _, other := utf8.DecodeRuneInString(text[at:]); at < len(text) {
			out.WriteString(text[at : at+other])
			at += other
		}
	}
	return out.String()
}
