package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// ReviewWords narrows the queue of facts that a person should look at.
type ReviewWords struct {
	Document string // id; empty: of all documents
	Kind     string // kind of fact; empty: all
}

// ReviewRow is a fact that waits for a person, and why.
type ReviewRow struct {
	Fact     kb.Fact           `json:"fact"`
	Why      []string          `json:"why"` // low_confidence, disputed, unlinked_report
	Document corpus.DocumentID `json:"document"`
	Title    string            `json:"title"`
	Official bool              `json:"official"` // published by an authority: what stands in it can be confirmed on it
	Sentence string            `json:"sentence"`
}

// doubtful is the confidence under which a person should look at a fact.
const doubtful = 0.7

// Reviews lists the facts that machines read and a person should look at: those that a rule is not
// sure of, dates that sources dispute, and restrictions that a report asserts of no act that is
// known. The least sure come first.
func (d *Desk) Reviews(ctx context.Context, w ReviewWords, p Page) (List[ReviewRow], error) {
	if w.Kind != "" && !slices.Contains(kb.Kinds(), kb.Kind(w.Kind)) {
		return List[ReviewRow]{}, &WordError{Parameter: "kind", Value: w.Kind, Detail: "is no kind of fact; want one of " + joined(kb.Kinds())}
	}
	_, c, err := d.present(ctx)
	if err != nil {
		return List[ReviewRow]{}, err
	}
	docs, err := d.documentsFor(ctx, FactWords{Documents: onlyGiven(w.Document)})
	if err != nil {
		return List[ReviewRow]{}, err
	}
	disputed, err := d.disputed(ctx)
	if err != nil {
		return List[ReviewRow]{}, err
	}
	gists, err := d.gists.now(ctx, d.store)
	if err != nil {
		return List[ReviewRow]{}, err
	}
	numbers := d.lexemes.numbersOf(disputed)
	rows := []ReviewRow{}
	for _, doc := range docs {
		if g, ok := gists.of(doc.ID); !ok || !g.mayWait(numbers) {
			continue
		}
		some, err := d.waiting(ctx, doc, w, disputed)
		if err != nil {
			return List[ReviewRow]{}, err
		}
		rows = append(rows, some...)
	}
	slices.SortStableFunc(rows, func(x, y ReviewRow) int {
		return cmp.Or(cmp.Compare(x.Fact.Confidence, y.Fact.Confidence), cmp.Compare(x.Document, y.Document), x.Fact.Span.Start-y.Fact.Span.Start)
	})
	l, err := paginate(rows, func(r ReviewRow) string { return string(r.Fact.ID) }, p, c)
	if err != nil {
		return l, err
	}
	return l, d.sentences(ctx, l.Rows)
}

// sentences fills in the sentences in which the facts stand.
func (d *Desk) sentences(ctx context.Context, rows []ReviewRow) error {
	texts := map[corpus.RevisionID]string{}
	for i := range rows {
		at := rows[i].Fact.Span.Revision
		text, ok := texts[at]
		if !ok {
			rev, err := d.Text(ctx, at)
			if err != nil {
				return fmt.Errorf("text of %s: %w", rows[i].Document, err)
			}
			text = rev.Text
			texts[at] = text
		}
		if c := rows[i].Fact.Context; c.End <= len(text) {
			rows[i].Sentence = text[c.Start:c.End]
		}
	}
	return nil
}

func onlyGiven(word string) []string {
	if word == "" {
		return nil
	}
	return []string{word}
}

// disputed returns the acts of which a date is disputed.
func (d *Desk) disputed(ctx context.Context) (map[kb.InstrumentID]bool, error) {
	body, _, err := d.present(ctx)
	if err != nil {
		return nil, err
	}
	out := map[kb.InstrumentID]bool{}
	for _, x := range body.Law().Disputes {
		if x.Settled == "" {
			out[x.Instrument] = true
		}
	}
	return out, nil
}

// waiting returns the facts of a document that wait.
func (d *Desk) waiting(ctx context.Context, doc *corpus.Document, w ReviewWords, disputed map[kb.InstrumentID]bool) ([]ReviewRow, error) {
	facts, err := d.store.FactsOf(ctx, doc.ID)
	if err != nil {
		return nil, fmt.Errorf("facts of %s: %w", doc.ID, err)
	}
	var out []ReviewRow
	for _, f := range facts {
		if !f.Current || f.Review != kb.Unreviewed || w.Kind != "" && string(f.Value.Kind()) != w.Kind {
			continue
		}
		if why := reasons(f, doc, disputed); len(why) > 0 {
			out = append(out, ReviewRow{Fact: f, Why: why, Document: doc.ID, Title: doc.Title, Official: doc.Official})
		}
	}
	return out, nil
}

// reasons says why a person should look at a fact.
func reasons(f kb.Fact, doc *corpus.Document, disputed map[kb.InstrumentID]bool) []string {
	var out []string
	if f.Confidence < doubtful {
		out = append(out, "low_confidence")
	}
	if f.Value.Kind() == kb.KindDate && f.Instrument != "" && disputed[f.Instrument] {
		out = append(out, "disputed")
	}
	if unlinked(f, doc) {
		out = append(out, "unlinked_report")
	}
	return out
}

// unlinked reports whether a report asserts a restriction of no act that is known.
func unlinked(f kb.Fact, doc *corpus.Document) bool {
	return doc.Kind == corpus.News && f.Value.Kind() == kb.KindRestriction && f.Assertion == kb.Asserted && f.Instrument == ""
}
