package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// FactWords asks for facts; several values of one field mean any of them.
type FactWords struct {
	Kinds, Values, Documents, Instruments, Materials, Jurisdictions, Assertions, Reviews []string
	From, To                                                                             string // of the document's publication
	Gone                                                                                 bool   // also facts that no longer stand in the latest revision, or were rejected
	ChangedSince                                                                         string // only of documents of which something was learned since; see [Desk.Since]
}

// Facts lists facts, by document and place in the text. Which they are is told from what is kept of
// the documents in memory; only those of the page are read.
func (d *Desk) Facts(ctx context.Context, w FactWords, p Page) (List[kb.Fact], error) {
	l := List[kb.Fact]{Rows: []kb.Fact{}, Total: Total{Exact: true}}
	s, err := d.sieve(w)
	if err != nil {
		return l, err
	}
	if l.Coverage, err = d.Coverage(ctx); err != nil {
		return l, err
	}
	docs, err := d.documentsFor(ctx, w)
	if err != nil {
		return l, err
	}
	gists, err := d.gists.now(ctx, d.store)
	if err != nil {
		return l, err
	}
	from, err := d.factAfter(ctx, p.Cursor)
	if err != nil {
		return l, err
	}
	for _, doc := range docs {
		g, ok := gists.of(doc.ID)
		if !ok || !s.about(g) {
			continue
		}
		passed := s.passed(g)
		l.Total.Value += len(passed)
		passed = from.rest(doc.ID, g, passed)
		if room := p.Limit - len(l.Rows); p.Limit > 0 && len(passed) > room {
			if room == 0 && l.Next == nil {
				next := string(l.Rows[len(l.Rows)-1].ID)
				l.Next = &next
			}
			passed = passed[:room]
			if room > 0 {
				next := string(passed[room-1])
				l.Next = &next
			}
		}
		rows, err := d.readFacts(ctx, doc.ID, passed, len(g.ids))
		if err != nil {
			return l, err
		}
		l.Rows = append(l.Rows, rows...)
	}
	return l, nil
}

// readFacts reads some of the facts of a document, in the order given: one by one, or where they are
// a good part of all that it has, all at once.
func (d *Desk) readFacts(ctx context.Context, doc corpus.DocumentID, ids []kb.FactID, of int) ([]kb.Fact, error) {
	var out []kb.Fact
	if 4*len(ids) < of {
		for _, id := range ids {
			f, err := d.store.Fact(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
		}
		return out, nil
	}
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := d.store.FactsOf(ctx, doc)
	if err != nil {
		return nil, err
	}
	wanted := make(map[kb.FactID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	return slices.DeleteFunc(all, func(f kb.Fact) bool { return !wanted[f.ID] }), nil
}

// mark is the fact after which a page begins; the zero value is before all.
type mark struct {
	doc corpus.DocumentID
	id  kb.FactID
}

// factAfter reads a cursor: the id of the last fact of the page before.
func (d *Desk) factAfter(ctx context.Context, cursor string) (mark, error) {
	if cursor == "" {
		return mark{}, nil
	}
	f, err := d.store.Fact(ctx, kb.FactID(cursor))
	if errors.Is(err, kb.ErrNotFound) {
		return mark{}, &WordError{Parameter: "cursor", Value: cursor, Detail: "names no row of this list; start again without it"}
	}
	return mark{f.Span.Document, f.ID}, err
}

// rest returns those of the facts of a document that are after the mark.
func (m mark) rest(doc corpus.DocumentID, g *gist, passed []kb.FactID) []kb.FactID {
	switch {
	case doc < m.doc:
		return nil
	case doc > m.doc:
		return passed
	}
	before := map[kb.FactID]bool{}
	for _, id := range g.ids {
		before[id] = true
		if id == m.id {
			break
		}
	}
	return slices.DeleteFunc(passed, func(id kb.FactID) bool { return before[id] })
}

// sieve are the words of a question as the numbers by which facts are kept. A nil list lets all pass.
type sieve struct {
	values, instruments, materials []uint32
	kinds, assertions, reviews     []uint8
	gone, rejected                 bool
}

// sieve reads the words, and refuses those that mean nothing, whatever is held.
func (d *Desk) sieve(w FactWords) (sieve, error) {
	s := sieve{values: d.lexemes.wanted(w.Values), instruments: d.lexemes.wanted(w.Instruments), gone: w.Gone, rejected: slices.Contains(w.Reviews, string(kb.Rejected))}
	var err error
	if s.kinds, err = places("kind", "kind of fact", kb.Kinds(), w.Kinds); err != nil {
		return s, err
	}
	if s.assertions, err = places("assertion", "assertion", assertions, w.Assertions); err != nil {
		return s, err
	}
	if s.reviews, err = places("review", "state of review", reviews, w.Reviews); err != nil {
		return s, err
	}
	var materials []string
	for _, word := range w.Materials {
		m, err := d.material(word)
		if err != nil {
			return s, err
		}
		materials = append(materials, string(m))
	}
	s.materials = d.lexemes.wanted(materials)
	return s, nil
}

// places returns where the words stand in a closed list.
func places[T ~string](parameter, what string, list []T, words []string) ([]uint8, error) {
	var out []uint8
	for _, word := range words {
		i := slices.Index(list, T(word))
		if i < 0 {
			return nil, &WordError{Parameter: parameter, Value: word, Detail: "no " + what + "; want one of " + joined(list)}
		}
		out = append(out, uint8(i))
	}
	return out, nil
}

// about reports whether one of the document's facts names one of the materials asked for.
func (s sieve) about(g *gist) bool {
	return s.materials == nil || slices.ContainsFunc(g.keys, func(k factKey) bool { return k.material && slices.Contains(s.materials, k.value) })
}

// passed returns the facts of a document that are asked for, in the order of their spans.
func (s sieve) passed(g *gist) []kb.FactID {
	var out []kb.FactID
	for i, k := range g.keys {
		if (k.stands || s.gone || s.rejected && k.current) && lets(s.kinds, k.kind) && lets(s.values, k.value) && lets(s.instruments, k.instrument) &&
			lets(s.assertions, k.assertion) && lets(s.reviews, k.review) {
			out = append(out, g.ids[i])
		}
	}
	return out
}

func lets[T comparable](wanted []T, have T) bool {
	return wanted == nil || slices.Contains(wanted, have)
}

// joined lists the words of a closed list.
func joined[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}

func anyOf(wanted []string, have string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, have)
}

func (d *Desk) documentsFor(ctx context.Context, w FactWords) ([]*corpus.Document, error) {
	from, to, err := d.Range(w.From, w.To)
	if err != nil {
		return nil, err
	}
	docs, err := d.Documents(ctx)
	if err != nil {
		return nil, err
	}
	since, err := d.Since(ctx, w.ChangedSince)
	if err != nil {
		return nil, err
	}
	bounded := w.From != "" || w.To != ""
	return slices.DeleteFunc(slices.Clone(docs), func(doc *corpus.Document) bool {
		if bounded && (doc.Published.IsZero() || doc.Published.Last().Compare(from) < 0 || doc.Published.First().Compare(to) > 0) {
			return true
		}
		return !since.Document(doc.ID) || !anyOf(w.Documents, string(doc.ID)) || !anyOf(w.Jurisdictions, string(doc.Jurisdiction))
	}), nil
}
