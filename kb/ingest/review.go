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
	Key     string    // id and name of the API key that By decides through; empty: none
	// On is the official text on which the decision rests; empty: the fact's own document, which
	// then must be official. What the press says verifies nothing, and another official text only
	// where it is one of the same act or says the same.
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
	is := judged[len(judged)-1]
	w := kb.Write{At: g.opt.Now().UTC(), Facts: judged, Entries: []kb.Entry{judgementEntry(j, fact, is, doc)}}
	if err := g.rejectRivals(ctx, &w, j, is, doc); err != nil {
		return fact, err
	}
	for i := range w.Facts {
		w.Facts[i].Decision.At = w.At
	}
	if err := g.relaw(ctx, &w, doc); err != nil {
		return fact, err
	}
	if _, err := g.opt.Store.Commit(ctx, w); err != nil {
		return fact, fmt.Errorf("store the decision on %s: %w", j.Fact, err)
	}
	return is, nil
}

// rejectRivals adds to a write the rejection of every reading of the same words that would stand
// beside the one decided for: of one statement one reading stands.
func (g *Ingester) rejectRivals(ctx context.Context, w *kb.Write, j Judgement, is kb.Fact, doc corpus.Document) error {
	if j.Verdict == kb.Rejected {
		return nil
	}
	held, err := g.opt.Store.FactsOf(ctx, doc.ID)
	if err != nil {
		return err
	}
	for _, f := range readings(held, j.Fact) {
		if !f.Stands() || slices.ContainsFunc(w.Facts, func(d kb.Fact) bool { return d.ID == f.ID }) {
			continue
		}
		no := Judgement{Fact: f.ID, Verdict: kb.Rejected, By: j.By, Key: j.Key, On: j.On, Note: "another reading stands: " + said(is)}
		rejected := f
		rejected.Review = kb.Rejected
		rejected.Decision = &kb.Decision{By: j.By, Key: j.Key, On: j.On, Note: no.Note, Was: wasOf(f), Now: is.ID}
		w.Facts = append(w.Facts, rejected)
		w.Entries = append(w.Entries, judgementEntry(no, f, rejected, doc))
	}
	return nil
}

// readings returns the facts that corrections link to the fact, on whichever way, and itself.
func readings(held []kb.Fact, id kb.FactID) []kb.Fact {
	family := map[kb.FactID]bool{id: true}
	for grown := true; grown; {
		grown = false
		for _, f := range held {
			if f.Decision == nil {
				continue
			}
			for _, other := range []kb.FactID{f.Decision.Was, f.Decision.Now} {
				if other != "" && family[f.ID] != family[other] {
					family[f.ID], family[other], grown = true, true, true
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(held), func(f kb.Fact) bool { return !family[f.ID] })
}

// wasOf is the fact in whose place this one was put, which no later decision changes.
func wasOf(f kb.Fact) kb.FactID {
	if f.Decision == nil {
		return ""
	}
	return f.Decision.Was
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
	if on.ID == doc.ID || j.Verdict == kb.Rejected {
		return nil
	}
	return g.bears(ctx, *j, fact, doc, on)
}

// bears checks that a text says what is decided on it: it is a text of the act that the fact's
// document is, or tells of, or it says the same itself. An official text about something else verifies
// nothing.
func (g *Ingester) bears(ctx context.Context, j Judgement, fact kb.Fact, doc, on corpus.Document) error {
	law, err := g.opt.Store.Law(ctx, noTime)
	if err != nil {
		return err
	}
	own, err := g.opt.Store.FactsOf(ctx, doc.ID)
	if err != nil {
		return err
	}
	for _, act := range law.Instruments {
		if slices.Contains(act.Documents, on.ID) && (slices.Contains(act.Documents, doc.ID) || !doc.Official && tellsOf(own, act.ID)) {
			return nil
		}
	}
	there, err := g.opt.Store.FactsOf(ctx, on.ID)
	if err != nil {
		return err
	}
	value := fact.Value.Normal()
	if j.Value != "" {
		v, err := kb.ReadValue(fact.Value.Kind(), j.Value)
		if err != nil {
			return &JudgementError{"value", err.Error()}
		}
		value = v.Normal()
	}
	if slices.ContainsFunc(there, func(f kb.Fact) bool {
		return f.Current && f.Stands() && f.Value.Kind() == fact.Value.Kind() && f.Value.Normal() == value
	}) {
		return nil
	}
	return &JudgementError{"on", fmt.Sprintf("%s is no text of the act that %s is about, and does not say %s itself: name a text of the same act, or one that says so", on.ID, doc.ID, value)}
}

// tellsOf reports whether a report numbers or cites the act.
func tellsOf(facts []kb.Fact, act kb.InstrumentID) bool {
	return slices.ContainsFunc(facts, func(f kb.Fact) bool {
		switch v := f.Value.(type) {
		case kb.DocumentNumberValue:
			return f.Current && v.Names == act
		case kb.CitationValue:
			return f.Current && v.Target == act
		}
		return false
	})
}

// judge returns the fact with the decision; of a correction the old fact first, then the new one.
func judge(j Judgement, fact kb.Fact) ([]kb.Fact, error) {
	old := fact.Decision
	fact.Decision = &kb.Decision{By: j.By, Key: j.Key, On: j.On, Note: j.Note, Was: wasOf(fact)}
	if j.Verdict == kb.Rejected && old != nil {
		fact.Decision.Now = old.Now // what stands in its place goes on standing
	}
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
		if err := kb.CheckRole(fact.Value.Kind(), j.Role); err != nil {
			return nil, &JudgementError{"role", err.Error()}
		}
		right.Role = j.Role
	}
	right.ID = kb.NewFactID(fact.Span.Document, right.Value, right.Role, fact.AsPrinted, fact.Span.Start)
	if right.ID == fact.ID || right.Value.Normal() == fact.Value.Normal() && right.Role == fact.Role {
		return nil, &JudgementError{"value", "that is what was read; accept it instead"}
	}
	right.Rule, right.Confidence, right.Review = kb.ReviewRule, 1, kb.Corrected
	right.Decision = &kb.Decision{By: j.By, Key: j.Key, On: j.On, Note: j.Note, Was: fact.ID}
	fact.Review = kb.Rejected
	fact.Decision.Now = right.ID
	return []kb.Fact{fact, right}, nil
}

func judgementEntry(j Judgement, was, is kb.Fact, doc corpus.Document) kb.Entry {
	e := kb.Entry{Kind: kb.FactCorrected, Document: doc.ID, Revision: was.Span.Revision, Fact: is.ID, Source: doc.Source, Jurisdiction: doc.Jurisdiction, Sample: was.Sample,
		Before: said(was), After: said(is), Reason: j.Note, Spans: []corpus.Span{was.Span}}
	what := strings.ReplaceAll(string(was.Value.Kind()), "_", " ")
	by := j.By
	if j.Key != "" {
		by = "key " + j.Key + ", on behalf of " + j.By + ","
	}
	switch j.Verdict {
	case kb.Confirmed:
		e.Summary = fmt.Sprintf("%s confirmed the %s %s of %q", by, what, said(was), doc.Title)
	case kb.Rejected:
		e.Summary, e.After = fmt.Sprintf("%s rejected the %s %s of %q", by, what, said(was), doc.Title), string(kb.Rejected)
	default:
		e.Summary = fmt.Sprintf("%s corrected the %s of %q: %s, not %s", by, what, doc.Title, said(is), said(was))
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
