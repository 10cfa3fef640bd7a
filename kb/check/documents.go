package check

import (
	"context"
	"errors"
	"regexp"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// whole is V2: what belongs together was stored together.
func (c *checker) whole(ctx context.Context, v *Invariant) error {
	named, seen := map[corpus.RevisionID]bool{}, map[corpus.CaptureID]bool{}
	err := c.entries(ctx, func(e kb.Entry) error {
		v.Checked++
		named[e.Revision], seen[e.Capture] = true, true
		return c.points(ctx, v, e)
	})
	if err != nil {
		return err
	}
	err = c.documents(ctx, func(d corpus.Document) error {
		v.Checked++
		return c.document(ctx, v, d, named)
	})
	if err != nil {
		return err
	}
	return c.outcomes(ctx, func(o kb.Outcome) error {
		v.Checked++
		return c.outcome(ctx, v, o, seen)
	})
}

// document looks at one document and all its revisions.
func (c *checker) document(ctx context.Context, v *Invariant, d corpus.Document, named map[corpus.RevisionID]bool) error {
	if len(d.Revisions) == 0 {
		v.found("document %s has no revision", d.ID)
	}
	if at, err := c.store.DocumentAt(ctx, d.Source, d.URL); errors.Is(err, kb.ErrNotFound) {
		v.found("document %s is not found at its own address %s", d.ID, d.URL)
	} else if err != nil {
		return err
	} else if at.Source != d.Source || at.URL != d.URL {
		v.found("at the address of document %s, %s, stands document %s, whose address is %s", d.ID, d.URL, at.ID, at.URL)
	}
	for _, id := range d.Revisions {
		r, err := c.texts.revision(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case r == nil:
			v.found("document %s names revision %s, which is not held", d.ID, id)
			continue
		case r.Document != d.ID:
			v.found("document %s names revision %s, which is of document %s", d.ID, id, r.Document)
		case corpus.HashOf([]byte(r.Text)) != r.Hash:
			v.found("the text of revision %s is not the one that was hashed: its hash is %.12s and should be %.12s", id, corpus.HashOf([]byte(r.Text)), r.Hash)
		case corpus.NewRevisionID(r.Document, r.Hash) != id:
			v.found("revision %s does not have the name that its text gives it", id)
		}
		if !named[id] {
			v.found("no entry of the log tells of revision %s", id)
		}
	}
	return nil
}

// outcome looks whether what an outcome speaks of is held.
func (c *checker) outcome(ctx context.Context, v *Invariant, o kb.Outcome, seen map[corpus.CaptureID]bool) error {
	if !seen[o.Capture.ID] {
		v.found("no entry of the log tells what came of capture %s", o.Capture.ID)
	}
	taken := o.Disposition == kb.Ingested || o.Disposition == kb.Partial || o.Disposition == kb.SameText
	if taken && (o.Document == "" || o.Revision == "") {
		v.found("capture %s was taken in, but its outcome names no document or no revision", o.Capture.ID)
	}
	if o.Revision != "" {
		r, err := c.texts.revision(ctx, o.Revision)
		if err != nil {
			return err
		}
		if r == nil {
			v.found("the outcome of capture %s names revision %s, which is not held", o.Capture.ID, o.Revision)
		}
	}
	// A document that could not be read has a name before it has a text, so only what was taken in counts.
	if taken && o.Document != "" {
		if _, err := c.store.Document(ctx, o.Document); errors.Is(err, kb.ErrNotFound) {
			v.found("the outcome of capture %s names document %s, which is not held", o.Capture.ID, o.Document)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// points looks whether what an entry tells of is held.
func (c *checker) points(ctx context.Context, v *Invariant, e kb.Entry) error {
	if e.Revision != "" {
		r, err := c.texts.revision(ctx, e.Revision)
		if err != nil {
			return err
		}
		if r == nil {
			v.found("entry %d tells of revision %s, which is not held", e.Seq, e.Revision)
		}
	}
	if e.Fact != "" {
		if _, err := c.store.Fact(ctx, e.Fact); errors.Is(err, kb.ErrNotFound) {
			v.found("entry %d tells of fact %s, which is not held", e.Seq, e.Fact)
		} else if err != nil {
			return err
		}
	}
	if e.Kind == kb.CaptureRecorded && e.Capture != "" {
		if _, err := c.store.Outcome(ctx, e.Capture); errors.Is(err, kb.ErrNotFound) {
			v.found("entry %d tells of capture %s, of which no outcome is held", e.Seq, e.Capture)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// spans is V5: the words are where facts and citations say.
func (c *checker) spans(ctx context.Context, v *Invariant) error {
	err := c.documents(ctx, func(d corpus.Document) error {
		facts, err := c.store.FactsOf(ctx, d.ID)
		if err != nil {
			return err
		}
		for _, f := range facts {
			if err := c.fact(ctx, v, d, f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = c.entries(ctx, func(e kb.Entry) error { return c.cites(ctx, v, "an entry of the log, "+e.Summary, e.Spans) })
	if err != nil {
		return err
	}
	return c.basis(ctx, v)
}

// ruleForm is a rule's name and version: "date.effective/2", and what it was narrowed by: "ban/1+use".
var ruleForm = regexp.MustCompile(`^[^/\s]+(/[^/\s]+)*/[0-9]+(\+[^/\s]+)*$`)

func (c *checker) fact(ctx context.Context, v *Invariant, d corpus.Document, f kb.Fact) error {
	name := "fact " + string(f.ID)
	if err := c.cites(ctx, v, name, []corpus.Span{f.Span}); err != nil {
		return err
	}
	if f.Span.Document != d.ID {
		v.found("%s stands among those of document %s, but points into document %s", name, d.ID, f.Span.Document)
	}
	if f.Span.Quote == "" {
		v.found("%s marks no words", name)
	}
	if f.Current && f.Span.Revision != d.Latest() {
		v.found("%s is said to stand in the latest text of document %s, but points into the revision %s", name, d.ID, f.Span.Revision)
	}
	if known := c.opt.Rule; !ruleForm.MatchString(string(f.Rule)) || known != nil && !known(f.Rule) {
		v.found("%s was found by rule %q, which is not known", name, f.Rule)
	}
	return nil
}

// basis looks at what legal records rest on.
func (c *checker) basis(ctx context.Context, v *Invariant) error {
	law, err := c.store.Law(ctx, noTime)
	if err != nil {
		return err
	}
	type record struct {
		name  string
		basis kb.Basis
	}
	records := []record{}
	for _, i := range law.Instruments {
		records = append(records, record{"instrument " + string(i.ID), i.Basis})
	}
	for _, m := range law.Measures {
		records = append(records, record{"measure " + string(m.ID), m.Basis})
	}
	for _, e := range law.Effects {
		records = append(records, record{"effect " + string(e.ID), e.Basis})
	}
	for _, d := range law.Disputes {
		for _, claim := range d.Claims {
			records = append(records, record{"dispute " + string(d.ID), claim.Basis})
		}
	}
	for _, r := range records {
		if err := c.cites(ctx, v, r.name, r.basis.Spans); err != nil {
			return err
		}
	}
	return nil
}

// cites looks at spans.
func (c *checker) cites(ctx context.Context, v *Invariant, who string, spans []corpus.Span) error {
	for _, s := range spans {
		v.Checked++
		r, err := c.texts.revision(ctx, s.Revision)
		if err != nil {
			return err
		}
		switch {
		case r == nil:
			v.found("%s points into revision %q, which is not held", who, s.Revision)
		case r.Document != s.Document:
			v.found("%s points into document %s, but revision %s is of document %s", who, s.Document, s.Revision, r.Document)
		case !s.Holds(r.Text):
			v.found("%s quotes %.80q, which does not stand at %d to %d of revision %s", who, s.Quote, s.Start, s.End, s.Revision)
		}
	}
	return nil
}
