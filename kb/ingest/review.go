package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Judgement is what a person decides on one fact.
type Judgement struct {
	Fact    kb.FactID
	Verdict kb.Review // [kb.Confirmed], [kb.Corrected] or [kb.Rejected]
	Value   string    // of a correction: what the words mean, in normal form; empty: as it was
	Role    kb.Role   // of a correction; empty: as it was
	By      string    // who decides
	// On is the official text on which the decision rests; empty: the fact's own document, which
	// then must be official. What the press says verifies nothing.
	On   corpus.DocumentID
	Note string
}

// JudgementError is a decision that cannot be taken.
type JudgementError struct {
	Parameter string // fact, verdict, value, role, by or on
	Detail    string
}

// Error says what is wrong and what would be right.
func (e *JudgementError) Error() string { return e.Parameter + ": " + e.Detail }

// Judge records a decision and what it changes in law, in one transaction, and returns the fact
// that stands for it: a correction is a fact of its own, beside the rejected one. A decision that
// cannot be taken is a [*JudgementError].
func (g *Ingester) Judge(ctx context.Context, j Judgement) (kb.Fact, error) {
	g.work.Lock()
	defer g.work.Unlock()
	fact, err := g.opt.Store.Fact(ctx, j.Fact)
	if errors.Is(err, kb.ErrNotFound) {
		return fact, &JudgementError{"fact", fmt.Sprintf("no fact has the id %q; lodestone review list names those that wait", j.Fact)}
	}
	if err != nil {
		return fact, err
	}
	doc, err := g.opt.Store.Document(ctx, fact.Span.Document)
	if err != nil {
		return fact, err
	}
	if err := g.mayJudge(ctx, &j, fact, doc); err != nil {
		return fact, err
	}
	judged, err := judge(j, fact)
	if err != nil {
		return fact, err
	}
	now := g.opt.Now().UTC()
	for i := range judged {
		judged[i].Decision.At = now
		judged[i].LastSeen = now
	}
	w := kb.Write{At: now, Facts: judged, Entries: []kb.Entry{judgementEntry(j, fact, judged[len(judged)-1], doc)}}
	if err := g.relaw(ctx, &w, doc); err != nil {
		return fact, err
	}
	if _, err := g.opt.Store.Commit(ctx, w); err != nil {
		return fact, fmt.Errorf("store the decision on %s: %w", j.Fact, err)
	}
	return judged[len(judged)-1], nil
}

// mayJudge checks a decision, and fills in the text on which it rests.
func (g *Ingester) mayJudge(ctx context.Context, j *Judgement, fact kb.Fact, doc corpus.Document) error {
	j.By = strings.TrimSpace(j.By)
	switch {
	case !fact.Current:
		return &JudgementError{"fact", "it stands in an earlier text of its document; decide on the facts of the latest"}
	case j.Verdict != kb.Confirmed && j.Verdict != kb.Corrected && j.Verdict != kb.Rejected:
		return &JudgementError{"verdict", fmt.Sprintf("%q is no decision; want %s, %s or %s", j.Verdict, kb.Confirmed, kb.Corrected, kb.Rejected)}
	case j.By == "":
		return &JudgementError{"by", "say who decides"}
	case j.Verdict == kb.Corrected && j.Value == "" && j.Role == "":
		return &JudgementError{"value", "a correction says what the words mean, or which role they have"}
	case j.Verdict != kb.Corrected && (j.Value != "" || j.Role != ""):
		return &JudgementError{"value", "only a correction has a value or a role"}
	}
	if j.On == "" {
		j.On = doc.ID
	}
	on, err := g.opt.Store.Document(ctx, j.On)
	if errors.Is(err, kb.ErrNotFound) {
		return &JudgementError{"on", fmt.Sprintf("no document with the id %q is held", j.On)}
	}
	if err != nil {
		return err
	}
	if !on.Official && j.Verdict != kb.Rejected {
		return &JudgementError{"on", fmt.Sprintf("%s was not published by an authority, and the press verifies nothing: name the official text that says it", j.On)}
	}
	return nil
}

// judge returns the fact with the decision; of a correction the old fact first, then the new one.
func judge(j Judgement, fact kb.Fact) ([]kb.Fact, error) {
	fact.Decision = &kb.Decision{By: j.By, On: j.On, Note: j.Note}
	if j.Verdict != kb.Corrected {
		fact.Review = j.Verdict
		return []kb.Fact{fact}, nil
	}
	right := fact
	if j.Value != "" {
		v, err := kb.ReadValue(fact.Value.Kind(), j.Value)
		if err != nil {
			return nil, &JudgementError{"value", err.Error()}
		}
		right.Value = v
	}
	if j.Role != "" {
		right.Role = j.Role
	}
	right.ID = kb.NewFactID(fact.Span.Document, right.Value, right.Role, fact.AsPrinted, fact.Span.Start)
	if right.ID == fact.ID || right.Value.Normal() == fact.Value.Normal() && right.Role == fact.Role {
		return nil, &JudgementError{"value", "that is what was read; accept it instead"}
	}
	right.Rule, right.Confidence, right.Review = kb.ReviewRule, 1, kb.Corrected
	right.Decision = &kb.Decision{By: j.By, On: j.On, Note: j.Note, Was: fact.ID}
	fact.Review = kb.Rejected
	fact.Decision.Now = right.ID
	return []kb.Fact{fact, right}, nil
}

func judgementEntry(j Judgement, was, is kb.Fact, doc corpus.Document) kb.Entry {
	e := kb.Entry{Kind: kb.FactCorrected, Document: doc.ID, Revision: was.Span.Revision, Fact: is.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: was.Sample,
		Before: said(was), After: said(is), Reason: j.Note, Spans: []corpus.Span{was.Span}}
	what := strings.ReplaceAll(string(was.Value.Kind()), "_", " ")
	switch j.Verdict {
	case kb.Confirmed:
		e.Summary = fmt.Sprintf("%s confirmed the %s %s of %q", j.By, what, said(was), doc.Title)
	case kb.Rejected:
		e.Summary, e.After = fmt.Sprintf("%s rejected the %s %s of %q", j.By, what, said(was), doc.Title), string(kb.Rejected)
	default:
		e.Summary = fmt.Sprintf("%s corrected the %s of %q: %s, not %s", j.By, what, doc.Title, said(is), said(was))
	}
	return e
}

// said is a fact in a few words.
func said(f kb.Fact) string {
	if f.Role == "" {
		return f.Value.Normal()
	}
	return f.Value.Normal() + " (" + strings.ReplaceAll(string(f.Role), "_", " ") + ")"
}

// relaw adds to a write what its facts change in the law of their document.
func (g *Ingester) relaw(ctx context.Context, w *kb.Write, doc corpus.Document) error {
	law, err := g.opt.Store.Law(ctx, noTime)
	if err != nil {
		return err
	}
	rev, err := g.opt.Store.Revision(ctx, doc.Latest())
	if err != nil {
		return err
	}
	held, err := g.opt.Store.FactsOf(ctx, doc.ID)
	if err != nil {
		return err
	}
	for _, f := range w.Facts {
		if i := slices.IndexFunc(held, func(h kb.Fact) bool { return h.ID == f.ID }); i >= 0 {
			held[i] = f
		} else {
			held = append(held, f)
		}
	}
	slices.SortStableFunc(held, func(x, y kb.Fact) int { return x.Span.Start - y.Span.Start })
	return g.law(ctx, w, law, doc, rev, standing(held))
}
