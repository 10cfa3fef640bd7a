package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// DocumentsInStatus returns, in order of their ids, the documents of the acts that have a measure in
// one of the statuses on the day (empty: today), as known now. An act of which no measure is held
// counts by its own status.
func (d *Desk) DocumentsInStatus(ctx context.Context, statuses []string, on string) ([]corpus.DocumentID, error) {
	for _, s := range statuses {
		if !slices.Contains(kb.Statuses(), kb.Status(s)) {
			return nil, &WordError{Parameter: "status", Value: s, Detail: "no status; want one of " + joined(kb.Statuses())}
		}
	}
	day, err := d.day("on", on, d.Today())
	if err != nil {
		return nil, err
	}
	body, err := d.Body(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	out := []corpus.DocumentID{}
	for _, i := range body.Law().Instruments {
		if slices.ContainsFunc(statusesOf(body, i.ID, day), func(s kb.Status) bool { return slices.Contains(statuses, string(s)) }) {
			out = append(out, i.Documents...)
		}
	}
	return inOrder(out), nil
}

// statusesOf returns the statuses of an act and of its measures on a day.
func statusesOf(body *legal.Body, id kb.InstrumentID, day corpus.Date) []kb.Status {
	measures := body.MeasuresOf(id)
	var out []kb.Status
	for _, m := range measures {
		if s, ok := body.StatusOn(m.ID, day); ok {
			out = append(out, s.Status)
		}
	}
	s, ok := body.InstrumentOn(id, day)
	if ok && (len(measures) == 0 || s.Status == kb.StatusPartlySuspended) { // which only an act as a whole can be
		out = append(out, s.Status)
	}
	return out
}

func inOrder(ids []corpus.DocumentID) []corpus.DocumentID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// DocumentsCiting returns, in order of their ids, the documents that speak of one of the acts: a fact
// of theirs that stands cites it, or they are the text of an act that acts upon it. The documents of
// the act itself are left out, unless they are also those of another that cites it.
func (d *Desk) DocumentsCiting(ctx context.Context, acts []string) ([]corpus.DocumentID, error) {
	body, err := d.Body(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	out := []corpus.DocumentID{}
	for _, word := range acts {
		id := kb.InstrumentID(word)
		citing, err := d.citing.of(ctx, d.store, id)
		if err != nil {
			return nil, err
		}
		own, held := body.Instrument(id)
		citing = slices.DeleteFunc(citing, func(x corpus.DocumentID) bool { return slices.Contains(own.Documents, x) })
		for _, e := range body.EffectsOn(id) {
			if by, ok := body.Instrument(e.By); ok && e.By != id {
				citing = append(citing, by.Documents...)
			}
		}
		if !held && len(citing) == 0 {
			return nil, &WordError{Parameter: "cites", Value: word, Detail: "no act of this id is held or cited; an id reads like cn-mofcom-2025-61, and /v1/instruments lists those held"}
		}
		out = append(out, citing...)
	}
	return inOrder(out), nil
}

// citations keeps which acts each document cites, and follows the log.
type citations struct {
	mu    sync.Mutex
	seq   kb.Seq
	cited map[corpus.DocumentID][]kb.InstrumentID
}

// of returns the documents with a fact that cites an act.
func (c *citations) of(ctx context.Context, store kb.Reader, id kb.InstrumentID) ([]corpus.DocumentID, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.follow(ctx, store); err != nil {
		return nil, fmt.Errorf("read the citations: %w", err)
	}
	var out []corpus.DocumentID
	for doc, acts := range c.cited {
		if slices.Contains(acts, id) {
			out = append(out, doc)
		}
	}
	return out, nil
}

// follow reads the facts of the documents that entries of the log name since the last time.
func (c *citations) follow(ctx context.Context, store kb.Reader) error {
	entries, err := store.Entries(ctx, c.seq, 0)
	if err != nil {
		return err
	}
	if c.cited == nil {
		c.cited = map[corpus.DocumentID][]kb.InstrumentID{}
	}
	done := map[corpus.DocumentID]bool{"": true}
	for _, e := range entries {
		if done[e.Document] || e.Kind == kb.CaptureRecorded {
			continue
		}
		done[e.Document] = true
		facts, err := store.FactsOf(ctx, e.Document)
		if err != nil {
			return err
		}
		delete(c.cited, e.Document)
		for _, f := range facts {
			if v, ok := f.Value.(kb.CitationValue); ok && v.Target != "" && f.Stands() && !slices.Contains(c.cited[e.Document], v.Target) {
				c.cited[e.Document] = append(c.cited[e.Document], v.Target)
			}
		}
	}
	if len(entries) > 0 { // only now: what was broken off is read again
		c.seq = entries[len(entries)-1].Seq
	}
	return nil
}
