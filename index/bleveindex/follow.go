package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// Report tells what a Follow or a Rebuild did.
type Report struct {
	From, To  kb.Seq // the position before and after
	Documents int    // that were looked at
	Written   int    // entries of the index written, because they were new or different
	Removed   int    // entries of the index removed
	Aside     string // why the build before was taken out of service; empty when it was not
}

// How much is done at once.
const (
	entriesAtOnce = 2000
	batchEntries  = 1000
)

// Follow takes in what the log holds beyond the index's position and keeps the view for texts.
// The position is stored with what it stands for, and an entry that is in the index as it is to be
// is not written again, so that doing the work twice changes nothing. An index that has seen more
// than the log holds, or another log, is built again from the beginning.
func (x *Index) Follow(ctx context.Context, view View) (Report, error) {
	x.work.Lock()
	defer x.work.Unlock()
	x.mu.Lock()
	b := x.build
	x.view = view
	r := Report{Aside: x.aside}
	x.mu.Unlock()
	if b == nil {
		return r, errClosed
	}
	reason, err := foreign(ctx, b, view)
	if err == nil && reason == "" {
		reason = reasonOf(b.sick())
	}
	if err != nil {
		return r, fmt.Errorf("follow the log into the index: %w", err)
	}
	if reason != "" {
		r, err = x.rebuild(ctx, view)
		r.Aside = reason
		return r, err
	}
	f := follower{build: b, view: view, report: &r}
	if err := f.run(ctx); err != nil {
		return r, fmt.Errorf("follow the log into the index: %w", err)
	}
	return r, nil
}

func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// foreign returns why an index does not belong to a log, "" when it does.
func foreign(ctx context.Context, b *build, view View) (string, error) {
	p, err := b.position()
	if err != nil || p.Seq == 0 {
		return "", err
	}
	v, err := view.Version(ctx)
	if err != nil {
		return "", err
	}
	if p.Seq > v.Seq {
		return fmt.Sprintf("the index has seen entry %d, and the log ends at %d", p.Seq, v.Seq), nil
	}
	last, err := view.Entries(ctx, p.Seq-1, 1)
	if err != nil {
		return "", err
	}
	if len(last) == 0 || hashEntry(last[0]) != p.Entry {
		return fmt.Sprintf("entry %d of the log is not the one that the index has seen", p.Seq), nil
	}
	return "", nil
}

// hashEntry tells one log from another; it is made of what every engine keeps alike.
func hashEntry(e kb.Entry) string {
	s := fmt.Sprintf("%d\x00%s\x00%s\x00%s\x00%s\x00%s\x00%s", e.Seq, e.Kind, e.Document, e.Revision, e.Capture, e.Instrument, e.Summary)
	return string(corpus.HashOf([]byte(s)))[:16]
}

// Rebuild makes the index again from the whole log, aside, and then puts it in service; searches go
// on with the old one meanwhile.
func (x *Index) Rebuild(ctx context.Context, view View) (Report, error) {
	x.work.Lock()
	defer x.work.Unlock()
	return x.rebuild(ctx, view)
}

func (x *Index) rebuild(ctx context.Context, view View) (Report, error) {
	var r Report
	fresh, err := newBuild(x.dir)
	if err != nil {
		return r, err
	}
	f := follower{build: fresh, view: view, report: &r}
	err = f.run(ctx)
	if err == nil {
		err = putCurrent(x.dir, fresh.name)
	}
	if err != nil {
		return r, errors.Join(fmt.Errorf("rebuild the index: %w", err), fresh.bleve.Close(), os.RemoveAll(fresh.path))
	}
	x.mu.Lock()
	old := x.build
	x.build, x.view = fresh, view
	x.mu.Unlock()
	if old != nil {
		err = errors.Join(old.bleve.Close(), os.RemoveAll(old.path))
		asyncErrors.Delete(old.store())
	}
	if err != nil {
		return r, fmt.Errorf("remove the index that was replaced: %w", err)
	}
	return r, nil
}

// follower writes what entries of the log speak of into a build.
type follower struct {
	build  *build
	view   View
	report *Report
	empty  bool // nothing was in the build when this began
}

func (f *follower) run(ctx context.Context) error {
	p, err := f.build.position()
	if err != nil {
		return err
	}
	f.report.From, f.report.To = p.Seq, p.Seq
	held, err := f.build.bleve.DocCount()
	if err != nil {
		return fmt.Errorf("count what the index holds: %w", err)
	}
	f.empty = held == 0
	seen := make(map[corpus.DocumentID]bool) // in this run: their state is that of now
	for {
		entries, err := f.view.Entries(ctx, f.report.To, entriesAtOnce)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			if err := f.settle(ctx); err != nil {
				return err
			}
			return f.build.warm()
		}
		if err := f.take(ctx, entries, seen); err != nil {
			return err
		}
	}
}

