package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/kb"
)

// RetryFollower is the name under which the version of the parser is kept that has tried all captures
// in quarantine.
const RetryFollower = "retry"

// AgainFollower is the name under which it is kept that captures wait for a second try by the same
// parser: time or memory had run out, which the machine may have had to do with more than they.
const AgainFollower = "again"

// waiting is the position of [AgainFollower] while there are such captures.
const waiting = "1"

// maxTries is how often one version of the parser reads what it has no time or memory for.
const maxTries = 2

// starved reports whether it was time or memory that ran out.
func starved(q *kb.Quarantine) bool {
	return q != nil && slices.Contains([]block.Limit{block.CPU, block.Wall, block.Memory}, block.Limit(q.Limit))
}

// mayTryAgain reports whether this version of the parser will read a quarantined capture once more.
func mayTryAgain(q *kb.Quarantine) bool {
	return starved(q) && q.Parser == parse.Version && q.Tries < maxTries
}

// asked is all that decides what the parser makes of a capture.
type asked struct {
	payload             corpus.Hash
	mediaType, encoding string
	body                string
}

func askedOf(c corpus.Capture) asked {
	return asked{c.PayloadHash, c.MediaType, c.Encoding, c.Hints.Body}
}

// readBody parses a capture's payload and makes the write of it: a document, or a quarantine.
func (g *Ingester) readBody(ctx context.Context, c corpus.Capture, doc corpus.Document, known bool) (kb.Write, error) {
	if before, ok, err := g.quarantined(ctx, c); err != nil {
		return kb.Write{}, err
	} else if ok {
		w := outcome(c, kb.Quarantined, before.Reason)
		w.Outcomes[0].Document, w.Outcomes[0].Quarantine = doc.ID, before.Quarantine
		return w, nil
	}
	body, err := g.opt.Archive.Payload(ctx, c.PayloadHash)
	if err != nil {
		return kb.Write{}, fmt.Errorf("read the payload of %s: %w", c.URL, err)
	}
	parsed, err := g.opt.Parser.Parse(ctx, parse.Input{Bytes: body, MediaType: c.MediaType, Encoding: c.Encoding, URL: c.FinalURL, Hints: c.Hints, Fetched: c.FetchedAt})
	var unread *parse.Error
	switch {
	case err == nil:
		return g.document(ctx, c, parsed, doc, known)
	case ctx.Err() != nil: // nothing is known of the document; it is read again
		return kb.Write{}, fmt.Errorf("parse %s: %w", c.URL, ctx.Err())
	case errors.As(err, &unread):
		w := outcome(c, kb.Quarantined, unread.Reason)
		w.Outcomes[0].Document, w.Outcomes[0].Quarantine = doc.ID, quarantineOf(unread)
		if g.shut != nil && !mayTryAgain(w.Outcomes[0].Quarantine) {
			g.shut[askedOf(c)] = w.Outcomes[0]
		}
		return w, nil
	}
	return kb.Write{}, fmt.Errorf("parse %s: %w", c.URL, err)
}

func quarantineOf(e *parse.Error) *kb.Quarantine {
	q := &kb.Quarantine{Stage: e.Stage, Kind: string(e.Kind), Limit: string(e.Limit), Parser: parse.Version}
	if starved(q) {
		q.Tries = 1
	}
	if e.Cause != nil {
		q.Detail = e.Cause.Error()
	}
	if e.Trace != "" {
		q.Detail += "\n" + e.Trace
	}
	q.Detail = cut(q.Detail, maxDetail)
	return q
}

// cut returns the start of a text, of at most so many bytes, that ends with a whole character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// maxDetail bounds, in bytes, what is kept of a failure's trace.
const maxDetail = 4 << 10

// quarantined finds what this version of the parser said of a body that was seen before: it would
// say the same, after as long a time. Only captures marked as unchanged are looked up.
func (g *Ingester) quarantined(ctx context.Context, c corpus.Capture) (kb.Outcome, bool, error) {
	if !c.Unchanged {
		return kb.Outcome{}, false, nil
	}
	if g.shut == nil {
		shut := map[asked]kb.Outcome{}
		err := g.inQuarantine(ctx, func(o kb.Outcome) error {
			if q := o.Quarantine; q != nil && q.Parser == parse.Version && !mayTryAgain(q) {
				shut[askedOf(o.Capture)] = o
			}
			return nil
		})
		if err != nil {
			return kb.Outcome{}, false, err
		}
		g.shut = shut
	}
	o, ok := g.shut[askedOf(c)]
	return o, ok, nil
}

