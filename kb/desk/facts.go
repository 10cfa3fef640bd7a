package desk

import (
	"context"
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

// Facts lists facts, by document and place in the text.
func (d *Desk) Facts(ctx context.Context, w FactWords, p Page) (List[kb.Fact], error) {
	var none List[kb.Fact]
	if err := d.factWords(w); err != nil {
		return none, err
	}
	c, err := d.Coverage(ctx)
	if err != nil {
		return none, err
	}
	docs, err := d.documentsFor(ctx, w)
	if err != nil {
		return none, err
	}
	var rows []kb.Fact
	for _, doc := range docs {
		facts, err := d.store.FactsOf(ctx, doc.ID)
		if err != nil {
			return none, err
		}
		about, err := d.aboutMaterial(w.Materials, facts)
		if err != nil {
			return none, err
		}
		for _, f := range facts {
			rejected := f.Current && slices.Contains(w.Reviews, string(kb.Rejected))
			if (f.Stands() || w.Gone || rejected) && about && anyOf(w.Kinds, string(f.Value.Kind())) && anyOf(w.Values, f.Value.Normal()) &&
				anyOf(w.Instruments, string(f.Instrument)) && anyOf(w.Assertions, string(f.Assertion)) && anyOf(w.Reviews, string(f.Review)) {
				rows = append(rows, f)
			}
		}
	}
	return paginate(rows, func(f kb.Fact) string { return string(f.ID) }, p, c)
}

// factWords refuses words that mean nothing, whatever is held.
func (d *Desk) factWords(w FactWords) error {
	for _, k := range w.Kinds {
		if !slices.Contains(kb.Kinds(), kb.Kind(k)) {
			return &WordError{Parameter: "kind", Value: k, Detail: "no kind of fact; want one of " + joined(kb.Kinds())}
		}
	}
	for _, m := range w.Materials {
		if _, err := d.material(m); err != nil {
			return err
		}
	}
	return nil
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

// aboutMaterial reports whether one of the facts names one of the materials asked for.
func (d *Desk) aboutMaterial(words []string, facts []kb.Fact) (bool, error) {
	if len(words) == 0 {
		return true, nil
	}
	for _, word := range words {
		m, err := d.material(word)
		if err != nil {
			return false, err
		}
		for _, f := range facts {
			if v, ok := f.Value.(kb.MaterialValue); ok && v.Material == m {
				return true, nil
			}
		}
	}
	return false, nil
}

func (d *Desk) documentsFor(ctx context.Context, w FactWords) ([]corpus.Document, error) {
	from, to, err := d.Range(w.From, w.To)
	if err != nil {
		return nil, err
	}
	docs, err := d.store.Documents(ctx, "", 0)
	if err != nil {
		return nil, err
	}
	since, err := d.Since(ctx, w.ChangedSince)
	if err != nil {
		return nil, err
	}
	bounded := w.From != "" || w.To != ""
	return slices.DeleteFunc(docs, func(doc corpus.Document) bool {
		if bounded && (doc.Published.IsZero() || doc.Published.Last().Compare(from) < 0 || doc.Published.First().Compare(to) > 0) {
			return true
		}
		return !since.Document(doc.ID) || !anyOf(w.Documents, string(doc.ID)) || !anyOf(w.Jurisdictions, string(doc.Jurisdiction))
	}), nil
}