// manyEntries is from how many entries on a build made at once is made one piece.
const manyEntries = 5000

// settle makes one piece of a build that was made at once: the more pieces, the more often each word
// of a query is looked up. What comes later is joined by the engine as it sees fit.
func (f *follower) settle(ctx context.Context) error {
	if !f.empty || f.report.Written < manyEntries {
		return nil
	}
	if err := f.build.merge(ctx); err != nil {
		return fmt.Errorf("make one piece of the index: %w", err)
	}
	return nil
}

// take writes the documents that the entries speak of, in batches, the last with the position.
func (f *follower) take(ctx context.Context, entries []kb.Entry, seen map[corpus.DocumentID]bool) error {
	batch := f.build.bleve.NewBatch()
	var now []corpus.DocumentID
	here := make(map[corpus.DocumentID]bool)
	for _, e := range entries {
		if touches(e) && !here[e.Document] {
			here[e.Document] = true
			now = append(now, e.Document)
		}
	}
	for _, id := range now {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f.document(ctx, batch, id, f.empty && !seen[id]); err != nil {
			return fmt.Errorf("document %s: %w", id, err)
		}
		seen[id] = true
		if batch.Size() >= batchEntries {
			if err := f.build.bleve.Batch(batch); err != nil {
				return fmt.Errorf("write to the index: %w", err)
			}
			batch = f.build.bleve.NewBatch()
		}
	}
	last := entries[len(entries)-1]
	raw, err := json.Marshal(position{last.Seq, hashEntry(last)})
	if err != nil {
		return fmt.Errorf("write the position: %w", err)
	}
	batch.SetInternal(keyPosition, raw)
	if err := f.build.bleve.Batch(batch); err != nil {
		return fmt.Errorf("write to the index: %w", err)
	}
	f.report.To = last.Seq
	return nil
}

// touches reports whether an entry can change what is found. Captures, runs and alarms cannot.
func touches(e kb.Entry) bool {
	switch e.Kind {
	case kb.CaptureRecorded, kb.RunRecorded, kb.AlarmRaised, kb.NumberMissing:
		return false
	}
	return e.Document != ""
}

// document adds to a batch what makes the index hold a document as it is now.
func (f *follower) document(ctx context.Context, batch *bleve.Batch, id corpus.DocumentID, fresh bool) error {
	f.report.Documents++
	want, err := wanted(ctx, f.view, id)
	if err != nil {
		return err
	}
	var have map[string]string
	if !fresh {
		if have, err = f.build.held(ctx, id); err != nil {
			return err
		}
	}
	for _, e := range want {
		if have[e.doc.ID()] != e.hash {
			if err := batch.IndexAdvanced(e.doc); err != nil {
				return fmt.Errorf("write %s: %w", e.doc.ID(), err)
			}
			f.report.Written++
		}
		delete(have, e.doc.ID())
	}
	for old := range have {
		batch.Delete(old)
		f.report.Removed++
	}
	return nil
}

// wanted returns the entries that the index is to hold of a document. One without a text has none.
func wanted(ctx context.Context, view View, id corpus.DocumentID) ([]entry, error) {
	d, err := view.Document(ctx, id)
	if errors.Is(err, kb.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.Latest() == "" {
		return nil, nil
	}
	r, err := view.Revision(ctx, d.Latest())
	if err != nil {
		return nil, fmt.Errorf("revision %s: %w", d.Latest(), err)
	}
	facts, err := view.FactsOf(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	return records(d, &r, facts)
}

// held returns what the index holds of a document: entry → hash.
func (b *build) held(ctx context.Context, id corpus.DocumentID) (map[string]string, error) {
	q := query.NewTermQuery(string(id))
	q.SetField(fieldDocument)
	out := make(map[string]string)
	err := b.walk(ctx, q, func(entry, hash string) { out[entry] = hash })
	return out, err
}

// walk calls a function for every entry that a query finds, in the order of their ids.
func (b *build) walk(ctx context.Context, q query.Query, each func(entry, hash string)) error {
	const page = 2000
	var after []string
	for {
		req := bleve.NewSearchRequestOptions(q, page, 0, false)
		req.Score, req.Fields = "none", []string{fieldHash}
		req.SortBy([]string{"_id"})
		req.SearchAfter = after
		res, err := b.bleve.SearchInContext(ctx, req)
		if err != nil {
			return fmt.Errorf("read the index: %w", err)
		}
		for _, h := range res.Hits {
			hash, _ := h.Fields[fieldHash].(string)
			each(h.ID, hash)
		}
		if len(res.Hits) < page {
			return nil
		}
		after = []string{res.Hits[len(res.Hits)-1].ID}
	}
}
