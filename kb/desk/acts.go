package desk

import (
	"context"
	"slices"
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
	gists, err := d.gists.now(ctx, d.store)
	if err != nil {
		return nil, err
	}
	out := []corpus.DocumentID{}
	for _, word := range acts {
		id := kb.InstrumentID(word)
		var citing []corpus.DocumentID
		for i, g := range gists.rows {
			if slices.Contains(g.cites, id) {
				citing = append(citing, gists.ids[i])
			}
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