// inQuarantine calls do for each capture in quarantine, in the order of their ids.
func (g *Ingester) inQuarantine(ctx context.Context, do func(kb.Outcome) error) error {
	const page = 500
	after := corpus.CaptureID("")
	for {
		outcomes, err := g.opt.Store.Outcomes(ctx, after, page)
		if err != nil {
			return fmt.Errorf("read what came of captures: %w", err)
		}
		for _, o := range outcomes {
			if o.Disposition == kb.Quarantined {
				if err := do(o); err != nil {
					return err
				}
			}
			after = o.Capture.ID
		}
		if len(outcomes) < page {
			return nil
		}
	}
}

// retry reads again what an older parser could not, once for each version of the parser, and returns
// the version as a position. An older program than the one that tried last tries nothing.
func (g *Ingester) retry(ctx context.Context, r *Report, fresh bool) (string, error) {
	held, err := g.opt.Store.Position(ctx, RetryFollower)
	if err != nil {
		return "", fmt.Errorf("read which parser tried the quarantine: %w", err)
	}
	last := 0
	if held != "" {
		if last, err = strconv.Atoi(held); err != nil {
			return "", fmt.Errorf("position %q of %s is no number: %w", held, RetryFollower, kb.ErrCorrupt)
		}
	}
	if last >= parse.Version {
		return held, nil
	}
	done := strconv.Itoa(parse.Version)
	if fresh {
		return done, nil // there is nothing to try, and the position is stored with the first capture
	}
	err = g.inQuarantine(ctx, func(o kb.Outcome) error {
		g.work.Lock()
		defer g.work.Unlock()
		if q := o.Quarantine; q != nil && q.Parser >= parse.Version {
			return nil
		}
		w, err := g.again(ctx, o)
		if err != nil {
			return err
		}
		noteWaiting(&w)
		if err := g.commit(ctx, r, w); err != nil {
			return fmt.Errorf("store what came of %s: %w", o.Capture.URL, err)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	w := kb.Write{At: g.opt.Now().UTC(), Positions: map[string]string{RetryFollower: done}}
	if r.Version, err = g.opt.Store.Commit(ctx, w); err != nil {
		return "", fmt.Errorf("store that the quarantine was tried: %w", err)
	}
	return done, nil
}

// again makes the write of a capture that an older parser could not read. Where the same comes out,
// the record says who tried last and the log says nothing new. What was read from a later capture is
// not replaced by an earlier one.
func (g *Ingester) again(ctx context.Context, o kb.Outcome) (kb.Write, error) {
	doc, known, err := g.identify(ctx, o.Capture)
	if err != nil {
		return kb.Write{}, err
	}
	if known && len(doc.Revisions) > 0 && doc.LastSeen.After(o.Capture.FetchedAt) {
		q := kb.Quarantine{Parser: parse.Version}
		if o.Quarantine != nil {
			q = *o.Quarantine
			q.Parser = parse.Version
		}
		o.Quarantine = &q
		return kb.Write{Outcomes: []kb.Outcome{o}}, nil
	}
	w, err := g.readBody(ctx, o.Capture, doc, known)
	if err != nil {
		return kb.Write{}, err
	}
	if n := w.Outcomes[0]; n.Disposition == kb.Quarantined && n.Reason == o.Reason {
		w.Entries = nil
	}
	return w, nil
}

// retryStarved reads once more what this version of the parser had no time or memory for in an earlier
// call, where there is such a thing.
func (g *Ingester) retryStarved(ctx context.Context, r *Report) error {
	held, err := g.opt.Store.Position(ctx, AgainFollower)
	if err != nil {
		return fmt.Errorf("read whether anything waits for a second try: %w", err)
	}
	if held != waiting {
		return nil
	}
	err = g.inQuarantine(ctx, func(o kb.Outcome) error {
		g.work.Lock()
		defer g.work.Unlock()
		if !mayTryAgain(o.Quarantine) {
			return nil
		}
		w, err := g.again(ctx, o)
		if err != nil {
			return err
		}
		if n := &w.Outcomes[0]; n.Disposition == kb.Quarantined && n.Quarantine != nil {
			q := *n.Quarantine
			q.Tries = maxTries
			n.Quarantine = &q
			if g.shut != nil {
				g.shut[askedOf(o.Capture)] = *n
			}
		}
		if err := g.commit(ctx, r, w); err != nil {
			return fmt.Errorf("store what came of %s: %w", o.Capture.URL, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	w := kb.Write{At: g.opt.Now().UTC(), Positions: map[string]string{AgainFollower: ""}}
	if r.Version, err = g.opt.Store.Commit(ctx, w); err != nil {
		return fmt.Errorf("store that the second try was made: %w", err)
	}
	return nil
}

// noteWaiting notes in a write where its captures wait for a second try.
func noteWaiting(w *kb.Write) {
	for _, o := range w.Outcomes {
		if mayTryAgain(o.Quarantine) {
			if w.Positions == nil {
				w.Positions = map[string]string{}
			}
			w.Positions[AgainFollower] = waiting
		}
	}
}
